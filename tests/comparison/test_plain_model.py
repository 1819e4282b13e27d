"""What the ledger says of an activity is what plain arithmetic says, whatever the activity and the assumptions."""

from fractions import Fraction
from random import Random

import pytest
from tests.comparison.activities import compared
from tests.comparison.plain_model import MODELS, compare
from tests.comparison.random_activities import activity

from sextant.comparison.indicators import adjustments_by_year, by_holder, issued_by_year

SEEDS = [3, 5, 8, 13, 1081, 1133, 1307, 2024]
REFUSED = {("article_6_4", "levy_shares_exceed_one")}
"""A share of proceeds of everything beside the overall mitigation: its rulebook refuses it, and rightly."""


def figures(outcome):
    """Return what Sextant finds, in the shape of the plain model."""
    values, held = outcome.indicators, by_holder(outcome.held)
    return {
        "I1": values.issued, "I2": values.usable_by_buyer, "I3": values.host_balance, "I4a": values.offset_view,
        "I4b": values.binding_view, "I5": values.adaptation_finance, "I6": Fraction(values.fees),
        "corresponding_adjustment": values.corresponding_adjustment, "used": values.used,
        "by_year": dict(issued_by_year(outcome.held)), "adjusted_by_year": dict(adjustments_by_year(outcome.held)),
        "adaptation": held["adaptation"], "overall_mitigation": held["overall_mitigation"],
        "partner": held["partner"], "left_with_participants": held["left_with_participants"],
    }  # fmt: skip


def differences(content):
    """Return what differs, by mechanism, and the mechanisms that were compared."""
    expected, found, compared_ = compare(content), {}, []
    for outcome in compared(content).outcomes:
        if outcome.refusal is not None:
            assert (outcome.mechanism, outcome.refusal.code) in REFUSED, outcome.refusal
            continue
        ours, theirs = figures(outcome), expected[outcome.mechanism]
        assert set(ours) == set(theirs)
        found |= {(outcome.mechanism, key): (ours[key], theirs[key]) for key in ours if ours[key] != theirs[key]}
        compared_.append(outcome.mechanism)
    return found, compared_


@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_activity_comes_to_the_same(seed):
    found, mechanisms = differences(activity(Random(seed)))
    assert found == {}
    assert mechanisms == list(MODELS)


EDGES = {
    "one_tonne": [{"year": 2027, "baseline_emissions": 1, "activity_emissions": 0}],
    "one_day": [{"year": 2028, "covered_days": 1, "baseline_emissions": "99.5", "activity_emissions": "0.25"}],
    "nothing": [{"year": 2027, "baseline_emissions": 0, "activity_emissions": 0}],
    "always_above": [{"year": 2027 + place, "baseline_emissions": 10, "activity_emissions": 11} for place in range(3)],
    "largest": [{"year": 2027 + place, "baseline_emissions": "1000000000000", "activity_emissions": 0}
                for place in range(2)],
    "a_year_between_without_days": [
        {"year": 2027, "baseline_emissions": 500, "activity_emissions": 0},
        {"year": 2028, "covered_days": 0, "baseline_emissions": 0, "activity_emissions": 0},
        {"year": 2029, "baseline_emissions": 700, "activity_emissions": 0},
    ],
    "removed": [{"year": 2027 + place, "baseline_emissions": -100, "activity_emissions": -1000} for place in range(2)],
}  # fmt: skip


@pytest.mark.parametrize("name", EDGES)
def test_an_activity_at_the_edge_comes_to_the_same(name):
    content = {"years": EDGES[name], "assumptions": {"authorized_share": "0.5"}}
    assert differences(content) == ({}, list(MODELS))
