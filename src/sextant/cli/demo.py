"""`sextant demo` and `sextant serve`: a registry brought to life on this machine."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sextant.cli.common import (
    Database,
    Json,
    database_url,
    existing_reader,
    fail,
    home_database,
    print_json,
    usable,
)
from sextant.wording.command_line import say

if TYPE_CHECKING:
    from sextant.application.cdm_report.report import Report

_ISSUANCES, _CANCELLATIONS, _PROJECTS = "issuances.csv.gz", "cancellations.csv.gz", "projects.csv.gz"

Port = Annotated[int, typer.Option("--port", help=say("port"))]


def declare(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("demo", help=say("demo"))(demo)
    app.command("serve", help=say("serve"))(serve)


def demo(
    reset: Annotated[bool, typer.Option("--reset", help=say("reset"))] = False,
    no_serve: Annotated[bool, typer.Option("--no-serve", help=say("no_serve"))] = False,
    cdm_registry: Annotated[
        Path | None, typer.Option("--cdm-registry", envvar="SEXTANT_CDM_REGISTRY", help=say("data_folder"))
    ] = None,
    port: Port = 8000,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Fill a registry with a synthetic world, and serve it.

    The registry of everyday work is never touched: only a database named on the command line, or the demo's own.
    """
    url = database or home_database("demo")
    if not no_serve:
        must_be_free(port)
    with usable(url):
        outcome = fill(url, reset=reset, folder=cdm_registry, quiet=as_json)
    print_json(outcome) if as_json else print(say("demo_ready", **{**outcome, "units": f"{outcome['units']:,}"}))
    if not no_serve:
        run_server(url, port, say("look_here", address=address(port)), quiet=as_json)


def fill(url: str, *, reset: bool, folder: Path | None, quiet: bool = False) -> dict[str, Any]:
    """Build the demo registry, or complete the one that is there; return what is in it."""
    from sextant.application.demo.accounts import build_accounts
    from sextant.application.demo.approaches import build_approaches
    from sextant.application.demo.cooperation import build_cooperation
    from sextant.application.demo.reports import build_reports
    from sextant.application.demo.reviews import build_reviews
    from sextant.application.demo.world import build_world
    from sextant.application.scenario.run import run
    from sextant.storage.database.party_statements import DatabasePartyStatements
    from sextant.storage.database.store import DatabaseStore
    from sextant.storage.opening import open_cooperation, open_office, open_registry, prepare_database
    from sextant.storage.rulebook_files import rulebooks
    from sextant.storage.scenario_files import database_stage, shipped_stories
    from sextant.storage.system import SystemClock

    began = time.monotonic()
    chosen = folder or _found_data()
    reports = _reports(chosen)
    _refuse_other_than_demo(url)
    if reset:
        _remove(url)
    if not quiet:
        print(_where_from(folder, chosen), flush=True)
    prepare_database(url)
    build_world(open_registry(url), rulebooks())
    registry = open_registry(url)
    assert isinstance(registry.store, DatabaseStore)
    statements = DatabasePartyStatements(registry.store.driver)
    build_accounts(registry, statements, SystemClock())
    build_reports(statements, SystemClock())
    build_reviews(statements, SystemClock())
    build_cooperation(open_cooperation(url))
    build_approaches(open_office(url))
    for story in shipped_stories():
        run(database_stage(story, url))
    if reports is not None:
        _import_cdm(url, *reports, quiet=quiet)
    seconds = round(time.monotonic() - began, 1)
    return {**_contents(url, seconds), "cdm_registry": None if chosen is None else str(chosen.resolve())}


def _refuse_other_than_demo(url: str) -> None:
    """End with one sentence where the database holds a registry that is not the demo's."""
    from sextant.application.demo.world import FIRST_ENTRY
    from sextant.storage.database.url import parse_database_url
    from sextant.storage.opening import open_reader

    parsed = parse_database_url(url)
    if parsed.vendor == "sqlite" and not Path(parsed.name).is_file():
        return
    reader = open_reader(url)
    if reader.ready() and not reader.known_entries([FIRST_ENTRY]) and any(True for _ in reader.entries()):
        fail(say("not_a_demo", database=url))
    reader.close()


def _remove(url: str) -> None:
    from sextant.storage.database.url import parse_database_url

    parsed = parse_database_url(url)
    if parsed.vendor != "sqlite":
        fail(say("reset_needs_sqlite", database=url))
    for suffix in ("", "-wal", "-shm"):
        Path(f"{parsed.name}{suffix}").unlink(missing_ok=True)


def _found_data() -> Path | None:
    """Return the folder with the CDM Registry's reports beside the project, if there is one."""
    folder = Path("../shared/data/cdm-registry-29-parties")
    return folder if (folder / _ISSUANCES).is_file() else None


def _where_from(asked: Path | None, chosen: Path | None) -> str:
    """Return the sentence that names the folder of the reports: nothing is imported silently."""
    if chosen is None:
        return say("cdm_absent")
    return say("cdm_from" if asked else "cdm_found", folder=chosen.resolve())


def _reports(folder: Path | None) -> tuple[Report, Report, Report | None] | None:
    """Return the CDM Registry's reports, and the registration list where it lies beside them."""
    from sextant.application.cdm_report import projects, rows
    from sextant.cli.imports import read

    if folder is None:
        return None
    lists = (folder / _PROJECTS, folder.parent / "cdm-projects-29-parties" / _PROJECTS)
    listed = next((each for each in lists if each.is_file()), None)
    return (
        read(folder / _ISSUANCES, rows.COLUMNS["issuances"]),
        read(folder / _CANCELLATIONS, rows.COLUMNS["cancellations"]),
        read(listed, projects.PROJECT_COLUMNS) if listed else None,
    )


def _import_cdm(url: str, issuances: Report, cancellations: Report, listed: Report | None, *, quiet: bool) -> None:
    from sextant.cli.imports import run_import, run_projects

    outcome = run_import(url, issuances, cancellations, show_progress=not quiet and sys.stderr.isatty())
    for report in () if quiet else ("issuances", "cancellations"):
        print(say("imported", report=f"CDM {report}", **outcome[report]))
    if listed is not None:
        run_projects(url, listed)


def _contents(url: str, seconds: float) -> dict[str, Any]:
    from datetime import date

    from sextant.application.queries.holdings import holdings, total
    from sextant.application.reader import Moment
    from sextant.storage.account_types import account_types
    from sextant.storage.opening import open_reader

    reader = open_reader(url)
    units = total(holdings(reader, account_types(), Moment(date.max))).issued
    return {"database": url, "activities": len(reader.activities()), "units": units, "seconds": seconds}


def serve(port: Port = 8000, database: Database = None, as_json: Json = False) -> None:
    """Serve the registry's pages on this machine."""
    existing_reader(database).close()
    run_server(database_url(database), port, say("serving", address=address(port)), quiet=as_json)


def address(port: int) -> str:
    """Return where the pages are."""
    return f"http://127.0.0.1:{port}"


def must_be_free(port: int) -> None:
    """End with one sentence where another program has the port, or where there is no such port."""
    import socket

    if not 0 < port < 65_536:
        fail(say("port_impossible", port=port))
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            fail(say("port_not_permitted", port=port))
        except OSError:
            fail(say("port_taken", port=port))


def run_server(url: str, port: int, greeting: str, *, quiet: bool) -> None:
    """Serve until Ctrl-C."""
    must_be_free(port)
    print_json({"address": address(port)}) if quiet else print(greeting)
    os.environ["SEXTANT_DATABASE"] = url
    os.environ["DJANGO_SETTINGS_MODULE"] = "sextant.web.settings"
    command = [
        sys.executable, "-m", "gunicorn", "sextant.web.wsgi:application", "--bind", f"127.0.0.1:{port}",
        "--workers", "2", "--log-level", "warning", "--no-control-socket",
    ]  # fmt: skip
    sys.stdout.flush()
    os.execv(sys.executable, command)
