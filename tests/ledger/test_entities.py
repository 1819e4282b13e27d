"""Entities that an authorization names, or no longer names: who may first transfer, acquire and use under it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.ledger.test_refusals import for_use, issued, owned
from tests.world import World

from sextant.domain.refusal import Refusal
from sextant.ledger.posting import Posted

SELLER, BUYER = "Seller (synthetic)", "Buyer (synthetic)"


@pytest.fixture
def world(registry):
    made = World(registry)
    owned(made, "a", SELLER)
    owned(made, "c", BUYER)
    return made


def done(world, *requests):
    outcome = None
    for each in requests:
        outcome = world.registry.perform(each)
    return outcome.code if isinstance(outcome, Refusal) else "done"


BOTH = {"entities": (SELLER, BUYER)}


@pytest.mark.parametrize(
    ("clauses", "outcome"),
    [
        ({}, "done"),
        (BOTH, "done"),
        ({"entities": (SELLER,)}, "entity_not_authorized"),
        ({"entities": (BUYER,)}, "entity_not_authorized"),
        ({"entities_apart": True}, "entity_not_authorized"),
        ({"entities_apart": True, "entities_authorized": (SELLER, BUYER)}, "done"),
        ({"entities": (SELLER,), "entities_authorized": (BUYER,)}, "done"),
        ({"entities_ended": (BUYER,)}, "entity_no_longer_authorized"),
        (BOTH | {"entities_ended": (SELLER,)}, "entity_no_longer_authorized"),
    ],
)
def test_who_gives_first_and_who_acquires_must_be_authorized(world, clauses, outcome):
    done(world, *issued(**clauses)(world))
    assert done(world, world.transfer(world.units(1, 2), "c")) == outcome


def test_a_first_transfer_without_a_movement_is_one_of_the_entity_that_holds_the_units(world):
    done(world, *issued(entities=(BUYER,))(world))
    assert done(world, world.mark(world.units(1, 2))) == "entity_not_authorized"
    done(world, world.authorize(version=2, entities=(BUYER,), entities_authorized=(SELLER,)))
    assert done(world, world.mark(world.units(1, 2))) == "done"


def test_an_entity_whose_authorization_ended_stops_although_an_earlier_version_governs_its_units(world):
    done(world, *issued(**BOTH)(world), world.mark(world.units(1, 4)))
    assert done(world, for_use(world)) == "done", "the holder is authorized"
    done(world, world.authorize(version=2, **BOTH, entities_ended=(SELLER,)))
    use = replace(for_use(world), units=world.mark(world.units(3, 4)).units)
    assert done(world, use) == "entity_no_longer_authorized"
    done(world, world.authorize(version=3, **BOTH))
    assert done(world, replace(use, id=world.mark(world.units(1, 2)).id)) == "done", "given again, it may go on"


def test_what_another_registry_has_done_already_is_recorded_with_a_warning(world):
    done(world, *issued(entities=(SELLER,))(world))
    outcome = world.registry.perform(world.transfer(world.units(1, 2), "c", elsewhere="CH01"))
    assert isinstance(outcome, Posted)
    assert {each["code"] for each in outcome.result["warnings"]} == {"entity_not_authorized"}
