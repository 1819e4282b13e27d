"""A scenario may be played under several mechanisms, and a mechanism may keep its units in several registries."""

import pytest
import yaml
from tests.workflow.invented import sixth, texts

from sextant.application.scenario.parse import parse_story
from sextant.application.scenario.run import run
from sextant.domain.account import account_id
from sextant.rules.loading import load
from sextant.rules.text import RuleTextError, load_text
from sextant.storage.rulebook_files import cyclebooks
from sextant.storage.scenario_files import scratch_stage
from sextant.workflow.cyclebook import check

ACCOUNT = {"type": "government_holding", "name": "State (synthetic)", "party": "XA"}
STORY = {
    "scenario": "two", "label": {"en": "Two (synthetic)", "zh-Hant": "二（模擬）"},
    "about": {"en": "Two mechanisms.", "zh-Hant": "兩個機制。"},
    "mechanism": "jcm_indonesia", "also": ["article_6_4"], "activity": "ID902", "title": "T",
    "parties": {"XA": {"en": "Alidade (synthetic)", "zh-Hant": "照準國（模擬）"}},
    "cast": {
        "maker": {"name": "Maker (synthetic)", "role": "activity_participant", "entity": "Maker (synthetic)"},
        "host": {"name": "Host (synthetic)", "role": "designated_national_authority", "party": "XA"},
    },
    "steps": [
        {"at": "2025-08-08 09:00", "who": "maker", "open": "project", "facts": {}},
        {"at": "2025-08-08 18:00", "who": "host", "mechanism": "article_6_4", "open": "participation", "subject": "XA",
         "facts": {"host_least_developed": "no", "host_small_island": "no"}},
        {"at": "2025-08-09 18:00", "who": "host", "mechanism": "article_6_4", "case": "participation", "subject": "XA",
         "take": "provide", "state": "provided",
         "states": {"is_party": "yes", "maintains_contribution": "yes", "authority_designated": "yes",
                    "sustainable_development": "s", "activity_types": "t"}},
        {"at": "2025-08-10 18:00", "who": "maker", "open_account": {"code": "HERE", **ACCOUNT}},
        {"at": "2025-08-10 18:10", "who": "maker", "open_account": {"code": "THERE", "registry": "partner", **ACCOUNT}},
        {"at": "2025-08-10 18:20", "who": "maker", "mechanism": "article_6_4",
         "open_account": {"code": "THIRD", **ACCOUNT, "type": "holding"}},
    ],
    "expected": [],
}  # fmt: skip


def story(**changed):
    return parse_story(yaml.safe_dump({**STORY, **changed}, allow_unicode=True), "two.yaml", cyclebooks())


def with_step(number, **changed):
    steps = list(STORY["steps"])
    steps[number - 1] = {**steps[number - 1], **changed}
    return story(steps=steps)


def test_each_step_is_taken_under_its_own_mechanism_and_each_account_is_in_its_own_registry():
    stage = scratch_stage(story())
    ran = run(stage)
    assert [each.surprises for each in ran.happened if each.surprises] == []
    assert {run.cycle.path for run in stage.world("ID902").runs.values()} == {"jcm_indonesia.project"}
    party = stage.world("XA", mechanism="article_6_4")
    assert [each.state for each in party.runs.values()] == ["provided"]
    found = {code: stage.reader.account(account_id(registry, code)) is not None
             for registry, code in (("JCM-JP", "HERE"), ("JCM-ID", "THERE"), ("UN01", "THIRD"))}  # fmt: skip
    assert all(found.values()), found


@pytest.mark.parametrize(("made", "said"), [
    (lambda: story(also=["no_such"]), "mechanism with cycles"),
    (lambda: with_step(2, mechanism="cdm"), "mechanism of the scenario"),
    (lambda: with_step(5, open_account={"code": "C", "registry": "third", **ACCOUNT}), "further registry"),
])  # fmt: skip
def test_a_mechanism_or_registry_that_the_scenario_does_not_have_is_refused(made, said):
    with pytest.raises(RuleTextError, match=said):
        made()


def changed(file, change):
    content = load_text(texts()[file], file)
    change(content)
    return texts() | {file: yaml.safe_dump(content, allow_unicode=True)}


@pytest.mark.parametrize(("change", "said"), [
    (lambda content: content["steps"]["propose"].update(registry="north"), "no units come into being with this step"),
    (lambda content: content["steps"]["propose"].update(registry="north"), "no registry is called north"),
    (lambda content: content["steps"]["claim"].update(warns=["no_such_condition"]), "no condition is called"),
])  # fmt: skip
def test_a_step_that_names_a_registry_or_a_warning_wrongly_does_not_load(change, said):
    assert any(said in each for each in check(changed("sixth/cycles/shore.yaml", change)))


def test_a_further_registry_has_a_code_a_label_and_a_source_and_the_first_stays_the_first():
    north = {"code": "TIDE-N", "label": {"en": "North", "zh-Hant": "北"},
             "source": {"document": "Tidal Rules", "paragraph": "2"}}  # fmt: skip
    more = changed("sixth/mechanism.yaml", lambda content: content.update(other_registries={"north": north}))
    mechanism = load(more).books["sixth"].mechanism
    assert (mechanism.code_of_registry(None), mechanism.code_of_registry("north")) == ("TIDE", "TIDE-N")
    assert sixth().rulebooks.books["sixth"].mechanism.other_registries == {}
    without = {key: each for key, each in north.items() if key != "source"}
    broken = changed("sixth/mechanism.yaml", lambda content: content.update(other_registries={"north": without}))
    assert any("source is missing" in each for each in check(broken))


def test_a_class_of_units_may_be_held_to_a_restriction_and_to_no_other():
    classes = "sixth/unit_classes.yaml"
    home = changed(classes, lambda content: content["unit_classes"]["TU"].update(restrictions=["domestic"]))
    assert load(home).books["sixth"].unit_classes["TU"].restrictions == ("domestic",)
    other = changed(classes, lambda content: content["unit_classes"]["TU"].update(restrictions=["abroad"]))
    assert any("restriction" in each for each in check(other))
