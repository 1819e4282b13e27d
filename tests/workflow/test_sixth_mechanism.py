"""A mechanism that nothing in the code knows runs an activity from the idea to units that are ready to retire."""

from datetime import date, timedelta
from decimal import Decimal

from tests.workflow.invented import sixth
from tests.workflow.play import Play, on

from sextant.rules.levy import Occasion, amount
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
