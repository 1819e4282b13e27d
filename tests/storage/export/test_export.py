"""An export holds what the database holds, answers as the database answers, and is refused where it does not."""

from datetime import timedelta
from pathlib import Path

import duckdb
import pytest
from tests.clock import NOON
from tests.storage.test_differential import History
from tests.stores import store_on
from tests.world import CER, World

from sextant.application.queries.holdings import GROUPS, holdings, total
from sextant.application.reader import Moment
from sextant.application.registry import Registry
from sextant.domain.account import Account
from sextant.domain.activity import Activity
from sextant.storage.account_types import account_types
from sextant.storage.database.reader import DatabaseReader
from sextant.storage.export.columns import TABLES
from sextant.storage.export.make import UnusableExport, differences, make_export, read_manifest
from sextant.storage.export.read import Export

START = NOON.date() - timedelta(days=40)
DAYS = [START + timedelta(days=number) for number in (-1, 0, 12, 17, 40)]


def history(world: World, clock) -> None:
    """Let much happen: two Parties, splits, cancellations at both ends of a lot and inside it, one corrected."""
    clock.turn_to(START + timedelta(days=10))
    world.do(world.record(1, 100, effective_on=START))
    world.do(world.record(101, 150, effective_on=START + timedelta(days=5), vintage=2019, commitment_period=2))
    world.do(world.record(1, 60, key="other", effective_on=START + timedelta(days=10), terms=CER))
    world.do(world.transfer(world.units(20, 59, "elsewhere"), effective_on=START + timedelta(days=6)))
    clock.turn_to(START + timedelta(days=30))
    for number, (first, last) in enumerate(((1, 5), (30, 34), (35, 36), (96, 100), (101, 150))):
        units = world.units(first, last, "elsewhere")
        world.do(world.cancel(units, "voluntary", effective_on=START + timedelta(days=11 + number)))
    undone = world.cancel(world.units(10, 19, "other"), "voluntary", effective_on=START + timedelta(days=18))
    world.do(undone)
    clock.turn_to(NOON.date())
    world.do(world.hold(world.units(40, 44, "elsewhere")))
    world.do(world.correct(undone.id))
    world.registry.store.put_activities([Activity("R1", "1", "article_6_4", synthetic=True)])


@pytest.fixture(params=["sqlite", "postgresql"])
def full(request, database_url, clock):
    store = store_on(database_url(request.param))
    world = World(Registry(store, clock, account_types()))
    history(world, clock)
    yield world, DatabaseReader(store.driver)
    store.driver.close()


def test_every_table_is_exported_row_for_row(full, tmp_path: Path):
    _, reader = full
    made = make_export(reader, tmp_path / "export")
    assert read_manifest(tmp_path / "export") == made
    counts = {name: reader.driver.query(f"SELECT count(*) FROM {name}")[0][0] for name in TABLES}
    assert {name: part.rows for name, part in made.tables.items()} == counts
    assert min(counts.values()) > 0
    assert differences(reader, tmp_path / "export") == []
    assert sorted(each.name for each in (tmp_path / "export").iterdir()) == sorted(
        ["manifest.json", *(f"{name}.parquet" for name in TABLES)]
    )


def test_an_export_answers_as_the_database_does(full, tmp_path: Path):
    _, reader = full
    make_export(reader, tmp_path / "export")
    export, types = Export(tmp_path / "export"), account_types()
    answered = 0
    for day in DAYS:
        for known_at in (None, NOON - timedelta(days=20)):
            at = Moment(day, known_at)
            assert export.balances(at) == reader.balances(at)
            for by in ([], ["vintage", "cp"], list(GROUPS)):
                found = holdings(reader, types, at, by)
                answered += total(found).blocks
                assert export.holdings(types, at, by) == found
                assert list(export.holdings(types, at, by)) == list(found)
    assert answered > 0
    export.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_an_export_of_a_random_history_answers_as_the_database_does(database_url, clock, tmp_path: Path, kind):
    store = store_on(database_url(kind))
    History(Registry(store, clock, account_types()), clock, seed=7).run()
    reader = DatabaseReader(store.driver)
    make_export(reader, tmp_path / "export")
    export = Export(tmp_path / "export")
    for days in (0, 3, 6, 9):
        at = Moment(NOON.date() + timedelta(days=days))
        assert export.balances(at) == reader.balances(at)
        found = holdings(reader, account_types(), at, ["unit_type", "vintage"])
        assert export.holdings(account_types(), at, ["unit_type", "vintage"]) == found
    assert total(found).cancelled > 0
    store.driver.close()


def test_what_happens_after_an_export_is_told(full, tmp_path: Path):
    world, reader = full
    make_export(reader, tmp_path / "export")
    world.do(world.transfer(world.units(50, 51, "elsewhere"), "c"))
    assert [name for name, _, _ in differences(reader, tmp_path / "export")] == ["posting", "block", "entry"]
    make_export(reader, tmp_path / "export")
    assert differences(reader, tmp_path / "export") == []


def test_files_that_are_not_those_that_were_made_are_refused(full, tmp_path: Path):
    _, reader = full
    folder = tmp_path / "export"
    make_export(reader, folder)
    changed = f"SELECT * REPLACE (CASE WHEN line = 0 THEN sign ELSE -sign END AS sign) FROM '{folder}/posting.parquet'"
    duckdb.sql(f"COPY ({changed}) TO '{folder}/posting.new' (FORMAT parquet)")
    (folder / "posting.new").replace(folder / "posting.parquet")
    with pytest.raises(UnusableExport) as refused:
        differences(reader, folder)
    assert refused.value.code == "export_differs"
    (folder / "block.parquet").unlink()
    with pytest.raises(UnusableExport) as refused:
        Export(folder)
    assert (refused.value.code, refused.value.found["table"]) == ("export_incomplete", "block")


def test_a_folder_that_holds_something_else_is_left_alone(full, tmp_path: Path):
    _, reader = full
    desk = tmp_path / "desk"
    desk.mkdir()
    (desk / "letter.txt").write_text("kept")
    with pytest.raises(UnusableExport) as refused:
        make_export(reader, desk)
    assert refused.value.code == "export_folder_not_empty"
    assert [each.name for each in desk.iterdir()] == ["letter.txt"]
    with pytest.raises(UnusableExport) as refused:
        Export(desk)
    assert refused.value.code == "export_not_there"


def test_texts_with_separators_and_line_ends_come_through(database_url, clock, tmp_path: Path):
    none = Account(registry="R", code="", type="cdm.holding", name="n")
    for kind in ("sqlite", "postgresql"):
        store = store_on(database_url(kind))
        name = 'a|b\n"c" \\N é 臺'
        registry = Registry(store, clock, account_types())
        for account in (Account(registry="R", code=name, type="cdm.holding", name="n", party="|"), none):
            assert registry.open_account(account)
        reader = DatabaseReader(store.driver)
        make_export(reader, tmp_path / kind)
        export = Export(tmp_path / kind)
        assert export._rows("SELECT code, party FROM account ORDER BY code", {}) == [("", None), (name, "|")]
        assert differences(reader, tmp_path / kind) == []
        store.driver.close()
