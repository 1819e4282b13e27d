"""A large state beside the standing one: the rate of acts, and questions about one account."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from math import ceil
from random import Random
from statistics import median

from benchmarks.bars_of_acts import loaded, standing
from benchmarks.clients import Task, Working
from benchmarks.measuring import Bar, Figure, figure_of, in_turns, rate, seconds_of
from benchmarks.places import Places
from benchmarks.sizes import Size
from benchmarks.workload import BUSY, HOLDERS, REGISTRY, Layout
from sextant.application.reader import Moment
from sextant.domain.account import account_id
from sextant.storage.database.driver import PostgresqlDriver, SqliteDriver, connect
from sextant.storage.database.reader import DatabaseReader
from sextant.storage.database.url import parse_database_url

PAST = Moment(date(2026, 1, 15))
"""A day about the middle of the legal dates of the state at the start."""
ASKED = 200
ACCOUNT_BLOCKS = 1_000


def large(size: Size) -> Layout:
    """Return the layout of the large state: a thousand blocks an account, and one account with very many legs."""
    accounts = max(size.accounts, size.large // ACCOUNT_BLOCKS)
    layout = Layout(size.spaces, accounts, size.large)
    legs = layout.lot_blocks * (HOLDERS - 1) // HOLDERS
    return Layout(size.spaces, accounts, size.large, busy_lots=min(layout.lots, ceil(size.busy_legs / legs)))


def large_state(places: Places, size: Size) -> str:
    """Return the URL of a database in the large state, filled once a run."""
    if "large" not in places.kept:
        places.kept["large"] = loaded(places.postgresql(), large(size))
    return places.kept["large"]


def flatness(places: Places, size: Size) -> Iterator[Figure]:
    """Yield the rate of acts in the large state beside that in the standing one, and the questions about an account."""
    seconds = seconds_of(lambda: large_state(places, size))
    url = large_state(places, size)
    yield from of_one_account(url, size)
    small = loaded(places.postgresql(), standing(size))
    of = max(1, large(size).accounts // 100)
    with (
        closing(Working(url, Task(large(size), 0, 1, 0, of))) as here,
        closing(Working(small, Task(standing(size), 0, 1, 0, max(1, size.accounts // 100)))) as there,
    ):
        measured = in_turns(
            size.rounds,
            {"ours": lambda: rate(here.once, size.seconds), "floor": lambda: rate(there.once, size.seconds)},
        )
    name = f"acts with {size.large} blocks, beside acts with {size.blocks}, 1 client"
    yield figure_of(name, measured, "acts/s", bar=Bar("ratio", 0.8, 0.95), beside={"load_seconds": seconds})
    places.drop(small)


def of_one_account(url: str, size: Size) -> Iterator[Figure]:
    """Yield how long questions about one account take: the median of many accounts in each round."""
    reader = DatabaseReader(opened_driver(url))
    layout = large(size)
    chance = Random(1)

    def numbers() -> list[int]:
        drawn = (chance.randrange(layout.accounts) for _ in range(min(ASKED, layout.accounts)))
        return [account_id(REGISTRY, f"holder-{number}") for number in drawn]

    def typical(ask: Callable[[int], object]) -> Callable[[], float]:
        return lambda: 1000 * median(seconds_of(lambda each=each: ask(each)) for each in numbers())  # type: ignore[misc]

    asked = {
        "holdings": typical(reader.holdings_of),
        "blocks": typical(lambda each: reader.blocks(account=each)),
        "past": typical(lambda each: reader.balance(each, PAST)),
        "busy": lambda: 1000 * seconds_of(lambda: reader.balance(BUSY, PAST)),
    }
    measured = in_turns(size.rounds, asked)
    reader.close()
    for key, name, most, aim in (
        ("holdings", "an account's holdings by space, terms and state", 1, 0.5),
        ("past", "an account's holdings as of a past date", 1, 0.3),
        ("busy", f"an account with {size.busy_legs} legs as of a past date", 100, 30),
    ):
        bar = Bar("ours", most, aim, most=True)
        sides = {"ours": measured[key], **({"its_blocks_one_by_one": measured["blocks"]} if key == "holdings" else {})}
        yield figure_of(f"{name}, {size.large} blocks", sides, "ms", bar=bar)


def opened_driver(url: str) -> SqliteDriver | PostgresqlDriver:
    """Return a driver on a database."""
    return connect(parse_database_url(url))
