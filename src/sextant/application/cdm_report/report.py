"""A published report as it stands: named rows of text, nothing understood yet.

Row numbers count from 1; the header and empty lines are not counted. A row with a field too few or too many
stays a row: what to say about it is for those who read the rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Damage:
    """How many fields a row has, how many its header announces, and whether it can be split at all."""

    fields_found: int
    fields_expected: int
    splittable: bool = True
    """Not so where quotation marks do not pair; the fields are then the pieces between commas."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row: the text under each column name, as published."""

    number: int
    values: Mapping[str, str]
    damage: Damage | None = None
    surplus: tuple[str, ...] = ()
    """Fields beyond the last column."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report that could be read: its file name, its rows, and the SHA-256 of the file as it lay there."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[ReportRow]
    sha256: str
