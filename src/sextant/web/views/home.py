"""The first page: what this is, what it holds, and the ways in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sextant.application.queries.holdings import holdings, total
from sextant.storage.account_types import account_types
from sextant.storage.database.models import Account, Activity
from sextant.web.answering import form_of, json_answer
from sextant.web.asking import asked
from sextant.web.reading import reading


def show(request: HttpRequest) -> HttpResponse:
    """Return the first page, or its totals as JSON."""
    at = asked(request)
    with reading() as reader:
        amounts = holdings(reader, account_types(), at.moment, ["mechanism", "unit_type"])
    rows = [{"mechanism": key[0], "unit_type": key[1], **each.as_json()} for key, each in amounts.items()]
    whole = total(amounts)
    if form_of(request) == "json":
        return json_answer({**at.as_json(), "rows": rows, "total": whole.as_json(), "synthetic": _synthetic()})
    content: dict[str, Any] = {
        "asked": at,
        "rows": rows,
        "total": whole,
        "synthetic": _synthetic(),
        "activities": Activity.objects.count(),
        "accounts": Account.objects.count(),
    }
    return render(request, "pages/home.html", content)


def _synthetic() -> bool:
    return Account.objects.filter(synthetic=True).exists() or Activity.objects.filter(synthetic=True).exists()
