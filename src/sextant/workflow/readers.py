"""Who reads a rule: steps of cycles (their deadlines, votes, conditions, fees) and levies, by the paths they name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sextant.rules.levy import Levy
from sextant.rules.rulebook import Rulebook
from sextant.workflow.cycle import Cycle, Step
from sextant.workflow.cyclebook import Cyclebooks
from sextant.workflow.deadline import (
    After,
    Before,
    Deadline,
    EarlierOf,
    FirstAfter,
    LaterOf,
    NextMeeting,
    OnDay,
    WorkingDay,
)


class Reads(StrEnum):
    """What a rule is read for."""

    DEADLINE = "deadline"
    BOUND = "bound"
    """As the earliest or latest day that a stated date may have."""
    DECISION = "decision"
    NEED = "need"
    FEE = "fee"
    RATE = "rate"
    ROUNDING = "rounding"
    NONE_BELOW = "none_below"
    CAP = "cap"
    REFUND = "refund"
    SETTLED_ABOVE = "settled_above"
    CREDITED_AGAINST = "credited_against"
    PART_OF = "part_of"


@dataclass(frozen=True, slots=True)
class Reader:
    """A step of a cycle, or a levy, that reads a rule."""

    rule: str
    """The path of what is read."""
    reads: Reads
    cycle: Cycle | None = None
    step: Step | None = None
    levy: Levy | None = None


def readers(books: Cyclebooks) -> tuple[Reader, ...]:
    """Return who reads which rule, in the order of mechanisms, levies, cycles and steps; each reader once a purpose."""
    found: list[Reader] = []
    known = {*books.rulebooks.parameters, *(path for book in books.rulebooks for path in book.levies)}
    for rulebook in books.rulebooks:
        found += _of_levies(rulebook)
        book = books.books.get(rulebook.code)
        for cycle in book.every() if book else ():
            for step in cycle.steps.values():
                named = dict.fromkeys(_of_step(step))
                found += [Reader(path, reads, cycle=cycle, step=step) for path, reads in named if path in known]
    return tuple(found)


def _of_levies(book: Rulebook) -> Iterator[Reader]:
    for levy in book.levies.values():
        for parameter, reads in (
            (levy.rate, Reads.RATE),
            (levy.rounding, Reads.ROUNDING),
            (levy.none_below, Reads.NONE_BELOW),
            (levy.cap, Reads.CAP),
            (levy.kept_at_most, Reads.REFUND),
            (levy.settled_above, Reads.SETTLED_ABOVE),
        ):
            if parameter is not None:
                yield Reader(parameter.path, reads, levy=levy)
        for name, reads in ((levy.credited_against, Reads.CREDITED_AGAINST), (levy.part_of, Reads.PART_OF)):
            if name is not None:
                yield Reader(f"{book.code}.{name}", reads, levy=levy)


def _of_step(step: Step) -> Iterator[tuple[str, Reads]]:
    for limit in (step.not_before, step.only_after, step.within, step.on_deadline):
        if limit is not None:
            for path in named_in(limit.form):
                yield path, Reads.DEADLINE
    for bound in step.bounds:
        for limit in (bound.earliest, bound.latest):
            if limit is not None:
                for path in named_in(limit.form):
                    yield path, Reads.BOUND
    rule = step.decided_by
    for value in (rule.number, rule.share, rule.quorum):
        if isinstance(value, str):
            yield value, Reads.DECISION
    for needed in (*step.needs, *step.warns):
        for name in needed.of:
            yield name, Reads.NEED
    if step.fee is not None:
        yield step.fee, Reads.FEE


def named_in(form: Deadline) -> Iterator[str]:
    """Yield the paths of the parameters that a deadline counts with."""
    if isinstance(form, After | Before) and isinstance(form.count, str):
        yield form.count
    if isinstance(form, FirstAfter) and not form.calendar_day[0].isdigit():
        yield form.calendar_day
    if isinstance(form, OnDay) and isinstance(form.day, str):
        yield form.day
    if isinstance(form, NextMeeting) and isinstance(form.more_than_days, str):
        yield form.more_than_days
    if isinstance(form, WorkingDay):
        yield from named_in(form.after)
    if isinstance(form, LaterOf | EarlierOf):
        for part in form.parts:
            yield from named_in(part)
