"""Random walks through requests: their money always balances, nothing is ever below zero, and no past line changes."""

from copy import copy
from decimal import Decimal
from functools import cache
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.workflow import whole
from tests.workflow.invented import sixth
from tests.workflow.money_cases import money_of
from tests.workflow.play import FACTS, FEE, ISSUANCE_FEE, SECRETARIAT, VALIDATOR, Play, on, published
from tests.workflow.walk import Walk

from sextant.domain.money import ON_THE_LEFT, MoneyAccount, MoneyKind, balances, statements
from sextant.storage.rulebook_files import cyclebooks
from sextant.workflow.case import History
from sextant.workflow.timeline import world_at


def bare(path: str, **facts):
    rules = sixth() if path.startswith("sixth") else cyclebooks()
    return lambda: Play(path, on("2025-09-01"), rules=rules, facts=FACTS | {"units": 700} | facts)


def filed() -> Play:
    play = whole.validated()
    play.take(whole.ACTIVITY, "request_registration", VALIDATOR, on("2026-03-16"), annual_reductions=60_000)
    play.take(whole.REQUEST, "state_fee", SECRETARIAT, on("2026-03-17"))
    play.take(whole.REQUEST, "receive_fee", SECRETARIAT, on("2026-03-18"), **FEE | {"amount_received": 10_000})
    return play


def issuance_paid() -> Play:
    play = whole.issuance_requested()
    play.take("issuance_request", "state_fee", SECRETARIAT, on("2027-03-16"))
    play.take("issuance_request", "receive_fee", SECRETARIAT, on("2027-03-17"), **ISSUANCE_FEE)
    play.take("issuance_request", "begin_completeness_check", SECRETARIAT, on("2027-04-05"))
    return play


STARTS = {
    "registration": bare("article_6_4.registration_request"),
    "exempt": bare("article_6_4.issuance_request", host_small_island=True),
    "issuance": bare("article_6_4.issuance_request", quantity_by_vintage="2026: 200000"),
    "renewal": bare("article_6_4.renewal_request", annual_reductions=50_001),
    "claim": bare("sixth.claim"),
    "published": lambda: published("issuance_request", by="2026-03-02"),
    "more": lambda: published(by="2026-03-02", additional_fee=True),
    "filed": filed,
    "paid": issuance_paid,
}


@cache
def begun(start: str) -> Play:
    return STARTS[start]()


@pytest.mark.parametrize("start", STARTS)
@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32 - 1), moves=st.integers(5, 30))
def test_money_balances_on_every_day_and_no_past_line_changes(start, seed, moves):
    walk = Walk(copy(begun(start)), Random(seed))
    walk.go(moves)
    rules, history = walk.play.rules, walk.play.history
    lines = money_of(world_at(history, rules, walk.at))
    for at in walk.seen:
        acts = tuple(act for act in history.acts if act.at <= at)
        then = money_of(world_at(History(history.subject, history.facts, history.cases, acts), rules, at))
        assert then == tuple(line for line in lines if line.event.at <= at)
    events = list(dict.fromkeys(line.event.id for line in lines))
    for count in range(len(events) + 1):
        so_far = [line for line in lines if line.event.id in events[:count]]
        assert_balanced(so_far)


def assert_balanced(lines):
    standing = balances(lines)
    assert all(amount >= 0 for amount in standing.values()), standing
    assert sum((amount if account in ON_THE_LEFT else -amount) for (account, _), amount in standing.items()) == 0
    for found in statements(lines):
        assert found.charged - found.refunded == found.kept + found.due
        assert found.received == found.kept + found.owed_back + found.paid_back
        assert standing.get((MoneyAccount.BANK, found.currency), 0) == found.received - found.paid_back
        for fee in statements(line for line in lines if line.levy == "article_6_4.issuance_fee"):
            assert found.set_aside == fee.kept * Decimal("0.03")


def test_walks_meet_every_kind_of_line():
    """Walks of its own, so that it holds however the tests are shared among processes."""
    met: set[str] = set()
    for start in STARTS:
        for seed in range(40):
            walk = Walk(copy(begun(start)), Random(seed))
            walk.go(25)
            met.update(line.kind.value for line in money_of(world_at(walk.play.history, walk.play.rules, walk.at)))
    assert met == {kind.value for kind in MoneyKind}
