"""Volumes that are aimed at, and what is known of the way there on a day.

What a newcomer would get wrong: what tables tell is a part. How many parts there are is counted too, and what lies in
the others is unknown, never 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sextant.comparison.dated import Counted, DatedFacts, Tables, counted
from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.rules import reading
from sextant.rules.reading import Faults, Item
from sextant.rules.text import load_text


@dataclass(frozen=True, slots=True)
class Target:
    """One volume that is aimed at, in t CO2 eq."""

    id: str
    label: Label
    quantity: int
    about: bool
    """Whether the text says "about"."""
    by: date
    """The last day that counts."""
    stated_on: date
    source: Source
    known: str
    """The figure of the day that counts what was issued."""
    part: str
    """The column of its table that tells the parts apart."""
    whole: str
    """The figure of the day that counts how many parts there are."""
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """What is known of a target on a day."""

    target: Target
    on: date
    known: Counted
    parts: tuple[str, ...]
    """Of which parts the table tells, whatever their days."""
    whole: Counted

    @property
    def stated(self) -> bool:
        """Whether the target had been stated by the day."""
        return self.target.stated_on <= self.on

    @property
    def per_cent(self) -> Decimal | None:
        """How much of the target is known to be issued, with three decimals; none where nothing is known."""
        value = self.known.value
        return None if value is None else round(100 * Decimal(value) / self.target.quantity, 3)

    @property
    def untold(self) -> int | None:
        """How many parts no table tells of; none where it is not known how many there are."""
        whole = self.whole.value
        return None if whole is None else max(int(whole) - len(self.parts), 0)


def parse_targets(text: str, file: str, facts: DatedFacts, faults: Faults) -> dict[str, Target]:
    """Return the targets of a file by id; what does not load is told to `faults`."""
    found: dict[str, Target] = {}
    with faults.caught(file, text):
        body = reading.keys(load_text(text, file), file, needed={"targets"})
        for code, content in reading.mapping(body["targets"], f"{file}: targets").items():
            with faults.caught(file, code):
                found[code] = _target(code, content, f"{file}: {code}", facts)
    return found


_KEYS = {"label", "quantity", "about", "by", "stated_on", "source", "known", "part", "whole", "claims"}


def _target(code: str, content: Any, where: str, facts: DatedFacts) -> Target:
    def figure(name: Any, at: str) -> str:
        return reading.one_of(name, facts.facts, at, "figure of the day")

    item = Item(content, where, needed=_KEYS)
    found = Target(
        id=code,
        label=item.read("label", reading.label),
        quantity=item.read("quantity", reading.quantity, 1),
        about=item.read("about", reading.yes, False),
        by=item.read("by", reading.day),
        stated_on=item.read("stated_on", reading.day),
        source=item.read("source", reading.source),
        known=item.read("known", figure),
        part=item.read("part", reading.some_text),
        whole=item.read("whole", figure),
        claims=item.read("claims", reading.some_texts),
    )
    if found.quantity == 0:
        item.sentences.append(f"{where}.quantity: found 0; a target is at least one tonne")
    item.done()
    return found


def progress(target: Target, facts: DatedFacts, tables: Tables, on: date) -> Progress:
    """Return what the tables tell of a target by the end of a day."""
    known = facts.facts[target.known]
    rows = tables.get(known.table, ())
    parts = {row.get(target.part, "") for row in rows if known.counts(row)} - {""}
    whole = counted(facts.facts[target.whole], tables, on)
    return Progress(target, on, counted(known, tables, on), tuple(sorted(parts)), whole)


def all_progress(targets: Mapping[str, Target], facts: DatedFacts, tables: Tables, on: date) -> tuple[Progress, ...]:
    """Return what is known of every target on a day, in the order of the file."""
    return tuple(progress(each, facts, tables, on) for each in targets.values())
