"""Every field of a Party's policy bites: what goes under one policy is refused under one that differs in it alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from tests.clock import FakeClock

from sextant.application.commands.open_subject import open_subject
from sextant.application.demo.approaches import (
    APPLICANT,
    APPLICATION,
    APPROACH,
    COMMITTEE,
    MECHANISM,
    POLICY,
    STATEMENT,
    attempt,
    authority,
    build_approaches,
    step,
)
from sextant.domain.identifier import content_id
from sextant.domain.party_policy import PolicyBadly, paid, policy_from
from sextant.domain.refusal import Refusal
from sextant.storage.opening import scratch_office
from sextant.workflow.case import Actor

FREE = POLICY | {
    "contribution_part": "unconditional", "policy_sectors": "any", "policy_standards": "any", "policy_cap": "any",
    "state_share_percent": 0, "application_fee": "0", "authorization_fee": 0,
}  # fmt: skip
"""A policy that limits nothing."""


@pytest.fixture(scope="module")
def office():
    made = scratch_office(FakeClock(datetime(2027, 11, 1, 12, tzinfo=UTC)))
    build_approaches(made)
    return made


NUMBERS = count(1)


def authorize(office, policy, applied, *fees, statement=None):
    """Let Alidade adopt a policy and go from an application to an authorization; return the first refusal, or none."""
    number = next(NUMBERS)
    day = (date(2026, 5, 1) + timedelta(days=number)).isoformat()
    step(office, "XA", "adopt_policy", authority("XA"), day, FREE | policy | {"policy_effective": day})
    subject, facts = f"P{number}", {"host_party": "XA", "cooperative_approach": APPROACH}
    at = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)
    opened = open_subject(office, subject, f"{MECHANISM}.authorization", facts, content_id("test", subject),
                          synthetic=True, at=at)  # fmt: skip
    assert opened is None
    said = STATEMENT | {"reference": f"XA-T-{number}", "authorized_quantity": 100} | (statement or {})
    steps = [
        ("apply", APPLICANT, APPLICATION | {"requested_quantity": 200} | applied),
        ("find_complete", authority("XA"), {}),
        *(
            (
                "receive_fee",
                Actor(f"cashier of {fee}", "authorizing_body", party="XA"),
                {"fee_paid": fee, "payment_reference": fee},
            )
            for fee in fees
        ),
        ("advise", COMMITTEE, {"advice": "authorize"}),
        ("authorize_itmos", authority("XA"), said),
    ]
    for name, actor, stated in steps:
        outcome = attempt(office, subject, name, actor, day, stated)
        if isinstance(outcome, Refusal):
            return name, outcome
    return None


BITES = [
    ({"exports": False}, {}, {}, ("0",), "apply", "exports: nationally_determined_contribution"),
    ({"contribution_part": "conditional"}, {"mitigation_part": "unconditional"}, {}, ("0",), "apply",
     "contribution_part: unconditional"),
    ({"policy_sectors": "Transportation"}, {}, {}, ("0",), "apply", "policy_sectors: Energy"),
    ({"policy_standards": "GS"}, {}, {}, ("0",), "apply", "policy_standards: VCS"),
    ({"policy_uses": "other_purposes"}, {}, {}, ("0",), "apply", "policy_uses: nationally_determined_contribution"),
    ({"policy_cap": 199}, {}, {}, ("0",), "apply", "policy_cap: 200"),
    ({"policy_cap": 200, "policy_cap_years": "2021 to 2029"}, {}, {}, ("0",), "authorize_itmos", "policy_cap_years"),
    ({"state_share_percent": 51}, {}, {}, ("0",), "authorize_itmos", "state_share_percent"),
    ({"application_fee": "0.01"}, {}, {}, ("0",), "authorize_itmos", "fee_paid: 0 USD"),
    ({"authorization_fee": 5}, {}, {}, ("4.99 USD",), "authorize_itmos", "fee_paid: 4.99 USD"),
    ({"fee_currency": "CHF"}, {}, {}, ("5 USD",), "receive_fee", "fee_currency: USD"),
]  # fmt: skip


@pytest.mark.parametrize(("policy", "applied", "statement", "fees", "at", "found"), BITES)
def test_what_goes_under_one_policy_is_refused_under_another(office, policy, applied, statement, fees, at, found):
    if "requested_quantity" not in applied:
        assert authorize(office, {}, applied, *fees, statement=statement) is None
    refused_at, refusal = authorize(office, policy, applied, *fees, statement=statement)
    assert refused_at == at
    about = refusal.about
    assert found in (about["found"], about.get("field")), about


def test_the_fees_may_be_paid_in_parts_and_another_currency_does_not_count(office):
    fees = {"application_fee": "500", "authorization_fee": "5000"}
    assert authorize(office, fees, {}, "500 USD", "5000 USD") is None
    assert authorize(office, fees, {}, "500 USD", "4999.99 USD") is not None


@pytest.mark.parametrize(("percent", "applied_for", "most"), [(50, 201, 100), (49, 200, 102)])
def test_the_share_of_the_state_is_left_of_what_was_applied_for_rounded_down(office, percent, applied_for, most):
    share, asked = {"state_share_percent": percent}, {"requested_quantity": applied_for}
    assert authorize(office, share, asked, "0", statement={"authorized_quantity": most}) is None
    assert authorize(office, share, asked, "0", statement={"authorized_quantity": most + 1}) is not None


@pytest.mark.parametrize("found", ["", "abc", "5500", "5500 usd", "5500 US", "-1 USD", "1e3 USD", "1.2.3 USD", None])
def test_a_fee_is_an_amount_with_its_currency(found):
    with pytest.raises(PolicyBadly):
        paid(found)


@pytest.mark.parametrize(
    ("field", "found"),
    [("application_fee", "five"), ("authorization_fee", -1), ("authorization_fee", True), ("fee_currency", "$"),
     ("state_share_percent", 101), ("policy_uses", "moon")],
)  # fmt: skip
def test_a_policy_that_could_not_be_compared_is_no_version(field, found):
    policy_from(POLICY, party="XA", version=1, adopted_on=date(2026, 1, 8))
    with pytest.raises(PolicyBadly):
        policy_from(POLICY | {field: found}, party="XA", version=1, adopted_on=date(2026, 1, 8))
