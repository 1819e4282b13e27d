"""Time zones: a fixed offset, or a named one whose summer time is a dated rule with its source.

The core opens no time zone database. What such a zone does is stated in `zones.yaml` as the texts state it: from
which Sunday of which month to which other, at what hour; and from which day that is so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.rules import reading
from sextant.rules.text import RuleTextError, load_text

_OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>\d{2}):(?P<minutes>\d{2})")
_AT = re.compile(r"(?P<hours>\d{2}):(?P<minutes>\d{2}) (?P<clock>UTC|standard)")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WHICH = ("first", "second", "third", "fourth", "last")


class OffsetError(ValueError):
    """A time zone that is not written as an offset."""


def parse_offset(text: str) -> timedelta:
    """Return the offset of a time zone written as +01:00. Raises OffsetError with what was found."""
    found = _OFFSET.fullmatch(text)
    if found is None:
        raise OffsetError(f"{text!r} is no offset; write it as +01:00")
    shift = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"]))
    return -shift if found["sign"] == "-" else shift


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


def zone_of(text: Any, zones: Mapping[str, Zone], where: str) -> Zone:
    """Return the zone that a rule file names, by its name in `zones.yaml` or as an offset. Raises RuleTextError."""
    if isinstance(text, str) and text in zones:
        return zones[text]
    try:
        return Zone(parse_offset(str(text)))
    except OffsetError:
        known = ", ".join(sorted(zones)) or "none is declared"
        raise RuleTextError(
            f"{where}: {text!r} is no zone; write an offset as +01:00, or one of zones.yaml: {known}"
        ) from None


def parse_zones(text: str, file: str) -> dict[str, Zone]:
    """Return the named zones of one file. Raises RuleTextError naming file, key and remedy."""
    content = reading.keys(load_text(text, file), file, needed={"zones"})
    found: dict[str, Zone] = {}
    for name, each in reading.mapping(content["zones"], f"{file}: zones").items():
        where = f"{file}: {name}"
        body = reading.keys(each, where, needed={"label", "offset", "source"}, optional=frozenset({"summer"}))
        found[reading.name(name, where)] = Zone(
            offset=_offset(body["offset"], f"{where}.offset"),
            name=name,
            label=reading.label(body["label"], f"{where}.label"),
            source=reading.source(body["source"], f"{where}.source"),
            summer=tuple(_summers(body.get("summer", {}), f"{where}.summer")),
        )
    return found


def _summers(content: Any, where: str) -> Iterator[SummerTime]:
    days = reading.mapping(content, where)
    if list(days) != sorted(days):
        raise RuleTextError(f"{where}: the dates are out of order; add a new rule under the old ones")
    for day, each in days.items():
        at = f"{where}.{day}"
        body = reading.keys(each, at, needed={"source"}, optional=frozenset({"offset", "begins", "ends"}))
        source, from_date = reading.source(body["source"], f"{at}.source"), reading.day(day, at)
        if body.get("offset") == "none":
            yield SummerTime(from_date, source)
            continue
        for key in ("offset", "begins", "ends"):
            if key not in body:
                raise RuleTextError(f"{at}: {key} is missing; add it, or write offset: none where there is none")
        begins, ends = (_turn(body[key], f"{at}.{key}") for key in ("begins", "ends"))
        yield SummerTime(from_date, source, _offset(body["offset"], f"{at}.offset"), begins, ends)


def _turn(content: Any, where: str) -> Turn:
    body = reading.keys(content, where, needed={"month", "which", "weekday", "at"})
    month = reading.whole(body["month"], f"{where}.month")
    if not 1 <= month <= 12:
        raise RuleTextError(f"{where}.month: {month} is no month; write 1 to 12")
    found = _AT.fullmatch(str(body["at"]))
    if found is None:
        raise RuleTextError(f"{where}.at: {body['at']!r} is no hour; write 01:00 UTC or 02:00 standard")
    return Turn(
        month=month,
        which=reading.one_of(body["which"], _WHICH, f"{where}.which", "place in the month"),
        weekday=WEEKDAYS.index(reading.one_of(body["weekday"], WEEKDAYS, f"{where}.weekday", "weekday")),
        at=timedelta(hours=int(found["hours"]), minutes=int(found["minutes"])),
        universal=found["clock"] == "UTC",
    )


def _offset(content: Any, where: str) -> timedelta:
    try:
        return parse_offset(str(content))
    except OffsetError as error:
        raise RuleTextError(f"{where}: {error}") from None
