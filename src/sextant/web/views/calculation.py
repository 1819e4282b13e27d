"""A calculation: the form, the result, the trace that unfolds, and the workbook. All of it stands in the address."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sextant.application.queries.describe_methodology import described
from sextant.application.queries.quantified_record import as_record
from sextant.application.queries.quantify import Quantified, quantify
from sextant.domain.refusal import Refusal
from sextant.methodology.trace import trace
from sextant.methodology.workbook import workbook
from sextant.storage.exact_json import exact_json
from sextant.storage.methodology_files import ShippedLibrary
from sextant.storage.workbook_files import write_workbook
from sextant.web.asking import choice
from sextant.web.calculating import CHOSEN, TYPED, asked, fields, found, plan_of
from sextant.web.names import html_language
from sextant.web.tracing import figure_shown, node_shown
from sextant.wording.quantify_refusals import warning_sentence
from sextant.wording.refusals import sentence

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
JSON = "application/json; charset=utf-8"


def show(request: HttpRequest, name: str) -> HttpResponse:
    """Return the page, the record as JSON, or the workbook."""
    methodology, version = found(request, name)
    wanted = asked(request, methodology)
    form = choice(request, "format", ("html", "json", "xlsx"))
    sent = request.GET.get("calculate") == "yes" or form != "html"
    done = quantify(wanted, ShippedLibrary()) if sent else None
    if form != "html":
        return _answer(done, form, methodology.book.id)
    about = described(methodology, version, html_language())
    plan = plan_of(wanted, methodology)
    asked_for = [] if isinstance(plan, Refusal) else fields(request, plan, about["inputs"])
    refusal = done if isinstance(done, Refusal) else plan if isinstance(plan, Refusal) and wanted.inputs else None
    content: dict[str, Any] = {
        "about": about,
        "version": version,
        "choices": [
            {"name": f"{CHOSEN}{key}", **each, "taken": wanted.inputs.get(key) or _taken(plan, key)}
            for key, each in about["cases"].items()
        ],
        "fields": [{"name": f"{TYPED}{each.name}", "typed": each.typed, **each.about} for each in asked_for],
        "undecided": isinstance(plan, Refusal),
        "first": request.GET.get("from", "")[:10],
        "last": request.GET.get("to", "")[:10],
        "refusal": None if refusal is None else sentence(refusal, html_language()),
    }
    if isinstance(done, Quantified):
        content |= _result(done)
    return render(request, "pages/calculation.html", content)


def _taken(plan: Any, name: str) -> str | None:
    return None if isinstance(plan, Refusal) else plan.chosen.get(name)


def _result(done: Quantified) -> dict[str, Any]:
    """Return what is shown of a calculation."""
    language = html_language()
    record = as_record(done, language)
    results = record["results"]
    return {
        "record": record,
        "results": {name: figure_shown(each) for name, each in results.items() if name != "units" and each is not None},
        "units": results["units"],
        "vintages": [each | {"figure": figure_shown(each["emission_reductions"])} for each in record["by_vintage"]],
        "trace": [node_shown(each) for each in trace(done.calculation)],
        "warnings": [warning_sentence(each, chinese=language != "en") for each in done.warnings],
    }


def _answer(done: Quantified | Refusal | None, form: str, name: str) -> HttpResponse:
    """Return the record or the workbook of a calculation; a refusal is said in JSON with status 422."""
    if not isinstance(done, Quantified):
        said = None if done is None else {"code": done.code, "message": sentence(done, html_language())}
        return HttpResponse(exact_json({"refused": said}) + "\n", content_type=JSON, status=422)
    if form == "json":
        record = as_record(done, html_language(), with_trace=True)
        return HttpResponse(exact_json(record) + "\n", content_type=JSON)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "calculation.xlsx"
        write_workbook(workbook(done.calculation, html_language()), path)
        response = HttpResponse(path.read_bytes(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
