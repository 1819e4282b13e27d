"""Whether the numbers and days that steps count with are there, are of the right type, and can be counted with."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sextant.domain.rule_value import RuleValue, ValueType
from sextant.workflow.cycle import Cycle, DecidedBy, Step
from sextant.workflow.deadline import After, Before, Deadline, EarlierOf, LaterOf, Limit, NextMeeting, OnDay, WorkingDay
from sextant.workflow.declared import Declared
from sextant.workflow.parse_deadline import bodies_of, events_of, stops_of

_SHARES = "fraction"
"""The unit in which a share of votes is measured."""


def faults_of_decision(rule: DecidedBy, every: Declared, where: str) -> Iterator[str]:
    """Yield what is wrong with the numbers of a decision."""
    for key, named in (("number", rule.number), ("quorum", rule.quorum)):
        if isinstance(named, str):
            yield from of_parameter(named, every, f"{where}.{key}", ValueType.INTEGER)
            yield from _of_values(
                named, every, f"{where}.{key}", lambda value: isinstance(value, int) and value >= 1, "1 or more"
            )
    if rule.share is not None and rule.share[0] not in "0123456789":
        yield from of_parameter(rule.share, every, f"{where}.share", ValueType.DECIMAL, unit=_SHARES)
        yield from _of_values(
            rule.share, every, f"{where}.share", lambda value: 0 < value <= 1, "above 0 and at most 1"  # type: ignore[operator]
        )  # fmt: skip


def faults_of_limits(step: Step, cycle: Cycle, every: Declared, where: str) -> Iterator[str]:
    """Yield what is wrong with the deadlines of a step and the bounds of what it states."""
    for key, limit in _limits(step):
        at = f"{where}.{key}"
        for event in sorted(each for each in events_of(limit.form) if not _dated(each, step, every)):
            yield f"{at}: {no_date(event)}"
        for each in _leaves(limit.form):
            yield from _of_leaf(each, every, at)
        for body in sorted(each for each in bodies_of(limit.form) if each not in every.bodies):
            yield f"{at}: no meetings are known of {body}; add them to meetings.yaml"
        for state in sorted(stops_of(limit.form) - set(cycle.states)):
            yield f"{at}: the clock stops in a state {state} that is not declared under states"
    for bound in step.bounds:
        if bound.date not in step.states_data and bound.date not in every.dates:
            yield f"{where}.bounds: nobody states {bound.date}, and {no_date(bound.date)}"


def no_date(name: str) -> str:
    """Return that a date is set neither in the case nor in one above it."""
    return f"no step sets the date {name} in this case or one above it; add it to `sets` of one"


def of_parameter(path: str, every: Declared, where: str, *types: ValueType, unit: str | None = None) -> Iterator[str]:
    """Yield what is wrong with naming a parameter: it must be there, read at a date of the case, and of a type."""
    found = every.parameters.get(path)
    if found is None:
        if every.no_parameter(path):
            yield f"{where}: there is no parameter {path}; declare it under parameters"
        return
    if found.anchor not in every.dates:
        yield (
            f"{where}: {path} is read at {found.anchor}, and no step sets that date in this case or one above it; "
            f"set it in one"
        )
    if types and found.type not in types:
        wanted = " or ".join(each.value for each in types)
        yield f"{where}: {path} is of the type {found.type.value}; name a parameter of the type {wanted}"
    elif unit is not None and found.unit != unit:
        yield f"{where}: {path} is measured in {found.unit}; name a parameter in {unit}"


def _of_values(
    path: str, every: Declared, where: str, allowed: Callable[[RuleValue], bool], wanted: str
) -> Iterator[str]:
    found = every.parameters.get(path)
    for each in found.values if found is not None and found.type in (ValueType.INTEGER, ValueType.DECIMAL) else ():
        if each.value is not None and not allowed(each.value):
            yield f"{where}: {path} is {each.value} from {each.from_date}; a decision takes {wanted}"


def _of_leaf(form: Deadline, every: Declared, where: str) -> Iterator[str]:
    if isinstance(form, OnDay) and isinstance(form.day, str):
        yield from of_parameter(form.day, every, where, ValueType.DATE)
    if isinstance(form, After | Before | NextMeeting):
        count, unit = (form.more_than_days, "days") if isinstance(form, NextMeeting) else (form.count, form.unit)
        if isinstance(count, str):
            yield from of_parameter(count, every, where, ValueType.INTEGER, unit=unit)
        elif unit in every.measures and (fault := every.measures[unit].fault(count)):
            yield f"{where}: {fault}"


def _leaves(form: Deadline) -> Iterator[Deadline]:
    if isinstance(form, LaterOf | EarlierOf):
        for part in form.parts:
            yield from _leaves(part)
    elif isinstance(form, WorkingDay):
        yield from _leaves(form.after)
    else:
        yield form


def _dated(event: str, step: Step, every: Declared) -> bool:
    """Whether a date may be there when a step is asked about: set in the case or above, or stated with the step."""
    return event in every.dates or any(bound.date == event for bound in step.bounds)


def _limits(step: Step) -> Iterator[tuple[str, Limit]]:
    named = (("not_before", step.not_before), ("only_after", step.only_after), ("within", step.within))
    for key, limit in (*named, ("on", step.on_deadline)):
        if limit is not None:
            yield key, limit
    for bound in step.bounds:
        for limit in (bound.earliest, bound.latest):
            if limit is not None:
                yield f"bounds.{bound.date}", limit
