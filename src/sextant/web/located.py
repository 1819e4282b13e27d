"""How a located serial is laid out on a page: facts, the way it came, and the tree of the whole issuance.

An issuance of the CDM may have been cancelled in hundreds of pieces. The tree shows the branch of the chosen
serial whole, of every other branch the first few, and says how many more there are.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sextant.application.queries.locate import Located
from sextant.application.queries.provenance import Provenance, Step
from sextant.application.reader import LedgerReader
from sextant.domain.unit import SerialSpace

SHOWN = 12
"""How many branches of one step are shown before the rest is counted."""


@dataclass(frozen=True, slots=True)
class Branch:
    """One step as it stands on the page."""

    step: Step
    chosen: bool
    """Whether the chosen serial went this way."""
    end: bool
    """Whether the chosen serial stands here."""
    stated: dict[str, Any]
    """What the request stated: purpose, beneficiary, reason, case."""
    branches: tuple[Branch, ...]
    hidden: int
    hidden_quantity: int
    still: tuple[tuple[int, int], ...]
    still_hidden: int


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything a page says of one serial."""

    located: Located
    path: tuple[Branch, ...]
    tree: tuple[Branch, ...]

    @property
    def space(self) -> SerialSpace:
        return self.located.space

    @property
    def provenance(self) -> Provenance:
        return self.located.provenance

    @property
    def whole_in_one(self) -> bool:
        """Whether the whole issuance went into one account."""
        lot, steps = self.provenance.lot, self.provenance.steps
        return len(steps) == 1 and steps[0].quantity == lot.quantity

    @property
    def first(self) -> int:
        return self.located.standings.first

    @property
    def last(self) -> int:
        return self.located.standings.last


def located(reader: LedgerReader, found: Located, *, whole: bool = False) -> Shown:
    """Return what a page says of a located serial; `whole` shows every branch."""
    serial, steps = found.serial, found.provenance.steps
    limit = 10**9 if whole else SHOWN
    path = tuple(_branch(step, serial, 0) for step in found.standings.path)
    return Shown(found, path, _branches(steps, serial, limit)[0])


def _branches(steps: Sequence[Step], serial: int, limit: int) -> tuple[tuple[Branch, ...], int, int]:
    """Return the branches that are shown, and how many more there are with how many units."""
    shown = [step for index, step in enumerate(steps) if index < limit or step.first <= serial <= step.last]
    hidden = len(steps) - len(shown)
    quantity = sum(step.quantity for step in steps) - sum(step.quantity for step in shown)
    return tuple(_branch(step, serial, limit) for step in shown), hidden, quantity


def _branch(step: Step, serial: int, limit: int) -> Branch:
    branches, hidden, quantity = _branches(step.later, serial, limit) if limit else ((), 0, 0)
    still = step.still if limit > SHOWN else step.still[:SHOWN]
    return Branch(
        step=step,
        chosen=step.first <= serial <= step.last,
        end=any(first <= serial <= last for first, last in step.still),
        stated=stated(step.entry.body),
        branches=branches,
        hidden=hidden,
        hidden_quantity=quantity,
        still=still,
        still_hidden=len(step.still) - len(still),
    )


def stated(body: str) -> dict[str, Any]:
    """Return what a request states beside its units and accounts."""
    names = ("purpose", "on_behalf_of", "reason", "case", "trigger", "note", "act", "first_transfer")
    content = json.loads(body)
    return {name: content[name] for name in names if content.get(name)} | {"kind": kind_of(content)}


def kind_of(content: dict[str, Any]) -> str:
    """Return the kind of an entry for display: a cancellation into a retirement account is a retirement."""
    act = content.get("act")
    return act if act in {"retirement", "administrative_cancellation"} else str(content.get("kind", ""))
