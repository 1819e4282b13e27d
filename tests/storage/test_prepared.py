"""The posting path's own way to PostgreSQL: what is sent arrives, faults are told apart, few statements do an act."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from tests.storage.test_plans import Listener
from tests.stores import place_of
from tests.world import MCU, World

from sextant.application.ports import TransientFault
from sextant.ledger.posting import Posted
from sextant.storage.database import prepared
from sextant.storage.database.driver import DuplicateEntry, connect
from sextant.storage.database.prepared import Texts, array, texts
from sextant.storage.database.url import parse_database_url

TYPES = ("int8", "uuid", "text", "bytea", "date", "timestamptz")
INSTANT = datetime(2026, 1, 2, 3, 4, 5, 6, UTC)
ROWS = [
    (-(2**63), UUID(int=1), 'a "quoted" \\ text, {braced}', b"\x00\xff", date(2, 1, 3), INSTANT),
    (None, None, None, None, None, None),
    (7, UUID(int=2**128 - 1), "NULL", b"", date(9999, 12, 31), datetime(1999, 1, 1, tzinfo=UTC)),
    (0, UUID(int=0), "調適收益分成", b"\\x41", date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC)),
    (1, UUID(int=3), "", b'"', date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC)),
]  # fmt: skip


@pytest.fixture
def driver(database_url):
    driver = connect(parse_database_url(database_url("postgresql")))
    columns = ", ".join(f"c{number} {kind}" for number, kind in enumerate(TYPES))
    driver.execute(f"CREATE TEMPORARY TABLE sent ({columns})")
    yield driver
    driver.close()


def sent(driver):
    return driver.query("SELECT * FROM sent")


def test_single_values_arrive_as_they_were_sent(driver):
    marks = ", ".join(f"?::{kind}" for kind in TYPES)
    for row in ROWS:
        driver.execute(f"INSERT INTO sent VALUES ({marks})", texts(row))
    assert sent(driver) == ROWS


def test_arrays_arrive_as_they_were_sent(driver):
    marks = ", ".join(f"?::{kind}[]" for kind in TYPES)
    values = Texts(array(column) for column in zip(*ROWS, strict=True))
    assert driver.execute(f"INSERT INTO sent SELECT * FROM unnest({marks}) RETURNING 1", values) == len(ROWS)
    assert sent(driver) == ROWS


def test_a_value_of_a_type_that_no_column_has_is_not_sent():
    with pytest.raises(KeyError):
        texts([1.5])


def test_faults_are_those_of_the_driver(driver):
    driver.execute("CREATE UNIQUE INDEX ON sent (c0)")
    driver.execute("INSERT INTO sent (c0) VALUES (?::int8)", texts([1]))
    with pytest.raises(DuplicateEntry):
        driver.execute("INSERT INTO sent (c0) VALUES (?::int8)", texts([1]))
    lost = driver.query("SELECT pg_backend_pid()")[0][0]
    other = connect(driver._url)
    other.query("SELECT pg_terminate_backend(?::int4)", [lost])
    other.close()
    with pytest.raises(TransientFault):
        driver.query("SELECT ?::int8", texts([5]))
    assert driver.query("SELECT ?::int8", texts([5])) == [(5,)]


def test_what_was_prepared_stays_when_a_transaction_is_rolled_back(driver):
    driver.begin()
    assert driver.query("SELECT ?::int8", texts([5])) == [(5,)]
    driver.rollback()
    before = driver.query("SELECT count(*) FROM pg_prepared_statements WHERE name LIKE ?", ["sextant_%"])
    assert driver.query("SELECT ?::int8", texts([6])) == [(6,)]
    assert driver.query("SELECT count(*) FROM pg_prepared_statements WHERE name LIKE ?", ["sextant_%"]) == before


def test_what_the_server_forgot_is_prepared_again_and_inside_a_transaction_it_passes(driver):
    assert driver.query("SELECT ?::int8", texts([5])) == [(5,)]
    driver.execute("DEALLOCATE ALL")
    assert driver.query("SELECT ?::int8", texts([6])) == [(6,)]
    driver.begin()
    driver.execute("DEALLOCATE ALL")
    with pytest.raises(TransientFault):
        driver.query("SELECT ?::int8", texts([7]))
    driver.rollback()
    assert driver.query("SELECT ?::int8", texts([8])) == [(8,)]


def test_only_so_many_statements_are_prepared(driver, monkeypatch):
    monkeypatch.setattr(prepared, "MOST", 2)
    for number in range(5):
        assert driver.query(f"SELECT ?::int8 + {number}", texts([1])) == [(1 + number,)]
    kept = "SELECT count(*) FROM pg_prepared_statements WHERE name LIKE ?"
    assert driver.query(kept, ["sextant_%"]) == [(2,)]


def test_a_hold_its_release_and_an_issuance_on_known_accounts_ask_few_statements(database_url, clock):
    place = place_of("postgresql", database_url("postgresql"), clock)
    world = World(place.registry)
    issued = world.do(world.issue(100, terms=MCU))
    asked = Listener(place.registry.store.driver)
    held = place.registry.perform(world.hold(world.units(1, 10), "case 1"), issued.blocks)
    assert isinstance(held, Posted)
    assert len(asked.heard) == 1
    block = next(each for each in held.blocks if each.hold is not None)
    assert isinstance(place.registry.perform(world.release(world.units(1, 10), "case 1"), (block,)), Posted)
    assert len(asked.heard) == 2
    assert isinstance(place.registry.perform(world.issue(50, terms=MCU)), Posted)
    assert len(asked.heard) == 4, "the counter, and one statement that writes"
    place.close()
