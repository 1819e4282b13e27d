"""Clients of one registry: processes of their own, each on a connection of its own, that work for a while.

They are those of the tests of races (`tests/racing.py`), with other work: a barrier lets all begin together.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tests.racing import PATIENCE_SECONDS, Racers
from tests.stores import store_on

from benchmarks.workload import Client, Layout
from sextant.application.registry import Registry, RegistryBusy
from sextant.domain.refusal import Refusal
from sextant.domain.unit import Block
from sextant.ledger.request import Order, Request
from sextant.storage.account_types import account_types
from sextant.storage.database.reader import DatabaseReader
from sextant.storage.system import SystemClock


@dataclass(frozen=True, slots=True)
class Task:
    """What one client is to do for a while."""

    layout: Layout
    seconds: float
    seed: int
    share: int
    """Which of the accounts are this client's: those whose number leaves this remainder."""
    of: int
    hot: tuple[int, int] | None = None
    """Two accounts between which any units are moved, in place of the mix."""
    order: Order = Order.FEWEST_BLOCKS
    """In which order units are taken from them."""


@dataclass(frozen=True, slots=True)
class Worked:
    """What one client did."""

    done: int
    refused: int
    failed: int
    retries: int
    seconds: float
    latencies: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """What all clients of a run did."""

    rate: float
    p50_ms: float
    p99_ms: float
    refused: int
    failed: int
    retries_share: float
    """Attempts that were lost to conflicts, for each act that was done."""


def opened(url: str) -> Registry:
    """Return a registry on an existing database."""
    return Registry(store_on(url), SystemClock(), account_types())


def claims_of(registry: Registry, layout: Layout, accounts: Iterable[int]) -> list[Block]:
    """Return the blocks that stand in accounts, and let the registry learn what claims on them name."""
    reader = DatabaseReader(registry.store.driver)  # type: ignore[attr-defined]
    wanted = set(accounts)
    known = {account.id: account for account in reader.accounts()}
    registry._accounts.update(known)
    registry._terms.update(reader.terms())
    found: list[Block] = []
    for number in sorted(wanted):
        found += reader.blocks(account=number)
    return found


class Working:
    """One client at work in this process."""

    def __init__(self, url: str, task: Task) -> None:
        self.registry = opened(url)
        layout = task.layout
        own = [each.id for each in layout.records() if each.code.startswith("holder-")]
        mine = own[task.share :: task.of]
        if task.hot is not None:
            mine = []
        self.client = Client(layout, claims_of(self.registry, layout, mine), task.seed)
        self.hot, self.order = task.hot, task.order

    def next(self) -> tuple[Request, tuple[Block, ...]]:
        """Return what is asked for next."""
        return (self.client.take(self.hot, self.order), ()) if self.hot is not None else self.client.ask()

    def once(self, *, claims: bool = True) -> bool:
        """Ask for one act and return whether it was done."""
        request, seen = self.next()
        outcome = self.registry.perform(request, seen if claims else ())
        if isinstance(outcome, Refusal):
            return False
        if self.hot is None:
            self.client.told(request, outcome)
        return True

    def work(self, seconds: float) -> Worked:
        """Ask for one act after another for so many seconds."""
        done = refused = failed = 0
        before, latencies = self.registry.retries, []
        began = now = time.perf_counter()
        while now - began < seconds:
            try:
                if self.once():
                    done += 1
                else:
                    refused += 1
            except RegistryBusy:
                failed += 1
            after = time.perf_counter()
            latencies.append(after - now)
            now = after
        return Worked(done, refused, failed, self.registry.retries - before, now - began, tuple(latencies))

    def close(self) -> None:
        """Close the connection."""
        self.registry.store.driver.close()  # type: ignore[attr-defined]


class Clients:
    """As many clients as are wanted, in processes that wait to be asked."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._racers = Racers(count, _run)

    def work(
        self,
        url: str,
        layout: Layout,
        seconds: float,
        *,
        seed: int = 0,
        hot: tuple[int, int] | None = None,
        order: Order = Order.FEWEST_BLOCKS,
    ) -> Together:
        """Return what all of them did together on one registry."""
        tasks = [[Task(layout, seconds, seed * 100 + each, each, self.count, hot, order)] for each in range(self.count)]
        return _together([worked for answer in self._racers.race(url, tasks) for worked in answer])

    def stop(self) -> None:
        """End the processes."""
        self._racers.stop()


def _together(worked: list[Worked]) -> Together:
    latencies = sorted(each for one in worked for each in one.latencies)
    done = sum(each.done for each in worked)
    return Together(
        rate=sum(each.done / each.seconds for each in worked),
        p50_ms=1000 * latencies[len(latencies) // 2],
        p99_ms=1000 * latencies[min(len(latencies) - 1, len(latencies) * 99 // 100)],
        refused=sum(each.refused for each in worked),
        failed=sum(each.failed for each in worked),
        retries_share=sum(each.retries for each in worked) / max(1, done),
    )


def _run(pipe: Any, barrier: Any) -> None:
    while (asked := pipe.recv()) is not None:
        url, _, tasks = asked
        try:
            # Everybody reads the blocks of their accounts first, and begins when all have.
            clients = [Working(url, task) for task in tasks]
            barrier.wait(PATIENCE_SECONDS)
            pipe.send([client.work(task.seconds) for client, task in zip(clients, tasks, strict=True)])
            for client in clients:
                client.close()
        except BaseException:
            pipe.send(traceback.format_exc())
            raise
