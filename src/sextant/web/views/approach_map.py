"""Where recorded approaches are: a schematic map by subregion. No coast and no border is drawn, none is claimed."""

from __future__ import annotations

from collections import defaultdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sextant.application.queries.cooperation.approaches import Known, approaches
from sextant.web.answering import csv_answer, form_of, json_answer
from sextant.web.cooperating import code_word, cooperating
from sextant.web.ruling import on_day

COLUMNS = ("subregion", "name", "region", "approaches")
SCALE = 2
"""Units of the drawing a degree."""


def show(request: HttpRequest) -> HttpResponse:
    """Return the map with its table as a page, CSV or JSON."""
    on = on_day(request)
    with cooperating() as there:
        every, catalogue = approaches(there, on.day, public=True), there.catalogue
    found: defaultdict[str, list[Known]] = defaultdict(list)
    for each in every:
        hosts = {one.subregion for one in each.shown.approach.participants if one.role == "host" and one.subregion}
        for subregion in sorted(hosts):
            found[subregion].append(each)
    rows = [
        {
            "subregion": code,
            "name": code_word("subregion", code),
            "region": code_word("region", catalogue.subregions[code].region or ""),
            "approaches": [each.reference for each in known],
            "known": known,
        }
        for code, known in sorted(found.items())
    ]
    form = form_of(request)
    if form == "csv":
        return csv_answer(f"map-{on.day}", COLUMNS, rows)
    if form == "json":
        plain = [{key: row[key] for key in COLUMNS} for row in rows]
        return json_answer({"as_of": on.day.isoformat(), "rows": plain})
    content = {
        "on": on,
        "rows": rows,
        "places": [
            _place(code, each.at or (0, 0), len(found.get(code, ()))) for code, each in catalogue.subregions.items()
        ],
        "meridians": [(180 + degree) * SCALE for degree in range(-150, 180, 30)],
        "parallels": [(80 - degree) * SCALE for degree in range(-30, 90, 30)],
        "width": 360 * SCALE,
        "height": 130 * SCALE,
        "source": catalogue.regions_source,
        "without_place": [each for each in every if not any(one.subregion for one in each.shown.approach.participants)],
        "synthetic": any(each.shown.approach.synthetic for each in every),
    }
    return render(request, "pages/approach_map.html", content)


def _place(code: str, at: tuple[int, int], count: int) -> dict[str, object]:
    north, east = at
    return {
        "code": code,
        "x": (180 + east) * SCALE,
        "y": (80 - north) * SCALE,
        "count": count,
        "radius": min(9 + 3 * count, 24) if count else 3,
    }
