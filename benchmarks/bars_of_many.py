"""Many at once: a batch of acts beside as many bare rows, and blocks that are brought in beside a bare COPY."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

from benchmarks.bars_of_acts import loaded, standing
from benchmarks.clients import Task, Working, opened
from benchmarks.floors import many_rows
from benchmarks.ids import new_id
from benchmarks.measuring import Bar, Figure, figure_of, in_turns, seconds_of
from benchmarks.places import Places, raw
from benchmarks.sizes import Size
from benchmarks.workload import ACTOR, MECHANISM, REGISTRY, TERMS
from sextant.application.batch import perform_batch
from sextant.domain.account import account_id
from sextant.domain.unit import Block
from sextant.ledger.posting import Posted
from sextant.ledger.request import Issue, RecordIssuance, Request
from sextant.storage.database import rows
from sextant.storage.database.reader import DatabaseReader
from sextant.storage.database.url import parse_database_url


def batches(places: Places, size: Size) -> Iterator[Figure]:
    """Yield a batch of acts beside executemany of as many rows as the batch writes, on both databases."""
    for vendor, url in (("PostgreSQL", places.postgresql()), ("SQLite", places.sqlite())):
        layout = standing(size)
        loaded(url, layout)
        working = Working(url, Task(layout, 0, 1, 0, 1))
        written = _Batch(working, size.batch)
        floor = _bare(url)
        acts: list[float] = []

        def ours(batch: _Batch = written, told: list[float] = acts) -> float:
            seconds = batch.run()
            told.append(batch.size / seconds)
            return batch.rows / seconds

        with closing(working), closing(floor):
            act = many_rows(floor, _vendor(url), [tuple(range(7)) + _tail(url) for _ in range(written.rows)])
            measured = in_turns(
                size.rounds,
                {"ours": ours, "floor": lambda rows=written.rows, act=act: rows / seconds_of(act)},  # type: ignore[misc]
            )
        yield figure_of(
            f"batch of {size.batch} acts, {vendor}, beside executemany of as many rows",
            {**measured, "acts_per_second": acts},
            "rows/s",
            bar=Bar("ratio", 0.15, 0.3),
        )
        places.drop(url)


class _Batch:
    """Batches of the mix, asked for one after another; the requests are made before the clock runs."""

    def __init__(self, working: Working, size: int) -> None:
        self._working = working
        self.size = size
        self.rows = 0
        self.run()

    def run(self) -> float:
        """Return how long one batch took, and count the rows that it wrote."""
        asked = [self._working.client.ask()[0] for _ in range(self.size)]
        outcomes: list[Any] = []
        seconds = seconds_of(lambda: outcomes.extend(perform_batch(self._working.registry, asked)))
        self.rows = 0
        for request, outcome in zip(asked, outcomes, strict=True):
            assert isinstance(outcome, Posted), f"the workload was refused: {outcome}"
            self.rows += _rows_of(request, outcome)
            self._working.client.told(request, outcome)
        return seconds


def _rows_of(request: Request, outcome: Posted) -> int:
    """Return how many rows an act writes: entry, outbox, legs, blocks, and the lot of an issuance."""
    if isinstance(request, Issue):
        return 2 + 1 + 2 * len(outcome.blocks)
    return 2 + 2 + len(outcome.blocks)


def imports(places: Places, size: Size) -> Iterator[Figure]:
    """Yield blocks put in place under the guards beside a COPY into the same table without them."""
    url = loaded(places.postgresql(), standing(size))
    registry = opened(url)
    blocks = DatabaseReader(registry.store.driver).blocks()  # type: ignore[attr-defined]
    bare = raw(url)

    def guarded() -> float:
        bare.execute("TRUNCATE block")
        return len(blocks) / seconds_of(lambda: _copy(bare, blocks))

    def put() -> float:
        bare.execute("TRUNCATE block")

        def act() -> None:
            with registry.store.transaction():
                registry.store.lock_projection()
                registry.store.replace_projection(blocks)

        return len(blocks) / seconds_of(act)

    def copied() -> float:
        bare.execute("TRUNCATE block")
        bare.execute("SET session_replication_role = replica")
        found = len(blocks) / seconds_of(lambda: _copy(bare, blocks))
        bare.execute("SET session_replication_role = origin")
        return found

    recording = _Recording(size)

    def recorded() -> float:
        asked = recording.next()
        return len(asked) / seconds_of(lambda: _accepted(perform_batch(registry, asked)))

    measured = in_turns(
        size.rounds,
        {"ours": put, "floor": copied, "plain_copy_with_guards": guarded, "issuances_recorded_per_second": recorded},
    )
    bare.close()
    registry.store.driver.close()  # type: ignore[attr-defined]
    name = "blocks put in place under the guards, beside a COPY into the same table"
    yield figure_of(name, measured, "blocks/s", bar=Bar("ratio", 0.6, 1.0))
    places.drop(url)


class _Recording:
    """Issuances of another registry, each a block of its own, in batches that never repeat."""

    def __init__(self, size: Size) -> None:
        self._size = min(5_000, size.blocks)
        self._at = 0

    def next(self) -> list[RecordIssuance]:
        """Return the next batch."""
        made = []
        for _ in range(self._size):
            made.append(
                RecordIssuance(
                    id=new_id(), actor=ACTOR, registry=REGISTRY, space_key="recorded", prefix="R",
                    first=self._at + 1, last=self._at + 1_000, mechanism=MECHANISM, unit_type="A6.4ER",
                    host_party="GH", activity=1, terms=TERMS, account=account_id(REGISTRY, "holder-0"),
                )
            )  # fmt: skip
            self._at += 1_000
        return made


def _accepted(outcomes: Sequence[object]) -> None:
    refused = [each for each in outcomes if not isinstance(each, Posted)]
    assert not refused, f"the workload was refused: {refused[0]}"


def _copy(connection: Any, blocks: Sequence[Block]) -> None:
    target = f"COPY block ({rows.columns(rows.BLOCK)}) FROM STDIN (FORMAT BINARY)"
    with connection.cursor() as cursor, cursor.copy(target) as copy:
        copy.set_types(rows.TYPES["block"])
        for block in blocks:
            copy.write_row(block)


def _vendor(url: str) -> str:
    return parse_database_url(url).vendor


def _bare(url: str) -> Any:
    """Return a connection for the floor of a batch, beside the registry's own."""
    if _vendor(url) == "postgresql":
        return raw(url)
    import sqlite3

    connection = sqlite3.connect(f"{parse_database_url(url).name}.bare", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    return connection


def _tail(url: str) -> tuple[Any, Any]:
    number = new_id()
    return (number, number) if _vendor(url) == "postgresql" else (number.bytes, number.bytes)
