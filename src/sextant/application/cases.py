"""The loop of the cycles: load the history of a subject, decide, append; on a conflict load and decide again.

The journal of a subject is numbered without gaps. Two who act at once both want the next number, and the
database gives it to one of them; the other decides again on what then stands there. A subject may read the
facts of another one beside it (an activity those of its host Party). Then nobody may change what was known
there on a day on which the activity has already acted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Protocol
from uuid import UUID

from sextant.application.ports import Clock, TransientFault
from sextant.application.registry import ATTEMPTS, RegistryBusy
from sextant.application.retry import until_settled
from sextant.domain.refusal import Refusal, refuse
from sextant.ledger.posting import Posted
from sextant.workflow.advance import advance
from sextant.workflow.case import Act, Case, History, Stated, beside
from sextant.workflow.cycle import Deed
from sextant.workflow.timeline import Rules, World, world_at

_NOTHING_BESIDE: Mapping[str, int] = MappingProxyType({})


class IdTaken(Exception):
    """The id of a line stands in another journal; ids are unique over all of them."""


class CaseStore(Protocol):
    """Where the journals of subjects are kept, each under its key (`key_of`)."""

    def instant(self) -> AbstractContextManager[None]:
        """Return a context in which all reads see the journals as they were at one instant."""
        ...

    def history(self, key: str) -> History | None:
        """Return what happened to a subject, or none where it is not known."""
        ...

    def open(self, key: str, history: History) -> bool:
        """Write a new subject with its first case; return whether it was new. Raises IdTaken."""
        ...

    def append(
        self,
        key: str,
        number: int,
        line: Act | Case,
        *,
        beside: Mapping[str, int] = _NOTHING_BESIDE,
        read_until: datetime | None = None,
    ) -> bool:
        """Write line `number` of a subject's journal; return False, and write nothing, where things have moved on.

        They have where that number is taken, where a subject beside has not the number of lines that the writer
        saw (`beside`, which is also kept, so that `read_until` finds the reader), or where somebody who reads
        this subject has acted later than `read_until`. Raises IdTaken.
        """
        ...

    def read_until(self, key: str) -> datetime | None:
        """Return the instant of the last act among the subjects that read this one, or none."""
        ...

    def keys(self, mechanism: str, cycle: str) -> list[str]:
        """Return the keys of the subjects whose first case is of a cycle, in their order."""
        ...


def key_of(mechanism: str, subject: str) -> str:
    """Return the key under which a subject's journal is kept: the same name may mean another in each mechanism."""
    return f"{mechanism}:{subject}"


def lines_of(history: History) -> int:
    """Return how many lines the journal of a subject has."""
    return len(history.cases) + len(history.acts)


@dataclass(frozen=True, slots=True)
class Doing:
    """A step that was taken, or is about to be, and what the ledger of units is to do with it."""

    act: Act
    before: World
    """All cases of the subject just before the act."""
    after: World

    @property
    def act_subject(self) -> str:
        """The subject of the case in which the step was taken."""
        return self.after.runs[self.act.case].case.subject


class LedgerDeed(Protocol):
    """What a step of a cycle does in the ledger of units. Doing it twice changes nothing."""

    def foresee(self, doing: Doing) -> Refusal | None:
        """Return why the ledger would refuse, or none."""
        ...

    def do(self, doing: Doing) -> Posted | Refusal:
        """Return what was recorded, or had been."""
        ...


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was recorded, or had been: all cases of the subject as they stand right after it."""

    act: Act
    world: World
    replayed: bool = False
    posted: Posted | None = None
    """What the ledger of units recorded with it."""
    outstanding: Refusal | None = None
    """Why the ledger did not follow although it had foreseen to; asking again with the same id tries again."""


@dataclass(slots=True)
class _Seen:
    """A subject as one attempt saw it."""

    history: History
    own: History
    beside: dict[str, int] = field(default_factory=dict)


_NO_DEEDS: Mapping[Deed, LedgerDeed] = MappingProxyType({})


class Cases:
    """Cycles that can be acted in. One object may serve one thread."""

    def __init__(
        self, store: CaseStore, rules: Rules, clock: Clock, deeds: Mapping[Deed, LedgerDeed] = _NO_DEEDS
    ) -> None:
        self.store = store
        self.rules = rules
        self.clock = clock
        self.deeds = deeds

    def open(
        self, subject: str, cycle: str, facts: Mapping[str, Stated], number: UUID, *, at: datetime | None = None
    ) -> Refusal | None:
        """Open the first case of a new subject; asking again with the same id changes nothing. Raises RegistryBusy."""
        now = self.clock.now()
        if at is not None and at > now:
            return refuse("effective_in_the_future", found=at.isoformat(), expected=now.isoformat())
        opened = History(subject, facts, (Case(number, cycle, subject, at or now),))
        return until_settled(self.clock, lambda: self._open(opened, dated=at is not None))

    def _open(self, opened: History, *, dated: bool) -> Refusal | None:
        first = opened.cases[0]
        key = key_of(first.cycle.partition(".")[0], opened.subject)
        try:
            if self.store.open(key, opened):
                return None
        except IdTaken:
            return refuse("idempotency_key_reused", id=str(first.id))
        known = self.store.history(key)
        assert known is not None, "a subject that could not be opened is there"
        stored = known.cases[0]
        if stored.id != first.id:
            return refuse("subject_already_exists", subject=opened.subject)
        # The instant is part of what was asked only where the caller gave it.
        asked = first if dated else replace(first, opened_at=stored.opened_at)
        same = asked == stored and opened.facts == known.facts
        return None if same else refuse("idempotency_key_reused", id=str(first.id))

    def take(self, mechanism: str, subject: str, act: Act) -> Taken | Refusal:
        """Return what was recorded, or the first reason to refuse. Raises RegistryBusy when conflicts do not end."""
        for attempt in range(ATTEMPTS):
            try:
                outcome = self._attempt(mechanism, subject, act)
            except TransientFault:
                outcome = None
            if outcome is not None:
                return outcome
            self.clock.pause(attempt)
        raise RegistryBusy(f"{act.step} {act.id}: conflicts in {ATTEMPTS} attempts")

    def _attempt(self, mechanism: str, subject: str, act: Act) -> Taken | Refusal | None:
        key = key_of(mechanism, subject)
        with self.store.instant():
            seen = self._see(mechanism, subject)
            read_until = self.store.read_until(key)
        if isinstance(seen, Refusal):
            return seen
        now = self.clock.now()
        if act.at > now:
            return refuse("effective_in_the_future", found=act.at.isoformat(), expected=now.isoformat())
        stored = next((each for each in seen.own.acts if each.id == act.id), None)
        if stored is not None:
            return self._again(seen, stored, act)
        if any(each.id == act.id for each in seen.own.cases):
            return refuse("idempotency_key_reused", id=str(act.id))
        # At the same instant, what is read comes before what reads it: there too it would change what was decided.
        if read_until is not None and act.at <= read_until:
            return refuse("act_before_the_last", found=act.at.isoformat(), expected=read_until.isoformat())
        try:
            return self._record(seen, key, replace(act, recorded_at=now), read_until)
        except IdTaken:
            return refuse("idempotency_key_reused", id=str(act.id))

    def _record(self, seen: _Seen, key: str, act: Act, read_until: datetime | None) -> Taken | Refusal | None:
        decided = advance(seen.history, self.rules, act)
        if isinstance(decided, Refusal):
            return decided
        after = world_at(decided, self.rules, act.at)
        named = self._named(decided, after)
        unseen = [each for each in named if key_of(each[1].partition(".")[0], each[0]) not in seen.beside]
        for name, cycle in unseen:
            if self._beside(seen, name, cycle) is None:
                return refuse("subject_beside_unknown", subject=name, cycle=cycle)
        if unseen:
            # The act itself names who is beside; it is decided again on what they recorded.
            return self._record(seen, key, act, read_until)
        deed = self._deed(act, after)
        doing = Doing(act, world_at(seen.history, self.rules, act.at), after)
        refusal = deed.foresee(doing) if deed else None
        if refusal is not None:
            return refusal
        number = lines_of(seen.own) + 1
        if not self.store.append(key, number, act, beside=seen.beside, read_until=read_until):
            return None
        return self._follow(Taken(act, after), deed, doing)

    def _again(self, seen: _Seen, stored: Act, act: Act) -> Taken | Refusal:
        """Return the stored outcome of an act that is asked for again, and let the ledger follow if it had not."""
        if replace(stored, recorded_at=None) != replace(act, recorded_at=None):
            return refuse("idempotency_key_reused", id=str(act.id))
        place = seen.history.acts.index(stored)
        after = world_at(replace(seen.history, acts=seen.history.acts[: place + 1]), self.rules, stored.at)
        before = world_at(replace(seen.history, acts=seen.history.acts[:place]), self.rules, stored.at)
        taken = Taken(stored, after, replayed=True)
        return self._follow(taken, self._deed(stored, after), Doing(stored, before, after))

    def _follow(self, taken: Taken, deed: LedgerDeed | None, doing: Doing) -> Taken:
        if deed is None:
            return taken
        outcome = deed.do(doing)
        if isinstance(outcome, Refusal):
            return replace(taken, outstanding=outcome)
        return replace(taken, posted=outcome)

    def _deed(self, act: Act, after: World) -> LedgerDeed | None:
        """Return what the ledger does with an act; none where the act was only a ballot."""
        run = after.runs[act.case]
        deed = run.cycle.steps[act.step].deed
        taken = any(each.act is not None and each.act.id == act.id for each in run.transitions)
        return self.deeds[deed] if deed is not None and taken else None

    def _look(self, mechanism: str, subject: str) -> _Seen | Refusal:
        with self.store.instant():
            return self._see(mechanism, subject)

    def _see(self, mechanism: str, subject: str) -> _Seen | Refusal:
        own = self.store.history(key_of(mechanism, subject))
        if own is None:
            return refuse("subject_unknown", subject=subject)
        seen = _Seen(own, own)
        for name, cycle in self._named(own, world_at(own, self.rules, self.clock.now())):
            if self._beside(seen, name, cycle) is None:
                return refuse("subject_beside_unknown", subject=name, cycle=cycle)
        return seen

    def _named(self, history: History, world: World) -> list[tuple[str, str]]:
        """Return the subjects that stand beside one, each with the cycle of its first case."""
        found: list[tuple[str, str]] = []
        for each in self.rules.cycle(history.cases[0].cycle).beside:
            value = world.facts().get(each.fact)
            names = re.split(r"[;+]", value) if isinstance(value, str) else []
            found += [(name.strip(), each.cycle) for name in names if name.strip()]
        return found

    def _beside(self, seen: _Seen, name: str, cycle: str) -> History | None:
        key = key_of(cycle.partition(".")[0], name)
        other = self.store.history(key)
        if other is not None:
            seen.beside[key] = lines_of(other)
            seen.history = beside(seen.history, other)
        return other

    def world(self, mechanism: str, subject: str, at: datetime | None = None) -> World | Refusal:
        """Return all cases of a subject as they stood at an instant, or stand now. Raises RegistryBusy."""
        seen = until_settled(self.clock, lambda: self._look(mechanism, subject))
        return seen if isinstance(seen, Refusal) else world_at(seen.history, self.rules, at or self.clock.now())

    def outstanding(self, mechanism: str, subject: str) -> list[tuple[Act, Refusal]]:
        """Return the acts that the ledger of units still has to follow, after trying once more, and why it did not."""
        seen = until_settled(self.clock, lambda: self._look(mechanism, subject))
        if isinstance(seen, Refusal):
            return []
        found: list[tuple[Act, Refusal]] = []
        for act in seen.own.acts:
            again = self._again(seen, act, act)
            if isinstance(again, Taken) and again.outstanding is not None:
                found.append((act, again.outstanding))
        return found
