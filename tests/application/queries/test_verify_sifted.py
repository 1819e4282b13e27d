"""Entries that move many ranges, sifted: the same is found as where every leg is followed, and little is read."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from benchmarks.loading import load
from benchmarks.workload import Layout
from tests.application.queries.test_verify_detects import told
from tests.databases import sqlite_url

from sextant.application.queries.verify import verify
from sextant.storage.account_types import account_types
from sextant.storage.database.driver import SqliteDriver
from sextant.storage.database.reader import DatabaseReader
from sextant.storage.database.url import parse_database_url
from sextant.storage.export.sifting import sifting

LAYOUT = Layout(spaces=2, accounts=20, blocks=200)
FIRST = "(SELECT min(id) FROM entry WHERE kind = 'transfer')"
OTHER = "(SELECT id FROM account WHERE code = 'holder-7')"
RANGE = f"(SELECT max(line) FROM posting WHERE entry = {FIRST})"
"""The last line of a transfer: its last range, entering."""
SPACE = "json_extract(body, '$.units[0][0]')"
BEGINS = "json_extract(body, '$.units[0][1]')"

CHANGES = {
    "one range of the request": (
        f"UPDATE entry SET body = replace(body, {BEGINS} || ',', ({BEGINS} + 1) || ',') WHERE id = {FIRST}",
    ),
    "one range of the request, digested": (
        f"UPDATE entry SET body = replace(body, {BEGINS} || ',', ({BEGINS} + 1) || ',') WHERE id = {FIRST}",
        f"UPDATE entry SET digest = sha256(body) WHERE id = {FIRST}",
    ),
    "the request names other units as well, digested": (
        f"UPDATE entry SET body = substr(body, 1, length(body) - 1) || ',\"units\":[[' || {SPACE} || ',' || {BEGINS}"
        f" || ',' || ({BEGINS} + 999) || ']]}}' WHERE id = {FIRST}",
        f"UPDATE entry SET digest = sha256(body) WHERE id = {FIRST}",
    ),
    "the result": (f"UPDATE entry SET result = replace(result, '\"quantity\":', '\"quantity\":1') WHERE id = {FIRST}",),
    "where the units of one range are": (
        f"UPDATE posting SET account = {OTHER} WHERE entry = {FIRST} AND line = {RANGE}",
        f"UPDATE block SET account = {OTHER} WHERE since = {FIRST} AND first ="
        f" (SELECT max(first) FROM block WHERE since = {FIRST})",
    ),
    "where the units of all ranges are": (
        f"UPDATE posting SET account = {OTHER} WHERE entry = {FIRST} AND sign = 1",
        f"UPDATE block SET account = {OTHER} WHERE since = {FIRST}",
    ),
    "the terms of all ranges": (
        f"UPDATE posting SET terms = 5 WHERE entry = {FIRST}",
        f"UPDATE block SET terms = 5 WHERE since = {FIRST}",
    ),
    "an account that all entered": ("UPDATE account SET type = 'article_6_4.cancellation_voluntary'",),
    "one leg is gone": (f"DELETE FROM posting WHERE entry = {FIRST} AND line = {RANGE}",),
    "an entry is gone": (f"DELETE FROM entry WHERE id = {FIRST}",),
    "its actor": (f"UPDATE entry SET actor = 'somebody' WHERE id = {FIRST}",),
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory, _sqlite_template) -> Path:
    file = Path(shutil.copyfile(_sqlite_template, tmp_path_factory.mktemp("many") / "registry.sqlite3"))
    driver = SqliteDriver(parse_database_url(sqlite_url(file)))
    load(driver, LAYOUT, datetime(2026, 6, 1, tzinfo=UTC))
    driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    driver.close()
    return file


class Sparing(DatabaseReader):
    """A reader that notes the entries whose legs are read, and reads no space."""

    def __init__(self, driver):
        super().__init__(driver)
        self.read = set()

    def legs_of_entries(self, entries):
        self.read |= set(entries)
        return super().legs_of_entries(entries)

    def of_space(self, space):
        raise AssertionError("a space was read though nothing is wrong with it")

    legs_by_space = of_space


def opened(file: Path, kind=DatabaseReader):
    return kind(SqliteDriver(parse_database_url(sqlite_url(file))))


def test_of_a_sound_ledger_only_the_legs_of_issuances_are_read(sound):
    reader = opened(sound, Sparing)
    with reader.at_one_instant(), sifting(reader, account_types(), fewest=0) as sifted:
        done = verify(reader, account_types(), sifted)
    kinds = {each.kind for each in reader.entries(reader.read)}
    reader.close()
    assert done.findings == []
    assert (done.entries, done.blocks) == (LAYOUT.lots * 10, LAYOUT.blocks)
    assert kinds == {"issue"}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_found_by_both_ways_alike(change, sound, tmp_path):
    file = Path(shutil.copyfile(sound, tmp_path / "tampered.sqlite3"))
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.create_function("sha256", 1, lambda text: sha256(text.encode()).digest())
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for statement in CHANGES[change]:
            assert connection.execute(statement).rowcount > 0, f"nothing was changed by {statement}"
    reader = opened(file)
    with reader.at_one_instant(), sifting(reader, account_types(), fewest=0) as sifted:
        assert sifted is not None
        done, again = verify(reader, account_types()), verify(reader, account_types(), sifted)
    reader.close()
    assert {each.code for each in done.findings} > {"guard_missing"}
    assert told(again.findings) == told(done.findings)
    assert replace(again, findings=done.findings) == done


def test_few_legs_are_not_sifted(sound):
    reader = opened(sound)
    with reader.at_one_instant(), sifting(reader, account_types()) as sifted:
        assert sifted is None
    reader.close()
