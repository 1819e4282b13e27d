"""The clauses of an authorization in the order in which they are read, and the text that each rests on.

Paragraphs of decision 4/CMA.6 are known from memory only and marked so.
"""

from __future__ import annotations

from dataclasses import dataclass

from sextant.domain.source import Source

_GUIDANCE = "Decision 2/CMA.3"
_LATER = "Decision 4/CMA.6"


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: the field of the record that holds it, and its source."""

    name: str
    source: Source


def _guidance(paragraph: str) -> Source:
    return Source(_GUIDANCE, paragraph)


def _from_memory() -> Source:
    return Source(_LATER, "content of an authorization", verified=False)


CLAUSES: tuple[Clause, ...] = (
    Clause("cooperative_approach", _guidance("annex, paragraph 18(g)")),
    Clause("uses", _guidance("annex, paragraph 1(d) and (f)")),
    Clause("first_transfer", _guidance("annex, paragraph 2(b)")),
    Clause("purposes_named", _guidance("annex, paragraph 1(f)")),
    Clause("parties", _guidance("annex, paragraph 18(g)")),
    Clause("entities", _guidance("annex, paragraph 18(g)")),
    Clause("quantity", _from_memory()),
    Clause("mitigation", _guidance("annex, paragraph 18(g)")),
    Clause("use", _from_memory()),
    Clause("sectors", _from_memory()),
    Clause("activity_types", _from_memory()),
    Clause("metric", _guidance("annex, paragraph 1(c)")),
    Clause("non_ghg_metric", _guidance("annex, paragraph 1(c)")),
    Clause("gwp", _guidance("annex, paragraph 1(c)")),
    Clause("registries", _from_memory()),
    Clause("underlying_registries", _from_memory()),
    Clause("issue_until", _from_memory()),
    Clause("methodologies", _from_memory()),
    Clause("terms", _from_memory()),
    Clause("foresees_changes", _from_memory()),
)
