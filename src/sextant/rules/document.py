"""The register of official texts, read from `documents.yaml`."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import Any

from sextant.domain.document import Document, Documents, DocumentVersion, PaperCitation
from sextant.rules import reading
from sextant.rules.reading import Faults
from sextant.rules.text import RuleTextError, load_text

KINDS = (
    "treaty", "decision", "procedure", "standard", "tool", "information_note", "report", "meeting_report",
    "methodology", "press_release", "web_page", "article", "register", "settled", "demonstration",
)  # fmt: skip

_VERSION = frozenset({"version", "dated", "adopted_by", "annex", "in_force_from", "superseded", "read", "verified"})


def parse_documents(text: str, name: str, faults: Faults) -> dict[str, Document]:
    """Return the documents of one file by id; what does not load is told to `faults`."""
    found: dict[str, Document] = {}
    with faults.caught():
        content = reading.keys(load_text(text, name), name, needed={"documents"})
        for code, body in reading.mapping(content["documents"], name).items():
            with faults.caught():
                found[code] = _document(code, body, f"{name}: {code}")
    return found


def register(documents: dict[str, Document]) -> Documents:
    """Return the register of all documents."""
    return Documents(MappingProxyType(dict(sorted(documents.items()))))


def _document(code: str, content: Any, where: str) -> Document:
    optional = frozenset({"cited_by_paper", "note"})
    body = reading.keys(content, where, needed={"kind", "title", "versions"}, optional=optional)
    if not isinstance(body["versions"], list) or not body["versions"]:
        raise RuleTextError(f"{where}.versions: expected a list of versions, oldest first")
    versions = tuple(_version(each, f"{where}.versions") for each in body["versions"])
    names = [each.name for each in versions]
    if len(set(names)) < len(names) or (None in names and len(names) > 1):
        raise RuleTextError(f"{where}.versions: two versions have the same name; name each by what is printed on it")
    dated = [each.dated or date.min for each in versions]
    if dated != sorted(dated):
        raise RuleTextError(f"{where}.versions: the dates are out of order; list the oldest version first")
    cited = body.get("cited_by_paper")
    return Document(
        id=code,
        kind=reading.one_of(body["kind"], KINDS, f"{where}.kind", "kind of document"),
        title=reading.label(body["title"], f"{where}.title"),
        versions=versions,
        cited_by_paper=_cited(cited, f"{where}.cited_by_paper") if cited is not None else None,
        note=reading.label(body["note"], f"{where}.note") if "note" in body else None,
    )


def _version(content: Any, where: str) -> DocumentVersion:
    body = reading.keys(content, where, needed={"dated"}, optional=_VERSION)
    in_force = body.get("in_force_from", "unknown")
    return DocumentVersion(
        name=_text_or_none(body, "version", where),
        dated=reading.day_or_unknown(body["dated"], f"{where}.dated"),
        adopted_by=_text_or_none(body, "adopted_by", where),
        annex=_text_or_none(body, "annex", where),
        in_force_from=reading.day_or_unknown(in_force, f"{where}.in_force_from"),
        superseded=reading.yes(body.get("superseded", "no"), f"{where}.superseded"),
        read=reading.yes(body.get("read", "no"), f"{where}.read"),
        verified=reading.true(body.get("verified", "true"), f"{where}.verified"),
    )


def _cited(content: Any, where: str) -> PaperCitation:
    body = reading.keys(content, where, needed={"as", "correct", "note"}, optional=frozenset({"version"}))
    return PaperCitation(
        cited_as=reading.label(body["as"], f"{where}.as"),
        version=_text_or_none(body, "version", where),
        correct=reading.yes(body["correct"], f"{where}.correct"),
        note=reading.label(body["note"], f"{where}.note"),
    )


def _text_or_none(body: dict[str, Any], key: str, where: str) -> str | None:
    return reading.some_text(body[key], f"{where}.{key}") if key in body else None
