"""An appeal that succeeds: as it is told, what became of the fee, and tried in every wrong way."""

from pathlib import Path

import pytest

from sextant.application.scenario.attempts import Wrong, attempts
from sextant.application.scenario.run import run
from sextant.storage.scenario_files import read_story, scratch_stage
from sextant.workflow.money import money_of_case

FILE = Path(__file__).parents[2] / "scenarios" / "pacm_appeal.yaml"


@pytest.fixture(scope="module")
def told():
    stage = scratch_stage(read_story(FILE))
    return stage, run(stage)


def test_every_step_comes_as_the_scenario_says_and_rests_on_a_paragraph(told):
    _, ran = told
    assert [(each.scene.number, each.surprises) for each in ran.happened if each.surprises] == []
    assert ran.as_expected
    assert all(each.source is not None for each in ran.happened)


def test_the_rejection_the_remand_and_the_new_decision_are_three_things_and_the_fee_went_back(told):
    stage, _ = told
    world = stage.world("S0004")
    cases = {run.cycle.path.partition(".")[2]: run for run in world.runs.values()}
    passed = [each.to_state for each in cases["registration_request"].transitions if each.to_state != each.from_state]
    assert passed[-6:] == ["under_review", "rejected", "appealed", "reconsideration", "approved", "granted"]
    assert cases["review"].state == "rejected"
    assert cases["appeal"].state == "remanded"
    lines = [(each.kind.value, int(each.amount)) for each in money_of_case(world, cases["appeal"])]
    assert lines == [("charged", 30_000), ("received", 30_000), ("refund_due", 30_000), ("paid_back", 30_000)]


def test_every_wrong_attempt_is_refused():
    right = {Wrong.LAST_MOMENT, Wrong.SAME_ROLE}
    tried = list(attempts(scratch_stage(read_story(FILE))))
    through = [
        (each.scene.take, each.wrong, each.what) for each in tried if each.wrong not in right and not each.refusal
    ]
    assert through == []
    assert [each.refusal for each in tried if each.wrong is Wrong.LAST_MOMENT and each.refusal] == []
