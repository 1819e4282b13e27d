"""One activity as it is given for the comparison: its years, its host, and the assumptions that are changed.

A quantity of a year is that of the days of the year that are covered. What cannot be read is a `Fault`: a code and
what it is about; the sentences hang on the code where they are shown (`wording/compare_faults.py`).
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from sextant.domain.label import Label

YEARS_MOST = 11
"""Ten years of days can touch eleven calendar years."""
FIRST_YEAR, LAST_YEAR = 1990, 2090
QUANTITY_MOST = Decimal(10) ** 12
DIGITS_MOST = 60
BASELINE, ACTIVITY = "baseline_emissions", "activity_emissions"
USUAL, REFERENCE, PROJECT = "business_as_usual_emissions", "jcm_reference_emissions", "jcm_project_emissions"
CREDITED = "credited"
LEAST_DEVELOPED, SMALL_ISLAND = "host_least_developed", "host_small_island"
OPTED_IN = "host_opted_in_to_adaptation_share"
_OPTIONAL = (USUAL, REFERENCE, PROJECT)
_HOST = {"least_developed": LEAST_DEVELOPED, "small_island": SMALL_ISLAND, "opts_in_to_adaptation_share": OPTED_IN}


class Fault(ValueError):
    """What is given cannot be compared; the first reason, as a code and what it is about."""

    def __init__(self, code: str, **about: object) -> None:
        super().__init__(code, about)
        self.code = code
        self.about = about


@dataclass(frozen=True, slots=True)
class Year:
    """A calendar year of the activity. Quantities are in t CO2 eq over its covered days."""

    year: int
    covered_days: int
    quantities: Mapping[str, Fraction]
    """By name: baseline and activity emissions, and whatever else is given."""
    credited: Mapping[str, Mapping[str, Fraction]] = field(default_factory=lambda: MappingProxyType({}))
    """For mechanisms whose methodology sees other emissions than those that physically happen."""

    @property
    def days(self) -> int:
        """All days of the calendar year."""
        return days_of(self.year)

    def seen_by(self, mechanism: str, name: str) -> Fraction | None:
        """Return a quantity as a mechanism's methodology sees it, or none where it is not given."""
        return self.credited.get(mechanism, {}).get(name, self.quantities.get(name))


@dataclass(frozen=True, slots=True)
class Activity:
    """Everything that is given. The facts of the host are named as the rulebooks name them."""

    title: Label
    """The same text in both languages where it is given in one."""
    host: Mapping[str, bool]
    years: tuple[Year, ...]
    assumed: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    """The assumptions that are changed, as they are written."""
    rules: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    """Values of rulebooks that are replaced, by path: what if this rule said so."""


def days_of(year: int) -> int:
    """Return how many days a calendar year has."""
    return 366 if isleap(year) else 365


def parse_activity(content: Any) -> Activity:
    """Return the activity that a JSON text holds. Raises Fault."""
    body = _object(content, "", {"title", "host", "years", "assumptions", "rules"}, needed={"years"})
    host = _object(body.get("host", {}), "host", set(_HOST))
    for name, value in host.items():
        if not isinstance(value, bool):
            raise Fault("not_yes_or_no", where=f"host.{name}", found=shown(value))
    facts = {fact: bool(host.get(name, False)) for name, fact in _HOST.items()}
    if facts[OPTED_IN] and not (facts[LEAST_DEVELOPED] or facts[SMALL_ISLAND]):
        raise Fault("opts_in_without_exemption")
    return Activity(
        title=_title(body.get("title", "")),
        host=MappingProxyType(facts),
        years=_years(body["years"]),
        assumed=MappingProxyType(dict(_object(body.get("assumptions", {}), "assumptions", None))),
        rules=MappingProxyType(dict(_object(body.get("rules", {}), "rules", None))),
    )


def _title(content: Any) -> Label:
    if not isinstance(content, dict):
        return Label(*[_text(content, "title")] * 2)
    both = _object(content, "title", {"en", "zh-Hant"}, needed={"en", "zh-Hant"})
    return Label(_text(both["en"], "title.en"), _text(both["zh-Hant"], "title.zh-Hant"))


def _text(content: Any, where: str) -> str:
    if not isinstance(content, str) or len(content) > 200:
        raise Fault("not_text", where=where)
    return content


def _years(content: Any) -> tuple[Year, ...]:
    if not isinstance(content, list) or not content:
        raise Fault("no_years")
    if len(content) > YEARS_MOST:
        raise Fault("too_many_years", found=len(content), expected=YEARS_MOST)
    years = tuple(_year(each, f"years[{place}]") for place, each in enumerate(content, start=1))
    for before, after in pairwise(years):
        if after.year != before.year + 1:
            raise Fault("years_not_in_a_row", before=before.year, after=after.year)
    if all(each.covered_days == 0 for each in years):
        raise Fault("no_days")
    return years


def _year(content: Any, where: str) -> Year:
    known = {"year", "covered_days", BASELINE, ACTIVITY, CREDITED, *_OPTIONAL}
    body = _object(content, where, known, needed={"year", BASELINE, ACTIVITY})
    year = _whole(body["year"], f"{where}.year", FIRST_YEAR, LAST_YEAR)
    days = _whole(body.get("covered_days", days_of(year)), f"{where}.covered_days", 0, days_of(year))
    quantities = {name: quantity(body[name], f"{where}.{name}") for name in (BASELINE, ACTIVITY)}
    quantities |= {name: quantity(body[name], f"{where}.{name}") for name in _OPTIONAL if name in body}
    credited = _object(body.get(CREDITED, {}), f"{where}.{CREDITED}", None)
    seen = {}
    for mechanism, each in credited.items():
        at = f"{where}.{CREDITED}.{mechanism}"
        own = _object(each, at, {BASELINE, ACTIVITY, *_OPTIONAL})
        seen[mechanism] = MappingProxyType({name: quantity(value, f"{at}.{name}") for name, value in own.items()})
    if days == 0 and any(quantities.values()):
        raise Fault("emissions_without_days", where=where, year=year)
    return Year(year, days, MappingProxyType(quantities), MappingProxyType(seen))


def _object(content: Any, where: str, known: set[str] | None, needed: set[str] | None = None) -> Mapping[str, Any]:
    if not isinstance(content, dict):
        raise Fault("not_an_object", where=where, found=shown(content))
    for key in content if known is not None else ():
        if key not in (known or ()):
            raise Fault("key_unknown", where=where, found=shown(key), expected=", ".join(sorted(known or ())))
    for key in sorted(needed or ()):
        if key not in content:
            raise Fault("key_missing", where=where, expected=key)
    return content


def _whole(content: Any, where: str, least: int, most: int) -> int:
    found = quantity(content, where, least, most)
    if found.denominator != 1:
        raise Fault("not_whole", where=where, found=shown(content))
    if not least <= found <= most:
        raise Fault("out_of_range", where=where, found=shown(content), least=least, most=most)
    return int(found)


def quantity(
    content: Any, where: str, least: object = f"{-QUANTITY_MOST:f}", most: object = f"{QUANTITY_MOST:f}"
) -> Fraction:
    """Return a number, given as one or as text, exactly. Raises Fault; `least` and `most` are what it then says."""
    if isinstance(content, bool) or not isinstance(content, int | Decimal | str | float):
        raise Fault("not_a_number", where=where, found=shown(content))
    written = str(content).strip()
    if len(written) > DIGITS_MOST:
        raise Fault("number_too_long", where=where, most=DIGITS_MOST)
    if not written.isascii() or "_" in written:
        raise Fault("not_a_number", where=where, found=shown(content))
    try:
        found = Decimal(written)
    except InvalidOperation:
        raise Fault("not_a_number", where=where, found=shown(content)) from None
    if not found.is_finite():
        raise Fault("not_a_number", where=where, found=shown(content))
    # The exponent is looked at first: a number too large for the decimal context cannot even be compared.
    if (found and not -30 <= found.adjusted() <= 30) or abs(found) > QUANTITY_MOST:
        raise Fault("out_of_range", where=where, found=shown(content), least=least, most=most)
    return Fraction(found)


def shown(content: Any) -> str:
    """Return what was found, short enough for a sentence."""
    written = str(content)
    return written if len(written) <= 40 else f"{written[:37]}…"
