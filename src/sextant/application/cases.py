"""The loop of the cycles: load the history of a subject, decide, append; on a conflict load and decide again.

The journal of a subject is numbered without gaps. Two who act at once both want the next number, and the
database gives it to one of them; the other decides again on what then stands there. A subject may read the
facts of another one beside it (an activity those of its host Party). Then nobody may change what was known
there on a day on which the activity has already acted.

An act, what it does in the ledger of units and what lists show of its subject are one transaction: journals
and ledger lie on one connection, so a crash leaves all of it or nothing. An act without its units can
therefore only come from elsewhere (another program, a journal restored without its ledger): `sextant verify`
finds it all the same, and `finish` does what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from sextant.application.case_store import CaseStore, IdTaken, key_of, lines_of
from sextant.application.doing import Doing, Finder, Followed, Keep, LedgerDeed, Look, Taken
from sextant.application.ports import Clock, TransientFault
from sextant.application.registry import ATTEMPTS, RegistryBusy
from sextant.application.retry import until_settled
from sextant.domain.refusal import Refusal, refuse
from sextant.ledger.posting import Posted
from sextant.workflow.advance import advance, not_in_force, warnings_of
from sextant.workflow.case import Act, Case, History, Stated, beside
from sextant.workflow.cycle import Deed, Search
from sextant.workflow.timeline import Rules, World, later, with_act, world_at
from sextant.workflow.version import CycleNotInForce

__all__ = ["CaseStore", "Cases", "Doing", "Followed", "IdTaken", "LedgerDeed", "Look", "Taken", "key_of", "lines_of"]


@dataclass(slots=True)
class _Seen:
    """A subject as one attempt saw it."""

    history: History
    """With those beside it."""
    own: History
    beside: dict[str, int] = field(default_factory=dict)
    """The journals beside it, each with how many lines it has; 0 for one that is not there."""
    unknown: Refusal | None = None
    """That a subject beside has no journal here."""


class _MovedOn(Exception):
    """Things are not any more as the decision saw them."""


class _NotFollowed(Exception):
    """The ledger refused what it had foreseen to do."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


_NO_DEEDS: Mapping[Deed, LedgerDeed] = MappingProxyType({})
_NO_FINDERS: Mapping[Search, Finder] = MappingProxyType({})


def _keep_nothing(look: Look) -> Callable[[], None]:
    return lambda: None


class Cases:
    """Cycles that can be acted in. One object may serve one thread."""

    def __init__(
        self,
        store: CaseStore,
        rules: Rules,
        clock: Clock,
        deeds: Mapping[Deed, LedgerDeed] = _NO_DEEDS,
        keep: Keep = _keep_nothing,
        finders: Mapping[Search, Finder] = _NO_FINDERS,
    ) -> None:
        self.store = store
        self.rules = rules
        self.clock = clock
        self.deeds = deeds
        self.keep = keep
        self.finders = finders

    def open(
        self, subject: str, cycle: str, facts: Mapping[str, Stated], number: UUID, *, at: datetime | None = None
    ) -> Refusal | None:
        """Open the first case of a new subject; asking again with the same id changes nothing. Raises RegistryBusy."""
        now = self.clock.now()
        if at is not None and at > now:
            return refuse("effective_in_the_future", found=at.isoformat(), expected=now.isoformat())
        try:
            self.rules.cycle(cycle, self.rules.calendar(cycle).day_of(at or now))
        except CycleNotInForce as error:
            return not_in_force(error)
        opened = History(subject, facts, (Case(number, cycle, subject, at or now),))
        return until_settled(self.clock, lambda: self._open(opened, dated=at is not None))

    def _open(self, opened: History, *, dated: bool) -> Refusal | None:
        first = opened.cases[0]
        key = key_of(first.cycle.partition(".")[0], opened.subject)
        try:
            with self.store.transaction():
                if self.store.open(key, opened):
                    self.keep(self._look(key))()
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
        """Return what was recorded, or the first reason to refuse. Raises RegistryBusy when conflicts do not end.

        Whoever takes a step in a registry does so by `commands.take_step`.
        """
        before: Refusal | None = None
        for attempt in range(ATTEMPTS):
            try:
                outcome = self._attempt(key_of(mechanism, subject), subject, act)
            except TransientFault:
                outcome = None
            except _NotFollowed as error:
                # Units may have moved since it was foreseen; what is refused twice for one reason is refused.
                if error.refusal == before:
                    return error.refusal
                before, outcome = error.refusal, None
            if outcome is not None:
                return outcome
            self.clock.pause(attempt)
        raise RegistryBusy(f"{act.step} {act.id}: conflicts in {ATTEMPTS} attempts")

    def _attempt(self, key: str, subject: str, act: Act) -> Taken | Refusal | None:
        with self.store.instant():
            seen = self._see(key)
            read_until = self.store.read_until(key)
        if seen is None:
            return refuse("subject_unknown", subject=subject)
        if seen.unknown is not None:
            return seen.unknown
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
        before = world_at(seen.history, self.rules, act.at)
        decided = advance(seen.history, self.rules, act, before)
        if isinstance(decided, Refusal):
            return decided
        act = self._with_found(act, before)
        after = with_act(before, act)
        if self._beside(seen, self._named(after)):
            # The act itself names who is beside; it is decided again on what they recorded.
            return seen.unknown or self._record(seen, key, act, read_until)
        deed = self._deed(act, after)
        doing = Doing(act, before, after)
        refusal = deed.foresee(doing) if deed else None
        if refusal is not None:
            return refusal
        now = max(act.at, self.clock.now())
        write = self.keep(Look(key, {**seen.beside, key: lines_of(seen.own) + 1}, later(after, now), now))
        try:
            with self.store.transaction():
                number = lines_of(seen.own) + 1
                if not self.store.append(key, number, act, beside=seen.beside, read_until=read_until):
                    raise _MovedOn
                posted = deed.do(doing) if deed else None
                if isinstance(posted, Refusal):
                    raise _NotFollowed(posted)
                write()
        except _MovedOn:
            return None
        return Taken(act, after, posted=posted, warnings=warnings_of(before, act))

    def _with_found(self, act: Act, before: World) -> Act:
        """Return an act with what the registry finds by itself; whoever acts cannot state it in its place."""
        step = before.runs[act.case].cycle.steps[act.step]
        if step.searches is None:
            return act
        given = {name: each for name, each in act.stated.items() if name not in step.found}
        finder = self.finders.get(step.searches)
        return replace(act, stated={**given, **(finder(before, act) if finder else {})})

    def _again(self, seen: _Seen, stored: Act, act: Act) -> Taken | Refusal:
        """Return the stored outcome of an act that is asked for again, and let the ledger follow if it had not."""
        doing = self._doing(seen, stored)
        run = doing.before.runs.get(stored.case)
        found = run.cycle.steps[stored.step].found if run is not None else ()
        if _as_asked(stored, found) != _as_asked(act, found):
            return refuse("idempotency_key_reused", id=str(act.id))
        taken = Taken(stored, doing.after, replayed=True)
        deed = self._deed(stored, doing.after)
        if deed is None:
            return taken
        outcome = self._follow(deed, doing)
        if isinstance(outcome, Refusal):
            return replace(taken, outstanding=outcome)
        return replace(taken, posted=outcome)

    def _doing(self, seen: _Seen, stored: Act) -> Doing:
        place = seen.history.acts.index(stored)
        before = world_at(replace(seen.history, acts=seen.history.acts[:place]), self.rules, stored.at)
        return Doing(stored, before, with_act(before, stored))

    def _follow(self, deed: LedgerDeed, doing: Doing) -> Posted | Refusal:
        """Do what an act does in the ledger, all of it or nothing."""
        try:
            with self.store.transaction():
                outcome = deed.do(doing)
                if isinstance(outcome, Refusal):
                    raise _NotFollowed(outcome)
        except _NotFollowed as error:
            return error.refusal
        return outcome

    def _deed(self, act: Act, after: World) -> LedgerDeed | None:
        """Return what the ledger does with an act; none where the act was only a ballot."""
        run = after.runs[act.case]
        deed = run.cycle.steps[act.step].deed
        taken = any(each.act is not None and each.act.id == act.id for each in run.transitions)
        return self.deeds[deed] if deed is not None and taken else None

    def _see(self, key: str) -> _Seen | None:
        """Return a subject with those beside it, or none where it is not known."""
        own = self.store.history(key)
        return None if own is None else self._seen(own)

    def _seen(self, own: History) -> _Seen:
        seen = _Seen(own, own)
        self._beside(seen, self._named(world_at(own, self.rules, self.clock.now())))
        return seen

    def _named(self, world: World) -> list[tuple[str, str]]:
        """Return the subjects that stand beside one, each with the cycle of its first case."""
        found: list[tuple[str, str]] = []
        first = world.runs.get(world.history.cases[0].id)
        for each in first.cycle.beside if first else ():
            value = world.facts().get(each.fact)
            names = re.split(r"[;+]", value) if isinstance(value, str) else []
            found += [(name.strip(), each.cycle) for name in names if name.strip()]
        return found

    def _beside(self, seen: _Seen, named: list[tuple[str, str]]) -> bool:
        """Put the histories of those named beside a subject; return whether one was not there yet."""
        before = len(seen.beside)
        for name, cycle in named:
            key = key_of(cycle.partition(".")[0], name)
            if key in seen.beside:
                continue
            other = self.store.history(key)
            seen.beside[key] = lines_of(other) if other is not None else 0
            if other is not None:
                seen.history = beside(seen.history, other)
            elif seen.unknown is None:
                seen.unknown = refuse("subject_beside_unknown", subject=name, cycle=cycle)
        return len(seen.beside) > before

    def world(self, mechanism: str, subject: str, at: datetime | None = None) -> World | Refusal:
        """Return all cases of a subject as they stood at an instant, or stand now. Raises RegistryBusy."""
        seen = until_settled(self.clock, lambda: self._at_one_instant(key_of(mechanism, subject)))
        if seen is None:
            return refuse("subject_unknown", subject=subject)
        return seen.unknown or world_at(seen.history, self.rules, at or self.clock.now())

    def _at_one_instant(self, key: str) -> _Seen | None:
        with self.store.instant():
            return self._see(key)

    def with_those_beside(self, own: History) -> History | Refusal:
        """Return a history with those of the subjects that it reads, or which of these has none."""
        seen = self._seen(own)
        return seen.unknown or seen.history

    def relist(self, key: str) -> None:
        """Make again what lists keep of a subject. Raises KeyError where there is none, RegistryBusy."""
        until_settled(self.clock, lambda: self._relist(key))

    def _relist(self, key: str) -> None:
        with self.store.transaction():
            self.store.hold(key)
            self.keep(self._look(key))()

    def look(self, key: str) -> Look:
        """Return how a subject stands now. Raises KeyError where there is none, RegistryBusy."""
        return until_settled(self.clock, lambda: self._look(key))

    def _look(self, key: str) -> Look:
        seen = self._at_one_instant(key)
        if seen is None:
            raise KeyError(key)
        lines, now = {**seen.beside, key: lines_of(seen.own)}, self.clock.now()
        return Look(key, lines, seen.unknown or world_at(seen.history, self.rules, now), now)

    def finish(self, key: str) -> list[Followed]:
        """Do what the ledger of units has not done yet for the acts of a subject; return these, and what came of each.

        Nothing where the ledger has followed all of them. Raises RegistryBusy.
        """
        return until_settled(self.clock, lambda: self._finish(key))

    def _finish(self, key: str) -> list[Followed]:
        seen = self._at_one_instant(key)
        if seen is None or seen.unknown is not None:
            return []
        found: list[Followed] = []
        runs = world_at(seen.history, self.rules, self.clock.now()).runs
        for act in seen.own.acts:
            if runs[act.case].cycle.steps[act.step].deed is None:
                continue
            doing = self._doing(seen, act)
            deed = self._deed(act, doing.after)
            outcome = self._follow(deed, doing) if deed is not None else None
            if outcome is not None and not (isinstance(outcome, Posted) and outcome.replayed):
                found.append(Followed(act, outcome))
        return found


def _as_asked(act: Act, found: tuple[str, ...]) -> Act:
    """Return an act as it was asked for: without what the registry adds by itself."""
    stated = {name: each for name, each in act.stated.items() if name not in found}
    return replace(act, recorded_at=None, stated=stated)
