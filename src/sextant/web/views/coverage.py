"""The plan for one need: which offers fit it and why, how far they would cover it, and what the order rests on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sextant.application.queries.cooperation.matching import Planned, open_needs, open_offers, planned
from sextant.web.answering import csv_answer, form_of, json_answer
from sextant.web.asking import AskedWrongly
from sextant.web.cooperating import cooperating, known_approach
from sextant.web.ruling import on_day
from sextant.wording.cooperation_rows import comparison, match_row

COLUMNS = ("need", "offer", "eligible", "failed_gates", "weight_used", "unknown_amount_lines", "score", "score_exact")


def show(request: HttpRequest, reference: str, party: str, stage: str) -> HttpResponse:
    """Return the plan as a page, its pairs as CSV, or all of it as JSON."""
    on = on_day(request)
    with cooperating() as there:
        known = known_approach(there, reference, on)
        number = f"{reference}/{party}/{stage}"
        need = next((each for _, each in open_needs(there, on.day) if each.id == number), None)
        if need is None:
            sentence = _("No need “%(found)s” was open on %(day)s.")
            raise AskedWrongly(sentence % {"found": number[:80], "day": on.day.isoformat()}, status=404)
        found = planned(there, known, need, open_offers(there, on.day), on.day)
    form = form_of(request)
    if form == "csv":
        return csv_answer(f"plan-{number}", COLUMNS, [match_row(each) for each in found.plan.matches])
    if form == "json":
        return json_answer(comparison([found.plan], found.method, on.day) | {"sensitivity": found.sensitivity})
    return render(request, "pages/coverage.html", {"on": on, **_content(found)})


def _content(found: Planned) -> dict[str, Any]:
    plan = found.plan
    places = {number: place for place, number in enumerate(plan.order)}
    ordered = sorted(plan.matches, key=lambda each: (places.get(each.offer.id, len(places)), each.offer.id))
    lines = []
    for index, (line, residual) in enumerate(zip(plan.need.lines, plan.residual, strict=True)):
        steps = [each for each in plan.steps if each.line == index]
        unstated = [each for each in plan.unstated if each.line == index]
        lines.append({"line": line, "residual": residual, "steps": steps, "unstated": unstated, "number": index + 1})
    moved = [
        {"component": name, "less": order["less"], "more": order["more"], "plain": list(plan.order)}
        for name, order in found.sensitivity.items()
    ]
    return {
        "planned": found,
        "approach": found.known.shown.approach,
        "need": plan.need,
        "plan": plan,
        "currency": next((line.currency for line in plan.need.lines if line.currency), ""),
        "matches": [{"match": each, "talk": found.talks.get(each.offer.id)} for each in ordered],
        "lines": lines,
        "moved": moved,
        "synthetic": found.known.shown.approach.synthetic,
    }
