"""What the database refuses by itself in the journals of cases: raw SQL that rewrites, leaves a gap or goes back."""

from __future__ import annotations

import contextlib
import itertools
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from tests.databases import READ_COMMITTED, SERIALIZABLE, raw_postgresql
from tests.journals import MECHANISM, PARTY, SUBJECT, Desk, close, notified, specified
from tests.workflow.play import on

from sextant.application.cases import key_of
from sextant.application.queries.verify import verify
from sextant.storage.account_types import account_types
from sextant.storage.database.case_guards import CASE_GUARDS, CASE_TABLES
from sextant.storage.database.url import parse_database_url
from sextant.storage.opening import open_reader

VENDORS = ("sqlite", "postgresql")
ERRORS = (sqlite3.Error, psycopg.Error)
KEY, HOST = key_of(MECHANISM, SUBJECT), key_of(MECHANISM, PARTY)
COLUMNS = {
    "case_subject": ("key", "subject", "cycle", "facts"),
    "case_line": ("subject", "number", "kind", "id", "at", "recorded_at", "body"),
    "case_beside": ("reader", "other"),
}
KEYS = {"case_subject": "key", "case_line": "subject, number", "case_beside": "reader, other"}


class Raw:
    """A database with two small journals in it, and connections that know nothing of Sextant."""

    def __init__(self, vendor: str, url: str) -> None:
        self.vendor = vendor
        self._url = parse_database_url(url)
        self.desk = Desk(url)
        self.desk.open_host()
        self.desk.open()
        self.desk.take(notified())
        self.desk.take(specified(on("2025-10-01")), PARTY)

    def connect(self, isolation: str = READ_COMMITTED, *, autocommit: bool = True) -> Any:
        if self.vendor == "sqlite":
            return sqlite3.connect(self._url.name, isolation_level=None, timeout=10)
        return raw_postgresql(self._url, isolation=isolation, autocommit=autocommit)

    def sql(self, statement: str) -> str:
        return statement if self.vendor == "sqlite" else statement.replace("?", "%s")

    def line(self, number: int, at: str, *, key: str = KEY, kind: str = "act", id: UUID | None = None) -> Any:
        """Return the statement that inserts a line, and its values."""
        own = id or uuid4()
        values = (key, number, kind, own.bytes if self.vendor == "sqlite" else own, on(at), on(at), "{}")
        if self.vendor == "sqlite":
            written = on(at).replace(tzinfo=None).isoformat(" ", "microseconds")
            values = (*values[:4], written, written, "{}")
        names = ", ".join(COLUMNS["case_line"])
        return self.sql(f"INSERT INTO case_line ({names}) VALUES (?, ?, ?, ?, ?, ?, ?)"), values

    def rows_of(self, table: str) -> list[Any]:
        with contextlib.closing(self.connect()) as connection:
            return sorted(map(repr, connection.execute(f"SELECT * FROM {table}").fetchall()))


@pytest.fixture(params=VENDORS)
def raw(request, database_url) -> Iterator[Raw]:
    made = Raw(request.param, database_url(request.param))
    yield made
    close(made.desk.store)


@pytest.fixture
def raw_pg(database_url) -> Iterator[Raw]:
    made = Raw("postgresql", database_url("postgresql"))
    yield made
    close(made.desk.store)


@pytest.mark.parametrize("table", CASE_TABLES)
def test_journals_are_not_updated_deleted_or_replaced(raw, table):
    names = COLUMNS[table]
    before = raw.rows_of(table)
    assert before, "there was nothing to rewrite"
    columns = ", ".join(names)
    same = f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table} LIMIT 1"
    upserted = same.replace(" LIMIT 1", " WHERE true LIMIT 1")
    text = names[-1]
    statements = [
        *(
            f"UPDATE {table} SET {name} = 'other'"
            for name in names
            if name not in ("number", "id", "at", "recorded_at")
        ),
        f"UPDATE {table} SET {text} = {text} || ' '",
        f"DELETE FROM {table}",
        f"DELETE FROM {table} WHERE {names[0]} IS NOT NULL",
        same,
        f"{upserted} ON CONFLICT ({KEYS[table]}) DO UPDATE SET {text} = 'other'",
    ]
    if table == "case_line":
        statements += [
            "UPDATE case_line SET number = number + 10",
            "UPDATE case_line SET recorded_at = at",
            "UPDATE case_line SET at = recorded_at",
            "UPDATE case_line SET recorded_at = NULL",
        ]
    if raw.vendor == "sqlite":
        statements += [
            same.replace("INSERT", "INSERT OR REPLACE", 1),
            same.replace("INSERT", "REPLACE", 1),
            f"INSERT OR REPLACE INTO {table} (rowid, {columns}) SELECT rowid, {columns} FROM {table} LIMIT 1",
            f"UPDATE OR REPLACE {table} SET {names[0]} = {names[0]}",
        ]
    else:
        statements += [f"TRUNCATE {table}", f"TRUNCATE {table} CASCADE"]
    for statement in statements:
        with contextlib.closing(raw.connect()) as connection:
            if statement.startswith("DELETE") or "UPDATE" in statement.split()[0]:
                assert raw.rows_of(table)
            with pytest.raises(ERRORS):
                connection.execute(statement)
        assert raw.rows_of(table) == before, statement


def test_a_line_with_a_known_id_replaces_none(raw):
    before = raw.rows_of("case_line")
    statement, values = raw.line(3, "2026-01-05", id=notified().id)
    with contextlib.closing(raw.connect()) as connection:
        for verb in ("INSERT", "INSERT OR REPLACE") if raw.vendor == "sqlite" else ("INSERT",):
            with pytest.raises(ERRORS):
                connection.execute(statement.replace("INSERT", verb), values)
    assert raw.rows_of("case_line") == before


@pytest.mark.parametrize("table", CASE_TABLES)
def test_a_new_row_does_not_take_the_hidden_number_of_another_on_sqlite(table, database_url):
    """`INSERT OR REPLACE` would delete the row that has it, without firing what guards deletion."""
    raw = Raw("sqlite", database_url("sqlite"))
    before = raw.rows_of(table)
    rows = {
        "case_subject": ("x:new", "new", "x.new", "{}"),
        "case_line": raw.line(3, "2026-01-05")[1],
        "case_beside": (HOST, KEY),
    }
    names, marks = ", ".join(COLUMNS[table]), ", ".join("?" for _ in rows[table])
    with contextlib.closing(raw.connect()) as connection:
        (number,) = connection.execute(f"SELECT min(rowid) FROM {table}").fetchone()
        statement = f"INSERT OR REPLACE INTO {table} (rowid, {names}) VALUES (?, {marks})"
        with pytest.raises(sqlite3.Error, match="never replaced"):
            connection.execute(statement, (number, *rows[table]))
        assert raw.rows_of(table) == before
        connection.execute(statement, (number + 1000, *rows[table]))
    close(raw.desk.store)


@pytest.mark.parametrize("number", [-1, 0, 1, 2, 4, 5, 1000])
def test_lines_are_numbered_without_a_gap(raw, number):
    before = raw.rows_of("case_line")
    with contextlib.closing(raw.connect()) as connection:
        with pytest.raises(ERRORS):
            connection.execute(*raw.line(number, "2026-01-05"))
        assert raw.rows_of("case_line") == before
        connection.execute(*raw.line(3, "2026-01-05"))
        connection.execute(*raw.line(4, "2026-01-05"))


def test_one_statement_with_many_lines_leaves_no_gap_either(raw):
    before = raw.rows_of("case_line")
    sql, one = raw.line(3, "2026-01-05")
    _, two = raw.line(5, "2026-01-05")
    marks = raw.sql("(?, ?, ?, ?, ?, ?, ?)")
    with contextlib.closing(raw.connect()) as connection, pytest.raises(ERRORS):
        connection.execute(f"{sql}, {marks}", (*one, *two))
    assert raw.rows_of("case_line") == before


def test_a_journal_begins_with_a_case_and_knows_two_kinds_of_lines(raw):
    with contextlib.closing(raw.connect()) as connection:
        for number, key, kind in ((1, "x:new", "act"), (2, "x:new", "case"), (3, KEY, "note"), (3, KEY, "")):
            with pytest.raises(ERRORS):
                connection.execute(*raw.line(number, "2026-01-05", key=key, kind=kind))
        connection.execute(*raw.line(1, "2026-01-05", key="x:new", kind="case"))
        connection.execute(*raw.line(2, "2026-01-05", key="x:new"))


def test_acts_stand_in_the_order_of_their_instants(raw):
    """The activity has acted on 10 September, its host Party on 1 October 2025."""
    with contextlib.closing(raw.connect()) as connection:
        with pytest.raises(ERRORS):
            connection.execute(*raw.line(3, "2025-09-09"))
        connection.execute(*raw.line(3, "2025-09-10"))
        connection.execute(*raw.line(4, "2025-09-01", kind="case"))
        with pytest.raises(ERRORS):
            connection.execute(*raw.line(5, "2025-09-09"))
        with pytest.raises(ERRORS):
            connection.execute(*raw.line(3, "2025-09-30", key=HOST))


@pytest.mark.parametrize("levels", [*itertools.product((READ_COMMITTED, SERIALIZABLE), repeat=2)], ids=str)
def test_of_two_sessions_that_write_the_same_number_one_is_refused(raw_pg, levels):
    with (
        contextlib.closing(raw_pg.connect(levels[0], autocommit=False)) as one,
        contextlib.closing(raw_pg.connect(levels[1], autocommit=False)) as two,
    ):
        two.execute("SELECT count(*) FROM case_line").fetchone()
        one.execute(*raw_pg.line(3, "2026-01-05"))
        one.commit()
        with pytest.raises(psycopg.Error):
            write_and_commit(two, raw_pg.line(3, "2026-01-06"))
    assert len(raw_pg.rows_of("case_line")) == 5


def write_and_commit(connection: Any, line: Any) -> None:
    connection.execute(*line)
    connection.commit()


def test_a_subject_may_be_written_again_as_it_is_on_postgresql(raw_pg):
    """That is how it is locked; on SQLite nobody has a use for it."""
    with contextlib.closing(raw_pg.connect()) as connection:
        assert connection.execute("UPDATE case_subject SET subject = subject, facts = facts").rowcount == 2
        for table in ("case_line", "case_beside"):
            with pytest.raises(psycopg.Error):
                connection.execute(f"UPDATE {table} SET {COLUMNS[table][0]} = {COLUMNS[table][0]}")


def test_every_guard_is_missed_and_put_back(raw):
    with contextlib.closing(raw.connect()) as connection:
        cursor = connection.cursor()
        assert not CASE_GUARDS.missing(cursor, raw.vendor)
        for name in sorted(CASE_GUARDS.expected(raw.vendor)):
            table = "_".join(name.split("_")[:2])
            cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if raw.vendor == "postgresql" else ""))
            assert CASE_GUARDS.missing(cursor, raw.vendor) == {name}
            CASE_GUARDS.install(cursor, raw.vendor)
            assert not CASE_GUARDS.missing(cursor, raw.vendor)


def test_a_guard_that_does_something_else_is_missed(raw):
    with contextlib.closing(raw.connect()) as connection:
        cursor = connection.cursor()
        if raw.vendor == "sqlite":
            cursor.execute("DROP TRIGGER case_line_in_order")
            cursor.execute("CREATE TRIGGER case_line_in_order BEFORE INSERT ON case_line BEGIN SELECT 1; END")
        else:
            cursor.execute(
                "CREATE OR REPLACE FUNCTION sextant_case_line_in_order() RETURNS trigger LANGUAGE plpgsql AS"
                " $$ BEGIN RETURN NEW; END $$"
            )
        assert CASE_GUARDS.missing(cursor, raw.vendor) == {"case_line_in_order"}
        CASE_GUARDS.install(cursor, raw.vendor)
        assert not CASE_GUARDS.missing(cursor, raw.vendor)


def test_verify_tells_of_a_guard_that_is_gone(raw):
    with contextlib.closing(raw.connect()) as connection:
        on_table = " ON case_line" if raw.vendor == "postgresql" else ""
        connection.execute(f"DROP TRIGGER case_line_never_deleted{on_table}")
    reader = open_reader(raw.desk.url)
    findings = verify(reader, account_types()).findings
    reader.close()
    assert [(each.code, each.about["guard"]) for each in findings] == [("guard_missing", "case_line_never_deleted")]


def test_what_the_journals_are_for_goes_on_under_the_guards(raw):
    raw.desk.take(specified(on("2025-10-01") + timedelta(microseconds=1)), PARTY)
    assert len(raw.desk.history(PARTY).acts) == 2
