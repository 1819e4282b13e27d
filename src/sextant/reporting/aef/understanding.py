"""What a cell says: one function a kind of column, from the cell to the canonical value and what is wrong with it.

All dialects are understood everywhere. A form that is not of the file's own profile gives the value and a flaw,
so that one slip is one finding and the rules that need the value still run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any, NamedTuple

from sextant.reporting.aef.cell import Cell, Formula
from sextant.reporting.aef.format import CodeList, Column, Format, Profile
from sextant.reporting.aef.identifier import parse_itmo_id, parse_serial
from sextant.reporting.aef.model import Moment, Version
from sextant.reporting.aef.timeframe import parse_timeframe
from sextant.rules.party import Parties

_ALPHA3 = re.compile(r"[A-Z]{3}", re.ASCII)
_USER_ASSIGNED = re.compile(r"AA[A-Z]|Q[M-Z][A-Z]|X[A-Z]{2}|ZZ[A-Z]", re.ASCII)
"""Codes that ISO 3166-1 leaves to users; invented Parties have them."""
_NAME = re.compile(r"[^\W\d_][\w .,'’()\-]*")
_DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+|\d+", re.ASCII)
_DECIMAL = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII)
_FORMS = {
    "approach": re.compile(r"CA\d{4}", re.ASCII),
    "registry": re.compile(r"[A-Z]{3}\d{2}", re.ASCII),
    "authorization_id": re.compile(r"[A-Za-z0-9 /.\-]+", re.ASCII),
}
_NOT_APPLICABLE = re.compile(r"N\.?/?A\.?|[-–—]+", re.IGNORECASE)
"""How else people write that something does not apply."""
_PLACEHOLDER = re.compile(r"\{.*\}", re.DOTALL)
_SEVERAL = ("lists", "texts", "parties")
_SERIALS = range(36_526, 73_415)
"""The numbers that a workbook has for the days of the years 2000 to 2100."""
_MILLISECONDS_DAY = 24 * 60 * 60 * 1000


class Meaning(NamedTuple):
    """What a cell says, and the flaw of its form if there is one: the rule, a code, what was expected."""

    value: Any = None
    rule: str = ""
    code: str = ""
    expected: str = ""


_NOTHING = Meaning()


def _wrong(expected: str, rule: str = "S02", code: str = "malformed", value: Any = None) -> Meaning:
    return Meaning(value, rule, code, expected)


class Understanding:
    """Reads the cells of one file: its profile, the format, and the Parties that there are."""

    def __init__(self, the_format: Format, profile: Profile, parties: Parties) -> None:
        self._format = the_format
        self._profile = profile
        self._parties = parties
        self._not_applicable = the_format.not_applicable
        self._alpha3 = frozenset(each.alpha3 for each in parties)
        self._kinds: Mapping[str, Callable[[Cell], Meaning]] = {
            "text": self._text, "texts": self._texts, "day": self._day, "moment": self._moment,
            "year": self._year, "version": self._version, "whole": self._whole, "quantity": self._quantity,
            "party": self._party, "parties": self._party_list, "reporting_party": self._reporting_party,
            "country": self._country, "block_id": self._block_id, "timeframe": self._timeframe,
        }  # fmt: skip

    def of(self, column: Column) -> Callable[[Cell], Meaning]:
        """Return the function that reads the cells of a column."""
        read = self._reader(column)
        if column.need == "secretariat":
            return lambda cell: _without_placeholder(read(cell))
        if column.kind not in _SEVERAL:
            return read
        return lambda cell: _as_several(read(cell))

    def _reader(self, column: Column) -> Callable[[Cell], Meaning]:
        if column.list:
            return self._of_list(self._format.lists[column.list], several=column.kind == "lists")
        if column.kind in _FORMS:
            return self._of_form(column.kind)
        read = partial(self._guarded, self._kinds[column.kind])
        # In words that nobody has to give, a dash is no slip.
        return partial(_without_dash, read) if column.kind == "text" and column.need == "optional" else read

    def _guarded(self, inner: Callable[[Cell], Meaning], cell: Cell) -> Meaning:
        if cell is None:
            return _NOTHING
        if isinstance(cell, Formula):
            return _wrong("", code="formula")
        if isinstance(cell, str):
            cell = cell.replace("\u00a0", " ").strip()
            if not cell:
                return _NOTHING
            if len(cell) == len(self._not_applicable) and cell.upper() == self._not_applicable:
                return _NOTHING
            if _NOT_APPLICABLE.fullmatch(cell):
                return _wrong(self._not_applicable, code="spelled_otherwise")
            if cell[0] == "#" and cell.endswith(("!", "?", "#N/A", "0!")):
                return _wrong("", code="error_value")
        return inner(cell)

    def _form(self, kind: str, form: str, value: Any) -> Meaning:
        accepted = self._profile.accepts[kind]
        if form in accepted:
            return Meaning(value)
        return _wrong(f"{kind}:{accepted[0]}", code="other_dialect", value=value)

    def _of_form(self, kind: str) -> Callable[[Cell], Meaning]:
        def read(cell: Cell) -> Meaning:
            return _code(_as_text(cell), lambda text: bool(_FORMS[kind].fullmatch(text)), kind)

        return partial(self._guarded, read)

    def _of_list(self, codes: CodeList, *, several: bool) -> Callable[[Cell], Meaning]:
        own = {text: code for code, text in codes.spellings[self._profile.spelling].items()}
        known: dict[str, str] = dict(codes.understood)
        for spelling in codes.spellings.values():
            known |= {text: code for code, text in spelling.items()}
        lower = {text.casefold(): code for text, code in known.items()}
        free = codes.name in self._profile.free_lists
        outside = "S06" if codes.warn_outside else "S02"

        def one(text: str) -> Meaning:
            if text in own:
                return Meaning(own[text])
            code = lower.get(text.casefold())
            if code is not None:
                right = codes.spellings[self._profile.spelling][code]
                return Meaning(code) if free else _wrong(right, rule=outside, code="spelled_otherwise", value=code)
            if free:
                return Meaning(None)
            kept = text if codes.warn_outside else None
            return _wrong(codes.name, rule=outside, code="outside_list", value=kept)

        def read(cell: Cell) -> Meaning:
            text = _as_text(cell)
            if not several:
                return one(text)
            parts = [one(each.strip()) for each in text.split(",") if each.strip()]
            values = tuple(sorted({each.value for each in parts if each.value is not None}))
            worst = next((each for each in parts if each.rule), None)
            return Meaning(values, *worst[1:]) if worst else Meaning(values)

        return partial(self._guarded, read)

    def _text(self, cell: Cell) -> Meaning:
        return Meaning(_as_text(cell))

    def _texts(self, cell: Cell) -> Meaning:
        return Meaning(tuple(each.strip() for each in _as_text(cell).split(",") if each.strip()))

    def _day(self, cell: Cell) -> Meaning:
        if isinstance(cell, date):
            return Meaning(cell.date() if isinstance(cell, datetime) else cell)
        if isinstance(cell, str):
            found = _printed_day(cell)
            if found:
                return self._form("day", "printed", found)
            found = _iso_day(cell)
            if found:
                return self._form("day", "iso_day", found)
        return _wrong("day:printed", value=_loose_day(cell))

    def _moment(self, cell: Cell) -> Meaning:
        if isinstance(cell, datetime):
            return Meaning(_moment_of(cell, whole_day=True))
        if isinstance(cell, date):
            return Meaning(Moment(cell))
        if isinstance(cell, str):
            day = _printed_day(cell)
            if day:
                return self._form("moment", "day", Moment(day))
            day = _iso_day(cell)
            if day:
                return self._form("moment", "iso_day", Moment(day))
            instant = _instant(cell)
            if instant:
                return self._form("moment", "instant", instant)
        loose = _loose_day(cell)
        return _wrong(f"moment:{self._profile.accepts['moment'][0]}", value=Moment(loose) if loose else None)

    def _year(self, cell: Cell) -> Meaning:
        number = _whole(cell)
        return Meaning(number) if number is not None and 1000 <= number <= 9999 else _wrong("year")

    def _version(self, cell: Cell) -> Meaning:
        text = str(cell) if isinstance(cell, float) else _as_text(cell)
        found = re.fullmatch(r"([1-9]\d{0,5})(?:\.(\d{1,6}))?", text, re.ASCII)
        # A number cell drops the zero of 1.0; a text without it is not X.Y.
        if not found or (found[2] is None and isinstance(cell, str)):
            return _wrong("version")
        return Meaning(Version(int(found[1]), int(found[2] or 0)))

    def _whole(self, cell: Cell) -> Meaning:
        number = _whole(cell)
        return Meaning(number) if number is not None else _wrong("whole")

    def _quantity(self, cell: Cell) -> Meaning:
        number = _number(cell)
        if number is None or number <= 0:
            return _wrong("quantity")
        return Meaning(int(number) if number == number.to_integral_value() else number)

    def _known_party(self, text: str) -> bool:
        return bool(_ALPHA3.fullmatch(text)) and (text in self._alpha3 or bool(_USER_ASSIGNED.fullmatch(text)))

    def _party(self, cell: Cell) -> Meaning:
        return _code(_as_text(cell), self._known_party, "party")

    def _party_list(self, cell: Cell) -> Meaning:
        parts = [each.strip() for each in _as_text(cell).split(",")]
        known = tuple(sorted({each.upper() for each in parts if self._known_party(each.upper())}))
        return Meaning(known) if all(map(self._known_party, parts)) else _wrong("parties", value=known)

    def _reporting_party(self, cell: Cell) -> Meaning:
        text = _as_text(cell)
        if self._known_party(text):
            return self._form("reporting_party", "alpha3", text)
        if self._known_party(text.upper()):
            return _wrong(text.upper(), code="spelled_otherwise", value=text.upper())
        named = self._parties.by_name(text) if _NAME.fullmatch(text) and len(text) > 3 else None
        return self._form("reporting_party", "name", named.alpha3) if named else _wrong("reporting_party")

    def _country(self, cell: Cell) -> Meaning:
        text = _as_text(cell)
        if self._known_party(text):
            return self._form("country", "alpha3", text)
        if self._known_party(text.upper()):
            return _wrong(text.upper(), code="spelled_otherwise", value=text.upper())
        if not _NAME.fullmatch(text) or len(text) <= 3:
            return _wrong("country")
        # A firm may be incorporated where no Party is; its name then stays as it is.
        named = self._parties.by_name(text)
        return self._form("country", "name", named.alpha3 if named else text)

    def _block_id(self, cell: Cell) -> Meaning:
        full = parse_itmo_id(cell) if isinstance(cell, str) else None
        if full:
            return self._form("block_id", "full", full)
        full = parse_itmo_id(cell.upper()) if isinstance(cell, str) else None
        if full:
            return _wrong(f"block_id:{self._profile.accepts['block_id'][0]}", rule="S05", value=full)
        serial = parse_serial(cell) if isinstance(cell, str) else _whole(cell)
        if serial:
            return self._form("block_id", "serial", serial)
        return _wrong(f"block_id:{self._profile.accepts['block_id'][0]}", rule="S05")

    def _timeframe(self, cell: Cell) -> Meaning:
        form, frame = parse_timeframe(_as_text(cell))
        accepted = self._profile.accepts["timeframe"]
        if form == "free" and "free" not in accepted:
            return _wrong(f"timeframe:{accepted[0]}")
        return self._form("timeframe", form, frame)


def _code(text: str, right: Callable[[str], bool], kind: str) -> Meaning:
    """Return what a code says. One in lower case says the same; that it is written so is a slip of its form."""
    if right(text):
        return Meaning(text)
    upper = text.upper()
    return _wrong(upper, code="spelled_otherwise", value=upper) if right(upper) else _wrong(kind)


def _without_dash(read: Callable[[Cell], Meaning], cell: Cell) -> Meaning:
    meaning = read(cell)
    return _NOTHING if meaning.code == "spelled_otherwise" else meaning


def _as_several(meaning: Meaning) -> Meaning:
    return meaning._replace(value=()) if meaning.value is None else meaning


def _without_placeholder(meaning: Meaning) -> Meaning:
    """Return what the secretariat has written; the braces of the template say that it has written nothing."""
    empty = isinstance(meaning.value, str) and _PLACEHOLDER.fullmatch(meaning.value)
    return meaning._replace(value=None) if empty else meaning


def _as_text(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y}"
    return str(cell)


def _whole(cell: Cell) -> int | None:
    if isinstance(cell, int) and not isinstance(cell, bool):
        return cell if cell >= 0 else None
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and 0 <= cell < 1e15 else None
    if isinstance(cell, str) and _GROUPED.fullmatch(cell) and len(cell) <= 24:
        return int(cell.replace(",", ""))
    return None


def _number(cell: Cell) -> Decimal | None:
    whole = _whole(cell)
    if whole is not None:
        return Decimal(whole)
    try:
        if isinstance(cell, float):
            number = Decimal(repr(cell))
            return number if number.is_finite() else None
        if isinstance(cell, str) and _DECIMAL.fullmatch(cell) and len(cell) <= 40:
            return Decimal(cell.replace(",", ""))
    except InvalidOperation:
        return None
    return None


def _printed_day(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    if not found:
        return None
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None


def _loose_day(cell: Cell) -> date | None:
    """Return the day that a cell means though it is not written as a day: `1/2/2023`, or a day's number in a workbook.

    Its form is a slip; that the day is read spares the rules that need it.
    """
    if isinstance(cell, str):
        found = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", cell, re.ASCII)
        return _printed_day(f"{int(found[1]):02}/{int(found[2]):02}/{found[3]}") if found else None
    number = _whole(cell)
    if number is None or not _SERIALS.start <= number < _SERIALS.stop:
        return None
    return date(1899, 12, 30) + timedelta(days=number)


def _iso_day(text: str) -> date | None:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _instant(text: str) -> Moment | None:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?", text, re.ASCII):
        return None
    try:
        at = datetime.fromisoformat(text)
        return _moment_of(at.astimezone(UTC) if at.tzinfo else at, whole_day=False)
    except (ValueError, OverflowError):
        return None


def _moment_of(at: datetime, *, whole_day: bool) -> Moment:
    """Return an instant in UTC; a date cell that a program stored as midnight is a day."""
    midnight = datetime(at.year, at.month, at.day, tzinfo=at.tzinfo)
    milliseconds = min((at - midnight) // timedelta(milliseconds=1), _MILLISECONDS_DAY - 1)
    return Moment(at.date(), None if whole_day and milliseconds == 0 else milliseconds)
