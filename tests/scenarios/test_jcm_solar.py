"""A JCM project from the idea note to ITMOs: as it is told, and tried in every wrong way."""

from pathlib import Path

import pytest

from sextant.application.queries.verify import verify
from sextant.application.scenario.attempts import Wrong, attempts
from sextant.application.scenario.run import run
from sextant.domain.account import account_id
from sextant.storage.account_types import account_types
from sextant.storage.scenario_files import read_story, scratch_stage

FILE = Path(__file__).parents[2] / "scenarios" / "jcm_solar.yaml"


@pytest.fixture(scope="module")
def told():
    stage = scratch_stage(read_story(FILE))
    return stage, run(stage)


def test_every_step_comes_as_the_scenario_says(told):
    _, ran = told
    assert [(each.scene.number, each.surprises) for each in ran.happened if each.surprises] == []
    assert ran.surprises == []


def test_each_side_issued_its_part_in_its_own_registry_and_both_add_up(told):
    stage, ran = told
    spaces = {each.id: each for each in stage.reader.spaces()}
    quantities = {spaces[lot.space].registry: lot.quantity for lot in stage.reader.lots()}
    assert quantities == {"JCM-JP": 2_400, "JCM-ID": 1_601}
    assert sum(each.quantity for each in ran.holdings) == 4_001


def test_decided_notified_and_issued_by_each_side_are_four_days(told):
    stage, _ = told
    world = stage.world("ID901")
    period = next(each for each in world.runs.values() if each.cycle.path == "jcm_indonesia.monitoring_period")
    days = [period.dates[name].isoformat() for name in ("decided", "notified", "issued_by_japan", "issued_by_partner")]
    assert days == ["2026-03-02", "2026-03-04", "2026-03-09", "2026-03-24"]
    assert period.state == "issued"


def test_a_share_that_is_off_the_usual_one_is_taken_with_a_warning(told):
    _, ran = told
    warned = [(each.scene.take, each.warnings[0].about["expected"]) for each in ran.happened if each.warnings]
    assert warned == [("agree_allocation", "0.5"), ("agree_allocation", "0.5")]


def test_an_account_of_the_partner_is_in_its_registry(told):
    stage, _ = told
    assert stage.reader.account(account_id("JCM-ID", "A-STATE")).party == "XA"
    assert stage.reader.account(account_id("JCM-JP", "A-STATE")) is None


def test_the_ledger_of_both_registries_verifies(told):
    stage, _ = told
    assert verify(stage.reader, account_types()).findings == []


def test_every_wrong_attempt_is_refused_and_every_last_moment_is_permitted():
    found = list(attempts(scratch_stage(read_story(FILE))))
    right = (Wrong.LAST_MOMENT, Wrong.SAME_ROLE)
    assert [each for each in found if (each.refusal is None) != (each.wrong in right)] == []
    assert {each.wrong for each in found} >= {
        Wrong.ROLE,
        Wrong.ORDER,
        Wrong.LAST_MOMENT,
        Wrong.TOO_LATE,
        Wrong.DOCUMENT,
    }
    assert len(found) > 500
