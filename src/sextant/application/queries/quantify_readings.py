"""What a methodology gives for readings of devices: judged, filled and discounted, then calculated as any input.

The readings give one symbol, for each stratum or in all; everything else is given as without readings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any, Protocol

from sextant.application.queries.quantify import Quantified, quantify
from sextant.domain.refusal import Refusal, Warned, refuse
from sextant.methodology.language.exact import shown
from sextant.methodology.library import Library
from sextant.methodology.plan import Request, found_version
from sextant.methodology.readings.asked import Settings, settings_of
from sextant.methodology.readings.rules import Reading, Rules, Use
from sextant.methodology.readings.stratum import COUNTS, Earned, earned, stratum_of
from sextant.methodology.readings.typed import DATES

Row = dict[str, Any]
_EPOCH = date(1970, 1, 1)


class ReadingsBeyond(ArithmeticError):
    """An engine could not hold a number of the readings; the text is the engine's."""


class ReadingSource(Protocol):
    """A table of readings and the engine that runs over it."""

    name: str

    def columns(self) -> Mapping[str, str]:
        """Return how each column is stored, by name, as one of `stored.STORED`."""
        ...

    def days(self, column: str) -> tuple[str, int, int] | None:
        """Return whether days are numbers or dates, with the first and the last as whole numbers; none without one."""
        ...

    def strata(self, asked: Reading, days: str) -> tuple[Row, Sequence[Row]]:
        """Return the counts of rows, and a row a stratum. Raises ReadingsBeyond."""
        ...


@dataclass(frozen=True, slots=True)
class QuantifiedReadings:
    """A calculation from readings: what each stratum earned, and what was read."""

    quantified: Quantified
    asked: Reading
    use: Use
    rows: Mapping[str, int]
    strata: tuple[Earned, ...]


def quantify_readings(
    request: Request, source: ReadingSource, library: Library, rules: Rules
) -> QuantifiedReadings | Refusal:
    """Return what the readings give, or the first reason why there is nothing. Settings are the input `readings`."""
    found = found_version(request, library)
    if isinstance(found, Refusal):
        return found
    use = found[0].book.readings
    if use is None:
        return refuse("readings_not_taken", methodology=request.methodology)
    for symbol in (use.symbol, use.devices):
        if symbol is not None and symbol in request.inputs:
            return refuse("readings_give_it", symbol=symbol)
    settings = settings_of(request.inputs.get("readings", {}), use, source.columns())
    if isinstance(settings, Refusal):
        return settings
    placed = _placed(settings, request, source)
    if isinstance(placed, Refusal):
        return placed
    days, first, last, warned = placed
    asked = Reading(rules, settings.columns[use.quantity] or "", settings.limits, first_day=first, last_day=last,
                    missing_rows=settings.missing_rows, **settings.places)  # fmt: skip
    try:
        counts, rows = source.strata(asked, days)
    except ReadingsBeyond as error:
        return refuse("readings_beyond", found=str(error)[:120])
    return _faulty(rows) or _finish(request, source, library, use, asked, counts, rows, warned)


def _placed(
    settings: Settings, request: Request, source: ReadingSource
) -> tuple[str, int, int, tuple[Warned, ...]] | Refusal:
    """Return what days are, and the first and the last of the period: as asked for, else as the readings have them."""
    found = source.days(str(settings.places["day"]))
    if found is None:
        return refuse("readings_empty", found=source.name)
    days, first, last = found
    if days == DATES and request.period is not None:
        begin, end = ((each - _EPOCH).days for each in request.period)
        return days, begin, end, ()
    if days != DATES and settings.first_day is not None and settings.last_day is not None:
        return days, settings.first_day, settings.last_day, ()
    shown_days = (str(date.fromordinal(_EPOCH.toordinal() + each)) if days == DATES else str(each)
                  for each in (first, last))  # fmt: skip
    return days, first, last, (Warned("period_of_readings", {"found": " – ".join(shown_days)}),)


def _faulty(rows: Sequence[Row]) -> Refusal | None:
    if not rows:
        return refuse("readings_empty", found="0")
    of_two, unplaced = (sum(int(row[name]) for row in rows) for name in ("devices_of_two", "without_stratum"))
    if unplaced:
        return refuse("readings_without_stratum", found=unplaced)
    return refuse("device_of_two_strata", found=of_two) if of_two else None


def _finish(
    request: Request,
    source: ReadingSource,
    library: Library,
    use: Use,
    asked: Reading,
    counts: Row,
    rows: Sequence[Row],
    warned: tuple[Warned, ...],
) -> QuantifiedReadings | Refusal:
    strata = tuple(earned(stratum_of(row), asked.rules) for row in rows)
    origin = {"origin": f"readings {source.name}"}
    inputs = {name: each for name, each in request.inputs.items() if name != "readings"}
    case = {each.strip() for each in (request.case or "").split(",")}
    inputs = {choice: option for choice, option in use.options.items() if option not in case} | inputs
    if use.devices is None:
        total = sum((each.quantity for each in strata), Fraction(0))
        inputs[use.symbol] = {"value": total * use.factor, **origin}
    else:
        means = {each.stratum.name: each.quantity * use.factor / each.stratum.devices for each in strata}
        inputs[use.symbol] = {"value": means, **origin}
        inputs[use.devices] = {"value": {each.stratum.name: each.stratum.devices for each in strata}, **origin}
    done = quantify(replace(request, inputs=inputs), library)
    if isinstance(done, Refusal):
        return done
    done = replace(done, warnings=(*done.warnings, *warned))
    return QuantifiedReadings(done, asked, use, {name: int(each or 0) for name, each in counts.items()}, strata)


def readings_record(done: QuantifiedReadings) -> dict[str, Any]:
    """Return what came of the readings, for programs: quantities in the unit of the readings, counts, rules."""
    rules = done.asked.rules
    return {
        "symbol": done.use.symbol,
        "unit": done.use.unit,
        "first_day": done.asked.first_day,
        "last_day": done.asked.last_day,
        "missing_rows": done.asked.missing_rows,
        "limits": {name: [None if each is None else shown(each) for each in both]
                   for name, both in done.asked.limits.items()},
        "rules": {name: {"value": shown(getattr(rules, name)), "source": str(each), "verified": each.verified}
                  for name, each in rules.sources.items()},
        "rows": dict(done.rows),
        "counts": {name: sum(each.stratum.counts[name] for each in done.strata) for name in COUNTS},
        "quantity": shown(sum((each.quantity for each in done.strata), Fraction(0))),
        "strata": [_stratum_record(each) for each in done.strata],
    }  # fmt: skip


def _stratum_record(each: Earned) -> dict[str, Any]:
    return {
        "stratum": each.stratum.name,
        "quantity_micro": each.stratum.quantity,
        "squares_micro": each.stratum.squares,
        "mean": shown(each.mean),
        "half_width": None if each.half_width is None else shown(each.half_width),
        "discount": shown(each.discount),
        "quantity": shown(each.quantity),
        **each.stratum.counts,
    }
