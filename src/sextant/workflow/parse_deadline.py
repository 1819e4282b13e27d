"""From the text of a rulebook to a deadline: a closed set of forms, and nothing that could be computed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sextant.rules.text import RuleTextError
from sextant.rules.zone import zone_of
from sextant.workflow.deadline import (
    After,
    Before,
    Deadline,
    EarlierOf,
    LaterOf,
    Limit,
    NextMeeting,
    OnDay,
    WorkingDay,
)
from sextant.workflow.ground import Ground

_UNITS = ("days", "working_days", "months", "years")


def parse_limit(content: Any, ground: Ground, where: str) -> Limit:
    """Return a deadline with its time zone and force. Raises RuleTextError naming file, key and remedy."""
    if not isinstance(content, dict):
        raise RuleTextError(f"{where}: expected a deadline, such as {{after: published, days: 28}}")
    body = dict(content)
    enforced = body.pop("enforced", "yes")
    if enforced not in {"yes", "no"}:
        raise RuleTextError(f"{where}.enforced: found {enforced!r}; write yes or no")
    own = zone_of(body.pop("zone"), ground.zones, f"{where}.zone") if "zone" in body else None
    calendar = ground.calendar if own is None else replace(ground.calendar, zone=own)
    return Limit(parse_deadline(body, where), calendar, enforced == "yes", own)


def parse_deadline(body: Any, where: str) -> Deadline:
    """Return one form of deadline. Raises RuleTextError where the form is none of the closed set."""
    if not isinstance(body, dict):
        raise RuleTextError(f"{where}: expected a deadline, such as {{after: published, days: 28}}")
    if "next_meeting" in body:
        _keys(body, {"next_meeting", "after", "more_than_days"}, where)
        return NextMeeting(body["next_meeting"], _event(body["after"], where), _count(body.get("more_than_days", "0")))
    if "after" in body:
        count, unit = _counted(body, where, {"after", "counts_event_day", "stopped_while"})
        return After(
            event=_event(body["after"], where),
            count=count,
            unit=unit,
            counts_event_day=body.get("counts_event_day") == "yes",
            stopped_while=tuple(body.get("stopped_while", ())),
        )
    if "before" in body:
        count, unit = _counted(body, where, {"before"})
        return Before(_event(body["before"], where), count, unit)
    for key, form in (("later_of", LaterOf), ("earlier_of", EarlierOf)):
        if key in body:
            _keys(body, {key}, where)
            parts = tuple(parse_deadline(each, f"{where}.{key}") for each in body[key])
            return LaterOf(parts) if form is LaterOf else EarlierOf(parts)
    if "working_day_after" in body:
        _keys(body, {"working_day_after"}, where)
        return WorkingDay(parse_deadline(body["working_day_after"], where))
    if "event" in body:
        _keys(body, {"event"}, where)
        return OnDay(event=body["event"])
    if "day" in body:
        _keys(body, {"day"}, where)
        return OnDay(day=_day(body["day"], where) if body["day"][:1].isdigit() else body["day"])
    forms = "after, before, later_of, earlier_of, next_meeting, working_day_after, event, day"
    raise RuleTextError(f"{where}: no form of deadline; begin with one of {forms}")


def events_of(form: Deadline) -> set[str]:
    """Return the names of the dates that a deadline counts from; a fixed day has no name."""
    if isinstance(form, After | Before | NextMeeting):
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


def _counted(body: dict[str, Any], where: str, others: set[str]) -> tuple[int | str, str]:
    units = [unit for unit in _UNITS if unit in body]
    if len(units) != 1:
        raise RuleTextError(f"{where}: give exactly one of {', '.join(_UNITS)}")
    _keys(body, {units[0], *others}, where)
    return _count(body[units[0]]), units[0]


def _event(content: Any, where: str) -> str:
    """Return the name of a date, or a fixed day that reads as one."""
    if not isinstance(content, str) or not content:
        raise RuleTextError(f"{where}: found {content!r}; name a date of the case")
    return _day(content, where).isoformat() if content[0].isdigit() else content


def _count(text: str) -> int | str:
    return int(text) if text.isdigit() else text


def _day(text: str, where: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RuleTextError(f"{where}: {text!r} is no day; write YYYY-MM-DD") from None


def _keys(body: dict[str, Any], allowed: set[str], where: str) -> None:
    unknown = sorted(set(body) - allowed)
    if unknown:
        raise RuleTextError(
            f"{where}: {unknown[0]!r} does not belong to this form; it has {', '.join(sorted(allowed))}"
        )
