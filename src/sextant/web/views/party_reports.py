"""The reports of a Party: what is on record of each, and what is missing in it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sextant.application.queries.party_accounts import stated
from sextant.storage.database.party_statements import DatabasePartyStatements
from sextant.storage.report_forms import outlines
from sextant.web.answering import csv_answer, form_of, json_answer
from sextant.web.asking import asked
from sextant.web.names import html_language, made_up_party
from sextant.web.reading import reading_cases
from sextant.web.reporting import report_of_party

COLUMNS = ("party", "report", "version", "recorded_at", "items", "missing", "synthetic")


def show(request: HttpRequest, code: str) -> HttpResponse:
    """Return the list as a page, CSV or JSON."""
    at = asked(request)
    with reading_cases() as (reader, cases):
        has_accounts = stated(DatabasePartyStatements(reader.driver), code, at=at.moment) is not None
        found = [report_of_party(reader, cases, code, name, at) for name in outlines()]
    language = html_language()
    rows = [
        {
            "party": code,
            "report": name,
            "version": told.statement.version if told else None,
            "recorded_at": told.statement.recorded_at.isoformat() if told else None,
            "items": len(told.items) if told else None,
            "missing": sum(each.status.value == "missing" for each in told.items) if told else None,
            "synthetic": told.report.synthetic if told else made_up_party(code),
        }
        for name, told in zip(outlines(), found, strict=True)
    ]
    form = form_of(request)
    if form == "csv":
        return csv_answer(f"{code}-reports-{at.as_of}", COLUMNS, rows)
    if form == "json":
        return json_answer({**at.as_json(), "rows": rows})
    labels = [each.label.in_language(language) for each in outlines().values()]
    content = {
        "asked": at,
        "code": code,
        "rows": [
            {**row, "label": label, "at": told.statement.recorded_at if told else None}
            for row, label, told in zip(rows, labels, found, strict=True)
        ],
        "has_accounts": has_accounts,
        "synthetic": made_up_party(code),
    }
    return render(request, "pages/party_reports.html", content)
