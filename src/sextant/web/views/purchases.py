"""A buyer's need: planned, contracted, acquired and used tonnes of its period, and the gap."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sextant.application.queries.party_accounts import bought
from sextant.storage.account_types import account_types
from sextant.storage.aef_format import ledger_terms
from sextant.web.answering import csv_answer, form_of, json_answer
from sextant.web.asking import asked
from sextant.web.reading import reading
from sextant.web.stating import statement_of, written

COLUMNS = ("party", "first_year", "last_year", "planned", "contracted", "acquired", "used", "gap", "synthetic")


def show(request: HttpRequest, code: str) -> HttpResponse:
    """Return the need and how far it is met as a page, CSV or JSON."""
    at = asked(request)
    with reading() as reader:
        stated = statement_of(reader, code, at)
        accounts = stated.accounts
        found = bought(reader, account_types(), tuple(ledger_terms().approaches), accounts, at.moment)
    record: dict[str, Any] = {
        "party": code,
        "first_year": accounts.first_year,
        "last_year": accounts.last_year,
        "planned": found.planned,
        "contracted": found.contracted,
        "acquired": found.acquired,
        "used": found.used,
        "gap": found.gap,
        "synthetic": accounts.synthetic,
    }
    form = form_of(request)
    if form == "csv":
        return csv_answer(f"{code}-purchases-{at.as_of}", COLUMNS, [record])
    if form == "json":
        years = [{"year": year, "planned": plan, "used": used} for year, (plan, used) in found.by_year.items()]
        return json_answer({**at.as_json(), **record, "years": years})
    content: dict[str, Any] = {
        "asked": at,
        "code": code,
        "accounts": accounts,
        "found": found,
        "gap": written(found.gap),
        "years": [(year, plan, used) for year, (plan, used) in found.by_year.items() if plan != 0 or used],
        "synthetic": accounts.synthetic,
    }
    return render(request, "pages/purchases.html", content)
