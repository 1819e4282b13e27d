"""What is said of a crediting period before it begins, or of a monitoring period after it: inputs year by year.

`{"methodology": "AMS-I.D", "crediting_period": "2026-03-15:2031-03-14", "inputs": {…}, "by_year": {"2026": {…}},
"adjustment": {…}}`. Amounts of a year are those of its days inside the period; a year has what is given for all
years and, over it, what is given for that year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from sextant.domain.refusal import Refusal, refuse
from sextant.methodology.evidence import short

_KEYS = ("methodology", "version", "case", "crediting_period", "monitoring_period", "inputs", "by_year",
         "adjustment", "under", "reasons")  # fmt: skip
YEARS_MAX = 60


@dataclass(frozen=True, slots=True)
class Outlook:
    """A period with what is known of each of its years."""

    methodology: str
    version: str | None
    case: str | None
    crediting: tuple[date, date]
    period: tuple[date, date]
    """The days that are calculated: the crediting period, or the monitoring period inside it."""
    inputs: Mapping[str, Any]
    by_year: Mapping[int, Mapping[str, Any]]
    adjustment: Mapping[str, Any] | None
    under: str | None
    reasons: Mapping[str, str]

    @property
    def years(self) -> tuple[int, ...]:
        """Return the calendar years of the period."""
        return tuple(range(self.period[0].year, self.period[1].year + 1))

    def days_of(self, year: int) -> tuple[date, date]:
        """Return the first and last day of a year inside the period."""
        return max(self.period[0], date(year, 1, 1)), min(self.period[1], date(year, 12, 31))

    def share_of(self, year: int) -> Fraction:
        """Return the share of a calendar year's days, 365 or 366, that lie inside the period."""
        first, last = self.days_of(year)
        return Fraction(_days(first, last), _days(date(year, 1, 1), date(year, 12, 31)))

    def given_for(self, year: int) -> dict[str, Any]:
        """Return the inputs of a year."""
        return {**self.inputs, **self.by_year.get(year, {})}


def _days(first: date, last: date) -> int:
    return (last - first + timedelta(days=1)).days


def days_between(first: date, last: date) -> int:
    """Return how many days a stretch has, both ends included; 0 where it ends before it begins."""
    return max(0, _days(first, last))


def read_outlook(given: Mapping[str, Any], *, monitored: bool = False) -> Outlook | Refusal:
    """Return what a file says of a period, or the first reason why it cannot be read."""
    extra = sorted(given.keys() - set(_KEYS))
    if extra:
        return refuse("outlook_key", found=extra[0], expected=", ".join(_KEYS))
    if not isinstance(given.get("methodology"), str):
        return refuse("outlook_value", key="methodology", found=short(given.get("methodology")), expected="text")
    for key in ("version", "case", "under"):
        if not isinstance(given.get(key, ""), str):
            return refuse("outlook_value", key=key, found=short(given[key]), expected="text")
    crediting = _period(given.get("crediting_period"), "crediting_period")
    if isinstance(crediting, Refusal):
        return crediting
    period = _period(given.get("monitoring_period"), "monitoring_period") if monitored else crediting
    if isinstance(period, Refusal):
        return period
    if not monitored and "monitoring_period" in given:
        return refuse("outlook_key", found="monitoring_period", expected="--monitored")
    if period[0] < crediting[0] or period[1] > crediting[1]:
        return refuse("outlook_outside", found=f"{period[0]}:{period[1]}", expected=f"{crediting[0]}:{crediting[1]}")
    by_year = _by_year(given.get("by_year", {}), period)
    if isinstance(by_year, Refusal):
        return by_year
    for key in ("inputs", "adjustment", "reasons"):
        if key in given and not isinstance(given[key], Mapping):
            return refuse("outlook_value", key=key, found=short(given[key]), expected="{…}")
    reasons = given.get("reasons", {})
    if not all(isinstance(each, str) and each.strip() for each in reasons.values()):
        return refuse("outlook_value", key="reasons", found=short(reasons), expected='{"EG": "text"}')
    return Outlook(given["methodology"], given.get("version"), given.get("case"), crediting, period,
                   given.get("inputs", {}), by_year, given.get("adjustment"), given.get("under"), reasons)  # fmt: skip


def _period(content: Any, key: str) -> tuple[date, date] | Refusal:
    try:
        first, _, last = content.partition(":")
        found = date.fromisoformat(first), date.fromisoformat(last)
    except (AttributeError, ValueError):
        return refuse("outlook_value", key=key, found=short(content), expected="YYYY-MM-DD:YYYY-MM-DD")
    if found[0] > found[1] or found[1].year - found[0].year > YEARS_MAX:
        return refuse("outlook_value", key=key, found=short(content), expected=f"≤ {YEARS_MAX}")
    return found


def _by_year(content: Any, period: tuple[date, date]) -> dict[int, Mapping[str, Any]] | Refusal:
    faults = faults_by_year(content, period)
    return faults[0] if faults else {int(name): each for name, each in content.items()}


def faults_by_year(content: Any, period: tuple[date, date]) -> tuple[Refusal, ...]:
    """Return a refusal for each entry that is no year of the period with its inputs."""
    if not isinstance(content, Mapping):
        return (refuse("outlook_value", key="by_year", found=short(content), expected='{"2026": {…}}'),)
    found = []
    for name, each in content.items():
        year = int(name) if isinstance(name, str) and name.isdecimal() and len(name) == 4 else None
        if year is None or not period[0].year <= year <= period[1].year or not isinstance(each, Mapping):
            found.append(refuse("outlook_value", key=f"by_year.{short(name)}", found=short(each),
                                expected=f"{period[0].year} … {period[1].year}: {{…}}"))  # fmt: skip
    return tuple(found)


def outlook_faults(given: Mapping[str, Any], *, monitored: bool = False) -> tuple[Refusal, ...]:
    """Return every reason why a file cannot be read as far as its years go, else the first reason; none where it can.

    A file is read from the top, so entries of years are judged only once the period is known.
    """
    first = read_outlook(given, monitored=monitored)
    if not isinstance(first, Refusal):
        return ()
    without = read_outlook({**given, "by_year": {}}, monitored=monitored)
    return (first,) if isinstance(without, Refusal) else faults_by_year(given["by_year"], without.period)
