"""The mechanisms side by side on a day: every aspect, or those of one view, and how many answers rest on what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sextant.comparison.loading import Comparison
from sextant.comparison.paper import Claim
from sextant.comparison.row import Answer, Basis, Row, row_of, rows_by_basis, values_by_basis
from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.rules.record import plain, source_record
from sextant.workflow.cyclebook import Cyclebooks


@dataclass(frozen=True)
class Compared:
    """The rows of a view on a day."""

    on: date
    rows: tuple[Row, ...]

    @property
    def by_row(self) -> Mapping[Basis, int]:
        """How many rows rest on what."""
        return rows_by_basis(self.rows)

    @property
    def by_value(self) -> Mapping[Basis, int]:
        """How many values rest on what."""
        return values_by_basis(self.rows)


def compare_aspects(comparison: Comparison, cycles: Cyclebooks, on: date, *, view: str = "") -> Compared:
    """Return the rows on a day; of a view or a theme, those that belong to it."""
    order = tuple(comparison.frame.themes)
    chosen = [each for each in comparison.aspects.values() if view in ("", each.theme, *each.views)]
    chosen.sort(key=lambda each: (order.index(each.theme), each.id))
    return Compared(on, tuple(row_of(each, comparison, cycles, on) for each in chosen))


def compared_record(found: Compared) -> dict[str, Any]:
    """Return the rows as programs read them: both languages, numbers as the rules write them."""
    return {
        "on": found.on.isoformat(),
        "count": len(found.rows),
        "rows_by_basis": _counts(found.by_row),
        "values_by_basis": _counts(found.by_value),
        "rows": [_row(each) for each in found.rows],
    }


def _counts(found: Mapping[Basis, int]) -> dict[str, int]:
    return {each.value: count for each, count in found.items()}


def _row(row: Row) -> dict[str, Any]:
    aspect = row.aspect
    return {
        "id": aspect.id,
        "theme": aspect.theme,
        "views": list(aspect.views),
        "question": both(aspect.question),
        "basis": row.basis.value,
        "values": {each.mechanism: answer_record(each) for each in row.answers},
        "claims": [{"id": each.id, "says": both(each.says), "verdict": each.verdict.value} for each in row.claims],
    }


def answer_record(found: Answer) -> dict[str, Any]:
    """Return what is said of one mechanism; `value` is a number, a text, a list or none, `names` are in words."""
    value: Any = None
    names: Iterable[Label] = ()
    if found.found is not None:
        value, names = plain(found.found.value), found.found.names
    elif found.fact is not None:
        value = found.fact.plain.value if found.fact.plain else None
        names = (found.fact.text,) if found.fact.text else ()
    return {
        "basis": found.basis.value,
        "value": value,
        "unit": found.found.unit if found.found and found.found.value is not None else None,
        "names": [both(each) for each in names],
        "exempt": [both(each) for each in found.found.exempt] if found.found else [],
        "absent": found.found.absent if found.found else False,
        "as_of": found.fact.on.isoformat() if found.fact and found.fact.on else None,
        "rules": list(found.paths),
        "sources": [cited_record(each) for each in found.sources],
    }


def both(label: Label) -> dict[str, str]:
    """Return a label in both languages."""
    return {"en": label.english, "zh-Hant": label.chinese}


def cited_record(source: Source) -> dict[str, Any]:
    """Return where something stands, and whether that was checked."""
    return {**source_record(source), "verified": source.verified}


def claim_record(claim: Claim) -> dict[str, Any]:
    """Return a claim of the paper with its verdict and what it rests on."""
    return {
        "id": claim.id,
        "says": both(claim.says),
        "verdict": claim.verdict.value,
        "remark": both(claim.remark) if claim.remark else None,
        "aspects": list(claim.aspects),
        "rules": list(claim.rules),
        "sources": [cited_record(each) for each in claim.sources],
        "demo": {"scenario": claim.demo.scenario, "step": claim.demo.step} if claim.demo else None,
    }
