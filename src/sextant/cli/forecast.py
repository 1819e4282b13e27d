"""`sextant forecast`: a crediting period year by year, and what was monitored against it, with reasons."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from sextant.cli.common import Json
from sextant.cli.outcome import print_exactly, read_inputs_file, refused
from sextant.wording.command_line import CHINESE, language, say

if TYPE_CHECKING:
    from sextant.domain.refusal import Refusal


def declare(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("forecast", help=say("forecast"))(forecast_command)


def forecast_command(
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help=say("forecast_plan"))],
    monitored: Annotated[Path | None, typer.Option("--monitored", help=say("forecast_monitored"))] = None,
    as_json: Json = False,
) -> None:
    """Calculate a period; exits 1 where it is refused or an increase has no reason."""
    from sextant.application.queries.against_forecast import compare, compared_record
    from sextant.application.queries.forecast import forecast, forecast_record
    from sextant.domain.refusal import Refusal
    from sextant.methodology.forecast import read_outlook
    from sextant.storage.methodology_files import ShippedLibrary
    from sextant.storage.transition_file import transition

    def done_or_told(found: Any) -> Any:
        if isinstance(found, Refusal):
            _refused(found, as_json=as_json)
        return found

    expected = done_or_told(read_outlook(read_inputs_file(plan)))
    if monitored is None:
        _show(forecast_record(done_or_told(forecast(expected, ShippedLibrary(), transition()))), as_json=as_json)
        return
    found = done_or_told(read_outlook(read_inputs_file(monitored), monitored=True))
    compared = done_or_told(compare(expected, found, ShippedLibrary(), transition()))
    _show(compared_record(compared), as_json=as_json)
    raise typer.Exit(0 if compared.complete else 1)


def _refused(refusal: Refusal, *, as_json: bool) -> NoReturn:
    """End with the reason; before it the year where one year could not be calculated."""
    import sys

    if "year" in refusal.about and not as_json:
        print(say("forecast_of_year", year=refusal.about["year"]), file=sys.stderr)
    refused(refusal, as_json=as_json)


def _show(record: dict[str, Any], *, as_json: bool) -> None:
    from sextant.domain.refusal import Warned
    from sextant.wording.quantify_refusals import warning_sentence

    for each in record["warnings"]:
        warned = Warned(each["code"], each["about"])
        each["message"] = warning_sentence(warned, chinese=language() == CHINESE)
    if as_json:
        print_exactly(record)
        return
    print(f"{record['methodology']} {record['version']}, {record['period']}")
    for each in record["years"]:
        reductions = each["results"]["emission_reductions"]
        print(say("forecast_year", year=each["year"], days=each["days"], reductions=f"{reductions:.12g}",
                  units=f"{each['units']:,}"))  # fmt: skip
    print(say("forecast_total", units=f"{record['total']['units']:,}"))
    if "against" in record:
        _tell_against(record["against"])
    for each in record["warnings"]:
        print(each["message"])


def _tell_against(against: dict[str, Any]) -> None:
    for each in against["years"]:
        expected, achieved = (each[name]["emission_reductions"] for name in ("expected", "achieved"))
        print(say("forecast_against", year=each["year"], expected=f"{expected:.12g}", achieved=f"{achieved:.12g}",
                  change=f"{each['change']:+.12g}"))  # fmt: skip
        for one in each["differences"]:
            reason = one["reason"] or say("forecast_no_reason")
            print(f"    {one['symbol']}: {one['expected']} → {one['found']}  {reason}")
    if not against["complete"]:
        print(say("forecast_incomplete"))
