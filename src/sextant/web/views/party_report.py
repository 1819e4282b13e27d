"""One report of a Party, item by item of its outline: what stands there, and what is missing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sextant.reporting.national.public import Rendering
from sextant.reporting.national.report import Checked, Status
from sextant.storage.report_forms import outlines
from sextant.web.answering import csv_answer, json_answer
from sextant.web.asking import AskedWrongly, asked
from sextant.web.names import html_language, party_name
from sextant.web.papers import form_of_paper, paper_answer
from sextant.web.reading import reading_cases
from sextant.web.reporting import report_of_party
from sextant.wording.report_papers import content_of, marks_of, report_paper

COLUMNS = ("party", "report", "item", "approach", "state", "content", "synthetic")


def show(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Return the report as a page, JSON, CSV, a workbook or a typeset file."""
    at = asked(request)
    if name not in outlines():
        sentence = _("There is no report “%(found)s”. Reports: %(expected)s.")
        raise AskedWrongly(sentence % {"found": name[:40], "expected": ", ".join(outlines())}, 404)
    with reading_cases() as (reader, cases):
        told = report_of_party(reader, cases, code, name, at)
    if told is None:
        sentence = _("%(party)s had no such report on record by %(day)s.")
        raise AskedWrongly(sentence % {"party": party_name(code[:20]), "day": at.as_of.isoformat()}, 404)
    form = form_of_paper(request)
    synthetic = told.report.synthetic
    records = [_record(each, code, name) | {"synthetic": synthetic} for each in told.items]
    file = f"{code}-{name}-{told.statement.version}"
    if form == "csv":
        return csv_answer(file, COLUMNS, records)
    if form == "json":
        return json_answer({**at.as_json(), "version": told.statement.version, "rows": records})
    if form != "html":
        return paper_answer(file, form, lambda language: report_paper(told, Rendering.PUBLIC, language))
    language = html_language()
    groups: dict[str | None, list[dict[str, Any]]] = {}
    for each in told.items:
        groups.setdefault(each.approach, []).append(_shown(each, language))
    content: dict[str, Any] = {
        "asked": at,
        "code": code,
        "told": told,
        "label": told.outline.label.in_language(language),
        "groups": list(groups.items()),
        "missing": [each for each in told.items if each.status is Status.MISSING],
        "marks": marks_of(Rendering.PUBLIC, False, language),
        "synthetic": synthetic,
    }
    return render(request, "pages/party_report.html", content)


def _record(each: Checked, code: str, name: str) -> dict[str, Any]:
    return {
        "party": code,
        "report": name,
        "item": each.item.id,
        "approach": each.approach,
        "state": each.status.value,
        "content": "\n".join(content_of(each, "en")),
    }


def _shown(each: Checked, language: str) -> dict[str, Any]:
    said = each.said.in_language(language) if each.said is not None else None
    return {
        "id": each.item.id,
        "label": each.item.label.in_language(language),
        "source": each.item.source,
        "status": each.status.value,
        "content": content_of(each, language),
        "language": said[1] if said is not None and said[1] != language else None,
        "summary": each.item.record == "structured_summary",
    }
