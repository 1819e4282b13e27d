"""`sextant import` and `sextant reconcile`: published reports of other registries."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sextant.cli import published
from sextant.cli.common import Database, Json, database_url, fail, print_json, usable, without_cycle_search
from sextant.cli.foreign_events import foreign_events, opening_positions
from sextant.wording.command_line import language, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sextant.application.cdm_report.report import Report
    from sextant.application.commands.import_cdm_registry import Counts, ImportResult


def declare(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    importing = typer.Typer(help=say("import"), no_args_is_help=True)
    importing.command("cdm-registry", help=say("import_cdm_registry"))(cdm_registry)
    importing.command("cdm-projects", help=say("import_cdm_projects"))(cdm_projects)
    published.declare(app, importing)
    importing.command("opening-positions", help=say("import_opening_positions"))(opening_positions)
    importing.command("foreign-events", help=say("import_foreign_events"))(foreign_events)
    app.add_typer(importing, name="import")
    reconciling = typer.Typer(help=say("reconcile"), no_args_is_help=True)
    reconciling.command("cdm", help=say("reconcile_cdm"))(reconcile_cdm)
    app.add_typer(reconciling, name="reconcile")


def read(path: Path, columns: Sequence[str]) -> Report:
    """Return a report, or end with the sentence that says why it cannot be read."""
    from sextant.storage.report_files import UnreadableReport, read_report
    from sextant.wording.unreadable import unreadable_sentence

    try:
        return read_report(path, columns)
    except UnreadableReport as error:
        fail(unreadable_sentence(error, language()))


def cdm_registry(
    issuances: Annotated[Path, typer.Option("--issuances", help=say("issuances_file"))],
    cancellations: Annotated[Path, typer.Option("--cancellations", help=say("cancellations_file"))],
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Import the CDM Registry's reports."""
    from sextant.application.cdm_report.rows import COLUMNS
    from sextant.storage.opening import ensure_database

    began = time.monotonic()
    reports = read(issuances, COLUMNS["issuances"]), read(cancellations, COLUMNS["cancellations"])
    url = database_url(database)
    with usable(url):
        ensure_database(url)
        outcome = run_import(url, *reports, show_progress=not as_json and sys.stderr.isatty())
    outcome["seconds"] = round(time.monotonic() - began, 3)
    if as_json:
        print_json(outcome)
    else:
        _tell(outcome)
    raise typer.Exit(1 if outcome["rejections"] else 0)


def run_import(url: str, issuances: Report, cancellations: Report, *, show_progress: bool) -> dict[str, Any]:
    """Return the outcome of an import as the command prints it."""
    from datetime import date

    from sextant.application.commands.import_cdm_registry import import_cdm_registry
    from sextant.application.queries.holdings import holdings, total
    from sextant.application.reader import Moment
    from sextant.storage.opening import open_reader, open_registry
    from sextant.storage.rulebook_files import parties

    registry, reader = open_registry(url), open_reader(url)
    with without_cycle_search(), _progress(show_progress) as progress:
        result = import_cdm_registry(registry, reader, issuances, cancellations, parties(), progress=progress)
    units = total(holdings(reader, registry.account_types, Moment(date.max), mechanism="cdm"))
    return {
        "issuances": _counts(result.issuances),
        "cancellations": _counts(result.cancellations),
        "units": units.as_json(),
        "rejections": _rejections(result, {"issuances": issuances.name, "cancellations": cancellations.name}),
    }


def _counts(counts: Counts) -> dict[str, int]:
    return {
        "accepted": counts.accepted,
        "already_known": counts.already_known,
        "rejected": counts.rejected,
    }


def _rejections(result: ImportResult, files: dict[str, str]) -> list[dict[str, Any]]:
    from sextant.wording.verdicts import verdict_sentence

    rejections = [
        {
            "file": files[each.report],
            "row": each.row,
            "code": each.code,
            "message": verdict_sentence(each, language()),
        }
        for each in result.verdicts
    ]
    for report, row, refusal in result.refusals:
        from sextant.wording.refusals import sentence

        message = sentence(refusal, language())
        rejections.append({"file": files[report], "row": row, "code": refusal.code, "message": message})
    return rejections


def _progress(show: bool) -> Any:
    from contextlib import nullcontext

    if not show:
        return nullcontext(lambda done, total: None)
    from sextant.cli.progress import progress_bar

    return progress_bar()


def _tell(outcome: dict[str, Any]) -> None:
    for report in ("issuances", "cancellations"):
        print(say("imported", report=report, **outcome[report]))
    print(say("units_now", **{name: f"{number:,}" for name, number in outcome["units"].items()}))
    for each in outcome["rejections"]:
        print(say("row", **each))


def cdm_projects(
    file: Annotated[Path, typer.Argument(help=say("projects_file"))],
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Import the CDM registration list."""
    from sextant.application.cdm_report.projects import PROJECT_COLUMNS
    from sextant.storage.opening import ensure_database

    began = time.monotonic()
    report = read(file, PROJECT_COLUMNS)
    url = database_url(database)
    with usable(url):
        ensure_database(url)
        outcome = run_projects(url, report)
    outcome["seconds"] = round(time.monotonic() - began, 3)
    if as_json:
        print_json(outcome)
    else:
        counts = outcome["projects"]
        print(say("projects_imported", **{name: counts[name] for name in ("accepted", "changed", "rejected")}))
        for each in outcome["rejections"]:
            print(say("row", **each))
    raise typer.Exit(1 if outcome["rejections"] else 0)


def run_projects(url: str, report: Report) -> dict[str, Any]:
    """Return the outcome of an import of the registration list as the command prints it."""
    from sextant.application.commands.import_cdm_projects import import_cdm_projects
    from sextant.storage.opening import open_registry
    from sextant.storage.rulebook_files import parties
    from sextant.wording.verdicts import verdict_sentence

    result = import_cdm_projects(open_registry(url), report, parties())
    return {
        "projects": {
            "accepted": result.accepted,
            "changed": result.changed,
            "rejected": len(result.verdicts),
            "by_status": dict(result.by_status),
        },
        "rejections": [
            {
                "file": report.name,
                "row": each.row,
                "code": each.code,
                "message": verdict_sentence(each, language()),
            }
            for each in result.verdicts
        ],
    }


def reconcile_cdm(
    registry: Annotated[Path, typer.Option("--registry", help=say("registry_file"))],
    published: Annotated[Path, typer.Option("--list", help=say("list_file"))],
    as_json: Json = False,
) -> None:
    """Compare the registry's report with the second published list."""
    from sextant.application.cdm_report.reconcile import LIST_COLUMNS
    from sextant.application.cdm_report.rows import COLUMNS
    from sextant.application.queries.reconcile_cdm import reconcile_cdm as ask
    from sextant.storage.rulebook_files import parties

    began = time.monotonic()
    found = ask(read(registry, COLUMNS["issuances"]), read(published, LIST_COLUMNS), parties().cdm_hosts)
    outcome = found.as_json()
    outcome["seconds"] = round(time.monotonic() - began, 3)
    if as_json:
        print_json(outcome)
    else:
        for key in ("parties", "projects"):
            for each in outcome[key]:
                print("  ".join(f"{name}: {_formatted(value)}" for name, value in each.items()))
        if not outcome["parties"] and not outcome["projects"]:
            print(say("no_difference"))
    differs = any(value for key, value in outcome.items() if isinstance(value, list))
    raise typer.Exit(1 if differs else 0)


def _formatted(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
