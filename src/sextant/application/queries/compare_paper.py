"""The founding paper, paragraph by paragraph: each claim with its verdict and the rows and figures that answer it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sextant.application.queries.compare_aspects import answer_record, both, cited_record, claim_record
from sextant.comparison.lineage import Event
from sextant.comparison.loading import Comparison
from sextant.comparison.paper import Claim, Paragraph, Verdict, numbered
from sextant.comparison.readings import Found, Read, answer
from sextant.comparison.row import Answer, Basis, Row, row_of
from sextant.rules.rulebook import PathUnknown
from sextant.workflow.cyclebook import Cyclebooks


@dataclass(frozen=True)
class Answered:
    """A claim with the rows it is answered by, and its rules read on the day."""

    claim: Claim
    rows: tuple[Row, ...]
    figures: tuple[tuple[str, Found], ...]
    """By path."""


@dataclass(frozen=True)
class Entry:
    """A paragraph with its claims answered."""

    paragraph: Paragraph
    claims: tuple[Answered, ...]


@dataclass(frozen=True)
class PaperAnswered:
    """The whole paper on a day."""

    on: date
    entries: tuple[Entry, ...]

    @property
    def verdicts(self) -> Mapping[Verdict, int]:
        """How many claims have which verdict."""
        counts = Counter(each.claim.verdict for entry in self.entries for each in entry.claims)
        return {each: counts[each] for each in Verdict}


def compare_paper(comparison: Comparison, cycles: Cyclebooks, on: date, *, verdict: str = "") -> PaperAnswered:
    """Return every paragraph with its claims answered on a day; with a verdict, only the claims that have it."""
    rows = {each.id: row_of(each, comparison, cycles, on) for each in comparison.aspects.values()}
    entries = []
    for paragraph in comparison.paper.values():
        chosen = [each for each in paragraph.claims if verdict in ("", each.verdict.value)]
        if chosen or not verdict:
            answered = tuple(
                Answered(each, tuple(rows[code] for code in each.aspects), _figures(each, cycles, on))
                for each in chosen
            )
            entries.append(Entry(paragraph, answered))
    return PaperAnswered(on, tuple(entries))


def _figures(claim: Claim, cycles: Cyclebooks, on: date) -> tuple[tuple[str, Found], ...]:
    found = []
    for path in claim.rules:
        try:
            cycles.rulebooks.parameter(path)
            form = "rule"
        except PathUnknown:
            form = "levy"
        figure = answer(Read(form, (path,)), cycles, on)
        if figure is not None:
            found.append((path, figure))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A paragraph of a copy of the paper that has no entry, or whose text is not the one judged here."""

    paragraph: str
    known: bool
    """Whether there is an entry of this id."""


def against(comparison: Comparison, text: str) -> tuple[Mismatch, ...]:
    """Return where a copy of the paper differs from what is judged here; nothing where all of it has its entry."""
    digests = numbered(text)
    entries = {each.id: each.digest for each in comparison.paper.values()}
    found = [Mismatch(code, code in entries) for code, digest in digests.items() if entries.get(code) != digest]
    return (*found, *(Mismatch(code, True) for code in entries if code not in digests))


def paper_record(found: PaperAnswered) -> dict[str, Any]:
    """Return the paper as programs read it: both languages, figures as the rules write them."""
    return {
        "on": found.on.isoformat(),
        "paragraphs": len(found.entries),
        "claims": sum(len(each.claims) for each in found.entries),
        "verdicts": {each.value: count for each, count in found.verdicts.items()},
        "entries": [_entry(each) for each in found.entries],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    paragraph = entry.paragraph
    return {
        "id": paragraph.id,
        "about": both(paragraph.about),
        "claims": [
            {
                **claim_record(each.claim),
                "answers": {row.aspect.id: _values(row) for row in each.rows},
                "figures": {
                    path: answer_record(Answer("", Basis.COMPUTED, found=figure)) for path, figure in each.figures
                },
            }
            for each in entry.claims
        ],
        "no_claim": both(paragraph.no_claim) if paragraph.no_claim else None,
        "documents": list(paragraph.documents),
    }


def _values(row: Row) -> dict[str, Any]:
    return {each.mechanism: answer_record(each) for each in row.answers}


def event_record(event: Event) -> dict[str, Any]:
    """Return an event of the lineage."""
    return {
        "when": event.when,
        "of": list(event.mechanisms),
        "what": both(event.what),
        "source": cited_record(event.source),
    }
