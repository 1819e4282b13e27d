"""What a visitor asked, read from the address: days, instants, pages, choices.

Whatever cannot be understood is answered with a sentence that says what was found and what was expected,
never with a guess: a page for another day than the one asked for would be a false statement.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from sextant.application.reader import Moment
from sextant.domain.calendar_text import parse_day
from sextant.storage.system import SystemClock

PAGE_SIZES = (25, 50, 100, 250)


class AskedWrongly(Exception):
    """A question that cannot be answered: the sentence for the visitor, and the HTTP status."""

    def __init__(self, sentence: str, status: int = 400, way_out: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status
        self.way_out = way_out


def now() -> datetime:
    """Return the present instant in UTC."""
    return SystemClock().now()


@dataclass(frozen=True, slots=True)
class Asked:
    """The moment a page is about, and whether the visitor chose it."""

    moment: Moment
    now: datetime
    chosen: bool

    @property
    def as_of(self) -> date:
        return self.moment.as_of

    @property
    def known_at(self) -> datetime:
        return self.moment.known_at or self.now

    @property
    def known_at_chosen(self) -> bool:
        return self.moment.known_at is not None

    def as_json(self) -> dict[str, str]:
        found = {"as_of": self.as_of.isoformat()}
        if self.moment.known_at:
            found["known_at"] = self.moment.known_at.isoformat()
        return found


def asked(request: HttpRequest) -> Asked:
    """Return the moment in `as_of` and `known_at`: by default the end of today, with all that is known."""
    present = now()
    as_of = day(request, "as_of")
    known_at = instant(request, "known_at")
    return Asked(Moment(as_of or present.date(), known_at), present, bool(as_of or known_at))


def day(request: HttpRequest, name: str) -> date | None:
    """Return the calendar day in a parameter, or none where it is empty."""
    text = request.GET.get(name, "").strip()
    if not text:
        return None
    try:
        return parse_day(text)
    except ValueError:
        sentence = _("“%(found)s” is not a day of the calendar. Write it as year-month-day, such as 2026-11-23.")
        raise AskedWrongly(sentence % {"found": text[:40]}) from None


def instant(request: HttpRequest, name: str) -> datetime | None:
    """Return the instant in a parameter, read as UTC where it names no zone, or none where it is empty."""
    text = request.GET.get(name, "").strip()
    if not text:
        return None
    try:
        # An unescaped "+" before the zone arrives as a space.
        found = datetime.fromisoformat(text.replace(" ", "+") if "T" in text else text)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        sentence = _("“%(found)s” is not an instant. Write it in UTC, such as 2026-11-23T14:05.")
        raise AskedWrongly(sentence % {"found": text[:40]}) from None


def choice(request: HttpRequest, name: str, choices: tuple[str, ...]) -> str:
    """Return the value of a parameter among its choices; the first of them where it is empty."""
    text = request.GET.get(name, "").strip()
    if not text:
        return choices[0]
    if text not in choices:
        sentence = _("“%(found)s” is not served for “%(name)s”. Choose one of: %(expected)s.")
        expected = ", ".join(each for each in choices if each)
        raise AskedWrongly(sentence % {"found": text[:40], "name": name, "expected": expected})
    return text


def number(request: HttpRequest, name: str, default: int) -> int:
    """Return the whole number in a parameter, from 1 on."""
    text = request.GET.get(name, "").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and int(text[:12]) >= 1 and len(text) <= 12):
        sentence = _("“%(found)s” is not a page or a number of rows. Write a whole number from 1 on.")
        raise AskedWrongly(sentence % {"found": text[:40]})
    return int(text)


@dataclass(frozen=True, slots=True)
class Page:
    """Which rows of a list are shown."""

    number: int
    size: int
    total: int

    @property
    def count(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def start(self) -> int:
        return (self.number - 1) * self.size

    @property
    def stop(self) -> int:
        return min(self.start + self.size, self.total)

    @property
    def first_shown(self) -> int:
        return self.start + 1 if self.total else 0

    @property
    def before(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        return self.number + 1 if self.number < self.count else None


def page(request: HttpRequest, total: int, *, size: int = 50) -> Page:
    """Return the page asked for. A page beyond the last is no page."""
    asked_size = number(request, "size", size)
    if asked_size not in PAGE_SIZES:
        sentence = _("A page shows %(expected)s rows, not %(found)s.")
        expected = ", ".join(str(each) for each in PAGE_SIZES)
        raise AskedWrongly(sentence % {"expected": expected, "found": asked_size})
    found = Page(number(request, "page", 1), asked_size, total)
    if found.number > found.count:
        sentence = _("There is no page %(found)s: the list ends on page %(expected)s.")
        raise AskedWrongly(sentence % {"found": found.number, "expected": found.count}, status=404)
    return found
