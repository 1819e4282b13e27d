"""What waits for whom until when, over all activities and Parties that have cases here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sextant.application.reader import LedgerReader
from sextant.application.standing import Standing, Waits
from sextant.domain.activity import Activity, activity_id
from sextant.storage.rulebook_files import cyclebooks, rulebooks
from sextant.web.answering import csv_answer, form_of, json_answer
from sextant.web.asking import AskedWrongly, now, page
from sextant.web.casework import label_of, waits_record, waits_row
from sextant.web.names import html_language, made_up_party, party_name
from sextant.web.reading import reading_cases, standings
from sextant.workflow.cyclebook import Cyclebook

COLUMNS = ("mechanism", "subject", "cycle", "case", "state", "step", "by", "by_itself", "from", "until", "overdue",
           "synthetic")  # fmt: skip

_NO_DAY = 10_000_000
"""Sorts after every day."""
Activities = Mapping[str, Activity]
"""The activities of subjects, by the key of the subject."""


Place = tuple[int, int, int, int]
"""Where a step stands in the list: by role, then by its last day, then as subjects and steps stand. Plain numbers,
since there are very many; a step that waits for several roles stands in the list of each."""


class Line(NamedTuple):
    """A step that is shown, and for whom it waits there."""

    role: str
    """Empty for what happens by itself."""
    of: Standing
    waits: Waits


def show(request: HttpRequest) -> HttpResponse:
    """Return a page of the list, or all of it as CSV or JSON: of all roles or of one."""
    present, roles = now(), _roles()
    role, form = _role(request, roles), form_of(request)
    with reading_cases() as (reader, cases):
        found = standings(reader.driver, cases)
        if form != "html":
            return _download(form, found, role, reader, present.isoformat(timespec="seconds"))
        codes = [*roles, ""]
        places = _places(found, {code: place for place, code in enumerate(codes)}, role)
        shown = page(request, len(places), size=100)
        part = [Line(codes[place], found[number], found[number].waits[index])
                for place, _until, number, index in places[shown.start : shown.stop]]  # fmt: skip
        any_time = Counter(codes[place] for place, until, _number, _index in places if until == _NO_DAY)
        activities = _activities(reader, {line.of.key for line in part})
    rows = [_row(line, activities) for line in part]
    waited_for = {each for of in found for waits in of.waits for each in waits.roles}
    content: dict[str, Any] = {
        "now": present,
        "role": role,
        "roles": [(code, label) for code, label in roles.items() if code in waited_for],
        "groups": _groups(rows, roles, any_time),
        "page": shown,
        "subjects": sum(each.readable for each in found),
        "hidden": sum(each.hidden for each in found),
        "unread": sum(not each.readable for each in found),
        "synthetic": any(row["synthetic"] for row in rows),
    }
    return render(request, "pages/waiting.html", content)


def _roles() -> dict[str, str]:
    books: list[Cyclebook] = list(cyclebooks())
    return {name: each.label.in_language(html_language()) for book in books for name, each in book.roles.items()}


def _role(request: HttpRequest, roles: Mapping[str, str]) -> str:
    role = request.GET.get("role", "").strip()
    if role and role not in roles:
        sentence = _("“%(found)s” is not served for “%(name)s”. Choose one of: %(expected)s.")
        raise AskedWrongly(sentence % {"found": role[:40], "name": "role", "expected": ", ".join(roles)})
    return role


def _places(found: list[Standing], order: Mapping[str, int], role: str) -> list[Place]:
    """Return the list in its order: those with a last day come first in each role."""
    places: list[Place] = []
    for number, of in enumerate(found):
        for index, waits in enumerate(of.waits):
            until = waits.last_day.toordinal() if waits.last_day else _NO_DAY
            for each in waits.roles or ("",):
                if not role or each == role:
                    places.append((order[each], until, number, index))
    places.sort()
    return places


def _activities(reader: LedgerReader, keys: Iterable[str]) -> Activities:
    """Return the activities that some of the subjects are."""
    books = rulebooks().books
    numbers: dict[int, str] = {}
    for key in keys:
        mechanism, _colon, subject = key.partition(":")
        if mechanism in books:
            numbers[activity_id(books[mechanism].mechanism.registry_code, subject)] = key
    return {numbers[each.id]: each for each in reader.activities(numbers)}


def _row(line: Line, activities: Activities) -> dict[str, Any]:
    subject, activity = line.of.subject, activities.get(line.of.key)
    row = waits_row(line.waits)
    return {
        **row,
        "role": line.role,
        "case": label_of(row["cycle"]),
        "state": row["cycle"].states[line.waits.state].label.in_language(html_language()),
        "subject": subject,
        "party": party_name(subject) if activity is None and party_name(subject) != subject else None,
        "activity": activity,
        "synthetic": _synthetic(line.of, activities),
    }


def _synthetic(of: Standing, activities: Activities) -> bool:
    activity = activities.get(of.key)
    return activity.synthetic if activity else made_up_party(of.subject)


def _groups(rows: list[dict[str, Any]], roles: Mapping[str, str], any_time: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return the rows of a page by role, each with how many steps without a last day wait for it on all pages."""
    groups: list[dict[str, Any]] = []
    for code, own in groupby(rows, key=lambda row: str(row["role"])):
        group = list(own)
        groups.append({
            "code": code or "itself",
            "label": roles.get(code),
            "until": [row for row in group if row["last_day"]],
            "any_time": [row for row in group if not row["last_day"]],
            "any_time_in_all": any_time.get(code, 0),
        })  # fmt: skip
    return groups


def _download(form: str, found: list[Standing], role: str, reader: LedgerReader, at: str) -> HttpResponse:
    activities = _activities(reader, (each.key for each in found))
    records = [
        {
            "mechanism": of.mechanism,
            "subject": of.subject,
            "state": waits.state,
            **waits_record(waits),
            "synthetic": _synthetic(of, activities),
        }
        for of in found
        for waits in of.waits
        if not role or role in waits.roles
    ]
    if form == "csv":
        return csv_answer("waiting", COLUMNS, records)
    return json_answer({"now": at, "count": len(records), "rows": records})
