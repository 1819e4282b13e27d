"""The transaction matrix at work in the ledger: what is listed is done with its effects, the rest is refused."""

import pytest
from tests.ledger.test_machine import reader_of
from tests.world import AER, MCU, MOVED_MCU, World

from sextant.application.queries.verify import verify
from sextant.domain.account import Act
from sextant.ledger.request import IssuanceCell


@pytest.fixture
def world(registry):
    return World(registry)


def block_of(world, posted):
    return posted.blocks[0] if len(posted.blocks) == 1 else next(b for b in posted.blocks if b.since == posted.entry)


@pytest.mark.parametrize(("make", "marks"), [
    (lambda w: w.transfer(w.units(1, 10), "b"), False),
    (lambda w: w.transfer(w.units(1, 10), "c"), True),
    (lambda w: w.cancel(w.units(1, 10), "omge_voluntary"), True),
    (lambda w: w.cancel(w.units(1, 10), "international", purpose="international_mitigation"), True),
    (lambda w: w.cancel(w.units(1, 10), "retired", act=Act.RETIREMENT,
                        purpose="nationally_determined_contribution"), False),
    (lambda w: w.cancel(w.units(1, 10), "administrative", act=Act.ADMINISTRATIVE_CANCELLATION), False),
])  # fmt: skip
def test_a_movement_first_transfers_authorized_units_where_the_matrix_says_so(world, make, marks):
    world.do(world.issue(100))
    posted = world.do(make(world))
    assert (block_of(world, posted).first_transfer == posted.entry) is marks
    assert ("first_transfer" in posted.result) is marks


def test_units_are_first_transferred_once(world):
    world.do(world.issue(100))
    sale = world.do(world.transfer(world.units(1, 10), "c"))
    back = world.do(world.transfer(world.units(1, 10), "a"))
    assert block_of(world, back).first_transfer == sale.entry
    assert "first_transfer" not in back.result


def test_units_sold_twice_in_one_act_keep_the_earlier_first_transfer(world):
    world.do(world.issue(100))
    sale = world.do(world.transfer(world.units(1, 10), "c"))
    world.do(world.transfer(world.units(1, 10), "b"))
    world.do(world.transfer(world.units(11, 20), "b"))
    both = world.do(world.transfer(world.units(1, 20), "c"))
    assert {b.first: b.first_transfer for b in both.blocks if b.since == both.entry} == {1: sale.entry, 11: both.entry}


def test_a_transfer_ends_the_later_authorization_of_units_without_one(world):
    world.do(world.issue(100, terms=MCU))
    posted = world.do(world.transfer(world.units(1, 10), "b"))
    assert block_of(world, posted).terms == MOVED_MCU.id
    assert posted.result["status"] == "NPI"
    again = world.do(world.transfer(world.units(1, 10), "a"))
    assert block_of(world, again).terms == MOVED_MCU.id
    assert "status" not in again.result


def test_nothing_of_it_happens_to_units_that_a_correction_puts_back(world):
    world.do(world.issue(100, terms=MCU))
    mistaken = world.do(world.transfer(world.units(1, 10), "b"))
    put_back = world.do(world.correct(mistaken.entry))
    assert block_of(world, put_back).terms == MCU.id


def test_a_host_that_defines_first_transfer_at_issuance_has_its_units_marked_then(world):
    cells = (
        IssuanceCell("GH-1-2026", "GH", 2026, AER, 60, first_transferred=True),
        IssuanceCell("GH-1-2026", "GH", 2026, MCU, 40),
    )
    posted = world.do(world.issue(cells=cells))
    assert [(b.quantity, b.first_transfer == posted.entry) for b in posted.blocks] == [(60, True), (40, False)]


@pytest.mark.parametrize(("roles", "refused"), [
    (("authorized_entity",), False), (("party", "somebody"), False), ((), False),
    (("registry_administrator",), True), (("designated_national_authority",), True),
])  # fmt: skip
def test_a_movement_is_asked_for_in_a_role_that_its_row_names(world, roles, refused):
    world.do(world.issue(100))
    request = world.transfer(world.units(1, 10), "b", roles=roles)
    if refused:
        refusal = world.refused(request)
        assert (refusal.code, refusal.about["expected"]) == ("role_not_entitled", "party, authorized_entity")
    else:
        world.do(request)


def test_pending_units_go_where_the_matrix_lets_them(world):
    world.do(world.issue(100, into="pending"))
    assert world.refused(world.cancel(world.units(1, 1), "omge_voluntary")).code == "transaction_not_listed"
    posted = world.do(world.transfer(world.units(1, 10), "c"))
    assert block_of(world, posted).first_transfer is None


def test_every_law_holds_after_the_effects_of_the_matrix(world, place):
    world.do(world.issue(100))
    world.do(world.issue(100, terms=MCU))
    world.do(world.transfer(world.units(1, 10), "c"))
    world.do(world.transfer(world.units(11, 20), "b"))
    world.do(world.transfer(world.units(101, 120), "b"))
    world.do(world.cancel(world.units(101, 104), "voluntary"))
    world.do(world.cancel(world.units(1, 4), "omge_voluntary"))
    assert verify(reader_of(place), world.registry.account_types).findings == []
