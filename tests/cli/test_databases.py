"""Databases that are wrong, absent, of others, closed or busy: one sentence each, and nothing is harmed."""

from __future__ import annotations

import contextlib
import os
import socket
import sqlite3
import threading

import pytest
from tests import reports
from tests.databases import raw_postgresql, sqlite_url

from sextant.storage.database.url import parse_database_url

QUESTIONS = [("holdings",), ("trace", "KE-1"), ("verify",), ("serve",)]


@pytest.fixture
def given():
    return reports.synthetic_reports(3, issuances=5, cancellations=9)


@pytest.fixture
def files(tmp_path, given):
    issuances, cancellations = reports.write_reports(tmp_path, given)
    return ["import", "cdm-registry", "--issuances", issuances, "--cancellations", cancellations]


MALFORMED = [
    "registry.sqlite3",
    "mysql://root@localhost/registry",
    "sqlite://",
    "sqlite:///",
    "postgresql://localhost",
    "postgresql://localhost/",
    "postgresql://user:secret@localhost:port/registry",
    "postgresql://user:secret@localhost:99999/registry",
    "postgresql://user:secret@/registry?port=x",
    "postgresql://user:secret@[::1/registry",
    "postgresql://user:secret@localhost/registry?isolation=repeatable_read",
    "://",
    "二",
]


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
@pytest.mark.parametrize("url", MALFORMED)
def test_what_is_no_database_url_gets_one_sentence(url, language, files, sextant):
    for arguments in (("holdings",), files, ("migrate",)):
        sentence = sextant(*arguments, "--database", url, language=language).sentence
        assert "secret" not in sentence
        assert ("expected" in sentence) == (language == "en")


@pytest.mark.parametrize("arguments", QUESTIONS, ids=" ".join)
def test_a_question_to_a_registry_that_is_not_there_makes_none(arguments, tmp_path, sextant):
    absent = tmp_path / "absent.sqlite3"
    assert "There is no registry at" in sextant(*arguments, "--database", sqlite_url(absent)).sentence
    assert not absent.exists()
    assert "There is no registry at" in sextant(*arguments, "--database", sqlite_url(tmp_path)).sentence


@pytest.mark.parametrize("arguments", QUESTIONS, ids=" ".join)
def test_a_database_of_another_program_is_left_as_it_is(arguments, tmp_path, sextant):
    other = tmp_path / "other.sqlite3"
    with contextlib.closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE song (title TEXT)")
        connection.commit()
    content = other.read_bytes()
    assert "There is no registry at" in sextant(*arguments, "--database", sqlite_url(other)).sentence
    assert other.read_bytes() == content
    empty = tmp_path / "empty.sqlite3"
    empty.touch()
    assert "There is no registry at" in sextant(*arguments, "--database", sqlite_url(empty)).sentence
    assert empty.read_bytes() == b""


def test_tables_of_another_program_with_the_same_names_are_no_registry(tmp_path, files, sextant):
    other = tmp_path / "books.sqlite3"
    with contextlib.closing(sqlite3.connect(other)) as connection:
        for table in ("entry", "posting", "block", "account"):
            connection.execute(f"CREATE TABLE {table} (title TEXT)")
        connection.commit()
    for arguments in (*QUESTIONS[:3], files):
        assert "The database cannot be used" in sextant(*arguments, "--database", sqlite_url(other)).sentence


@pytest.mark.parametrize("content", [b"PK\x03\x04" * 200, b"SQLite format 3\x00" + b"\xff" * 5_000, b"\x00" * 100])
def test_a_file_that_is_no_database_is_left_as_it_is(content, tmp_path, files, sextant):
    file = tmp_path / "file.sqlite3"
    file.write_bytes(content)
    for arguments in (*QUESTIONS, ("migrate",), files):
        assert sextant(*arguments, "--database", sqlite_url(file)).sentence
        assert file.read_bytes() == content


def test_a_database_with_a_damaged_page_is_told(ledger, given):
    made = ledger()
    assert made.import_reports(given).code == 0
    file = parse_database_url(made.url).name
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'posting'").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    with open(file, "r+b") as opened:
        opened.seek((root - 1) * size)
        opened.write(b"\xa5" * size)
    for arguments in (("verify",), ("holdings",)):
        assert "The database cannot be used" in made.run(*arguments, "--database", made.url).sentence


def test_a_folder_that_cannot_be_made_is_told(tmp_path, files, sextant):
    (tmp_path / "file").write_text("x")
    sentence = sextant(*files, "--database", sqlite_url(tmp_path / "file" / "registry.sqlite3")).sentence
    assert "The database cannot be used" in sentence


def test_a_registry_that_only_lets_itself_be_read_is_told(ledger, given, monkeypatch):
    """What a file system without write access does, done by the database itself."""
    from sextant.storage.database.driver import SqliteDriver

    made = ledger()
    assert made.import_reports(reports.Reports(given.issuances[:2], [])).code == 0
    opened = SqliteDriver._open

    def closed(driver):
        connection = opened(driver)
        connection.execute("PRAGMA query_only = ON")
        return connection

    monkeypatch.setattr(SqliteDriver, "_open", closed)
    assert "readonly" in made.import_reports(given).sentence
    made.verified()


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_a_server_that_is_not_there_is_told_at_once(language, files, sextant):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        url = f"postgresql://user:secret@127.0.0.1:{port}/registry"
        for arguments in (*QUESTIONS, files, ("migrate",)):
            sentence = sextant(*arguments, "--database", url, language=language).sentence
            assert str(port) in sentence
            assert "secret" not in sentence


def test_a_database_that_the_server_does_not_have_is_told(files, postgresql_server, sextant):
    url = postgresql_server.url("no_such_database")
    for arguments in (*QUESTIONS, files):
        assert "no_such_database" in sextant(*arguments, "--database", url).sentence


def test_an_empty_database_of_the_server_becomes_a_registry_by_an_import(files, postgresql_server, sextant, given):
    name = "sextant_empty_" + os.urandom(4).hex()
    url = postgresql_server.url(name)
    postgresql_server._execute(f'CREATE DATABASE "{name}"')
    try:
        assert "There is no registry at" in sextant("holdings", "--database", url).sentence
        ended = sextant(*files, "--database", url, "--json")
        assert ended.code == 0
        assert ended.json["units"]["remaining"] == given.remaining
        assert sextant("verify", "--database", url).code == 0
    finally:
        postgresql_server.drop(name)


def test_a_user_who_may_only_read_is_told(ledger, given, files, postgresql_server, sextant):
    made = ledger("postgresql")
    role = "sextant_reader_" + os.urandom(4).hex()
    parsed = parse_database_url(made.url)
    with raw_postgresql(parsed) as connection:
        connection.execute(f'CREATE ROLE "{role}" LOGIN')
        connection.execute(f'GRANT SELECT ON ALL TABLES IN SCHEMA public TO "{role}"')
    url = made.url.replace("postgres@", f"{role}@")
    try:
        assert sextant("holdings", "--database", url).code == 0
        assert sextant("verify", "--database", url).code == 0
        assert "permission denied" in sextant(*files, "--database", url).sentence
    finally:
        with raw_postgresql(parsed) as connection:
            connection.execute(f'DROP OWNED BY "{role}"')
            connection.execute(f'DROP ROLE "{role}"')
    assert made.verified()["entries"] == 0


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_reader_that_stays_does_not_stop_an_import(kind, ledger, given):
    made = ledger(kind)
    assert made.import_reports(reports.Reports(given.issuances[:2], [])).code == 0
    parsed = parse_database_url(made.url)
    if kind == "sqlite":
        reader = sqlite3.connect(parsed.name, isolation_level=None)
        reader.execute("BEGIN")
    else:
        reader = raw_postgresql(parsed, autocommit=False)
    try:
        before = reader.execute("SELECT count(*) FROM entry").fetchone()
        assert made.import_reports(given).code == 0
        made.verified()
        if kind == "sqlite":
            assert reader.execute("SELECT count(*) FROM entry").fetchone() == before
    finally:
        reader.close()


def test_a_writer_that_takes_a_while_is_waited_for(ledger, given):
    made = ledger()
    assert made.import_reports(reports.Reports(given.issuances[:2], [])).code == 0
    writer = sqlite3.connect(parse_database_url(made.url).name, isolation_level=None, check_same_thread=False)
    writer.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(0.5, lambda: writer.execute("COMMIT"))
    timer.start()
    try:
        assert made.import_reports(given).code == 0
    finally:
        timer.join()
        writer.close()
    made.verified()


def test_conflicts_that_do_not_end_are_told_in_one_sentence(ledger, given, monkeypatch):
    from sextant.application import batch
    from sextant.application.ports import TransientFault

    made = ledger()

    def never(*_):
        raise TransientFault("busy")

    monkeypatch.setattr(batch, "_attempt", never)
    monkeypatch.setattr("sextant.storage.system.SystemClock.pause", lambda self, attempt: None)
    assert "give the same command again" in made.import_reports(given).sentence
    made.verified()
