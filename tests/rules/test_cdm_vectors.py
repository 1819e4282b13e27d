"""The shared vectors on the CDM: timers, issuance, reserve and carry-over, serial numbers. Read where they lie."""

import json
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import floor
from types import MappingProxyType

import pytest
from tests.rules.shipped import books
from tests.rules.units_taken import units
from tests.shared_data import shared

from sextant.domain.rule_value import NotInForce
from sextant.domain.unit import SerialRange
from sextant.rules.levy import Occasion, amount
from sextant.rules.period_limits import LimitUnknown, carried_over, reserve
from sextant.rules.serial_form import SerialBadly, serial_form
from sextant.workflow.moment import add_months

BOOK = books().books["cdm"]
EARLY, LATE = date(2006, 1, 1), date(2012, 3, 1)


def vectors(name):
    text = shared(f"vectors/{name}.json").read_text(encoding="utf-8")
    return {each["id"]: each for each in json.loads(text, parse_float=Decimal)["vectors"]}


def number(name, on=EARLY):
    return BOOK.parameter(name).on(on).value


def last_day(start, years):
    return (add_months(date.fromisoformat(start), 12 * years) - timedelta(days=1)).isoformat()


def test_crediting_periods_end_as_the_vector_says():
    vector = vectors("CDM-timers")["CDM-CREDITING"]
    start, expected = vector["inputs"]["start"], vector["expected"]["final"]
    renewable, renewals = number("renewable_crediting_period_years_max"), number("crediting_period_renewals_max")
    made = {
        "renewable_7y_first_end": renewable,
        "renewable_second_end": renewable * renewals,
        "renewable_third_end": renewable * (renewals + 1),
        "fixed_10y_end": number("fixed_crediting_period_years_max"),
        "PoA_28y_end": number("programme_years_max", LATE),
        "AR_20y_first_end": number("afforestation_renewable_years_max"),
        "AR_60y_end": number("afforestation_total_years_max"),
        "AR_fixed_30y_end": number("afforestation_fixed_years_max"),
    }
    assert {name: last_day(start, years) for name, years in made.items()} == expected


def test_windows_close_as_the_vector_says():
    vector = vectors("CDM-timers")["CDM-REVIEW-WINDOWS"]
    published, expected = date.fromisoformat(vector["inputs"]["published"]), vector["expected"]["final"]
    made = {
        "M&P_registration_8_weeks": number("review_window_days"),
        "M&P_registration_small_scale_4_weeks": number("review_window_small_scale_days"),
        "EB_procedure_28_days": number("review_window_days", LATE),
        "M&P_issuance_15_days": number("issuance_review_window_days"),
        "GSC_30_days_end": number("global_consultation_days"),
        "prior_consideration_180_days_from_start": number("prior_consideration_days", LATE),
    }
    assert {name: (published + timedelta(days=days)).isoformat() for name, days in made.items()} == expected


def test_tcers_expire_as_the_vector_says_and_no_day_is_invented():
    vector = vectors("CDM-timers")["CDM-tCER-lCER-EXPIRY"]
    first, second = (vector["inputs"][name] for name in ("CP1", "CP2"))
    expiry = BOOK.parameter("tcer_expiry")
    for day in first:
        found = expiry.at({"monitoring_period_end": date.fromisoformat(day)})
        assert found.value.isoformat() == vector["expected"]["final"]["tCER_issued_in_CP1_expires"]
    for day in second:
        assert isinstance(expiry.at({"monitoring_period_end": date.fromisoformat(day)}), NotInForce)
    periods = BOOK.parameter("commitment_period_of_reductions")
    assert [periods.on(date.fromisoformat(day)).value for day in (*first, *second)] == [1, 1, 2, 2]
    assert {each.unit_class: each.expires for each in BOOK.issuing.issued} == {
        "CER": None, "tCER": "cdm.tcer_expiry", "lCER": "last_crediting_period_end",
    }  # fmt: skip


def occasion(quantity, *, least_developed=False, before=0):
    dates = dict.fromkeys(BOOK.mechanism.dates, date(2012, 6, 1))
    facts = {name: name == "host_least_developed" and least_developed for name in BOOK.mechanism.facts}
    return Occasion(quantity=Decimal(quantity), dates=dates, facts=MappingProxyType(facts), before=before,
                    credit=Decimal(0))  # fmt: skip


@pytest.mark.parametrize("name", ["CER-std", "CER-small", "CER-ldc"])
def test_units_and_shares_of_an_issuance_are_those_of_the_vector(name):
    vector = vectors("CER-issuance")[name]
    given, expected = vector["inputs"], vector["expected"]["final"]
    issued = floor(Fraction(given["ER_tCO2e"]))
    assert issued == expected["CER_issued"]
    at = occasion(issued, least_developed=given["LDC_host"])
    # Rounded up unless a ruling says otherwise (settled point 10); the other two roundings are in the vector too.
    assert units(BOOK.levy("share_of_proceeds_for_adaptation"), at).due == expected["adaptation_ceil"]
    due = amount(BOOK.levy("share_of_proceeds_for_administration"), at).due
    assert due == Decimal(expected["SOP_admin_USD"])


def test_the_price_goes_on_through_a_calendar_year():
    vector = vectors("CER-issuance")["CER-cumulative-year"]
    before, fees = 0, []
    for quantity in vector["inputs"]["requests"]:
        fees.append(amount(BOOK.levy("share_of_proceeds_for_administration"), occasion(quantity, before=before)).due)
        before += quantity
    assert fees == vector["expected"]["final"]["fees_USD"]


def test_one_floor_of_the_whole_period_and_no_binary_fractions():
    found = vectors("CER-issuance")
    assert BOOK.parameter("request_rounding").on(LATE).value == "floor_of_total"
    period = found["CER-period-vs-year"]
    total = sum(Fraction(each) for each in period["inputs"]["ER_by_year"])
    assert floor(total) == period["expected"]["final"]["floor_of_sum"]
    trap = found["CER-floor-trap"]
    exact = Fraction(trap["inputs"]["EG_MWh"]) * Fraction(trap["inputs"]["EF"])
    assert floor(exact) == trap["expected"]["final"]["CER_issued"]


def test_the_reserve_is_that_of_the_vector_and_another_in_the_second_period():
    vector = vectors("CPR")["CPR-01"]
    given = {name: vector["inputs"][name] for name in ("assigned_amount", "latest_inventory")}
    assert reserve(BOOK, **given, on=date(2010, 1, 1)) == vector["expected"]["final"]["CPR"]
    # Eight inventories are more than nine tenths of the assigned amount.
    assert reserve(BOOK, **given, on=date(2014, 1, 1)) == vector["expected"]["intermediate"]["a"]
    with pytest.raises(LimitUnknown):
        reserve(BOOK, **given, on=date(2005, 1, 1))


def test_the_reserve_is_rounded_up():
    assert reserve(BOOK, assigned_amount=11, latest_inventory=100, on=date(2010, 1, 1)) == 10


def test_carry_over_is_that_of_the_vector():
    vector = vectors("CPR")["CARRY-01"]
    given, expected = vector["inputs"], vector["expected"]["final"]
    for unit in ("CER", "ERU", "RMU", "AAU"):
        found = carried_over(BOOK, unit, held=given[f"{unit}_held"], assigned_amount=given["assigned_amount"],
                             on=date(2012, 12, 31))  # fmt: skip
        assert found == expected[f"{unit}_carry"]
    for unit in ("tCER", "lCER"):
        assert carried_over(BOOK, unit, held=5, assigned_amount=1_000, on=date(2012, 12, 31)) == 0


def test_a_serial_number_is_read_and_printed_as_in_the_vector():
    vector = vectors("KP-serials")["KP-CER-SINGLE"]
    form = serial_form(BOOK, LATE)
    found = form.read(vector["inputs"]["display"])
    named = {"original_cp": "original_commitment_period", "applicable_cp": "applicable_commitment_period",
             "lulucf": "lulucf_activity", "project_id": "project"}  # fmt: skip
    expected = {named.get(name, name): value for name, value in vector["expected"]["final"].items()}
    assert found == expected
    assert form.write(found) == vector["inputs"]["display"]
    assert number("unit_type_codes")["cer"] == found["unit_type"]


@pytest.mark.parametrize(("text", "said"), [
    ("CN-5-1093913460-2-2-0", "has 6 elements; expected 7"),
    ("CN-5-01093913460-2-2-0-1135", "serial is '01093913460'; expected digits without leading zeros"),
    ("CN-5-10939 13460-2-2-0-1135", "expected digits without leading zeros"),
    ("China-5-1-2-2-0-1135", "originating_registry is 'China'; expected the code of a registry"),
])  # fmt: skip
def test_what_is_no_serial_number_is_told_so(text, said):
    with pytest.raises(SerialBadly, match=said):
        serial_form(BOOK, LATE).read(text)


def test_a_serial_number_without_an_element_is_not_printed():
    with pytest.raises(SerialBadly, match="unit_type is missing"):
        serial_form(BOOK, LATE).write({"originating_registry": "CN"})
    assert serial_form(books().books["article_6_4"], LATE) is None


def test_a_block_is_inclusive_and_its_parts_are_adjacent():
    vector = vectors("KP-serials")["KP-CER-BLOCK"]
    given, expected = vector["inputs"], vector["expected"]
    whole = SerialRange(1, given["start"], given["end"])
    assert whole.quantity == expected["intermediate"]["quantity"]
    first = SerialRange(1, whole.first, whole.first + given["split_at"] - 1)
    second = SerialRange(1, first.last + 1, whole.last)
    assert [[each.first, each.last] for each in (first, second)] == [
        expected["final"]["first"], expected["final"]["second"],
    ]  # fmt: skip
    assert [first.quantity, second.quantity] == expected["final"]["quantities"]


def test_every_account_type_and_unit_type_of_the_registry_systems_has_a_code():
    codes = number("account_type_codes")
    ours = {code.partition(".")[2] for code in BOOK.account_types}
    assert set(codes) <= ours
    # The CDM registry's own: a holding account, one without a published holder, and three that have no code.
    assert ours - set(codes) == {
        "holding", "party_unpublished", "cancellation", "share_of_proceeds_adaptation", "expired_units",
        "moved_to_mechanism_registry",
    }  # fmt: skip
    assert len(set(codes.values())) == len(codes)
    types = {each.lower() for each in BOOK.mechanism.unit_types}
    assert {name.partition("_")[0] for name in number("unit_type_codes")} == types
