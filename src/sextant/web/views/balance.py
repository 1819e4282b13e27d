"""The emissions balance of a Party: its adjustments year by year, under a method that can be switched."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sextant.application.queries.adjust import told
from sextant.application.queries.party_accounts import PartyBalance, Stated, party_balance
from sextant.reporting.adjustment import Method
from sextant.storage.account_types import account_types
from sextant.web.answering import csv_answer, form_of, json_answer
from sextant.web.asking import AskedWrongly, asked, choice
from sextant.web.balance_chart import chart
from sextant.web.names import html_language
from sextant.web.reading import reading
from sextant.web.stating import signed, statement_of, written
from sextant.wording.adjustments import method_said, note_said, why_said

COLUMNS = (
    "party", "year", "method", "inventory_edition", "emissions", "first_transferred", "used", "adjustment",
    "cumulative", "average", "balance", "trajectory", "synthetic",
)  # fmt: skip


def show(request: HttpRequest, code: str) -> HttpResponse:
    """Return the balance as a page, CSV or JSON."""
    at = asked(request)
    with reading() as reader:
        stated = statement_of(reader, code, at)
        accounts = stated.accounts
        own = accounts.method.value
        method = Method(choice(request, "method", (own, *(each.value for each in Method if each.value != own))))
        edition = _edition(request, stated)
        found = party_balance(reader, account_types(), accounts, at.moment, method=method, edition=edition)
    form = form_of(request)
    record = told(found.balance)
    if form == "json":
        return json_answer({**at.as_json(), "synthetic": accounts.synthetic, **record})
    if form == "csv":
        facts = {name: record[name] for name in ("party", "method", "inventory_edition")}
        rows = [{**row, **facts, "synthetic": accounts.synthetic} for row in record["years"]]
        return csv_answer(f"{code}-balance-{at.as_of}", COLUMNS, rows)
    return render(request, "pages/balance.html", _content(at, stated, found, method))


def _edition(request: HttpRequest, stated: Stated) -> Any:
    name = request.GET.get("edition", "").strip()
    if not name:
        return stated.accounts.edition
    found = next((each for each in stated.accounts.editions if each.name == name), None)
    if found is None:
        known = ", ".join(each.name for each in stated.accounts.editions) or "–"
        sentence = _("No inventory edition “%(found)s” is on record. Editions: %(expected)s.")
        raise AskedWrongly(sentence % {"found": name[:60], "expected": known})
    return found


def _content(at: Any, stated: Stated, found: PartyBalance, method: Method) -> dict[str, Any]:
    accounts, language = stated.accounts, html_language()
    withheld = found.balance.inputs.withheld
    rows = [
        {
            "year": each.year,
            "emissions": written(each.emissions),
            "first_transferred": written(each.first_transferred),
            "used": written(each.used),
            "adjustment": signed(each.adjustment),
            "cumulative": signed(each.cumulative),
            "average": signed(each.average),
            "balance": written(each.balance),
            "as_reported": written(each.balance_as_reported),
            "trajectory": written(each.trajectory),
            "within": each.within_trajectory,
            "withheld": each.year in withheld,
        }
        for each in found.balance.years
    ]
    return {
        "asked": at,
        "code": accounts.party,
        "accounts": accounts,
        "stated": stated,
        "rows": rows,
        "chart": chart(found.balance, withheld),
        "method": method,
        "methods": [(each.value, method_said(each.value, language), each is accounts.method) for each in Method],
        "averaging": method is Method.AVERAGING,
        "has_trajectory": bool(accounts.trajectory),
        "edition": found.balance.inputs.inventory_edition,
        "targets": [
            {
                "held": each,
                "balance": written(each.balance),
                "limit": written(each.limit),
                "budget": each.limit == found.balance.inputs.budget and each.year == accounts.last_year,
            }
            for each in found.balance.targets
        ],
        "notes": [
            note_said(each.note.value, ", ".join(map(str, each.years)), written(each.quantity) or "–", language)
            for each in found.balance.notes
        ],
        "undetermined": [
            {"event": each.event, "quantity": written(each.event.quantity), "why": why_said(each.why.value, language)}
            for each in found.balance.undetermined
        ],
        "synthetic": accounts.synthetic,
    }
