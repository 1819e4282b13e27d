"""One document: its versions, what the founding paper cites of it, and what implements each of its paragraphs."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sextant.domain.document import Document
from sextant.rules.settled import KIND, SettledPoint
from sextant.storage.rulebook_files import cyclebooks, rulebooks, settled_points
from sextant.web.answering import form_of, json_answer
from sextant.web.asking import AskedWrongly
from sextant.web.names import html_language
from sextant.web.ruling import on_day, paragraph_id
from sextant.web.views.documents import paper_version, rows_of
from sextant.wording.rules_words import PAPER_KNEW
from sextant.wording.settled_page import heading
from sextant.wording.where_cited import Implementer, shipped


def show(request: HttpRequest, identifier: str) -> HttpResponse:
    """Return the page of a document, or what programs read of it."""
    on, document = on_day(request), rulebooks().documents.by_id(identifier)
    if document is None:
        raise _unknown(identifier)
    paragraphs = shipped().get(document.id, {})
    if form_of(request) != "html":
        return json_answer(_record(document))
    content: dict[str, Any] = {
        "on": on,
        "document": document,
        "title": document.title.in_language(html_language()),
        "in_force": document.in_force(on.day),
        "versions": list(reversed(document.versions)),
        "then": paper_version(document),
        "paper_knew": PAPER_KNEW,
        "settled": [_point(each) for each in _settled(document)],
        "paragraphs": [
            {"name": name, "id": paragraph_id(name), "who": [_who(each) for each in who]}
            for name, who in paragraphs.items()
        ],
    }
    return render(request, "pages/document.html", content)


def _settled(document: Document) -> tuple[SettledPoint, ...]:
    """Return the points that are the text of a document: only what Sextant settles itself is shown in full."""
    return tuple(settled_points().values()) if document.kind == KIND else ()


def _point(each: SettledPoint) -> dict[str, Any]:
    """Return a point as the page shows it; sources that cite it lead to its place."""
    language = html_language()
    rules = [rulebooks().parameter(path) for path in each.rules]
    return {
        "id": paragraph_id(each.code),
        "heading": heading(each, language),
        "text": each.text,
        "rules": [{"path": rule.path, "label": rule.label, "mechanism": rule.path.partition(".")[0]} for rule in rules],
    }


def _who(each: Implementer) -> dict[str, Any]:
    """Return what implements a paragraph: its kind, its name in the visitor's language, and its address."""
    cited = each.cited
    if cited is None:
        kind = "code" if each.what.endswith(".py`") else "data"
        return {"kind": kind, "name": each.what.replace("`", ""), "path": "", "coded": True}
    name = cited.label.in_language(html_language()) if cited.label else ""
    cycle = cyclebooks().latest(cited.path.partition("#")[0]).label if cited.kind == "step" else None
    return {
        "kind": cited.kind,
        "name": name,
        "path": cited.path,
        "within": cycle,
        "coded": False,
        "verified": cited.source.verified,
    }


def _record(document: Document) -> dict[str, Any]:
    paragraphs = shipped().get(document.id, {})
    language = html_language()
    points = {each.code: each.text.in_language(language) for each in _settled(document)}
    return {
        **({"settled": points} if points else {}),
        "document": document.id,
        "versions": rows_of(document),
        "paragraphs": {name: [each.what.replace("`", "") for each in who] for name, who in paragraphs.items()},
    }


def _unknown(identifier: str) -> AskedWrongly:
    sentence = _("The register has no document %(name)s.") % {"name": identifier[:80]}
    near = get_close_matches(identifier[:80], [each.id for each in rulebooks().documents], n=1, cutoff=0.5)
    way_out = _("Did you mean %(name)s? All documents stand in the register.") % {"name": near[0]} if near else \
        _("All documents stand in the register.")  # fmt: skip
    return AskedWrongly(sentence, 404, way_out)
