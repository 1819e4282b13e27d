"""The directory of those who offer support, with what they offer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sextant.application.queries.cooperation.offers import offers, providers
from sextant.web.answering import csv_answer, form_of, json_answer
from sextant.web.cooperating import cooperating
from sextant.web.ruling import on_day

COLUMNS = ("provider", "kind", "party", "contact", "offers")


def show(request: HttpRequest) -> HttpResponse:
    """Return the directory as a page, CSV or JSON."""
    on = on_day(request)
    with cooperating() as there:
        found = providers(offers(there, on.day))
    rows = [
        {
            "provider": each.name,
            "kind": each.kind,
            "party": each.party,
            "contact": each.contact,
            "offers": [one.offer.id for one in each.offers],
        }
        for each in found
    ]
    form = form_of(request)
    if form == "csv":
        return csv_answer(f"providers-{on.day}", COLUMNS, rows)
    if form == "json":
        return json_answer({"as_of": on.day.isoformat(), "count": len(rows), "rows": rows})
    synthetic = any(one.offer.synthetic for each in found for one in each.offers)
    return render(request, "pages/providers.html", {"on": on, "rows": found, "synthetic": synthetic})
