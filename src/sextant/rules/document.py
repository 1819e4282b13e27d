"""The register of official texts, read from `documents.yaml`."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import Any

from sextant.domain.document import Document, Documents, DocumentVersion, PaperCitation
from sextant.rules import reading
from sextant.rules.reading import Faults, Item
from sextant.rules.text import RuleTextError, load_text

KINDS = (
    "treaty", "decision", "procedure", "standard", "tool", "information_note", "report", "meeting_report",
    "methodology", "press_release", "web_page", "article", "register", "settled", "demonstration",
)  # fmt: skip

_VERSION = frozenset(
    {"version", "adopted_by", "annex", "in_force_from", "superseded", "read", "verified", "dated_later"}
)


def parse_documents(text: str, name: str, faults: Faults) -> dict[str, Document]:
    """Return the documents of one file by id; what does not load is told to `faults`."""
    found: dict[str, Document] = {}
    with faults.caught(name, text):
        content = reading.keys(load_text(text, name), name, needed={"documents"})
        for code, body in reading.mapping(content["documents"], f"{name}: documents").items():
            with faults.caught(name, code):
                found[code] = _document(reading.some_text(code, name), body, f"{name}: {code}")
    return found


def register(documents: dict[str, Document]) -> Documents:
    """Return the register of all documents."""
    return Documents(MappingProxyType(dict(sorted(documents.items()))))


def _document(code: str, content: Any, where: str) -> Document:
    item = Item(content, where, needed={"kind", "title", "versions"}, optional=frozenset({"cited_by_paper", "note"}))
    found = Document(
        id=code,
        kind=item.read("kind", lambda each, at: reading.one_of(each, KINDS, at, "kind of document")),
        title=item.read("title", reading.label),
        versions=item.read("versions", _versions),
        cited_by_paper=item.read("cited_by_paper", _cited),
        note=item.read("note", reading.label),
    )
    item.done()
    return found


def _versions(content: Any, where: str) -> tuple[DocumentVersion, ...]:
    if not isinstance(content, list) or not content:
        raise RuleTextError(f"{where}: expected a list of versions, oldest first")
    versions = reading.many(_version)(content, where)
    names = [each.name for each in versions]
    if len(set(names)) < len(names) or (None in names and len(names) > 1):
        raise RuleTextError(f"{where}: two versions have the same name; name each by what is printed on it")
    dated = [each.dated or date.min for each in versions]
    if dated != sorted(dated):
        raise RuleTextError(f"{where}: the dates are out of order; list the oldest version first")
    return versions


def _version(content: Any, where: str) -> DocumentVersion:
    item = Item(content, where, needed={"dated"}, optional=_VERSION)
    found = DocumentVersion(
        name=item.read("version", reading.some_text),
        dated=item.read("dated", reading.day_or_unknown),
        adopted_by=item.read("adopted_by", reading.some_text),
        annex=item.read("annex", reading.some_text),
        in_force_from=item.read("in_force_from", reading.day_or_unknown),
        superseded=item.read("superseded", reading.yes, False),
        read=item.read("read", reading.yes, False),
        verified=item.read("verified", reading.true, True),
        dated_later=item.read("dated_later", reading.label),
    )
    later = found.dated is not None and found.in_force_from is not None and found.dated > found.in_force_from
    if later and found.dated_later is None:
        item.sentences.append(
            f"{where}: {found.name or 'the version'} is dated {found.dated}, after it is in force from "
            f"{found.in_force_from}; correct one, or say under dated_later why it is so"
        )
    if found.dated_later is not None and not later:
        item.sentences.append(f"{where}.dated_later: it is not dated after it is in force; remove the line")
    item.done()
    return found


def _cited(content: Any, where: str) -> PaperCitation:
    item = Item(content, where, needed={"as", "correct", "note"}, optional=frozenset({"version"}))
    found = PaperCitation(
        cited_as=item.read("as", reading.label),
        version=item.read("version", reading.some_text),
        correct=item.read("correct", reading.yes),
        note=item.read("note", reading.label),
    )
    item.done()
    return found
