"""One entry of the journal: what was asked, what was recorded, and which units it moved."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sextant.application.cdm_report.rows import in_order_of_report
from sextant.application.queries.basis import MadeBy, made_by, rule_of_entry
from sextant.rules.record import source_record
from sextant.storage.account_types import account_types
from sextant.web.answering import form_of, json_answer
from sextant.web.asking import AskedWrongly
from sextant.web.casework import label_of
from sextant.web.located import stated
from sextant.web.names import html_language
from sextant.web.reading import reading_cases

LEGS_SHOWN = 200
ACTIVITIES_SHOWN = 5


def show(request: HttpRequest, number: UUID) -> HttpResponse:
    """Return the page of an entry, or the entry as JSON."""
    with reading_cases() as (reader, cases):
        entry = next(iter(reader.entries([number])), None)
        if entry is None:
            raise AskedWrongly(_("The journal has no entry %(number)s.") % {"number": number}, 404)
        legs = reader.legs_of_entries([number])
        spaces = {space.id: space for space in reader.spaces()}
        accounts = {leg: reader.account(leg) for leg in {each.account for each in legs}}
        terms = reader.terms({each.terms for each in legs})
        corrected_by = reader.corrections_of(number)
        lots = reader.lots(ids={leg.lot for leg in legs})
        activities = reader.activities({lot.activity for lot in lots})
        made = made_by(cases, number, legs, activities)
    rows = [
        {"leg": leg, "space": spaces[leg.space], "account": accounts[leg.account], "terms": terms[leg.terms]}
        for leg in legs
    ]
    synthetic = any(account is not None and account.synthetic for account in accounts.values())
    rule = made.source if made else rule_of_entry(entry, legs, accounts, terms, account_types())
    body, result = json.loads(entry.body), json.loads(entry.result)
    if form_of(request) == "json":
        return json_answer(
            {
                "entry": str(entry.id),
                "kind": entry.kind,
                "actor": entry.actor,
                "effective_on": entry.effective_on.isoformat(),
                "recorded_at": entry.recorded_at.isoformat() if entry.recorded_at else None,
                "digest": entry.digest.hex(),
                "corrects": str(entry.corrects) if entry.corrects else None,
                "corrected_by": [str(each.id) for each in corrected_by],
                "activities": [f"{each.registry} {each.reference}" for each in activities],
                "case": str(made.run.case.id) if made else None,
                "step": f"{made.run.cycle.path}#{made.transition.step}" if made else None,
                "rule": source_record(rule) if rule else None,
                "request": body,
                "result": result,
                "synthetic": synthetic,
            }
        )
    content: dict[str, Any] = {
        "entry": entry,
        "stated": stated(entry.body),
        "digest": entry.digest.hex(),
        "rows": rows[:LEGS_SHOWN],
        "more": max(0, len(rows) - LEGS_SHOWN),
        "quantity": sum(leg.quantity for leg in legs if leg.sign > 0),
        "corrected_by": corrected_by,
        "reported": in_order_of_report(body.get("reported") or {}),
        "activities": activities[:ACTIVITIES_SHOWN],
        "more_activities": max(0, len(activities) - ACTIVITIES_SHOWN),
        "case": _case(made) if made else None,
        "rule": rule,
        "request_text": json.dumps(body, ensure_ascii=False, indent=2),
        "result_text": json.dumps(result, ensure_ascii=False, indent=2),
        "warnings": result.get("warnings") or [],
        "synthetic": synthetic,
    }
    return render(request, "pages/entry.html", content)


def _case(made: MadeBy) -> dict[str, Any]:
    """Return the case that made an entry, with its step, in words."""
    cycle = made.run.cycle
    return {
        "activity": made.activity,
        "id": made.run.case.id,
        "label": label_of(cycle),
        "step": cycle.steps[made.transition.step].label.in_language(html_language()),
        "place": f"{cycle.path}#{made.transition.step}",
    }
