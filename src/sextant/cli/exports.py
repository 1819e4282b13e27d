"""`sextant export`: the ledger as Parquet files, and questions that are answered from them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sextant.cli.common import Database, Json, database_url, existing_reader, fail, print_json, usable
from sextant.wording.command_line import say

if TYPE_CHECKING:
    from sextant.application.queries.holdings import Amounts, Key
    from sextant.application.reader import Moment

    Asked = tuple[Callable[[Moment, Sequence[str]], dict[Key, Amounts]], list[tuple[int, str, bool]]]


def declare(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("export", help=say("export"))(export)


def export(
    folder: Annotated[Path, typer.Argument(help=say("export_folder"))],
    check: Annotated[bool, typer.Option("--check", help=say("export_check"))] = False,
    audit: Annotated[bool, typer.Option("--audit", help=say("export_audit"))] = False,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Write the ledger as Parquet files, or compare such files with the database."""
    from sextant.storage.export.columns import TABLES
    from sextant.storage.export.make import differences, make_export, read_manifest

    began = time.monotonic()
    reader = existing_reader(database)
    with usable(database_url(database)), _usable_export():
        if check:
            found = differences(reader, folder)
            made = read_manifest(folder)
        else:
            found = []
            made = make_export(reader, folder)
    outcome: dict[str, Any] = {
        "folder": str(folder),
        "made_at": made.made_at.isoformat(),
        "rows": {name: made.tables[name].rows for name in TABLES},
        "differs": [name for name, _, _ in found],
        "broken": {} if not audit else _audited(folder),
        "seconds": round(time.monotonic() - began, 3),
    }
    if as_json:
        print_json(outcome)
    elif found:
        for name, there, stored in found:
            print(say("export_behind", table=name, found=f"{there.rows:,}", expected=f"{stored.rows:,}"))
    else:
        rows = ", ".join(f"{name} {number:,}" for name, number in outcome["rows"].items())
        print(say("export_equal" if check else "exported", folder=folder, rows=rows, seconds=outcome["seconds"]))
    broken = {law: count for law, count in outcome["broken"].items() if count}
    if audit and not as_json:
        print(say("audit_broken", laws=broken) if broken else say("audit_sound", laws=", ".join(outcome["broken"])))
    raise typer.Exit(1 if found or broken else 0)


def _audited(folder: Path) -> dict[str, int]:
    from sextant.storage.account_types import account_types
    from sextant.storage.export.audit import audit
    from sextant.storage.export.read import Export

    with _usable_export():
        opened = Export(folder)
        found = audit(opened, account_types())
        opened.close()
    return found


@contextmanager
def opened_export(folder: Path) -> Iterator[Asked]:
    """Return what asks an export for holdings, and its activities; end with one sentence where it is none."""
    from sextant.storage.account_types import account_types
    from sextant.storage.export.read import Export

    with _usable_export():
        opened = Export(folder)
        yield (lambda at, groups: opened.holdings(account_types(), at, groups)), opened.activities()
        opened.close()


@contextmanager
def _usable_export() -> Iterator[None]:
    from sextant.storage.export.make import UnusableExport

    try:
        yield
    except UnusableExport as error:
        fail(say(error.code, **error.found))
