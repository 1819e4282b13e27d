"""What holds for levies whatever the quantity."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from tests.rules.shipped import books
from tests.rules.units_taken import units

from sextant.rules.levy import Occasion, amount, refund

QUANTITY = st.integers(0, 10**12)
ON = date(2026, 1, 1)


def occasion(mechanism, quantity, **more):
    declared = books().books[mechanism].mechanism
    return Occasion(
        quantity=quantity, dates=dict.fromkeys(declared.dates, ON), facts=dict.fromkeys(declared.facts, False), **more
    )


@given(st.lists(QUANTITY, max_size=6))
def test_requests_of_one_calendar_year_cost_together_what_one_request_costs(quantities):
    levy = books().levy("cdm.share_of_proceeds_for_administration")
    apart, before = Decimal(0), 0
    for quantity in quantities:
        apart += amount(levy, occasion("cdm", quantity, before=before)).due
        before += quantity
    assert apart == amount(levy, occasion("cdm", before)).due


@given(QUANTITY, st.integers(0, 10**9).map(lambda cents: Decimal(cents) / 100))
def test_a_credit_is_used_once_and_never_paid_out(quantity, credit):
    levy = books().levy("cdm.share_of_proceeds_for_administration")
    charge = amount(levy, occasion("cdm", quantity, credit=credit))
    assert charge.due + charge.credit_used == charge.exact
    assert 0 <= charge.credit_used <= credit
    assert charge.due >= 0


@given(QUANTITY)
def test_the_two_shares_and_the_rest_are_the_whole(quantity):
    book = books().books["article_6_4"]
    left = quantity
    for name in ("share_of_proceeds_for_adaptation", "omge"):
        charge = units(book.levy(name), occasion("article_6_4", quantity), available=left)
        assert charge.due == int(charge.due)
        assert 0 <= charge.due <= left
        assert charge.capped or 0 <= charge.due - charge.exact < 1
        left -= int(charge.due)
    assert left >= 0


@given(QUANTITY, QUANTITY)
def test_a_larger_project_never_pays_less(one, other):
    levy = books().levy("article_6_4.registration_fee")
    less, more = sorted((one, other))
    assert amount(levy, occasion("article_6_4", less)).due <= amount(levy, occasion("article_6_4", more)).due


@given(QUANTITY.map(Decimal))
def test_never_more_comes_back_than_was_paid_and_less_the_later_the_request_ends(paid):
    levy = books().levy("article_6_4.issuance_fee")
    stages = ("before_completeness_check", "completeness_check", "substantive_check", "after_substantive_check")
    back = [refund(levy, paid=paid, stage=each, dates={"request_submitted": ON}).due for each in stages]
    assert back == sorted(back, reverse=True)
    assert back[0] == paid
    assert back[-1] >= 0
