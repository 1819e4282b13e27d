"""How answers of the comparison are laid out: what is said, the rule it links to, the text it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sextant.comparison.readings import Found
from sextant.comparison.row import Answer, Basis, Row
from sextant.domain.source import Source
from sextant.storage.comparison_files import comparison
from sextant.storage.rulebook_files import rulebooks
from sextant.web.names import html_language
from sextant.wording.comparison_words import answer_lines

SHAPES = {
    Basis.COMPUTED: "●", Basis.SOURCED: "§", Basis.JUDGEMENT: "◐", Basis.UNANSWERED: "○", Basis.NOT_APPLICABLE: "–",
}  # fmt: skip
"""A shape beside each word, so that no meaning is in colour or place alone."""


@dataclass(frozen=True, slots=True)
class Link:
    """A rule, or what a rulebook as a whole says."""

    path: str
    mechanism: str
    """Set where it is the rulebook as a whole."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer as it stands on the page."""

    name: str
    """Of the mechanism."""
    basis: Basis
    shape: str
    lines: tuple[str, ...]
    links: tuple[Link, ...]
    sources: tuple[Source, ...]
    as_of: date | None


def cells_of(row: Row) -> list[Cell]:
    """Return the answers of a row in the visitor's language, in the order of the columns."""
    return [cell_of(each) for each in row.answers]


def cell_of(found: Answer) -> Cell:
    """Return one answer in the visitor's language."""
    names = comparison().frame.mechanisms
    return Cell(
        name=names[found.mechanism].in_language(html_language()) if found.mechanism in names else "",
        basis=found.basis,
        shape=SHAPES[found.basis],
        lines=() if found.basis in (Basis.UNANSWERED, Basis.NOT_APPLICABLE) else _lines(found),
        links=tuple(_link(each) for each in found.paths),
        sources=found.sources,
        as_of=found.fact.on if found.fact else None,
    )


def figure_of(found: Found) -> Cell:
    """Return a rule that a claim names, as an answer."""
    return cell_of(Answer("", Basis.COMPUTED, found=found))


def _lines(found: Answer) -> tuple[str, ...]:
    return answer_lines(found, rulebooks(), html_language())


def _link(path: str) -> Link:
    return Link("", path) if path in rulebooks().books else Link(path, "")
