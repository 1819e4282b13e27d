"""A course walked: every step of it taken in the mechanism's own cycles, as early as they allow, in a scratch ledger.

Nobody hesitates: a step is taken as soon as it can be. Where a step has to wait, the walk waits to the end of the next
deadline of the cycle; where a body is given days for its work, the course says that it takes them all. What the walk
met on its way is kept: transitions with their days, rules that let days pass, and what was refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from sextant.application.comparing import told, units
from sextant.application.comparing.scratch import Scratch, WalkClock
from sextant.application.comparing.timer import Timer, timer_of
from sextant.application.cooperation import Cooperation
from sextant.application.deeds.accounts import open_single_accounts
from sextant.application.doing import Doing
from sextant.comparison.assumption import Value
from sextant.comparison.course import Course, Player, Stage
from sextant.domain.account import Act as UnitAct
from sextant.domain.identifier import content_id, digest
from sextant.domain.label import Label
from sextant.domain.refusal import Refusal, refuse
from sextant.domain.source import Source
from sextant.rules.levy import known_facts
from sextant.rules.rulebook import Rulebook
from sextant.workflow.advance import advance
from sextant.workflow.case import Act as CaseAct
from sextant.workflow.case import Actor, Case, Filed, History, Stated, beside
from sextant.workflow.cycle import Step
from sextant.workflow.cyclebook import Cyclebooks
from sextant.workflow.money import books_of
from sextant.workflow.timeline import later, with_act, world_at
from sextant.workflow.version import CycleNotInForce
from sextant.workflow.world import Run, Transition, World

REFERENCE = "S0001"
"""What the activity is called in every registry."""
_PLACE = re.compile(r"\{([a-z0-9_.]+)\}")
_WAITS_MOST = 12
_NOON = timedelta(hours=12)
"""People act at noon of a day."""
_LATER = ("too_early", "step_out_of_order", "condition_not_met")
"""What passes with time; everything else will be refused tomorrow as well."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Something that happened on the walk."""

    on: date
    at: datetime
    subject: str
    cycle: str
    step: str
    by: str | None
    """The member of the cast; none where it happened by itself."""
    from_state: str
    to_state: str
    acted: bool
    child: bool
    """Whether it happened because a case below was decided."""
    year: int | None = None
    """The year of the activity that it belongs to; none for what comes before."""
    label: Label | None = None
    source: Source | None = None
    """What the rules call it, and where; of what is no step of a cycle."""


@dataclass(frozen=True, slots=True)
class Waited:
    """Days that passed because a rule says so."""

    timer: Timer
    cycle: str
    step: str
    at: datetime


class WalkRefused(Exception):
    """The mechanism's own rules refuse a step of the course."""

    def __init__(self, refusal: Refusal, stage: str) -> None:
        super().__init__(refusal.code, dict(refusal.about))
        self.refusal = refusal
        self.stage = stage


@dataclass
class Walk:
    """One course on its way."""

    course: Course
    book: Rulebook
    rules: Cyclebooks
    scratch: Scratch
    clock: WalkClock
    places: dict[str, Stated]
    conditions: set[str]
    assumed: Mapping[str, Value]
    worlds: dict[str, World] = field(default_factory=dict)
    happened: list[Taken] = field(default_factory=list)
    waited: list[Waited] = field(default_factory=list)
    stated: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)
    """Of each act: who, the cycle with its step, and the names of what was stated and filed."""
    year: int | None = None
    journals: Cooperation | None = None
    joined: date | None = None
    """The first day of the years without units that the next monitoring period takes in."""
    count: int = 0

    def known_of(self, party: str | None) -> Mapping[str, Stated]:
        """Return what the cases of a Party have recorded."""
        world = self.worlds.get(party or "")
        return world.facts() if world is not None else {}

    def facts(self) -> Mapping[str, bool]:
        """Return what a levy may ask about where no case has recorded it: what is given, and no for all else."""
        return {
            **dict.fromkeys(self.book.mechanism.facts, False),
            **known_facts(self.places, self.book.mechanism.facts),
        }

    def start(self, on: date) -> None:
        """Begin at noon of a day, with the accounts of which there is one."""
        self.clock.present = datetime.combine(on, datetime.min.time(), UTC) + _NOON
        open_single_accounts(self.scratch.registry, self.book, synthetic=True)

    def pass_to(self, day: date) -> None:
        """Let time pass to noon of a day; never back."""
        noon = datetime.combine(day, datetime.min.time(), UTC) + _NOON
        self.clock.present = max(self.clock.present, noon)

    def do(self, stage: Stage) -> None:
        """Do one thing of the course. Raises WalkRefused."""
        if not set(stage.when) <= self.conditions:
            return
        if stage.opens is not None:
            self._open(stage)
        elif stage.takes:
            self._take(stage)
        elif stage.writes is not None:
            refused = told.write(self, stage, stage.writes)
            if refused is not None:
                raise WalkRefused(refused, stage.writes.kind)
        else:
            for refusal in units.do(self, stage):
                raise WalkRefused(*refusal)

    # What is said in texts.

    def said(self, text: str, due: Any = None) -> Stated:
        """Return a text of the course with its places filled; yes, no and whole numbers become what they say."""
        whole = _PLACE.fullmatch(text)
        if whole is not None:
            return self._place(whole[1], due)
        if text in ("yes", "no"):
            return text == "yes"
        return _PLACE.sub(lambda found: str(self._place(found[1], due)), text)

    def _place(self, name: str, due: Any) -> Stated:
        if name == "due":
            return str(due)
        if name == "start_date":
            return min(self.today().isoformat(), str(self.places["first_day"]))
        if name == "today":
            return self.today().isoformat()
        if "." in name:
            days = self.rules.number(name, {each: self.today() for each in self.book.mechanism.dates})
            return (self.today() + timedelta(days=days or 0)).isoformat()
        return self.places[name]

    def today(self) -> date:
        """Return the day on which the walk stands, in the mechanism's own zone."""
        return self.rules.calendar(f"{self.course.mechanism}.").day_of(self.clock.present)

    def actor(self, player: Player) -> Actor:
        """Return whoever acts as a member of the cast."""
        party = None if player.party is None else str(self.said(player.party))
        return Actor(player.name.english, player.role, party, player.entity)

    # Cases.

    def _subject(self, stage: Stage) -> str:
        return str(self.said(self.course.subjects[stage.subject]))

    def _open(self, stage: Stage) -> None:
        subject, path = self._subject(stage), f"{self.course.mechanism}.{stage.opens}"
        at = self.clock.present
        try:
            self.rules.cycle(path, self.rules.calendar(path).day_of(at))
        except CycleNotInForce as error:
            first = error.first.isoformat() if error.first else None
            raise WalkRefused(
                refuse("cycle_not_in_force", cycle=path, found=error.on.isoformat(), expected=first), stage.opens or ""
            ) from None
        known = self.worlds.get(subject)
        if known is None:
            facts = {name: self.said(text) for name, text in stage.states.items()}
            history = History(subject, facts)
        else:
            history = known.history
        case = Case(content_id("compared case", f"{path} {subject} {len(history.cases)}"), path, subject, at)
        history = replace(history, cases=(*history.cases, case))
        for name in stage.beside:
            history = beside(history, self.worlds[str(self.said(self.course.subjects[name]))].history)
        self.worlds[subject] = world_at(history, self.rules, at)

    def _run_of(self, world: World, cycle: str) -> Run:
        path = f"{self.course.mechanism}.{cycle}"
        found = [run for run in world.runs.values() if run.cycle.path == path]
        own = [run for run in found if run.case.subject == world.history.subject]
        if not own:
            raise WalkRefused(refuse("case_unknown", case=path), cycle)
        return own[-1]

    def established(self, stage: Stage, cycle: str, state: str) -> Refusal | None:
        """Return why the outcome of a period may not become units yet, or none."""
        subject, path = self._subject(stage), f"{self.course.mechanism}.{cycle}"
        runs = [run for run in self.worlds[subject].runs.values() if run.cycle.path == path]
        if not runs:
            return refuse("case_unknown", case=path)
        if runs[-1].state != state:
            return refuse("step_out_of_order", step="issue", found=runs[-1].state, expected=state)
        return None

    def _take(self, stage: Stage) -> None:
        subject = self._subject(stage)
        refusal: Refusal | None = None
        for _ in range(_WAITS_MOST):
            world = self._see(subject)
            run = self._run_of(world, stage.cycle or "")
            if stage.only_in and run.state not in stage.only_in:
                return
            if self._wait_as_told(stage, world, run):
                continue
            tried = [self._try(stage, world, run, name) for name in stage.takes[:1]]
            for name in stage.takes[1:]:
                if tried[-1] is not None:
                    tried.append(self._try(stage, world, run, name))
            refusal = tried[0]
            if refusal is None or tried[-1] is None:
                return
            moment = self._next(world, run, stage.takes[0], refusal)
            if moment is None:
                break
            self._wait(world, run, stage.takes[0], moment)
        assert refusal is not None
        raise WalkRefused(refusal, f"{stage.cycle}.{stage.takes[0]}")

    def _see(self, subject: str) -> World:
        """Return the cases as they stand now, and keep what happened by itself meanwhile."""
        before = self.worlds[subject]
        if before.told_until == self.clock.present:
            return before
        world = later(before, self.clock.present)
        self._keep(before, world, None)
        self.worlds[subject] = world
        return world

    def _wait_as_told(self, stage: Stage, world: World, run: Run) -> bool:
        """Wait to the last permitted day, or to a date of the case, where the course says so; return whether it did."""
        known = world.known(run)
        if stage.on is not None:
            day = known.dates.get(stage.on)
            begins = self.rules.calendar(run.cycle.path).start_of(day) + _NOON if day else None
            if begins is not None and begins > self.clock.present:
                self.clock.present = begins
                return True
        step = run.cycle.steps.get(stage.takes[0])
        if not stage.last_day or step is None or step.within is None or run.state not in step.from_states:
            return False
        ends = step.within.ends(known)
        if ends is None or ends - _NOON <= self.clock.present:
            return False
        timer = timer_of(step.within, known)
        self.clock.present = ends - _NOON
        if timer is not None:
            self.waited.append(Waited(timer, run.cycle.path, step.name, self.clock.present))
        return True

    def _next(self, world: World, run: Run, name: str, refusal: Refusal) -> datetime | None:
        """Return the instant to wait for, or none where waiting changes nothing."""
        if refusal.code not in _LATER:
            return None
        step, known, now = run.cycle.steps[name], world.known(run), self.clock.present
        if refusal.code == "too_early":
            opens = [step.not_before.begins(known) if step.not_before else None,
                     step.only_after.ends(known) if step.only_after else None]  # fmt: skip
            return max((each for each in opens if each is not None and each > now), default=None)
        ends = (step.on_deadline.ends(world.known(each)) for each, step in _deadlines(world) if step.on_deadline)
        return min((each for each in ends if each is not None and each > now), default=None)

    def _wait(self, world: World, run: Run, name: str, moment: datetime) -> None:
        """Let time pass to an instant; what the rules count to it is kept."""
        waiting = [
            (each, step)
            for each, step in _deadlines(world)
            if step.on_deadline is not None and step.on_deadline.ends(world.known(each)) == moment
        ]
        for each, step in waiting:
            timer = timer_of(step.on_deadline, world.known(each)) if step.on_deadline else None
            if timer is not None:
                self.waited.append(Waited(timer, each.cycle.path, step.name, moment))
        own = run.cycle.steps[name]
        for limit in (own.not_before, own.only_after):
            timer = timer_of(limit, world.known(run)) if limit is not None and not waiting else None
            if timer is not None:
                self.waited.append(Waited(timer, run.cycle.path, name, moment))
        self.clock.present = moment + _NOON

    def _try(self, stage: Stage, world: World, run: Run, name: str) -> Refusal | None:
        step = run.cycle.steps.get(name)
        if step is None:
            return refuse("step_unknown", step=name, cycle=run.cycle.path)
        player = self.course.cast[stage.who]
        due = books_of(world, run).ledger.due if "{due}" in stage.states.values() else None
        self.count += 1
        act = CaseAct(
            id=self.number(),
            case=run.case.id,
            step=name,
            actor=self.actor(player),
            at=self.clock.present,
            stated={key: self.said(text, due) for key, text in stage.states.items()},
            documents=tuple(Filed(kind, digest(kind).hex()) for kind in step.documents),
        )
        outcome = advance(world.history, self.rules, act, world)
        if isinstance(outcome, Refusal):
            return outcome
        after = with_act(world, act)
        taken = any(each.act is not None and each.act.id == act.id for each in after.runs[run.case.id].transitions)
        if step.deed is not None and taken:
            posted = self.scratch.deeds[step.deed].do(Doing(act, world, after))
            if isinstance(posted, Refusal):
                return posted
        self._keep(world, after, stage.who)
        self.worlds[world.history.subject] = after
        self.stated.append((stage.who, f"{run.cycle.path}#{name}", (*step.states_data, *step.documents)))
        return None

    def number(self) -> UUID:
        """Return the id of what the walk does now."""
        return content_id("compared", f"{self.course.mechanism} {self.count}")

    def _keep(self, before: World, after: World, who: str | None) -> None:
        """Keep every transition that the later cases have and the earlier ones do not."""
        fresh: list[tuple[Transition, Run]] = []
        for number, run in after.runs.items():
            known = len(before.runs[number].transitions) if number in before.runs else 0
            fresh += [(each, run) for each in run.transitions[known:]]
        for each, run in sorted(fresh, key=lambda pair: (pair[0].at, pair[0].cause is not None)):
            if run.case.subject != after.history.subject:
                continue
            step = run.cycle.steps[each.step]
            by = who if each.act is not None else None
            self.happened.append(
                Taken(each.on, each.at, run.case.subject, run.cycle.path, each.step, by, each.from_state, each.to_state,
                      each.act is not None, step.on_child is not None, self.year)
            )  # fmt: skip

    def cooperation(self) -> Cooperation:
        """Return the journals of the walk, opened when the first line is written."""
        self.journals = self.journals or self.scratch.cooperate()
        return self.journals

    def wrote(self, stage: Stage, about: str, before: str, after: str) -> None:
        """Keep that a line was written into a journal."""
        written = stage.writes
        assert written is not None, "a line was written"
        self.happened.append(
            Taken(self.today(), self.clock.present, about, "", written.kind, stage.who, before, after, True, False,
                  self.year, source=written.source)
        )  # fmt: skip

    def moved(self, stage: Stage, act: UnitAct, accounts: tuple[str, str], unit_class: str) -> None:
        """Keep that units were moved, or came into being, as the row of the rulebook's transactions that it was."""
        row = units.row_of(self, act, accounts, unit_class)
        label, source = (row.label, row.source) if row is not None else (None, None)
        self.happened.append(
            Taken(self.today(), self.clock.present, "", "", act.value, stage.who, *accounts, True, False, self.year,
                  label, source)
        )  # fmt: skip


def _deadlines(world: World) -> list[tuple[Run, Step]]:
    """Return the steps by deadline that lead on from where the cases are."""
    return [
        (run, step)
        for run in world.runs.values()
        for step in run.cycle.steps_from(run.state)
        if step.on_deadline is not None
    ]
