"""One methodology: conditions, what is counted, formulas, parameters with their sources, monitoring."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sextant.application.queries.describe_methodology import described
from sextant.web.answering import json_answer
from sextant.web.asking import choice
from sextant.web.calculating import found, kind_names
from sextant.web.names import html_language


def show(request: HttpRequest, name: str) -> HttpResponse:
    """Return the page of a methodology, or the same as JSON."""
    methodology, version = found(request, name)
    record = described(methodology, version, html_language())
    if choice(request, "format", ("html", "json")) == "json":
        return json_answer(record)
    book = methodology.book
    computed = {each["symbol"] for each in record["equations"]}
    content: dict[str, Any] = {
        "record": record,
        "version": version,
        "kind_name": kind_names()[book.kind],
        "applicability": [
            {"text": text["question"], "source": each.source}
            for text, each in zip(record["applicability"], book.applicability, strict=True)
        ],
        "formulas": [each | {"cases": _cases(each["when"], record["cases"])} for each in record["equations"]],
        "inputs": [
            each
            | {"factor": book.factor(each["symbol"], version.name) if each["default"] else None}
            | {"computed": each["symbol"] in computed}
            for each in record["inputs"]
        ],
        "monitored": [each for each in record["inputs"] if "monitoring" in each],
        "readings": book.readings,
    }
    return render(request, "pages/methodology.html", content)


def _cases(when: list[list[str]], cases: dict[str, Any]) -> list[str]:
    """Return in words under which options an equation counts."""
    return [cases[choice]["options"][option] for choice, option in when]
