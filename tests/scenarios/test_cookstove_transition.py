"""A cookstove programme of a least developed country, from its transition to its first issuance."""

from pathlib import Path

import pytest

from sextant.application.queries.funnel_of_cases import funnel_of_cases
from sextant.application.scenario.run import run
from sextant.storage.passage_files import stages
from sextant.storage.scenario_files import read_story, scratch_stage

FILE = Path(__file__).parents[2] / "scenarios" / "cookstove_transition.yaml"


@pytest.fixture(scope="module")
def told():
    stage = scratch_stage(read_story(FILE))
    return stage, run(stage)


def test_every_step_comes_as_the_scenario_says(told):
    _, ran = told
    assert [(each.scene.number, each.surprises) for each in ran.happened if each.surprises] == []
    assert ran.as_expected


def test_nothing_goes_to_adaptation_and_two_per_cent_of_the_gross_for_overall_mitigation(told):
    _, ran = told
    held: dict[str, int] = {}
    for each in ran.holdings:
        held[each.account] = held.get(each.account, 0) + each.quantity
    assert held.get("adaptation", 0) == 0
    assert held["omge"] == 288
    assert sum(held.values()) == 14_400


def test_the_funnel_of_the_registry_has_the_programme_in_every_stage_it_reached(told):
    stage, _ = told
    found = {each.stage: each.on.isoformat() for each in funnel_of_cases(stage.cases, stages().cycle, stages().by_step)}
    assert found == {
        "requested": "2023-09-11", "host_approved": "2025-11-10", "approved": "2026-04-27", "issued": "2026-09-22",
    }  # fmt: skip


def test_no_new_component_is_included_on_the_cdm_methodology(told):
    stage, _ = told
    assert stage.world("S0003").facts()["inclusion_on_hold"] is True
