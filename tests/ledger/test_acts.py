"""Acts of the ledger on every kind of store: what they do, what they leave alone, and that asking twice is harmless."""

from __future__ import annotations

import pytest
from tests.world import AER, World

from sextant.domain.refusal import Refusal


@pytest.fixture
def world(registry) -> World:
    return World(registry)


def test_a_transfer_splits_a_block_and_leaves_the_rest_as_it_was(world, place):
    issued = world.do(world.issue(100))
    world.do(world.transfer(world.units(61, 80)))
    found = [(b.first, b.last, b.account, b.since == issued.entry) for b in place.dump()["block"]]
    a, b = world.account("a"), world.account("b")
    assert sorted(found) == [(1, 60, a, True), (61, 80, b, False), (81, 100, a, True)]
