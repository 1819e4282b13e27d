"""The list of authorizations: who authorized what, how much of it is left, and whether it is valid."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sextant.domain.authorization import Use
from sextant.domain.authorization_standing import Standing
from sextant.web.answering import csv_answer, form_of, json_answer
from sextant.web.asking import asked, choice, page
from sextant.web.authorizing import Known, authorizations_at
from sextant.web.names import party_name, word
from sextant.web.reading import reading

COLUMNS = (
    "key", "party", "reference", "version", "state", "uses", "parties", "quantity", "issued", "first_transferred",
    "used", "left", "effective_on", "use_until", "synthetic",
)  # fmt: skip
STATES = tuple(each.value for each in Standing if each is not Standing.AMENDED)


def show(request: HttpRequest) -> HttpResponse:
    """Return the list as a page, or all rows that the filters leave as CSV or JSON."""
    at = asked(request)
    given = {
        "party": request.GET.get("party", "").strip(),
        "state": choice(request, "state", ("", *STATES)),
        "use": choice(request, "use", ("", *(each.value for each in Use))),
    }
    with reading() as reader:
        every = list(authorizations_at(reader, at).values())
    found = [each for each in every if _wanted(each, given)]
    form = form_of(request)
    if form == "csv":
        return csv_answer(f"authorizations-{at.as_of}", COLUMNS, map(as_row, found))
    if form == "json":
        return json_answer({**at.as_json(), "count": len(found), "rows": [as_row(each) for each in found]})
    shown = page(request, len(found))
    rows = found[shown.start : shown.stop]
    parties = {each.party for each in every}
    content: dict[str, Any] = {
        "asked": at,
        "page": shown,
        "total": len(every),
        "rows": rows,
        "synthetic": any(each.synthetic for each in rows),
        "filters": given,
        "filtered": any(given.values()),
        "parties": sorted(((code, party_name(code)) for code in parties), key=lambda each: each[1]),
        "states": [(code, word("authorization_standing", code)) for code in STATES],
        "uses": [(each.value, word("use", each.value)) for each in Use],
    }
    return render(request, "pages/authorizations.html", content)


def _wanted(each: Known, given: dict[str, str]) -> bool:
    return (
        given["party"] in ("", each.party)
        and given["state"] in ("", each.standing.value)
        and (not given["use"] or given["use"] in each.current.uses)
    )


def as_row(each: Known) -> dict[str, Any]:
    """Return an authorization as programs read it."""
    current = each.current
    return {
        "key": each.key,
        "party": each.party,
        "reference": each.reference,
        "version": current.version,
        "state": each.standing.value,
        "uses": list(current.uses),
        "parties": list(current.parties),
        "quantity": current.quantity,
        "issued": each.issued,
        "first_transferred": each.first_transferred,
        "used": each.used,
        "left": each.left,
        "effective_on": current.effective_on.isoformat(),
        "use_until": current.use.last.isoformat() if current.use.last else None,
        "synthetic": each.synthetic,
    }
