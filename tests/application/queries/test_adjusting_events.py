"""What adjusts a Party's balance, read from the ledger, on every kind of store."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.world import PARTIES, World, day

from sextant.application.queries.adjusting_events import adjusting_events
from sextant.application.reader import Moment
from sextant.domain.account import Act
from sextant.reporting.adjustment import Inputs, Kind, Method, balance
from sextant.storage.account_types import account_types
from sextant.storage.database.reader import DatabaseReader
from sextant.storage.memory.reader import MemoryReader
from sextant.storage.memory.store import MemoryStore

NDC = "nationally_determined_contribution"
AT = Moment(day("2030-12-31"))


def reader_of(place):
    store = place.registry.store
    return MemoryReader(store) if isinstance(store, MemoryStore) else DatabaseReader(store.driver)


@pytest.fixture
def world(registry) -> World:
    made = World(registry)
    for code, party in (*PARTIES.items(), ("retired", "CH")):
        known = registry.store.account(made.account(code))
        assert registry.store.change_account(replace(known, party=party, version=known.version + 1))
    return made


def told(place, party, at=AT):
    found = adjusting_events(reader_of(place), account_types(), party, at)
    return [(each.event.kind, int(each.event.quantity), each.event.vintage, each.event.used_for_year) for each in found]


def use(world, first, last, **more):
    return world.cancel(world.units(first, last), "retired", act=Act.RETIREMENT, purpose=NDC, **more)


def test_the_host_has_the_first_transfers_and_the_user_the_uses(world, place):
    world.do(world.issue(100, vintage=2025, key="GH-1-2026"))
    world.do(world.transfer(world.units(1, 30), "c"))
    world.do(world.transfer(world.units(31, 40), "b"))
    world.do(use(world, 1, 20, used_for_year=2026))
    assert told(place, "GH") == [
        (Kind.FIRST_TRANSFER, 20, 2025, None),
        (Kind.FIRST_TRANSFER, 10, 2025, None),
    ]
    assert told(place, "CH") == [(Kind.USE, 20, 2025, 2026)]


def test_what_was_corrected_never_was(world, place):
    world.do(world.issue(100))
    sale = world.transfer(world.units(1, 30), "c")
    world.do(sale)
    used = use(world, 1, 20, used_for_year=2026)
    world.do(used)
    world.do(world.correct(used.id))
    assert told(place, "CH") == []
    assert [quantity for _, quantity, _, _ in told(place, "GH")] == [20, 10], "the parts of a split, still sold"


def test_a_later_day_has_not_come_yet(world, place, clock):
    world.do(world.issue(100))
    clock.turn_to(day("2026-07-10"))
    world.do(world.transfer(world.units(1, 30), "c"))
    assert told(place, "GH", Moment(day("2026-07-09"))) == []
    assert len(told(place, "GH", Moment(day("2026-07-10")))) == 1


def test_the_balances_of_both_parties_come_from_the_same_units(world, place):
    world.do(world.issue(100, distribution=world.distribution()))
    world.do(world.transfer(world.take("a", 50), "c"))
    world.do(world.cancel(world.take("c", 40), "retired", act=Act.RETIREMENT, purpose=NDC, used_for_year=2026))
    sums = {}
    for party in ("GH", "CH"):
        found = adjusting_events(reader_of(place), account_types(), party, AT)
        events = [each.event for each in found]
        rows = balance(Inputs(party, Method.TRAJECTORY, 2021, 2030, {}, events)).years
        sums[party] = sum(row.adjustment for row in rows)
        assert all(each.range.quantity == each.event.quantity for each in found)
    assert sums == {"GH": 57, "CH": -40}


def test_a_use_without_its_year_is_told_and_not_guessed(world, place):
    world.do(world.issue(100))
    world.do(world.transfer(world.units(1, 30), "c"))
    world.do(use(world, 1, 20))
    found = adjusting_events(reader_of(place), account_types(), "CH", AT)
    done = balance(Inputs("CH", Method.TRAJECTORY, 2021, 2030, {}, [each.event for each in found]))
    assert [each.why.value for each in done.undetermined] == ["use_year_missing"]
