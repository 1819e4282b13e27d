"""How much a methodology gives for what was measured: results, whole units, vintages, and everything behind them.

Whole units are the floor of the request and nothing else is rounded (settled: CDM and JCM floor the total of the
monitoring period, the Paris mechanism each vintage). A negative result is shown, flagged, and earns 0.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from sextant.domain.refusal import Refusal, Warned
from sextant.methodology.calculate import Calculation, calculate
from sextant.methodology.language.exact import shown
from sextant.methodology.library import Library
from sextant.methodology.plan import Request

RESULTS = ("baseline_emissions", "project_emissions", "leakage", "emission_reductions")
BY_YEAR = "by_year"


@dataclass(frozen=True, slots=True)
class Vintage:
    """What falls into one calendar year."""

    year: int
    emission_reductions: Fraction
    units: int


@dataclass(frozen=True, slots=True)
class Quantified:
    """A calculation with its whole units."""

    calculation: Calculation
    results: Mapping[str, Fraction | None]
    units: int | None
    vintages: tuple[Vintage, ...]
    warnings: tuple[Warned, ...]


def quantify(request: Request, library: Library) -> Quantified | Refusal:
    """Return what was calculated with its whole units, or the first reason why there is nothing."""
    done = calculate(request, library)
    if isinstance(done, Refusal):
        return done
    symbols = done.methodology.model.results
    results = {name: done.value(symbols.get(name)) for name in RESULTS}
    total = results["emission_reductions"]
    if total is None:
        return Quantified(
            done, results, None, (), _warnings(done, None, 0, request) + _of_another_period(done, request, library)
        )
    per_vintage = done.methodology.book.floor == "vintage"
    by_year = _by_year(done, total, request.period)
    found = vintages(by_year, per_vintage=per_vintage)
    units = sum(each.units for each in found) if found else max(0, math.floor(total))
    lost = max(0, math.floor(total)) - units
    return Quantified(
        done, results, units, found, _warnings(done, total, lost, request) + _of_another_period(done, request, library)
    )


def _by_year(done: Calculation, total: Fraction, period: tuple[date, date] | None) -> dict[int, Fraction]:
    """Return the reductions of each calendar year: as computed by year, else by the days of the period."""
    symbol = done.methodology.model.results.get(BY_YEAR)
    values = done.values(symbol) if symbol else {}
    if values and all(len(year) == 4 for (year,) in values):
        return {int(year): value for (year,), value in values.items()}
    if period is None:
        return {}
    days = _days_by_year(*period)
    return {year: total * count / sum(days.values()) for year, count in days.items()}


def _days_by_year(first: date, last: date) -> dict[int, int]:
    found = {}
    for year in range(first.year, last.year + 1):
        begin, end = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
        found[year] = (end - begin + timedelta(days=1)).days
    return found


def vintages(by_year: Mapping[int, Fraction], *, per_vintage: bool) -> tuple[Vintage, ...]:
    """Return the vintages with their whole units: each floored, or shares of the floored total that add up."""
    netted = _netted(by_year)
    found, before, sum_before = [], 0, Fraction(0)
    for year, value in sorted(by_year.items()):
        sum_before += netted[year]
        upto = math.floor(sum_before)
        units = math.floor(netted[year]) if per_vintage else upto - before
        before = upto
        found.append(Vintage(year, value, units))
    return tuple(found)


def _netted(by_year: Mapping[int, Fraction]) -> dict[int, Fraction]:
    """Return the years after negative ones were set off: against later years first, then against earlier ones."""
    found, deficit = {}, Fraction(0)
    for year, value in sorted(by_year.items()):
        left = value - deficit
        deficit, found[year] = max(Fraction(0), -left), max(Fraction(0), left)
    for year in sorted(found, reverse=True):
        taken = min(deficit, found[year])
        found[year] -= taken
        deficit -= taken
    return found


def _warnings(done: Calculation, total: Fraction | None, lost: int, request: Request) -> tuple[Warned, ...]:
    found = list(_below(done))
    if total is not None and total < 0:
        found.append(Warned("negative_result", {"found": str(math.floor(total))}))
    if lost:
        found.append(Warned("floored_by_vintage", {"found": lost}))
    by_vintage = done.methodology.book.floor == "vintage"
    if total is not None and by_vintage and not _by_year(done, total, request.period):
        found.append(Warned("vintages_unknown", {}))
    if request.period is not None and done.version.first is None:
        found.append(Warned("validity_unknown", {"version": done.version.name}))
    if not done.version.source.verified:
        found.append(Warned("version_unverified", {"version": done.version.name, "found": done.methodology.id}))
    return tuple(found)


def _of_another_period(done: Calculation, request: Request, library: Library) -> tuple[Warned, ...]:
    """Return a warning where a warming potential is not that of every set which the days of the period fall under."""
    if request.period is None:
        return ()
    sets = library.gwps().of_period(*request.period)
    for gas, value in done.potentials.stated:
        if any(library.gwps().value(each.name, gas) != value for each in sets):
            expected = ", ".join(each.name for each in sets)
            return (Warned("gwp_of_another_period", {"gas": gas, "found": str(shown(value)), "expected": expected}),)
    return ()


def _below(done: Calculation) -> list[Warned]:
    found = list(done.warnings)
    for tool in done.tools.values():
        found += _below(tool)
    return found
