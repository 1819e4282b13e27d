"""Can the Party afford what it has promised? Under every method, in the worst case, and never green for unknown."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from sextant.reporting.adjustment import Event, Inputs, Kind, Method, Target
from sextant.reporting.affordability import Aim, Answer, Commitment, Scenario, Stage, affordability

GIVEN = Inputs(
    "GH", Method.TRAJECTORY, 2021, 2030, {}, [Event(Kind.FIRST_TRANSFER, Fraction(100), 2025, date(2026, 1, 1))]
)
PROJECTION = Scenario("with measures", {year: Fraction(1_000) for year in range(2021, 2031)}, "NIR 2025")
UNCONDITIONAL = Aim("unconditional", conditional=False, target=Target(2030, Fraction(1_100)))
BUDGET = Aim("budget", conditional=True, budget=Fraction(10_500))


def answers(commitments, aims=(UNCONDITIONAL,), scenarios=(PROJECTION,)):
    found = affordability(GIVEN, commitments, aims, scenarios).outlooks
    return {(each.aim.name, each.method.value): (each.answer, each.balance_worst) for each in found}


def test_a_vintage_year_weighs_only_where_the_method_looks():
    early = [Commitment(Stage.ISSUED, 500, 2024, "A")]
    assert answers(early) == {
        ("unconditional", "trajectory"): (Answer.AFFORDABLE, 1_000),
        ("unconditional", "averaging"): (Answer.AFFORDABLE, 1_060),
    }
    late = [Commitment(Stage.ISSUED, 101, 2030, "A")]
    assert answers(late)["unconditional", "trajectory"] == (Answer.NOT_AFFORDABLE, 1_101)
    assert answers([Commitment(Stage.ISSUED, 100, 2030, "A")])["unconditional", "trajectory"][0] is Answer.AFFORDABLE


def test_what_has_no_year_yet_is_placed_where_it_weighs_most():
    open_ended = [Commitment(Stage.AUTHORIZED, 101, None, "A")]
    assert answers(open_ended)["unconditional", "trajectory"][0] is Answer.NOT_AFFORDABLE


def test_a_budget_is_held_against_the_sum_and_targets_stay_apart():
    found = answers([Commitment(Stage.CONTRACTED, 400, 2027, "A")], aims=(UNCONDITIONAL, BUDGET))
    assert found["budget", "multi_year"] == (Answer.AFFORDABLE, 10_500)
    found = answers([Commitment(Stage.CONTRACTED, 401, 2027, "A")], aims=(UNCONDITIONAL, BUDGET))
    assert found["budget", "multi_year"] == (Answer.NOT_AFFORDABLE, 10_501)


def test_a_year_without_an_inventory_is_unknown_and_never_green():
    gap = Scenario("inventory only", {year: Fraction(1) for year in range(2021, 2026)}, "NIR 2025")
    found = answers([], aims=(UNCONDITIONAL, BUDGET), scenarios=(gap,))
    assert {answer for answer, _ in found.values()} == {Answer.UNKNOWN}


def test_an_authorization_without_a_limit_leaves_the_answer_unknown_unless_it_is_no_already():
    boundless = Commitment(Stage.AUTHORIZED, None, None, "A")
    assert answers([boundless])["unconditional", "trajectory"] == (Answer.UNKNOWN, None)
    too_much = Commitment(Stage.ISSUED, 101, 2030, "B")
    assert answers([boundless, too_much])["unconditional", "trajectory"][0] is Answer.NOT_AFFORDABLE


def test_commitments_are_told_by_vintage_and_stage():
    found = affordability(
        GIVEN,
        [Commitment(Stage.ISSUED, 5, 2026, "A"), Commitment(Stage.AUTHORIZED, 7, None, "B"),
         Commitment(Stage.ISSUED, 1, 2026, "C")],
        (), (),
    )  # fmt: skip
    assert list(found.by_vintage) == [2026, None]
    assert found.by_vintage[2026][Stage.ISSUED] == 6


@given(st.lists(st.tuples(st.integers(1, 500), st.none() | st.integers(2021, 2030)), max_size=8))
def test_more_commitments_never_make_a_target_easier(drawn):
    commitments = [Commitment(Stage.ISSUED, quantity, vintage, "A") for quantity, vintage in drawn]
    less = affordability(GIVEN, commitments[:-1], (UNCONDITIONAL, BUDGET), (PROJECTION,)).outlooks
    more = affordability(GIVEN, commitments, (UNCONDITIONAL, BUDGET), (PROJECTION,)).outlooks
    for one, two in zip(less, more, strict=True):
        assert one.room is not None
        assert two.room is not None
        assert two.room <= one.room
