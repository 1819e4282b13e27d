"""What a host Party has promised, read from the ledger."""

from __future__ import annotations

import pytest
from tests.application.queries.test_adjusting_events import reader_of
from tests.world import World, day

from sextant.application.queries.commitments import commitments
from sextant.domain.account import Act
from sextant.domain.authorization import AuthorizationState, Window
from sextant.reporting.affordability import Commitment, Stage
from sextant.storage.account_types import account_types


@pytest.fixture
def world(registry) -> World:
    return World(registry)


def promised(place):
    return commitments(reader_of(place), account_types(), "GH")


def test_what_may_still_be_issued_and_what_was_never_first_transferred(world, place):
    key = world.authorization().key
    world.do(world.authorize(quantity=150, mitigation=Window(day("2026-01-01"), day("2026-12-31"))))
    assert promised(place) == (Commitment(Stage.AUTHORIZED, 150, 2026, key),)
    world.do(world.issue(100, terms=world.under()))
    world.do(world.transfer(world.units(1, 30), "c"))
    world.do(world.cancel(world.units(31, 35), "administrative", act=Act.ADMINISTRATIVE_CANCELLATION))
    assert promised(place) == (
        Commitment(Stage.AUTHORIZED, 50, 2026, key),
        Commitment(Stage.ISSUED, 65, 2026, key),
    )
    assert commitments(reader_of(place), account_types(), "CH") == ()


def test_an_authorization_without_a_limit_has_no_quantity(world, place):
    world.do(world.authorize())
    assert [each.quantity for each in promised(place)] == [None]


def test_what_was_revoked_is_promised_no_longer(world, place):
    world.do(world.authorize(quantity=150))
    world.do(world.issue(100, terms=world.under()))
    world.do(world.authorize(version=2, state=AuthorizationState.REVOKED))
    assert promised(place) == ()
