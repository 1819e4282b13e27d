"""A mechanism that nothing in the code knows runs an activity from the idea to the retirement of its units."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from tests.clock import FakeClock
from tests.workflow.invented import sixth
from tests.workflow.play import Play, on

from sextant.application.commands.move_units import move_units
from sextant.application.deeds.accounts import numbers_of_single, open_account, open_single_accounts
from sextant.application.issuance_levies import distribution
from sextant.application.queries.verify import verify
from sextant.application.registry import Registry
from sextant.domain.account import Account, account_id
from sextant.domain.account import Act as RegistryAct
from sextant.domain.identifier import content_id
from sextant.domain.unit import SerialRange, Terms
from sextant.ledger.request import Cancel, IssuanceCell, Issue, Transfer
from sextant.rules.levy import Occasion, amount
from sextant.storage.memory.reader import MemoryReader
from sextant.storage.memory.store import MemoryStore
from sextant.workflow.case import Actor

STEWARD, CLERK = Actor("Nia", "steward"), Actor("Tom", "clerk")
SOUTH = timedelta(hours=-3)


def member(number: int) -> Actor:
    return Actor(f"Member {number}", "council_member")


def at(day: str, *clock: int):
    return on(day, *clock, offset=SOUTH)


def shore() -> Play:
    play = Play("sixth.shore", at("2026-01-05", 9), facts={}, rules=sixth(), subject="Shore 1")
    play.take("shore", "propose", STEWARD, at("2026-01-06", 9))
    return play


def test_a_plan_is_accepted_by_silence_at_the_end_of_the_day_where_the_scheme_is():
    play = shore()
    assert play.state("shore", at("2026-01-26", 23, 59, 59)) == "planned"
    assert play.state("shore", at("2026-01-27", 0)) == "restoring"
    assert play.run("plan", at("2026-02-01")).transitions[-1].on == date(2026, 1, 26)


def test_while_a_question_is_open_the_clock_stands_still():
    play = shore()
    play.take("plan", "ask", member(1), at("2026-01-10"))
    assert play.state("plan", at("2026-03-30")) == "asked"
    play.take("plan", "answer", STEWARD, at("2026-01-25"))
    assert play.state("plan", at("2026-02-10", 23, 59, 59)) == "filed"
    assert play.state("plan", at("2026-02-11", 0)) == "accepted"


def test_the_council_accepts_by_its_share_and_two_refuse():
    play = shore()
    play.take("plan", "accept", member(1), at("2026-01-10"))
    play.take("plan", "accept", member(2), at("2026-01-10"), yes=False)
    assert play.state("plan", at("2026-01-10")) == "filed"
    play.take("plan", "accept", member(3), at("2026-01-11"))
    assert play.state("shore", at("2026-01-11")) == "restoring"
    play = shore()
    play.take("plan", "refuse", member(1), at("2026-01-10"))
    play.take("plan", "refuse", member(1), at("2026-01-11"))
    assert play.state("plan", at("2026-01-11")) == "filed", "one member votes once"
    play.take("plan", "refuse", member(2), at("2026-01-11"))
    assert play.state("shore", at("2026-01-11")) == "idea"


def test_a_shore_runs_to_units_that_are_ready_to_retire():
    play = shore()
    play.take("shore", "claim", STEWARD, at("2026-02-02"), units=1_500)
    assert play.try_("shore", "claim", STEWARD, at("2026-02-02"), units=1).about["need"] == "none_open"
    claim = play.run("claim", at("2026-02-02"))
    fee = claim.cycle.steps["pay"].fee
    levy = sixth().rulebooks.levy(fee)
    # 1,000 units at 0.10 and 500 at 0.05.
    due = amount(levy, Occasion(quantity=1_500, dates={"filed": date(2026, 2, 3)})).due
    assert (fee, due) == ("sixth.claim_fee", Decimal("125.00"))
    play.take("claim", "pay", CLERK, at("2026-02-03"), amount_received="125.00")
    assert play.state("shore", at("2026-02-23", 23, 59, 59)) == "restoring"
    assert play.state("shore", at("2026-02-24", 0)) == "claimed"
    assert play.try_("shore", "close", CLERK, at("2026-03-19")).code == "too_early"
    play.take("shore", "close", CLERK, at("2026-03-20", 0))
    assert play.state("shore", at("2026-03-20")) == "closed"


def test_a_shore_may_claim_so_often_and_no_more():
    play = shore()
    day = date(2026, 2, 2)
    for _ in range(3):
        play.take("shore", "claim", STEWARD, on(day, offset=SOUTH), units=1)
        play.take("claim", "pay", CLERK, on(day, offset=SOUTH), amount_received="0.10")
        day += timedelta(days=30)
        play.take("shore", "go_on", STEWARD, on(day, offset=SOUTH))
    refusal = play.try_("shore", "claim", STEWARD, on(day, offset=SOUTH), units=1)
    assert (refusal.code, refusal.about["need"], refusal.about["found"]) == (
        "condition_not_met",
        "taken_fewer_times",
        3,
    )


def test_its_units_are_issued_sold_and_retired_by_its_own_rules():
    book = sixth().rulebooks.books["sixth"]
    registry = Registry(MemoryStore(), FakeClock(), book.account_types)
    code = book.mechanism.registry_code
    open_single_accounts(registry, book, synthetic=True)
    for name, kind in (("nia", "stewards"), ("tom", "stewards"), ("kept", "kept")):
        assert open_account(registry, Account(code, name, f"sixth.{kind}", name, owner=name), {}) is None
    nia, tom, kept = (account_id(code, name) for name in ("nia", "tom", "kept"))
    shares = distribution(
        book, dates={"filed": date(2026, 2, 3)}, facts={}, accounts=numbers_of_single(book), remainder=nia
    )
    units = Terms("TU")
    issued = registry.perform(
        Issue(
            id=content_id("sixth", "1"), actor="council", registry=code, mechanism="sixth", unit_type="TU",
            host_party="XA", activity=1, cells=(IssuanceCell("shore", "TIDE", None, units, 1_500),),
            distribution=shares,
        )
    )  # fmt: skip
    # An eighth of 1,500 is 187.5; this scheme rounds down.
    assert [block.quantity for block in issued.blocks] == [187, 1_313]
    first = SerialRange(issued.blocks[1].space, 188, 287)
    steward, clerk = Actor("nia", "steward", entity="nia"), Actor("clerk", "clerk", entity="clerk")
    retire = Cancel(id=content_id("sixth", "2"), actor="nia", units=(first,), to_account=kept, from_account=nia,
                    act=RegistryAct.RETIREMENT, purpose="tide")  # fmt: skip
    known = {"licensed": True}
    assert move_units(registry, clerk, retire, book, known).code == "account_of_another"
    for unlicensed in ({}, {"licensed": False}):
        assert move_units(registry, steward, retire, book, unlicensed).code == "account_of_another"
    wrong = replace(retire, act=RegistryAct.CANCELLATION)
    assert move_units(registry, steward, wrong, book, known).code == "account_not_entered_by_this_act"
    retired = move_units(registry, steward, retire, book, known)
    assert {(block.account, block.quantity) for block in retired.blocks} == {(kept, 100), (nia, 1_213)}
    sale = Transfer(id=content_id("sixth", "3"), actor="nia", units=(SerialRange(first.space, 288, 387),),
                    to_account=tom, from_account=nia)  # fmt: skip
    sold = move_units(registry, steward, sale, book, known)
    assert sold.result["status"] == "S"
    assert verify(MemoryReader(registry.store), book.account_types).findings == []
