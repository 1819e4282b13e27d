"""What an account holds, in sums: the same on every store, and the same as its blocks say one by one."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.stores import place_of
from tests.world import CER, MCU, World

from sextant.application.reader import Holding
from sextant.storage.database.reader import DatabaseReader
from sextant.storage.memory.reader import MemoryReader


@pytest.mark.parametrize("kind", ["memory", "sqlite", "postgresql"])
def test_holdings_are_the_sums_of_blocks_by_space_terms_and_hold(kind, database_url, clock):
    place = place_of(kind, None if kind == "memory" else database_url(kind), clock)
    store = place.registry.store
    reader = MemoryReader(store) if kind == "memory" else DatabaseReader(store.driver)
    world = World(place.registry)
    world.do(world.issue(100, terms=MCU))
    world.do(world.record(1, 40, into="a", key="other", terms=CER))
    world.do(world.transfer(world.units(11, 20), "b"))
    world.do(world.hold(world.units(31, 35)))
    account = world.account("a")
    assert reader.holdings_of(account) == sorted(
        [
            Holding(world.space("GH-1-2026"), MCU.id, False, 85, 3),
            Holding(world.space("GH-1-2026"), MCU.id, True, 5, 1),
            Holding(world.space("other"), CER.id, False, 40, 1),
        ]
    )
    units = Counter()
    for block in reader.blocks(account=account):
        units[block.space, block.terms, block.hold is not None] += block.quantity
    assert {each[:3]: each.quantity for each in reader.holdings_of(account)} == units
    assert reader.holdings_of(world.account("nobody")) == []
    place.close()
