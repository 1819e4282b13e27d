"""The register of official texts: every document with its versions, and what the founding paper cites of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sextant.domain.document import Document, DocumentVersion
from sextant.storage.rulebook_files import rulebooks
from sextant.web.answering import csv_answer, form_of, json_answer
from sextant.web.asking import choice, page
from sextant.web.names import html_language, word
from sextant.web.ruling import OnDay, on_day
from sextant.wording.rules_words import PAPER_KNEW
from sextant.wording.where_cited import shipped

COLUMNS = (
    "document", "kind", "title", "version", "dated", "adopted_by", "annex", "in_force_from", "superseded", "read",
    "verified", "cited_by_paper", "paper_correct",
)  # fmt: skip


def show(request: HttpRequest) -> HttpResponse:
    """Return the register as a page, or one row a version as CSV or JSON."""
    on, every = on_day(request), list(rulebooks().documents)
    kinds = sorted({each.kind for each in every})
    given = {
        "q": request.GET.get("q", "").strip()[:200],
        "kind": choice(request, "kind", ("", *kinds)),
        "paper": choice(request, "paper", ("", "yes", "wrong")),
        "used": choice(request, "used", ("", "yes")),
    }
    found = [each for each in every if _wanted(each, given)]
    form = form_of(request)
    if form == "csv":
        return csv_answer("documents", COLUMNS, [row for each in found for row in rows_of(each)])
    if form == "json":
        return json_answer({"count": len(found), "rows": [row for each in found for row in rows_of(each)]})
    shown = page(request, len(found), size=250)
    content: dict[str, Any] = {
        "on": on,
        "page": shown,
        "total": len(every),
        "rows": [_row(each, on) for each in found[shown.start : shown.stop]],
        "filters": given,
        "filtered": any(given.values()),
        "kinds": sorted(((code, word("document_kind", code)) for code in kinds), key=lambda each: each[1]),
        "paper_knew": PAPER_KNEW,
    }
    return render(request, "pages/documents.html", content)


def _wanted(each: Document, given: dict[str, str]) -> bool:
    sought = f"{each.id} {each.title.english} {each.title.chinese}".casefold()
    cited = each.cited_by_paper
    return (
        given["kind"] in ("", each.kind)
        and (not given["paper"] or (cited is not None and (given["paper"] == "yes" or not cited.correct)))
        and (not given["used"] or each.id in shipped())
        and all(part in sought for part in given["q"].casefold().split())
    )


def _row(each: Document, on: OnDay) -> dict[str, Any]:
    return {
        "document": each,
        "versions": list(reversed(each.versions)),
        "in_force": each.in_force(on.day),
        "used": sum(len(who) for who in shipped().get(each.id, {}).values()),
        "then": paper_version(each),
    }


def paper_version(each: Document) -> DocumentVersion | None:
    """Return the version in force, or else at hand, at the end of the latest meeting that the paper cites."""
    return each.in_force(PAPER_KNEW) or each.latest(PAPER_KNEW)


def rows_of(each: Document) -> list[dict[str, Any]]:
    """Return one row for each version of a document."""
    cited = each.cited_by_paper
    return [
        {
            "document": each.id,
            "kind": each.kind,
            "title": each.title.in_language(html_language()),
            "version": one.name,
            "dated": one.dated.isoformat() if one.dated else None,
            "adopted_by": one.adopted_by,
            "annex": one.annex,
            "in_force_from": one.in_force_from.isoformat() if one.in_force_from else None,
            "superseded": one.superseded,
            "read": one.read,
            "verified": one.verified,
            "cited_by_paper": cited.cited_as.in_language(html_language()) if cited else None,
            "paper_correct": cited.correct if cited else None,
        }
        for one in each.versions
    ]
