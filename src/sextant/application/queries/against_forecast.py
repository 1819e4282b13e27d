"""What was achieved against what was expected, year by year, with the reasons that were recorded.

A monitored period is compared with the estimates of the registered document for the same days
(A6.4-STAN-AC-002 v03.0, para. 159); where more was achieved, every input that differs must have its cause (para.
160). A reason that is not given is never made up: the comparison is then not complete.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from sextant.application.queries.forecast import Forecast, ForecastYear, forecast, forecast_record
from sextant.application.queries.quantify import RESULTS, quantify
from sextant.domain.refusal import Refusal, refuse
from sextant.methodology.calculate import Calculation
from sextant.methodology.forecast import Outlook, days_between
from sextant.methodology.language.exact import shown
from sextant.methodology.library import Library
from sextant.methodology.plan import Request
from sextant.methodology.resolve import named
from sextant.methodology.transition import Transition


@dataclass(frozen=True, slots=True)
class Difference:
    """One input that is not what was expected: both values, what it alone does to the year, and its reason."""

    symbol: str
    expected: Fraction | None
    found: Fraction | None
    effect: Fraction | None
    """The change of the year's reductions when this input alone is changed; none where days differ."""
    reason: str | None


@dataclass(frozen=True, slots=True)
class ComparedYear:
    """One calendar year: the estimate for its monitored days, what was achieved, and why they differ."""

    achieved: ForecastYear
    expected: Mapping[str, Fraction]
    differences: tuple[Difference, ...]

    @property
    def change(self) -> Fraction:
        """Return how much more was achieved than expected."""
        return self.achieved.results["emission_reductions"] - self.expected["emission_reductions"]

    @property
    def unexplained(self) -> tuple[str, ...]:
        """Return the inputs whose difference has no reason, where more was achieved than expected."""
        if self.change <= 0:
            return ()
        return tuple(each.symbol for each in self.differences if each.reason is None)


@dataclass(frozen=True, slots=True)
class Compared:
    """A monitored period against its forecast."""

    before: Forecast
    after: Forecast
    years: tuple[ComparedYear, ...]

    @property
    def complete(self) -> bool:
        """Whether every increase is explained."""
        return not any(each.unexplained for each in self.years)


def compare(expected: Outlook, monitored: Outlook, library: Library, rules: Transition) -> Compared | Refusal:
    """Return what was achieved against what was expected, or why it cannot be compared."""
    for key in ("methodology", "crediting", "under"):
        if getattr(expected, key) != getattr(monitored, key):
            return refuse("outlook_other", key=key, found=str(getattr(monitored, key)),
                          expected=str(getattr(expected, key)))  # fmt: skip
    before = forecast(expected, library, rules)
    if isinstance(before, Refusal):
        return before
    if expected.adjustment is not None:
        monitored = replace(monitored, adjustment={**expected.adjustment, **(monitored.adjustment or {})})
    elif monitored.adjustment is not None:
        return refuse("outlook_other", key="adjustment", found="{…}", expected="–")
    after = forecast(monitored, library, rules, before=before)
    if isinstance(after, Refusal):
        return after
    of_years = {each.year: each for each in before.years}
    years = tuple(_year(of_years[each.year], each, before, after, library) for each in after.years)
    return Compared(before, after, years)


def _year(expected: ForecastYear, achieved: ForecastYear, before: Forecast, after: Forecast, library: Library) -> Any:
    """Return one year compared: the estimate for as many days, and each input that differs."""
    days = Fraction(days_between(*after.outlook.days_of(achieved.year)), expected.days)
    estimate = {name: value * days for name, value in expected.results.items()}
    was, now = expected.done.calculation, achieved.done.calculation
    found: list[Difference] = []
    for symbol in sorted(was.inputs.keys() | now.inputs.keys()):
        for at in _places(was, now, symbol):
            one, other = _value(was, symbol, at), _value(now, symbol, at)
            if one == other:
                continue
            effect = _effect(was, symbol, at, other, before, library) if days == 1 else None
            name = named(symbol, at)
            reason = after.outlook.reasons.get(name, after.outlook.reasons.get(symbol))
            found.append(Difference(name, one, other, effect, reason))
    return ComparedYear(achieved, estimate, tuple(found))


def _places(was: Calculation, now: Calculation, symbol: str) -> list[tuple[str, ...]]:
    """Return the elements of a symbol in either calculation, in their order."""
    return list(dict.fromkeys([*was.values(symbol), *now.values(symbol)]))


def _value(done: Calculation, symbol: str, at: tuple[str, ...]) -> Fraction | None:
    return done.values(symbol).get(at) if symbol in done.inputs else None


def _effect(
    was: Calculation, symbol: str, at: tuple[str, ...], value: Fraction | None, before: Forecast, library: Library
) -> Fraction | None:
    """Return what one input alone does to the reductions that the methodology gives before any adjustment."""
    if value is None or symbol not in was.inputs:
        return None
    inputs: dict[str, Any] = dict(was.chosen)
    for name, each in was.inputs.items():
        values = {**each.values, at: value} if name == symbol else each.values
        inputs[name] = _nested(values)
    request = Request(before.book.id, inputs, version=before.version)
    changed, same = quantify(request, library), was.value(was.methodology.model.results.get("emission_reductions"))
    if isinstance(changed, Refusal) or same is None or changed.results["emission_reductions"] is None:
        return None
    return changed.results["emission_reductions"] - same


def _nested(values: Mapping[tuple[str, ...], Fraction]) -> Any:
    """Return values by element as the tables in which they are given."""
    if set(values) == {()}:
        return values[()]
    found: dict[str, Any] = {}
    for at, value in values.items():
        table = found
        for name in at[:-1]:
            table = table.setdefault(name, {})
        table[at[-1]] = value
    return found


def compared_record(done: Compared) -> dict[str, Any]:
    """Return the comparison for programs."""
    estimate = {name: sum((each.expected[name] for each in done.years), Fraction(0)) for name in RESULTS}
    achieved = {name: sum((each.achieved.results[name] for each in done.years), Fraction(0)) for name in RESULTS}
    return {
        **forecast_record(done.after),
        "against": {
            "expected": {name: shown(value) for name, value in estimate.items()},
            "achieved": {name: shown(value) for name, value in achieved.items()},
            "change": shown(achieved["emission_reductions"] - estimate["emission_reductions"]),
            "complete": done.complete,
            "years": [_compared_year(each) for each in done.years],
        },
    }


def _compared_year(each: ComparedYear) -> dict[str, Any]:
    expected = each.expected["emission_reductions"]
    return {
        "year": each.achieved.year,
        "expected": {name: shown(value) for name, value in each.expected.items()},
        "achieved": {name: shown(value) for name, value in each.achieved.results.items()},
        "change": shown(each.change),
        "share": None if expected == 0 else shown(each.change / expected),
        "differences": [
            {"symbol": one.symbol, "expected": _maybe(one.expected), "found": _maybe(one.found),
             "effect": _maybe(one.effect), "reason": one.reason}
            for one in each.differences
        ],
        "unexplained": list(each.unexplained),
    }  # fmt: skip


def _maybe(value: Fraction | None) -> Any:
    return None if value is None else shown(value)
