"""The structured summary of a Party: rows of paragraph 23 by year; each figure leads to the serials behind it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sextant.application.queries.adjust import exact
from sextant.application.queries.party_reports import Told, structured_summary
from sextant.reporting.national.public import Rendering
from sextant.reporting.national.summary import Figure, Line
from sextant.storage.account_types import account_types
from sextant.storage.aef_format import ledger_terms
from sextant.storage.report_forms import summary_rows
from sextant.web.answering import csv_answer, json_answer
from sextant.web.asking import asked
from sextant.web.names import html_language
from sextant.web.papers import form_of_paper, paper_answer
from sextant.web.reading import reading
from sextant.web.stating import statement_of, written
from sextant.wording.report_papers import marks_of, summary_paper

_KINDS = {Figure.FIRST_TRANSFERRED: "first_transfer", Figure.OTHER_PURPOSES: "first_transfer", Figure.USED: "use"}
COLUMNS = ("party", "row", "year", "value", "withheld", "synthetic")


def show(request: HttpRequest, code: str) -> HttpResponse:
    """Return the summary as a page, JSON, CSV, a workbook or a typeset file."""
    at = asked(request)
    with reading() as reader:
        stated = statement_of(reader, code, at)
        told = structured_summary(
            reader, account_types(), ledger_terms().approaches, summary_rows(), stated.accounts, at.moment
        )
    form = form_of_paper(request)
    accounts = stated.accounts
    if form in ("json", "csv"):
        rows = [
            {
                "party": code,
                "row": line.row.id,
                "year": each.year,
                "value": exact(each.value),
                "withheld": each.withheld,
                "synthetic": accounts.synthetic,
            }
            for line in told.summary.lines
            for each in line.cells
        ]
        if form == "csv":
            return csv_answer(f"{code}-structured-summary-{at.as_of}", COLUMNS, rows)
        return json_answer({**at.as_json(), "party": code, "rows": rows, "shares": shares_record(told)})
    if form != "html":
        name = f"{code}-structured-summary-{at.as_of}"
        return paper_answer(name, form, lambda language: summary_paper(told, Rendering.PUBLIC, language, at.as_of))
    language = html_language()
    content: dict[str, Any] = {
        "asked": at,
        "code": code,
        "accounts": accounts,
        "edition": told.summary.balance.inputs.inventory_edition,
        "years": list(accounts.years),
        "lines": [_line(each, language) for each in told.summary.lines],
        "shares": [{"share": each, "quantity": written(each.quantity)} for each in told.summary.shares],
        "of_row": {line.row.figure.value: line.row.id for line in told.summary.lines},
        "marks": marks_of(Rendering.PUBLIC, False, language),
        "undetermined": told.summary.undetermined,
        "synthetic": accounts.synthetic,
    }
    return render(request, "pages/structured_summary.html", content)


def shares_record(told: Told) -> list[dict[str, Any]]:
    """Return the quantities of paragraph 23(j) for programs."""
    return [
        {
            "item": each.item,
            "year": each.year,
            "approach": each.approach,
            "sectors": list(each.sectors),
            "transferring": each.transferring,
            "using": each.using,
            "vintage": each.vintage,
            "quantity": exact(each.quantity),
        }
        for each in told.summary.shares
    ]


def _line(line: Line, language: str) -> dict[str, Any]:
    return {
        "row": line.row,
        "label": line.row.label.in_language(language),
        "reading": line.row.reading.in_language(language) if line.row.reading else None,
        "applies": line.applies,
        "cells": [
            {
                "year": each.year,
                "value": written(each.value),
                "withheld": each.withheld,
                "linked": line.row.figure not in (Figure.TRAJECTORY, Figure.EMISSIONS) and each.value is not None,
            }
            for each in line.cells
        ],
    }
