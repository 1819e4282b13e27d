"""What a mechanism credits of each year, before units are made of it: exact, and floored to whole units.

The difference that physically happens is counted apart from it: a mechanism may credit less, or more.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sextant.comparison.activity import ACTIVITY, BASELINE, PROJECT, REFERENCE, USUAL, Activity, Fault, Year
from sextant.comparison.assumption import Value
from sextant.comparison.course import Credited
from sextant.domain.refusal import Refusal
from sextant.domain.rule_value import ValueInForce
from sextant.methodology.calculate import Calculation, calculate
from sextant.methodology.library import Library
from sextant.methodology.plan import Request, plan_for
from sextant.rules.rulebook import Rulebooks

_GROSS, _JCM_SHARE, _DEFICIT, _UNCERTAINTY = "net_to_gross", "jcm_reference_share", "carry_deficit", "uncertainty"


@dataclass(frozen=True, slots=True)
class YearCredited:
    """One year of one mechanism."""

    year: int
    reduction: Fraction
    """What happened physically, in t CO2 eq."""
    credited: Fraction
    """What the mechanism sees of it; negative where the activity emitted more."""
    set_off: Fraction
    """What a deficit of earlier years took away."""
    units: int


@dataclass(frozen=True)
class Credits:
    """All years, and the calculation behind them where a methodology made one."""

    years: tuple[YearCredited, ...]
    calculation: Calculation | None = None
    refusal: Refusal | None = None
    """Why there is nothing: what the methodology refused."""


def reduction(year: Year, assumed: Mapping[str, Value]) -> Fraction:
    """Return what physically happened in a year, in t CO2 eq, whatever any mechanism credits."""
    return (year.quantities[BASELINE] - year.quantities[ACTIVITY]) * _number(assumed, _GROSS)


def credits(
    activity: Activity,
    how: Credited | None,
    mechanism: str,
    assumed: Mapping[str, Value],
    *,
    rules: Rulebooks,
    library: Library,
    on: date,
    replayed: int = 0,
) -> Credits:
    """Return what a mechanism credits. `on` is the day of the rules, `replayed` by how many years it is moved back."""
    calculation = None
    if how is None:
        exact = dict.fromkeys((each.year for each in activity.years), Fraction(0))
    elif how.methodology is not None:
        done = _by_methodology(activity, how, mechanism, assumed, rules=rules, library=library, on=on)
        if isinstance(done, Refusal):
            return Credits((), refusal=done)
        calculation, exact = done
    else:
        exact = {each.year: _difference(each, how, mechanism, assumed) for each in activity.years}
    return Credits(tuple(_floored(activity, exact, assumed)), calculation)


def _floored(activity: Activity, exact: Mapping[int, Fraction], assumed: Mapping[str, Value]) -> list[YearCredited]:
    found, deficit = [], Fraction(0)
    carried = assumed[_DEFICIT] == "yes"
    for each in activity.years:
        value = exact[each.year]
        set_off = min(deficit, max(value, Fraction(0))) if carried else Fraction(0)
        deficit = deficit - set_off + max(-value, Fraction(0))
        units = max(0, math.floor(value - set_off))
        found.append(YearCredited(each.year, reduction(each, assumed), value, set_off, units))
    return found


def _difference(year: Year, how: Credited, mechanism: str, assumed: Mapping[str, Value]) -> Fraction:
    more = _seen(year, how.minuend, mechanism, assumed)
    less = _seen(year, how.subtrahend, mechanism, assumed)
    taken_off = _number(assumed, how.less) if how.less else Fraction(0)
    return (more - less) * _number(assumed, _GROSS) * (1 - taken_off)


def _seen(year: Year, name: str, mechanism: str, assumed: Mapping[str, Value]) -> Fraction:
    """Return a quantity as a mechanism sees it; what a year leaves out follows from what it gives."""
    given = year.seen_by(mechanism, name)
    if given is not None:
        return given
    baseline, activity = year.seen_by(mechanism, BASELINE), year.seen_by(mechanism, ACTIVITY)
    assert baseline is not None, "an activity gives it for every year"
    assert activity is not None, "an activity gives it for every year"
    otherwise = {REFERENCE: baseline * _number(assumed, _JCM_SHARE), PROJECT: activity, USUAL: baseline}
    return otherwise[name]


def _by_methodology(
    activity: Activity,
    how: Credited,
    mechanism: str,
    assumed: Mapping[str, Value],
    *,
    rules: Rulebooks,
    library: Library,
    on: date,
) -> tuple[Calculation, dict[int, Fraction]] | Refusal:
    """Return the calculation of a methodology with one value a calendar year (settled points 7 and 8)."""
    covered = [each for each in activity.years if each.covered_days]
    by_year = {
        symbol: {str(each.year): _seen(each, name, mechanism, assumed) for each in covered}
        for symbol, name in (("BE", BASELINE), ("AE", ACTIVITY), ("BAU", USUAL))
    }
    first = covered[0]
    inputs = {
        **by_year,
        "AE_y0": by_year["AE"][str(first.year)],
        "y0": first.year,
        "day_share": {str(each.year): Fraction(each.covered_days, each.days) for each in covered},
        "UNC": _number(assumed, _UNCERTAINTY),
        "UNC_BAU": _number(assumed, _UNCERTAINTY),
        **{symbol: _rule(rules, path, on) for symbol, path in how.factors.items()},
    }
    case = ", ".join(str(assumed[name]) for name in how.case)
    planned = plan_for(Request(how.methodology or "", {}, case=case), library)
    if isinstance(planned, Refusal):
        return planned
    # Not every option of the methodology asks for everything that is known.
    asked = {each.symbol for each in planned.terms}
    given = {symbol: value for symbol, value in inputs.items() if symbol in asked}
    done = calculate(Request(how.methodology or "", given, case=case), library)
    if isinstance(done, Refusal):
        return done
    gross = _number(assumed, _GROSS)
    exact = {int(year): value * gross for (year,), value in done.values("ER_y").items()}
    return done, {each.year: exact.get(each.year, Fraction(0)) for each in activity.years}


def _rule(rules: Rulebooks, path: str, on: date) -> Fraction:
    found = rules.parameter(path).on(on)
    if not isinstance(found, ValueInForce):
        raise Fault("rule_not_in_force", rule=path, found=on.isoformat())
    if isinstance(found.value, str | bool | tuple | Mapping | date):
        raise ValueError(f"{path} is no number on {on}")
    return Fraction(found.value)


def _number(assumed: Mapping[str, Value], name: str) -> Fraction:
    found = assumed[name]
    assert isinstance(found, Fraction), f"{name} is a number"
    return found
