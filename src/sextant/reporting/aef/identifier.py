"""The unique identifier of ITMOs and blocks of them (decision 6/CMA.4, annex I, paragraphs 5 and 6).

A newcomer would compare identifiers as texts. Blocks are compared as numbers inside one series, and a thousands
comma in a serial number changes nothing.
"""

from __future__ import annotations

import re
from sys import intern
from typing import NamedTuple

_PATTERN = re.compile(r"(CA\d{4})-([A-Z]{3}\d{2})-([A-Z]{3})-([1-9]\d{0,2}(?:\d*|(?:,\d{3})*))-(\d{4})", re.ASCII)
_SERIAL = re.compile(r"[1-9]\d{0,2}(?:\d*|(?:,\d{3})*)", re.ASCII)
_DIGITS_MAX = 18
"""Longer numbers are no serials: no registry has issued a unit for every tonne a thousand times over."""


class ItmoSeries(NamedTuple):
    """What all identifiers of a block share: paragraph 5(a), (b), (c) and (e)."""

    approach: str
    registry: str
    """The originating registry; empty where the dialect gives serial numbers only."""
    first_transferring_party: str
    vintage: int


class ItmoId(NamedTuple):
    """One identifier, taken apart."""

    approach: str
    registry: str
    first_transferring_party: str
    serial: int
    vintage: int

    def __str__(self) -> str:
        return f"{self.approach}-{self.registry}-{self.first_transferring_party}-{self.serial}-{self.vintage}"

    @property
    def series(self) -> ItmoSeries:
        """The series it belongs to."""
        return ItmoSeries(self.approach, self.registry, self.first_transferring_party, self.vintage)


class ItmoBlock(NamedTuple):
    """Consecutive serials of one series, both ends included."""

    series: ItmoSeries
    first: int
    last: int

    @property
    def size(self) -> int:
        """How many identifiers the block has."""
        return self.last - self.first + 1

    def overlaps(self, other: ItmoBlock) -> bool:
        """Return whether both have an identifier in common."""
        return self.series == other.series and max(self.first, other.first) <= min(self.last, other.last)

    def split(self, at: int) -> tuple[ItmoBlock, ItmoBlock]:
        """Return the part that ends before a serial and the part that begins with it; identifiers do not change."""
        if not self.first < at <= self.last:
            raise ValueError(f"{at} does not divide {self.first} to {self.last}")
        return self._replace(last=at - 1), self._replace(first=at)


def parse_itmo_id(text: str) -> ItmoId | None:
    """Return the identifier that a text is, or none."""
    found = _PATTERN.fullmatch(text)
    if found is None:
        return None
    approach, registry, party, serial, vintage = found.groups()
    digits = serial.replace(",", "")
    if len(digits) > _DIGITS_MAX:
        return None
    # Few of these parts are distinct among many identifiers; each is kept once.
    return ItmoId(intern(approach), intern(registry), intern(party), int(digits), int(vintage))


def parse_serial(text: str) -> int | None:
    """Return the serial number that a text is, with or without thousands commas, or none."""
    digits = text.replace(",", "")
    return int(digits) if _SERIAL.fullmatch(text) and len(digits) <= _DIGITS_MAX else None
