"""From the text of a rulebook to a deadline: a closed set of forms, and nothing that could be computed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sextant.rules import reading
from sextant.rules.reading import Item
from sextant.rules.text import RuleTextError, shown
from sextant.workflow.deadline import (
    After,
    Before,
    Deadline,
    EarlierOf,
    FirstAfter,
    LaterOf,
    Limit,
    NextMeeting,
    OnDay,
    WorkingDay,
)
from sextant.workflow.ground import Ground

_UNITS = ("days", "working_days", "months", "years")
_FORMS = ("after", "before", "later_of", "earlier_of", "next_meeting", "working_day_after", "first", "event", "day")
_DIGITS = frozenset("0123456789")


def parse_limit(content: Any, ground: Ground, where: str) -> Limit:
    """Return a deadline with its time zone and force. Raises RuleTextError naming file, key and remedy."""
    body = _mapping(content, where)
    item = Item({key: body[key] for key in ("enforced", "zone") if key in body}, where, needed=set(),
                optional=frozenset({"enforced", "zone"}))  # fmt: skip
    enforced = item.read("enforced", reading.yes, True)
    own = item.maybe("zone", ground.zone)
    form = None
    with item.kept():
        form = parse_deadline({key: each for key, each in body.items() if key not in item}, where)
    item.done()
    assert form is not None
    calendar = ground.calendar if own is None else replace(ground.calendar, zone=own)
    return Limit(form, calendar, enforced, own)


def parse_deadline(content: Any, where: str) -> Deadline:
    """Return one form of deadline. Raises RuleTextError where the form is none of the closed set."""
    body = _mapping(content, where)
    found: Deadline
    if "next_meeting" in body:
        item = Item(body, where, needed={"next_meeting", "after"}, optional=frozenset({"more_than_days"}))
        found = NextMeeting(
            item.read("next_meeting", reading.path), item.read("after", _event), item.read("more_than_days", count, 0)
        )
    elif "first" in body:
        item = Item(body, where, needed={"first", "after"})
        found = FirstAfter(item.read("first", _calendar_day), item.read("after", _event))
    elif "after" in body or "before" in body:
        found, item = _counted(body, where)
    elif "later_of" in body:
        item = Item(body, where, needed={"later_of"})
        found = LaterOf(item.read("later_of", _parts, ()))
    elif "earlier_of" in body:
        item = Item(body, where, needed={"earlier_of"})
        found = EarlierOf(item.read("earlier_of", _parts, ()))
    elif "working_day_after" in body:
        item = Item(body, where, needed={"working_day_after"})
        found = WorkingDay(item.read("working_day_after", parse_deadline))
    elif "event" in body:
        item = Item(body, where, needed={"event"})
        found = OnDay(event=item.read("event", reading.name))
    elif "day" in body:
        item = Item(body, where, needed={"day"})
        found = OnDay(day=item.read("day", lambda each, at: reading.day(each, at) if _begins_with_digit(each)
                                    else reading.path(each, at)))  # fmt: skip
    else:
        raise RuleTextError(f"{where}: no form of deadline; begin with one of {', '.join(_FORMS)}")
    item.done()
    return found


def count(content: Any, where: str) -> int | str:
    """Return a whole number, or the path of a parameter. Raises RuleTextError for anything else."""
    if _begins_with_digit(content):
        return reading.whole(content, where)
    if isinstance(content, str) and content.startswith("-"):
        raise RuleTextError(f"{where}: {shown(content)} is less than nothing; write a whole number or a parameter")
    return reading.path(content, where)


def _mapping(content: Any, where: str) -> dict[str, Any]:
    if not isinstance(content, dict):
        raise RuleTextError(f"{where}: expected a deadline, such as {{after: published, days: 28}}")
    return content


def _begins_with_digit(content: Any) -> bool:
    return isinstance(content, str) and content[:1] in _DIGITS


def _parts(content: Any, where: str) -> tuple[Deadline, ...]:
    found = reading.many(parse_deadline)(content, where)
    if not found:
        raise RuleTextError(f"{where}: the list is empty; give at least one deadline")
    return found


def _counted(body: dict[str, Any], where: str) -> tuple[Deadline, Item]:
    """Return so many days, months or years after or before an event, and the item that was read."""
    key = "after" if "after" in body else "before"
    optional = frozenset({"counts_event_day", "stopped_while"} if key == "after" else ())
    # No rule counts working days backwards, and the engine does not.
    units = [unit for unit in _UNITS if unit in body and (key == "after" or unit != "working_days")]
    if len(units) != 1:
        raise RuleTextError(f"{where}: give exactly one of {', '.join(_UNITS)}")
    needed = {"after", units[0]} if key == "after" else {"before", units[0]}
    item = Item(body, where, needed=needed, optional=optional)
    event, number = item.read(key, _event), item.read(units[0], count)
    if key == "before":
        return Before(event, number, units[0]), item
    return After(
        event=event,
        count=number,
        unit=units[0],
        counts_event_day=item.read("counts_event_day", reading.yes, False),
        stopped_while=item.read("stopped_while", reading.some_names, ()),
    ), item


def _calendar_day(content: Any, where: str) -> str:
    """Return a day of every year, as `04-15`, or the path of a parameter; 29 February is not in every year."""
    if not _begins_with_digit(content):
        return reading.path(content, where)
    reading.day(f"2021-{content}", where)
    return str(content)


def _event(content: Any, where: str) -> str:
    """Return the name of a date, or a fixed day that reads as one."""
    return reading.day(content, where).isoformat() if _begins_with_digit(content) else reading.name(content, where)


def events_of(form: Deadline) -> set[str]:
    """Return the names of the dates that a deadline counts from; a fixed day has no name."""
    if isinstance(form, After | Before | NextMeeting | FirstAfter):
        return set() if form.event[0].isdigit() else {form.event}
    if isinstance(form, LaterOf | EarlierOf):
        return {event for part in form.parts for event in events_of(part)}
    if isinstance(form, WorkingDay):
        return events_of(form.after)
    return {form.event} if isinstance(form, OnDay) and form.event else set()


def paths_of(form: Deadline) -> set[str]:
    """Return the paths of the parameters that a deadline reads."""
    if isinstance(form, After | Before):
        return {form.count} if isinstance(form.count, str) else set()
    if isinstance(form, FirstAfter):
        return set() if form.calendar_day[0].isdigit() else {form.calendar_day}
    if isinstance(form, LaterOf | EarlierOf):
        return {path for part in form.parts for path in paths_of(part)}
    if isinstance(form, WorkingDay):
        return paths_of(form.after)
    if isinstance(form, NextMeeting):
        return {form.more_than_days} if isinstance(form.more_than_days, str) else set()
    return {form.day} if isinstance(form, OnDay) and isinstance(form.day, str) else set()


def bodies_of(form: Deadline) -> set[str]:
    """Return the names of the bodies whose meetings a deadline asks for."""
    if isinstance(form, NextMeeting):
        return {form.body}
    if isinstance(form, LaterOf | EarlierOf):
        return {body for part in form.parts for body in bodies_of(part)}
    return bodies_of(form.after) if isinstance(form, WorkingDay) else set()


def stops_of(form: Deadline) -> set[str]:
    """Return the names of the states in which a deadline's clock stands still."""
    if isinstance(form, After):
        return set(form.stopped_while)
    if isinstance(form, LaterOf | EarlierOf):
        return {state for part in form.parts for state in stops_of(part)}
    return stops_of(form.after) if isinstance(form, WorkingDay) else set()
