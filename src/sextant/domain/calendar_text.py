"""How a day and the offset of a time zone are written: one form each, so that the same day is never written twice.

Python reads `20250101` and `2025-W01-3` as days too; two keys of a rule file would then stand for one day.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>[0-9]{2}):(?P<minutes>[0-5][0-9])")
_FURTHEST = (timedelta(hours=-12), timedelta(hours=14))
"""The offsets that clocks on Earth have."""


class OffsetError(ValueError):
    """A time zone that is not written as an offset, or that no place has."""


def parse_day(text: object) -> date:
    """Return a day written as YYYY-MM-DD. Raises ValueError for any other way to write it, and for no day."""
    if not isinstance(text, str) or not _DAY.fullmatch(text):
        raise ValueError(f"{text!r} is no day; write YYYY-MM-DD")
    return date.fromisoformat(text)


def parse_offset(text: object) -> timedelta:
    """Return the offset of a time zone written as +01:00. Raises OffsetError with what was found."""
    found = _OFFSET.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise OffsetError(f"{str(text)[:40]!r} is no offset; write it as +01:00")
    shift = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"]))
    shift = -shift if found["sign"] == "-" else shift
    if not _FURTHEST[0] <= shift <= _FURTHEST[1]:
        raise OffsetError(f"{text!r} is the offset of no place; write one from -12:00 to +14:00")
    return shift
