"""Settled point 13 over random activities and assumptions: the identities hold whatever is given."""

from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.comparison.activities import compared

from sextant.comparison.activity import days_of
from sextant.comparison.indicators import by_holder

SHARE = st.decimals(0, 1, places=2).map(str)
AMOUNT = st.decimals(-2000, 60000, places=3, allow_nan=False).map(str)


@st.composite
def activities(draw):
    first, count = draw(st.integers(2026, 2040)), draw(st.integers(1, 4))
    developed = draw(st.booleans())
    years = []
    for year in range(first, first + count):
        edge = year in (first, first + count - 1)
        days = draw(st.integers(1, days_of(year))) if edge else days_of(year)
        years.append(
            {"year": year, "covered_days": days, "baseline_emissions": draw(AMOUNT), "activity_emissions": draw(AMOUNT)}
        )
    return {
        "host": {"least_developed": developed, "small_island": draw(st.booleans()),
                 "opts_in_to_adaptation_share": developed and draw(st.booleans())},
        "years": years,
        "assumptions": {"authorized_share": draw(SHARE), "japan_share": draw(SHARE), "agreed_haircut": draw(SHARE),
                        "net_to_gross": draw(SHARE), "uncertainty": draw(SHARE),
                        "levy_rounding": draw(st.sampled_from(["as_ruled", "ceil", "floor", "half_up"])),
                        "carry_deficit": draw(st.booleans()), "price": draw(st.integers(0, 900))},
    }  # fmt: skip


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(activities())
def test_the_identities_hold_for_every_mechanism(content):
    for outcome in compared(content).outcomes:
        values = outcome.indicators
        if values is None:
            assert outcome.course is None or outcome.refusal is not None
            continue
        assert outcome.refusal is None, outcome.refusal
        held = by_holder(outcome.held)
        assert values.offset_view == values.host_balance + values.binding_view
        assert values.issued == values.usable_by_buyer + sum(held[name] for name in held if name != "buyer")
        sold = sum(each.quantity for each in outcome.held if each.holder == "adaptation" and each.usable)
        assert values.used == values.usable_by_buyer + sold
        assert values.issued == sum(each.units for each in outcome.credits.years)
        assert values.reduction == sum((each.reduction for each in outcome.credits.years), Fraction(0))
        assert 0 <= values.corresponding_adjustment <= values.issued
        for each in outcome.credits.years:
            assert each.units == max(0, (each.credited - each.set_off) // 1)
