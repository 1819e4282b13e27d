"""The authorized timeframe (table 2, column 15), in the grammar of either dialect.

`2021 - 2030` says when outcomes may occur, as far as anyone can tell: the column does not say which of the two
windows it is. The longer grammar names both: `Occurred: from 2021 to 2025. Use: from 2021 to 12/2030`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from sextant.reporting.aef.model import Timeframe

_YEARS = re.compile(r"(\d{4})\s*[-–]\s*(\d{4})", re.ASCII)
_DAY = r"((?:\d{2}/)?(?:\d{2}/)?\d{4})"
_OCCURRED = re.compile(rf"Occurred: from {_DAY} to {_DAY}", re.ASCII)
_USE = re.compile(rf"Use: from {_DAY} to {_DAY}", re.ASCII)


def parse_timeframe(text: str) -> tuple[str, Timeframe]:
    """Return the form of a timeframe (`years`, `parts`, or `free` for words) and what it says."""
    years = _YEARS.fullmatch(text)
    if years and int(years[1]) <= int(years[2]):
        return "years", Timeframe(_first("1", years[1]), _last("12", years[2]))
    parts = [each.rstrip(".") for each in re.split(r"\.\s+", text.strip())]
    windows: dict[str, tuple[date, date]] = {}
    for part in parts:
        occurred, use = _OCCURRED.fullmatch(part), _USE.fullmatch(part)
        found = occurred or use
        window = _window(found[1], found[2]) if found else None
        name = "occurred" if occurred else "use"
        if window is None or name in windows:
            return "free", Timeframe(text=text)
        windows[name] = window
    occurred_window, use_window = windows.get("occurred", (None, None)), windows.get("use", (None, None))
    return "parts", Timeframe(*occurred_window, *use_window)


def write_timeframe(frame: Timeframe, form: str) -> str | None:
    """Return a timeframe in a form, or none where the form cannot say it."""
    if frame.text is not None:
        return frame.text
    if form == "years":
        if frame.use_from or not (frame.occurred_from and frame.occurred_to):
            return None
        if frame != Timeframe(_first("1", str(frame.occurred_from.year)), _last("12", str(frame.occurred_to.year))):
            return None
        return f"{frame.occurred_from.year} - {frame.occurred_to.year}"
    said = []
    for name, start, end in (
        ("Occurred", frame.occurred_from, frame.occurred_to),
        ("Use", frame.use_from, frame.use_to),
    ):
        if start and end:
            said.append(f"{name}: from {start:%d/%m/%Y} to {end:%d/%m/%Y}")
    return ". ".join(said) or None


def _window(start: str, end: str) -> tuple[date, date] | None:
    try:
        first, last = _begin(start), _end(end)
    except ValueError:
        return None
    return (first, last) if first <= last else None


def _begin(text: str) -> date:
    day, month, year = _split(text)
    return date(int(year), int(month or 1), int(day or 1))


def _end(text: str) -> date:
    day, month, year = _split(text)
    if day:
        return date(int(year), int(month or 12), int(day))
    return _last(month or "12", year)


def _split(text: str) -> tuple[str | None, str | None, str]:
    parts = text.split("/")
    return (parts[-3] if len(parts) > 2 else None, parts[-2] if len(parts) > 1 else None, parts[-1])


def _first(month: str, year: str) -> date:
    return date(int(year), int(month), 1)


def _last(month: str, year: str) -> date:
    return date(int(year), int(month), monthrange(int(year), int(month))[1])
