"""How a subject stands: what waits in its cases, as lists show it, so that nobody need replay its journal to list it.

A standing says what it was made of: how many lines each journal had that was read, which edition of the rules, and
when time alone will change it. Whoever reads one can therefore tell whether it still holds, whoever wrote in the
journals meanwhile; one that does not is made again. It holds only what is public.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple, Protocol

from sextant.application.activity_of_cases import ActivityRegister
from sextant.application.doing import Look
from sextant.application.publicity import hidden_in
from sextant.application.queries.waiting import Next, next_change, waiting_in
from sextant.domain.identifier import canonical
from sextant.domain.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Edition:
    """The rules by which standings are made."""

    digest: str
    days: Sequence[date]
    """Every day that the rules name: from it on another value may be in force."""


class Waits(NamedTuple):
    """A step that waits, in a case whose state is public. Lists hold very many of these."""

    cycle: str
    case: str
    """The id of the case."""
    state: str
    step: str
    roles: tuple[str, ...]
    """Whom it waits for; nobody where it happens by itself."""
    by_itself: bool
    opens_on: date | None
    last_day: date | None
    overdue: bool
    done_on: date | None = None
    """The day on which the step was taken last in this case; none where it never was."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What waits in the cases of one subject, and what that was made of."""

    key: str
    lines: Mapping[str, int]
    edition: str
    next_change_at: datetime | None
    """The instant at which time alone may change it; none where it never does."""
    readable: bool
    """Whether its cases can be told."""
    hidden: int
    """How many steps wait in states that are not public."""
    waits: tuple[Waits, ...]

    def holds(self, counted: Mapping[str, int], edition: str, at: datetime) -> bool:
        """Whether it is still how the subject stands, by how many lines the journals have now."""
        in_time = self.next_change_at is None or at < self.next_change_at
        same = all(counted.get(key, 0) == lines for key, lines in self.lines.items())
        return in_time and same and self.edition == edition

    @property
    def mechanism(self) -> str:
        """The mechanism under which the subject was opened."""
        return self.key.partition(":")[0]

    @property
    def subject(self) -> str:
        """The name of the subject."""
        return self.key.partition(":")[2]


class StandingStore(Protocol):
    """Where standings are kept."""

    def standings(self) -> Mapping[str, Standing]:
        """Return all of them by the key of their subject."""
        ...

    def put_standing(self, standing: Standing) -> None:
        """Write one in place of the one before it; inside a transaction as part of it."""
        ...


def standing_of(look: Look, edition: Edition) -> Standing:
    """Return how a subject stands."""
    world = look.world
    if isinstance(world, Refusal):
        return unreadable(look.key, look.lines, edition)
    found, hidden = waiting_in(world, look.at), hidden_in(world)
    public = tuple(waits_of(each) for each in found if not hidden.hides_state(each.run))
    changes = next_change(world, look.at, edition.days)
    return Standing(look.key, look.lines, edition.digest, changes, True, len(found) - len(public), public)


def unreadable(key: str, lines: Mapping[str, int], edition: Edition) -> Standing:
    """Return the standing of a subject whose cases cannot be told."""
    return Standing(key, lines, edition.digest, None, False, 0, ())


def waits_of(found: Next) -> Waits:
    """Return a step that may come next as lists keep it."""
    return Waits(
        cycle=found.run.cycle.path,
        case=str(found.run.case.id),
        state=found.run.state,
        step=found.step.name,
        roles=found.roles,
        by_itself=found.step.by_itself,
        opens_on=found.opens_on,
        last_day=found.last_day,
        overdue=found.overdue,
        done_on=found.done_on,
    )


class Lists:
    """Everything that is kept of subjects for lists, in step with their journals."""

    def __init__(self, register: ActivityRegister, standings: StandingStore, edition: Edition) -> None:
        self.register = register
        self.standings = standings
        self.edition = edition

    def keep(self, look: Look) -> Callable[[], None]:
        """Return what writes down how a subject stands now."""
        listed, standing = self.register.keep(look), standing_of(look, self.edition)

        def write() -> None:
            listed()
            self.standings.put_standing(standing)

        return write


def written(waits: Iterable[Waits]) -> str:
    """Return what waits as the text that is stored."""
    return canonical([
        [each.cycle, each.case, each.state, each.step, list(each.roles), each.by_itself,
         _iso(each.opens_on), _iso(each.last_day), each.overdue, _iso(each.done_on)]
        for each in waits
    ])  # fmt: skip


@lru_cache(maxsize=16_384)
def read(text: str) -> tuple[Waits, ...]:
    """Return what waits from the text that is stored; one of an earlier form, which no longer holds, says less."""
    return tuple(
        Waits(
            cycle,
            case,
            state,
            step,
            tuple(roles),
            by_itself,
            _day(opens_on),
            _day(last_day),
            overdue,
            *(_day(each) for each in done_on),
        )
        for cycle, case, state, step, roles, by_itself, opens_on, last_day, overdue, *done_on in json.loads(text)
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text is not None else None
