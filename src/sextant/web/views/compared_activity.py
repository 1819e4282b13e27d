"""One activity under every mechanism: form, figures, charts with their tables, timelines, and the reading notes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sextant.application.comparing.arbitrage import lifted, lifted_record
from sextant.application.comparing.compare import Compared, Stand, compare_activity
from sextant.application.comparing.record import activity_record, compared_activity_record
from sextant.comparison.activity import Fault
from sextant.storage.comparison_files import examples, stand
from sextant.storage.exact_json import exact_json
from sextant.web.answering import csv_answer
from sextant.web.asking import choice
from sextant.web.compared_figures import (
    charts,
    figure_rows,
    levy_rows,
    mechanism_parts,
    reading_notes,
    year_rows,
)  # fmt: skip
from sextant.web.comparing_activity import activity_of, content_of, fields, rows_of
from sextant.web.names import html_language
from sextant.web.ruling import on_day
from sextant.wording.compare_faults import fault_sentence

JSON = "application/json; charset=utf-8"
CSV_COLUMNS = ("mechanism", "indicator", "label", "value", "said")


def show(request: HttpRequest) -> HttpResponse:
    """Return the page, all figures as CSV or JSON, or the activity as a file that can be given again."""
    on = on_day(request)
    form = choice(request, "format", ("html", "csv", "json", "activity"))
    ground = stand(on.day)
    content: dict[str, Any] = {"on": on, "examples": list(examples())}
    try:
        activity = activity_of(content_of(request))
        found = compare_activity(activity, ground)
    except Fault as fault:
        said = fault_sentence(fault, html_language())
        if form != "html":
            return HttpResponse(exact_json({"refused": {"code": fault.code, "message": said}}) + "\n", JSON, status=422)
        return render(request, "pages/compared_activity.html", content | {"fault": said}, status=400)
    if form != "html":
        return _download(found, ground, form)
    causes = lifted(activity, ground, found) if choice(request, "causes", ("", "yes")) else ()
    content |= {
        "activity": activity,
        "rules": "; ".join(f"{path} = {value}" for path, value in activity.rules.items()),
        "rows": rows_of(activity),
        "fields": fields(found.assumed),
        "figures": figure_rows(found, ground),
        "charts": charts(found, ground),
        "years": year_rows(found),
        "levies": levy_rows(found),
        "parts": mechanism_parts(found, ground),
        "notes": reading_notes(found),
        "names": [
            ground.comparison.frame.mechanisms[each.mechanism].in_language(html_language()) for each in found.outcomes
        ],
        "causes": causes,
    }
    return render(request, "pages/compared_activity.html", content)


def _download(found: Compared, ground: Stand, form: str) -> HttpResponse:
    if form == "csv":
        rows = [
            {"mechanism": row["codes"][place], "indicator": row["code"], "label": row["label"], "value": cell["value"],
             "said": cell["said"]}
            for row in figure_rows(found, ground)
            for place, cell in enumerate(row["cells"])
        ]  # fmt: skip
        return csv_answer("activity", CSV_COLUMNS, rows)
    record = activity_record(found) if form == "activity" else compared_activity_record(found, ground, html_language())
    if form == "json":
        record["causes"] = lifted_record(lifted(found.activity, ground, found))
    return HttpResponse(exact_json(record) + "\n", content_type=JSON)
