"""What a rulebook says of issuance: what does not hang together does not load, each with one sentence."""

import pytest
from tests.rules.shipped import TEXTS

from sextant.workflow.cyclebook import check

RULE = "article_6_4/issuance.yaml"
ISSUES = ": steps.issue.deed: an issuance"
FAULTS = {
    "no class takes the rest": (RULE, "  - {class: MCU}\n", "", f"{RULE}: issued: no class takes the rest"),
    "a class of another type": (RULE, "{class: MCU}", "{class: XYZ}", f"{RULE}: issued.class: 'XYZ' is no unit class"),
    "a division of its own": (RULE, "divided_by: vintage", "divided_by: site",
                              f"{RULE}: divided_by: 'site' is no division of an issuance; use one of"),
    "a vintage where there is none": (RULE, "divided_by: vintage", "divided_by: whole",
                                      f"{RULE}: serials: there is no vintage here; divide by it, or leave it out"),
    "an element of a serial": (RULE, "prefix: [registry,", "prefix: [colour,",
                               f"{RULE}: serials.prefix: 'colour' is no element of a serial"),
    "a period of one day": (RULE, "period: [monitoring_period_start, monitoring_period_end]", "period: [opened]",
                            f"{RULE}: period: found 1 dates; name the first and the last day of the period"),
    "nobody states the part": (RULE, "quantity: authorized_by_vintage", "quantity: sold",
                               f"{ISSUES} reads sold, and nobody states it; add it to `states`"),
    "nobody states the request": (RULE, "requested: quantity_by_vintage", "requested: wished",
                                  f"{ISSUES} reads wished, and no step of the case states it"),
    "a date that never comes": (RULE, "monitoring_period_end]", "doomsday]",
                                f"{ISSUES} reads the date doomsday, and the case never has it"),
    "a fact that nobody records": (RULE, "{class: MCU}", "{class: MCU, unless: [sold_out]}",
                                   f"{ISSUES} asks about sold_out, and no step records that fact"),
}  # fmt: skip


CYCLES = ("issuance_batch", "monitoring_period")
"""The cycles that issue."""


@pytest.mark.parametrize("name", FAULTS)
def test_what_does_not_hang_together_does_not_load(name):
    file, old, new, begins = FAULTS[name]
    assert old in TEXTS[file]
    found = check({**TEXTS, file: TEXTS[file].replace(old, new, 1)})
    places = [f"article_6_4/cycles/{cycle}.yaml" for cycle in CYCLES] if begins.startswith(ISSUES) else [""]
    assert len(found) == len(places)
    assert all(told.startswith(f"{place}{begins}") for told, place in zip(found, places, strict=True)), found


def test_a_step_that_issues_asks_for_a_rule_of_issuance():
    missing = "steps.issue.deed: issuance.yaml is missing; it says what an issuance brings into being"
    texts = {name: text for name, text in TEXTS.items() if name != RULE}
    assert check(texts) == tuple(f"article_6_4/cycles/{cycle}.yaml: {missing}" for cycle in CYCLES)
