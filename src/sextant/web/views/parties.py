"""All Parties that host activities or hold accounts here, with their totals."""

from __future__ import annotations

from collections import Counter, defaultdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sextant.application.queries.holdings import Amounts, holdings, total
from sextant.storage.account_types import account_types
from sextant.storage.database.models import Account, Activity, ActivityHost
from sextant.web.answering import csv_answer, form_of, json_answer
from sextant.web.asking import asked
from sextant.web.names import party_name
from sextant.web.reading import reading

COLUMNS = ("party", "name", "activities", "issued", "cancelled", "remaining", "blocks", "synthetic")


def show(request: HttpRequest) -> HttpResponse:
    """Return the list as a page, CSV or JSON."""
    at = asked(request)
    with reading() as reader:
        found = holdings(reader, account_types(), at.moment, ["party"])
    amounts: defaultdict[str, Amounts] = defaultdict(Amounts, {key[0]: each for key, each in found.items()})
    activities = Counter(ActivityHost.objects.values_list("party", flat=True))
    accounts = set(Account.objects.exclude(party=None).values_list("party", flat=True))
    made_up = set(Account.objects.filter(synthetic=True).exclude(party=None).values_list("party", flat=True))
    hosts = ActivityHost.objects.filter(activity__in=Activity.objects.filter(synthetic=True).values("id"))
    made_up |= set(hosts.values_list("party", flat=True))
    codes = sorted(amounts.keys() | activities.keys() | accounts, key=lambda code: (party_name(code), code))
    rows = [
        {
            "party": code,
            "name": party_name(code),
            "activities": activities[code],
            **amounts[code].as_json(),
            "synthetic": code in made_up,
        }
        for code in codes
    ]
    form = form_of(request)
    if form == "csv":
        return csv_answer(f"parties-{at.as_of}", COLUMNS, rows)
    if form == "json":
        return json_answer({**at.as_json(), "rows": rows, "total": total(found).as_json()})
    content = {"asked": at, "rows": rows, "total": total(found), "synthetic": bool(made_up)}
    return render(request, "pages/parties.html", content)
