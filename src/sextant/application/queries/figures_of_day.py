"""Figures that change with the day: what tables tell of them, and how far that is on the way to a target."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sextant.application.queries.compare_aspects import both, cited_record
from sextant.comparison.dated import Counted, Tables, all_counted
from sextant.comparison.loading import Comparison
from sextant.comparison.target import Progress, all_progress


@dataclass(frozen=True)
class FiguresOfDay:
    """All figures by the end of a day."""

    on: date
    facts: tuple[Counted, ...]
    targets: tuple[Progress, ...]

    def facts_of(self, claim: str) -> tuple[Counted, ...]:
        """Return the figures that answer a claim of the paper."""
        return tuple(each for each in self.facts if claim in each.fact.claims)

    def targets_of(self, claim: str) -> tuple[Progress, ...]:
        """Return the targets that a claim of the paper is about."""
        return tuple(each for each in self.targets if claim in each.target.claims)


def figures_of_day(comparison: Comparison, tables: Tables, on: date) -> FiguresOfDay:
    """Return every figure and every target as the tables tell them by the end of a day."""
    dated = comparison.dated
    return FiguresOfDay(on, all_counted(dated, tables, on), all_progress(comparison.targets, dated, tables, on))


def counted_record(each: Counted) -> dict[str, Any]:
    """Return one figure as programs read it."""
    fact = each.fact
    return {
        "id": fact.id, "label": both(fact.label), "value": each.value, "undated": each.undated, "table": fact.table,
        "claims": list(fact.claims),
    }  # fmt: skip


def progress_record(each: Progress) -> dict[str, Any]:
    """Return one target as programs read it: the share that is known, and how much of the whole is not told."""
    target = each.target
    return {
        "id": target.id,
        "label": both(target.label),
        "quantity_tco2e": target.quantity,
        "about": target.about,
        "by": target.by.isoformat(),
        "stated_on": target.stated_on.isoformat(),
        "stated": each.stated,
        "source": cited_record(target.source),
        "known_tco2e": each.known.value,
        "per_cent": None if each.per_cent is None else str(each.per_cent),
        "told_of": list(each.parts),
        "parts": each.whole.value,
        "parts_untold": each.untold,
        "claims": list(target.claims),
    }
