"""All accounts with what stands in them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sextant.domain.account import Account
from sextant.storage.account_types import account_types
from sextant.web.answering import csv_answer, form_of, json_answer
from sextant.web.asking import asked, page
from sextant.web.names import account_type_label, party_name
from sextant.web.reading import reading

COLUMNS = ("registry", "code", "name", "type", "final", "party", "state", "balance", "synthetic")


def show(request: HttpRequest) -> HttpResponse:
    """Return the list as a page, CSV or JSON."""
    at = asked(request)
    with reading() as reader:
        every = reader.accounts()
        balances = reader.balances(at.moment)
    given = {name: request.GET.get(name, "").strip() for name in ("party", "type", "q")}
    found = [account for account in every if _wanted(account, given)]
    rows = [_row(account, balances.get(account.id, 0)) for account in found]
    form = form_of(request)
    if form == "csv":
        return csv_answer(f"accounts-{at.as_of}", COLUMNS, rows)
    if form == "json":
        return json_answer({**at.as_json(), "count": len(rows), "rows": rows})
    shown = page(request, len(found))
    listed = [{"account": each, "balance": balances.get(each.id, 0)} for each in found[shown.start : shown.stop]]
    parties = sorted({account.party for account in every if account.party}, key=party_name)
    content: dict[str, Any] = {
        "asked": at,
        "page": shown,
        "total": len(every),
        "rows": listed,
        "filters": given,
        "parties": [(code, party_name(code)) for code in parties],
        "types": sorted(
            ((code, account_type_label(code)) for code in {each.type for each in every}), key=lambda each: each[1]
        ),
        "filtered": any(given.values()),
        "synthetic": any(each.synthetic for each in found[shown.start : shown.stop]),
    }
    return render(request, "pages/accounts.html", content)


def _wanted(account: Account, given: dict[str, str]) -> bool:
    text = given["q"].casefold()
    return (
        given["party"] in ("", account.party)
        and given["type"] in ("", account.type)
        and (not text or text in account.code.casefold() or text in account.name.casefold())
    )


def _row(account: Account, balance: int) -> dict[str, Any]:
    return {
        "registry": account.registry,
        "code": account.code,
        "name": account.name,
        "type": account.type,
        "final": account_types()[account.type].final,
        "party": account.party,
        "state": str(account.state),
        "balance": balance,
        "synthetic": account.synthetic,
    }
