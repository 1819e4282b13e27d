"""What waits for whom until when, over all activities and Parties that have cases here."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sextant.application.publicity import Hidden, hidden_in
from sextant.application.queries.waiting import Next, WaitingOf, waiting
from sextant.domain.activity import Activity
from sextant.storage.rulebook_files import cyclebooks
from sextant.web.answering import csv_answer, form_of, json_answer
from sextant.web.asking import AskedWrongly, now
from sextant.web.casework import label_of, next_record, next_row, state_of
from sextant.web.names import html_language, made_up_party, party_name
from sextant.web.reading import reading_cases
from sextant.workflow.cyclebook import Cyclebook

COLUMNS = ("mechanism", "subject", "cycle", "case", "state", "step", "by", "by_itself", "from", "until", "overdue",
           "synthetic")  # fmt: skip


def show(request: HttpRequest) -> HttpResponse:
    """Return the list as a page, CSV or JSON: of all roles or of one."""
    present = now()
    cycles = [path for book in cyclebooks() for path in book.cycles]
    with reading_cases() as (reader, cases):
        found, unread = waiting(cases, cycles, present)
        activities = {(each.mechanism, each.reference): each for each in reader.activities()}
    role, roles = _role(request), _roles()
    shown = [row for of in found for row in _rows(of, activities) if not role or role in row["next"].roles]
    form = form_of(request)
    if form != "html":
        records = [_record(row) for row in shown]
        return csv_answer("waiting", COLUMNS, records) if form == "csv" else json_answer(
            {"now": present.isoformat(timespec="seconds"), "count": len(records), "rows": records})  # fmt: skip
    content: dict[str, Any] = {
        "now": present,
        "role": role,
        "roles": [(code, label) for code, label in roles.items() if any(
            code in each.roles for of in found for each in of.steps)],
        "groups": _groups(shown, roles, role),
        "subjects": len(found),
        "hidden": sum(not _public(of, hidden_in(of.world), each) for of in found for each in of.steps),
        "unread": len(unread),
        "synthetic": any(row["synthetic"] for row in shown),
    }  # fmt: skip
    return render(request, "pages/waiting.html", content)


def _roles() -> dict[str, str]:
    books: list[Cyclebook] = list(cyclebooks())
    return {name: each.label.in_language(html_language()) for book in books for name, each in book.roles.items()}


def _role(request: HttpRequest) -> str:
    role = request.GET.get("role", "").strip()
    if role and role not in _roles():
        sentence = _("“%(found)s” is not served for “%(name)s”. Choose one of: %(expected)s.")
        raise AskedWrongly(sentence % {"found": role[:40], "name": "role", "expected": ", ".join(_roles())})
    return role


def _public(of: WaitingOf, hidden: Hidden, each: Next) -> bool:
    return each.run.case.id not in hidden.cases and each.run.cycle.states[each.run.state].public


def _rows(of: WaitingOf, activities: dict[tuple[str, str], Activity]) -> list[dict[str, Any]]:
    """Return what waits in the cases of a subject, without those whose state is not public."""
    hidden = hidden_in(of.world)
    rows: list[dict[str, Any]] = []
    for each in of.steps:
        if not _public(of, hidden, each):
            continue
        cycle, subject = each.run.cycle, of.world.history.subject
        activity = activities.get((cycle.mechanism, subject))
        rows.append({
            **next_row(each),
            "cycle": cycle,
            "case": label_of(cycle),
            "state": state_of(each.run),
            "subject": subject,
            "party": party_name(subject) if activity is None and party_name(subject) != subject else None,
            "activity": activity,
            "synthetic": activity.synthetic if activity else made_up_party(subject),
        })  # fmt: skip
    return rows


def _groups(rows: list[dict[str, Any]], roles: dict[str, str], chosen: str) -> list[dict[str, Any]]:
    """Return the rows by role, those with a last day in its order; last what happens by itself."""
    groups: list[dict[str, Any]] = []
    for code in [chosen] if chosen else [*roles, ""]:
        own = [row for row in rows if (code in row["next"].roles if code else row["by_itself"])]
        if own:
            until = sorted((row for row in own if row["last_day"]), key=lambda row: row["last_day"])
            any_time = [row for row in own if not row["last_day"]]
            groups.append({"code": code or "itself", "label": roles.get(code), "until": until, "any_time": any_time})
    return groups


def _record(row: dict[str, Any]) -> dict[str, Any]:
    found: Next = row["next"]
    return {
        "mechanism": found.run.cycle.mechanism,
        "subject": row["subject"],
        "state": found.run.state,
        **next_record(found),
        "synthetic": row["synthetic"],
    }
