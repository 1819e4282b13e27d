"""A ledger on any kind of store, and what all of its tables hold, in one form for every store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.clock import FakeClock

from sextant.application.letters import FiledLetter
from sextant.application.party_statements import PartyStatement, StatementKind
from sextant.application.registry import Registry
from sextant.storage.account_types import account_types
from sextant.storage.database import rows
from sextant.storage.database.driver import Driver, as_id, connect
from sextant.storage.database.postgresql import PostgresqlStore
from sextant.storage.database.store import DatabaseStore
from sextant.storage.database.url import parse_database_url
from sextant.storage.memory.store import MemoryStore

Dump = Mapping[str, list[Any]]
"""The rows of every table of the ledger, sorted."""


@dataclass
class Place:
    """One ledger."""

    kind: str
    url: str | None
    registry: Registry
    clock: FakeClock
    others: list[Registry] = field(default_factory=list)

    def another(self) -> Registry:
        """Return a second registry on the same ledger, as another process would open it."""
        store = self.registry.store if self.url is None else store_on(self.url)
        self.others.append(Registry(store, self.clock, account_types()))
        return self.others[-1]

    def dump(self) -> Dump:
        return dump(self.registry.store)

    def close(self) -> None:
        for registry in (self.registry, *self.others):
            close(registry)


def place_of(kind: str, url: str | None, clock: FakeClock) -> Place:
    """Return a ledger on a store of this kind."""
    store = MemoryStore() if url is None else store_on(url)
    return Place(kind, url, Registry(store, clock, account_types()), clock)


def store_on(url: str, *, portable: bool = False) -> DatabaseStore:
    """Return the store of a database; with portable statements also where there is a faster way."""
    driver = connect(parse_database_url(url))
    return DatabaseStore(driver) if portable or driver.vendor == "sqlite" else PostgresqlStore(driver)


def close(registry: Registry) -> None:
    if isinstance(registry.store, DatabaseStore):
        registry.store.driver.close()


def dump(store: Any) -> Dump:
    """Return all that a ledger holds."""
    return _dump_memory(store) if isinstance(store, MemoryStore) else dump_database(store.driver)


def dump_database(driver: Driver) -> Dump:
    """Return all that the tables of a database hold."""

    def read(table: str, names: tuple[str, ...], record: Any) -> list[Any]:
        return _sorted(record(row) for row in driver.query(f"SELECT {rows.columns(names)} FROM {table}"))

    return {
        "account": read("account", rows.ACCOUNT, rows.account_of),
        "authorization_version": read("authorization_version", ("body",), lambda row: row[0]),
        "block": read("block", rows.BLOCK, rows.block_of),
        "entry": read("entry", rows.ENTRY, rows.entry_of),
        "hold": read("hold", rows.HOLD, rows.hold_of),
        "lot": read("lot", rows.LOT, rows.lot_of),
        "outbox": read("outbox", ("entry",), lambda row: as_id(row[0])),
        "posting": read("posting", rows.LEG, rows.leg_of),
        "serial_space": read("serial_space", rows.SPACE, rows.space_of),
        "tally": read("tally", ("name", "used", "limit", "version"), tuple),
        "terms": read("terms", rows.TERMS, tuple),
    }


def _dump_memory(store: MemoryStore) -> Dump:
    return {
        "account": _sorted(store.accounts.values()),
        "authorization_version": _sorted(each.body for known in store.authorizations.values() for each in known),
        "block": _sorted(store.blocks),
        "entry": _sorted(store.entries.values()),
        "hold": _sorted(store.holds.values()),
        "lot": _sorted(lot for lots in store.lots._lots.values() for lot in lots),
        "outbox": _sorted(store.entries),
        "posting": _sorted(leg for legs in store.legs.values() for leg in legs),
        "serial_space": _sorted(store.spaces.values()),
        "tally": _sorted((each.name, each.used, each.limit, each.version) for each in store.tallies.values()),
        "terms": _sorted((each.id, each.body) for each in store.known_terms.values()),
    }


def _sorted(found: Any) -> list[Any]:
    return sorted(found, key=repr)


def party_statement() -> PartyStatement:
    """Return an accounting statement, to have a row in its table."""
    instant = datetime(2026, 5, 4, tzinfo=UTC)
    return PartyStatement("GH", StatementKind.ACCOUNTS, "accounts", 1, "{}", instant)


def filed_letter() -> FiledLetter:
    """Return a signed original, to have a row in its table."""
    return FiledLetter("ab" * 32, "GH:1", 1, "letter.pdf", 7, datetime(2026, 5, 4, tzinfo=UTC))
