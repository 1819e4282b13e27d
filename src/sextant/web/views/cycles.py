"""All cycles of all mechanisms: what each is about, where it begins, and which cycle opens it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sextant.storage.rulebook_files import cyclebooks
from sextant.web.answering import form_of, json_answer
from sextant.web.names import html_language
from sextant.web.ruling import on_day
from sextant.workflow.cycle import Cycle
from sextant.workflow.cyclebook import Cyclebook


def show(request: HttpRequest) -> HttpResponse:
    """Return the list as a page or JSON."""
    books = [book for book in cyclebooks() if book.cycles]
    if form_of(request) != "html":
        rows = [_record(cycle) for book in books for cycle in book.cycles.values()]
        return json_answer({"count": len(rows), "rows": rows})
    content = {
        "on": on_day(request),
        "books": [
            {
                "code": book.mechanism,
                "name": cyclebooks().rulebooks.books[book.mechanism].mechanism.label.in_language(html_language()),
                "rows": [_row(cycle, book) for cycle in book.cycles.values()],
            }
            for book in books
        ],
        "count": sum(len(book.cycles) for book in books),
    }
    return render(request, "pages/cycles.html", content)


def openers(cycle: Cycle, book: Cyclebook) -> list[Cycle]:
    """Return the cycles of which a step opens this one."""
    return [
        each for each in book.cycles.values()
        if any(opened.cycle == cycle.path for step in each.steps.values() for opened in step.opens)
    ]  # fmt: skip


def _row(cycle: Cycle, book: Cyclebook) -> dict[str, Any]:
    return {
        "cycle": cycle,
        "initial": cycle.states[cycle.initial].label,
        "ends": [state.label for state in cycle.states.values() if state.terminal],
        "openers": openers(cycle, book),
    }


def _record(cycle: Cycle) -> dict[str, Any]:
    return {
        "path": cycle.path,
        "label": cycle.label.in_language(html_language()),
        "states": len(cycle.states),
        "steps": len(cycle.steps),
        "source": str(cycle.source),
    }
