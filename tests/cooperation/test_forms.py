"""Forms: each wrong input is one sentence that tells where, what was found and what was expected."""

import json
from datetime import date

import pytest
from tests.cooperation.forms import approach_form, offer_form, read

from sextant.cooperation.approach_form import plain, read_approach
from sextant.cooperation.form import TEXT_MAX, NotAForm
from sextant.cooperation.needs import method_on
from sextant.cooperation.offer_form import read_comparison, read_offer
from sextant.storage.rulebook_files import catalogue
from sextant.wording.cooperation_said import form_sentence
from sextant.wording.cooperation_words import FORM_FAULTS

NEED = {"party": "XM", "type": "CB", "stage": "implement", "description": "crews"}
INDICATOR = approach_form()["indicators"][1]
APPROACHES = {
    "key_missing": {"title": None},
    "key_unknown": {"price_per_tonne": 5},
    "not_a_text": {"title": 5},
    "text_too_long": {"title": "a" * (TEXT_MAX + 1)},
    "text_not_storable": {"title": "a\0b"},
    "unit_number": {"description": "serial GH-1234567"},
    "unit_quantity": {"description": "sells 100 ITMOs"},
    "code_unknown": {"themes": ["trade"]},
    "not_a_date": {"first": "2026-02-30"},
    "not_whole": {"sdgs": [18]},
    "given_twice": {"sdgs": [7, 7]},
    "not_a_list": {"needs": "many"},
    "not_an_object": {"answers": []},
    "not_a_party": {"participants": [{"party": "x", "role": "host"}]},
    "party_not_named": {"submitting_party": "GH"},
    "not_a_reference": {"reference": "CDM-1"},
    "not_true_or_false": {"synthetic": "yes"},
    "period_reversed": {"first": "2027-01-01", "last": "2026-01-01"},
    "amount_and_currency": {"needs": [NEED | {"amount": 5}]},
    "instrument_of_finance": {"needs": [NEED | {"type": "FIN"}]},
    "currencies_mixed": {
        "needs": [NEED | {"amount": 5, "currency": "USD"}, NEED | {"amount": 5, "currency": "EUR"}],
    },
    "not_a_number": {"mitigation": {"low_tco2e": "many", "high_tco2e": "2", "method": "m"}},
    "range_reversed": {"mitigation": {"low_tco2e": "3", "high_tco2e": "2", "method": "m"}},
    "indicator_in_units": {"indicators": [INDICATOR | {"unit": "t CO2e"}]},
    "not_a_step": {"indicators": [INDICATOR | {"target": "2.5"}]},
}
OFFERS = {
    "list_empty": {"lines": []},
    "window_of_two_days": {"window": ["2026-01-01"]},
    "scope_names": {"scope": {"kind": "global", "names": ["002"]}},
}


def fault_of(code):
    in_offer = code in OFFERS
    reader, form = (
        (read_offer, offer_form(**OFFERS[code])) if in_offer else (read_approach, approach_form(**APPROACHES[code]))
    )
    with pytest.raises(NotAForm) as fault:
        reader(form, catalogue())
    return fault.value


def test_every_fault_has_a_case_here():
    assert {*APPROACHES, *OFFERS} == set(FORM_FAULTS)


@pytest.mark.parametrize("code", FORM_FAULTS)
def test_a_faulty_form_is_told_in_one_sentence(code):
    fault = fault_of(code)
    assert fault.code == code
    for language, end in (("en", "."), ("zh-Hant", "。")):
        said = form_sentence(fault, language)
        assert said.endswith(end)
        assert "{" not in said
        assert "\n" not in said


def test_floating_numbers_do_not_enter():
    with pytest.raises(NotAForm):
        read(mitigation={"low_tco2e": 0.1, "high_tco2e": 0.2, "method": "m"})


@pytest.mark.parametrize("value", [None, [], "text", 5, {"approach": {}}])
def test_what_is_no_record_at_all_is_refused(value):
    with pytest.raises(NotAForm):
        read_approach(value, catalogue())


def test_only_a_host_party_of_the_record_needs_support():
    for party in ("XV", "GH"):
        with pytest.raises(NotAForm) as fault:
            read(needs=[NEED | {"party": party}])
        assert fault.value.code == "code_unknown"


def test_an_offer_is_the_same_after_it_was_written_and_read():
    offer = read_offer(offer_form(), catalogue())
    written = plain(offer) | {"window": [offer.first.isoformat(), offer.last.isoformat()]}
    del written["first"], written["last"]
    assert read_offer(json.loads(json.dumps(written)), catalogue()) == offer


@pytest.mark.parametrize(
    "value",
    [
        {"needs": []},
        {"needs": [{}], "offers": []},
        {"needs": [], "offers": [], "weights": {"focus": 1}},
        {"needs": [], "offers": [], "weights": dict.fromkeys(("focus", "type", "region", "sdg", "amount"), "-1")},
        {
            "needs": [],
            "offers": [],
            "region_scale": dict.fromkeys(("country", "subregion", "region", "group", "global"), "1/0"),
        },
    ],
)
def test_a_comparison_that_is_not_whole_is_refused(value):
    with pytest.raises(NotAForm):
        read_comparison(value, catalogue(), method_on(catalogue(), date(2026, 7, 1)))
