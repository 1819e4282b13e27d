"""The Adaptation Fund sells what it was given: a transfer with its trace, by nobody else and from nowhere else."""

from datetime import date
from uuid import uuid4

import pytest
from tests.scenarios.test_statements import played

from sextant.application.commands.move_units import move_units
from sextant.application.queries.verify import verify
from sextant.domain.account import account_id
from sextant.domain.refusal import Refusal
from sextant.ledger.posting import Posted
from sextant.ledger.request import Take, Transfer
from sextant.storage.account_types import account_types
from sextant.workflow.case import Actor

FUND = Actor("Trustee of the Adaptation Fund (synthetic)", "adaptation_fund")


@pytest.fixture(scope="module")
def stage():
    return played()[0]


def sale(stage, actor, quantity, *, giving="adaptation", to="S-VERNIER"):
    registry = stage.book.mechanism.registry_code
    gives, receives = account_id(registry, giving), account_id(registry, to)
    request = Transfer(id=uuid4(), actor=actor.name, effective_on=date(2026, 10, 21), units=Take(gives, quantity),
                       from_account=gives, to_account=receives)  # fmt: skip
    return move_units(stage.registry, actor, request, stage.book, {})


def held(stage, code):
    number = account_id(stage.book.mechanism.registry_code, code)
    return sum(each.quantity for each in stage.reader.blocks(account=number))


def test_the_fund_sells_what_was_first_transferred_when_it_was_forwarded(stage):
    before = held(stage, "adaptation"), held(stage, "S-VERNIER")
    sold = sale(stage, FUND, 200)
    assert isinstance(sold, Posted), sold
    assert (held(stage, "adaptation"), held(stage, "S-VERNIER")) == (before[0] - 200, before[1] + 200)
    moved = [each for each in sold.blocks if each.since == sold.entry]
    assert sum(each.quantity for each in moved) == 200
    assert all(each.first_transfer not in (None, sold.entry) for each in moved), "the sale is no first transfer"
    assert sum(leg.sign * leg.quantity for leg in stage.reader.legs_of_entries([sold.entry])) == 0
    assert verify(stage.reader, account_types()).findings == []


def test_nobody_else_sells_for_the_fund_and_the_fund_sells_nothing_else(stage):
    for actor in (stage.story.cast["developer"], stage.story.cast["buyer"], stage.story.cast["secretariat"]):
        refused = sale(stage, actor, 1)
        assert isinstance(refused, Refusal), actor
        assert refused.code == "account_of_another"
    for refused in (sale(stage, FUND, 1, giving="S-DEVELOPER"), sale(stage, stage.story.cast["administrator"], 1)):
        assert isinstance(refused, Refusal)
        assert refused.code == "role_not_entitled"
    assert isinstance(sale(stage, FUND, 10**6), Refusal)
