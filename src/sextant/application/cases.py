"""The loop of the cycles: load the history of a subject, decide, append; on a conflict load and decide again.

The journal of a subject is numbered without gaps. Two who act at once both want the next number, and the
database gives it to one of them; the other decides again on what then stands there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID

from sextant.application.ports import Clock, TransientFault
from sextant.application.registry import ATTEMPTS, RegistryBusy
from sextant.domain.refusal import Refusal, refuse
from sextant.workflow.advance import advance
from sextant.workflow.case import Act, Case, History, Stated
from sextant.workflow.timeline import Rules, World, world_at


class CaseStore(Protocol):
    """Where the journals of subjects are kept."""

    def history(self, subject: str) -> History | None:
        """Return what happened to a subject, or none where it is not known."""
        ...

    def open(self, history: History) -> bool:
        """Write a new subject with its first cases; return whether it was new."""
        ...

    def append(self, subject: str, number: int, line: Act | Case) -> bool:
        """Write line `number` of a subject's journal; return False where that number is taken."""
        ...


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was recorded, or had been: all cases of the subject as they stand right after it."""

    act: Act
    world: World
    replayed: bool = False


class Cases:
    """Cycles that can be acted in. One object may serve one thread."""

    def __init__(self, store: CaseStore, rules: Rules, clock: Clock) -> None:
        self.store = store
        self.rules = rules
        self.clock = clock

    def open(self, subject: str, cycle: str, facts: Mapping[str, Stated], number: UUID) -> Refusal | None:
        """Open the first case of a new subject; asking again with the same id changes nothing."""
        known = self.store.history(subject)
        case = Case(number, cycle, subject, self.clock.now())
        if known is None and self.store.open(History(subject, facts, (case,))):
            return None
        known = known or self.store.history(subject)
        if known is not None and any(each.id == number for each in known.cases):
            return None
        return refuse("subject_already_exists", subject=subject)

    def take(self, subject: str, act: Act) -> Taken | Refusal:
        """Return what was recorded, or the first reason to refuse. Raises RegistryBusy when conflicts do not end."""
        for attempt in range(ATTEMPTS):
            try:
                outcome = self._attempt(subject, act)
            except TransientFault:
                outcome = None
            if outcome is not None:
                return outcome
            self.clock.pause(attempt)
        raise RegistryBusy(f"{act.step} {act.id}: conflicts in {ATTEMPTS} attempts")

    def _attempt(self, subject: str, act: Act) -> Taken | Refusal | None:
        history = self.store.history(subject)
        if history is None:
            return refuse("subject_unknown", subject=subject)
        now = self.clock.now()
        if act.at > now:
            return refuse("effective_in_the_future", found=act.at.isoformat(), expected=now.isoformat())
        stored = next((each for each in history.acts if each.id == act.id), None)
        if stored is not None:
            if replace(stored, recorded_at=None) != replace(act, recorded_at=None):
                return refuse("idempotency_key_reused", id=str(act.id))
            return Taken(stored, world_at(history, self.rules, stored.at), replayed=True)
        recorded = replace(act, recorded_at=now)
        decided = advance(history, self.rules, recorded)
        if isinstance(decided, Refusal):
            return decided
        if not self.store.append(subject, len(history.cases) + len(history.acts) + 1, recorded):
            return None
        return Taken(recorded, world_at(decided, self.rules, recorded.at))

    def world(self, subject: str) -> World | Refusal:
        """Return all cases of a subject as they stand now."""
        history = self.store.history(subject)
        if history is None:
            return refuse("subject_unknown", subject=subject)
        return world_at(history, self.rules, self.clock.now())
