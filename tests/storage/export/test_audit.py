"""What an export is asked of all rows at once: a sound ledger breaks nothing, and each law sees its own faults."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import duckdb
import pytest
from tests.clock import FakeClock
from tests.storage.export.test_export import history
from tests.storage.test_differential import History
from tests.stores import store_on
from tests.world import World

from sextant.application.registry import Registry
from sextant.storage.account_types import account_types
from sextant.storage.database.reader import DatabaseReader
from sextant.storage.export.audit import LAWS, audit
from sextant.storage.export.make import make_export
from sextant.storage.export.read import Export

DAMAGES = {
    "lots_overlap": ("lot", '"last" + CASE WHEN "first" = 1 AND vintage IS NULL THEN 1 ELSE 0 END AS "last"'),
    "blocks_overlap": ("block", '"last" + CASE WHEN "first" = 1 THEN 1 ELSE 0 END AS "last"'),
    "block_outside_its_lot": ("block", '"last" + CASE WHEN "last" = 150 THEN 1 ELSE 0 END AS "last"'),
    "projection_differs": ("block", "terms + CASE WHEN hold IS NOT NULL THEN 1 ELSE 0 END AS terms"),
    "entry_not_conserved": ("posting", '"first" + CASE WHEN line = 1 AND "first" = 30 THEN 1 ELSE 0 END AS "first"'),
    "units_left_twice": ("posting", '"first" - CASE WHEN sign < 0 AND "first" = 35 THEN 1 ELSE 0 END AS "first"'),
    "leg_follows_nothing": ("posting", "CASE WHEN sign < 0 THEN entry ELSE follows END AS follows"),
    "movement_out_of_final_account": ("entry", "NULL::UUID AS corrects"),
    "leg_of_no_entry": ("entry", "CASE WHEN corrects IS NULL THEN id ELSE uuid() END AS id"),
}


@pytest.fixture
def folder(database_url, clock: FakeClock, tmp_path: Path) -> Path:
    store = store_on(database_url("sqlite"))
    history(World(Registry(store, clock, account_types())), clock)
    made = tmp_path / "export"
    make_export(DatabaseReader(store.driver), made)
    store.driver.close()
    return made


def found_in(folder: Path) -> dict[str, int]:
    with closing(Export(folder)) as export:
        return audit(export, account_types())


def test_a_sound_ledger_breaks_no_law(folder: Path):
    assert found_in(folder) == dict.fromkeys(LAWS, 0)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_random_history_breaks_no_law(database_url, clock, tmp_path: Path, seed):
    store = store_on(database_url("sqlite"))
    History(Registry(store, clock, account_types()), clock, seed).run()
    make_export(DatabaseReader(store.driver), tmp_path / "export")
    store.driver.close()
    assert found_in(tmp_path / "export") == dict.fromkeys(LAWS, 0)


@pytest.mark.parametrize("law", LAWS)
def test_each_law_sees_its_faults(folder: Path, law):
    table, damage = DAMAGES[law]
    file = folder / f"{table}.parquet"
    duckdb.sql(f"COPY (SELECT * REPLACE ({damage}) FROM '{file}') TO '{folder}/new' (FORMAT parquet)")
    (folder / "new").replace(file)
    assert found_in(folder)[law] > 0
