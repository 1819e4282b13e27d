"""Imports that are killed, and imports that meet: whole batches only, and the ledger of a single import in the end."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import signal
import subprocess
import sys
import time
from functools import partial

import pytest
from tests import reports
from tests.cli.conftest import process_environment
from tests.databases import raw_postgresql, sqlite_url
from tests.stores import dump_database

from sextant.storage.database.driver import connect
from sextant.storage.database.url import parse_database_url

KINDS = ("sqlite", "postgresql")
BATCH = 50

# The same import with small batches, killed by itself at one of its statements; statement 0 never comes.
IMPORT = f"""
import os, signal, sys
from sextant.application.commands import import_cdm_registry
from sextant.storage.database import driver
import_cdm_registry.BATCH = {BATCH}
die_at, count = int(os.environ["DIE_AT"]), 0
def counted(method):
    def run(*arguments):
        global count
        count += 1
        if count == die_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return method(*arguments)
    return run
for kind in (driver.SqliteDriver, driver.PostgresqlDriver):
    for name in ("query", "execute", "many", "copy", "begin", "commit"):
        if hasattr(kind, name):
            setattr(kind, name, counted(getattr(kind, name)))
from sextant.cli.main import run
code = run(sys.argv[1:])
print(count, file=sys.stderr)
sys.exit(code)
"""


@pytest.fixture
def given():
    return reports.synthetic_reports(21, issuances=60, cancellations=240)


@pytest.fixture
def arguments(given, tmp_path):
    issuances, cancellations = reports.write_reports(tmp_path, given)
    return ["import", "cdm-registry", "--json", "--issuances", str(issuances), "--cancellations", str(cancellations)]


def start(arguments, url, die_at=0):
    return subprocess.Popen(
        [sys.executable, "-c", IMPORT, *arguments, "--database", url],
        env=process_environment(DIE_AT=str(die_at)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Tests that run in the background inherit that Ctrl-C is ignored; whoever imports does not.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def contents(url):
    """Return all that a ledger holds, without the instants of recording."""
    driver = connect(parse_database_url(url))
    try:
        found = dict(dump_database(driver))
    finally:
        driver.close()
    found["entry"] = [dataclasses.replace(entry, recorded_at=None) for entry in found["entry"]]
    return found


@pytest.fixture(params=KINDS)
def whole(request, ledger, given, arguments):
    """Return the kind of database, what it holds after an import at one go, and how many statements that took."""
    made = ledger(request.param)
    process = start(arguments, made.url)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, (out, err)
    held = contents(made.url)
    assert len(held["entry"]) == 300
    return request.param, held, int(err)


def test_a_killed_import_leaves_whole_batches_and_is_completed_by_the_next(whole, ledger, given, arguments):
    kind, held, statements = whole
    moments = {1, statements // 8, statements // 3, statements // 2, 2 * statements // 3, statements - 2, statements}
    seen = set()
    for moment in sorted(moments):
        made = ledger(kind)
        process = start(arguments, made.url, moment)
        process.communicate(timeout=120)
        assert process.returncode == -signal.SIGKILL
        entries = made.verified()["entries"]
        assert entries % BATCH == 0, f"killed at statement {moment}"
        seen.add(entries)
        ended = made.import_reports(given)
        assert ended.code == 0
        outcome = ended.json
        assert sum(outcome[each]["already_known"] for each in ("issuances", "cancellations")) == entries
        assert sum(outcome[each]["accepted"] for each in ("issuances", "cancellations")) == 300 - entries
        assert outcome["units"]["remaining"] == given.remaining
        made.verified()
        assert contents(made.url) == held
    assert {0, 300} < seen, "some of the moments must lie in the middle"


@pytest.mark.parametrize("kind", KINDS)
def test_an_import_killed_from_outside_is_completed_by_the_next(kind, ledger, tmp_path):
    given = reports.synthetic_reports(22, issuances=300, cancellations=3_000)
    files = reports.write_reports(tmp_path, given)
    made = ledger(kind)
    arguments = ["import", "cdm-registry", "--issuances", str(files[0]), "--cancellations", str(files[1])]
    process = start(arguments, made.url)
    wait_for_entries(process, made.url)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL, "the import was over before it could be killed"
    entries = made.verified()["entries"]
    assert entries % BATCH == 0
    ended = made.import_reports(given)
    assert ended.code == 0
    assert ended.json["units"]["remaining"] == given.remaining
    assert made.verified()["entries"] == 3_300


def wait_for_entries(process, url):
    """Wait until an import has written something."""
    watched = connect(parse_database_url(url))
    try:
        while process.poll() is None and not watched.query("SELECT count(*) FROM entry")[0][0]:
            time.sleep(0.01)
    finally:
        watched.close()


def fresh(kind, request, tmp_path):
    """Return the URL of a database in which there is nothing yet, not even tables."""
    name = f"sextant_fresh_{os.urandom(4).hex()}"
    if kind == "sqlite":
        return sqlite_url(tmp_path / name / "registry.sqlite3"), contextlib.nullcontext()
    server = request.getfixturevalue("postgresql_server")
    server._execute(f'CREATE DATABASE "{name}"')
    dropping = contextlib.ExitStack()
    dropping.callback(partial(server.drop, name))
    return server.url(name), dropping


def test_imports_of_the_same_files_at_the_same_time_make_one_ledger(
    whole, given, arguments, request, tmp_path, sextant
):
    kind, held, _ = whole
    for _ in range(2):
        url, dropping = fresh(kind, request, tmp_path)
        with dropping:
            processes = [start(arguments, url) for _ in range(3)]
            ended = [(*process.communicate(timeout=120), process.returncode) for process in processes]
            accepted = 0
            for out, err, code in ended:
                assert "Traceback" not in err
                assert code == 0, err
                outcome = json.loads(out)
                accepted += sum(outcome[each]["accepted"] for each in ("issuances", "cancellations"))
            assert accepted == 300, "a row is accepted by one import and known to the others"
            assert sextant("verify", "--database", url, "--json").json["findings"] == []
            assert contents(url) == held


@pytest.mark.parametrize("kind", KINDS)
def test_editions_that_contradict_each_other_at_the_same_time_leave_a_sound_ledger(
    kind, ledger, given, tmp_path, request
):
    """Two registries' worth of rows that overlap: whoever comes first wins, the other is told why."""
    moved = []
    for row in given.issuances:
        first, last = int(row["serial_first"]) + 5, int(row["serial_last"]) + 5
        moved.append({**row, "serial_first": str(first), "serial_last": str(last)})
    made = ledger(kind)
    processes = []
    for name, rows in (("one", given.issuances), ("other", moved)):
        folder = tmp_path / name
        folder.mkdir()
        files = reports.write_reports(folder, reports.Reports(rows, given.cancellations))
        processes.append(
            start(["import", "cdm-registry", "--issuances", str(files[0]), "--cancellations", str(files[1])], made.url)
        )
    for process in processes:
        _, err = process.communicate(timeout=120)
        assert "Traceback" not in err
        assert process.returncode in (0, 1), err
    made.verified()


@pytest.mark.parametrize("kind", KINDS)
def test_verify_and_holdings_never_see_half_an_import(kind, ledger, tmp_path):
    given = reports.synthetic_reports(23, issuances=200, cancellations=1_500)
    files = reports.write_reports(tmp_path, given)
    made = ledger(kind)
    process = start(
        ["import", "cdm-registry", "--issuances", str(files[0]), "--cancellations", str(files[1])], made.url
    )
    seen = set()
    while process.poll() is None:
        checked = made.verified()
        seen.add(checked["entries"])
        held = made.holdings("--as-of", "2035-01-01")["total"]
        assert held["issued"] - held["cancelled"] == held["remaining"]
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert all(entries % BATCH == 0 for entries in seen)
    assert made.verified()["entries"] == 1_700


def test_a_server_that_goes_away_in_the_middle_is_come_back_to(ledger, given):
    """All connections are cut while an import runs: it goes on by itself, or says in one sentence that it cannot."""
    made = ledger("postgresql")
    given = reports.synthetic_reports(24, issuances=200, cancellations=1_500)
    files = reports.write_reports(made.folder, given)
    process = start(
        ["import", "cdm-registry", "--issuances", str(files[0]), "--cancellations", str(files[1])], made.url
    )
    parsed = parse_database_url(made.url)
    cut = 0
    while process.poll() is None:
        with raw_postgresql(parsed) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        cut += 1
        time.sleep(0.3)
    _, err = process.communicate(timeout=60)
    assert cut
    assert "Traceback" not in err
    assert process.returncode in (0, 2), err
    made.verified()
    assert made.import_reports(given).code == 0
    assert made.verified()["entries"] == 1_700


def test_ctrl_c_ends_an_import_quietly(ledger, tmp_path):
    given = reports.synthetic_reports(25, issuances=300, cancellations=3_000)
    files = reports.write_reports(tmp_path, given)
    made = ledger()
    process = start(
        ["import", "cdm-registry", "--issuances", str(files[0]), "--cancellations", str(files[1])], made.url
    )
    wait_for_entries(process, made.url)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert "Traceback" not in err
    assert process.returncode == 130
    assert made.verified()["entries"] % BATCH == 0
