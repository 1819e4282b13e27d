"""A server that lets nobody in is told at once; one that was reached and went away is asked again."""

from __future__ import annotations

import contextlib

import psycopg
import pytest
from tests.clock import FakeClock
from tests.databases import raw_postgresql
from tests.world import World

from sextant.application.ports import TransientFault
from sextant.application.registry import Registry
from sextant.domain.account import Account
from sextant.storage.account_types import account_types
from sextant.storage.database.driver import DatabaseFault, PostgresqlDriver
from sextant.storage.database.postgresql import PostgresqlStore
from sextant.storage.database.url import parse_database_url


def registry_at(url: str) -> Registry:
    return Registry(PostgresqlStore(PostgresqlDriver(parse_database_url(url))), FakeClock(), account_types())


def wrong_addresses(url: str) -> dict[str, str]:
    """Return addresses that differ from a good one in one thing each."""
    good = parse_database_url(url)
    user, port = good.user or "", f"port={good.port}" if good.port else "port=5432"
    at = f"host={good.host or ''}"
    return {
        "a database that is not there": f"postgresql://{user}@/absent_{good.name}?{at}&{port}",
        "a port that nobody listens on": f"postgresql://{user}@/{good.name}?{at}&port=1",
        "a role that is not there": f"postgresql://nobody_of_{good.name}@/{good.name}?{at}&{port}",
        "a host without a name": f"postgresql://{user}@nowhere.invalid/{good.name}",
    }


def test_an_address_with_one_thing_wrong_is_told_in_one_line_without_waiting(database_url):
    for what, url in wrong_addresses(database_url("postgresql")).items():
        registry = registry_at(url)
        with pytest.raises(DatabaseFault) as told:
            World(registry)
        assert registry.clock.pauses == 0, what
        assert "\n" not in str(told.value), what
        assert str(told.value), what


def test_a_wrong_password_is_told_at_once(database_url, monkeypatch):
    """The server of the tests asks for no password, so its answer is made here; the words are PostgreSQL's."""
    said = 'connection failed: connection to server failed: FATAL:  password authentication failed for user "a"'

    def refused(*args: object, **more: object) -> None:
        raise psycopg.OperationalError(f"{said}\nsome advice")

    registry = registry_at(database_url("postgresql"))
    with monkeypatch.context() as patched:
        patched.setattr(psycopg, "connect", refused)
        with pytest.raises(DatabaseFault) as told:
            World(registry)
    assert str(told.value) == said


@pytest.mark.parametrize(
    "said", ["FATAL:  sorry, too many clients already", "FATAL:  the database system is starting up"]
)
def test_a_server_that_is_busy_or_starting_is_asked_again(database_url, monkeypatch, said):
    registry, connect, refusals = registry_at(database_url("postgresql")), psycopg.connect, [said, said]

    def later(*args: object, **more: object) -> object:
        if refusals:
            raise psycopg.OperationalError(refusals.pop())
        return connect(*args, **more)

    monkeypatch.setattr(psycopg, "connect", later)
    with pytest.raises(TransientFault):
        registry.store.account(1)
    assert registry.open_account(Account(registry="R1", code="a", type="article_6_4.holding", name="a"))
    assert not refusals
    registry.store.driver.close()


def test_a_server_that_was_reached_once_is_asked_again(database_url, monkeypatch):
    url = database_url("postgresql")
    registry, connect = registry_at(url), psycopg.connect
    world = World(registry)
    world.do(world.issue(10))
    with contextlib.closing(raw_postgresql(parse_database_url(url))) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    refusals = ["connection refused"] * 3

    def later(*args: object, **more: object) -> object:
        if refusals:
            raise psycopg.OperationalError(refusals.pop())
        return connect(*args, **more)

    monkeypatch.setattr(psycopg, "connect", later)
    world.do(world.transfer(world.units(1, 2)))
    assert not refusals
    registry.store.driver.close()
