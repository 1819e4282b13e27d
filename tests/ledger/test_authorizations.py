"""Authorizations at work: which version governs units, what is counted, and what a change can still reach."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.world import AER, MCU, World, day

from sextant.application.batch import perform_batch
from sextant.domain.account import Act
from sextant.domain.authorization import (
    AuthorizationState,
    FirstTransferEvent,
    Use,
    Window,
    authorization_of,
)
from sextant.domain.refusal import Refusal
from sextant.ledger.authorized import tallies_of, tally_of_first_transferred, tally_of_issued, tally_of_use
from sextant.ledger.posting import Posted


@pytest.fixture
def world(registry) -> World:
    return World(registry)


NDC = "nationally_determined_contribution"


def used(world: World, name: str) -> int:
    tally = world.registry.store.tally(name)
    assert tally is not None
    return tally.used


def key(world: World) -> str:
    return world.authorization().key


def sold(world: World, first: int, last: int, **more: object):
    return world.transfer(world.units(first, last), "c", **more)


def version_of(place, first: int, last: int) -> int | None:
    dump = place.dump()
    found = next(block for block in dump["block"] if (block.first, block.last) == (first, last))
    return next(json.loads(body).get("version") for number, body in dump["terms"] if number == found.terms)


def test_units_are_bound_to_the_version_in_force_when_they_are_first_transferred(world, place):
    world.do(world.authorize())
    world.do(world.issue(100, terms=world.under()))
    world.do(sold(world, 1, 10))
    world.do(world.authorize(version=2, parties=("CH", "SE")))
    world.do(sold(world, 11, 20))
    assert [version_of(place, *each) for each in ((1, 10), (11, 20), (21, 100))] == [1, 2, None]


def test_what_is_issued_first_transferred_and_used_is_counted(world):
    world.do(world.authorize(quantity=100))
    world.do(world.issue(100, terms=world.under(), distribution=world.distribution()))
    assert used(world, tally_of_issued(key(world))) == 100
    assert used(world, tally_of_first_transferred(key(world))) == 7, "what the two levies took"
    world.do(world.transfer(world.take("a", 10), "c"))
    world.do(world.transfer(world.take("c", 4), "a"))
    assert used(world, tally_of_first_transferred(key(world))) == 17, "a unit is first transferred once"
    world.do(world.cancel(world.take("c", 3), "retired", act=Act.RETIREMENT, purpose=NDC))
    assert used(world, tally_of_use(key(world), NDC)) == 3
    assert used(world, tally_of_use(key(world), "other_purposes")) == 0


def test_a_correction_gives_back_what_was_counted(world):
    world.do(world.authorize(quantity=100))
    world.do(world.issue(100, terms=world.under()))
    sale = sold(world, 1, 10)
    world.do(sale)
    world.do(world.correct(sale.id))
    assert used(world, tally_of_first_transferred(key(world))) == 0
    world.do(world.authorize(version=2, quantity=1))
    world.do(sold(world, 1, 1))


def test_the_quantity_is_met_to_the_unit(world):
    world.do(world.authorize(quantity=100))
    world.do(world.issue(100, terms=world.under()))
    world.do(world.authorize(version=2, quantity=10))
    world.do(sold(world, 1, 10))
    assert world.refused(sold(world, 11, 11)).code == "authorized_quantity_exceeded"
    world.do(world.authorize(version=3, quantity=11))
    world.do(sold(world, 11, 11))


def test_the_last_day_of_a_window_is_inside_it(world, clock):
    world.do(world.authorize(use=Window(day("2026-01-01"), day("2026-07-10"))))
    world.do(world.issue(100, terms=world.under()))
    clock.turn_to(day("2026-07-10"))
    world.do(world.cancel(world.units(1, 1), "retired", act=Act.RETIREMENT, purpose=NDC))
    clock.turn_to(day("2026-07-11"))
    late = world.cancel(world.units(2, 2), "retired", act=Act.RETIREMENT, purpose=NDC)
    assert world.refused(late).code == "use_outside_window"


def test_a_revocation_stops_what_was_not_first_transferred_and_nothing_else(world):
    world.do(world.authorize())
    world.do(world.issue(100, terms=world.under()))
    world.do(sold(world, 1, 10))
    world.do(world.authorize(version=2, state=AuthorizationState.REVOKED))
    assert world.refused(sold(world, 11, 20)).code == "authorization_not_in_force"
    assert world.refused(world.transfer(world.units(11, 20), "b")).code == "authorization_not_in_force"
    world.do(world.cancel(world.units(1, 5), "retired", act=Act.RETIREMENT, purpose=NDC))
    administrative = world.cancel(world.units(11, 20), "administrative", act=Act.ADMINISTRATIVE_CANCELLATION)
    world.do(administrative)


def test_a_version_that_foresees_changes_lets_a_revocation_reach_first_transferred_units(world):
    world.do(world.authorize(foresees_changes=True))
    world.do(world.issue(100, terms=world.under()))
    world.do(sold(world, 1, 10))
    world.do(world.authorize(version=2, state=AuthorizationState.REVOKED))
    back = world.transfer(world.units(1, 10), "a")
    assert world.refused(back).code == "authorization_not_in_force"


def test_a_version_filed_ahead_governs_from_its_day(world, clock):
    world.do(world.authorize())
    world.do(world.issue(100, terms=world.under()))
    world.do(world.authorize(version=2, parties=("SE",), effective_on=day("2026-07-20")))
    clock.turn_to(day("2026-07-19"))
    world.do(sold(world, 1, 10))
    clock.turn_to(day("2026-07-20"))
    assert world.refused(sold(world, 11, 20)).code == "party_not_authorized"


def test_what_another_registry_has_done_is_recorded_with_a_warning(world):
    world.do(world.authorize(parties=("SE",), quantity=100))
    world.do(world.issue(100, terms=world.under()))
    world.do(world.authorize(version=2, parties=("SE",), quantity=1))
    posted = world.do(sold(world, 1, 10, elsewhere="VCS"))
    codes = {each["code"] for each in posted.result["warnings"]}
    assert codes == {"party_not_authorized", "authorized_quantity_exceeded"}
    assert used(world, tally_of_first_transferred(key(world))) == 10


def test_units_without_a_recorded_authorization_are_held_to_the_uses_they_carry(world):
    world.do(world.issue(100, terms=replace(AER, uses=("international_mitigation",))))
    use = world.cancel(world.units(1, 2), "retired", act=Act.RETIREMENT, purpose=NDC)
    assert world.refused(use).code == "use_not_authorized"


def test_units_that_come_under_an_authorization_later_are_counted_and_those_that_leave_are_not(world):
    world.do(world.authorize())
    world.do(world.authorize("2"))
    world.do(world.issue(100, terms=MCU))
    world.do(world.change(world.units(1, 40), world.under()))
    world.do(world.change(world.units(1, 10), world.under("2")))
    assert used(world, tally_of_issued(key(world))) == 30
    assert used(world, tally_of_issued(world.authorization("2").key)) == 10
    world.do(world.mark(world.units(1, 5), trigger="authorization after issuance"))
    assert used(world, tally_of_first_transferred(world.authorization("2").key)) == 5


def test_a_batch_counts_as_its_requests_do(world):
    world.do(world.authorize(quantity=10))
    world.do(world.issue(10, terms=world.under()))
    outcomes = perform_batch(world.registry, [sold(world, 1, 6), sold(world, 7, 10)])
    assert all(isinstance(each, Posted) for each in outcomes)
    assert used(world, tally_of_first_transferred(key(world))) == 10
    with pytest.raises(ValueError, match="on its own"):
        perform_batch(world.registry, [world.authorize(version=2)])


def test_claims_of_yesterday_do_not_pass_a_change_of_today(world, place):
    """The caller saw the units under version 1; another writer has revoked it since."""
    world.do(world.authorize())
    issued = world.do(world.issue(100, terms=world.under()))
    sale = world.do(sold(world, 1, 1))
    other = place.another()
    assert isinstance(other.perform(world.authorize(version=2, state=AuthorizationState.REVOKED)), Posted)
    claims = tuple(each for each in sale.blocks if each.first == 2)
    assert issued.blocks
    outcome = world.registry.perform(world.transfer(world.units(2, 9), "c"), claims)
    assert isinstance(outcome, Refusal)
    assert outcome.code == "authorization_not_in_force"
    at_home = world.registry.perform(world.transfer(world.units(2, 9), "b"), claims)
    assert isinstance(at_home, Refusal)
    assert at_home.code == "authorization_not_in_force"


def test_a_version_reads_back_as_it_was_written(world):
    version = world.authorization(
        quantity=5,
        state=AuthorizationState.SUSPENDED,
        mitigation=Window(day("2026-01-01"), None),
        purposes_named=("CORSIA first phase",),
        parties=("CH",),
    )
    assert authorization_of(version.body) == version
    assert version.first_transfer is FirstTransferEvent.USE_OR_CANCELLATION
    assert len(tallies_of(version.key)) == 2 + len(Use)
