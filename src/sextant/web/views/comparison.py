"""The mechanisms side by side: all aspects, or a view of them, with what each answer rests on."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sextant.application.queries.compare_aspects import Compared, compare_aspects, compared_record
from sextant.comparison.row import Basis
from sextant.storage.comparison_files import comparison
from sextant.storage.rulebook_files import cyclebooks
from sextant.web.answering import csv_answer, form_of, json_answer
from sextant.web.asking import choice
from sextant.web.comparing import SHAPES, cell_of, cells_of
from sextant.web.names import html_language
from sextant.web.ruling import on_day

COLUMNS = ("id", "theme", "question", "mechanism", "basis", "value", "rules", "sources", "verified")


def show(request: HttpRequest) -> HttpResponse:
    """Return the rows as a page, CSV or JSON."""
    on, frame = on_day(request), comparison().frame
    view = choice(request, "view", ("", *frame.themes, *frame.views))
    found = compare_aspects(comparison(), cyclebooks(), on.day, view=view)
    form = form_of(request)
    if form == "csv":
        return csv_answer(f"comparison-{on.day}", COLUMNS, _csv_rows(found))
    if form == "json":
        return json_answer(compared_record(found))
    language = html_language()
    content: dict[str, Any] = {
        "on": on,
        "view": view,
        "views": [
            [(code, label.in_language(language)) for code, label in some.items()]
            for some in (frame.themes, frame.views)
        ],
        "mechanisms": [label.in_language(language) for label in frame.mechanisms.values()],
        "groups": _groups(found),
        "total": len(found.rows),
        "by_row": [(each, SHAPES[each], count) for each, count in found.by_row.items() if count],
        "by_value": [(each, SHAPES[each], count) for each, count in found.by_value.items() if count],
        "computed": found.by_row[Basis.COMPUTED],
    }
    return render(request, "pages/comparison.html", content)


def _groups(found: Compared) -> list[dict[str, Any]]:
    themes, language = comparison().frame.themes, html_language()
    return [
        {
            "id": theme,
            "name": themes[theme].in_language(language),
            "rows": [{"row": row, "shape": SHAPES[row.basis], "cells": cells_of(row)} for row in rows],
        }
        for theme, rows in groupby(found.rows, key=lambda row: row.aspect.theme)
    ]


def _csv_rows(found: Compared) -> list[dict[str, Any]]:
    return [
        {
            "id": row.aspect.id,
            "theme": row.aspect.theme,
            "question": row.aspect.question.in_language(html_language()),
            "mechanism": each.mechanism,
            "basis": each.basis.value,
            "value": "; ".join(cell_of(each).lines),
            "rules": each.paths,
            "sources": [str(source) for source in each.sources],
            "verified": all(source.verified for source in each.sources) if each.sources else None,
        }
        for row in found.rows
        for each in row.answers
    ]
