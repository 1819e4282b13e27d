"""The statement of a subject's money, and what would come back if a request were withdrawn now."""

from decimal import Decimal

import pytest
from tests.workflow import whole
from tests.workflow.play import FEE, SECRETARIAT, VALIDATOR, Play, on

from sextant.application.queries.money import money_of_subject


def filed() -> Play:
    play = whole.validated()
    play.take(whole.ACTIVITY, "request_registration", VALIDATOR, on("2026-03-16"), annual_reductions=60_000)
    play.take(whole.REQUEST, "state_fee", SECRETARIAT, on("2026-03-17"))
    return play


def refundable(play: Play, day: str) -> Decimal:
    [case] = money_of_subject(play.world(on(day)), on(day)).cases
    return case.refundable


def test_what_is_refundable_shrinks_from_stage_to_stage():
    play = filed()
    assert refundable(play, "2026-03-17") == 0, "nothing was paid"
    play.take(whole.REQUEST, "receive_fee", SECRETARIAT, on("2026-03-18"), **FEE | {"amount_received": 10_000})
    assert refundable(play, "2026-03-18") == 10_000
    play.take(whole.REQUEST, "begin_completeness_check", SECRETARIAT, on("2026-03-19"))
    assert refundable(play, "2026-03-19") == 8_500
    play.take(whole.REQUEST, "find_complete", SECRETARIAT, on("2026-03-20"))
    assert refundable(play, "2026-03-20") == 5_000
    play.take(whole.REQUEST, "publish", SECRETARIAT, on("2026-03-21"), annual_reductions=60_000)
    assert refundable(play, "2026-03-21") == 0
    assert refundable(play, "2026-08-01") == 0, "it is registered"


@pytest.mark.parametrize(("day", "stage"), [("2026-03-18", 10_000), ("2026-03-19", 8_500), ("2026-03-20", 5_000)])
def test_what_was_called_refundable_is_what_is_owed_back_after_the_withdrawal(day, stage):
    play = filed()
    play.take(whole.REQUEST, "receive_fee", SECRETARIAT, on("2026-03-18"), **FEE | {"amount_received": 10_000})
    for at, step in (("2026-03-19", "begin_completeness_check"), ("2026-03-20", "find_complete")):
        if at <= day:
            play.take(whole.REQUEST, step, SECRETARIAT, on(at))
    play.take(whole.REQUEST, "withdraw", VALIDATOR, on("2026-03-25"), reasons="r")
    found = money_of_subject(play.world(on("2026-03-25")), on("2026-03-25"))
    assert found.statements[0].owed_back == stage


def test_cases_without_money_are_left_out_and_the_others_add_up():
    world = whole.issued().world(on("2027-07-01"))
    found = money_of_subject(world, on("2027-07-01"))
    assert [each.run.cycle.path for each in found.cases] == [
        "article_6_4.registration_request",
        "article_6_4.issuance_request",
    ]
    [total] = found.statements
    assert total.received == sum(each.statements[0].received for each in found.cases) == 6_950
