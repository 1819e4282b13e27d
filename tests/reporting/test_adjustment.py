"""Corresponding adjustments: the vectors worked out by hand, the signs, and what must hold for any events."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sextant.application.queries.adjust import decimal, exact, inputs_of, told
from sextant.reporting.adjustment import Balance, Inputs, Kind, Method, Note, Why, balance
from sextant.reporting.fields import FieldBadly

TEN = range(2021, 2031)


def first(vintage: int, quantity: int, executed: str | None = None) -> dict:
    return {"kind": "first_transfer", "quantity": quantity, "vintage": vintage,
            "executed_on": executed or f"{vintage}-12-01"}  # fmt: skip


def use(year: int, quantity: int, vintage: int | None = None) -> dict:
    return {"kind": "use", "quantity": quantity, "vintage": vintage or year, "executed_on": f"{year}-12-31",
            "used_for_year": year}  # fmt: skip


def computed(method: str, years: tuple[int, int], inventory: dict, events: list, **more) -> Balance:
    body = {"party": "GH", "method": method, "ndc_period": list(years), "metric": "GHG",
            "inventory": {str(year): value for year, value in inventory.items()}, "events": events} | more  # fmt: skip
    return balance(inputs_of(json.loads(json.dumps(body), parse_float=Decimal)))


def of(found: Balance, name: str) -> list:
    return [getattr(row, name) for row in found.years]


TRAJECTORY = {2021: 100000, 2022: 101000, 2023: 99000, 2024: 98000, 2025: 97000}
TRAJECTORY_EVENTS = [first(2023, 500), first(2024, 800), use(2024, 100), first(2025, 1200)]


def test_under_a_trajectory_each_year_takes_its_own_adjustment():
    found = computed("trajectory", (2021, 2025), TRAJECTORY, TRAJECTORY_EVENTS)
    assert of(found, "adjustment") == [0, 0, 500, 700, 1200]
    assert of(found, "balance") == [100000, 101000, 99500, 98700, 98200]
    assert of(found, "cumulative") == [0, 0, 500, 1200, 2400]
    assert of(found, "average") == [None] * 5


def test_a_late_first_transfer_restates_its_vintage_year_and_nothing_else():
    before = computed("trajectory", (2021, 2025), TRAJECTORY, TRAJECTORY_EVENTS)
    late = computed("trajectory", (2021, 2025), TRAJECTORY, [*TRAJECTORY_EVENTS, first(2023, 300, "2026-05-01")])
    assert of(late, "adjustment")[2] == 800
    assert of(late, "balance")[2] == 99800
    changed = [one.year for one, two in zip(before.years, late.years, strict=True) if one.balance != two.balance]
    assert changed == [2023]
    assert [(each.years, each.quantity) for each in late.notes if each.note is Note.LATE_FIRST_TRANSFER] == [
        ((2023,), 300)
    ]


NET = [0, 0, 600, 1200, 1800, 2400, -500, 3000, 0, -500]
AVERAGES = [0, 0, 200, 450, 720, 1000, Fraction(5500, 7), Fraction(2125, 2), Fraction(8500, 9), 800]


def averaging_events() -> list:
    events = [first(year, net) for year, net in zip(TEN, NET, strict=True) if net > 0]
    return [*events, use(2027, 500), first(2030, 1000), use(2030, 1500)]


def test_averaging_keeps_exact_averages_and_applies_the_last_one():
    found = computed("averaging", (2021, 2030), {2030: 91000}, averaging_events())
    assert of(found, "adjustment") == NET
    assert of(found, "average") == AVERAGES
    assert found.years[-1].balance == 91800
    assert exact(found.years[6].average) == "5500/7"
    assert decimal(found.years[6].average, 9) == "785.714286"


def test_averaging_restates_earlier_years_and_keeps_what_was_reported():
    inventory = dict.fromkeys(range(2021, 2025), 90000)
    found = computed("averaging", (2021, 2030), inventory, averaging_events())
    assert of(found, "balance") == [90450] * 4 + [None] * 6
    assert of(found, "balance_as_reported")[:4] == [90000, 90000, 90200, 90450]


def test_numerator_and_denominator_of_an_average_end_with_the_same_year():
    """Vintages 2022 to 2024 with an inventory to 2023: the third is not yet averaged."""
    events = [first(2022, 67497), first(2023, 230126), first(2024, 25748)]
    found = computed("averaging", (2021, 2030), {2021: 1, 2022: 1, 2023: 1}, events)
    assert found.years[2].balance == 1 + Fraction(67497 + 230126, 3)


def test_a_multi_year_target_holds_the_sum_against_the_budget():
    inventory = dict(zip(range(2026, 2031), (52000, 51000, 50500, 49000, 48000), strict=True))
    events = [first(2026, 1000), first(2027, 1500), use(2028, 400), first(2029, 2500), first(2030, 1400)]
    aim = dict(zip(map(str, range(2026, 2031)), (53000, 52500, 52000, 51500, 51000), strict=True))
    found = computed("multi_year", (2026, 2030), inventory, events, budget=260000, trajectory=aim)
    assert of(found, "balance") == [53000, 52500, 50100, 51500, 49400]
    (budget,) = found.targets
    assert (budget.balance, budget.limit - budget.balance, budget.met) == (256500, 3500, True)
    assert of(found, "within_trajectory") == [True] * 5, "equality is within"


def test_a_metric_that_is_no_gas_reverses_the_signs():
    years = {2021: 500000, 2022: 540000, 2023: 600000}
    host = computed("trajectory", (2021, 2023), years, [first(2022, 20000), first(2023, 35000)], metric="MWh renewable")
    assert of(host, "balance") == [500000, 520000, 565000]
    years = {2021: 100000, 2022: 110000, 2023: 120000}
    other = computed("trajectory", (2021, 2023), years, [use(2022, 15000), use(2023, 30000)], metric="MWh renewable")
    assert of(other, "balance") == [100000, 125000, 150000]


def test_the_host_adds_and_the_user_subtracts():
    assert computed("trajectory", (2021, 2030), {2022: 100000}, [first(2022, 67497)]).years[1].balance == 167497
    mixed = computed("trajectory", (2021, 2030), {2022: 0}, [first(2022, 800), use(2022, 100)])
    assert mixed.years[1].adjustment == 700


def test_acquisitions_and_uses_of_two_parties_leave_what_is_still_held_and_what_left_for_other_purposes():
    host = computed("trajectory", (2021, 2030), {2024: 98000}, [first(2024, 800), first(2024, 300)])
    other = computed("trajectory", (2021, 2030), {2024: 60000}, [use(2024, 700)])
    balances = [each.years[3].balance for each in (host, other)]
    assert balances == [99100, 59300]
    assert sum(balances) - 158000 == 400


def test_what_rests_on_a_missing_inventory_is_unknown():
    found = computed("trajectory", (2021, 2022), {2021: 10}, [first(2022, 5)], target={"year": 2022, "limit": 100})
    assert found.years[1].balance is None
    assert found.targets[0].met is None
    assert any(each.note is Note.INVENTORY_MISSING and each.years == (2022,) for each in found.notes)
    budget = computed("multi_year", (2021, 2022), {2021: 10}, [], budget=100)
    assert budget.targets[0].met is None


def test_a_target_is_met_at_its_limit():
    for limit, met in ((14, False), (15, True), (16, True)):
        found = computed(
            "trajectory", (2021, 2021), {2021: 10}, [first(2021, 5)], target={"year": 2021, "limit": limit}
        )
        assert found.targets[0].met is met


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (first(2020, 5), Why.VINTAGE_BEFORE_2021),
        (first(2031, 5), Why.VINTAGE_OUTSIDE_PERIOD),
        (use(2031, 5), Why.USE_YEAR_OUTSIDE_PERIOD),
        (use(2026, 5, vintage=2031), Why.VINTAGE_OF_ANOTHER_PERIOD),
        (use(2026, 5) | {"used_for_year": None}, Why.USE_YEAR_MISSING),
    ],
)
def test_an_event_that_has_no_place_is_told_with_its_reason_and_changes_nothing(event, why):
    found = computed("trajectory", (2021, 2030), {}, [event])
    assert [each.why for each in found.undetermined] == [why]
    assert set(of(found, "adjustment")) == {0}


amounts = st.integers(1, 10_000)
years_of_period = st.integers(2021, 2030)
nets = st.lists(st.tuples(st.sampled_from(list(Kind)), years_of_period, amounts), max_size=30)


def events_of(drawn) -> list:
    return [
        first(year, quantity) if kind is Kind.FIRST_TRANSFER else use(year, quantity) for kind, year, quantity in drawn
    ]


@given(nets)
def test_the_averages_of_all_years_add_up_to_the_cumulative_net(drawn):
    found = computed("averaging", (2021, 2030), {2030: 0}, events_of(drawn))
    last = found.years[-1]
    assert last.average is not None
    assert 10 * last.average == last.cumulative == last.balance * 10


@given(nets)
def test_the_cumulative_is_the_same_under_every_method(drawn):
    found = {each: computed(each.value, (2021, 2030), {}, events_of(drawn)) for each in Method}
    assert len({tuple(of(each, "cumulative")) for each in found.values()}) == 1


@given(st.lists(st.tuples(years_of_period, amounts, st.booleans(), st.integers(0, 3)), max_size=30))
def test_over_all_parties_adjustments_never_create_room(blocks):
    """Each block is first transferred by one Party, and perhaps used, whole or in part, by another one."""
    events: dict[str, list] = {"host": [], "other": []}
    all_used = True
    for year, quantity, used, kept in blocks:
        events["host"].append(first(year, quantity))
        taken = max(quantity - kept, 0) if used else 0
        all_used = all_used and taken == quantity
        if taken:
            events["other"].append(use(year, taken))
    total = sum(sum(of(computed("trajectory", (2021, 2030), {}, each), "adjustment")) for each in events.values())
    assert total >= 0
    assert (total == 0) is all_used


GOOD = {
    "party": "GH",
    "method": "trajectory",
    "ndc_period": [2021, 2030],
    "metric": "GHG",
    "inventory": {},
    "events": [],
}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"method": "average"}, "method"),
        ({"ndc_period": [2030, 2021]}, "ndc_period"),
        ({"ndc_period": [2021]}, "ndc_period"),
        ({"inventory": {"21": 1}}, "inventory"),
        ({"inventory": {"2021": "1"}}, "inventory.2021"),
        ({"inventory": {"2021": True}}, "inventory.2021"),
        ({"events": {}}, "events"),
        ({"events": [first(2021, 0)]}, "events[0].quantity"),
        ({"events": [first(2021, -1)]}, "events[0].quantity"),
        ({"events": [first(2021, 1) | {"executed_on": "2021-13-01"}]}, "events[0].executed_on"),
        ({"events": [first(2021, 1) | {"vintag": 1}]}, "events[0].vintag"),
        ({"events": [{"kind": "acquisition"}]}, "events[0].quantity"),
        ({"events": [first(2021, 1) | {"kind": "acquisition"}]}, "events[0].kind"),
        ({"target": {"year": 2030}}, "target.limit"),
        ({"party": ""}, "party"),
        ({"extra": 1}, "extra"),
    ],
)
def test_inputs_that_cannot_be_read_name_the_field(change, field):
    with pytest.raises(FieldBadly) as raised:
        inputs_of(GOOD | change)
    assert raised.value.field == field


def test_a_missing_field_is_named():
    for name in GOOD:
        with pytest.raises(FieldBadly) as raised:
            inputs_of({key: value for key, value in GOOD.items() if key != name})
        assert raised.value.field == name


def test_the_json_has_whole_numbers_and_exact_rationals():
    body = told(
        computed("averaging", (2021, 2030), {2030: 91000}, averaging_events(), target={"year": 2030, "limit": 91799})
    )
    assert body["years"][6]["average"] == "5500/7"
    assert body["years"][6]["average_decimal"].startswith("785.7142857")
    assert body["years"][9]["balance"] == 91800
    assert body["target"] == {"year": 2030, "balance": 91800, "limit": 91799, "met": False}
    assert json.loads(json.dumps(body)) == body


def test_decimal_inventories_stay_exact():
    found = computed("trajectory", (2021, 2021), {2021: 0.1}, [first(2021, 1)])
    assert found.years[0].balance == Fraction(11, 10)
    assert isinstance(found.inputs, Inputs)
    assert date(2021, 12, 1) == found.inputs.events[0].executed_on
