"""All cases of a subject as they stand at an instant: what deadlines, conditions and pages may know of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Protocol
from uuid import UUID

from sextant.rules.levy import Levy
from sextant.rules.party_list import PartyList
from sextant.workflow.case import Act, Case, History, Stated
from sextant.workflow.cycle import Cycle
from sextant.workflow.moment import Calendar

_NO_DATES: Mapping[str, date] = MappingProxyType({})


class Rules(Protocol):
    """What the engine asks of the rulebooks."""

    def cycle(self, path: str, on: date) -> Cycle:
        """Return the version of a cycle in force on a day. Raises CycleNotInForce."""
        ...

    def calendar(self, cycle: str) -> Calendar:
        """Return the calendar by which the days of a cycle end."""
        ...

    def number(self, path: str, dates: Mapping[str, date]) -> int | None:
        """Return a whole number in force at the dates of a case."""
        ...

    def text(self, path: str, dates: Mapping[str, date]) -> str | None:
        """Return a value in force at the dates of a case, as text."""
        ...

    def meetings(self, body: str) -> Sequence[date]:
        """Return the days on which a body meets, in order."""
        ...

    def listed_facts(self, mechanism: str) -> Iterator[tuple[str, PartyList, str]]:
        """Yield the facts of a mechanism that a list of Parties answers: fact, list, and the fact that names whom."""
        ...

    def levy(self, path: str) -> Levy:
        """Return a levy by its path."""
        ...

    def parts_of(self, levy: str) -> Sequence[Levy]:
        """Return the levies that are paid out of another one."""
        ...

    def advances_on(self, levy: str) -> Sequence[Levy]:
        """Return the levies that are advances on another one."""
        ...


@dataclass(frozen=True, slots=True)
class Transition:
    """One step that was taken, by somebody or by itself."""

    case: UUID
    step: str
    from_state: str
    to_state: str
    at: datetime
    on: date
    """The effective day: of the act, or the last day of the deadline that made the step happen."""
    act: Act | None = None
    cause: UUID | None = None
    """The case below or above whose state made the step happen."""


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact of the subject that a step recorded, or the opening of a case."""

    at: datetime
    fact: str
    value: Stated
    transition: Transition | None = None
    opened: UUID | None = None
    """The case whose opening recorded it; none where a step did."""


@dataclass(slots=True)
class Run:
    """One case as it stands at an instant."""

    case: Case
    cycle: Cycle
    """The version that governs the case, whatever the rulebook says since."""
    state: str
    since: datetime
    pinned_on: date
    """The day whose version it is: that of its opening, or of a case above where the rulebook says so."""
    opened_by: Act | None = None
    """The act whose step opened the case; none where it was opened for itself."""
    dates: dict[str, date] = field(default_factory=dict)
    marks: dict[str, int] = field(default_factory=dict)
    """For each date, how many changes of facts were known when it was set."""
    transitions: list[Transition] = field(default_factory=list)
    ballots: dict[str, list[Act]] = field(default_factory=dict)
    stated: dict[str, Stated] = field(default_factory=dict)
    fired: set[tuple[str, date]] = field(default_factory=set)
    """Steps by deadline that happened, with the day for which they did."""

    @property
    def over(self) -> bool:
        return self.cycle.states[self.state].terminal

    def times_taken(self, step: str) -> int:
        """Return how often a step was taken in this case."""
        return sum(each.step == step for each in self.transitions)

    def has_taken(self, step: str) -> bool:
        """Whether a step was ever taken in this case."""
        return self.times_taken(step) > 0

    def came_from(self) -> str:
        """Return the state from which the case entered the one it is in."""
        entered = (each for each in reversed(self.transitions) if each.to_state != each.from_state)
        return next((each.from_state for each in entered), self.state)

    def copy(self) -> Run:
        """Return the same case, for a world of its own."""
        return replace(
            self,
            dates=dict(self.dates),
            marks=dict(self.marks),
            transitions=list(self.transitions),
            ballots={step: list(cast) for step, cast in self.ballots.items()},
            stated=dict(self.stated),
            fired=set(self.fired),
        )


@dataclass(slots=True)
class Agenda:
    """When deadlines of cases are over next, so that time need not ask every case whenever somebody acts."""

    coming: list[tuple[datetime, int, UUID]] = field(default_factory=list)
    """A heap; what is in it counts only while `ends` says the same."""
    ends: dict[UUID, datetime] = field(default_factory=dict)
    over: set[UUID] = field(default_factory=set)
    """Cases with a deadline that is over and yet waits for something else."""

    def copy(self) -> Agenda:
        """Return the same agenda, for a world of its own."""
        return Agenda(list(self.coming), dict(self.ends), set(self.over))


class World:
    """All cases of a subject as they stand at an instant."""

    def __init__(self, history: History, rules: Rules) -> None:
        self.history = history
        self.rules = rules
        self.runs: dict[UUID, Run] = {}
        self.changes: list[FactChange] = []
        self.now: datetime | None = None
        """The instant of the last thing that happened."""
        self.told_until: datetime | None = None
        """The instant up to which everything that happened is in it."""
        self.agenda = Agenda()
        self._inside: dict[UUID, list[UUID]] = {}
        self._turns: dict[UUID, int] = {}

    def add(self, run: Run) -> None:
        """Put in a case that was opened."""
        self.runs[run.case.id] = run
        self._turns[run.case.id] = len(self._turns)
        if run.case.parent is not None:
            self._inside.setdefault(run.case.parent, []).append(run.case.id)

    def turn(self, case: UUID) -> int:
        """Return the place of a case in the order in which they were opened."""
        return self._turns[case]

    def copy(self, history: History) -> World:
        """Return the same cases under a history that goes on, so that what happens there leaves these alone."""
        other = World(history, self.rules)
        other.runs = {number: run.copy() for number, run in self.runs.items()}
        other.changes = list(self.changes)
        other.now, other.told_until = self.now, self.told_until
        other.agenda = self.agenda.copy()
        other._inside = {number: list(cases) for number, cases in self._inside.items()}
        other._turns = dict(self._turns)
        return other

    def known(self, run: Run, dates: Mapping[str, date] = _NO_DATES) -> CaseKnown:
        """Return what deadlines and conditions may know of a case, with dates that are about to be set."""
        return CaseKnown(self, run, dates)

    def below(self, case: UUID, cycle: str | None = None) -> list[Run]:
        """Return the cases inside a case, in the order in which they were opened."""
        found = [self.runs[number] for number in self._inside.get(case, ())]
        return [run for run in found if cycle is None or run.cycle.path == cycle]

    def all_below(self, case: UUID) -> Iterator[Run]:
        """Yield the cases inside a case, and those inside them."""
        for run in self.below(case):
            yield run
            yield from self.all_below(run.case.id)

    def above(self, run: Run) -> Run | None:
        """Return the case in which a case lies."""
        return self.runs.get(run.case.parent) if run.case.parent else None

    def top(self, run: Run) -> Run:
        """Return the case in which a case and all above it lie."""
        above = self.above(run)
        return run if above is None else self.top(above)

    def chain(self, run: Run) -> list[Run]:
        """Return a case and those above it, the nearest first."""
        above = self.above(run)
        return [run] if above is None else [run, *self.chain(above)]

    def around(self, run: Run, cycle: str) -> list[Run]:
        """Return the cases of a cycle nearest to a case: inside it, else inside the case above, and so on."""
        for each in self.chain(run):
            found = self.below(each.case.id, cycle)
            if found:
                return found
        return [each for each in self.runs.values() if each.case.parent is None and each.cycle.path == cycle]

    def facts(self, mark: int | None = None) -> Mapping[str, Stated]:
        """Return what is known of the subject, now or when so many changes were known."""
        found: dict[str, Stated] = {}
        for each in (*self.history.beside, self.history):
            found.update(each.facts)
        for change in self.changes[:mark]:
            found[change.fact] = change.value
        return found

    def recorded_at(self, fact: str) -> datetime | None:
        """Return when a fact that is known was recorded last; none where nobody recorded it."""
        for change in reversed(self.changes):
            if change.fact == fact and change.value is not None:
                return change.at
        for each in (self.history, *self.history.beside):
            if each.facts.get(fact) is not None:
                return min((case.opened_at for case in each.cases), default=None)
        return None


@dataclass(frozen=True, slots=True)
class CaseKnown:
    """What deadlines and conditions may know of one case."""

    world: World
    run: Run
    about_to_be: Mapping[str, date] = field(default_factory=lambda: _NO_DATES)

    @property
    def dates(self) -> Mapping[str, date]:
        """The dates of the case and of the cases above it; the nearer one wins."""
        found: dict[str, date] = {}
        for each in reversed(self.world.chain(self.run)):
            found.update(each.dates)
        return {**found, **self.about_to_be}

    @property
    def facts(self) -> Mapping[str, Stated]:
        """What is known of the subject; facts that a cycle freezes stand as they did on its date."""
        found = dict(self.world.facts())
        for each in reversed(self.world.chain(self.run)):
            frozen = each.cycle.frozen
            if frozen is not None and frozen.at in each.marks:
                then = self.world.facts(each.marks[frozen.at])
                found.update({name: then.get(name) for name in frozen.facts})
        found.update(self.listed(found, self.today))
        return found

    @property
    def today(self) -> date | None:
        """The day of what is asked: of the act that is about to happen, or of the last thing that did."""
        at = self.world.told_until or self.world.now
        return self.world.rules.calendar(self.run.cycle.path).day_of(at) if at is not None else None

    def listed(self, found: Mapping[str, Stated], on: date | None) -> Mapping[str, Stated]:
        """Return the facts that dated lists of Parties answer on a day.

        A list answers where nobody recorded the fact, and where it changed after that was done: who left the list of
        least developed countries is none from that day on, whatever was recorded before.
        """
        if on is None:
            return {}
        answers: dict[str, Stated] = {}
        for name, by, whom in self.world.rules.listed_facts(self.run.cycle.mechanism):
            party = str(found.get(whom) or self.run.case.subject)
            holds, recorded = by.holds(party, on), self.world.recorded_at(name)
            if holds is not None and (
                recorded is None or by.changed(party, after=recorded.date(), until=on) or found.get(name) is None
            ):
                answers[name] = holds
        return answers

    def facts_at(self, event: str) -> Mapping[str, Stated] | None:
        """Return what was known of the subject when a date was set, or none where it was not."""
        for each in self.world.chain(self.run):
            if event in each.marks:
                then = self.world.facts(each.marks[event])
                return {**then, **self.listed(then, each.dates.get(event))}
        return None

    def number(self, path: str) -> int | None:
        return self.world.rules.number(path, self.dates)

    def text(self, path: str) -> str | None:
        return self.world.rules.text(path, self.dates)

    def meetings(self, body: str) -> Sequence[date]:
        return self.world.rules.meetings(body)

    def days_in(self, states: Sequence[str], since: date) -> int:
        """Return how many days since a date the case has spent in states whose clock stands still."""
        return days_in(self.run, states, since)


def days_in(run: Run, states: Sequence[str], since: date) -> int:
    """Return the days between entering and leaving the named states, from a day on; an open stay counts not yet."""
    total = 0
    entered: date | None = None
    for each in run.transitions:
        if entered is not None and each.to_state not in states:
            total += max((each.on - max(entered, since)).days, 0)
            entered = None
        elif entered is None and each.to_state in states:
            entered = each.on
    return total
