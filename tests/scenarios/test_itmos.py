"""Units of other registries that become ITMOs, told as stories: both sides report the same tonnes, in one registry."""

from pathlib import Path

import pytest
import yaml

from sextant.application.queries.verify import verify
from sextant.application.scenario.abroad import Reported
from sextant.application.scenario.parse import parse_story
from sextant.application.scenario.run import run, steps
from sextant.rules.text import RuleTextError
from sextant.storage.opening import scratch_office
from sextant.storage.rulebook_files import cyclebooks
from sextant.storage.scenario_files import read_story, scratch_stage, stage_in

FOLDER = Path(__file__).parents[2] / "scenarios"
FILES = sorted(FOLDER.glob("itmo_*.yaml"))
BUYER_USES = FOLDER / "itmo_d2_used_by_buyer.yaml"


def reported(ran):
    return [each.outcome for each in ran.happened if isinstance(each.outcome, Reported)]


@pytest.fixture(scope="module")
def together():
    """All stories played in one registry, and what came of each; played again at the end."""
    office = scratch_office()
    stages = {file.stem: stage_in(read_story(file), office) for file in FILES}
    ran = {name: run(stage) for name, stage in stages.items()}
    return office, stages, ran


def test_the_seven_reconstructions_and_the_voluntary_block_are_there():
    assert [file.stem.split("_")[1] for file in FILES] == ["d1", "d2", "d3", "d4", "d5", "d6", "d7", "voluntary"]
    for file in FILES[:7]:
        story = read_story(file)
        assert "reconstruction from public figures" in story.label.english
        assert "依公開數字重建" in story.label.chinese
        assert "invented" in story.about.english or "invented" in file.read_text(encoding="utf-8")


def test_every_story_goes_as_it_says_in_one_registry(together):
    office, _, ran = together
    for name, each in ran.items():
        told = [said for one in each.happened for said in one.surprises]
        assert (name, told, each.surprises) == (name, [], [])
    assert verify(office.reader, office.registry.account_types).findings == []


def test_played_again_nothing_is_added(together):
    office, stages, _ = together
    before = sum(1 for _ in office.reader.entries())
    for name, stage in stages.items():
        assert stage.was_played(), name
        for each in steps(stage):
            assert not each.surprises, (name, each.scene.number)
    assert sum(1 for _ in office.reader.entries()) == before


def test_what_the_host_first_transfers_the_buyer_acquires(together):
    _, _, ran = together
    for name, host, buyer in (("itmo_d1_two_vintages", "TH", "CH"), ("itmo_d2_used_by_buyer", "GH", "CH"),
                              ("itmo_d3_jcm_units", "TH", "JP"), ("itmo_voluntary_block", "XM", "XV")):  # fmt: skip
        [both] = reported(ran[name])
        assert both.figures[host]["first_transfer"] == both.figures[buyer]["acquisition"] > 0
        assert sum(both.adjustments[host].values()) == both.figures[host]["first_transfer"]
        assert -sum(both.adjustments[buyer].values()) == both.figures[buyer]["use"]
        assert both.failed == ()


def test_adjusted_is_in_the_year_of_the_mitigation_not_of_the_report(together):
    [only] = reported(together[2]["itmo_d4_late_first_transfer"])
    assert dict(only.adjustments["TZ"]) == {2022: 67_497, 2023: 230_126, 2024: 25_748}
    assert only.figures["TZ"]["first_transfer"] == 323_371


def test_what_is_undetermined_is_told_and_no_zero_is_passed_over_in_silence(together):
    stage_ran = together[2]["itmo_d5_undetermined"]
    undetermined = [each.scene.number for each in stage_ran.happened if getattr(each.outcome, "undetermined", None)]
    assert len(undetermined) == 2
    assert [each.failed for each in reported(stage_ran)] == [("S04",), ("S04",)]


def changed(change):
    body = yaml.load(BUYER_USES.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    change(body)
    return yaml.safe_dump(body, allow_unicode=True)


def test_a_figure_that_differs_is_a_surprise():
    def change(body):
        body["steps"][-1]["report"]["expected"]["CH"]["use"] = "8001"
        body["steps"][-1]["report"]["expected"]["GH"]["adjustments"] = {"2023": "11732"}
        body["steps"][-1]["report"]["findings"] = ["P01"]

    ran = run(scratch_stage(parse_story(changed(change), BUYER_USES.name, cyclebooks())))
    told = ran.happened[-1].surprises
    assert [each.split(" ")[0] for each in told] == ["CH", "GH", "the"], told
    assert not ran.as_expected


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda body: body.pop("reporting"), "the scenario has no reporting"),
        (lambda body: body["reporting"]["GH"].update(registry="Accra"), "'Accra' is no registry of a Party"),
        (lambda body: body["reporting"]["GH"].update(ndc_period="always"), "'always' are no years"),
        (lambda body: body["steps"][0]["statement"].update(uses=["export"]), "uses"),
        (lambda body: body["steps"][1]["foreign_event"].update(executed_on="2025-06-02"), "executed_on"),
        (lambda body: body["steps"][1].update(undetermined="maybe"), "undetermined"),
        (lambda body: body["steps"][-1]["report"]["expected"].update(FR={}), "FR"),
        (lambda body: body["steps"][-1]["report"].update(years="2026 to 2024"), "'2026 to 2024' are no years"),
    ],
)  # fmt: skip
def test_a_step_that_cannot_be_meant_is_told_with_its_place(change, said):
    with pytest.raises(RuleTextError, match=said):
        parse_story(changed(change), BUYER_USES.name, cyclebooks())
