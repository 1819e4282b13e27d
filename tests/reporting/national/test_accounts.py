"""What a Party states: read, refused where it is badly written, and rendered in public without what is held back."""

from __future__ import annotations

import copy
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sextant.application.demo.accounts import ALIDADE
from sextant.reporting.adjustment import Event, Kind, balance
from sextant.reporting.affordability import Commitment, Stage, affordability
from sextant.reporting.fields import FieldBadly
from sextant.reporting.national.accounts import Contract, Side
from sextant.reporting.national.accounts_read import accounts_of, confidential_fields
from sextant.reporting.national.commitments import aims, inputs, purchases, scenarios, with_contracts
from sextant.reporting.national.public import Rendering, rendered

BASIS = {"en": "basis", "zh-Hant": "依據"}
EVENTS = (
    Event(Kind.FIRST_TRANSFER, Fraction(700), 2023, date(2024, 5, 1)),
    Event(Kind.USE, Fraction(90), 2023, date(2025, 5, 1), used_for_year=2024),
)


def alidade(**changes):
    return copy.deepcopy({**ALIDADE, **changes})


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"method": "mean"}, "method"),
        ({"ndc_period": [2030, 2021]}, "ndc_period"),
        ({"surplus": 1}, "surplus"),
        ({"targets": [{"key": "a", "label": BASIS, "conditional": False, "year": 2030}]}, "targets[0].limit"),
        ({"targets": [{"key": "a", "label": BASIS, "conditional": False, "year": 2030, "limit": 1, "budget": 1}]},
         "targets[0]"),
        ({"targets": [{"key": "a", "label": BASIS, "conditional": False, "year": 2031, "limit": 1}]}, "targets.a.year"),
        ({"scenarios": [{"key": "a", "label": {"en": "only"}, "years": {}}]}, "scenarios[0].label.zh-Hant"),
        ({"confidential": [{"field": "contract.none", "basis": BASIS}]}, "confidential.field"),
        ({"confidential": [{"field": "inventory.2021"}]}, "confidential[0].basis"),
        ({"contracts": [{"reference": "a", "side": "sells", "partner": "X", "quantity": -1}]}, "contracts[0].quantity"),
        ({"planned_use": {"2026": 1.5}}, "planned_use.2026"),
    ],
)  # fmt: skip
def test_a_field_that_is_badly_written_is_named(changes, field):
    with pytest.raises(FieldBadly) as raised:
        accounts_of(alidade(**changes))
    assert raised.value.field == field


def test_what_the_ledger_shows_cannot_be_held_back():
    with pytest.raises(FieldBadly):
        accounts_of(alidade(confidential=[{"field": "first_transferred.2025", "basis": BASIS}]))


FIELDS = sorted(confidential_fields(accounts_of(alidade(planned_use={"2026": 4}))))


def put(body, field, value):
    """Put a value in the place that a confidential field names."""
    kind, _, name = field.partition(".")
    if kind == "inventory":
        for each in body["inventories"]:
            if name in each["years"]:
                each["years"][name] = value
    elif kind == "trajectory":
        body["trajectory"][name] = value
    elif kind == "planned_use":
        body["planned_use"][name] = value
    elif kind == "contract":
        next(each for each in body["contracts"] if each["reference"] == name)["quantity"] = value
    elif kind == "target":
        goal = next(each for each in body["targets"] if each["key"] == name)
        goal["limit" if "limit" in goal else "budget"] = value
    else:
        key, _, year = name.partition(".")
        next(each for each in body["scenarios"] if each["key"] == key)["years"][year] = value


def shown(body, rendering):
    """Return every figure that is computed from a statement."""
    accounts = rendered(accounts_of(body), rendering)
    given_ = inputs(accounts)
    held = [inputs(accounts, each) for each in accounts.editions]
    commitments = with_contracts([Commitment(Stage.AUTHORIZED, 9_000, 2027, "XA:1")], accounts.contracts)
    found = affordability(given_, commitments, aims(accounts), scenarios(accounts))
    years = [balance(each).years for each in held]
    targets = [balance(each).targets for each in held]
    return repr((years, targets, commitments, found.outlooks, dict(found.by_vintage), purchases(accounts, 5, {})))


@given(st.sampled_from(FIELDS), st.integers(0, 9_000_000), st.integers(0, 9_000_000), st.integers(0, 3))
def test_no_public_figure_depends_on_what_is_held_back(field, one, other, sold):
    """Whatever the value, the public rendering is the same: then no sum, no difference and no hash can tell it."""
    contracts = [
        *ALIDADE["contracts"],
        {"reference": "under", "side": "sells", "partner": "XV", "quantity": 10, "vintage": 2027,
         "authorization": "XA:1"},
    ]  # fmt: skip
    bodies = []
    for value in (one, other):
        body = alidade(contracts=contracts[: sold + 1], planned_use={"2026": 4}, confidential=[])
        if field.startswith("contract.") and field.split(".")[1] not in [e["reference"] for e in body["contracts"]]:
            body["contracts"] = contracts
        body["confidential"] = [{"field": field, "basis": BASIS}]
        put(body, field, value)
        bodies.append(body)
    assert shown(bodies[0], Rendering.PUBLIC) == shown(bodies[1], Rendering.PUBLIC)


def test_the_review_sees_what_the_public_does_not():
    body = alidade()
    other = alidade()
    put(other, "contract.XA-2026-02", 1)
    assert shown(body, Rendering.PUBLIC) == shown(other, Rendering.PUBLIC)
    assert shown(body, Rendering.REVIEW) != shown(other, Rendering.REVIEW)


def test_a_withheld_year_still_counts_as_a_year_with_an_inventory():
    body = alidade(confidential=[{"field": "inventory.2024", "basis": BASIS}])
    for rendering in Rendering:
        found = balance(inputs(rendered(accounts_of(body), rendering)))
        assert [each.balance is None for each in found.years][:4] == [False] * 3 + [rendering is Rendering.PUBLIC]


def contract(quantity, authorization=None, vintage=2027):
    return Contract("c", Side.SELLS, "XV", quantity, vintage, authorization)


def test_a_contract_takes_its_tonnes_out_of_what_is_open_under_its_authorization():
    open_ones = [Commitment(Stage.AUTHORIZED, 100, None, "XA:1"), Commitment(Stage.ISSUED, 7, 2026, "XA:1")]
    found = with_contracts(open_ones, [contract(30, "XA:1")])
    assert [(each.stage, each.quantity) for each in found] == [
        (Stage.AUTHORIZED, 70), (Stage.ISSUED, 7), (Stage.CONTRACTED, 30),
    ]  # fmt: skip
    more = with_contracts(open_ones, [contract(130, "XA:1")])
    assert [(each.stage, each.quantity) for each in more] == [(Stage.ISSUED, 7), (Stage.CONTRACTED, 130)]


def test_the_gap_is_what_is_planned_and_neither_contracted_nor_acquired():
    body = alidade(
        contracts=[{"reference": "b", "side": "buys", "partner": "XQ", "quantity": 40}],
        planned_use={"2026": 100, "2030": 50}, confidential=[],
    )  # fmt: skip
    found = purchases(accounts_of(body), 60, {2026: Fraction(25)})
    assert (found.planned, found.contracted, found.acquired, found.used, found.held, found.gap) == (
        150,
        40,
        60,
        25,
        35,
        50,
    )
    assert purchases(accounts_of(body), 120, {}).gap == -10
