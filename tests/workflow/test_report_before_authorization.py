"""No units are authorized under an approach unless the host's initial report covers it (2/CMA.3, annex, 18 and 19)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.workflow.play import NAMESPACE, Play
from tests.workflow.test_article_6_2 import GHANA, SECRETARIAT, STATEMENT, SWISS, approach, begun, in_order, noon

from sextant.domain.refusal import Refusal
from sextant.workflow.advance import advance, warnings_of
from sextant.workflow.case import Act, Filed

DAY = "2025-03-01"
SUBMIT, PUT_OFF = {"report_kind": "initial"}, {"reasons": "with the next transparency report"}


def report(play: Play, *steps) -> None:
    """Let the host begin a report and take these steps in it."""
    play.take("participation", "begin_initial_report", GHANA, noon(steps[0][1] if steps else "2024-12-01"))
    for name, day, stated in steps:
        play.take("initial_report", name, GHANA, noon(day), **stated)


def outcome(*reports, day=DAY):
    """Return why an authorization is refused after these reports of the host, else what it warns of."""
    host = Play("article_6_2.participation", noon("2024-11-01"), facts={}, subject="GH")
    for steps in reports:
        report(host, *steps)
    partner = approach()
    for party in (GHANA, SWISS):
        partner.take("cooperative_approach", "sign", party, noon("2024-12-10"))
    partner.take("cooperative_approach", "identify", SECRETARIAT, noon("2024-12-20"), approach_identifier="CA0003")
    play = begun("authorization")
    play.history = replace(play.history, beside=(partner.history, host.history))
    for cycle, step, actor, at, stated in in_order("authorization")[:8]:
        play.take(cycle, step, actor, noon(at), **stated)
    run = play.run("authorization", noon(day))
    act = Act(id=NAMESPACE, case=run.case.id, step="authorize_itmos", actor=GHANA, at=noon(day), stated=STATEMENT,
              documents=(Filed("authorization_statement", "0" * 64),))  # fmt: skip
    world = play.world(noon(day))
    decided = advance(play.history, play.rules, act)
    return decided if isinstance(decided, Refusal) else [each.about["need"] for each in warnings_of(world, act)]


def covers(names):
    return {"covered_approaches": names}


def submitted(day, names="CA-GH-CH"):
    return ("submit", day, SUBMIT | covers(names))


def announced(for_day, names="CA-GH-CH", on="2024-12-05"):
    return ("put_off", on, PUT_OFF | covers(names) | {"report_expected": for_day})


GIVEN_UP = ("give_up", "2025-01-10", {})


@pytest.mark.parametrize(
    ("reports", "warned"),
    [
        ([[submitted("2025-01-05")]], []),
        ([[submitted(DAY)]], []),
        ([[submitted("2025-01-05", "CA-TH-CH; CA-GH-CH")]], []),
        ([[submitted("2025-01-05", "CA-TH-CH")], [submitted("2025-01-06")]], []),
        ([[announced("2025-03-02")]], ["initial_report_submitted"]),
        ([[announced(DAY)]], ["initial_report_submitted"]),
        ([[announced("2025-02-01"), submitted("2025-02-20")]], []),
        ([[announced("2025-01-20"), announced("2025-04-01", on="2025-01-19")]], ["initial_report_submitted"]),
    ],
)
def test_a_report_that_covers_the_approach_or_is_announced_lets_it_be_authorized(reports, warned):
    assert outcome(*reports) == warned


@pytest.mark.parametrize(
    ("reports", "found"),
    [
        ([], "covered_approaches: –"),
        ([[]], "covered_approaches: –"),
        ([[submitted("2025-01-05", "CA-TH-CH")]], "covered_approaches: –"),
        ([[announced("2025-03-02", "CA-TH-CH")]], "covered_approaches: –"),
        ([[announced("2025-02-28")]], "report_expected: 2025-02-28"),
        ([[announced("2025-03-02"), GIVEN_UP]], "covered_approaches: –"),
        ([[announced("2025-03-02"), submitted("2025-01-05", "CA-TH-CH")]], "covered_approaches: –"),
        ([[submitted("2025-01-05"), ("resubmit", "2025-01-06", covers("CA-TH-CH") | {"reasons": "typing"})]],
         "covered_approaches: –"),
    ],
)  # fmt: skip
def test_without_one_or_after_the_day_announced_nothing_is_authorized(reports, found):
    refused = outcome(*reports)
    assert isinstance(refused, Refusal)
    assert (refused.code, refused.about["need"]) == ("condition_not_met", "initial_report_covers")
    assert (refused.about["found"], refused.about["expected"]) == (found, "covered_approaches: CA-GH-CH")


def test_the_identifier_of_the_platform_names_the_approach_as_well():
    assert outcome([submitted("2025-01-05", "CA0003")]) == []
