"""Forms of approaches and offers for tests: the demonstration's, and copies with one thing changed."""

from __future__ import annotations

import copy
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from sextant.application.demo.cooperation_cast import OFFERS, energy
from sextant.cooperation.approach_form import plain, read_approach
from sextant.cooperation.criteria import Ground, assess
from sextant.cooperation.journal import Kind, Line, Told, tell
from sextant.storage.rulebook_files import catalogue

DAY = date(2026, 7, 1)


def approach_form(**changes: Any) -> dict[str, Any]:
    """Return a complete form of four Parties with some keys changed; a key given as none is left out."""
    found = copy.deepcopy(energy(with_quadrant=True)) | changes
    return {key: each for key, each in found.items() if each is not None}


def offer_form(**changes: Any) -> dict[str, Any]:
    """Return the form of an offer with some keys changed."""
    found = copy.deepcopy(OFFERS[0]) | changes
    return {key: each for key, each in found.items() if each is not None}


def read(**changes: Any):
    """Return the approach in a form with some keys changed."""
    return read_approach(approach_form(**changes), catalogue())


def line(kind: Kind, month: int, day: int, body: Any = None, **more: Any) -> Line:
    """Return a line of a journal in 2026."""
    return Line(uuid4(), kind.value, "somebody", datetime(2026, month, day, 9, tzinfo=UTC), (body or {}) | more)


def version(approach: Any, month: int, day: int) -> Line:
    """Return the line of a version."""
    return line(Kind.VERSION, month, day, **plain(approach))


def answers(parties: Any, month: int, day: int, said: str = "consented", number: int = 1) -> list[Line]:
    """Return the line of each Party that says the same."""
    return [line(Kind.ANSWER, month, day, party=each, answer=said, version=number, evidence="e") for each in parties]


def told(lines: list[Line], on: date = DAY) -> Told:
    """Return what a journal tells on a day."""
    approaches = [read_approach(each.body, catalogue()) for each in lines if each.kind == Kind.VERSION]
    return tell(lines, approaches, parties_min=2, cure_days=90, on=on)


def recorded(approach: Any) -> list[Line]:
    """Return the journal of an approach that was recorded on 20 February 2026."""
    return [
        version(approach, 2, 2),
        *answers(approach.parties, 2, 3),
        line(Kind.SUBMISSION, 2, 16, party=approach.submitting_party, focal_point="focal point"),
        line(Kind.RECORDING, 2, 20),
    ]


def outcomes(approach: Any, lines: list[Line] | None = None) -> dict[str, Any]:
    """Return the finding of every rule for an approach whose journal is this, or that was recorded."""
    known = catalogue()
    forbidden = frozenset(known.parameter("matching_forbidden_conditions", DAY))
    ground = Ground(approach, told(lines or recorded(approach)), known, 2, forbidden)
    return {each.rule: each for each in assess(ground)}
