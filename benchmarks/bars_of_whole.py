"""The whole registry at once: holdings as of a past date from an export, the proof of every law, the CDM Registry."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from benchmarks.bars_of_size import PAST, large_state, opened_driver
from benchmarks.measuring import Bar, Figure, figure_of, in_turns, seconds_of
from benchmarks.places import Places
from benchmarks.sizes import Size
from sextant.application.queries.verify import verify
from sextant.storage.account_types import account_types
from sextant.storage.database.reader import DatabaseReader
from sextant.storage.export.audit import audit
from sextant.storage.export.make import duckdb_connection, make_export
from sextant.storage.export.read import Export
from sextant.storage.export.sifting import sifting

REPORTS = Path("../shared/data/cdm-registry-29-parties")
"""The CDM Registry's own reports, where they lie beside the repository; nothing of them is part of it."""


def whole_registry(places: Places, size: Size) -> Iterator[Figure]:
    """Yield whole-registry holdings as of a past date, from an export and from the database, and `verify`."""
    url = large_state(places, size)
    folder = places.folder / "export"
    reader = DatabaseReader(opened_driver(url))
    made = seconds_of(lambda: make_export(reader, folder))
    postings = Export(folder).manifest.tables["posting"].rows
    with closing(Export(folder)) as export, closing(duckdb_connection()) as bare:
        scan = _scan(folder)
        measured = in_turns(
            size.rounds,
            {
                "ours": lambda: seconds_of(lambda: export.balances(PAST)),
                "floor": lambda: seconds_of(lambda: bare.execute(scan, [PAST.as_of]).fetchall()),
                "holdings_by_party_seconds": lambda: seconds_of(
                    lambda: export.holdings(account_types(), PAST, ["party"])
                ),
                "database_seconds": lambda: seconds_of(lambda: reader.balances(PAST)),
            },
        )
        assert export.balances(PAST) == reader.balances(PAST), "the export and the database answer differently"
    name = f"whole-registry holdings as of a past date, {postings} postings, beside a bare scan"
    figure = figure_of(name, measured, "s", beside={"export_made_seconds": made})
    ratio = figure.ratio or 0.0
    yield Figure(
        name, figure.ours, figure.floor, ratio, "s", figure.runs, Bar("ratio", 3, 1.5, most=True), figure.beside
    )
    audited = in_turns(size.rounds, {"ours": lambda: seconds_of(lambda: _sound(folder))})
    # The bar is that of the whole proof, which this is a part of.
    yield figure_of(
        f"audit of an export, {postings} postings (part of verify)", audited, "s", bar=Bar("ours", 60, 15, most=True)
    )
    yield _verified(reader, f"verify, {postings} postings", Bar("ours", 60, 15, most=True))
    reader.close()


def _sound(folder: Path) -> None:
    with closing(Export(folder)) as export:
        broken = {law: count for law, count in audit(export, account_types()).items() if count}
    assert not broken, f"laws are broken: {broken}"


def _scan(folder: Path) -> str:
    """Return what the floor asks DuckDB of the same file."""
    return (
        'SELECT account, sum(sign * ("last" - "first" + 1)) FROM '
        f"read_parquet('{folder}/posting.parquet') WHERE effective_on <= ? GROUP BY account"
    )


def _verified(reader: DatabaseReader, name: str, bar: Bar) -> Figure:
    from sextant.cli.common import without_cycle_search

    with without_cycle_search(), reader.at_one_instant():
        found: list[Any] = []
        seconds = seconds_of(lambda: found.append(_sifted_and_verified(reader)))
    assert not found[0].findings, f"a law is broken: {found[0].findings[0]}"
    return Figure(name, seconds, None, None, "s", 1, bar)


def _sifted_and_verified(reader: DatabaseReader) -> Any:
    with sifting(reader, account_types()) as sifted:
        return verify(reader, account_types(), sifted)


def cdm_registry(places: Places, size: Size) -> Iterator[Figure]:
    """Yield the import and the proof of the CDM Registry's reports; nothing where they do not lie here."""
    from sextant.application.cdm_report.rows import COLUMNS
    from sextant.cli.imports import run_import
    from sextant.storage.report_files import read_report

    if not REPORTS.is_dir():
        return
    imported: list[float] = []
    proven: list[float] = []
    rows = 0
    for _ in range(size.rounds):
        url = places.sqlite()

        def act(url: str = url) -> None:
            nonlocal rows
            reports = [read_report(REPORTS / f"{name}.csv.gz", COLUMNS[name]) for name in COLUMNS]
            rows = sum(len(report.rows) for report in reports)
            run_import(url, reports[0], reports[1], show_progress=False)

        imported.append(seconds_of(act))
        reader = DatabaseReader(opened_driver(url))
        proven.append(_verified(reader, "", Bar("ours", 5, 2, most=True)).ours or 0.0)
        reader.close()
        places.drop(url)
    name = f"the CDM Registry's reports, {rows} rows, SQLite"
    yield figure_of(f"{name}: import", {"ours": imported}, "s", bar=Bar("ours", 10, 4, most=True))
    yield figure_of(f"{name}: verify", {"ours": proven}, "s", bar=Bar("ours", 5, 2, most=True))
