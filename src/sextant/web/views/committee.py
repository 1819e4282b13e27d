"""The Glasgow Committee: what it is, its meetings and workshops, phases, calls, and where the texts end."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sextant.application.queries.cooperation.overview import programme
from sextant.cooperation.programme import UNKNOWN, call_is_over
from sextant.storage.rulebook_files import catalogue
from sextant.web.answering import csv_answer, form_of, json_answer
from sextant.web.names import html_language
from sextant.web.ruling import on_day
from sextant.wording.cooperation_rows import programme_rows

COLUMNS = ("number", "month", "session", "told_by_a_text", "workshop", "source")


def show(request: HttpRequest) -> HttpResponse:
    """Return the Committee as a page, its meetings as CSV, or all of it as JSON."""
    on = on_day(request)
    found = programme(catalogue(), on.day)
    rows = programme_rows(found, on.day, html_language())
    form = form_of(request)
    if form == "csv":
        return csv_answer("meetings-of-the-glasgow-committee", COLUMNS, rows["meetings"])
    if form == "json":
        return json_answer(rows)
    month = f"{on.day:%Y-%m}"
    content = {
        "on": on,
        "programme": found,
        "unknown": found.phase.code == UNKNOWN,
        "month": month,
        "body": catalogue().book.mechanism.bodies["glasgow_committee"],
        "rule": catalogue().book.mechanism.bodies["sbsta_chair"],
        "calls": [{"call": each, "over": call_is_over(each, on.day)} for each in found.calls],
    }
    return render(request, "pages/committee.html", content)
