"""The forum: topics with their posts. A hidden post says that it is hidden and why, and keeps its place."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sextant.application.queries.cooperation.forum import topics
from sextant.web.answering import form_of, json_answer
from sextant.web.cooperating import cooperating
from sextant.web.names import html_language
from sextant.web.ruling import on_day
from sextant.wording.cooperation_rows import ROWS


def show(request: HttpRequest) -> HttpResponse:
    """Return the topics as a page or JSON."""
    on = on_day(request)
    with cooperating() as there:
        if form_of(request) == "json":
            return json_answer({"as_of": on.day.isoformat(), "rows": ROWS["topics"](there, on.day, html_language())})
        found = topics(there, on.day)
    synthetic = any("(synthetic)" in post.author for _, topic in found for post in topic.posts)
    return render(request, "pages/forum.html", {"on": on, "topics": found, "synthetic": synthetic})
