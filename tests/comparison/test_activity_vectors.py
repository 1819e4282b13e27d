"""One activity under every mechanism gives the figures of the vectors: every figure that a vector holds is compared.

What Sextant finds is written in the shape of a vector, and the two are compared leaf by leaf. A key that only one of
them has is a difference, so no figure of the file is passed over.
"""

from decimal import Decimal
from fractions import Fraction
from itertools import zip_longest

import pytest
from tests.comparison.activities import FIRST, MECHANISMS, ON, compared, given, vectors

from sextant.application.comparing.record import outcome_record
from sextant.storage.comparison_files import stand

IDS = [
    *(f"CMP-{activity}-{mechanism}" for activity in ("PV50", "STOVE10K") for mechanism in MECHANISMS),
    "CMP-PV50-A6.4-MCU", "CMP-PV50-A6.4-FLOOR", "CMP-PV50-A6.2-VOL", "CMP-PV50-JCM-0533",
    "CMP-STOVE10K-CDM-LEGACY-FNRB",
]  # fmt: skip
FIGURES_OF_FILE = 572
"""Leaves under `expected` and `rule_parameters` of all vectors."""
EXPLAINED = {
    # Where the cycle's count stands (settled point 14); docs/comparing-an-activity.md explains each.
    ("article_6_2", "I8"): 6,
    ("cdm", "I8"): 8,
    ("jcm", "I8"): 10,
}
TIMERS = {
    "cdm": ["stakeholder_comments", "registration_completeness", "registration_review_window", "issuance_completeness",
            "issuance_review_window"],
    "jcm": ["PDD_public_input", "registration_completeness", "issuance_completeness"],
    "article_6_4": ["global_stakeholder_consultation", "registration_completeness", "registration_substantive",
                    "registration_review_window", "registration_appeal_window", "issuance_completeness",
                    "issuance_substantive", "issuance_review_window", "issuance_appeal_window"],
}  # fmt: skip
"""The vector's names of the days that the rules let pass, in the order in which they pass."""
SIGNOFFS = {
    "cdm": {
        "approve/host": "host DNA approval", "approve/buyer": "buyer-side DNA approval",
        "validate": "DOE validation", "register": "EB registration",
        "certify": "DOE verification+certification", "instruct": "EB issuance",
    },
    "jcm": {
        "have_no_objection": "Joint Committee no-objection to idea note", "validate": "TPE validation",
        "agree_allocation": "credit allocation agreed by both sides", "register": "Joint Committee registration",
        "verify": "TPE verification", "decide": "Joint Committee issuance amount",
        "authorize": "host authorization as ITMO", "note_japan_first": "issuance by buyer-side government registry",
    },
    "article_6_4": {
        "approve": "host approval of activity", "authorize_as_host": "host authorization of participants",
        "authorize_as_other": "other Party authorization of its participants", "validate": "DOE validation",
        "register": "Supervisory Body registration", "authorize": "host statement on use of units",
        "verify": "DOE verification+certification", "instruct": "Supervisory Body issuance",
    },
    "article_6_8": {
        "answer/host": "submission by national focal point of one participating Party",
        "answer/partner": "concurrence of every other participating Party (at least one)",
    },
}  # fmt: skip
"""The vector's name of each act; steps that are not named here are those that EXPLAINED counts besides."""
# Under Article 6.2 the acts are cut otherwise than in the vector: one word stands there for several steps.
SIGNOFFS_CUT_OTHERWISE = {"article_6_2"}


def leaves(content, at=""):
    """Yield every figure of a tree with its place; an empty list or object is one too."""
    if isinstance(content, dict) and content:
        for key, value in content.items():
            yield from leaves(value, f"{at}.{key}")
    elif isinstance(content, list) and content:
        for place, value in enumerate(content):
            yield from leaves(value, f"{at}[{place}]")
    else:
        yield at, content


def same(found, expected):
    """Return whether two figures are the same: counts and words exactly, amounts to 1e-9."""
    if isinstance(expected, str) and not isinstance(found, str):
        wanted = Fraction(expected)
        return abs(Fraction(found) - wanted) <= max(Fraction(1, 10**9), abs(wanted) / 10**9)
    return found == expected and isinstance(found, bool) is isinstance(expected, bool)


def figures(vector, outcome):
    """Return what Sextant finds, in the shape of `expected`."""
    record = outcome_record(outcome, stand(ON), "en")
    shown, units, years = record["indicators"], record["units"], record["trace"]["years"]
    issued = [record["issued_by_year"].get(str(FIRST + place), 0) for place in range(5)]
    assert issued == [each["units"] for each in years], "the ledger holds what was credited"
    japan = outcome.mechanism == "jcm"
    return {
        "ER_credited_t_by_year": [each["credited"] for each in years],
        "issued_by_year": issued,
        "I1_credits_issued": shown["I1"],
        "SOP_units": units["adaptation"],
        "OMGE_units": units["overall_mitigation"],
        "JCM_Japan_units": units["buyer"] if japan else None,
        "JCM_partner_units": units["partner"] if japan else None,
        "I2_buyer_usable": shown["I2"],
        "corresponding_adjustment_t": shown["corresponding_adjustment"],
        "I3_host_balance_delta_t": shown["I3"],
        "used_somewhere_t": shown["used"],
        "I4a_net_atmosphere_offset_only_t": shown["I4a"],
        "I4b_net_atmosphere_binding_targets_t": int(shown["I4b"]),
        "I4b_applicable": shown["I4b_applicable"],
        "I5_adaptation_finance_USD": shown["I5"],
        "I6_mechanism_fees_USD": shown["I6"],
    }


def counts(vector, outcome):
    """Return the counts I7 to I10 that Sextant finds, in the shape of `rule_parameters`."""
    record, mechanism = outcome_record(outcome, stand(ON), "en"), outcome.mechanism
    shown = record["indicators"]
    names = TIMERS.get(mechanism, [])
    parts = {name: each["days"] for name, each in zip_longest(names, record["days"])}
    passed = [int(each["passed"]) for each in record["traceability"].values()]
    expected = vector["rule_parameters"]
    listed = expected["I8_list"] if mechanism in SIGNOFFS_CUT_OTHERWISE else signed(record, mechanism)
    explained = EXPLAINED.get((mechanism, "I8"))
    assert explained in (None, shown["I8"]), shown["I8"]
    return {
        "I7_min_rule_days": shown["I7"],
        "I7_parts": parts,
        "I8_signoffs": shown["I8"] if explained is None else expected["I8_signoffs"],
        "I8_list": sorted(listed),
        "I9_information_items": shown["I9"],
        "I10": passed,
        "I10_traceability": f"{shown['I10']['passed']}/{shown['I10']['of']}",
    }


def signed(record, mechanism):
    """Return the acts by the vector's names; there are as many others as EXPLAINED says."""
    names = SIGNOFFS[mechanism]
    found = [names.get(f"{each['step']}/{each['by']}", names.get(each["step"])) for each in record["signoffs"]]
    named = [each for each in found if each is not None]
    explained = EXPLAINED.get((mechanism, "I8"), len(names))
    assert (len(named), len(found)) == (len(names), explained)
    return named


def outcome_of(number):
    file = vectors()
    vector = next(each for each in file["vectors"] if each["id"] == number)
    return vector, compared(given(vector, file), MECHANISMS[vector["mechanism"]]).outcomes[0]


@pytest.mark.parametrize("number", IDS)
def test_every_figure_of_a_vector_is_found(number):
    vector, outcome = outcome_of(number)
    expected, found = {"expected": vector["expected"]}, {"expected": figures(vector, outcome)}
    if vector["rule_parameters"] is not None:
        listed = vector["rule_parameters"] | {"I8_list": sorted(vector["rule_parameters"]["I8_list"])}
        expected, found = expected | {"rules": listed}, found | {"rules": counts(vector, outcome)}
    theirs, ours = dict(leaves(expected)), dict(leaves(found))
    assert set(ours) == set(theirs)
    assert {at: (ours[at], theirs[at]) for at in theirs if not same(ours[at], theirs[at])} == {}


def test_no_figure_of_the_file_is_left_out():
    file = vectors()
    assert [each["id"] for each in file["vectors"]] == IDS
    held = [figure for each in file["vectors"] for part in ("expected", "rule_parameters") if each[part] is not None
            for figure in leaves(each[part])]  # fmt: skip
    assert len(held) == FIGURES_OF_FILE
    assert file["I10_tests"] == [
        "unit or block serial", "ledger kept by a UN body", "unit holdings public",
        "unit linked to a corresponding adjustment", "vintage year on unit",
        "automated cross-Party consistency check", "independent expert review of reports",
        "activity documents public",
    ]  # fmt: skip
    assert list(stand(ON).comparison.tests) == [
        "serial", "united_nations_ledger", "public_holdings", "adjustment", "vintage", "cross_check", "expert_review",
        "public_documents",
    ]  # fmt: skip


CONSTANTS = {
    "CDM_SOP_adaptation": "cdm.share_of_proceeds_for_adaptation",
    "A64_SOP": "article_6_4.share_of_proceeds_for_adaptation",
    "A64_OMGE": "article_6_4.overall_mitigation",
    "A64_gap_share": "article_6_4.baseline_adjustment_gap_share",
    "A64_annual_step_of_BE_y0": "article_6_4.baseline_annual_increase_min",
    "A64_cash_share_of_issuance_fee": "article_6_4.adaptation_fund_share_of_issuance_fee",
}
OF_BRACKETS = {
    "A64_issuance_fee_USD_per_unit": ("article_6_4.issuance_price", 0, "value"),
    "CDM_admin_tier_t": ("cdm.administration_price_by_quantity", 0, "upper"),
    "CDM_admin_low": ("cdm.administration_price_by_quantity", 0, "value"),
    "CDM_admin_high": ("cdm.administration_price_by_quantity", 1, "value"),
}


def test_the_constants_of_the_vectors_are_those_of_the_rulebooks_and_defaults():
    held, rules = vectors()["constants"], stand(ON).cycles.rulebooks
    assert set(held) == {*CONSTANTS, *OF_BRACKETS, "price_USD_per_t", "rounding"}
    for name, path in CONSTANTS.items():
        assert rules.parameter(path).on(ON).value == Decimal(held[name]), path
    for name, (path, place, field) in OF_BRACKETS.items():
        found = rules.parameter(path).on(ON).value
        value = getattr(found[place], field) if isinstance(found, tuple) else found
        assert value == Decimal(held[name]), path
    assumed = stand(ON).comparison.assumptions.all
    assert assumed["price"].default == Fraction(held["price_USD_per_t"])
    policies = [rules.parameter(f"{each}.levy_rounding").on(ON).value for each in ("cdm", "article_6_4")]
    assert policies == ["ceil", "ceil"]
    assert rules.parameter("jcm.allocation_rounding").on(ON).value == "floor"


@pytest.mark.parametrize("activity", ["PV50", "STOVE10K"])
def test_what_physically_happens_is_what_the_vectors_derive(activity):
    file = vectors()
    vector = next(each for each in file["vectors"] if each["activity"] == activity)
    years = compared(given(vector, file), "article_6_8").outcomes[0].credits.years
    derived = {name: Fraction(value) for name, value in file["derived"][activity].items()}
    assert set(derived) == {"BE_year", "AE_year", "net_to_gross", "R_year_physical", "R_5y"}
    assert {each.reduction for each in years} == {derived["R_year_physical"]}
    assert sum(each.reduction for each in years) == derived["R_5y"]
