"""Faults at every statement and around every commit: the act is done once, whole, and its caller is told so."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from tests.clock import FakeClock, WaitingClock
from tests.databases import raw_postgresql
from tests.faults import CONFLICT, FAULTS, LOST_AFTER, Plan, faulty_store
from tests.stores import dump, store_on
from tests.world import MCU, OTHER_AER, World

from sextant.application.batch import perform_batch
from sextant.application.queries.verify import verify
from sextant.application.registry import ATTEMPTS, Registry, RegistryBusy
from sextant.domain.account import Account, AccountState
from sextant.domain.refusal import Refusal
from sextant.ledger.facts import Tally
from sextant.ledger.posting import Posted
from sextant.ledger.request import Request
from sextant.storage.account_types import account_types
from sextant.storage.database import rows
from sextant.storage.database.reader import DatabaseReader
from sextant.storage.database.url import parse_database_url

MANY = os.environ.get("CI") == "true" or os.environ.get("SEXTANT_MANY_EXAMPLES") == "1"
STORES = ("sqlite", "postgresql", "postgresql-serializable", "postgresql by portable statements")

Ask = Callable[[World], Request]
ACTS: dict[str, Ask] = {
    "an issuance into a new space under new terms": lambda w: w.issue(
        50, key="new", terms=replace(OTHER_AER, authorization=w.name), distribution=w.distribution()
    ),
    "an issuance that goes on in a space": lambda w: w.issue(50),
    "a record of an issuance": lambda w: w.record(1, 50),
    "a transfer": lambda w: w.transfer(w.units(31, 40), from_account=w.account("a")),
    "a transfer of several blocks under a limit": lambda w: w.transfer(
        (w.units(91, 110), w.units(1, 10)), tallies=(w.tally,), from_account=w.account("a")
    ),
    "a take": lambda w: w.transfer(w.take("a", 150)),
    "a cancellation by quantity": lambda w: w.cancel(w.take("a", 5), tallies=(w.tally,)),
    "a hold": lambda w: w.hold(w.units(31, 40)),
    "a change of terms": lambda w: w.change(w.units(31, 40), MCU),
    "a correction": lambda w: w.correct(w.id("moved")),
}
REFUSED: dict[str, Ask] = {
    "units that are not there": lambda w: w.transfer(w.units(150, 201)),
    "too much": lambda w: w.transfer(w.take("a", 500)),
    "a limit": lambda w: w.transfer(w.units(31, 40), tallies=(w.tally, f"{w.name} nothing left")),
}


class Bench:
    """A ledger whose connection fails as planned."""

    def __init__(self, kind: str, url: str) -> None:
        self.plan = Plan()
        self.url = url
        self.registry = Registry(
            faulty_store(url, self.plan, portable="portable" in kind), WaitingClock(), account_types()
        )
        self.quiet = store_on(url)
        self._worlds = 0

    def world(self) -> World:
        """Return a new world: two hundred units in two blocks, ten moved, a limit with room and one without."""
        self._worlds += 1
        self.plan.begin()
        world = World(self.registry, f"W{self._worlds}")
        for _ in range(2):
            world.do(world.issue(100))
        world.do(replace(world.transfer(world.units(191, 200)), id=world.id("moved")))
        self.registry.put_tally(Tally(world.tally, 0, 100))
        self.registry.put_tally(Tally(f"{world.name} nothing left", 0, 0))
        return world

    def state(self, world: World, request: Request) -> Any:
        """Return what a world holds, without what differs between worlds."""

        def read(table: str, names: Sequence[str], key: str, value: Any) -> list[Any]:
            return self.quiet.driver.query(f'SELECT {rows.columns(names)} FROM {table} WHERE "{key}" = ?', (value,))

        spaces = {row[0]: rows.space_of(row) for row in read("serial_space", rows.SPACE, "registry", world.name)}
        codes = {row[0]: row[2] for row in read("account", rows.ACCOUNT, "registry", world.name)}
        blocks = [rows.block_of(row) for space in spaces for row in read("block", rows.BLOCK, "space", space)]
        legs = [rows.leg_of(row) for row in read("posting", rows.LEG, "entry", request.id)]
        return {
            "blocks": sorted(
                (
                    spaces[each.space].key, each.first, each.last, codes[each.account], each.since == request.id,
                    each.first_transfer is not None, each.hold is not None, each.acted_on,
                )
                for each in blocks
            ),
            "counters": sorted((space.key, space.next_serial) for space in spaces.values()),
            "legs": sorted(
                (spaces[leg.space].key, leg.line, leg.sign, leg.first, leg.last, codes[leg.account]) for leg in legs
            ),
            "entries": read("entry", ("kind",), "id", request.id),
            "outbox": len(read("outbox", ("entry",), "entry", request.id)),
            "holds": read("hold", ("case",), "id", request.id),
            "used": self.quiet.tally(world.tally).used,
        }  # fmt: skip

    def close(self) -> None:
        self.registry.store.driver.close()  # type: ignore[attr-defined]
        self.quiet.driver.close()


@pytest.fixture(params=STORES)
def bench(request, database_url) -> Iterator[Bench]:
    kind = request.param.replace(" by portable statements", "")
    made = Bench(request.param, database_url(kind))
    yield made
    found = verify(DatabaseReader(made.quiet.driver), account_types()).findings
    made.close()
    assert found == []


def faults_at(index: int) -> tuple[str, ...]:
    """Return which faults are tried at a statement: all of them with patience, else the hardest and one more."""
    return FAULTS if MANY else (LOST_AFTER, FAULTS[index % 3])


def steps(bench: Bench, run: Callable[[World], Any]) -> list[str]:
    """Return the statements of an undisturbed run."""
    world = bench.world()
    bench.plan.begin()
    run(world)
    return list(bench.plan.statements)


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_done_once_whatever_fails_and_whenever(bench, act):
    world = bench.world()
    request = ACTS[act](world)
    world.do(request)
    expected = bench.state(world, request)
    count = len(steps(bench, lambda world: world.do(ACTS[act](world))))
    assert count > 0
    for index in range(count):
        for fault in faults_at(index):
            world = bench.world()
            request = ACTS[act](world)
            bench.plan.begin(index, fault)
            outcome = bench.registry.perform(request)
            assert bench.plan.happened
            assert isinstance(outcome, Posted), (index, fault, outcome)
            bench.plan.begin()
            assert bench.state(world, request) == expected, (index, fault)
            assert world.do(request).replayed


@pytest.mark.parametrize("act", ["a transfer", "a take"])
def test_an_act_on_claims_is_done_once_whatever_fails(bench, act):
    def run(world: World) -> tuple[Request, Posted]:
        bench.plan.fail_at, at = None, bench.plan.fail_at
        claims = world.do(world.issue(30)).blocks
        # What the claims speak of is known here already, so one trip is enough.
        world.registry.perform(world.transfer(world.take("a", 1), "b"))
        units = world.units(221, 230)
        request = world.transfer(units if act == "a transfer" else world.take("a", 10, within=units))
        bench.plan.begin(at, bench.plan.fault)
        outcome = bench.registry.perform(request, claims)
        assert isinstance(outcome, Posted)
        return request, outcome

    bench.plan.begin()
    world = bench.world()
    request, _ = run(world)
    expected = bench.state(world, request)
    count = len(bench.plan.statements)
    for index in range(count):
        for fault in faults_at(index):
            world = bench.world()
            bench.plan.begin(index, fault)
            request, _ = run(world)
            assert bench.plan.happened
            bench.plan.begin()
            assert bench.state(world, request) == expected, (index, fault)


@pytest.mark.parametrize("act", REFUSED)
def test_a_refusal_is_a_refusal_whatever_fails_and_changes_nothing(bench, act):
    count = len(steps(bench, lambda world: world.refused(REFUSED[act](world))))
    for index in range(count):
        for fault in faults_at(index):
            world = bench.world()
            request = REFUSED[act](world)
            before = dump(bench.quiet)
            bench.plan.begin(index, fault)
            assert isinstance(bench.registry.perform(request), Refusal)
            assert bench.plan.happened
            assert dump(bench.quiet) == before


def test_a_batch_is_done_once_and_whole_whatever_fails(bench):
    def requests(world: World) -> list[Request]:
        return [
            world.issue(50, key="new", terms=replace(OTHER_AER, authorization=world.name)),
            world.transfer(world.units(31, 40), tallies=(world.tally,)),
            world.transfer(world.take("a", 500)),
            world.transfer(world.take("a", 120, within=world.units(1, 200))),
            world.hold(world.units(186, 190)),
        ]

    world = bench.world()
    asked = requests(world)
    perform_batch(bench.registry, asked)
    expected = [bench.state(world, request) for request in asked]
    count = len(steps(bench, lambda world: perform_batch(bench.registry, requests(world))))
    for index in range(count):
        for fault in faults_at(index):
            world = bench.world()
            asked = requests(world)
            bench.plan.begin(index, fault)
            outcomes = perform_batch(bench.registry, asked)
            assert bench.plan.happened
            assert [isinstance(outcome, Posted) for outcome in outcomes] == [True, True, False, True, True]
            bench.plan.begin()
            assert [bench.state(world, request) for request in asked] == expected, (index, fault)


def test_accounts_and_limits_are_written_once_whatever_fails(bench):
    for index in range(2):
        for fault in FAULTS:
            name = f"{index} {fault}"
            account = Account(registry="R1", code=name, type="article_6_4.holding", name=name)
            bench.plan.begin(index, fault)
            assert bench.registry.open_account(account)
            bench.plan.begin(index, fault)
            assert bench.registry.change_account(replace(account, state=AccountState.SUSPENDED, version=2))
            bench.plan.begin(index, fault)
            assert bench.registry.put_tally(Tally(name, 0, 5))
            bench.plan.begin(index, fault)
            assert bench.registry.put_tally(Tally(name, 0, 7, version=2))
            bench.plan.begin()
            assert bench.registry.store.account(account.id).version == 2
            assert bench.registry.store.tally(name) == Tally(name, 0, 7, version=2)
            assert not bench.registry.open_account(account)
            assert not bench.registry.put_tally(Tally(name, 0, 5))


def test_a_fault_without_end_is_told_and_changes_nothing(bench):
    world = bench.world()
    before = dump(bench.quiet)

    class Forever(Plan):
        def around(self, sql: str, run: Callable[[], Any], fail: Callable[[str], None]) -> Any:
            if sql.startswith(("WITH", "INSERT", "UPDATE", "COMMIT")):
                fail(CONFLICT)
            return run()

    bench.registry.store.driver.plan = Forever()
    bench.registry.clock = FakeClock()
    retries = bench.registry.retries
    with pytest.raises(RegistryBusy):
        world.registry.perform(world.transfer(world.units(31, 40)))
    assert bench.registry.retries == retries + ATTEMPTS
    bench.registry.store.driver.plan = bench.plan
    assert dump(bench.quiet) == before
    world.do(world.transfer(world.units(31, 40)))


def test_a_serializable_transaction_left_open_elsewhere_delays_and_changes_nothing(database_url):
    """PostgreSQL then reports conflicts to a single writer (docs/operating.md); once it ends, the work goes on."""
    made = Bench("postgresql-serializable", database_url("postgresql-serializable"))
    made.registry.clock = clock = FakeClock()

    numbers = itertools.count(1)

    def work() -> None:
        world = World(made.registry, f"L{next(numbers)}")
        world.do(world.issue(100))
        world.do(world.cancel(world.take("a", 5)))

    def much_work() -> None:
        for _ in range(500):
            work()

    with raw_postgresql(parse_database_url(database_url("postgresql-serializable"))) as other:
        other.execute("BEGIN ISOLATION LEVEL SERIALIZABLE")
        other.execute("SELECT pg_current_xact_id(), count(*) FROM block")
        with pytest.raises(RegistryBusy):
            much_work()
        assert clock.pauses >= ATTEMPTS
        other.execute("ROLLBACK")
    # Another test's may still be open.
    made.registry.clock = WaitingClock()
    work()
    assert verify(DatabaseReader(made.quiet.driver), account_types()).findings == []
    made.close()


# --- killed in the middle -----------------------------------------------------------------------------------


def _write(url: str, pipe: Any) -> None:
    registry = Registry(store_on(url), WaitingClock(), account_types())
    world = World(registry, "K")
    for number, request in enumerate(_work(world)):
        pipe.send(number)
        if isinstance(request, list):
            perform_batch(registry, request)
        else:
            registry.perform(request)
    pipe.send("done")


def _follow(pipe: Any, *, to: int) -> None:
    """Wait until a writer begins its act of this number; every round gets further, so each kills it at new work."""
    while True:
        assert pipe.poll(60)
        if pipe.recv() == to:
            return


def _work(world: World) -> list[Any]:
    work: list[Any] = []
    for number in range(60):
        key = f"K{number % 3}"
        work.append(world.issue(20, key=key))
        work.append(world.transfer(world.take("a", 7)))
        work.append(
            [world.issue(5, key=key), world.transfer(world.take("a", 9), "c"), world.cancel(world.take("b", 3))]
        )
    return work


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_writer_that_is_killed_leaves_whole_entries_and_its_work_can_be_done_again(kind, database_url):
    url = database_url(kind)
    context = multiprocessing.get_context("spawn")
    chance = random.Random(7)
    rounds = 12 if MANY else 5
    for turn in range(rounds):
        ours, theirs = context.Pipe()
        process = context.Process(target=_write, args=(url, theirs), daemon=True)
        process.start()
        theirs.close()
        _follow(ours, to=180 * turn // rounds + chance.randrange(180 // rounds))
        time.sleep(0.002 * chance.random())
        process.kill()
        process.join()
        store = store_on(url)
        assert verify(DatabaseReader(store.driver), account_types()).findings == []
        store.driver.close()
    ours, theirs = context.Pipe()
    process = context.Process(target=_write, args=(url, theirs), daemon=True)
    process.start()
    assert [ours.recv() for _ in range(181)] == [*range(180), "done"]
    process.join()
    store = store_on(url)
    found = dump(store)
    store.driver.close()
    undisturbed = Registry(faulty_store(database_url(kind), Plan()), FakeClock(), account_types())
    for request in _work(World(undisturbed, "K")):
        if isinstance(request, list):
            perform_batch(undisturbed, request)
        else:
            undisturbed.perform(request)
    assert found == dump(undisturbed.store)
    undisturbed.store.driver.close()  # type: ignore[attr-defined]
