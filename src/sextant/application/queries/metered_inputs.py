"""Inputs that meters give: each quantity with its symbol, and the record of how it came about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sextant.application.queries.quantified_record import source_record
from sextant.domain.refusal import Refusal, refuse
from sextant.domain.source import Source
from sextant.methodology.evidence import evidence_record
from sextant.methodology.language.exact import shown
from sextant.methodology.metering.record import read_metered
from sextant.methodology.metering.used import Quantity, gap_days, quantity_of

Record = dict[str, Any]


def metered_inputs(
    inputs: Mapping[str, Any], files: Iterable[Any]
) -> tuple[dict[str, Any], tuple[Quantity, ...]] | Refusal:
    """Return the inputs with what meters give added, and those quantities; or why they cannot be added."""
    found, quantities = dict(inputs), []
    for content in files:
        metered = read_metered(content)
        done = metered if isinstance(metered, Refusal) else quantity_of(metered)
        if isinstance(done, Refusal):
            return done
        symbol = done.metered.symbol
        if symbol in found:
            return refuse("metering_twice", symbol=symbol)
        names = ", ".join(each.id for each in done.metered.meters)
        found[symbol] = {"value": done.value, "unit": done.metered.unit, "origin": f"meters {names}"}
        quantities.append(done)
    return found, tuple(quantities)


def metering_record(done: Quantity, sources: Mapping[str, Source], language: str) -> Record:
    """Return what came of the meters, for programs."""
    metered = done.metered
    return {
        "symbol": metered.symbol,
        "unit": metered.unit,
        "side": metered.side,
        "quantity": shown(done.value),
        "metered": shown(done.raw),
        "rules": {name: {"source": source_record(each), "verified": each.verified} for name, each in sources.items()},
        "readings": [
            {"meter": each.meter, "from": str(each.reading.first), "to": str(each.reading.last),
             "metered": shown(each.reading.quantity), "error_applied": shown(each.error),
             "used": shown(each.quantity), "evidence": [evidence_record(one) for one in each.reading.evidence]}
            for each in done.readings
        ],
        "certificates": [
            {"meter": each.id, "on": str(one.on), "error": None if one.error is None else shown(one.error),
             "next_due": str(each.due(one.on)), "evidence": [evidence_record(proof) for proof in one.certificate]}
            for each in metered.meters for one in each.calibrations
        ],
        "delays": [
            {"meter": each.meter, "from": str(each.first), "to": str(each.last), "error_applied": shown(each.error),
             "error_found": None if each.found is None else shown(each.found)}
            for each in done.delays
        ],
        "exchanges": [{"from": old, "to": new, "on": str(day)} for old, new, day in done.exchanges],
        "gaps": [
            {"from": str(each.first), "to": str(each.last), "cause": each.cause, "why": each.why,
             "quantity": None if each.quantity is None else shown(each.quantity),
             "evidence": [evidence_record(one) for one in each.evidence]}
            for each in metered.gaps
        ],
        "gap_days": gap_days(metered.gaps),
        "unexplained": [{"from": str(begin), "to": str(end)} for begin, end in done.unexplained],
        "invoices": [
            {"from": str(each.invoice.first), "to": str(each.invoice.last), "invoiced": shown(each.invoice.quantity),
             "metered": None if each.metered is None else shown(each.metered),
             "difference": None if each.difference is None else shown(each.difference), "within": each.within,
             "correction": shown(each.correction)}
            for each in done.invoices
        ],
        "warnings": [each.as_json() for each in done.warnings],
    }  # fmt: skip
