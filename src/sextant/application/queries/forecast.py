"""A crediting period year by year: what the methodology gives, the lowered baseline, business as usual, vintages.

Each calendar year is calculated for itself with the inputs of its days. With an adjustment the baselines of the
years then go through A6.4-STAN-METH-004, which lowers them step by step and holds them under business as usual
(A6.4-STAN-AC-002 v03.0, para. 60 and 63). Sums are exact; whole units are floored as the mechanism says.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from sextant.application.queries.quantify import RESULTS, Quantified, quantify, vintages
from sextant.application.queries.quantify_under import QuantifiedUnder, quantify_under
from sextant.domain.refusal import Refusal, Warned, refuse
from sextant.methodology.book import Book
from sextant.methodology.calculate import Calculation
from sextant.methodology.forecast import Outlook, days_between
from sextant.methodology.language.exact import shown
from sextant.methodology.library import Library
from sextant.methodology.plan import Request, found_version, plan_for
from sextant.methodology.transition import Transition

ADJUSTING = "A6.4-STAN-METH-004"
_COMPUTED = ("BE", "AE", "LE", "y0", "day_share", "AE_y0", "first_year", "BE_y0_ex_ante", "AE_y0_ex_ante", "mode")
"""What the years give to the adjustment; a person cannot give them too."""
_BY_YEAR = {"unadjusted": "BE", "adjustment": "Adj", "adjusted": "BE_adj", "business_as_usual": "BAU_cons",
            "crediting_baseline": "BE_cred"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ForecastYear:
    """One calendar year of a period."""

    year: int
    days: int
    share: Fraction
    results: Mapping[str, Fraction]
    """Baseline, project, leakage, reductions; the baseline is the crediting one where there is an adjustment."""
    baseline: Mapping[str, Fraction]
    """The steps of the adjusted baseline; empty where none is adjusted."""
    units: int
    done: Quantified


@dataclass(frozen=True, slots=True)
class Forecast:
    """A period as it was calculated year by year."""

    outlook: Outlook
    book: Book
    version: str
    years: tuple[ForecastYear, ...]
    adjusted: Calculation | None
    units: int
    warnings: tuple[Warned, ...]
    under: QuantifiedUnder | None
    """The first year under rules of transition, which says what applied."""


def forecast(
    outlook: Outlook, library: Library, rules: Transition, *, before: Forecast | None = None
) -> Forecast | Refusal:
    """Return the period year by year, or the first reason why a year cannot be calculated.

    `before` is the crediting period as it was forecast: with it the period is one that was monitored, the first
    year's baseline is the forecast's, and the adjusted baseline is no more sent back but held down year by year.
    """
    start = (outlook.crediting[0], outlook.crediting[0])
    found = found_version(Request(outlook.methodology, {}, version=outlook.version, period=start), library)
    if isinstance(found, Refusal):
        return found
    methodology, version = found
    if outlook.under is not None and outlook.under != rules.id:
        return refuse("outlook_value", key="under", found=outlook.under, expected=rules.id)
    if outlook.under is not None and outlook.period[0] < rules.first_day:
        return refuse("transition_before", found=str(outlook.period[0]), expected=str(rules.first_day))
    calculated: dict[int, Quantified] = {}
    under: list[QuantifiedUnder] = []
    for year in outlook.years:
        request = _request(outlook, year, version.name, library)
        done = quantify(request, library) if outlook.under is None else quantify_under(request, library, rules)
        if isinstance(done, Refusal):
            return Refusal(done.code, {**done.about, "year": year})
        if isinstance(done, QuantifiedUnder):
            under.append(done)
            done = done.quantified
        if done.results["emission_reductions"] is None:
            return refuse("outlook_no_reductions", methodology=methodology.id)
        calculated[year] = done
    adjusted = _adjusted(outlook, calculated, library, before)
    if isinstance(adjusted, Refusal):
        return adjusted
    per_vintage = adjusted is not None or outlook.under is not None or methodology.book.floor == "vintage"
    years = _years(outlook, calculated, adjusted, per_vintage=per_vintage)
    warnings = _warnings(calculated, years, adjusted, methodology.book, library)
    return Forecast(outlook, methodology.book, version.name, years, adjusted, sum(each.units for each in years),
                    warnings, under[0] if under else None)  # fmt: skip


def _request(outlook: Outlook, year: int, version: str, library: Library) -> Request:
    """Return the calculation of a year: the version of the period's first day, the warming potentials of the year."""
    first, last = outlook.days_of(year)
    request = Request(outlook.methodology, outlook.given_for(year), outlook.case, version)
    if outlook.under is not None or "gwp_set" in request.inputs:
        return request
    plan = plan_for(request, library)
    if isinstance(plan, Refusal) or not any(each.gas for each in plan.needed):
        return request
    admitted = plan.methodology.book.gwp_sets
    of_year = [each.name for each in library.gwps().of_period(first, last) if each.name in admitted]
    return replace(request, inputs={**request.inputs, "gwp_set": of_year[-1]}) if of_year else request


def _adjusted(
    outlook: Outlook, calculated: Mapping[int, Quantified], library: Library, before: Forecast | None
) -> Calculation | Refusal | None:
    """Return the baselines of the years as the standard lowers them; none where no adjustment was asked for."""
    if outlook.adjustment is None:
        return None
    given = dict(outlook.adjustment)
    for name in _COMPUTED:
        if name in given:
            return refuse("outlook_computed", symbol=name)
    columns = {"BE": "baseline_emissions", "AE": "project_emissions", "LE": "leakage"}
    for symbol, result in columns.items():
        given[symbol] = {str(year): each.results[result] or Fraction(0) for year, each in calculated.items()}
    start = outlook.crediting[0].year
    given["y0"] = start
    given["day_share"] = {str(year): outlook.share_of(year) for year in calculated}
    if before is None:
        given |= {"mode": "ex_ante"}
        if given.get("approach") in _WITH_ACTIVITY:
            given["AE_y0"] = calculated[start].results["project_emissions"] or Fraction(0)
    else:
        assert before.adjusted is not None, "a monitored period is adjusted only where its forecast was"
        given |= {"mode": "ex_post", "first_year": "stated", "BE_y0_ex_ante": before.adjusted.value("BE_y0")}
        if given.get("approach") in _WITH_ACTIVITY:
            given["AE_y0_ex_ante"] = before.adjusted.value("AE_y0_annual")
    done = quantify(Request(ADJUSTING, given), library)
    return done if isinstance(done, Refusal) else done.calculation


_WITH_ACTIVITY = ("actual_or_historical",)
"""Approaches whose first adjustment looks at the emissions of the activity."""


def _years(
    outlook: Outlook, calculated: Mapping[int, Quantified], adjusted: Calculation | None, *, per_vintage: bool
) -> tuple[ForecastYear, ...]:
    """Return the years with their results, the steps of their baseline, and whole units."""
    found: list[ForecastYear] = []
    for year, done in calculated.items():
        results = {name: done.results[name] or Fraction(0) for name in RESULTS}
        baseline: dict[str, Fraction] = {}
        at = (str(year),)
        if adjusted is not None:
            baseline = {name: adjusted.values(symbol)[at] for name, symbol in _BY_YEAR.items()
                        if at in adjusted.values(symbol)}  # fmt: skip
            results["baseline_emissions"] = baseline["crediting_baseline"]
            results["emission_reductions"] = adjusted.values("ER_y")[at]
        first, last = outlook.days_of(year)
        found.append(ForecastYear(year, days_between(first, last), outlook.share_of(year), results, baseline, 0, done))
    reductions = {each.year: each.results["emission_reductions"] for each in found}
    units = {each.year: each.units for each in vintages(reductions, per_vintage=per_vintage)}
    return tuple(replace(each, units=units[each.year]) for each in found)


def _warnings(
    calculated: Mapping[int, Quantified],
    years: tuple[ForecastYear, ...],
    adjusted: Calculation | None,
    book: Book,
    library: Library,
) -> tuple[Warned, ...]:
    found: dict[tuple[str, str], Warned] = {}
    for done in calculated.values():
        for each in done.warnings:
            if each.code not in ("vintages_unknown", "floored_by_vintage", "negative_result"):
                found.setdefault((each.code, str(each.about)), each)
    for year in years:
        reductions = year.results["emission_reductions"]
        if reductions < 0:
            told = Warned("negative_year", {"year": year.year, "found": str(math.floor(reductions))})
            found["negative_year", str(year.year)] = told
    standard = library.find(ADJUSTING)
    # The standard binds the methodologies of its own mechanism; for others an adjustment is a choice.
    if adjusted is None and standard is not None and standard.book.mechanism == book.mechanism:
        found["not_adjusted", ""] = Warned("not_adjusted", {"found": book.id, "standard": ADJUSTING})
    return tuple(found.values())


def forecast_record(done: Forecast) -> dict[str, Any]:
    """Return a period for programs: every year, the sums, and how the baseline came about."""
    years = [_year_record(each) for each in done.years]
    sums = {name: shown(sum((each.results[name] for each in done.years), Fraction(0))) for name in RESULTS}
    return {
        "methodology": done.book.id,
        "version": done.version,
        "crediting_period": _stretch(done.outlook.crediting),
        "period": _stretch(done.outlook.period),
        "baseline_standard": None if done.adjusted is None else ADJUSTING,
        "years": years,
        "total": sums | {"units": done.units},
        "warnings": [each.as_json() for each in done.warnings],
    }


def _stretch(period: tuple[Any, Any]) -> str:
    return f"{period[0]}:{period[1]}"


def _year_record(each: ForecastYear) -> dict[str, Any]:
    return {
        "year": each.year,
        "days": each.days,
        "share_of_year": shown(each.share),
        "results": {name: shown(value) for name, value in each.results.items()},
        "baseline": {name: shown(value) for name, value in each.baseline.items()},
        "units": each.units,
    }
