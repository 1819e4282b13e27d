"""With whom Parties run a mechanism together on a day: every agreement, with its day and its source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from sextant.rules.agreement import Agreement, partners_on
from sextant.storage.rulebook_files import rulebooks
from sextant.web.answering import csv_answer, form_of, json_answer
from sextant.web.names import party_name
from sextant.web.ruling import OnDay, on_day

COLUMNS = ("party", "state", "earliest", "latest", "document", "verified")


def show(request: HttpRequest, mechanism: str) -> HttpResponse:
    """Return the agreements of a mechanism as a page, CSV or JSON. Raises Http404 where it has none."""
    book = rulebooks().books.get(mechanism)
    if book is None or not book.agreements:
        raise Http404
    on = on_day(request)
    rows = list(_rows(book.agreements, on))
    form = form_of(request)
    if form == "csv":
        return csv_answer(f"partners-{mechanism}-{on.day}", COLUMNS, rows)
    if form == "json":
        told = [{name: each[name] for name in COLUMNS} for each in rows]
        return json_answer({"mechanism": mechanism, "on": on.day.isoformat(), "agreements": told})
    counts = {state: sum(each["state"] == state for each in rows) for state in ("certain", "perhaps", "not_yet")}
    content = {"on": on, "mechanism": mechanism, "rows": rows, "counts": counts}
    return render(request, "pages/partners.html", content)


def _rows(agreements: tuple[Agreement, ...], on: OnDay) -> Iterator[dict[str, Any]]:
    found = partners_on(agreements, on.day)
    for each in sorted(agreements, key=lambda one: (one.latest, one.party)):
        certain, perhaps = each.party in found.certain, each.party in found.perhaps
        yield {
            "party": each.party,
            "name": party_name(each.party),
            "state": "certain" if certain else "perhaps" if perhaps else "not_yet",
            "earliest": each.earliest.isoformat(),
            "latest": each.latest.isoformat(),
            "first": each.earliest,
            "last": each.latest,
            "document": each.source.document,
            "verified": each.source.verified,
            "source": each.source,
        }
