"""A programme issued in two batches: as it is told, what its units tell, and tried in every wrong way."""

from pathlib import Path

import pytest

from sextant.application.scenario.attempts import Wrong, attempts
from sextant.application.scenario.run import run
from sextant.storage.scenario_files import read_story, scratch_stage

FILE = Path(__file__).parents[2] / "scenarios" / "pacm_programme.yaml"


@pytest.fixture(scope="module")
def told():
    stage = scratch_stage(read_story(FILE))
    return stage, run(stage)


def test_every_step_comes_as_the_scenario_says(told):
    _, ran = told
    assert [(each.scene.number, each.surprises) for each in ran.happened if each.surprises] == []
    assert ran.as_expected


def test_the_batches_of_a_period_follow_each_other_in_one_space_of_serials(told):
    stage, _ = told
    lots = sorted(stage.reader.lots(), key=lambda each: each.first)
    assert [(each.first, each.last) for each in lots] == [(1, 9_000), (9_001, 13_500)]
    assert len({each.space for each in lots}) == 1


def test_a_least_developed_host_pays_nothing_into_the_adaptation_account_and_two_per_cent_are_cancelled(told):
    _, ran = told
    held = {each.account: each.quantity for each in ran.holdings}
    assert held == {"G-HEARTH": 13_230, "omge": 270}


def test_every_wrong_attempt_is_refused():
    right = {Wrong.LAST_MOMENT, Wrong.SAME_ROLE}
    tried = list(attempts(scratch_stage(read_story(FILE))))
    through = [
        (each.scene.take, each.wrong, each.what) for each in tried if each.wrong not in right and not each.refusal
    ]
    assert through == []
    assert [each.refusal for each in tried if each.wrong is Wrong.LAST_MOMENT and each.refusal] == []
