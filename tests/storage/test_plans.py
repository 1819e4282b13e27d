"""How the databases look for rows once there are many: by index, in every statement of the posting path.

The statements are taken down while real requests are served, so that one that is added later is looked at too.
On PostgreSQL the generic plan is asked for, the one that a statement prepared long ago is run with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import pytest
from tests.clock import NOON, FakeClock
from tests.stores import store_on
from tests.world import CER, MCU, World

from sextant.application.batch import perform_batch
from sextant.application.reader import Moment
from sextant.application.registry import Registry
from sextant.domain.account import Account
from sextant.ledger.posting import Posted
from sextant.ledger.request import Order
from sextant.storage.account_types import account_types
from sextant.storage.database.reader import DatabaseReader

LOTS = 1500
BIG = ("account", "block", "entry", "lot", "posting", "outbox")
LACKING = re.compile(
    r"\b(LOCK TABLE|pg_\w*advisory\w*|LISTEN|NOTIFY|nextval|currval|DECLARE"
    r"|SAVEPOINT|EXCLUDE|DEFERR\w+|ctid|TABLESAMPLE)\b",
    re.I,
)
"""What engines lack that speak PostgreSQL's protocol and spread rows over machines; no act may need it."""
_VERBS = ("SELECT", "UPDATE", "DELETE", "INSERT", "WITH")


class Listener:
    """A driver that takes down what it is asked to run."""

    def __init__(self, driver: Any) -> None:
        self.heard: dict[str, Sequence[Any]] = {}
        for name in ("execute", "query", "_run", "many"):
            if hasattr(driver, name):
                setattr(driver, name, self._listening(getattr(driver, name)))

    def _listening(self, run: Any) -> Any:
        def listen(sql: str, values: Any = ()) -> Any:
            if sql.startswith(_VERBS):
                self.heard.setdefault(sql, values if isinstance(values, list | tuple) else ())
            return run(sql, values)

        return listen


class Full:
    """A ledger with many lots, blocks, accounts and entries."""

    def __init__(self, url: str) -> None:
        self.store = store_on(url)
        self.driver: Any = self.store.driver
        self.registry = Registry(self.store, FakeClock(), account_types())
        self.world = World(self.registry)
        self._fill()
        self.listener = Listener(self.driver)
        self.reader = DatabaseReader(self.driver)

    def _fill(self) -> None:
        world = self.world
        with self.store.transaction():
            for number in range(LOTS):
                name = f"holder {number}"
                self.store.open_account(
                    Account(registry=world.name, code=name, type="article_6_4.holding", name=name, party=f"P{number}")
                )
        batch: list[Any] = []
        for number in range(LOTS):
            first = 100 * number + 1
            batch.append(world.record(first, first + 99, into=f"holder {number}", key=f"space {number % 3}"))
            units = world.units(first + 20, first + 39, f"space {number % 3}")
            batch.append(world.transfer(units, f"holder {(number + 1) % LOTS}"))
        assert all(isinstance(outcome, Posted) for outcome in perform_batch(self.registry, batch))
        self.driver.execute("ANALYZE")

    def plan(self, sql: str, values: Sequence[Any]) -> str:
        """Return the plan of a statement as text."""
        if self.driver.vendor == "sqlite":
            marks = sql.count("?")
            given = [*values, *[None] * (marks - len(values))][:marks]
            return "\n".join(row[3] for row in self.driver.query(f"EXPLAIN QUERY PLAN {sql}", given))
        # A table read whole because it is still small would hide that there is no index to read it by.
        self.driver._open().execute("SET enable_seqscan = off")
        numbers = iter(range(1, sql.count("?") + 1))
        numbered = re.sub(r"\?", lambda _: f"${next(numbers)}", sql)
        found = self.driver._open().execute(f"EXPLAIN (GENERIC_PLAN, COSTS OFF) {numbered}", prepare=False)
        return "\n".join(row[0] for row in found.fetchall())


def scanned(plan: str) -> set[str]:
    """Return the big tables that a plan reads from end to end, be it along an index."""
    lines = plan.splitlines()
    whole: list[str] = []
    for line, after in pairwise([*lines, ""]):
        if (
            (found := re.search(r"Seq Scan on (\w+)", line))
            or ((found := re.search(r"Index(?: Only)? Scan.* on (\w+)", line)) and "Index Cond" not in after)
            or (found := re.search(r"\bSCAN (\w+)", line))
        ):
            whole.append(found[1])
    # Blocks that are held are few, and have an index of their own.
    if "block_held" in plan:
        whole = [each for each in whole if each != "block"]
    return set(whole) & set(BIG)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def full(request, tmp_path_factory) -> Iterator[Full]:
    if request.param == "sqlite":
        import shutil

        from tests.databases import sqlite_url

        file = tmp_path_factory.mktemp("full") / "full.sqlite3"
        shutil.copyfile(request.getfixturevalue("_sqlite_template"), file)
        made = Full(sqlite_url(file))
        yield made
        made.driver.close()
        return
    server = request.getfixturevalue("postgresql_server")
    name = server.create()
    made = Full(server.url(name))
    yield made
    made.driver.close()
    server.drop(name)


def test_no_statement_of_the_posting_path_reads_a_table_from_end_to_end(full):
    world, registry = full.world, full.registry
    full.listener.heard.clear()
    issued = world.do(world.issue(100))
    world.do(world.transfer(world.units(1, 10)), issued.blocks)
    world.do(world.transfer((world.units(20, 29), world.units(40, 49))))
    world.do(world.transfer(world.take("a", 5)))
    world.do(world.transfer(world.take("a", 5, order=Order.HIGHEST_SERIAL, within=world.units(50, 100))))
    world.refused(world.transfer(world.take("a", 500)))
    world.refused(world.transfer(world.units(95, 105)))
    world.do(world.hold(world.units(60, 65)))
    world.do(world.release(world.units(60, 65)))
    moved = world.do(world.change(world.units(70, 75), MCU))
    world.do(world.correct(moved.entry))
    world.do(world.record(10**9, 10**9 + 5, key="space 1", terms=CER))
    world.refused(world.record(105, 106, key="space 1"))
    moves = [world.transfer(world.units(100 * number + 1, 100 * number + 2, "space 1")) for number in (1, 4, 7)]
    others = [world.transfer(world.take("holder 7", 5)), world.record(3, 4, key="new"), world.record(7, 9, key="new")]
    assert all(isinstance(each, Posted) for each in perform_batch(registry, [world.issue(10), *moves, *others]))
    heard = dict(full.listener.heard)
    assert len(heard) > 15
    assert [sql for sql in heard if LACKING.search(sql)] == []
    plans = {sql: full.plan(sql, values) for sql, values in heard.items()}
    assert any("block" in plan for plan in plans.values())
    assert {sql: plan for sql, plan in plans.items() if scanned(plan)} == {}


def test_no_question_about_one_account_one_unit_or_one_entry_reads_a_table_from_end_to_end(full):
    world, reader = full.world, full.reader
    account, space = world.account("holder 3"), world.space("space 0")
    full.listener.heard.clear()
    at = Moment(as_of=NOON.date())
    assert reader.balance(account, at) == 100
    assert reader.balance(account, Moment(as_of=NOON.date(), known_at=NOON)) == 100
    assert len(reader.legs_of_account(account, at=at, since=NOON.date())) > 0
    entry = reader.legs_of_account(account)[0].entry
    assert reader.days_of_account(account) is not None
    assert reader.lot_at(space, 350) is not None
    assert reader.block_at(space, 350) is not None
    assert reader.legs_of_entries([entry])
    assert list(reader.entries([entry]))
    assert reader.known_entries([entry]) == {entry}
    assert reader.account(account) is not None
    assert reader.accounts(party="P5")
    assert reader.blocks(account=account)
    assert sum(each.quantity for each in reader.holdings_of(account)) == 100
    plans = {sql: full.plan(sql, values) for sql, values in full.listener.heard.items()}
    assert len(plans) >= 10
    assert {sql: plan for sql, plan in plans.items() if scanned(plan)} == {}


def test_the_smallest_block_that_holds_enough_is_found_by_its_size(full):
    world = full.world
    full.listener.heard.clear()
    world.do(world.transfer(world.take("holder 9", 5, order=Order.FEWEST_BLOCKS)))
    plans = {sql: full.plan(sql, values) for sql, values in full.listener.heard.items() if "LIMIT 1" in sql}
    ((sql, plan),) = plans.items()
    assert '("last" - "first") >= ?' in sql
    # On SQLite the index is not there: who writes is alone, and would pay for it with every block.
    assert ("block_size" if full.driver.vendor == "postgresql" else "block_free") in plan


def test_the_intended_indexes_are_used(full):
    world = full.world
    (terms,) = {block.terms for block in full.reader.blocks(account=world.account("holder 9"))}
    full.listener.heard.clear()
    world.do(world.transfer(world.take("holder 9", 5, terms=terms)))
    full.reader.balance(world.account("holder 9"), Moment(as_of=NOON.date()))
    plans = {sql: full.plan(sql, values) for sql, values in full.listener.heard.items()}
    (take,) = (plan for sql, plan in plans.items() if sql.startswith("SELECT") and "LIMIT" in sql and "block" in plan)
    assert "block_free" in take
    (balance,) = (plan for sql, plan in plans.items() if "coalesce(sum" in sql)
    assert "posting_account" in balance
    covered = "COVERING INDEX" if full.driver.vendor == "sqlite" else "Index Only Scan"
    assert covered in balance
