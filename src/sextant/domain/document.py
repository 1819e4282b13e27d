"""Official texts and their versions: what a source may cite, and which version was in force on a day.

The date printed on a version and the day it enters into force differ (A6.4-PROC-REGS-001 v02.1 is dated
11 August 2025 and in force from 7 August 2025). What is not known is none, never a guess.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sextant.domain.label import Label
from sextant.domain.source import Source

SETTLED = "settled"
NEED_NO_READING = frozenset({SETTLED, "demonstration", "register"})
"""Kinds of which there is no official text to read: what Sextant settles itself, made-up rules, code lists."""


class Basis(StrEnum):
    """What a value rests on."""

    OFFICIAL_TEXT = "official_text"
    """The text was read for these rules."""
    OWN_CHOICE = "own_choice"
    """The texts are silent, and Sextant settles it itself."""
    UNVERIFIED = "unverified"
    """Known from other documents, the press or memory."""


@dataclass(frozen=True, slots=True)
class DocumentVersion:
    """One version of a text."""

    name: str | None
    """As printed, v03.0; none where a text has no versions, as a decision has none."""
    dated: date | None
    adopted_by: str | None
    """The meeting or session that adopted it."""
    annex: str | None
    in_force_from: date | None
    superseded: bool
    """Whether a later version is known to have replaced it."""
    read: bool
    """Whether its text was read for these rules; of other versions only the history is known."""
    verified: bool
    dated_later: Label | None = None
    """Why it is dated after it is in force, where it is."""

    @property
    def existed_from(self) -> date | None:
        """The first day on which a rule could rest on it: its entry into force, or else its date."""
        return self.in_force_from or self.dated


@dataclass(frozen=True, slots=True)
class PaperCitation:
    """How the founding paper cites a text, and what is to be said about that."""

    cited_as: Label
    version: str | None
    correct: bool
    note: Label


@dataclass(frozen=True, slots=True)
class Document:
    """One text with all its versions, oldest first."""

    id: str
    kind: str
    title: Label
    versions: tuple[DocumentVersion, ...]
    cited_by_paper: PaperCitation | None = None
    note: Label | None = None

    def version(self, name: str | None) -> DocumentVersion | None:
        """Return the version of this name, or none."""
        return next((each for each in self.versions if each.name == name), None)

    def in_force(self, on: date) -> DocumentVersion | None:
        """Return the version in force on a day; none before the first, or where no such date is known."""
        known = [each for each in self.versions if each.in_force_from is not None and each.in_force_from <= on]
        return max(known, key=lambda each: (each.in_force_from, each.dated or date.min), default=None)

    def latest(self, on: date) -> DocumentVersion | None:
        """Return the version dated last before or on a day: what was there, in force or not."""
        known = [each for each in self.versions if each.dated is not None and each.dated <= on]
        return known[-1] if known else None


@dataclass(frozen=True)
class Documents:
    """The register of texts, in the order of their ids."""

    all: Mapping[str, Document]

    def __iter__(self) -> Iterator[Document]:
        return iter(self.all.values())

    def by_id(self, name: str) -> Document | None:
        """Return a document by its id, or none."""
        return self.all.get(name)

    def in_force(self, name: str, on: date) -> DocumentVersion | None:
        """Return the version of a document in force on a day, or none."""
        document = self.all.get(name)
        return document.in_force(on) if document else None

    def cited_by_paper(self) -> tuple[Document, ...]:
        """Return what the founding paper cites; `in_force` tells what was in force when."""
        return tuple(each for each in self if each.cited_by_paper)

    def basis(self, source: Source) -> Basis:
        """Return whether a value rests on a text that was read, on one that was not, or on a choice of Sextant's."""
        document = self.all.get(source.document)
        if document is not None and document.kind == SETTLED:
            return Basis.OWN_CHOICE
        return Basis.OFFICIAL_TEXT if source.verified else Basis.UNVERIFIED

    def fault(self, source: Source, on: date | None = None) -> str | None:
        """Return what is wrong with a source, in one clause with its remedy, or none."""
        document = self.all.get(source.document)
        if document is None:
            return f"the document {source.document!r} is not in documents.yaml; add it or correct the id"
        version = document.version(source.version)
        if version is None:
            names = ", ".join(each.name or "(without version)" for each in document.versions)
            return f"{source.document} has no version {source.version or '(none given)'}; it has {names}"
        begun = version.existed_from
        if on is not None and begun is not None and begun > on:
            return f"{source.document} {source.version or ''} did not exist on {on}; it is from {begun}".replace(
                "  ", " "
            )
        if source.verified and not version.read and document.kind not in NEED_NO_READING:
            named = f"{source.document} {source.version}" if source.version else source.document
            return (
                f"{named} was not read for these rules; mark the source verified: false, or, once its text was read "
                f"and the value found in it, that version `read: yes` in documents.yaml"
            )
        return None
