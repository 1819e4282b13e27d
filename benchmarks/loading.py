"""The state at the start of RL-1: through the ledger one request after another, or by COPY, with equal outcome.

A test holds the two against each other, row by row in every table. By COPY the guards of the blocks are passed over,
which is why `sextant verify` and that test look at the result, and why nothing but a benchmark loads so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from benchmarks.workload import HOLDERS, REGISTRY, TERMS, UNITS, Layout, space_key
from sextant.application.batch import perform_batch
from sextant.application.registry import Registry
from sextant.domain.identifier import part_id
from sextant.domain.unit import SerialRange, SerialSpace, space_id
from sextant.ledger.facts import Facts
from sextant.ledger.outcome import entry_of
from sextant.ledger.posting import Entry, Posted
from sextant.ledger.request import Issue, Transfer
from sextant.storage.database import rows
from sextant.storage.database.driver import Driver, PostgresqlDriver, SqliteDriver

SECONDARY = ("block_free", "block_held", "block_size", "posting_account")
"""Indexes that are built once at the end, where there is much to load."""
MUCH = 500_000


def ask_for_all(registry: Registry, layout: Layout) -> None:
    """Bring the state about by requests."""
    with registry.store.transaction():
        for account in layout.records():
            registry.store.open_account(account)
    for lot in range(layout.lots):
        issue, transfers = layout.requests(lot)
        outcomes = [registry.perform(issue), *perform_batch(registry, transfers)]
        refused = [outcome for outcome in outcomes if not isinstance(outcome, Posted)]
        assert not refused, f"the workload was refused: {refused[0]}"


def load(driver: Driver, layout: Layout, recorded_at: datetime) -> None:
    """Write the state by COPY on PostgreSQL, and by many insertions at once on SQLite."""
    source = _Rows(layout, recorded_at, *_forms(driver))
    sources: Sources = {
        "serial_space": (rows.SPACE, source.spaces),
        "terms": (rows.TERMS, lambda: iter([(TERMS.id, TERMS.body)])),
        "account": (rows.ACCOUNT, source.accounts),
        "lot": (rows.LOT, source.lots),
        "entry": (rows.ENTRY, source.entries),
        "outbox": (("entry",), source.queued),
        "posting": (rows.LEG, source.legs),
        "block": (rows.BLOCK, source.blocks),
    }
    if isinstance(driver, PostgresqlDriver):
        _copy(driver, sources, much=layout.blocks > MUCH)
        return
    driver.begin()
    for table, (names, made) in sources.items():
        driver.many(f"INSERT INTO {table} ({rows.columns(names)}) VALUES ({rows.marks(names)})", made())
    driver.commit()
    driver.execute("ANALYZE")


Sources = Mapping[str, tuple[Sequence[str], Callable[[], Iterator[Sequence[Any]]]]]


def _copy(driver: PostgresqlDriver, sources: Sources, *, much: bool) -> None:
    connection = driver._open()
    connection.execute("SET session_replication_role = replica")
    built = connection.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND indexname = ANY($1)",
        (list(SECONDARY),),
    ).fetchall()
    for name, _ in built if much else ():
        connection.execute(f"DROP INDEX {name}")
    for table, (names, made) in sources.items():
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({rows.columns(names)}) FROM STDIN") as copy:
            for text in _texts(made()):
                copy.write(text)
    for _, definition in built if much else ():
        connection.execute(definition)
    connection.execute("SET session_replication_role = origin")
    connection.execute("VACUUM ANALYZE")


def _texts(found: Iterator[Sequence[Any]]) -> Iterator[str]:
    """Yield rows as COPY reads them, many at once."""
    waiting: list[str] = []
    for row in found:
        waiting.append("\t".join(map(str, row)))
        if len(waiting) == 2_000:
            yield "\n".join(waiting) + "\n"
            waiting.clear()
    if waiting:
        yield "\n".join(waiting) + "\n"


def _forms(driver: Driver) -> tuple[Callable[[UUID], Any], Callable[[bytes], Any], Any]:
    """Return how ids, digests and nothing are written for a database."""
    if isinstance(driver, SqliteDriver):
        return (lambda each: each.bytes), (lambda each: each), None
    return str, (lambda each: f"\\\\x{each.hex()}"), "\\N"


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of every table, in the order of their serials."""

    layout: Layout
    recorded_at: datetime
    id_form: Callable[[UUID], Any]
    digest_form: Callable[[bytes], Any]
    nothing: Any

    def accounts(self) -> Iterator[Sequence[Any]]:
        for account in self.layout.records():
            yield [self.nothing if value is None else value for value in rows.account_row(account)]

    def spaces(self) -> Iterator[Sequence[Any]]:
        layout = self.layout
        for number in range(min(layout.spaces, layout.lots)):
            lots = len(range(number, layout.lots, layout.spaces))
            key = space_key(number)
            yield rows.space_row(SerialSpace(REGISTRY, key, key, lots * layout.lot_blocks * UNITS + 1))

    def lots(self) -> Iterator[Sequence[Any]]:
        for issue, _ in self._asked():
            space, first, last = self._range(issue)
            none, entry = self.nothing, self.id_form(issue.id)
            day = _day(issue).isoformat()
            lot = self.id_form(part_id(issue.id, "lot", 0))
            yield (
                lot, space, first, last, issue.mechanism, issue.unit_type, issue.host_party, issue.activity, entry,
                day, issue.cells[0].vintage, none, none, none, none,
            )  # fmt: skip

    def entries(self) -> Iterator[Sequence[Any]]:
        for issue, transfers in self._asked():
            space, first, last = self._range(issue)
            yield self._entry(self._issued(issue, space, first, last))
            for request in transfers:
                moved = list(request.units) if isinstance(request.units, tuple) else []
                yield self._entry(entry_of(request, self._facts(), effective_on=_day(request), moved=moved))

    def queued(self) -> Iterator[Sequence[Any]]:
        for issue, transfers in self._asked():
            yield (self.id_form(issue.id),)
            for request in transfers:
                yield (self.id_form(request.id),)

    def legs(self) -> Iterator[Sequence[Any]]:
        none, terms = self.nothing, TERMS.id
        for issue, transfers in self._asked():
            space, first, last = self._range(issue)
            source, issuer = self.id_form(issue.id), issue.distribution.remainder
            lot = self.id_form(part_id(issue.id, "lot", 0))
            day = _day(issue).isoformat()
            yield (source, 0, 1, issuer, day, space, first, last, lot, terms, none, none, none)
            for request in transfers:
                entry, to, on = self.id_form(request.id), request.to_account, _day(request).isoformat()
                line = 0
                for each in request.units:  # type: ignore[union-attr]
                    at, end = each.first, each.last
                    yield (entry, line, -1, issuer, on, space, at, end, lot, terms, none, none, source)
                    yield (entry, line + 1, 1, to, on, space, at, end, lot, terms, none, none, source)
                    line += 2

    def blocks(self) -> Iterator[Sequence[Any]]:
        none, terms, size = self.nothing, TERMS.id, self.layout.lot_blocks
        for issue, transfers in self._asked():
            space, first, _ = self._range(issue)
            lot = self.id_form(part_id(issue.id, "lot", 0))
            owners = [(issue.distribution.remainder, self.id_form(issue.id), _day(issue).isoformat())]
            owners += [(each.to_account, self.id_form(each.id), _day(each).isoformat()) for each in transfers]
            for number in range(size):
                account, since, day = owners[number % HOLDERS]
                at = first + number * UNITS
                yield (space, at, at + UNITS - 1, lot, account, terms, since, day, none, none)

    def _asked(self) -> Iterator[tuple[Issue, list[Transfer]]]:
        layout = self.layout
        for space in range(layout.spaces):
            for lot in range(space, layout.lots, layout.spaces):
                yield layout.requests(lot)

    def _range(self, issue: Issue) -> tuple[int, int, int]:
        size = self.layout.lot_blocks * UNITS
        first = (issue.activity // self.layout.spaces) * size + 1
        return space_id(REGISTRY, issue.cells[0].space_key), first, first + size - 1

    def _issued(self, issue: Issue, space: int, first: int, last: int) -> Entry:
        from sextant.ledger.issuance import lot_of

        lot = lot_of(issue, issue.cells[0], first, 0, _day(issue))
        moved = [SerialRange(space, first, last)]
        return entry_of(issue, self._facts(), effective_on=_day(issue), moved=moved, lots=[lot])

    def _facts(self) -> Facts:
        return Facts(today=self.recorded_at.date(), now=self.recorded_at)

    def _entry(self, entry: Entry) -> Sequence[Any]:
        at = self.recorded_at.replace(tzinfo=None).isoformat(" ", "microseconds")
        if self.nothing is not None:
            at += "+00"
        return (
            self.id_form(entry.id), self.digest_form(entry.digest), entry.kind, entry.actor,
            entry.effective_on.isoformat(), at, entry.body, entry.result, self.nothing,
        )  # fmt: skip


def _day(request: Issue | Transfer) -> Any:
    assert request.effective_on is not None, "every request of the workload has a day"
    return request.effective_on
