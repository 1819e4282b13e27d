"""The list of non-market approaches that are public on a day, with filters in the address."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sextant.application.queries.cooperation.approaches import Known, approaches
from sextant.web.answering import csv_answer, form_of, json_answer
from sextant.web.asking import choice, page
from sextant.web.cooperating import choices, cooperating
from sextant.web.names import party_name
from sextant.web.ruling import on_day
from sextant.wording.cooperation_rows import approach_row

COLUMNS = (
    "reference", "title", "state", "version", "host_parties", "parties", "focus_areas", "themes", "stage", "sector",
    "subregions", "needs", "synthetic",
)  # fmt: skip


def show(request: HttpRequest) -> HttpResponse:
    """Return the list as a page, CSV or JSON."""
    on = on_day(request)
    with cooperating() as there:
        every = approaches(there, on.day, public=True)
    lists = {"focus": "focus_area", "stage": "stage", "subregion": "subregion"}
    known = {name: choices(of) for name, of in lists.items()}
    parties = sorted({code for each in every for code in each.shown.approach.parties})
    given = {name: choice(request, name, ("", *(code for code, _ in known[name]))) for name in lists}
    given |= {"party": request.GET.get("party", "").strip()[:10], "q": request.GET.get("q", "").strip()[:200]}
    found = [each for each in every if _wanted(each, given)]
    rows = [approach_row(each) for each in found]
    form = form_of(request)
    if form == "csv":
        return csv_answer(f"approaches-{on.day}", COLUMNS, rows)
    if form == "json":
        return json_answer({"as_of": on.day.isoformat(), "count": len(rows), "rows": rows})
    shown = page(request, len(found))
    content: dict[str, Any] = {
        "on": on,
        "page": shown,
        "total": len(every),
        "rows": found[shown.start : shown.stop],
        "filters": given | {"known": known, "parties": [(code, party_name(code)) for code in parties]},
        "filtered": any(given.values()),
        "synthetic": any(each.shown.approach.synthetic for each in found),
    }
    return render(request, "pages/approaches.html", content)


def _wanted(each: Known, given: dict[str, str]) -> bool:
    approach = each.shown.approach
    sought = " ".join((approach.reference, approach.title, approach.description, *approach.tags)).casefold()
    return (
        given["focus"] in ("", *approach.focus_areas)
        and given["stage"] in ("", approach.stage)
        and given["subregion"] in ("", *(one.subregion for one in approach.participants))
        and given["party"] in ("", *approach.parties)
        and all(part in sought for part in given["q"].casefold().split())
    )
