"""What is noted of a row of a published list: a code with the facts that its sentence needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sextant.domain.refusal import Fact

CODES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "fields_differ": frozenset({"found", "expected"}),
        "not_a_day": frozenset({"column", "found"}),
        "day_impossible": frozenset({"column", "found", "expected"}),
        "not_a_number": frozenset({"column", "found"}),
        "nothing_stated": frozenset({"column"}),
        "party_not_known": frozenset({"column", "found"}),
        "reference_malformed": frozenset({"found", "expected"}),
        "status_not_known": frozenset({"found"}),
        "registered_without_day": frozenset({"found"}),
        "period_reversed": frozenset({"first", "last"}),
        "period_spans": frozenset({"first", "last", "expected"}),
        "issued_before_decided": frozenset({"found", "expected"}),
        "issued_not_as_notified": frozenset({"found", "expected"}),
        "side_twice": frozenset({"found", "other_row"}),
        "numbers_missing": frozenset({"subject", "found", "expected", "missing"}),
        "quantity_zero": frozenset({"column"}),
        "row_again": frozenset({"other_row"}),
        "title_again": frozenset({"other_row"}),
        "day_not_of_title": frozenset({"found", "expected"}),
        "text_over_lines": frozenset({"column"}),
        "count_differs": frozenset({"column", "found", "expected"}),
    }
)
"""Every code with the facts that come with it."""


@dataclass(frozen=True, slots=True)
class Noted:
    """Something about one row of one file."""

    file: str
    row: int
    """Its number, from 1, without the header."""
    code: str
    about: Mapping[str, Fact]
    kept: bool = True
    """Whether the rest of the row is used nevertheless."""


def noted(file: str, row: int, code: str, *, kept: bool = True, **about: Fact) -> Noted:
    """Return a note. Its code and facts must be declared."""
    assert frozenset(about) == CODES[code], f"{code} comes with {sorted(CODES[code])}"
    return Noted(file, row, code, MappingProxyType(about), kept)
