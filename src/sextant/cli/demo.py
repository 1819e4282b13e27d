"""`sextant demo` and `sextant serve`: a registry brought to life on this machine."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from sextant.cli.common import Database, database_url, existing_reader, fail, usable
from sextant.wording.command_line import say

DEMO_DATABASE = "sqlite:///var/demo.sqlite3"
_ISSUANCES, _CANCELLATIONS = "issuances.csv.gz", "cancellations.csv.gz"

Port = Annotated[int, typer.Option("--port", help=say("port"))]


def declare(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("demo", help=say("demo"))(demo)
    app.command("serve", help=say("serve"))(serve)


def demo(
    reset: Annotated[bool, typer.Option("--reset", help=say("reset"))] = False,
    no_serve: Annotated[bool, typer.Option("--no-serve", help=say("no_serve"))] = False,
    cdm_registry: Annotated[Path | None, typer.Option("--cdm-registry", help=say("data_folder"))] = None,
    port: Port = 8000,
    database: Database = None,
) -> None:
    """Fill a registry with a synthetic world, and serve it."""
    url = database or os.environ.get("SEXTANT_DATABASE") or DEMO_DATABASE
    with usable(url):
        fill(url, reset=reset, folder=cdm_registry)
    if not no_serve:
        run_server(url, port)


def fill(url: str, *, reset: bool, folder: Path | None) -> None:
    """Build the demo registry unless it is there; say what is in it."""
    from sextant.application.demo.world import build_world
    from sextant.storage.database.url import parse_database_url
    from sextant.storage.opening import open_registry, prepare_database

    began = time.monotonic()
    parsed = parse_database_url(url)
    marker = Path(f"{parsed.name}.ready") if parsed.vendor == "sqlite" else None
    if reset and marker is not None:
        _remove(Path(parsed.name))
    if marker is not None and marker.is_file() and Path(parsed.name).is_file() and folder is None:
        print(say("demo_exists"))
        return
    prepare_database(url)
    build_world(open_registry(url))
    _import_cdm(url, folder or _found_data())
    if marker is not None:
        marker.write_text("")
    _tell(url, round(time.monotonic() - began, 1))


def _remove(database: Path) -> None:
    for suffix in ("", "-wal", "-shm", ".ready"):
        Path(f"{database}{suffix}").unlink(missing_ok=True)


def _found_data() -> Path | None:
    """Return the folder with the CDM Registry's reports beside the project, if there is one."""
    folder = Path("../shared/data/cdm-registry-29-parties")
    return folder if (folder / _ISSUANCES).is_file() else None


def _import_cdm(url: str, folder: Path | None) -> None:
    from sextant.application.cdm_report import projects, rows
    from sextant.cli.imports import read, run_import, run_projects

    if folder is None:
        print(say("cdm_absent"))
        return
    issuances = read(folder / _ISSUANCES, rows.COLUMNS["issuances"])
    cancellations = read(folder / _CANCELLATIONS, rows.COLUMNS["cancellations"])
    outcome = run_import(url, issuances, cancellations, show_progress=sys.stderr.isatty())
    for report in ("issuances", "cancellations"):
        print(say("imported", report=f"CDM {report}", **outcome[report]))
    listed = folder.parent / "cdm-projects-29-parties" / "projects.csv.gz"
    if listed.is_file():
        run_projects(url, read(listed, projects.PROJECT_COLUMNS))


def _tell(url: str, seconds: float) -> None:
    from datetime import date

    from sextant.application.queries.holdings import holdings, total
    from sextant.application.reader import Moment
    from sextant.storage.account_types import account_types
    from sextant.storage.opening import open_reader

    reader = open_reader(url)
    units = total(holdings(reader, account_types(), Moment(date.max))).issued
    count = len(reader.activities())
    print(say("demo_ready", seconds=seconds, activities=f"{count:,}", units=f"{units:,}"))


def serve(port: Port = 8000, database: Database = None) -> None:
    """Serve the registry's pages on this machine."""
    existing_reader(database)
    run_server(database_url(database), port)


def run_server(url: str, port: int) -> None:
    """Serve until Ctrl-C."""
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            fail(say("port_taken", port=port))
    print(say("look_here", address=f"http://127.0.0.1:{port}"), flush=True)
    os.environ["SEXTANT_DATABASE"] = url
    os.environ["DJANGO_SETTINGS_MODULE"] = "sextant.web.settings"
    command = [
        sys.executable, "-m", "gunicorn", "sextant.web.wsgi:application", "--bind", f"127.0.0.1:{port}",
        "--workers", "2", "--log-level", "warning",
    ]  # fmt: skip
    sys.stdout.flush()
    os.execv(sys.executable, command)
