"""One Party: what was issued for activities it hosts, its activities, and the accounts that bear its name."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef
from django.db.models.functions import Length
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sextant.application.queries.holdings import holdings, total
from sextant.storage.account_types import account_types
from sextant.storage.database.models import Activity, ActivityHost
from sextant.storage.rulebook_files import parties
from sextant.web.answering import csv_answer, form_of, json_answer
from sextant.web.asking import AskedWrongly, asked
from sextant.web.names import party_name
from sextant.web.reading import reading

SHOWN = 15
GROUPS = ["mechanism", "unit_type", "cp"]
EXPIRING = ("tCER", "lCER")
"""Unit types whose expiry the page has to speak of (decision 5/CMP.1, annex, paragraph 1)."""
COLUMNS = ("party", *GROUPS, "issued", "cancelled", "remaining", "blocks", "synthetic")


def show(request: HttpRequest, code: str) -> HttpResponse:
    """Return the page of a Party, or its totals as CSV or JSON."""
    at = asked(request)
    if code != code.upper():
        return HttpResponseRedirect(reverse("party", args=[code.upper()]))
    with reading() as reader:
        amounts = holdings(reader, account_types(), at.moment, GROUPS, party=code)
        accounts = reader.accounts(party=code)
        balances = reader.balances(at.moment)
    hosted = Activity.objects.filter(Exists(ActivityHost.objects.filter(activity=OuterRef("id"), party=code)))
    count = hosted.count()
    party = parties().by_code(code)
    if party is None and not (amounts or accounts or count):
        raise AskedWrongly(_("There is no Party with the code “%(code)s” here.") % {"code": code[:20]}, 404)
    synthetic = any(account.synthetic for account in accounts) or hosted.filter(synthetic=True).exists()
    rows = [{"party": code, **dict(zip(GROUPS, key, strict=True)), **each.as_json()} for key, each in amounts.items()]
    form = form_of(request)
    if form == "csv":
        return csv_answer(f"{code}-{at.as_of}", COLUMNS, [{**row, "synthetic": synthetic} for row in rows])
    if form == "json":
        facts = {"party": code, "name": party_name(code), "synthetic": synthetic}
        return json_answer({**at.as_json(), **facts, "rows": rows, "total": total(amounts).as_json()})
    content: dict[str, Any] = {
        "asked": at,
        "code": code,
        "party": party,
        "rows": rows,
        "total": total(amounts),
        "activities": list(hosted.order_by("registry", Length("reference"), "reference")[:SHOWN]),
        "count": count,
        "accounts": [{"account": each, "balance": balances.get(each.id, 0)} for each in accounts],
        "synthetic": synthetic,
        "expiring": any(row["unit_type"] in EXPIRING for row in rows),
    }
    return render(request, "pages/party.html", content)
