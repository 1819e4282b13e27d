"""What a rulebook says of issuance: what does not hang together does not load, each with one sentence."""

import pytest
from tests.rules.shipped import TEXTS

from sextant.workflow.cyclebook import check

RULE, PERIOD = "article_6_4/issuance.yaml", "article_6_4/cycles/monitoring_period.yaml"
STEP = f"{PERIOD}: steps.issue.deed: an issuance"
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
                               f"{STEP} reads sold, and nobody states it; add it to `states`"),
    "nobody states the request": (RULE, "requested: quantity_by_vintage", "requested: wished",
                                  f"{STEP} reads wished, and no step of the case states it"),
    "a date that never comes": (RULE, "monitoring_period_end]", "doomsday]",
                                f"{STEP} reads the date doomsday, and the case never has it"),
    "a fact that nobody records": (RULE, "{class: MCU}", "{class: MCU, unless: [sold_out]}",
                                   f"{STEP} asks about sold_out, and no step records that fact"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_what_does_not_hang_together_does_not_load(name):
    file, old, new, begins = FAULTS[name]
    assert old in TEXTS[file]
    found = check({**TEXTS, file: TEXTS[file].replace(old, new, 1)})
    assert [each for each in found if each.startswith(begins)] == list(found) != []


def test_a_step_that_issues_asks_for_a_rule_of_issuance():
    texts = {name: text for name, text in TEXTS.items() if name != RULE}
    assert check(texts) == (
        f"{PERIOD}: steps.issue.deed: issuance.yaml is missing; it says what an issuance brings into being",
    )
