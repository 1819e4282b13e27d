"""The agreements by which Parties run a mechanism together, read from `agreements.yaml`: dated records.

Of some only the month is known. Such an agreement is certain from the last day it can have been signed on, and
perhaps there from the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from sextant.domain.source import Source
from sextant.rules import reading
from sextant.rules.reading import Item
from sextant.rules.text import RuleTextError, load_text


@dataclass(frozen=True, slots=True)
class Agreement:
    """One agreement with a partner."""

    party: str
    """Alpha-2 code of the partner."""
    earliest: date
    latest: date
    """The day of signature, twice where it is known; else between which days it lies."""
    source: Source


@dataclass(frozen=True, slots=True)
class Partners:
    """Who was a partner at the end of a day, in the order of signature."""

    certain: tuple[str, ...]
    perhaps: tuple[str, ...] = ()
    """Those whose agreement may have been signed by then."""


def partners_on(agreements: Iterable[Agreement], on: date) -> Partners:
    """Return the partners of a day."""
    ordered = sorted(agreements, key=lambda each: (each.latest, each.party))
    return Partners(
        tuple(each.party for each in ordered if each.latest <= on),
        tuple(each.party for each in ordered if each.earliest <= on < each.latest),
    )


def parse_agreements(text: str, file: str) -> tuple[Agreement, ...]:
    """Return the agreements of a file, in its order. Raises RuleTextError naming file, key and remedy."""
    content = reading.keys(load_text(text, file), file, needed={"agreements"})
    found = tuple(_agreements(content["agreements"], f"{file}: agreements"))
    for before, after in pairwise(found):
        if after.latest < before.earliest:
            raise RuleTextError(f"{file}: {after.party} was signed before {before.party}; list the oldest first")
    return found


def _agreements(content: Any, where: str) -> Iterator[Agreement]:
    for party, body in reading.mapping(content, where).items():
        at = f"{where}.{party}"
        item = Item(body, at, needed={"source"}, optional=frozenset({"signed", "between"}))
        if ("signed" in item) == ("between" in item):
            item.sentences.append(f"{at}: give the day under `signed`, or two days under `between`")
        signed = item.maybe("signed", reading.day)
        between = item.read("between", reading.listed, ())
        source = item.read("source", reading.source)
        item.done()
        days = (signed, signed) if signed is not None else tuple(reading.day(each, f"{at}.between") for each in between)
        if len(days) != 2 or days[0] > days[1]:
            raise RuleTextError(f"{at}.between: give the first and the last day on which it can have been signed")
        yield Agreement(reading.some_text(party, at), days[0], days[1], source)
