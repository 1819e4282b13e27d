"""Indicators, ladders and lights."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sextant.cooperation.progress import Indicator, Light, Observation, light, median_move, moves, stands

WATCH = Decimal("0.5")


def indicator(*values, theme="sdg", baseline=10_000, target=50_000):
    """Return an indicator of 48 months, observed at their middle."""
    seen = tuple(Observation(Decimal(each), date(2026, 1, day), "e", "measured") for day, each in enumerate(values, 1))
    return Indicator("I", theme, "name", "people", Decimal(baseline), date(2024, 1, 1), Decimal(target),
                     date(2028, 1, 1), "direct", seen)  # fmt: skip


@pytest.mark.parametrize(
    ("observed", "expected"),
    [(30_000, Light.ON_TRACK), (29_999, Light.WATCH), (28_000, Light.WATCH), (20_000, Light.WATCH),
     (19_999, Light.OFF_TRACK), (10_000, Light.OFF_TRACK), (0, Light.OFF_TRACK)],
)  # fmt: skip
def test_half_of_the_time_asks_for_half_of_the_way(observed, expected):
    reached = Fraction(observed - 10_000, 40_000)
    assert light(reached, Fraction(1, 2), WATCH) is expected


def test_an_indicator_is_told_with_its_shares():
    found = stands(indicator(28_000), date(2026, 1, 1), WATCH)
    assert (found.reached, found.elapsed) == (Fraction(45, 100), Fraction(731, 1461))
    assert found.light is Light.WATCH


def test_falling_values_are_progress_towards_a_lower_target():
    assert stands(indicator(20, baseline=100, target=0), date(2026, 1, 1), WATCH).light is Light.ON_TRACK


def test_without_an_observation_there_is_no_data():
    assert stands(indicator(), date(2026, 1, 1), WATCH).light is Light.NO_DATA
    assert stands(indicator(20_000), date(2025, 12, 31), WATCH).light is Light.NO_DATA, "it was observed later"
    assert stands(indicator(5, baseline=5, target=5), date(2026, 1, 1), WATCH).light is Light.NO_DATA


def test_ladders_are_told_by_moves_and_a_median_that_is_a_step():
    ladder = [indicator(each, theme="capacity", baseline=1, target=5) for each in (2, 4, 1, 5)]
    assert moves(ladder) == (0, 1, 3, 4)
    assert median_move(ladder) == (1, 3), "not 2, which no ladder moved"
    assert median_move(ladder[:3]) == (1, 1)
    assert median_move([indicator(20_000)]) is None


@given(st.lists(st.integers(0, 5), min_size=1, max_size=9))
def test_a_median_of_moves_is_always_one_of_them(steps):
    found = median_move([indicator(each, theme="policy", baseline=0, target=5) for each in steps])
    assert set(found) <= set(moves([indicator(each, theme="policy", baseline=0, target=5) for each in steps]))
