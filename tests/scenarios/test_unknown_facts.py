"""Nothing is issued while a fact is unknown on which an exemption from the share of proceeds hangs."""

from pathlib import Path

from sextant.application.scenario.parse import parse_story
from sextant.application.scenario.run import run
from sextant.storage.rulebook_files import cyclebooks
from sextant.storage.scenario_files import scratch_stage

FILE = Path(__file__).parents[2] / "scenarios" / "pacm_solar.yaml"
FACT = "host_opted_in_to_adaptation_share"


def test_a_fact_that_is_neither_yes_nor_no_is_not_taken_as_no_at_issuance():
    text = FILE.read_text(encoding="utf-8")
    known = "subject: XA, facts: {host_least_developed: no, host_small_island: no"
    assert known in text
    text = text.replace(known, f"{known}, {FACT}: maybe", 1)
    ran = run(scratch_stage(parse_story(text, FILE.name, cyclebooks())))
    refused = [
        each.refusal for each in ran.happened if each.refusal is not None and each.refusal.code == "fact_unknown"
    ]
    assert refused
    assert {each.about["name"] for each in refused} == {FACT}
    assert sum(each.quantity for each in ran.holdings) == 0
