"""Readings of devices in a small file: what was used, filled and rejected, and why; each stratum; what it gives."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from sextant.application.queries.quantified_record import as_record
from sextant.application.queries.quantify_readings import QuantifiedReadings, quantify_readings, readings_record
from sextant.domain.calendar_text import parse_day
from sextant.domain.refusal import Refusal
from sextant.methodology.plan import Request
from sextant.storage.methodology_files import ShippedLibrary
from sextant.storage.reading_files import reading_rules
from sextant.storage.reading_sources import UnreadableReadings
from sextant.storage.reading_uploads import ROWS_MAX, TooManyReadings, sent_readings
from sextant.web.asking import AskedWrongly
from sextant.web.names import html_language
from sextant.web.offered import UNREADABLE, Offer, Outcome, answer, figure, percent, refused
from sextant.wording.quantify_refusals import warning_sentence
from sextant.wording.quantify_words import QUANTIFY_SAYINGS

PLAIN = {"methodology": "AMS-II.G", "from": "2025-01-01", "to": "2025-01-31"}
COLUMNS = ("stratum", "devices", "devices_not_kept", "devices_late", "days_used", "days_filled", "days_dropped",
           "days_missing", "days_qc", "days_no_value", "days_out_of_limits", "days_contradicting", "rows_repeated",
           "rows_contradicting", "quantity_micro", "mean", "half_width", "discount", "quantity")  # fmt: skip
SHOWN = 200
"""How many strata are shown; the downloads have all."""


def show(request: HttpRequest) -> HttpResponse:
    """Return the form, and what came of the readings as page, CSV or JSON."""
    library = ShippedLibrary()
    taking = [name for name in library.names() if library.book(name).readings is not None]
    content = {"taking": taking, "rows_max": ROWS_MAX}
    return answer(request, "pages/readings.html", _offers(), _worked, plain=PLAIN, content=content)


def _offers() -> tuple[Offer, ...]:
    return (
        Offer("monitoring", _("Readings"),
              _("CSV or Parquet with a row a device and day: device, day, the measured columns, qc, stratum. "
                "The file of “--monitoring”."),
              ".csv,.parquet", example="readings.csv", pasted_as="readings.csv"),
        Offer("parameters", _("Parameters"),
              _("JSON of the inputs that the readings do not give; settings stand under “readings”. "
                "The file of “--parameters”."), example="readings_parameters.json"),
    )  # fmt: skip


def _worked(request: HttpRequest, offers: Mapping[str, Offer]) -> Outcome:
    name, sent = request.POST.get("methodology", ""), offers["monitoring"]
    asked = Request(name, offers["parameters"].inputs(), period=_period(request))
    try:
        with sent_readings(sent.name, sent.content) as source:
            done = quantify_readings(asked, source, ShippedLibrary(), reading_rules())
    except UnreadableReadings as error:
        said = QUANTIFY_SAYINGS[f"quantify_readings_{error.code}"][html_language() != "en"]
        raise AskedWrongly(said.format(file=sent.name, found=error.found), UNREADABLE) from None
    except TooManyReadings as error:
        said = _("The file has %(found)s rows; this page reads at most %(most)s. Use the command:")
        facts = {"found": f"{error.rows:,}", "most": f"{ROWS_MAX:,}"}
        command = f"sextant quantify {name} --monitoring PATH --parameters FILE"
        raise AskedWrongly(f"{said % facts} {command}", UNREADABLE) from None
    return refused([done]) if isinstance(done, Refusal) else _outcome(done)


def _period(request: HttpRequest) -> tuple[date, date] | None:
    """Return the first and last day of the form; none where both are empty."""
    texts = [request.POST.get(each, "").strip() for each in ("from", "to")]
    if not any(texts):
        return None
    try:
        first, last = (parse_day(each) for each in texts)
    except ValueError:
        said = _("A period has a first and a last day, and the last is not before the first.")
        raise AskedWrongly(said, UNREADABLE) from None
    if first > last:
        raise AskedWrongly(_("A period has a first and a last day, and the last is not before the first."), UNREADABLE)
    return first, last


def _outcome(done: QuantifiedReadings) -> Outcome:
    language = html_language()
    record = as_record(done.quantified, language) | {"readings": readings_record(done)}
    for warned, each in zip(done.quantified.warnings, record["warnings"], strict=True):
        each["message"] = warning_sentence(warned, chinese=language != "en")
    of = record["readings"]
    names = _words()
    content = {
        "record": record,
        "readings": of,
        "quantity": figure(of["quantity"]),
        "results": {name: figure(each) for name, each in record["results"].items() if each is not None},
        "devices_kept": of["counts"]["devices"] - of["counts"]["devices_not_kept"],
        "groups": [(title, [(names[key], found[key]) for key in keys if key in found])
                   for title, found, keys in _groups(of)],
        "rules": [(names[key], figure(each["value"]), done.asked.rules.sources[key])
                  for key, each in of["rules"].items()],
        "strata": [each | {name: figure(each[name]) for name in ("mean", "quantity")}
                   | {name: percent(each[name]) for name in ("half_width", "discount")}
                   | {"kept": each["devices"] - each["devices_not_kept"]} for each in of["strata"][:SHOWN]],
        "more": max(0, len(of["strata"]) - SHOWN),
        "source_of": done.use.source,
    }  # fmt: skip
    return Outcome("readings", record, COLUMNS, of["strata"], content)


def _groups(of: Mapping[str, Any]) -> tuple[tuple[str, Mapping[str, int], tuple[str, ...]], ...]:
    """Return the counts under what they say: what counts, what does not and why, what was left out before."""
    return (
        (_("Days that count"), of["counts"], ("days_used", "days_filled")),
        (_("Days that do not count, and why"), of["counts"],
         ("days_missing", "days_qc", "days_no_value", "days_out_of_limits", "days_contradicting", "days_dropped")),
        (_("Devices"), of["counts"], ("devices", "devices_not_kept", "devices_late")),
        (_("Rows"), of["rows"] | of["counts"],
         ("rows_read", "rows_without_device_or_day", "rows_outside", "rows_repeated", "rows_contradicting")),
    )  # fmt: skip


def _words() -> dict[str, str]:
    """Return the counts and rules of the record in words."""
    return {
        "days_used": _("used as they were measured"),
        "days_filled": _("filled from the device’s own mean"),
        "days_missing": _("without a row"),
        "days_qc": _("flagged by the device or its operator"),
        "days_no_value": _("without a value that can be read"),
        "days_out_of_limits": _("beyond a limit"),
        "days_contradicting": _("with copies that contradict each other"),
        "days_dropped": _("valid, but of a device with too few valid days"),
        "devices": _("in the readings"),
        "devices_not_kept": _("not kept: too few valid days"),
        "devices_late": _("that began after the first day"),
        "rows_read": _("read"),
        "rows_without_device_or_day": _("left out: no device or no day"),
        "rows_outside": _("left out: outside the period"),
        "rows_repeated": _("identical copies, counted once"),
        "rows_contradicting": _("copies that contradict each other"),
        "share_of_valid_days": _("Share of valid days from which a device is kept"),
        "share_filled": _("Share of the device’s mean that a filled day earns"),
        "z": _("Value of the normal distribution"),
        "precision": _("Relative half-width above which the scatter is discounted"),
    }
