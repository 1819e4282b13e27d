"""From readings of meters to the quantity that may be used: corrected, complete, cross-checked.

A value that was taken while a calibration was overdue is corrected against the participant, by the maximum permissible
error or by a larger one that the delayed calibration found (A6.4-STAN-AC-003 v03.0, para. 187 and 188). A reading that
reaches into the delay is corrected whole: nobody knows how it is spread over its days.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from sextant.domain.refusal import Refusal, Warned, refuse
from sextant.methodology.metering.record import BASELINE, Gap, Meter, Metered, Reading


@dataclass(frozen=True, slots=True)
class Delay:
    """Days on which a meter ran without a calibration that was due, and the error that is applied to them."""

    meter: str
    first: date
    last: date
    error: Fraction
    found: Fraction | None
    """What the delayed calibration found; none where there was none yet, or it says nothing."""


@dataclass(frozen=True, slots=True)
class Used:
    """One reading and what is used of it."""

    meter: str
    reading: Reading
    error: Fraction
    quantity: Fraction


@dataclass(frozen=True, slots=True)
class Invoiced:
    """One invoice beside what was metered for the same days."""

    invoice: Reading
    metered: Fraction | None
    """None where readings do not begin and end with the invoice."""
    difference: Fraction | None
    """The share by which the metered quantity differs from the invoice; none where that is zero or not comparable."""
    within: bool | None
    correction: Fraction
    """What is added to the quantity used, so that the safer of both counts."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """What meters give: the quantity to be used, and everything between the readings and it."""

    metered: Metered
    value: Fraction
    raw: Fraction
    readings: tuple[Used, ...]
    delays: tuple[Delay, ...]
    exchanges: tuple[tuple[str, str, date], ...]
    """Meters that followed one another: the old, the new, and the new one's first day."""
    unexplained: tuple[tuple[date, date], ...]
    invoices: tuple[Invoiced, ...]
    warnings: tuple[Warned, ...]


def quantity_of(metered: Metered) -> Quantity | Refusal:
    """Return what may be used of the readings, or the first reason why they cannot be."""
    fault = next(metered_faults(metered), None)
    if fault is not None:
        return fault
    unexplained = _uncovered(metered)
    delays = tuple(delay for meter in metered.meters for delay in _delays(meter, metered.period))
    used = tuple(_used(metered, meter, reading, delays) for meter in metered.meters for reading in meter.readings)
    filled = sum((each.quantity or Fraction(0) for each in metered.gaps), Fraction(0))
    invoices = tuple(_invoiced(metered, each, used) for each in metered.invoices)
    value = sum((each.quantity for each in used), filled) + sum((each.correction for each in invoices), Fraction(0))
    raw = sum((each.reading.quantity for each in used), Fraction(0))
    warnings = _warnings(metered, delays, unexplained, invoices)
    return Quantity(metered, max(Fraction(0), value), raw, used, delays, _exchanges(metered), unexplained, invoices,
                    warnings)  # fmt: skip


def metered_faults(metered: Metered) -> Iterator[Refusal]:
    """Yield why readings cannot be used: what lies outside, is counted twice, or is missing without an account."""
    yield from _misplaced(metered)
    yield from _overlapping(metered)
    unexplained = _uncovered(metered)
    if unexplained and metered.side != BASELINE:
        yield refuse("metering_gap", found=_stretches(unexplained), symbol=metered.symbol)


def _misplaced(metered: Metered) -> Iterator[Refusal]:
    """Yield a refusal for each reading outside its meter's service or the period, and each gap that says too little."""
    first, last = metered.period
    for meter in metered.meters:
        for each in meter.readings:
            end = meter.last or last
            if each.first < meter.first or each.last > end:
                yield refuse("metering_outside", where=meter.id, found=f"{each.first}:{each.last}",
                             expected=f"{meter.first}:{meter.last or '…'}")  # fmt: skip
    stated = [(each.first, each.last) for meter in metered.meters for each in meter.readings]
    stated += [(each.first, each.last) for each in metered.gaps]
    stated += [(each.first, each.last) for each in metered.invoices]
    for begin, end in stated:
        if begin < first or end > last:
            yield refuse("metering_outside", where=metered.symbol, found=f"{begin}:{end}", expected=f"{first}:{last}")
    for gap in metered.gaps:
        if metered.side != BASELINE and gap.quantity is None:
            yield refuse("metering_gap", found=f"{gap.first}:{gap.last}", symbol=metered.symbol)
        if metered.side == BASELINE and gap.quantity:
            yield refuse("metering_gap_earns", found=f"{gap.first}:{gap.last}", symbol=metered.symbol)


def _overlapping(metered: Metered) -> Iterator[Refusal]:
    """Yield a refusal for days that are counted twice: by two readings, by a reading and a gap, or by two invoices."""
    billed = ((each.first, each.last) for each in metered.invoices)
    for stretches, symbol in ((_covered(metered), metered.symbol), (billed, "invoices")):
        for (_, end), (begin, other) in itertools.pairwise(sorted(stretches)):
            if begin <= end:
                yield refuse("metering_overlap", found=f"{begin}:{min(end, other)}", symbol=symbol)


def _covered(metered: Metered) -> Iterable[tuple[date, date]]:
    for meter in metered.meters:
        yield from ((each.first, each.last) for each in meter.readings)
    yield from ((each.first, each.last) for each in metered.gaps)


def _uncovered(metered: Metered) -> tuple[tuple[date, date], ...]:
    """Return the days of the period that neither a reading nor a gap covers."""
    found, day = [], metered.period[0]
    for begin, end in sorted(_covered(metered)):
        if begin > day:
            found.append((day, begin - timedelta(days=1)))
        day = max(day, end + timedelta(days=1))
    if day <= metered.period[1]:
        found.append((day, metered.period[1]))
    return tuple(found)


def _delays(meter: Meter, period: tuple[date, date]) -> list[Delay]:
    """Return the days on which a calibration was overdue.

    The last permitted day is included, so the first delayed day is the one after; the day of the delayed calibration
    still counts as delayed. A meter without a certificate is overdue from its first day.
    """
    end = meter.last or period[1]
    found: list[Delay] = []
    first_overdue = meter.first
    for each in meter.calibrations:
        if each.on >= first_overdue and each.on > meter.first:
            error = max(meter.error_max, each.error or Fraction(0))
            found.append(Delay(meter.id, first_overdue, min(each.on, end), error, each.error))
        first_overdue = meter.due(each.on) + timedelta(days=1)
    if first_overdue <= end:
        found.append(Delay(meter.id, first_overdue, end, meter.error_max, None))
    return [each for each in found if max(each.first, period[0]) <= min(each.last, period[1])]


def _used(metered: Metered, meter: Meter, reading: Reading, delays: Iterable[Delay]) -> Used:
    touching = [each.error for each in delays
                if each.meter == meter.id and each.first <= reading.last and reading.first <= each.last]  # fmt: skip
    error = max(touching, default=Fraction(0))
    sign = -1 if metered.side == BASELINE else 1
    return Used(meter.id, reading, error, reading.quantity * (1 + sign * error))


def _invoiced(metered: Metered, invoice: Reading, used: tuple[Used, ...]) -> Invoiced:
    """Return an invoice beside what was metered; beyond the tolerance the safer of both is used."""
    inside = [each for each in used if invoice.first <= each.reading.first and each.reading.last <= invoice.last]
    touching = [each for each in used if each.reading.first <= invoice.last and invoice.first <= each.reading.last]
    if inside != touching or not inside:
        return Invoiced(invoice, None, None, None, Fraction(0))
    raw = sum((each.reading.quantity for each in inside), Fraction(0))
    usable = sum((each.quantity for each in inside), Fraction(0))
    within = abs(raw - invoice.quantity) <= metered.tolerance * invoice.quantity
    safer = min(usable, invoice.quantity) if metered.side == BASELINE else max(usable, invoice.quantity)
    difference = (raw - invoice.quantity) / invoice.quantity if invoice.quantity else None
    return Invoiced(invoice, raw, difference, within, Fraction(0) if within else safer - usable)


def _exchanges(metered: Metered) -> tuple[tuple[str, str, date], ...]:
    ordered = sorted((each for each in metered.meters if each.readings), key=lambda each: each.readings[0].first)
    return tuple((one.id, other.id, other.first) for one, other in itertools.pairwise(ordered))


def _warnings(
    metered: Metered,
    delays: tuple[Delay, ...],
    unexplained: tuple[tuple[date, date], ...],
    invoices: tuple[Invoiced, ...],
) -> tuple[Warned, ...]:
    found = []
    for each in delays:
        code = "calibration_outstanding" if each.found is None else "calibration_delayed"
        found.append(Warned(code, {"meter": each.meter, "found": f"{each.first}:{each.last}"}))
    for meter in metered.meters:
        for made in meter.calibrations:
            about = {"meter": meter.id, "found": str(made.on)}
            if not made.certificate:
                found.append(Warned("certificate_missing", about))
            if made.error is not None and made.error > meter.error_max:
                found.append(Warned("calibration_error_large", about))
    if unexplained:
        found.append(Warned("gap_unexplained", {"found": _stretches(unexplained)}))
    found += [Warned("gap_without_evidence", {"found": f"{each.first}:{each.last}"})
              for each in metered.gaps if not each.evidence]  # fmt: skip
    for one in invoices:
        if not one.within:
            code = "invoice_not_comparable" if one.within is None else "invoice_differs"
            found.append(Warned(code, {"found": f"{one.invoice.first}:{one.invoice.last}"}))
    return tuple(found)


def _stretches(found: Iterable[tuple[date, date]]) -> str:
    return ", ".join(f"{begin}:{end}" for begin, end in found)


def gap_days(gaps: Iterable[Gap]) -> int:
    """Return how many days gaps have."""
    return sum((each.last - each.first).days + 1 for each in gaps)
