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
from sextant.web.activity_rows import as_then
from sextant.web.answering import csv_answer, form_of, json_answer
from sextant.web.asking import AskedWrongly, asked
from sextant.web.casework import case_record, next_record
from sextant.web.course_of_activity import on_their_day
from sextant.web.names import party_name
from sextant.web.party_cases import cases_of_party, participation_rows, waits_rows
from sextant.web.party_overview import overview_of
from sextant.web.reading import reading_cases

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
    with reading_cases() as (reader, cases):
        amounts = holdings(reader, account_types(), at.moment, GROUPS, party=code)
        accounts = reader.accounts(party=code)
        balances = reader.balances(at.moment)
        own = [each for each in reader.activities() if code in (*each.host_parties, *each.other_parties)]
        told = cases_of_party(cases, code, own, at)
        then = on_their_day(cases, own, at)
        overview = overview_of(reader, code, at)
    hosted = Activity.objects.filter(Exists(ActivityHost.objects.filter(activity=OuterRef("id"), party=code)))
    count = hosted.count()
    party = parties().by_code(code)
    if party is None and not (amounts or accounts or count or told.course):
        raise AskedWrongly(_("There is no Party with the code “%(code)s” here.") % {"code": code[:20]}, 404)
    synthetic = any(account.synthetic for account in accounts) or hosted.filter(synthetic=True).exists()
    rows = [{"party": code, **dict(zip(GROUPS, key, strict=True)), **each.as_json()} for key, each in amounts.items()]
    form = form_of(request)
    if form == "csv":
        return csv_answer(f"{code}-{at.as_of}", COLUMNS, [{**row, "synthetic": synthetic} for row in rows])
    if form == "json":
        facts = {"party": code, "name": party_name(code), "synthetic": synthetic}
        return json_answer({
            **at.as_json(),
            **facts,
            "rows": rows,
            "total": total(amounts).as_json(),
            "participation": [case_record(each) for each in told.course],
            "waiting": [
                {"activity": each.activity.reference if each.activity else None, **next_record(each.found)}
                for each in told.waits
            ],
        })  # fmt: skip
    waits = waits_rows(told.waits, code)
    content: dict[str, Any] = {
        "asked": at,
        "code": code,
        "party": party,
        "rows": rows,
        "total": total(amounts),
        "activities": [as_then(each, then) for each in hosted.order_by(
            "registry", Length("reference"), "reference")[:SHOWN]],
        "participation": participation_rows(told.course),
        "overview": overview,
        "waits": [row for row in waits if row["last_day"]],
        "waits_any_time": [row for row in waits if not row["last_day"]],
        "count": count,
        "accounts": [{"account": each, "balance": balances.get(each.id, 0)} for each in accounts],
        "synthetic": synthetic,
        "expiring": any(row["unit_type"] in EXPIRING for row in rows),
    }  # fmt: skip
    return render(request, "pages/party.html", content)
