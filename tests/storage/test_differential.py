"""Random histories through every way of writing: each caller is told the same, and the tables end the same.

The portable statements are the reference; on PostgreSQL one statement does what they do. Ids are derived from
the history and the clock stands still, so that nothing may differ, not even a date.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from tests.clock import FakeClock, WaitingClock
from tests.stores import dump, store_on
from tests.world import AER, CER, MCU, OTHER_AER, World

from sextant.application.batch import perform_batch
from sextant.application.registry import Registry
from sextant.domain.account import Act
from sextant.domain.authorization import AuthorizationState
from sextant.domain.refusal import Refusal
from sextant.domain.rounding import Rounding
from sextant.domain.unit import Block
from sextant.ledger.authorized import tally_of_issued
from sextant.ledger.facts import Tally
from sextant.ledger.posting import Posted
from sextant.ledger.request import IssuanceCell, Order, Request
from sextant.storage.account_types import account_types
from sextant.storage.database.store import DatabaseStore
from sextant.storage.memory.store import MemoryStore

MANY = os.environ.get("CI") == "true" or os.environ.get("SEXTANT_MANY_EXAMPLES") == "1"
HISTORIES = 40 if MANY else 6
STEPS = 80
WAYS = ("memory", "sqlite", "postgresql by portable statements", "postgresql", "postgresql-serializable")


class History:
    """A random history, asked in one way; the same seed asks for the same things."""

    def __init__(self, registry: Registry, clock: FakeClock, seed: int) -> None:
        self.registry = registry
        self.clock = clock
        self.chance = Random(seed)
        self.world = World(registry, f"H{seed}")
        self.told: list[Any] = []
        self.posted: list[Request] = []
        self.claims: list[Block] = []
        self.versions: dict[str, int] = {}
        registry.put_tally(Tally(self.world.tally, 0, 300))

    def run(self) -> None:
        for _ in range(STEPS):
            if self.chance.random() < 0.1:
                self.clock.pass_days(1)
            if self.chance.random() < 0.2:
                self.keep(perform_batch(self.registry, [self.request(batch=True) for _ in range(5)]))
                continue
            request = self.request()
            claims = tuple(self.claims[-4:]) if self.chance.random() < 0.4 else ()
            outcome = self.registry.perform(request, claims)
            if isinstance(outcome, Posted):
                self.posted.append(request)
            self.keep([outcome])

    def keep(self, outcomes: list[Posted | Refusal]) -> None:
        for outcome in outcomes:
            if isinstance(outcome, Refusal):
                self.told.append((outcome.code, dict(outcome.about)))
            else:
                self.told.append((outcome.entry, outcome.blocks, outcome.result_text, outcome.replayed))
                self.claims += [block for block in outcome.blocks if block.since == outcome.entry]

    def request(self, *, batch: bool = False) -> Request:
        pick = self.chance.random()
        if pick < 0.03 and not batch:
            return self.authorize()
        if pick < 0.2:
            return self.issue()
        if pick < 0.3 and self.posted and not batch:
            entry = self.chance.choice(self.posted[-6:])
            return self.world.correct(entry.id) if self.chance.random() < 0.5 else entry
        return self.act()

    def authorize(self) -> Request:
        """Return the next version of one of two authorizations, or one that cannot follow."""
        chance, reference = self.chance, self.chance.choice("12")
        version = self.versions.get(reference, 0) + (1 if chance.random() < 0.9 else 2)
        known = self.registry.store.tally(tally_of_issued(self.world.authorization(reference).key))
        self.versions[reference] = known.version if known else 0
        return self.world.authorize(
            reference,
            version if chance.random() < 0.1 else self.versions[reference] + 1,
            quantity=chance.choice((None, 60, 400)),
            parties=chance.choice(((), ("CH",), ("SE",))),
            state=chance.choice((AuthorizationState.IN_FORCE,) * 3 + (AuthorizationState.REVOKED,)),
            foresees_changes=chance.random() < 0.3,
        )

    def issue(self) -> Request:
        chance, world = self.chance, self.world
        if chance.random() < 0.3:
            first = chance.randint(1, 400)
            return world.record(first, first + chance.randint(0, 50), terms=CER)
        keys = chance.sample(("GH-1-2026", "GH-1-2027", "GH-2-2026"), chance.randint(1, 2))
        cells = tuple(
            IssuanceCell(key, "GH", int(key[-4:]), terms, chance.randint(1, 120))
            for key in keys
            for terms in chance.sample((AER, OTHER_AER, MCU, world.under(), world.under("2")), chance.randint(1, 2))
        )
        distribution = world.distribution(
            exempt=chance.random() < 0.3, rounding=chance.choice(list(Rounding)), remainder=chance.choice("abc")
        )
        return world.issue(cells=cells, distribution=distribution)

    def units(self) -> Any:
        chance, world = self.chance, self.world
        key = chance.choice(("GH-1-2026", "GH-1-2026", "GH-1-2027", "elsewhere"))
        if chance.random() < 0.5:
            within = world.units(1, chance.randint(50, 300), key) if chance.random() < 0.3 else None
            order = chance.choice(list(Order))
            return world.take(chance.choice("abc"), chance.randint(1, 60), within=within, order=order)
        first = chance.randint(1, 150)
        ranges = [world.units(first, first + chance.randint(0, 20), key)]
        if chance.random() < 0.3:
            first += chance.randint(10, 60)
            ranges.append(world.units(first, first + chance.randint(0, 20), key))
        return tuple(ranges)

    def act(self) -> Request:
        chance, world, units = self.chance, self.world, self.units()
        more: dict[str, Any] = {"case": chance.choice((None, "case 1"))}
        if chance.random() < 0.3:
            more["tallies"] = (world.tally,)
        pick = chance.randrange(9)
        if pick < 3:
            return world.transfer(units, chance.choice("abc"), **more)
        if pick == 3:
            return world.cancel(units, chance.choice(("omge_voluntary", "voluntary")), **more)
        if pick == 4:
            return world.cancel(units, "administrative", act=Act.ADMINISTRATIVE_CANCELLATION, **more)
        if pick == 5:
            return world.mark(units, **more)
        if pick == 6:
            return world.hold(units, expires_on=chance.choice((None, self.clock.today)))
        ranges = units if isinstance(units, tuple) else (world.units(1, 5),)
        if pick == 7:
            return world.release(ranges)
        return world.change(ranges, chance.choice((AER, OTHER_AER, MCU, world.under())), case=more["case"])


@pytest.fixture
def ways(database_url) -> Iterator[dict[str, Registry]]:
    made: dict[str, Registry] = {}
    for way in WAYS:
        kind = way.replace(" by portable statements", "")
        url = database_url(kind)
        store: Any = MemoryStore() if url is None else store_on(url, portable="portable" in way)
        made[way] = Registry(store, WaitingClock(), account_types())
    yield made
    for registry in made.values():
        if isinstance(registry.store, DatabaseStore):
            registry.store.driver.close()


@pytest.mark.parametrize("part", range(2))
def test_every_way_of_writing_tells_and_keeps_the_same(ways, part):
    posted = refused = 0
    for seed in range(part, HISTORIES, 2):
        reference: list[Any] | None = None
        for way, registry in ways.items():
            history = History(registry, FakeClock(), seed)
            registry.clock = history.clock
            history.run()
            if reference is None:
                reference = history.told
                posted += sum(len(each) == 4 for each in reference)
                refused += sum(len(each) == 2 for each in reference)
            assert history.told == reference, (seed, way)
    dumps = {way: dump(registry.store) for way, registry in ways.items()}
    for way, found in dumps.items():
        for table, expected in dumps["sqlite"].items():
            assert found[table] == expected, (way, table)
    # A history in which everything is refused would prove nothing.
    assert posted > refused / 3
    assert refused > 0
    assert all(dumps["sqlite"].values())
