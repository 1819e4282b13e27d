"""One technical expert review: its clock, its findings with replies, and the report in the outline of annex III."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sextant.application.queries.party_reviews import ReviewTold
from sextant.reporting.national.public import Rendering
from sextant.web.answering import csv_answer, json_answer
from sextant.web.asking import AskedWrongly, asked
from sextant.web.names import html_language
from sextant.web.papers import form_of_paper, paper_answer
from sextant.web.reading import reading
from sextant.web.reporting import reviews_of_party
from sextant.wording.report_papers import marks_of
from sextant.wording.review_papers import recommended, review_paper, text_of

COLUMNS = ("party", "review", "finding", "paragraph", "consistent", "text", "recommendation", "synthetic")


def show(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Return the review as a page, JSON, CSV, a workbook or a typeset file."""
    at = asked(request)
    with reading() as reader:
        found = reviews_of_party(reader, code, at)
    told = next((each for each in found.every if each.review.id == name), None)
    if told is None:
        raise AskedWrongly(_("No review “%(found)s” is on record here.") % {"found": name[:60]}, 404)
    form = form_of_paper(request)
    rows = _rows(told, "en")
    if form == "csv":
        return csv_answer(name, COLUMNS, [{**row, "party": code, "review": name} for row in rows])
    if form == "json":
        clock = [
            {"step": each.step.step, "last_day": each.last_day.isoformat(), "taken_on": _iso(each.taken_on)}
            for each in told.clock
        ]
        return json_answer({**at.as_json(), "review": name, "version": told.version, "clock": clock, "rows": rows})
    if form != "html":
        return paper_answer(name, form, lambda language: review_paper(told, Rendering.PUBLIC, language))
    language = html_language()
    content: dict[str, Any] = {
        "asked": at,
        "code": code,
        "told": told,
        "review": told.review,
        "clock": [{"due": each, "label": each.step.label.in_language(language)} for each in told.clock],
        "findings": [
            {
                "finding": each,
                "text": text_of(each.text, language),
                "recommendation": recommended(each, language),
                "replies": [(one.on, one.text.in_language(language)) for one in each.replies],
                "basis": each.basis.in_language(language) if each.basis else None,
            }
            for each in told.review.findings
        ],
        "carried": [(each, recommended(each.finding, language)) for each in told.carried],
        "improvements": [each.in_language(language) for each in told.review.improvements],
        "marks": marks_of(Rendering.PUBLIC, False, language),
        "synthetic": told.review.synthetic,
    }
    return render(request, "pages/party_review.html", content)


def _iso(on: Any) -> str | None:
    return None if on is None else str(on.isoformat())


def _rows(told: ReviewTold, language: str) -> list[dict[str, Any]]:
    return [
        {
            "finding": each.id,
            "paragraph": each.paragraph,
            "consistent": each.consistent,
            "text": text_of(each.text, language),
            "recommendation": recommended(each, language),
            "synthetic": told.review.synthetic,
        }
        for each in told.review.findings
    ]
