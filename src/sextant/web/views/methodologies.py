"""The catalogue of methodologies, tools and standards."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sextant.application.queries.describe_methodology import listed
from sextant.application.queries.published_figures import published_figures
from sextant.storage.methodology_files import ShippedLibrary, figures
from sextant.web.answering import csv_answer, form_of, json_answer
from sextant.web.asking import choice
from sextant.web.calculating import KINDS, kind_names
from sextant.web.names import html_language, word
from sextant.wording.quantify_words import MECHANISMS_WITHOUT_RULES

COLUMNS = ("id", "kind", "mechanism", "title", "versions", "verified")


def show(request: HttpRequest) -> HttpResponse:
    """Return the catalogue as a page, CSV or JSON."""
    library = ShippedLibrary()
    every = listed((library.book(name) for name in library.names()), html_language())
    used = {each["mechanism"]: _mechanism(each["mechanism"]) for each in every}
    given = {
        "q": request.GET.get("q", "").strip()[:200],
        "mechanism": choice(request, "mechanism", ("", *used)),
        "kind": choice(request, "kind", ("", *KINDS)),
    }
    found = [each for each in every if _wanted(each, given)]
    form = form_of(request)
    if form == "csv":
        return csv_answer("methodologies", COLUMNS, found)
    if form == "json":
        return json_answer({"count": len(found), "rows": found})
    names = kind_names()
    rows = [each | {"kind_name": names[each["kind"]], "mechanism_name": used[each["mechanism"]]} for each in found]
    content: dict[str, Any] = {
        "rows": rows,
        "total": len(every),
        "filters": given,
        "filtered": any(given.values()),
        "mechanisms": list(used.items()),
        "kinds": list(names.items()),
        "published": [
            each | {"given": f"{each['calculated']:.12g}", "stated": figure.source}
            for each, figure in zip(published_figures(figures(), library, html_language()), figures(), strict=True)
        ],
    }
    return render(request, "pages/methodologies.html", content)


def _mechanism(code: str) -> str:
    """Return what a mechanism is called: by its rulebook, else by the catalogue's own words."""
    named = word("mechanism", code)
    return MECHANISMS_WITHOUT_RULES[code][html_language() != "en"] if named == code else named


def _wanted(row: dict[str, Any], given: dict[str, str]) -> bool:
    sought = f"{row['id']} {row['title']}".casefold()
    return (
        given["mechanism"] in ("", row["mechanism"])
        and given["kind"] in ("", row["kind"])
        and all(each in sought for each in given["q"].casefold().split())
    )
