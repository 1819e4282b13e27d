"""One act after another: one client, several, two hot accounts, the stricter isolation level, and SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

from benchmarks.clients import Clients, Task, Together, Working
from benchmarks.floors import BareInsert, BareSqlite, TpcB
from benchmarks.loading import load
from benchmarks.measuring import Bar, Figure, figure_of, in_turns, rate
from benchmarks.places import Places
from benchmarks.sizes import Size
from benchmarks.workload import REGISTRY, Layout
from sextant.domain.account import account_id
from sextant.ledger.request import Order
from sextant.storage.database.driver import connect
from sextant.storage.database.url import parse_database_url
from sextant.storage.system import SystemClock

HOT = (account_id(REGISTRY, "holder-0"), account_id(REGISTRY, "holder-1"))


def standing(size: Size) -> Layout:
    """Return the layout of the standing workload."""
    return Layout(size.spaces, size.accounts, size.blocks)


def loaded(url: str, layout: Layout) -> str:
    """Return the URL of a database after the state at the start was written to it."""
    driver = connect(parse_database_url(url))
    load(driver, layout, SystemClock().now())
    driver.close()
    return url


def one_client(places: Places, size: Size) -> Iterator[Figure]:
    """Yield one act on a claim beside a bare insertion, on PostgreSQL; what loads first stands beside it."""
    layout = standing(size)
    url = loaded(places.postgresql(), layout)
    claiming, loading = Working(url, Task(layout, 0, 1, 0, 2)), Working(url, Task(layout, 0, 2, 1, 2))
    with closing(claiming), closing(loading), closing(BareInsert(url)) as bare:
        measured = in_turns(
            size.rounds,
            {
                "ours": lambda: rate(claiming.once, size.seconds),
                "floor": lambda: rate(bare.once, size.seconds),
                "load_first": lambda: rate(lambda: loading.once(claims=False), size.seconds),
            },
        )
    yield figure_of("one act on a claim, PostgreSQL, 1 client", measured, "acts/s", bar=Bar("ratio", 0.38, 0.45))
    places.drop(url)


def sqlite(places: Places, size: Size) -> Iterator[Figure]:
    """Yield one act a commit beside a bare insertion and commit, on SQLite with full synchronisation."""
    layout = standing(size)
    url = loaded(places.sqlite(), layout)
    working = Working(url, Task(layout, 0, 1, 0, 1))
    with closing(working), closing(BareSqlite(places.folder / "bare.sqlite3")) as bare:
        measured = in_turns(
            size.rounds,
            {"ours": lambda: rate(working.once, size.seconds), "floor": lambda: rate(bare.once, size.seconds)},
        )
    yield figure_of("one act a commit, SQLite, synchronous=FULL", measured, "acts/s", bar=Bar("ratio", 0.38, 0.45))
    places.drop(url)


def several_clients(places: Places, size: Size) -> Iterator[Figure]:
    """Yield clients on accounts of their own beside pgbench, and both isolation levels beside each other."""
    layout = standing(size)
    url = loaded(places.postgresql(), layout)
    bank = TpcB(url, scale=10 if size.rounds > 2 else 1)
    runs: dict[str, list[Together]] = {"ours": [], "serializable": []}
    clients = Clients(size.cold_clients)

    def work(side: str, at: str) -> float:
        runs[side].append(clients.work(at, layout, size.seconds, seed=len(runs[side])))
        return runs[side][-1].rate

    try:
        measured = in_turns(
            size.rounds,
            {
                "ours": lambda: work("ours", url),
                "floor": lambda: bank.rate(size.cold_clients, size.seconds),
                "serializable": lambda: work("serializable", places.serializable(url)),
            },
        )
    finally:
        clients.stop()
    strict = measured.pop("serializable")
    yield figure_of(
        f"{size.cold_clients} clients on cold accounts, beside TPC-B",
        measured,
        "acts/s",
        bar=Bar("ratio", 0.75, 1.0),
        beside=_beside(runs["ours"]),
    )
    yield figure_of(
        f"SERIALIZABLE beside READ COMMITTED, {size.cold_clients} clients on cold accounts",
        {"ours": strict, "floor": measured["ours"]},
        "acts/s",
        bar=Bar("ratio", 0.8, 0.9),
        beside=_beside(runs["serializable"]),
    )
    places.drop(url)


def hot_accounts(places: Places, size: Size) -> Iterator[Figure]:
    """Yield many clients that take quantities from two accounts, beside as many on accounts of their own."""
    layout = standing(size)
    url = loaded(places.postgresql(), layout)
    runs: list[Together] = []
    clients = Clients(size.hot_clients)

    def hot() -> float:
        runs.append(clients.work(url, layout, size.seconds, seed=len(runs), hot=HOT))
        return runs[-1].rate

    try:
        measured = in_turns(
            size.rounds,
            {"ours": hot, "floor": lambda: clients.work(url, layout, size.seconds, seed=1000 + len(runs)).rate},
        )
        # Last, because it leaves the accounts in many small blocks.
        lowest = clients.work(url, layout, size.seconds, seed=2000, hot=HOT, order=Order.LOWEST_SERIAL)
    finally:
        clients.stop()
    beside = {**_beside(runs), "lowest_serial_first": lowest.rate}
    name = f"{size.hot_clients} clients taking from two hot accounts, beside their own cold rate"
    yield figure_of(name, measured, "acts/s", bar=Bar("ratio", 0.5, 0.7), beside=beside)
    waits = figure_of(f"{name}: 99th percentile", {"ours": [each.p99_ms for each in runs]}, "ms")
    yield Figure(waits.name, waits.ours, None, None, "ms", waits.runs, Bar("ours", 60, 35, most=True))
    failed = float(sum(each.failed for each in runs))
    yield Figure(f"{name}: failed", failed, None, None, "acts", len(runs), Bar("ours", 0, 0, most=True))
    places.drop(url)


def _beside(runs: list[Together]) -> dict[str, object]:
    middle = sorted(runs, key=lambda each: each.rate)[len(runs) // 2]
    return {
        "p50_ms": middle.p50_ms,
        "p99_ms": middle.p99_ms,
        "retries_share": middle.retries_share,
        "refused": sum(each.refused for each in runs),
        "failed": sum(each.failed for each in runs),
    }
