"""What the database refuses by itself: raw SQL that overlaps blocks or lots, or rewrites history.

Nothing of Sextant stands between these statements and the database except the guards.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import random
import re
import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from tests.databases import READ_COMMITTED, SERIALIZABLE, raw_postgresql
from tests.stores import filed_letter, party_statement, place_of
from tests.world import World

from sextant.storage.database import rows
from sextant.storage.database.guards import GUARDS, HISTORY
from sextant.storage.database.letters import COLUMNS as LETTER
from sextant.storage.database.letters import DatabaseLetters
from sextant.storage.database.party_statements import COLUMNS as STATEMENT
from sextant.storage.database.party_statements import DatabasePartyStatements
from sextant.storage.database.url import parse_database_url

VENDORS = ("sqlite", "postgresql")
REPEATABLE_READ = "repeatable read"
OLD_SNAPSHOTS = int(os.environ.get("SEXTANT_OLD_SNAPSHOTS", "300"))


class Raw:
    """A database with a small history in it, and connections that know nothing of Sextant."""

    def __init__(self, kind: str, url: str, clock) -> None:
        self.vendor = kind.split("-")[0]
        self._url = parse_database_url(url)
        place = place_of(kind, url, clock)
        world = World(place.registry)
        self.issued = world.do(world.issue(100))
        world.do(world.hold(world.units(1, 10)))
        world.do(world.transfer(world.units(61, 80)))
        other = world.do(world.record(500, 599))
        world.do(world.authorize())
        DatabaseLetters(place.registry.store.driver).put(filed_letter())
        DatabasePartyStatements(place.registry.store.driver).put(party_statement())
        self.space = world.space()
        self.other_space = world.space("elsewhere")
        self.lot = self.issued.blocks[0].lot
        self.other_lot = other.blocks[0].lot
        self.template = self.issued.blocks[0]
        self.place = place

    def connect(self, isolation: str = READ_COMMITTED, *, autocommit: bool = True) -> Any:
        if self.vendor == "sqlite":
            return sqlite3.connect(self._url.name, isolation_level=None, timeout=10)
        return raw_postgresql(self._url, isolation=isolation, autocommit=autocommit)

    def sql(self, statement: str) -> str:
        return statement if self.vendor == "sqlite" else statement.replace("?", "%s")

    def block(self, first: int, last: int, *, space: int | None = None, lot: UUID | None = None) -> tuple[str, tuple]:
        """Return the statement that inserts a block, and its values."""
        wanted = {"space": self.space if space is None else space, "first": first, "last": last}
        wanted |= {"lot": lot or self.lot, "first_transfer": None, "hold": None}
        values = tuple(wanted[name] if name in wanted else getattr(self.template, name) for name in rows.BLOCK)
        return self.sql(f"INSERT INTO block ({rows.columns(rows.BLOCK)}) VALUES ({rows.marks(rows.BLOCK)})"), values

    def new_lot(self, first: int, last: int, space: int | None = None) -> tuple[str, tuple]:
        values = (
            uuid4(), space or self.other_space, first, last, "cdm", "CER", "GH", 1, uuid4(), self.template.acted_on,
            None, None, None, None, None,
        )  # fmt: skip
        return self.sql(f"INSERT INTO lot ({rows.columns(rows.LOT)}) VALUES ({rows.marks(rows.LOT)})"), values

    def rows_of(self, table: str) -> list[Any]:
        with contextlib.closing(self.connect()) as connection:
            return sorted(map(repr, connection.execute(f"SELECT * FROM {table}").fetchall()))


ERRORS = (sqlite3.Error, psycopg.Error)


@pytest.fixture(params=VENDORS)
def raw(request, database_url, clock) -> Iterator[Raw]:
    made = Raw(request.param, database_url(request.param), clock)
    yield made
    made.place.close()


@pytest.fixture
def raw_pg(database_url, clock) -> Iterator[Raw]:
    made = Raw("postgresql", database_url("postgresql"), clock)
    yield made
    made.place.close()


# --- overlap --------------------------------------------------------------------------------------------

# The blocks stand at 1-10, 11-60, 61-80 and 81-100 of a lot that ends at 100.
OVERLAPPING = [(1, 1), (1, 100), (5, 6), (10, 11), (60, 61), (100, 100), (99, 101), (61, 80), (11, 11)]


@pytest.mark.parametrize(("first", "last"), OVERLAPPING)
def test_no_block_overlaps_another(raw, first, last):
    before = raw.rows_of("block")
    with contextlib.closing(raw.connect()) as connection, pytest.raises(ERRORS):
        connection.execute(*raw.block(first, last))
    assert raw.rows_of("block") == before


@pytest.mark.parametrize(("first", "last"), [(101, 110), (90, 89), (0, 1), (-5, -1)])
def test_no_block_stands_outside_its_lot_or_is_empty(raw, first, last):
    with contextlib.closing(raw.connect()) as connection:
        connection.execute(raw.sql("DELETE FROM block WHERE space = ? AND first >= 81"), (raw.space,))
        with pytest.raises(ERRORS):
            connection.execute(*raw.block(first, last))
        connection.execute(*raw.block(81, 100))


def test_no_block_stands_in_a_lot_of_another_space_or_in_none(raw):
    with contextlib.closing(raw.connect()) as connection:
        for lot in (raw.other_lot, uuid4()):
            with pytest.raises(ERRORS):
                connection.execute(*raw.block(200, 201, lot=lot))
            with pytest.raises(ERRORS):
                connection.execute(raw.sql("UPDATE block SET lot = ? WHERE space = ? AND first = 1"), (lot, raw.space))
        with pytest.raises(ERRORS):
            connection.execute(
                raw.sql("UPDATE block SET space = ? WHERE space = ? AND first = 1"), (raw.other_space, raw.space)
            )


@pytest.mark.parametrize(
    "change",
    ["last = 11", "last = 100", "last = 101", "first = 11, last = 11", "first = 100, last = 100", "last = 61"],
)
def test_no_update_makes_blocks_overlap(raw, change):
    before = raw.rows_of("block")
    with contextlib.closing(raw.connect()) as connection, pytest.raises(ERRORS):
        connection.execute(raw.sql(f"UPDATE block SET {change} WHERE space = ? AND first = 1"), (raw.space,))
    assert raw.rows_of("block") == before


def test_what_does_not_overlap_is_let_through(raw):
    with contextlib.closing(raw.connect()) as connection:
        connection.execute(raw.sql("UPDATE block SET last = 50 WHERE space = ? AND first = 11"), (raw.space,))
        connection.execute(*raw.block(51, 55))
        connection.execute(raw.sql("UPDATE block SET last = 60 WHERE space = ? AND first = 51"), (raw.space,))
        connection.execute(raw.sql("UPDATE block SET account = 5 WHERE space = ?"), (raw.space,))


def test_one_statement_with_many_rows_does_not_get_past_the_guard(raw):
    with contextlib.closing(raw.connect()) as connection:
        connection.execute(raw.sql("DELETE FROM block WHERE space = ?"), (raw.space,))
        sql, one = raw.block(1, 50)
        _, two = raw.block(50, 60)
        marks = rows.marks(rows.BLOCK) if raw.vendor == "sqlite" else rows.marks(rows.BLOCK).replace("?", "%s")
        with pytest.raises(ERRORS):
            connection.execute(f"{sql}, ({marks})", (*one, *two))
        assert connection.execute(raw.sql("SELECT * FROM block WHERE space = ?"), (raw.space,)).fetchall() == []


@pytest.mark.parametrize(("first", "last"), [(500, 500), (599, 700), (400, 500), (1, 1000), (550, 551), (500, 599)])
def test_no_serial_is_issued_twice(raw, first, last):
    before = raw.rows_of("lot")
    with contextlib.closing(raw.connect()) as connection:
        with pytest.raises(ERRORS):
            connection.execute(*raw.new_lot(first, last))
        assert raw.rows_of("lot") == before
        connection.execute(*raw.new_lot(600, 600))
        connection.execute(*raw.new_lot(499, 499))
        with pytest.raises(ERRORS):
            connection.execute(*raw.new_lot(499, 600))


# --- history --------------------------------------------------------------------------------------------


def columns_of(table: str) -> tuple[str, ...]:
    return {
        "entry": rows.ENTRY, "posting": rows.LEG, "lot": rows.LOT, "terms": rows.TERMS, "hold": rows.HOLD,
        "authorization_version": rows.AUTHORIZATION, "letter_original": LETTER,
        "party_statement": STATEMENT,
    }[table]  # fmt: skip


KEYS = {
    "entry": "id", "posting": "entry, line", "lot": "id", "terms": "id", "hold": "id",
    "authorization_version": "key, version", "letter_original": "id",
    "party_statement": "id",
}  # fmt: skip


@pytest.mark.parametrize("table", HISTORY)
def test_history_is_not_updated_deleted_or_replaced(raw, table):
    names = columns_of(table)
    before = raw.rows_of(table)
    assert before, "there was nothing to rewrite"
    changing = names[-1] if table != "lot" else "vintage"
    same = f"INSERT INTO {table} ({rows.columns(names)}) SELECT {rows.columns(names)} FROM {table} LIMIT 1"
    upserted = same.replace(" LIMIT 1", " WHERE true LIMIT 1")
    statements = [
        f"UPDATE {table} SET {changing} = {changing}",
        f'UPDATE {table} SET "{names[0]}" = "{names[0]}"',
        f"DELETE FROM {table}",
        f"DELETE FROM {table} WHERE {KEYS[table].split(',')[0]} IS NOT NULL",
        same,
        f"{upserted} ON CONFLICT ({KEYS[table]}) DO UPDATE SET {changing} = excluded.{changing}",
    ]
    if raw.vendor == "sqlite":
        statements += [
            same.replace("INSERT", "INSERT OR REPLACE", 1),
            same.replace("INSERT", "REPLACE", 1),
            same.replace("INSERT", "INSERT OR IGNORE", 1),
            f"UPDATE OR REPLACE {table} SET {changing} = {changing}",
            f"UPDATE OR IGNORE {table} SET {changing} = {changing}",
            f"UPDATE {table} SET rowid = rowid + 1000",
        ]
    else:
        statements += [
            f"TRUNCATE {table}",
            f"TRUNCATE {table} CASCADE",
            f"MERGE INTO {table} t USING {table} s ON t.ctid = s.ctid WHEN MATCHED THEN DELETE",
        ]
    with contextlib.closing(raw.connect()) as connection:
        for statement in statements:
            # An error, or nothing done; never a changed row.
            with contextlib.suppress(*ERRORS):
                connection.execute(statement)
            assert raw.rows_of(table) == before, statement


@pytest.mark.parametrize("table", HISTORY)
def test_a_row_of_history_is_not_replaced_by_its_hidden_number(database_url, clock, table):
    """SQLite numbers rows behind the scenes, and replaces by that number without firing a delete trigger."""
    raw = Raw("sqlite", database_url("sqlite"), clock)
    names = columns_of(table)
    before = raw.rows_of(table)
    with contextlib.closing(raw.connect()) as connection:
        (number, *values) = connection.execute(f"SELECT rowid, {rows.columns(names)} FROM {table} LIMIT 1").fetchone()
        values[0] = uuid4().bytes if isinstance(values[0], bytes) else values[0] + 1
        if table == "lot":
            values[names.index("first")], values[names.index("last")] = 10**6, 10**6
        for verb in ("INSERT OR REPLACE", "REPLACE"):
            with contextlib.suppress(sqlite3.Error):
                connection.execute(
                    f"{verb} INTO {table} (rowid, {rows.columns(names)}) VALUES (?, {rows.marks(names)})",
                    (number, *values),
                )
            assert raw.rows_of(table) == before
    raw.place.close()


def test_new_history_is_let_in(raw):
    world = World(raw.place.registry, "R2")
    world.do(world.issue(5))
    world.do(world.transfer(world.units(1, 2)))


# --- two sessions at once ----------------------------------------------------------------------------------


def committed(raw: Raw, one: tuple[str, tuple], two: tuple[str, tuple], levels: tuple[str, str], order: str) -> int:
    """Return how many of two sessions commit, whose snapshots are both older than either's insertion."""
    sessions = [raw.connect(level, autocommit=False) for level in levels]
    try:
        for session in sessions:
            # Its snapshot is taken here, by a look at something that nobody changes.
            session.execute("SELECT count(*) FROM account").fetchone()
        first, second = sessions
        outcomes = [False, False]
        first.execute(*one)
        with ThreadPoolExecutor(1) as pool:
            started = threading.Event()

            def insert() -> None:
                started.set()
                second.execute(*two)

            waiting = pool.submit(insert)
            started.wait()
            if order == "first commits":
                # The second is by now waiting, or has inserted, or has been refused.
                threading.Event().wait(0.1)
                with contextlib.suppress(psycopg.Error):
                    first.commit()
                    outcomes[0] = True
                with contextlib.suppress(psycopg.Error):
                    waiting.result(timeout=20)
                    second.commit()
                    outcomes[1] = True
            else:
                threading.Event().wait(0.1)
                first.rollback()
                with contextlib.suppress(psycopg.Error):
                    waiting.result(timeout=20)
                    second.commit()
                    outcomes[1] = True
        return sum(outcomes)
    finally:
        for session in sessions:
            session.close()


LEVELS = [
    (READ_COMMITTED, READ_COMMITTED),
    (SERIALIZABLE, SERIALIZABLE),
    (SERIALIZABLE, READ_COMMITTED),
    (READ_COMMITTED, SERIALIZABLE),
]
PAIRS = [((1, 60), (60, 100)), ((60, 100), (1, 60)), ((1, 100), (50, 50)), ((50, 50), (1, 100)), ((1, 60), (1, 60))]


@pytest.mark.parametrize("pair", PAIRS, ids=str)
@pytest.mark.parametrize("levels", LEVELS, ids=str)
def test_two_sessions_never_commit_overlapping_blocks(raw_pg, levels, pair):
    with contextlib.closing(raw_pg.connect()) as connection:
        connection.execute("DELETE FROM block WHERE space = %s", (raw_pg.space,))
    one, two = (raw_pg.block(*each) for each in pair)
    assert committed(raw_pg, one, two, levels, "first commits") == 1
    with contextlib.closing(raw_pg.connect()) as connection:
        found = connection.execute(
            "SELECT first, last FROM block WHERE space = %s ORDER BY first", (raw_pg.space,)
        ).fetchall()
    assert found == [pair[0]]


@pytest.mark.parametrize("levels", LEVELS, ids=str)
def test_two_sessions_never_commit_overlapping_lots(raw_pg, levels):
    one, two = raw_pg.new_lot(1000, 1100), raw_pg.new_lot(1100, 1200)
    assert committed(raw_pg, one, two, levels, "first commits") == 1


@pytest.mark.parametrize("levels", LEVELS, ids=str)
def test_a_session_that_waited_goes_on_where_the_other_gave_up(raw_pg, levels):
    with contextlib.closing(raw_pg.connect()) as connection:
        connection.execute("DELETE FROM block WHERE space = %s", (raw_pg.space,))
    assert committed(raw_pg, raw_pg.block(1, 60), raw_pg.block(60, 100), levels, "first gives up") == 1


@pytest.mark.parametrize("levels", LEVELS, ids=str)
def test_two_sessions_in_different_lots_do_not_hinder_each_other(raw_pg, levels):
    with contextlib.closing(raw_pg.connect()) as connection:
        connection.execute("DELETE FROM block")
    other = raw_pg.block(500, 510, space=raw_pg.other_space, lot=raw_pg.other_lot)
    assert committed(raw_pg, raw_pg.block(1, 60), other, levels, "first commits") == 2


# --- a snapshot that is older than what another session committed --------------------------------------------


def raw_act(chance: random.Random, raw: Raw) -> tuple[str, tuple]:
    """Return a statement that inserts, removes, lengthens, shortens or moves a block of a lot of twelve."""
    first = chance.randint(500, 511)
    last = min(first + chance.randint(0, 5), 511)
    here = (raw.other_space, chance.randint(500, 511))
    return chance.choice(
        [
            raw.block(first, last, space=raw.other_space, lot=raw.other_lot),
            raw.block(first, last, space=raw.other_space, lot=raw.other_lot),
            ("DELETE FROM block WHERE space = %s AND first = %s", here),
            ("UPDATE block SET last = %s WHERE space = %s AND first = %s", (last, *here)),
            ("UPDATE block SET first = %s, last = %s WHERE space = %s AND first = %s", (first, last, *here)),
            ("UPDATE block SET account = account WHERE space = %s AND first = %s", here),
        ]
    )


def do_raw_acts(chance: random.Random, raw: Raw, connection: Any) -> bool:
    """Do some acts, some of them below a savepoint; return whether anything was changed and committed."""
    changed = False
    try:
        for number in range(chance.randint(1, 4)):
            below = chance.random() < 0.3
            if below:
                connection.execute(f"SAVEPOINT s{number}")
            changed |= connection.execute(*raw_act(chance, raw)).rowcount > 0
            if below and chance.random() < 0.3:
                connection.execute(f"ROLLBACK TO SAVEPOINT s{number}")
        connection.commit()
    except psycopg.Error:
        connection.rollback()
        return False
    return changed


MIXED = [*itertools.product((READ_COMMITTED, SERIALIZABLE), repeat=2)]


@pytest.mark.parametrize("levels", MIXED, ids=str)
def test_whatever_was_committed_since_a_snapshot_no_overlap_is_committed_on_it(raw_pg, levels):
    both = 0
    with (
        contextlib.closing(raw_pg.connect()) as plain,
        contextlib.closing(raw_pg.connect(levels[0], autocommit=False)) as other,
        contextlib.closing(raw_pg.connect(levels[1], autocommit=False)) as own,
    ):
        for seed in range(OLD_SNAPSHOTS):
            chance = random.Random(seed)
            plain.execute("DELETE FROM block WHERE space = %s", (raw_pg.other_space,))
            for first in chance.sample(range(500, 512), chance.randint(0, 4)):
                with contextlib.suppress(psycopg.Error):
                    last = min(first + chance.randint(0, 3), 511)
                    plain.execute(*raw_pg.block(first, last, space=raw_pg.other_space, lot=raw_pg.other_lot))
            own.execute("SELECT count(*) FROM account").fetchone()
            done = [do_raw_acts(chance, raw_pg, session) for session in (other, own)]
            both += all(done)
            found = plain.execute(
                "SELECT first, last FROM block WHERE space = %s ORDER BY first", (raw_pg.other_space,)
            ).fetchall()
            assert all(one[1] < two[0] for one, two in pairwise(found)), (seed, found)
    assert both, "no two sessions ever changed something in turn"


@pytest.mark.parametrize("change", ["account = account", "last = 503", "first = 501"])
@pytest.mark.parametrize("levels", MIXED, ids=str)
def test_an_insertion_above_a_block_that_was_changed_with_it_is_seen_on_an_older_snapshot(raw_pg, levels, change):
    """Here the guard leaves no mark on the lot: the changed block is the mark."""
    here = {"space": raw_pg.other_space, "lot": raw_pg.other_lot}
    with contextlib.closing(raw_pg.connect()) as connection:
        connection.execute("DELETE FROM block WHERE space = %s", (raw_pg.other_space,))
        connection.execute(*raw_pg.block(500, 505, **here))
    with (
        contextlib.closing(raw_pg.connect(levels[0], autocommit=False)) as other,
        contextlib.closing(raw_pg.connect(levels[1], autocommit=False)) as own,
    ):
        own.execute("SELECT count(*) FROM account").fetchone()
        other.execute(f"UPDATE block SET {change} WHERE space = %s AND first = 500", (raw_pg.other_space,))
        other.execute(*raw_pg.block(506, 508, **here))
        other.commit()
        with pytest.raises(psycopg.Error):
            own.execute(*raw_pg.block(508, 511, **here))


def test_a_serializable_session_does_not_issue_what_was_issued_since_its_snapshot(raw_pg):
    for number, (first, second) in enumerate(itertools.product((READ_COMMITTED, SERIALIZABLE), repeat=2)):
        base = 1_000 * (number + 1)
        with (
            contextlib.closing(raw_pg.connect(first, autocommit=False)) as other,
            contextlib.closing(raw_pg.connect(second, autocommit=False)) as own,
        ):
            own.execute("SELECT count(*) FROM account").fetchone()
            other.execute(*raw_pg.new_lot(base, base + 100))
            other.commit()
            with pytest.raises(psycopg.Error):
                own.execute(*raw_pg.new_lot(base + 100, base + 200))
            own.rollback()
            own.execute(*raw_pg.new_lot(base + 101, base + 200))
            own.commit()


def test_a_lot_may_be_written_again_only_as_it_is(raw_pg):
    with contextlib.closing(raw_pg.connect()) as connection:
        connection.execute("UPDATE lot SET underlying = underlying")
        for change in ("underlying = 'x'", "vintage = vintage + 1", "last = last + 1"):
            with pytest.raises(psycopg.errors.IntegrityConstraintViolation):
                connection.execute(f"UPDATE lot SET {change}")


def test_two_sessions_of_sqlite_write_one_after_the_other(database_url, clock):
    raw = Raw("sqlite", database_url("sqlite"), clock)
    with contextlib.closing(raw.connect()) as one, contextlib.closing(raw.connect()) as two:
        one.execute("DELETE FROM block WHERE space = ?", (raw.space,))
        two.execute("PRAGMA busy_timeout = 0")
        for begin in ("BEGIN", "BEGIN IMMEDIATE"):
            one.execute(begin)
            one.execute("SELECT count(*) FROM block").fetchone()
            one.execute(*raw.block(1, 60))
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                two.execute(*raw.block(60, 100))
            one.execute("ROLLBACK")
        two.execute("BEGIN")
        two.execute("SELECT count(*) FROM block").fetchone()
        one.execute(*raw.block(1, 60))
        with pytest.raises(sqlite3.OperationalError):
            two.execute(*raw.block(60, 100))
    raw.place.close()


def test_repeatable_read_is_refused(raw_pg):
    with contextlib.closing(raw_pg.connect(REPEATABLE_READ)) as connection:
        connection.execute("DELETE FROM block WHERE space = %s AND first = 81", (raw_pg.space,))
        with pytest.raises(psycopg.errors.FeatureNotSupported):
            connection.execute(*raw_pg.block(81, 100))
        with pytest.raises(psycopg.errors.FeatureNotSupported):
            connection.execute(*raw_pg.new_lot(1000, 1100))
    with pytest.raises(ValueError, match="repeatable"):
        parse_database_url("postgresql://u@h/d?isolation=repeatable_read")


# --- are the guards there? ---------------------------------------------------------------------------------


def guards_missing(raw: Raw) -> frozenset[str]:
    with contextlib.closing(raw.connect()) as connection, contextlib.closing(connection.cursor()) as cursor:
        return GUARDS.missing(cursor, raw.vendor)


def test_every_guard_is_named_when_it_is_dropped(raw):
    assert not guards_missing(raw)
    for name in sorted(GUARDS.expected(raw.vendor)):
        table = re.search(r" ON (\w+) ", GUARDS.postgresql[name][0])[1] if raw.vendor != "sqlite" else ""
        with contextlib.closing(raw.connect()) as connection:
            connection.execute(f"DROP TRIGGER {name}" + ("" if raw.vendor == "sqlite" else f" ON {table}"))
        assert name in guards_missing(raw)
    assert guards_missing(raw) == GUARDS.expected(raw.vendor)


def test_a_guard_that_does_something_else_is_named_and_put_right(raw):
    with contextlib.closing(raw.connect()) as connection:
        if raw.vendor == "sqlite":
            connection.execute("DROP TRIGGER entry_never_deleted")
            connection.execute("CREATE TRIGGER entry_never_deleted BEFORE DELETE ON entry BEGIN SELECT 1; END")
            assert guards_missing(raw) == {"entry_never_deleted"}
        else:
            connection.execute(
                "CREATE OR REPLACE FUNCTION sextant_refuse_history() RETURNS trigger LANGUAGE plpgsql"
                " AS $$ BEGIN RETURN OLD; END $$"
            )
            never = {name for name in GUARDS.expected(raw.vendor) if "_never_" in name}
            assert guards_missing(raw) == never - {"lot_never_updated"}, "that guard has a function of its own"
        GUARDS.install(connection.cursor(), raw.vendor)
        assert not guards_missing(raw)
        with pytest.raises(ERRORS):
            connection.execute("DELETE FROM entry")


def test_a_guard_that_is_switched_off_is_named(raw_pg):
    with contextlib.closing(raw_pg.connect()) as connection:
        connection.execute("ALTER TABLE entry DISABLE TRIGGER entry_never_deleted")
        assert guards_missing(raw_pg) == {"entry_never_deleted"}
        connection.execute("ALTER TABLE entry ENABLE REPLICA TRIGGER entry_never_deleted")
        assert guards_missing(raw_pg) == {"entry_never_deleted"}
        connection.execute("ALTER TABLE entry ENABLE ALWAYS TRIGGER entry_never_deleted")
        assert not guards_missing(raw_pg)


def test_a_guard_whose_condition_never_holds_is_named(raw_pg):
    with contextlib.closing(raw_pg.connect()) as connection:
        for name, condition in (("entry_never_deleted", "false"), ("block_no_overlap_update", "NEW.last > OLD.last")):
            when = "BEFORE DELETE ON entry" if name.startswith("entry") else "BEFORE UPDATE ON block"
            function = "sextant_refuse_history" if name.startswith("entry") else "sextant_block_overlap"
            connection.execute(
                f"CREATE OR REPLACE TRIGGER {name} {when} FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION {function}()"
            )
            assert guards_missing(raw_pg) == {name}
            GUARDS.install(connection.cursor(), raw_pg.vendor)
            assert not guards_missing(raw_pg)
