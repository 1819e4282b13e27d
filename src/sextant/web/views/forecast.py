"""A crediting period year by year before it begins, and what was monitored against it with the reasons recorded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from sextant.application.queries.against_forecast import compare, compared_record
from sextant.application.queries.forecast import forecast, forecast_record
from sextant.application.queries.period_faults import period_faults
from sextant.domain.refusal import Refusal, Warned
from sextant.domain.source import Source
from sextant.methodology.forecast import Outlook, read_outlook
from sextant.storage.methodology_files import ShippedLibrary
from sextant.storage.transition_file import transition
from sextant.web.names import html_language
from sextant.web.offered import Offer, Outcome, answer, figure, signed
from sextant.wording.quantify_refusals import warning_sentence
from sextant.wording.refusals import sentence

EXPLAINED_BY = Source("A6.4-STAN-AC-002", "159–160", "v03.0")
"""What asks for the reasons of an increase."""
RESULTS = ("baseline_emissions", "project_emissions", "leakage", "emission_reductions")
BASELINE = ("unadjusted", "adjustment", "adjusted", "business_as_usual", "crediting_baseline")
COLUMNS = ("year", "days", "share_of_year", *BASELINE, *RESULTS, "units")
AGAINST = ("year", "expected", "achieved", "change", "symbol", "input_expected", "input_found", "effect", "reason")


def show(request: HttpRequest) -> HttpResponse:
    """Return the form, and the period year by year as page, CSV or JSON."""
    return answer(request, "pages/forecast.html", _offers(), _worked)


def _offers() -> tuple[Offer, ...]:
    return (
        Offer("plan", _("What is expected"),
              _("JSON with methodology, crediting_period, inputs, by_year and, where the baseline is lowered, "
                "adjustment; the file of “sextant forecast PLAN”."), example="forecast_plan.json"),
        Offer("monitored", _("What was monitored"),
              _("The same keys with monitoring_period, and reasons by symbol; the file of “--monitored”."),
              needed=False, example="forecast_monitored.json"),
    )  # fmt: skip


def _worked(request: HttpRequest, offers: Mapping[str, Offer]) -> Outcome:
    library, rules = ShippedLibrary(), transition()
    plan = offers["plan"].inputs()
    monitored = offers["monitored"].inputs() if offers["monitored"].content else None
    faults = list(period_faults(plan, library, rules))
    if not faults and monitored is not None:
        faults = list(period_faults(monitored, library, rules, monitored=True))
    if faults:
        return _refused(faults)
    expected = _read(plan)
    if monitored is None:
        done = forecast(expected, library, rules)
        return _refused([done]) if isinstance(done, Refusal) else _outcome(_said(forecast_record(done)))
    compared = compare(expected, _read(monitored, monitored=True), library, rules)
    return _refused([compared]) if isinstance(compared, Refusal) else _outcome(_said(compared_record(compared)))


def _read(given: Mapping[str, Any], *, monitored: bool = False) -> Outlook:
    found = read_outlook(given, monitored=monitored)
    assert not isinstance(found, Refusal), "its faults were looked for before"
    return found


def _refused(faults: list[Refusal]) -> Outcome:
    """Return a sentence for each fault; one of a year begins with the year."""
    said = []
    for each in faults:
        message, year = sentence(each, html_language()), each.about.get("year")
        before = "" if year is None else _("In the year %(year)s:") % {"year": year} + " "
        said.append((each.code, before + message))
    return Outcome(refused=said)


def _said(record: dict[str, Any]) -> dict[str, Any]:
    for each in record["warnings"]:
        each["message"] = warning_sentence(Warned(each["code"], each["about"]), chinese=html_language() != "en")
    return record


def _outcome(record: dict[str, Any]) -> Outcome:
    years = [_flat(each) for each in record["years"]]
    adjusted = record["baseline_standard"] is not None
    shown: dict[str, Any] = {
        "record": record,
        "crediting_period": record["crediting_period"].replace(":", " – "),
        "period": record["period"].replace(":", " – "),
        "adjusted": adjusted,
        "years": [{name: figure(value) for name, value in each.items()} for each in years],
        "total": {name: figure(value) for name, value in record["total"].items()},
    }
    if "against" not in record:
        return Outcome("forecast", record, COLUMNS, years, shown)
    against = record["against"]
    shown["explained_by"] = EXPLAINED_BY
    shown["against"] = {
        "complete": against["complete"],
        "change": signed(against["change"]),
        "expected": figure(against["expected"]["emission_reductions"]),
        "achieved": figure(against["achieved"]["emission_reductions"]),
        "years": [_compared(each) for each in against["years"]],
    }
    return Outcome("forecast-against-monitored", record, AGAINST, _rows(against["years"]), shown)


def _flat(year: Mapping[str, Any]) -> dict[str, Any]:
    """Return a year of the record as one row."""
    plain = {name: year[name] for name in ("year", "days", "share_of_year", "units")}
    return {**plain, **year["baseline"], **year["results"]}


def _compared(year: Mapping[str, Any]) -> dict[str, Any]:
    """Return a compared year as it is shown."""
    share = year["share"]
    return {
        "year": year["year"],
        "expected": figure(year["expected"]["emission_reductions"]),
        "achieved": figure(year["achieved"]["emission_reductions"]),
        "change": signed(year["change"]),
        "share": None if share is None else f"{share * 100:+.1f} %",
        "differences": [
            {"symbol": each["symbol"], "reason": each["reason"], "lacks": each["symbol"] in year["unexplained"],
             "expected": figure(each["expected"]), "found": figure(each["found"]),
             "effect": None if each["effect"] is None else signed(each["effect"])}
            for each in year["differences"]
        ],
    }  # fmt: skip


def _rows(years: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a row for each year and for each input of it that differs."""
    found: list[dict[str, Any]] = []
    for year in years:
        of_year = {"year": year["year"], "expected": year["expected"]["emission_reductions"],
                   "achieved": year["achieved"]["emission_reductions"], "change": year["change"]}  # fmt: skip
        found.append(of_year)
        found += [{"year": year["year"], "symbol": each["symbol"], "input_expected": each["expected"],
                   "input_found": each["found"], "effect": each["effect"], "reason": each["reason"]}
                  for each in year["differences"]]  # fmt: skip
    return found
