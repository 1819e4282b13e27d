"""Acts of the ledger on every kind of store: what they do, what they leave alone, and that asking twice is harmless."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.world import AER, MCU, OTHER_AER, World, day

from sextant.application.batch import perform_batch
from sextant.domain.account import Act
from sextant.domain.refusal import Refusal
from sextant.domain.unit import Terms
from sextant.ledger.facts import Tally
from sextant.ledger.posting import Posted
from sextant.ledger.request import Order


@pytest.fixture
def world(registry) -> World:
    return World(registry)


def blocks(place) -> dict[tuple[int, int], object]:
    return {(block.first, block.last): block for block in place.dump()["block"]}


def test_a_transfer_splits_a_block_and_leaves_the_rest_as_it_was(world, place):
    issued = world.do(world.issue(100))
    moved = world.do(world.transfer(world.units(61, 80)))
    found = blocks(place)
    assert sorted(found) == [(1, 60), (61, 80), (81, 100)]
    for rest in (found[1, 60], found[81, 100]):
        assert (rest.account, rest.since) == (world.account("a"), issued.entry)
    assert (found[61, 80].account, found[61, 80].since) == (world.account("b"), moved.entry)


def test_a_remainder_may_take_part_in_an_older_act_that_becomes_known_later(world, place, clock):
    world.do(world.issue(100, effective_on=day("2026-06-01")))
    world.do(world.transfer(world.units(1, 10), effective_on=day("2026-06-20")))
    world.do(world.transfer(world.units(11, 20), effective_on=day("2026-06-10")))
    assert blocks(place)[11, 20].acted_on == day("2026-06-10")
    assert blocks(place)[21, 100].acted_on == day("2026-06-01")


def test_a_transfer_gathers_units_of_several_blocks_and_spaces(world, place):
    world.do(world.issue(50))
    world.do(world.issue(50))
    world.do(world.issue(50, key="GH-2-2026"))
    wanted = (world.units(41, 60), world.units(1, 10, "GH-2-2026"))
    outcome = world.do(world.transfer(wanted))
    assert outcome.result["quantity"] == 30
    assert sum(block.quantity for block in place.dump()["block"] if block.account == world.account("b")) == 30


@pytest.mark.parametrize(("order", "expected"), [(Order.LOWEST_SERIAL, (31, 40)), (Order.HIGHEST_SERIAL, (91, 100))])
def test_a_take_leaves_the_head_of_the_block_it_splits(world, place, order, expected):
    world.do(world.issue(40))
    world.do(world.issue(60))
    world.do(world.transfer(world.take("a", 10, order=order)))
    assert expected in blocks(place)


def test_a_take_of_fewest_blocks_finds_the_smallest_that_holds_enough_of_equal_ones_the_lowest(world, place):
    for size in (60, 30, 30, 10):
        world.do(world.issue(size))
    world.do(world.transfer(world.take("a", 25, order=Order.FEWEST_BLOCKS)))
    assert {(1, 60), (61, 65), (66, 90), (91, 120), (121, 130)} == set(blocks(place))


def test_a_take_of_fewest_blocks_begins_with_the_largest_where_none_holds_enough(world, place):
    for size in (10, 30, 60, 50):
        world.do(world.issue(size))
    world.do(world.transfer(world.take("a", 25, order=Order.FEWEST_BLOCKS)))
    assert {(1, 10), (11, 15), (16, 40), (41, 100), (101, 150)} == set(blocks(place))
    world.do(world.transfer(world.take("a", 100, order=Order.FEWEST_BLOCKS), to="c"))
    assert {(41, 100), (101, 110), (111, 150)} <= set(blocks(place))
    world.do(world.transfer(world.take("a", 3, within=world.units(8, 13), order=Order.FEWEST_BLOCKS), to="c"))
    assert {(1, 7), (8, 10)} <= set(blocks(place))


def test_a_take_looks_only_inside_its_range_and_terms(world, place):
    world.do(world.issue(40))
    world.do(world.issue(60, terms=OTHER_AER))
    world.do(world.transfer(world.take("a", 10, terms=OTHER_AER.id)))
    world.do(world.transfer(world.take("a", 5, within=world.units(11, 20))))
    assert {(91, 100), (16, 20)} <= set(blocks(place))
    assert world.refused(world.transfer(world.take("a", 6, within=world.units(11, 20)))).code == "units_insufficient"


def test_a_first_transfer_happens_once_and_survives_every_split(world, place):
    world.do(world.issue(100))
    first = world.do(world.transfer(world.units(1, 60), first_transfer="authorization"))
    world.do(world.transfer(world.units(11, 20), to="c"))
    world.do(world.cancel(world.units(15, 16), to="omge_voluntary"))
    marks = {key: block.first_transfer for key, block in blocks(place).items()}
    assert {key for key, mark in marks.items() if mark == first.entry} == {
        (1, 10), (11, 14), (15, 16), (17, 20), (21, 60),
    }  # fmt: skip
    assert marks[61, 100] is None
    again = world.transfer(world.units(60, 61), to="c", first_transfer="authorization")
    assert world.refused(again).code in {"units_in_several_accounts", "already_first_transferred"}
    assert world.refused(world.mark(world.units(60, 60))).code == "already_first_transferred"
    world.do(world.mark(world.units(61, 61)))


def test_status_acts_are_legal_in_a_final_account_and_movement_out_is_not(world, place):
    world.do(world.issue(100, terms=MCU))
    world.do(world.cancel(world.units(1, 50), to="administrative", act=Act.ADMINISTRATIVE_CANCELLATION))
    world.do(world.change(world.units(1, 20), AER))
    world.do(world.mark(world.units(1, 10), trigger="late authorization"))
    assert blocks(place)[1, 10].first_transfer is not None
    assert blocks(place)[1, 10].account == world.account("administrative")
    assert world.refused(world.transfer(world.units(1, 10))).code == "account_final"
    assert world.refused(world.cancel(world.units(1, 10), to="omge_voluntary")).code == "account_final"
    assert world.refused(world.transfer(world.take("administrative", 1))).code == "account_final"
    assert world.refused(world.hold(world.units(1, 10))).code == "account_final"


def test_units_come_under_other_terms_only_where_their_account_admits_the_class(world):
    world.do(world.issue(100, terms=MCU))
    world.do(world.cancel(world.units(1, 50), to="voluntary"))
    assert world.refused(world.change(world.units(1, 20), AER)).code == "unit_class_not_admitted"
    assert world.refused(world.change(world.units(51, 60), Terms("ZZZ"))).code == "unit_class_not_admitted"


def test_what_was_first_transferred_does_not_lose_its_authorization(world):
    world.do(world.issue(100))
    world.do(world.mark(world.units(1, 10), trigger="authorization"))
    assert world.refused(world.change(world.units(1, 10), MCU)).code == "first_transferred_stays_authorized"
    world.do(world.change(world.units(11, 20), MCU))


def test_a_hold_binds_on_its_last_day_and_not_on_the_day_after(world, place, clock):
    world.do(world.issue(100))
    world.do(world.hold(world.units(1, 50), expires_on=day("2026-07-10")))
    clock.turn_to(day("2026-07-10"))
    assert world.refused(world.transfer(world.units(1, 10))).code == "units_held"
    assert world.refused(world.transfer(world.take("a", 51))).code == "units_insufficient"
    assert world.refused(world.release(world.units(1, 10), case="case 2")).code == "hold_of_another_case"
    clock.turn_to(day("2026-07-11"))
    # Back-dated to the last day, the hold still binds.
    assert world.refused(world.transfer(world.units(1, 10), effective_on=day("2026-07-10"))).code == "units_held"
    world.do(world.transfer(world.units(1, 10)))
    world.do(world.transfer(world.take("a", 90)))
    assert {(block.account, block.hold) for block in place.dump()["block"]} == {(world.account("b"), None)}


def test_a_hold_is_executed_by_its_own_case_and_released_by_it(world, place):
    world.do(world.issue(100))
    hold = world.do(world.hold(world.units(1, 50)))
    world.do(world.release(world.units(41, 50)))
    world.do(world.transfer(world.units(1, 10), case="case 1"))
    holds = {key: block.hold for key, block in blocks(place).items()}
    assert holds == {(1, 10): None, (11, 40): hold.entry, (41, 50): None, (51, 100): None}


def test_a_held_unit_is_not_taken_by_quantity(world, place):
    world.do(world.issue(100))
    world.do(world.hold(world.units(1, 99)))
    world.do(world.transfer(world.take("a", 1)))
    assert blocks(place)[100, 100].account == world.account("b")


# --- asking twice -------------------------------------------------------------------------------------


def acts(world) -> list:
    """Return one request of every kind, each of which can be done after the ones before it."""
    return [
        world.issue(100),
        world.record(1, 100),
        world.transfer(world.units(1, 20)),
        world.transfer(world.take("a", 5)),
        world.mark(world.units(1, 5)),
        world.hold(world.units(6, 10)),
        world.release(world.units(6, 7)),
        world.change(world.units(11, 12), OTHER_AER),
        world.cancel(world.units(13, 14)),
        world.correct(world.id(9)),
    ]


def test_the_same_request_again_is_given_the_stored_result_and_changes_nothing(world, place, clock):
    requests = acts(world)
    for request in requests:
        first = world.do(request)
        before = place.dump()
        clock.pass_days(1)
        again = world.do(request)
        assert again.replayed
        assert not first.replayed
        assert again.result_text == first.result_text
        assert again.entry == first.entry == request.id
        assert place.dump() == before
    # Long after, through another connection, on old claims, and in a batch.
    before = place.dump()
    other = place.another()
    for request in requests:
        outcome = other.perform(request)
        assert isinstance(outcome, Posted)
        assert outcome.replayed
    assert all(outcome.replayed for outcome in perform_batch(other, requests[:-1]))
    assert place.dump() == before


def test_an_id_with_other_content_is_refused_whatever_the_content_is(world, place):
    requests = acts(world)
    for request in requests:
        world.do(request)
    before = place.dump()
    for request in requests:
        other = replace(request, actor="somebody else")
        assert world.refused(other).code == "idempotency_key_reused"
    crossed = replace(world.transfer(world.units(90, 91)), id=requests[0].id)
    assert world.refused(crossed).code == "idempotency_key_reused"
    assert [outcome.code for outcome in perform_batch(world.registry, [crossed])] == ["idempotency_key_reused"]
    assert place.dump() == before


def test_a_refusal_is_not_stored_and_asking_again_decides_again(world, place):
    world.do(world.issue(100))
    request = world.transfer(world.take("a", 101))
    before = place.dump()
    assert world.refused(request).code == "units_insufficient"
    assert place.dump() == before
    world.do(world.issue(1))
    assert not world.do(request).replayed


def test_a_date_that_the_ledger_fills_in_is_not_part_of_the_request(world, clock):
    world.do(world.issue(100))
    request = world.transfer(world.units(1, 10))
    world.do(request)
    clock.pass_days(3)
    assert world.do(request).replayed
    assert world.refused(replace(request, effective_on=clock.today - timedelta(3))).code == "idempotency_key_reused"


# --- tallies ------------------------------------------------------------------------------------------


def test_a_tally_is_filled_to_its_limit_and_not_beyond(world, place):
    world.do(world.issue(100))
    world.registry.store.put_tally(Tally("GH-1", 0, 30))
    names = ("GH-1",)
    world.do(world.transfer(world.units(1, 29), tallies=names))
    refusal = world.refused(world.transfer(world.units(30, 31), tallies=names))
    assert (refusal.code, refusal.about["expected"]) == ("tally_exceeded", 1)
    world.do(world.transfer(world.units(30, 30), tallies=names))
    assert world.refused(world.transfer(world.units(31, 31), tallies=names)).code == "tally_exceeded"
    assert world.registry.store.tally("GH-1") == Tally("GH-1", 30, 30)


def test_a_tally_named_twice_counts_once(world):
    world.do(world.issue(100))
    world.registry.store.put_tally(Tally("GH-1", 0, 30))
    world.do(world.transfer(world.units(1, 20), tallies=("GH-1", "GH-1")))
    assert world.registry.store.tally("GH-1").used == 20


def test_a_correction_gives_back_what_was_drawn_and_its_own_correction_draws_again(world, place):
    world.do(world.issue(100))
    store = world.registry.store
    store.put_tally(Tally("GH-1", 0, 30))
    moved = world.do(world.transfer(world.units(1, 30), tallies=("GH-1",)))
    undone = world.do(world.correct(moved.entry))
    assert store.tally("GH-1").used == 0
    world.do(world.transfer(world.units(31, 35), tallies=("GH-1",)))
    before = place.dump()
    refusal = world.refused(world.correct(undone.entry))
    assert (refusal.code, refusal.about["expected"]) == ("tally_exceeded", 25)
    assert place.dump() == before
    store.put_tally(Tally("GH-1", 0, 35, version=2))
    world.do(world.correct(undone.entry))
    assert store.tally("GH-1").used == 35
    assert blocks(place)[1, 30].account == world.account("b")


# --- correction ---------------------------------------------------------------------------------------


def test_a_correction_restores_account_terms_first_transfer_and_hold(world, place):
    world.do(world.issue(100))
    world.do(world.hold(world.units(1, 40)))
    before = blocks(place)[1, 40]
    for request in (
        world.transfer(world.units(11, 20), case="case 1", first_transfer="transfer"),
        world.change(world.units(11, 20), MCU, case="case 1"),
        world.mark(world.units(11, 20), case="case 1"),
        world.release(world.units(11, 20)),
        world.cancel(world.units(11, 20), case="case 1"),
    ):
        done = world.do(request)
        world.do(world.correct(done.entry))
        after = blocks(place)[11, 20]
        assert (after.account, after.terms, after.first_transfer, after.hold) == (
            before.account, before.terms, before.first_transfer, before.hold,
        )  # fmt: skip
    journal = place.dump()["entry"]
    assert sum(entry.corrects is not None for entry in journal) == 5
    assert len(journal) == 12


def test_a_correction_is_refused_where_a_single_unit_was_acted_on_since(world, place):
    world.do(world.issue(100))
    moved = world.do(world.transfer(world.units(1, 30)))
    world.do(world.mark(world.units(30, 30)))
    before = place.dump()
    refusal = world.refused(world.correct(moved.entry))
    assert (refusal.code, refusal.about["first"], refusal.about["last"]) == ("units_acted_on_since", 30, 30)
    assert place.dump() == before


def test_an_entry_is_corrected_once(world):
    world.do(world.issue(100))
    moved = world.do(world.transfer(world.units(1, 30)))
    world.do(world.correct(moved.entry))
    assert world.refused(world.correct(moved.entry)).code == "units_acted_on_since"


def test_a_correction_is_the_way_out_of_a_final_account_and_the_original_stays(world, place):
    world.do(world.issue(100))
    cancelled = world.do(world.cancel(world.units(1, 30)))
    legs = [leg for leg in place.dump()["posting"] if leg.entry == cancelled.entry]
    world.do(world.correct(cancelled.entry))
    assert blocks(place)[1, 30].account == world.account("a")
    assert [leg for leg in place.dump()["posting"] if leg.entry == cancelled.entry] == legs


# --- claims -------------------------------------------------------------------------------------------


def test_a_claim_that_still_holds_is_enough_and_a_stale_one_is_no_reason_to_refuse(world, place):
    issued = world.do(world.issue(100))
    moved = world.do(world.transfer(world.units(1, 10)), issued.blocks)
    world.do(world.transfer(world.units(11, 20)), issued.blocks)
    world.do(world.transfer(world.units(21, 30)), moved.blocks)
    outcome = world.registry.perform(world.transfer(world.units(1, 10)), issued.blocks)
    assert isinstance(outcome, Refusal)
    assert outcome.code == "accounts_identical"
    assert sum(block.quantity for block in place.dump()["block"] if block.account == world.account("b")) == 30


def test_claims_that_tell_too_little_are_no_reason_to_refuse(world):
    issued = world.do(world.issue(100))
    moved = world.do(world.transfer(world.units(61, 80)))
    world.do(world.transfer(world.units(1, 10)), moved.blocks[1:])
    world.do(world.transfer(world.take("a", 60)), moved.blocks[2:])
    back = world.do(world.transfer(world.units(61, 80), "a"))
    # What is claimed was so before, when the units stood in the account that they are now to enter.
    world.do(world.transfer(world.units(61, 80)), moved.blocks)
    assert issued.entry != back.entry


def test_claims_that_contradict_each_other_are_not_believed(world, place):
    issued = world.do(world.issue(100))
    moved = world.do(world.transfer(world.units(61, 100)), issued.blocks)
    for claims in ((*issued.blocks, *issued.blocks), (*issued.blocks, *moved.blocks), (*moved.blocks, *issued.blocks)):
        outcome = world.registry.perform(world.transfer(world.take("a", 70)), claims)
        assert isinstance(outcome, Refusal)
        assert outcome.code == "units_insufficient"
        wanted = world.transfer((world.units(1, 5), world.units(61, 65)), from_account=world.account("a"))
        assert isinstance(world.registry.perform(wanted, claims), Refusal)
    world.do(world.transfer(world.take("a", 60)), (*moved.blocks, *issued.blocks))


def test_an_invented_claim_changes_nothing_that_is_not_so(world, place):
    issued = world.do(world.issue(100))
    invented = issued.blocks[0]._replace(account=world.account("b"))
    outcome = world.registry.perform(
        world.transfer(world.units(1, 10), to="c", from_account=world.account("b")), (invented,)
    )
    assert isinstance(outcome, Refusal)
    assert outcome.code == "units_not_in_account"
    longer = issued.blocks[0]._replace(last=200)
    outcome = world.registry.perform(world.transfer(world.units(101, 110)), (longer,))
    assert isinstance(outcome, Refusal)
    assert outcome.code == "units_unknown"


def test_claims_of_a_time_before_an_account_was_closed_do_not_open_it(world, place):
    issued = world.do(world.issue(100))
    moved = world.do(world.transfer(world.units(1, 10)), issued.blocks)
    other = place.another()
    account = other.store.account(world.account("b"))
    from sextant.domain.account import AccountState

    assert other.store.change_account(replace(account, state=AccountState.SUSPENDED, version=2))
    assert not other.store.change_account(replace(account, state=AccountState.TERMINATED, version=2))
    outcome = world.registry.perform(world.transfer(world.units(11, 20)), moved.blocks)
    assert isinstance(outcome, Refusal)
    assert outcome.code == "account_not_open"


# --- batches ------------------------------------------------------------------------------------------


def test_in_a_batch_each_request_sees_what_the_ones_before_it_left(world, place):
    outcomes = perform_batch(
        world.registry,
        [
            world.issue(100),
            world.transfer(world.units(1, 60)),
            world.transfer(world.take("a", 41)),
            world.transfer(world.take("a", 40), to="c"),
            world.hold(world.units(1, 10)),
            world.transfer(world.take("b", 60), to="c"),
            world.transfer(world.take("b", 50), to="c"),
            world.change(world.units(1, 5), MCU, case="case 1"),
            world.cancel(world.units(6, 10), case="case 1"),
        ],
    )
    codes = [outcome.code if isinstance(outcome, Refusal) else "posted" for outcome in outcomes]
    short = "units_insufficient"
    posted = "posted"
    assert codes == [posted, posted, short, posted, posted, short, posted, posted, posted]
    held = dict.fromkeys(("a", "b", "c", "omge_voluntary"), 0)
    for block in place.dump()["block"]:
        held[next(code for code in held if world.account(code) == block.account)] += block.quantity
    assert held == {"a": 0, "b": 5, "c": 90, "omge_voluntary": 5}


def test_a_batch_of_refusals_changes_nothing(world, place):
    world.do(world.issue(100))
    before = place.dump()
    outcomes = perform_batch(world.registry, [world.transfer(world.units(90, 101)), world.transfer(world.take("b", 1))])
    assert [outcome.code for outcome in outcomes] == ["units_unknown", "units_insufficient"]
    assert place.dump() == before
    assert perform_batch(world.registry, []) == []


def test_the_same_request_twice_in_one_batch_is_done_once(world, place):
    request = world.issue(100)
    first, second = perform_batch(world.registry, [request, request])
    assert not first.replayed
    assert second.replayed
    assert len(place.dump()["entry"]) == 1


def test_a_batch_and_single_requests_leave_the_same_ledger(place, clock, database_url):
    from tests.stores import place_of

    other = place_of(place.kind, database_url(place.kind), clock)
    requests = acts(World(place.registry))[:-1]
    World(other.registry)
    for request in requests:
        place.registry.perform(request)
    perform_batch(other.registry, requests)
    assert place.dump() == other.dump()
    other.close()
