"""NMA-C01 to C16: what each of them yields when it is declared, missing, contradicted."""

from dataclasses import replace

import pytest
from tests.cooperation.forms import answers, approach_form, line, outcomes, read, recorded, version

from sextant.cooperation.criteria import Outcome, stops
from sextant.cooperation.journal import Kind
from sextant.storage.rulebook_files import catalogue
from sextant.wording.cooperation_said import finding_sentence

WHOLE = read()
RULES = tuple(f"NMA-C{number:02d}" for number in range(1, 17))


def test_a_complete_record_declares_every_rule():
    found = outcomes(WHOLE)
    assert tuple(found) == RULES
    assert {each.outcome for each in found.values()} == {Outcome.DECLARED}
    assert not stops(tuple(found.values()), catalogue())


def without(mapping, key):
    return {name: each for name, each in mapping.items() if name != key}


ANSWERS = WHOLE.answers
MISSING = {
    "NMA-C02": [replace(WHOLE, declarations=without(WHOLE.declarations, "NMA-C02"))],
    "NMA-C04": [replace(WHOLE, declarations={**WHOLE.declarations, "NMA-C04": ("XM",)})],
    "NMA-C05": [replace(WHOLE, answers=without(ANSWERS, f"2_a_{each}")) for each in ("i", "ii", "iii")],
    "NMA-C06": [replace(WHOLE, themes=()), replace(WHOLE, answers=without(ANSWERS, "2_b_ii"))],
    "NMA-C07": [
        replace(WHOLE, answers=without(ANSWERS, "3_d")),
        replace(WHOLE, participants=tuple(replace(each, ndc=None) for each in WHOLE.participants)),
        replace(WHOLE, participants=tuple(replace(each, role="partner") for each in WHOLE.participants), needs=()),
    ],
    "NMA-C08": [replace(WHOLE, answers=without(ANSWERS, "2_b_i"))],
    "NMA-C09": [
        *(replace(WHOLE, rights=without(WHOLE.rights, each)) for each in catalogue().lists["right"].codes),
        replace(WHOLE, answers=without(ANSWERS, "3_e")),
    ],
    "NMA-C10": [
        replace(WHOLE, safeguards=()),
        replace(WHOLE, safeguards=(replace(WHOLE.safeguards[0], answer=""),)),
    ],
    "NMA-C11": [replace(WHOLE, entities=()), replace(WHOLE, entities=(replace(WHOLE.entities[0], contact=""),))],
    "NMA-C12": [replace(WHOLE, answers=without(ANSWERS, each)) for each in catalogue().answers],
    "NMA-C14": [replace(WHOLE, needs=())],
    "NMA-C15": [replace(WHOLE, focus_areas=(), tags=())],
    "NMA-C16": [replace(WHOLE, overlaps=(replace(WHOLE.overlaps[0], scope_split=None),))],
}


@pytest.mark.parametrize("rule", MISSING)
def test_what_is_left_out_is_missing(rule):
    for approach in MISSING[rule]:
        assert outcomes(approach)[rule].outcome is Outcome.MISSING


def test_consent_is_asked_of_each_party_by_itself():
    lines = [version(WHOLE, 2, 2), *answers(WHOLE.parties[:2], 2, 3)]
    found = outcomes(WHOLE, lines)
    assert (found["NMA-C01"].outcome, found["NMA-C01"].about) == (Outcome.MISSING, WHOLE.parties[2:])
    assert found["NMA-C03"].outcome is Outcome.DECLARED
    assert outcomes(WHOLE, lines[:2])["NMA-C03"].outcome is Outcome.MISSING, "one consent is not more than one"
    declined = [*lines, *answers(WHOLE.parties[2:3], 2, 4, "declined")]
    assert outcomes(WHOLE, declined)["NMA-C01"].outcome is Outcome.CONTRADICTED


def test_organizations_and_providers_do_not_count_as_parties():
    alone = read(participants=[{"party": "XM", "role": "host", "ndc": "NDC"}], needs=[], declarations={})
    assert len(alone.entities) == 2
    found = outcomes(alone)["NMA-C03"]
    assert (found.outcome, found.about) == (Outcome.CONTRADICTED, ("1", "2"))


def test_support_on_a_condition_that_is_a_transaction_contradicts():
    support = approach_form()["support"]
    support[0]["conditions"] = ["REPORTING_TO_DONOR", "CARBON_OFFTAKE"]
    found = outcomes(read(support=support))["NMA-C02"]
    assert (found.outcome, found.about) == (Outcome.CONTRADICTED, ("CARBON_OFFTAKE",))


def test_an_own_outcome_authorized_elsewhere_contradicts_both_rules():
    approach = replace(WHOLE, overlaps=(replace(WHOLE.overlaps[0], own_outcome_authorized=True),))
    found = outcomes(approach)
    assert found["NMA-C04"].outcome is Outcome.CONTRADICTED
    assert found["NMA-C16"].outcome is Outcome.CONTRADICTED


def test_a_submission_needs_the_concurrence_of_every_other_party():
    lines = recorded(WHOLE)[:-2]
    assert outcomes(WHOLE, lines)["NMA-C13"].outcome is Outcome.MISSING
    early = [version(WHOLE, 2, 2), *answers(WHOLE.parties[:3], 2, 3),
             line(Kind.SUBMISSION, 2, 4, party="XM", focal_point="f")]  # fmt: skip
    found = outcomes(WHOLE, early)["NMA-C13"]
    assert (found.outcome, found.about) == (Outcome.CONTRADICTED, ("XV",))
    left = outcomes(WHOLE, [*recorded(WHOLE), *answers(["XV"], 3, 1, "left")])
    assert left["NMA-C13"].outcome is Outcome.DECLARED, "it had concurred when it was submitted"
    assert left["NMA-C01"].outcome is Outcome.CONTRADICTED


def test_mitigation_alone_and_a_candidate_focus_are_looked_at_and_stop_nothing():
    found = outcomes(replace(WHOLE, themes=("mitigation",), focus_areas=("BLUE_CARBON",)))
    assert found["NMA-C06"].warned
    assert found["NMA-C15"].warned
    assert not stops(tuple(found.values()), catalogue())


def test_optional_rules_and_warnings_stop_nothing():
    found = outcomes(replace(WHOLE, needs=(), focus_areas=(), tags=()))
    assert found["NMA-C14"].outcome is found["NMA-C15"].outcome is Outcome.MISSING
    assert not stops(tuple(found.values()), catalogue())


def test_every_finding_is_explained_in_both_languages():
    approaches = [WHOLE, read(**dict.fromkeys(("themes", "answers", "rights", "safeguards", "entities", "needs",
                                               "focus_areas", "tags", "declarations")))]  # fmt: skip
    for approach in (*approaches, *(one for each in MISSING.values() for one in each)):
        for finding in outcomes(approach).values():
            english = finding_sentence(finding, catalogue(), "en")
            chinese = finding_sentence(finding, catalogue(), "zh-Hant")
            assert english.endswith(".")
            assert chinese.endswith("。")
            assert "{" not in english + chinese
