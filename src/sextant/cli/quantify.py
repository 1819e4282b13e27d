"""`sextant quantify`: what a methodology gives for a file of inputs, with every step; the catalogue; what it needs."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sextant.cli.common import Json, fail
from sextant.cli.metering import tell_meters, with_meters
from sextant.cli.outcome import print_exactly, read_inputs_file, refused
from sextant.cli.published_figures import tell_published
from sextant.cli.sampling import Drawing, drawing, drawn, tell_sample
from sextant.cli.tables import with_tables
from sextant.wording.command_line import CHINESE, language, say

if TYPE_CHECKING:
    from sextant.application.queries.quantify import Quantified
    from sextant.methodology.plan import Request


def declare(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("quantify", help=say("quantify"))(quantify_command)


def quantify_command(
    methodology: Annotated[str | None, typer.Argument(help=say("quantify_methodology"))] = None,
    inputs: Annotated[Path | None, typer.Option("--inputs", help=say("quantify_inputs"))] = None,
    case: Annotated[str | None, typer.Option("--case", help=say("quantify_case"))] = None,
    version: Annotated[str | None, typer.Option("--version", help=say("quantify_version"))] = None,
    period: Annotated[str | None, typer.Option("--period", help=say("quantify_period"))] = None,
    result: Annotated[list[str] | None, typer.Option("--result", help=say("quantify_result"))] = None,
    with_trace: Annotated[bool, typer.Option("--trace", help=say("quantify_trace"))] = False,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", help=say("quantify_xlsx"))] = None,
    monitoring: Annotated[Path | None, typer.Option("--monitoring", help=say("quantify_monitoring"))] = None,
    parameters: Annotated[Path | None, typer.Option("--parameters", help=say("quantify_parameters"))] = None,
    engine: Annotated[str, typer.Option("--engine", help=say("quantify_engine"))] = "duckdb",
    draw: Annotated[Path | None, typer.Option("--draw", help=say("quantify_draw"))] = None,
    seed: Annotated[str | None, typer.Option("--seed", help=say("quantify_seed"))] = None,
    measured: Annotated[Path | None, typer.Option("--measured", help=say("quantify_measured"))] = None,
    bound: Annotated[str, typer.Option("--bound", help=say("quantify_bound"))] = "low",
    meters: Annotated[list[Path] | None, typer.Option("--meters", help=say("quantify_meters"))] = None,
    tables: Annotated[list[str] | None, typer.Option("--table", help=say("quantify_table"))] = None,
    list_all: Annotated[bool, typer.Option("--list", help=say("quantify_list"))] = False,
    published: Annotated[bool, typer.Option("--published", help=say("quantify_published"))] = False,
    describe: Annotated[bool, typer.Option("--describe", help=say("quantify_describe"))] = False,
    as_json: Json = False,
) -> None:
    """Calculate what a methodology gives."""
    if list_all:
        _list(as_json=as_json)
        return
    if published:
        tell_published(as_json=as_json)
        return
    if methodology is None:
        fail(say("quantify_which"))
    if describe:
        _describe(methodology, version, as_json=as_json)
        return
    if (monitoring is None) != (parameters is None) or (monitoring is not None and inputs is not None):
        fail(say("quantify_two_inputs"))
    if inputs is None and parameters is None:
        fail(say("argument_missing", name="--inputs", command="sextant quantify"))
    from sextant.methodology.plan import Request

    given = read_inputs_file(inputs or parameters or Path())
    given, beside = with_tables(given, tables or [], as_json=as_json)
    given, counted = with_meters(given, meters or [], as_json=as_json)
    beside |= counted
    request = Request(methodology, given, case, version, _period(period), tuple(result or ()))
    if monitoring is None:
        done = _from_inputs(request, as_json=as_json)
    else:
        done, read = _from_readings(request, monitoring, engine, as_json=as_json)
        beside |= read
    asked = drawing(draw, seed, measured, bound)
    if asked is not None:
        beside["sample"] = _sampled(done, asked, as_json=as_json)
    _show(done, beside, with_trace=with_trace, xlsx=xlsx, as_json=as_json)


def _from_inputs(request: Request, *, as_json: bool) -> Quantified:
    from sextant.application.queries.quantify import quantify
    from sextant.domain.refusal import Refusal
    from sextant.storage.methodology_files import ShippedLibrary

    done = quantify(request, ShippedLibrary())
    if isinstance(done, Refusal):
        refused(done, as_json=as_json)
    return done


def _from_readings(request: Request, path: Path, engine: str, *, as_json: bool) -> tuple[Quantified, dict[str, Any]]:
    """Return the calculation from readings, and the record of what came of them."""
    from sextant.application.queries.quantify_readings import quantify_readings, readings_record
    from sextant.domain.refusal import Refusal
    from sextant.storage.methodology_files import ShippedLibrary
    from sextant.storage.reading_engines import ENGINES, SparkAbsent, engine_of
    from sextant.storage.reading_files import reading_rules
    from sextant.storage.reading_sources import UnreadableReadings

    opened = engine_of(engine)
    if opened is None:
        fail(say("quantify_engine_unknown", found=engine, expected=", ".join(ENGINES)))
    try:
        done = quantify_readings(request, opened(path), ShippedLibrary(), reading_rules())
    except SparkAbsent as error:
        fail(say("quantify_spark_absent", lacking=error.lacking))
    except UnreadableReadings as error:
        fail(say(f"quantify_readings_{error.code}", file=path, found=error.found))
    if isinstance(done, Refusal):
        refused(done, as_json=as_json)
    return done.quantified, {"readings": readings_record(done)}


def _sampled(done: Quantified, asked: Drawing, *, as_json: bool) -> dict[str, Any]:
    from sextant.domain.refusal import Refusal

    found = drawn(done, asked)
    if isinstance(found, Refusal):
        refused(found, as_json=as_json)
    return found


def _show(done: Quantified, beside: dict[str, Any], *, with_trace: bool, xlsx: Path | None, as_json: bool) -> None:
    from sextant.application.queries.quantified_record import as_record
    from sextant.wording.quantify_refusals import warning_sentence

    chosen = language()
    record = as_record(done, chosen, with_trace=with_trace)
    for warned, each in zip(done.warnings, record["warnings"], strict=True):
        each["message"] = warning_sentence(warned, chinese=chosen == CHINESE)
    record |= beside
    if xlsx is not None:
        _write_workbook(done, xlsx)
    if as_json:
        print_exactly(record)
    else:
        _tell(record)


def _period(text: str | None) -> tuple[date, date] | None:
    if text is None:
        return None
    first, _, last = text.partition(":")
    try:
        found = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        fail(say("not_a_period", found=text))
    if found[0] > found[1]:
        fail(say("period_backwards", found=text))
    return found


def _write_workbook(done: Quantified, path: Path) -> None:
    from sextant.methodology.workbook import workbook
    from sextant.storage.workbook_files import write_workbook

    try:
        write_workbook(workbook(done.calculation, language()), path)
    except OSError as error:
        fail(say("workbook_unwritable", file=path, reason=error.strerror or error))


def _list(*, as_json: bool) -> None:
    from sextant.application.queries.describe_methodology import listed
    from sextant.storage.methodology_files import ShippedLibrary

    library = ShippedLibrary()
    found = listed((library.book(name) for name in library.names()), language())
    if as_json:
        print_exactly(found)
        return
    for each in found:
        print(f"{each['id']:<18}{each['versions'][-1]:<8}{each['title']}")


def _describe(name: str, version: str | None, *, as_json: bool) -> None:
    from sextant.application.queries.describe_methodology import described
    from sextant.domain.refusal import Refusal
    from sextant.methodology.plan import Request, found_version
    from sextant.storage.methodology_files import ShippedLibrary

    found = found_version(Request(name, {}, version=version), ShippedLibrary())
    if isinstance(found, Refusal):
        refused(found, as_json=as_json)
    record = described(*found, language())
    if as_json:
        print_exactly(record)
        return
    print(f"{record['methodology']} {record['version']}: {record['title']}\n{record['scope']}\n")
    for each in record["inputs"]:
        default = each["default"]
        shown = say("quantify_default", value=_short(default["value"])) if default else ""
        over = f"[{', '.join(each['over'])}]" if each["over"] else ""
        print(f"  {each['symbol'] + over:<24}{each['unit']:<16}{each['meaning']} {shown}".rstrip())
    for each in record["equations"]:
        print(f"{each['number']:>8}  {each['text']}")


def _short(value: Any) -> str:
    return "{…}" if isinstance(value, dict) else str(value)


def _tell(record: dict[str, Any]) -> None:
    print(f"{record['methodology']} {record['version']}")
    for name, value in record["results"].items():
        if value is not None:
            unit = record["unit"] if name != "units" else ""
            print(f"  {say('quantify_' + name):<28}{value} {unit}".rstrip())
    for symbol, value in record["intermediate"].items():
        unit = record["units_of_intermediate"][symbol]
        print(f"    {symbol} = {_short(value) if not isinstance(value, dict) else value} {unit}")
    if "readings" in record:
        _tell_readings(record["readings"])
    for each in record.get("meters", ()):
        tell_meters(each)
    if "sample" in record:
        tell_sample(record["sample"])
    for each in record["defaults_used"]:
        source = each["source"]
        mark = "" if each["verified"] else f" {say('rules_unverified')}"
        stated = f"{source['document']}, {source['paragraph']}"
        print(say("quantify_default_used", symbol=each["symbol"], value=_short(each["value"]), source=stated) + mark)
    for each in record["warnings"]:
        print(each["message"])


def _tell_readings(record: dict[str, Any]) -> None:
    counts = record["counts"]
    print(say("quantify_readings_told", devices=counts["devices"], used=counts["days_used"],
              kept=counts["devices"] - counts["devices_not_kept"], filled=counts["days_filled"],
              dropped=counts["days_dropped"]))  # fmt: skip
    for each in record["strata"]:
        told = {name: each[name] for name in ("stratum", "quantity", "discount")}
        print("  " + say("quantify_stratum_told", unit=record["unit"], **told))
