"""What the database refuses by itself in the journals of Article 6.8: rewriting, gaps, and going back in time."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import psycopg
import pytest
from tests.databases import raw_postgresql

from sextant.application.queries.verify import verify
from sextant.cooperation.journal import Line
from sextant.storage.account_types import account_types
from sextant.storage.database.cooperation import DatabaseCooperation
from sextant.storage.database.cooperation_guards import COOPERATION_GUARDS
from sextant.storage.database.driver import connect
from sextant.storage.database.models import CooperationLine
from sextant.storage.database.url import parse_database_url
from sextant.storage.opening import open_reader

ERRORS = (sqlite3.Error, psycopg.Error)
AT = datetime(2026, 5, 1, tzinfo=UTC)
COLUMNS = "subject, number, kind, id, actor, at, recorded_at, body"


class Raw:
    """A database with a journal of two lines, and connections that know nothing of Sextant."""

    def __init__(self, vendor, url):
        self.vendor, self.url = vendor, url
        self.store = DatabaseCooperation(connect(parse_database_url(url)))
        for number in (1, 2):
            self.store.append("approach:NMA-1", number, Line(uuid4(), "note", "a", AT, {"n": number}), AT)

    def connect(self):
        parsed = parse_database_url(self.url)
        if self.vendor == "sqlite":
            return sqlite3.connect(parsed.name, isolation_level=None, timeout=10)
        return raw_postgresql(parsed)

    def run(self, statement, values=()):
        with contextlib.closing(self.connect()) as connection:
            connection.execute(statement if self.vendor == "sqlite" else statement.replace("?", "%s"), values)

    def insert(self, number, at, *, subject="approach:NMA-1", verb="INSERT"):
        shown = at.replace(tzinfo=None).isoformat(" ", "microseconds") if self.vendor == "sqlite" else at
        number_of = uuid4().bytes if self.vendor == "sqlite" else uuid4()
        values = (subject, number, "note", number_of, "raw", shown, shown, "{}")
        self.run(f"{verb} INTO cooperation_line ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)

    def rows(self):
        with contextlib.closing(self.connect()) as connection:
            return sorted(map(repr, connection.execute("SELECT * FROM cooperation_line").fetchall()))


@pytest.fixture(params=["sqlite", "postgresql"])
def raw(request, database_url):
    made = Raw(request.param, database_url(request.param))
    yield made
    made.store.driver.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cooperation_line SET body = '{}'",
        "UPDATE cooperation_line SET body = body",
        "UPDATE cooperation_line SET actor = 'other' WHERE number = 1",
        "UPDATE cooperation_line SET number = number + 10",
        "DELETE FROM cooperation_line",
        "DELETE FROM cooperation_line WHERE number = 2",
        f"INSERT INTO cooperation_line ({COLUMNS}) SELECT {COLUMNS} FROM cooperation_line WHERE number = 2",
    ],
)
def test_lines_are_not_updated_deleted_or_replaced(raw, statement):
    before = raw.rows()
    with pytest.raises(ERRORS):
        raw.run(statement)
    assert raw.rows() == before


def test_a_line_is_not_replaced_on_sqlite_nor_truncated_on_postgresql(raw):
    before = raw.rows()
    rewrite = {
        "sqlite": lambda: raw.insert(2, AT, verb="INSERT OR REPLACE"),
        "postgresql": lambda: raw.run("TRUNCATE cooperation_line"),
    }
    with pytest.raises(ERRORS):
        rewrite[raw.vendor]()
    assert raw.rows() == before


def test_lines_are_numbered_without_a_gap_and_stand_in_the_order_of_time(raw):
    for number in (0, 1, 2, 4):
        with pytest.raises(ERRORS):
            raw.insert(number, AT)
    with pytest.raises(ERRORS):
        raw.insert(3, AT - timedelta(seconds=1))
    with pytest.raises(ERRORS):
        raw.insert(2, AT, subject="approach:NMA-2")
    raw.insert(3, AT)
    raw.insert(1, AT - timedelta(days=1), subject="approach:NMA-2")
    assert len(raw.rows()) == 4


def test_two_who_want_the_same_number_do_not_both_get_it(raw):
    line = Line(uuid4(), "note", "a", AT, {})
    assert raw.store.append("approach:NMA-1", 3, line, AT)
    assert not raw.store.append("approach:NMA-1", 3, Line(uuid4(), "note", "b", AT, {}), AT)
    assert not raw.store.append("approach:NMA-1", 5, Line(uuid4(), "note", "b", AT, {}), AT)


def test_a_guard_that_is_missing_is_found_by_verify(raw):
    reader = open_reader(raw.url)
    assert not verify(reader, account_types()).findings
    for name in sorted(COOPERATION_GUARDS.expected(raw.vendor)):
        raw.run(f"DROP TRIGGER {name}" + ("" if raw.vendor == "sqlite" else " ON cooperation_line"))
    found = {finding.about["guard"] for finding in verify(reader, account_types()).findings}
    assert found == COOPERATION_GUARDS.expected(raw.vendor)
    reader.close()


def test_the_table_has_no_column_for_a_unit():
    names = {each.name for each in CooperationLine._meta.get_fields()}
    assert names == {"pk", "subject", "number", "kind", "id", "actor", "at", "recorded_at", "body"}
