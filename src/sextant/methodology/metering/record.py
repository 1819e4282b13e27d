"""Meters as a file states them: certificates, readings, gaps, invoices, all with their evidence.

`{"symbol": "EG_PJ_facility", "unit": "MWh", "side": "baseline", "period": "2024-07-01:2025-06-30", "meters": […],
"gaps": […], "invoices": […], "tolerance": 0.01}`. A reading is a quantity, or a register at its start and end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import partial
from typing import Any, TypeVar

from sextant.domain.refusal import Refusal, refuse
from sextant.methodology.evidence import Evidence, evidence_of, short
from sextant.methodology.given import one_number

BASELINE, PROJECT = "baseline", "project"
SIDES = (BASELINE, PROJECT)
CAUSES = ("force_majeure", "other")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Calibration:
    """One certificate: the day, the error that was found, as a fraction without its sign, and its evidence."""

    on: date
    error: Fraction | None
    certificate: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a meter counted over some days, both included."""

    first: date
    last: date
    quantity: Fraction
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Meter:
    """One meter, from the day it was put in to the day it was taken out."""

    id: str
    error_max: Fraction
    """The maximum permissible error, as a fraction."""
    every_days: int
    """A calibration is due this many days after the one before."""
    first: date
    last: date | None
    calibrations: tuple[Calibration, ...]
    readings: tuple[Reading, ...]

    def due(self, calibrated_on: date) -> date:
        """Return the last day on which the calibration after one of this day is in time."""
        return calibrated_on + timedelta(days=self.every_days)


@dataclass(frozen=True, slots=True)
class Gap:
    """Days without a reading that are accounted for: why, and what counts for them."""

    first: date
    last: date
    cause: str
    why: str
    quantity: Fraction | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Metered:
    """All that a file states."""

    symbol: str
    unit: str
    side: str
    """Whether the quantity raises the baseline, so that less is safe, or the project's emissions."""
    period: tuple[date, date]
    meters: tuple[Meter, ...]
    gaps: tuple[Gap, ...]
    invoices: tuple[Reading, ...]
    tolerance: Fraction


class _Wrong(Exception):
    """A file that cannot be read; carries the refusals."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__(refusals[0].code)
        self.refusals = refusals


def read_metered(content: Any) -> Metered | Refusal:
    """Return what a file of meters states, or the first reason why it cannot be read."""
    found = read_metered_or_faults(content)
    return found[0] if isinstance(found, tuple) else found


def read_metered_or_faults(content: Any) -> Metered | tuple[Refusal, ...]:
    """Return the same, or a reason for each meter, certificate, reading, gap and invoice that cannot be read."""
    try:
        return _metered(content)
    except _Wrong as error:
        return error.refusals


def _wrong(where: str, found: Any, expected: str) -> _Wrong:
    return _Wrong(refuse("metering_value", where=where, found=short(found), expected=expected))


def _metered(content: Any) -> Metered:
    body = _keys(content, "meters", {"symbol", "unit", "side", "period", "meters"}, {"gaps", "invoices", "tolerance"})
    first, _, last = _text(body, "period", "").partition(":")
    period = _day(first, "period"), _day(last, "period")
    if period[0] > period[1]:
        raise _wrong("period", body["period"], "YYYY-MM-DD:YYYY-MM-DD")
    meters, gaps, invoices = _lists(body, "", meters=_meter, gaps=_gap, invoices=_reading)
    if not meters:
        raise _wrong("meters", body["meters"], "[{…}]")
    if len({each.id for each in meters}) != len(meters):
        raise _wrong("meters", ", ".join(each.id for each in meters), "1 × id")
    return Metered(
        _text(body, "symbol", ""), _text(body, "unit", ""), _one_of(body, "side", SIDES, ""), period, meters,
        gaps, invoices, _number(body.get("tolerance", 0), "tolerance", most=1),
    )  # fmt: skip


def _meter(content: Any, where: str) -> Meter:
    needed = {"id", "maximum_permissible_error", "calibration_every_days", "in_service", "readings"}
    body = _keys(content, where, needed, {"out_of_service", "calibrations"})
    every = body["calibration_every_days"]
    if not isinstance(every, int) or isinstance(every, bool) or every < 1:
        raise _wrong(f"{where}.calibration_every_days", every, "≥ 1")
    calibrations, readings = _lists(body, where, calibrations=_calibration, readings=_reading)
    last = None if body.get("out_of_service") is None else _day(body["out_of_service"], f"{where}.out_of_service")
    return Meter(
        _text(body, "id", where),
        _number(body["maximum_permissible_error"], f"{where}.maximum_permissible_error", most=1),
        every, _day(body["in_service"], f"{where}.in_service"), last,
        tuple(sorted(calibrations, key=lambda each: each.on)), readings,
    )  # fmt: skip


def _calibration(content: Any, where: str) -> Calibration:
    body = _keys(content, where, {"on"}, {"error", "certificate"})
    error = None if body.get("error") is None else _number(body["error"], f"{where}.error", least=-1, most=1)
    return Calibration(_day(body["on"], f"{where}.on"), None if error is None else abs(error),
                       _evidence(body, "certificate", where))  # fmt: skip


def _reading(content: Any, where: str) -> Reading:
    body = _keys(content, where, {"from", "to"}, {"quantity", "start", "end", "rolls_over_at", "evidence"})
    first, last = _day(body["from"], f"{where}.from"), _day(body["to"], f"{where}.to")
    if first > last:
        raise _wrong(f"{where}.to", body["to"], f"≥ {first}")
    return Reading(first, last, _counted(body, where), _evidence(body, "evidence", where))


def _counted(body: Mapping[str, Any], where: str) -> Fraction:
    """Return the quantity that was given, or the difference of the register, over its end where it says so."""
    if "quantity" in body:
        if body.keys() & {"start", "end", "rolls_over_at"}:
            raise _wrong(where, "quantity, start, end", "quantity")
        return _number(body["quantity"], f"{where}.quantity")
    if not body.keys() >= {"start", "end"}:
        raise _wrong(where, ", ".join(body), "quantity")
    start, end = _number(body["start"], f"{where}.start"), _number(body["end"], f"{where}.end")
    if end >= start:
        return end - start
    if "rolls_over_at" not in body:
        raise _wrong(f"{where}.end", body["end"], f"≥ {short(body['start'])}, rolls_over_at")
    turn = _number(body["rolls_over_at"], f"{where}.rolls_over_at")
    if turn <= start:
        raise _wrong(f"{where}.rolls_over_at", body["rolls_over_at"], f"> {short(body['start'])}")
    return turn - start + end


def _gap(content: Any, where: str) -> Gap:
    body = _keys(content, where, {"from", "to", "cause", "why"}, {"quantity", "evidence"})
    first, last = _day(body["from"], f"{where}.from"), _day(body["to"], f"{where}.to")
    if first > last:
        raise _wrong(f"{where}.to", body["to"], f"≥ {first}")
    quantity = None if body.get("quantity") is None else _number(body["quantity"], f"{where}.quantity")
    return Gap(first, last, _one_of(body, "cause", CAUSES, where), _text(body, "why", where), quantity,
               _evidence(body, "evidence", where))  # fmt: skip


def _keys(content: Any, where: str, needed: set[str], optional: set[str]) -> Mapping[str, Any]:
    if not isinstance(content, Mapping):
        raise _wrong(where, content, ", ".join(sorted(needed)))
    extra, lacking = sorted(content.keys() - needed - optional), sorted(needed - content.keys())
    if extra or lacking:
        raise _wrong(where, extra[0] if extra else f"– {lacking[0]}", ", ".join(sorted(needed | optional)))
    return content


def _each(body: Mapping[str, Any], key: str, read: Callable[[Any, str], T], where: str = "") -> tuple[T, ...]:
    content, place = body.get(key, []), f"{where}.{key}".lstrip(".")
    if not isinstance(content, list):
        raise _wrong(place, content, "[…]")
    return tuple(_all([partial(read, each, f"{place}[{number}]") for number, each in enumerate(content, start=1)]))


def _lists(body: Mapping[str, Any], where: str, **readers: Callable[[Any, str], Any]) -> list[tuple[Any, ...]]:
    """Return several lists of a body; what is wrong in one does not hide what is wrong in another."""
    return _all([partial(_each, body, key, read, where) for key, read in readers.items()])


def _all(readers: Iterable[Callable[[], T]]) -> list[T]:
    """Return what all give, or raise with everything that is wrong."""
    found: list[T] = []
    wrong: list[Refusal] = []
    for read in readers:
        try:
            found.append(read())
        except _Wrong as error:
            wrong += error.refusals
    if wrong:
        raise _Wrong(*wrong)
    return found


def _text(body: Mapping[str, Any], key: str, where: str) -> str:
    found = body[key]
    if not isinstance(found, str) or not found.strip():
        raise _wrong(f"{where}.{key}".lstrip("."), found, "text")
    return found


def _one_of(body: Mapping[str, Any], key: str, admitted: tuple[str, ...], where: str) -> str:
    if body[key] not in admitted:
        raise _wrong(f"{where}.{key}".lstrip("."), body[key], ", ".join(admitted))
    return str(body[key])


def _day(content: Any, where: str) -> date:
    try:
        return date.fromisoformat(content)
    except (TypeError, ValueError):
        raise _wrong(where, content, "YYYY-MM-DD") from None


def _number(content: Any, where: str, *, least: int = 0, most: int | None = None) -> Fraction:
    found = one_number(content)
    if found is None or found < least or (most is not None and found > most):
        raise _wrong(where, content, f"≥ {least}" if most is None else f"{least} … {most}")
    return found


def _evidence(body: Mapping[str, Any], key: str, where: str) -> tuple[Evidence, ...]:
    found = evidence_of(f"{where}.{key}", body.get(key))
    if isinstance(found, Refusal):
        raise _Wrong(found)
    return found
