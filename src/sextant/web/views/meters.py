"""Meters that give an input: readings with their certificates, late calibrations, exchanges, gaps and invoices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from sextant.application.queries.describe_methodology import takers
from sextant.application.queries.metered_inputs import metering_record
from sextant.domain.refusal import Refusal
from sextant.methodology.metering.record import read_metered_or_faults
from sextant.methodology.metering.used import Quantity, metered_faults, quantity_of
from sextant.storage.metering_file import metering_sources
from sextant.storage.methodology_files import ShippedLibrary
from sextant.web.names import html_language
from sextant.web.offered import Offer, Outcome, answer, figure, percent, refused, signed
from sextant.wording.quantify_refusals import warning_sentence

COLUMNS = ("kind", "meter", "from", "to", "metered", "error_found", "error_applied", "used", "cause", "why", "invoiced",
           "difference", "within", "correction", "evidence")  # fmt: skip

KINDS = (("reading", "readings"), ("certificate", "certificates"), ("delayed_calibration", "delays"), ("gap", "gaps"),
         ("unexplained", "unexplained"), ("invoice", "invoices"))  # fmt: skip
"""What a row of the CSV is about, and where it stands in the record."""


def show(request: HttpRequest) -> HttpResponse:
    """Return the form, and what may be used of the readings as page, CSV or JSON."""
    return answer(request, "pages/meters.html", _offers(), _worked, content={"sources": metering_sources()})


def _offers() -> tuple[Offer, ...]:
    said = _("JSON with symbol, unit, side, period and meters; gaps, invoices and tolerance may be left out. "
             "The file of “sextant quantify --meters”.")  # fmt: skip
    return (Offer("meters", _("Readings and certificates"), said, example="meters.json"),)


def _worked(request: HttpRequest, offers: Mapping[str, Offer]) -> Outcome:
    metered = read_metered_or_faults(offers["meters"].inputs())
    if isinstance(metered, tuple):
        return refused(metered)
    faults = tuple(metered_faults(metered))
    if faults:
        return refused(faults)
    done = quantity_of(metered)
    return refused([done]) if isinstance(done, Refusal) else _outcome(done)


def _outcome(done: Quantity) -> Outcome:
    language = html_language()
    record = metering_record(done, metering_sources(), language)
    for warned, each in zip(done.warnings, record["warnings"], strict=True):
        each["message"] = warning_sentence(warned, chinese=language != "en")
    library = ShippedLibrary()
    known = [each for each in map(library.find, library.names()) if each is not None]
    shown = {
        "record": record,
        "quantity": figure(record["quantity"]),
        "value": f"{record['quantity']:f}",
        "metered": figure(record["metered"]),
        "less": signed(record["quantity"] - record["metered"]),
        "period": " – ".join(str(each) for each in done.metered.period),
        "readings": [each | {"metered": figure(each["metered"]), "used": figure(each["used"]),
                             "error": percent(each["error_applied"])} for each in record["readings"]],
        "certificates": [each | {"error": percent(each["error"])} for each in record["certificates"]],
        "delays": [each | {"error": percent(each["error_applied"]), "found": percent(each["error_found"])}
                   for each in record["delays"]],
        "gaps": [each | {"figure": figure(each["quantity"])} for each in record["gaps"]],
        "invoices": [each | {"invoiced": figure(each["invoiced"]), "metered": figure(each["metered"]),
                             "share": percent(each["difference"]), "correction": signed(each["correction"])}
                     for each in record["invoices"]],
        "takers": takers(done.metered.symbol, done.metered.unit, known),
    }  # fmt: skip
    return Outcome(f"meters-{done.metered.symbol}", {"meters": [record]}, COLUMNS, _rows(record), shown)


def _rows(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return a row for each reading, delay, exchange, gap, stretch without a reading, and invoice."""
    found: list[dict[str, Any]] = []
    for kind, several in KINDS:
        found += [{**each, "kind": kind, "evidence": _evidence(each)} for each in record[several]]
    for each in found:
        if each["kind"] == "gap":
            each["used"] = each["quantity"]
        elif each["kind"] == "certificate":
            each |= {"from": each["on"], "to": each["next_due"], "error_found": each["error"]}
    return found + [{"kind": "exchange", "meter": f"{each['from']} → {each['to']}", "from": each["on"]}
                    for each in record["exchanges"]]  # fmt: skip


def _evidence(each: Mapping[str, Any]) -> list[str]:
    return [" ".join(str(part) for part in one.values()) for one in each.get("evidence", ())]
