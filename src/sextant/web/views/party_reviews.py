"""The technical expert reviews of a Party, and the recommendations that none of them found resolved."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sextant.web.answering import csv_answer, form_of, json_answer
from sextant.web.asking import asked
from sextant.web.names import html_language, made_up_party
from sextant.web.reading import reading
from sextant.web.reporting import reviews_of_party
from sextant.wording.review_papers import recommended

COLUMNS = ("party", "review", "version", "of_report", "report_version", "review_week", "findings", "inconsistent",
           "recommendations", "carried", "synthetic")  # fmt: skip


def show(request: HttpRequest, code: str) -> HttpResponse:
    """Return the list as a page, CSV or JSON."""
    at = asked(request)
    with reading() as reader:
        found = reviews_of_party(reader, code, at)
    language = html_language()
    rows = [
        {
            "party": code,
            "review": each.review.id,
            "version": each.version,
            "of_report": each.review.of_report,
            "report_version": each.review.report_version,
            "review_week": each.review.review_week.isoformat(),
            "findings": len(each.review.findings),
            "inconsistent": sum(not one.consistent for one in each.review.findings),
            "recommendations": sum(one.recommendation is not None for one in each.review.findings),
            "carried": len(each.carried),
            "synthetic": each.review.synthetic,
        }
        for each in found.every
    ]
    open_ones = [
        {
            "review": each.review,
            "finding": each.finding.id,
            "paragraph": each.finding.paragraph,
            "recommendation": recommended(each.finding, language),
        }
        for each in found.unresolved
    ]
    form = form_of(request)
    if form == "csv":
        return csv_answer(f"{code}-reviews-{at.as_of}", COLUMNS, rows)
    if form == "json":
        return json_answer({**at.as_json(), "rows": rows, "unresolved": open_ones})
    content = {"asked": at, "code": code, "rows": rows, "open": open_ones, "synthetic": made_up_party(code)}
    return render(request, "pages/party_reviews.html", content)
