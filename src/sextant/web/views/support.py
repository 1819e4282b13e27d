"""Needs of recorded approaches and offers of support, side by side. What leads to a plan is a link at each need."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sextant.application.queries.cooperation.matching import open_needs, open_offers
from sextant.application.queries.cooperation.offers import offers
from sextant.cooperation.coverage import asked_of, plan
from sextant.cooperation.needs import method_on
from sextant.web.answering import csv_answer, form_of, json_answer
from sextant.web.cooperating import cooperating
from sextant.web.ruling import on_day
from sextant.wording.cooperation_rows import need_row, offer_row

COLUMNS = (
    "id", "provider", "state", "scope", "scope_names", "focus", "stages", "first", "last", "conditions", "tied_to",
    "synthetic",
)  # fmt: skip


def show(request: HttpRequest) -> HttpResponse:
    """Return both lists as a page or JSON, and the offers as CSV."""
    on = on_day(request)
    with cooperating() as there:
        needs, listed = open_needs(there, on.day), offers(there, on.day)
        method, available = method_on(there.catalogue, on.day), open_offers(there, on.day)
    plans = [plan(need, available, method) for _, need in needs]
    form = form_of(request)
    if form == "csv":
        return csv_answer(f"offers-{on.day}", COLUMNS, [offer_row(each) for each in listed])
    if form == "json":
        return json_answer(
            {
                "as_of": on.day.isoformat(),
                "needs": [need_row(need, synthetic=known.shown.approach.synthetic) for known, need in needs],
                "offers": [offer_row(each) for each in listed],
            }
        )
    content = {
        "on": on,
        "needs": [{"known": known, "plan": each} for (known, _), each in zip(needs, plans, strict=True)],
        "offers": listed,
        "shared": asked_of(plans),
        "synthetic": any(each.offer.synthetic for each in listed),
    }
    return render(request, "pages/support.html", content)
