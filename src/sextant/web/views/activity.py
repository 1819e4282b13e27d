"""One activity: what is known of it, the course of its cases, what was issued for it, and what became of the units."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sextant.application.queries.course import CourseOfCase
from sextant.application.queries.holdings import Amounts
from sextant.application.queries.provenance import Provenance, Standing, provenance
from sextant.domain.account import Account
from sextant.domain.activity import Activity, activity_id
from sextant.storage.account_types import account_types
from sextant.storage.scenario_files import shipped_stories
from sextant.web.answering import csv_answer, form_of, json_answer
from sextant.web.asking import Asked, AskedWrongly, asked, page
from sextant.web.casework import case_record
from sextant.web.course_of_activity import Told, as_told, content_of, told_of
from sextant.web.reading import reading_cases

COLUMNS = (
    "registry", "reference", "prefix", "first", "last", "unit_type", "cp", "vintage", "issued_on", "issued",
    "cancelled", "remaining", "blocks", "synthetic",
)  # fmt: skip


def show(request: HttpRequest, registry: str, reference: str) -> HttpResponse:
    """Return the page of an activity, or its issuances as CSV or JSON."""
    at = asked(request)
    number = activity_id(registry, reference)
    with reading_cases() as (reader, cases):
        known = reader.activities([number])
        if not known:
            sentence = _("The registry %(registry)s has no activity %(reference)s here.")
            raise AskedWrongly(sentence % {"registry": registry[:20], "reference": reference[:60]}, 404)
        lots = reader.lots(activity=number, at=at.moment)
        found = provenance(reader, account_types(), lots, at.moment)
        spaces = {space.id: space for space in reader.spaces()}
        activity = known[0]
        told = told_of(cases, activity, at)
        if told is not None:
            activity = as_told(activity, told, at)
    issuances = [
        {"lot": each.lot, "space": spaces[each.lot.space], "issuance": each.issuance, "amounts": each.amounts()}
        for each in sorted(found, key=lambda each: (each.lot.issued_on, each.lot.first))
    ]
    form = form_of(request)
    if form != "html":
        return _download(form, activity, issuances, at, told)
    shown = page(request, len(issuances))
    content: dict[str, Any] = {
        "asked": at,
        "activity": activity,
        "issuances": issuances[shown.start : shown.stop],
        "page": shown,
        "total": sum((each.amounts() for each in found), Amounts()),
        "became": _became(found),
        "synthetic": activity.synthetic,
        "scenario": _scenario(activity),
    }
    if told is not None:
        content |= content_of(told)
    return render(request, "pages/activity.html", content)


def _scenario(activity: Activity) -> str | None:
    """Return the scenario that ships with Sextant and is about a synthetic activity."""
    if not activity.synthetic:
        return None
    wanted = (activity.mechanism, activity.reference)
    return next((each.name for each in shipped_stories() if (each.mechanism, each.activity) == wanted), None)


def _became(found: list[Provenance]) -> list[dict[str, Any]]:
    """Return where the units stand now: by account and state, with how many in how many runs."""
    quantities: defaultdict[tuple[int, Standing], list[int]] = defaultdict(list)
    accounts: dict[int, Account] = {}
    for each in found:
        for run in each.standings():
            accounts[run.step.account.id] = run.step.account
            quantities[run.step.account.id, run.step.standing].append(run.quantity)
    order = list(Standing)
    keys = sorted(quantities, key=lambda key: (order.index(key[1]), accounts[key[0]].code))
    return [
        {
            "account": accounts[key[0]],
            "standing": str(key[1]),
            "quantity": sum(quantities[key]),
            "runs": len(quantities[key]),
        }
        for key in keys
    ]


def _download(
    form: str, activity: Activity, issuances: list[dict[str, Any]], at: Asked, told: Told | None
) -> HttpResponse:
    rows = [
        {
            "registry": activity.registry,
            "reference": activity.reference,
            "prefix": each["space"].prefix,
            "first": each["lot"].first,
            "last": each["lot"].last,
            "unit_type": each["lot"].unit_type,
            "cp": each["lot"].commitment_period,
            "vintage": each["lot"].vintage,
            "issued_on": each["lot"].issued_on.isoformat(),
            **each["amounts"].as_json(),
            "synthetic": activity.synthetic,
        }
        for each in issuances
    ]
    if form == "csv":
        return csv_answer(f"{activity.registry}-{activity.reference}-issuances-{at.as_of}", COLUMNS, rows)
    facts = {
        "registry": activity.registry,
        "reference": activity.reference,
        "title": activity.title,
        "mechanism": activity.mechanism,
        "host_parties": list(activity.host_parties),
        "other_parties": list(activity.other_parties),
        "methodologies": list(activity.methodologies),
        "status": activity.status,
        "registered_on": activity.registered_on.isoformat() if activity.registered_on else None,
        "expected_annual_reductions": activity.expected_annual_reductions,
        "synthetic": activity.synthetic,
    }
    course: list[CourseOfCase] = told.course if told else []
    cases = [case_record(each) for each in course]
    return json_answer({**at.as_json(), "activity": facts, "cases": cases, "issuances": rows})
