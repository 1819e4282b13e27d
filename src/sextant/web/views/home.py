"""The first page: what this is, what it holds, and the ways in."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sextant.application.queries.holdings import holdings, total
from sextant.application.reader import LedgerReader
from sextant.storage.account_types import account_types
from sextant.storage.database.models import Account, Activity
from sextant.web.answering import form_of, json_answer
from sextant.web.asking import Asked, asked
from sextant.web.reading import reading


def show(request: HttpRequest) -> HttpResponse:
    """Return the first page, or its totals as JSON."""
    at = asked(request)
    with reading() as reader:
        amounts = holdings(reader, account_types(), at.moment, ["mechanism", "unit_type"])
        made_up = _synthetic_units(reader, at)
    rows = [
        {"mechanism": key[0], "unit_type": key[1], **each.as_json(), "synthetic": made_up[key]}
        for key, each in amounts.items()
    ]
    whole = total(amounts)
    if form_of(request) == "json":
        return json_answer(
            {**at.as_json(), "rows": rows, "total": {**whole.as_json(), "synthetic": sum(made_up.values())}}
        )
    content: dict[str, Any] = {
        "asked": at,
        "rows": rows,
        "total": whole,
        "synthetic": Account.objects.filter(synthetic=True).exists() or bool(made_up),
        "synthetic_units": sum(made_up.values()),
        "activities": Activity.objects.count(),
        "accounts": Account.objects.count(),
    }
    return render(request, "pages/home.html", content)


def _synthetic_units(reader: LedgerReader, at: Asked) -> Counter[tuple[str, str]]:
    """Return how many units were issued for synthetic activities, by mechanism and unit type."""
    units: Counter[tuple[str, str]] = Counter()
    for number in Activity.objects.filter(synthetic=True).values_list("id", flat=True):
        for lot in reader.lots(activity=number, at=at.moment):
            units[lot.mechanism, lot.unit_type] += lot.quantity
    return units
