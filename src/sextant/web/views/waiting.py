"""What waits for whom until when, over all activities and Parties that have cases here, on a day."""

from __future__ import annotations

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
from sextant.web.asking import Asked, AskedWrongly, asked, page
from sextant.web.casework import label_of, waits_record, waits_row
from sextant.web.names import html_language, made_up_party, party_name
from sextant.web.reading import reading_cases, standings
from sextant.web.waiting_filters import Filters, choices_of, filters_of
from sextant.web.waiting_then import standings_then

COLUMNS = ("mechanism", "subject", "cycle", "case", "state", "step", "by", "by_itself", "from", "until", "overdue",
           "done_on", "synthetic")  # fmt: skip

_NO_DAY = 10_000_000
"""Sorts after every day."""
EXPECTED, ANY_TIME, ALONE = range(3)
"""The parts of the page: what has a last day, what has none, and what happens by itself."""
Activities = Mapping[str, Activity]
"""The activities of subjects, by the key of the subject."""

Place = tuple[int, int, int, int, int]
"""Where a step stands in the list: by part, by role, by its last day, then as subjects and steps stand. Plain numbers,
since there are very many; a step that waits for several roles stands in the list of each."""


class Line(NamedTuple):
    """A step that is shown, in which part of the page, and for whom it waits there."""

    part: int
    role: str
    """Empty for what happens by itself."""
    of: Standing
    waits: Waits


def show(request: HttpRequest) -> HttpResponse:
    """Return a page of the list, or all of it as CSV or JSON: of all, or of a role, a Party or an activity."""
    if request.GET.get("known_at", "").strip():
        raise AskedWrongly(_("This page is told as of a day only. Leave out “known_at”."))
    at, roles, form = asked(request), _roles(), form_of(request)
    with reading_cases() as (reader, cases):
        found = standings(reader.driver, cases)
        if at.chosen:
            found = standings_then(found, cases, at)
        every = activities_of(reader, (each.key for each in found))
        filters = filters_of(request, found, every, roles)
    kept = [each for each in found if filters.keep_subject(each, every)]
    if form != "html":
        return _download(form, kept, filters, every, at)
    codes = [*roles, ""]
    places = _places(kept, {code: place for place, code in enumerate(codes)}, filters.role)
    shown = page(request, len(places), size=100)
    lines = [Line(part, codes[place], kept[number], kept[number].waits[index])
             for part, place, _until, number, index in places[shown.start : shown.stop]]  # fmt: skip
    rows = [_row(line, every) for line in lines]
    content: dict[str, Any] = {
        "asked": at,
        "day_only": True,
        "chosen": filters,
        "choices": choices_of(found, every, roles),
        "expected": _groups(rows, EXPECTED, roles),
        "any_time": _groups(rows, ANY_TIME, roles),
        "any_time_count": sum(part == ANY_TIME for part, *_rest in places),
        "alone": [row for row in rows if row["part"] == ALONE],
        "page": shown,
        "subjects": sum(each.readable for each in found),
        "hidden": sum(each.hidden for each in found),
        "unread": sum(not each.readable for each in found),
        "synthetic": any(row["synthetic"] for row in rows),
    }
    return render(request, "pages/waiting.html", content)


def _roles() -> dict[str, str]:
    return {name: each.label.in_language(html_language()) for book in cyclebooks() for name, each in book.roles.items()}


def _places(found: list[Standing], order: Mapping[str, int], role: str) -> list[Place]:
    """Return the list in its order: what has a last day comes first, what happens by itself last."""
    places: list[Place] = []
    for number, of in enumerate(found):
        for index, waits in enumerate(of.waits):
            until = waits.last_day.toordinal() if waits.last_day else _NO_DAY
            part = ALONE if waits.by_itself else EXPECTED if waits.last_day else ANY_TIME
            for each in waits.roles or ("",):
                if not role or each == role:
                    places.append((part, order[each], until, number, index))
    places.sort()
    return places


def activities_of(reader: LedgerReader, keys: Iterable[str]) -> Activities:
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
        "part": line.part,
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


def _groups(rows: list[dict[str, Any]], part: int, roles: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the rows of a part of the page by role."""
    own = [row for row in rows if row["part"] == part]
    return [
        {"code": code, "label": roles.get(code), "rows": list(group)}
        for code, group in groupby(own, key=lambda row: str(row["role"]))
    ]


def _download(form: str, found: list[Standing], filters: Filters, activities: Activities, at: Asked) -> HttpResponse:
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
        if not filters.role or filters.role in waits.roles
    ]
    if form == "csv":
        return csv_answer("waiting", COLUMNS, records)
    facts = {"now": at.now.isoformat(timespec="seconds"), **at.as_json(), "count": len(records)}
    return json_answer({**facts, "rows": records})
