"""Time zones: a fixed offset, or a named one whose summer time is a dated rule with its source.

The core opens no time zone database. What such a zone does is stated in `zones.yaml` as the texts state it: from
which Sunday of which month to which other, at what hour; and from which day that is so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.rules import reading
from sextant.rules.reading import Item, Names
from sextant.rules.text import RuleTextError, load_text, shown

_AT = re.compile(r"(?P<hours>[01][0-9]|2[0-4]):(?P<minutes>[0-5][0-9]) (?P<clock>UTC|standard)")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WHICH = ("first", "second", "third", "fourth", "last")


def written_offset(offset: timedelta) -> str:
    """Return an offset as it is written in a rulebook."""
    minutes = int(offset.total_seconds()) // 60
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


@dataclass(frozen=True, slots=True)
class Turn:
    """When clocks are changed in a year: on the last Sunday of March, at an hour."""

    month: int
    which: str
    weekday: int
    at: timedelta
    universal: bool
    """Whether the hour is that of UTC, or that of the standard time of the zone."""

    def instant(self, year: int, standard: timedelta) -> datetime:
        """Return the instant in UTC at which clocks are changed in a year."""
        if self.which == "last":
            day = date(year + self.month // 12, self.month % 12 + 1, 1) - timedelta(days=1)
            day -= timedelta(days=(day.weekday() - self.weekday) % 7)
        else:
            day = date(year, self.month, 1)
            day += timedelta(days=(self.weekday - day.weekday()) % 7 + 7 * _WHICH.index(self.which))
        at = datetime.combine(day, time(), UTC) + self.at
        return at if self.universal else at - standard


@dataclass(frozen=True, slots=True)
class SummerTime:
    """The rule of summer time from a day on; without an offset, clocks are no longer changed."""

    from_date: date
    source: Source
    offset: timedelta | None = None
    begins: Turn | None = None
    ends: Turn | None = None


@dataclass(frozen=True, slots=True)
class Zone:
    """Where a day ends."""

    offset: timedelta
    """Of standard time."""
    name: str = ""
    """As in `zones.yaml`; empty for a fixed offset."""
    label: Label | None = None
    source: Source | None = None
    summer: tuple[SummerTime, ...] = ()
    """Oldest first."""

    def offset_at(self, at: datetime) -> timedelta:
        """Return the offset that clocks show at an instant."""
        local = at.astimezone(UTC) + self.offset
        rule = None
        for each in self.summer:
            if each.from_date <= local.date():
                rule = each
        if rule is None or rule.offset is None or rule.begins is None or rule.ends is None:
            return self.offset
        begins = rule.begins.instant(local.year, self.offset)
        ends = rule.ends.instant(local.year, self.offset)
        # South of the equator summer lasts over the turn of the year.
        summer = begins <= at < ends if begins < ends else at >= begins or at < ends
        return rule.offset if summer else self.offset

    def start_of(self, day: date) -> datetime:
        """Return the instant at which a day begins here, in UTC."""
        midnight = datetime.combine(day, time(), UTC)
        offsets = {self.offset, *(each.offset for each in self.summer if each.offset is not None)}
        found = [midnight - each for each in offsets if self.offset_at(midnight - each) == each]
        # Where clocks are put forward at midnight the day begins at that instant.
        return min(found, default=midnight - self.offset)

    def written(self, day: date | None = None) -> str:
        """Return the offset as it is written in a rulebook; of a zone with summer time that at the end of a day."""
        if day is None or not self.summer:
            return written_offset(self.offset)
        return written_offset(self.offset_at(self.start_of(day + timedelta(days=1)) - timedelta(microseconds=1)))


def zone_of(content: Any, zones: Mapping[str, Zone], where: str, lost: frozenset[str] = frozenset()) -> Zone:
    """Return the zone that a rule file names, by its name in `zones.yaml` or as an offset. Raises RuleTextError.

    `lost` are the words of files of zones that did not load; what is wrong there has been told.
    """
    if isinstance(content, str) and content in zones:
        return zones[content]
    if Names((), lost).lost(content):
        raise RuleTextError
    if isinstance(content, str) and content[:1] in ("+", "-"):
        return Zone(reading.offset(content, where))
    known = ", ".join(sorted(zones)) or "none is declared"
    raise RuleTextError(
        f"{where}: {shown(content)} is no zone; write an offset as +01:00, or one of zones.yaml: {known}"
    )


def parse_zones(text: str, file: str) -> dict[str, Zone]:
    """Return the named zones of one file. Raises RuleTextError naming file, key and remedy."""
    content = Item(load_text(text, file), file, needed={"zones"}, mark=": ")
    found: dict[str, Zone] = {}
    for name, each in content.read("zones", reading.mapping, {}).items():
        with content.kept():
            found[reading.name(name, file)] = _zone(name, each, f"{file}: {name}")
    content.done()
    return found


def _zone(name: str, content: Any, where: str) -> Zone:
    item = Item(content, where, needed={"label", "offset", "source"}, optional=frozenset({"summer"}))
    found = Zone(
        offset=item.read("offset", reading.offset),
        name=name,
        label=item.read("label", reading.label),
        source=item.read("source", reading.source),
        summer=item.read("summer", _summers, ()),
    )
    item.done()
    return found


def _summers(content: Any, where: str) -> tuple[SummerTime, ...]:
    found = tuple(reading.keyed(_summer)(content, where).values())
    days = [each.from_date for each in found]
    if days != sorted(days):
        raise RuleTextError(f"{where}: the dates are out of order; add a new rule under the old ones")
    return found


def _summer(day: str, content: Any, where: str) -> SummerTime:
    item = Item(content, where, needed={"source"}, optional=frozenset({"offset", "begins", "ends"}))
    from_date, source = reading.day(day, where), item.read("source", reading.source)
    if item.body.get("offset") == "none":
        item.done()
        return SummerTime(from_date, source)
    for key in ("offset", "begins", "ends"):
        if key not in item:
            item.sentences.append(f"{where}: {key} is missing; add it, or write offset: none where there is none")
    found = SummerTime(
        from_date, source, item.read("offset", reading.offset), item.read("begins", _turn), item.read("ends", _turn)
    )
    item.done()
    return found


def _turn(content: Any, where: str) -> Turn:
    item = Item(content, where, needed={"month", "which", "weekday", "at"})
    found = Turn(
        month=item.read("month", _month),
        which=item.read("which", lambda each, at: reading.one_of(each, _WHICH, at, "place in the month")),
        weekday=item.read("weekday", weekday),
        at=(hour := item.read("at", _hour, (timedelta(0), True)))[0],
        universal=hour[1],
    )
    item.done()
    return found


def _month(content: Any, where: str) -> int:
    month = reading.whole(content, where)
    if not 1 <= month <= 12:
        raise RuleTextError(f"{where}: {month} is no month; write 1 to 12")
    return month


def weekday(content: Any, where: str) -> int:
    """Return the number of a day of the week; Monday is 0. Raises RuleTextError."""
    return WEEKDAYS.index(reading.one_of(content, WEEKDAYS, where, "weekday"))


def _hour(content: Any, where: str) -> tuple[timedelta, bool]:
    """Return an hour of the day, and whether it is that of UTC."""
    found = _AT.fullmatch(content) if isinstance(content, str) else None
    if found is None:
        raise RuleTextError(f"{where}: {shown(content)} is no hour; write 01:00 UTC or 02:00 standard")
    return timedelta(hours=int(found["hours"]), minutes=int(found["minutes"])), found["clock"] == "UTC"
