"""What a Party has reported elsewhere, as far as the rules compare it: initial reports, structured summary, inventory.

A key that is left out is unknown; the rules that need it are then unverifiable.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any

QUANTITIES = (
    "emissions_23a", "first_transferred_23c", "authorized_for_oimp_23d", "used_23e", "net_23f", "adjustment_23g",
    "cumulative_23h", "balance_23k",
)  # fmt: skip
YEAR_BASES = ("vintage", "action")


class ReportsUnreadable(Exception):
    """What is wrong with a file of reports: a code, the key, what was found."""

    def __init__(self, code: str, key: str, found: str = "") -> None:
        self.code = code
        self.key = key
        self.found = found
        super().__init__(code, key, found)


@dataclass(frozen=True, slots=True)
class InitialReport:
    """An initial report or an updated one (decision 2/CMA.3, annex, paragraphs 18 and 19)."""

    submitted_on: date
    approaches: tuple[str, ...] = ()
    """Empty where it is not said."""
    entities: tuple[str, ...] | None = None
    metrics: tuple[str, ...] | None = None
    method: str | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """The rows of a structured summary (paragraph 23), by year."""

    year_basis: str
    """Whether 23(c) to (e) count a first transfer in its vintage year or in the year of the action."""
    years: Mapping[int, Mapping[str, Decimal]]


@dataclass(frozen=True, slots=True)
class PartyReports:
    """All that was given of one Party."""

    party: str
    initial_reports: tuple[InitialReport, ...] = ()
    summary: Summary | None = None
    biennial_report: tuple[int, date] | None = None
    """The year in which it was due, and the day of its submission."""
    inventory_latest_year: int | None = None
    inventory_stated: bool = False
    """Whether anything is said about the inventory: `null` says that there is none."""
    other: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


def parse_reports(content: Any) -> tuple[PartyReports, ...]:
    """Return the reports in the content of a JSON file: one object a Party, or a list of them.

    Raises ReportsUnreadable.
    """
    parties = content if isinstance(content, list) else [content]
    found = tuple(_party(each) for each in parties)
    for at, each in enumerate(found):
        if each.party in [other.party for other in found[:at]]:
            raise ReportsUnreadable("party_twice", "party", each.party)
    return found


def _party(body: Any) -> PartyReports:
    _keys(body, "", {"party", "initial_reports", "structured_summary", "biennial_report", "inventory"})
    party = body.get("party")
    if not isinstance(party, str) or not re.fullmatch(r"[A-Z]{3}", party):
        raise ReportsUnreadable("not_a_party", "party", str(party))
    inventory = body.get("inventory")
    if inventory is not None:
        _keys(inventory, "inventory", {"latest_year"})
    biennial = body.get("biennial_report")
    if biennial is not None:
        _keys(biennial, "biennial_report", {"due_year", "submitted_on"})
    return PartyReports(
        party=party,
        initial_reports=tuple(
            _initial(each, f"initial_reports[{at}]") for at, each in enumerate(_list(body, "initial_reports"))
        ),
        summary=_summary(body["structured_summary"]) if body.get("structured_summary") else None,
        biennial_report=(_year(biennial.get("due_year"), "due_year"), _day(biennial.get("submitted_on")))
        if biennial
        else None,
        inventory_latest_year=_year(inventory.get("latest_year"), "latest_year") if inventory else None,
        inventory_stated="inventory" in body,
    )


def _initial(body: Any, where: str) -> InitialReport:
    _keys(body, where, {"submitted_on", "approaches", "entities", "metrics", "method"})
    return InitialReport(
        submitted_on=_day(body.get("submitted_on")),
        approaches=_texts(body, "approaches", where) or (),
        entities=_texts(body, "entities", where),
        metrics=_texts(body, "metrics", where),
        method=body.get("method"),
    )


def _summary(body: Any) -> Summary:
    _keys(body, "structured_summary", {"year_basis", "years"})
    basis = body.get("year_basis")
    if basis not in YEAR_BASES:
        raise ReportsUnreadable("not_a_year_basis", "structured_summary.year_basis", str(basis))
    years: dict[int, Mapping[str, Decimal]] = {}
    if not isinstance(body.get("years"), dict):
        raise ReportsUnreadable("not_an_object", "structured_summary.years")
    for text, rows in body["years"].items():
        where = f"structured_summary.years.{text}"
        _keys(rows, where, set(QUANTITIES))
        years[_year(text, where)] = MappingProxyType(
            {name: _number(value, f"{where}.{name}") for name, value in rows.items()}
        )
    return Summary(basis, MappingProxyType(years))


def _keys(body: Any, where: str, allowed: set[str]) -> None:
    if not isinstance(body, dict):
        raise ReportsUnreadable("not_an_object", where or "file")
    for key in body:
        if key not in allowed:
            raise ReportsUnreadable("key_unknown", f"{where}.{key}" if where else key, ", ".join(sorted(allowed)))


def _list(body: Mapping[str, Any], key: str) -> list[Any]:
    value = body.get(key, [])
    if not isinstance(value, list):
        raise ReportsUnreadable("not_a_list", key)
    return value


def _texts(body: Mapping[str, Any], key: str, where: str) -> tuple[str, ...] | None:
    value = body.get(key)
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ReportsUnreadable("not_a_list", f"{where}.{key}")
    return tuple(value)


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ReportsUnreadable("not_a_day", "submitted_on", str(value)) from None


def _year(value: Any, where: str) -> int:
    text = str(value)
    if not re.fullmatch(r"[12]\d{3}", text):
        raise ReportsUnreadable("not_a_year", where, text)
    return int(text)


def _number(value: Any, where: str) -> Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise ReportsUnreadable("not_a_number", where, str(value)) from None
    if isinstance(value, bool) or not number.is_finite():
        raise ReportsUnreadable("not_a_number", where, str(value))
    return number
