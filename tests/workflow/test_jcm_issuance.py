"""What the Joint Committee decides on, how both sides share it, and what each issues of it."""

import json
from datetime import date
from fractions import Fraction

import pytest
from tests.shared_data import SHARED
from tests.workflow.jcm import (
    DECIDED,
    DEVELOPER,
    ENTITY,
    GOVERNMENT_JAPAN,
    GOVERNMENT_PARTNER,
    JAPAN,
    MANAGER_JAPAN,
    MANAGER_PARTNER,
    PARTNER,
    PDD,
    SAID,
    SECRETARIAT,
    accepted,
    accepted_by,
    assessed,
    at,
    idea,
    notified,
    registered,
    requested,
    together,
    validated,
)
from tests.workflow.play import Play

from sextant.domain.rounding import Rounding
from sextant.storage.rulebook_files import cyclebooks
from sextant.workflow.case import beside
from sextant.workflow.needs.period import split_after
from sextant.workflow.needs.share import share_of
from sextant.workflow.needs.text import known_beside

VECTORS = SHARED / "vectors" / "JCM-allocation.json"
MN, ID = "jcm_mongolia", "jcm_indonesia"


def vectors():
    return json.loads(VECTORS.read_text(encoding="utf-8"), parse_float=str)["vectors"] if VECTORS.is_file() else []


@pytest.mark.skipif(not VECTORS.is_file(), reason="the vectors are not beside the project")
def test_the_vectors_of_allocation_are_there():
    assert len(vectors()) == 3


@pytest.mark.parametrize("vector", vectors(), ids=lambda each: each["id"])
def test_a_vector_of_allocation_is_what_the_joint_committee_may_decide_and_nothing_else(vector):
    total = int(Fraction(str(vector["inputs"]["ER_p"])))
    share, final = str(vector["inputs"]["Japan_share"]), vector["expected"]["final"]
    assert total == vector["expected"]["intermediate"]["total"]
    japan = share_of(total, Fraction(share), Rounding.DOWN)
    assert (japan, total - japan) == (final["Japan_floor"], final["partner_remainder"])
    play = requested(ID, certified=total, share=share)
    for wrong in (-1, 1):
        parts = {"japan_by_vintage": f"2021: {japan + wrong}", "partner_by_vintage": f"2021: {total - japan - wrong}"}
        refused = play.try_("monitoring_period", "decide", JAPAN, at("2025-10-10"),
                            decided_by_vintage=f"2021: {total}", **parts)  # fmt: skip
        assert refused.about["need"] == "shared_by"
    together(play, "monitoring_period", "decide", "2025-10-10", decided_by_vintage=f"2021: {total}",
             japan_by_vintage=f"2021: {japan}", partner_by_vintage=f"2021: {total - japan}")  # fmt: skip
    assert play.state("monitoring_period", at("2025-10-10")) == "decided"


@pytest.mark.parametrize(("changed", "need"), [
    ({"partner_by_vintage": "2021: 30; 2022: 20"}, "adds_up"),
    ({"partner_by_vintage": "2021: 30; 2022: 21"}, "adds_up"),
    ({"japan_by_vintage": "2021: 31; 2022: 20", "partner_by_vintage": "2021: 30; 2022: 20"}, "shared_by"),
    ({"decided_by_vintage": "2021: 62; 2022: 40"}, "quantity_at_most"),
    ({"decided_by_vintage": "many"}, "quantity_at_most"),
])  # fmt: skip
def test_parts_that_do_not_add_up_or_are_not_the_share_agreed_are_refused(changed, need):
    refused = requested(ID).try_("monitoring_period", "decide", JAPAN, at("2025-10-10"), **{**DECIDED, **changed})
    assert (refused.code, refused.about["need"]) == ("condition_not_met", need)


def test_the_other_side_decides_on_the_same_amount_or_not_at_all():
    play = requested(ID)
    play.take("monitoring_period", "decide", JAPAN, at("2025-10-10"), **DECIDED)
    other = {"decided_by_vintage": "2021: 60; 2022: 40", "japan_by_vintage": "2021: 30; 2022: 20",
             "partner_by_vintage": "2021: 30; 2022: 20"}  # fmt: skip
    refused = play.try_("monitoring_period", "decide", PARTNER, at("2025-10-11"), **other)
    assert refused.about["need"] == "agreed_by_all"
    play.take("monitoring_period", "decide", PARTNER, at("2025-10-11"), yes=False, **DECIDED)
    assert play.state("monitoring_period", at("2025-10-11")) == "request_complete"


@pytest.mark.parametrize("share", ["half", "1.1", "-0.1", "1/0"])
def test_a_share_is_a_number_from_0_to_1(share):
    refused = validated(MN).try_("project", "agree_allocation", JAPAN, at("2025-09-01"), japan_share=share)
    assert (refused.about["need"], refused.about["found"]) == ("is_share", share)


def monitored(play, start, end):
    return play.try_("project", "begin_monitoring_period", DEVELOPER, at("2025-10-06"), monitoring_period_start=start,
                     monitoring_period_end=end, verifying_entity="Verify")  # fmt: skip


def test_a_period_that_spans_the_end_of_2020_is_split_there():
    play = registered(MN)
    refused = monitored(play, "2020-07-01", "2021-06-30")
    assert refused.about["need"] == "not_across"
    assert refused.about["expected"] == "2020-07-01–2020-12-31, 2021-01-01–2021-06-30"
    parts = split_after((date(2020, 7, 1), date(2021, 6, 30)), date(2020, 12, 31))
    for start, end in parts:
        assert monitored(play, start.isoformat(), end.isoformat()) is None
    periods = [
        run for run in play.world(at("2025-10-06")).runs.values() if run.cycle.path.endswith("monitoring_period")
    ]
    assert len(periods) == 2


@pytest.mark.parametrize(("start", "end", "need"), [
    ("2020-07-01", "2020-12-31", None), ("2021-01-01", "2021-12-31", None), ("2020-12-31", "2021-01-01", "not_across"),
])  # fmt: skip
def test_a_period_that_ends_or_begins_at_the_boundary_does_not_span_it(start, end, need):
    refused = monitored(registered(MN), start, end)
    assert (refused and refused.about["need"]) == need


@pytest.mark.parametrize(("start", "end", "passes"), [
    ("2022-12-31", "2023-06-30", False), ("2023-01-01", "2023-06-30", True), ("2024-01-01", "2024-06-30", True),
    ("2021-03-01", "2021-03-01", False),
])  # fmt: skip
def test_periods_may_leave_a_gap_but_share_no_day(start, end, passes):
    refused = monitored(requested(MN), start, end)
    assert (refused is None) == passes
    assert passes or refused.about["need"] == "overlaps_none"


def test_a_side_accepts_its_own_part_and_of_nothing_notes_nothing():
    play = notified(MN)
    accept = ("issuance_by_partner", "accept", GOVERNMENT_PARTNER, at("2025-10-12"))
    assert play.try_(*accept, quantity_by_vintage=DECIDED["japan_by_vintage"]).about["need"] == "agrees_with"
    assert play.try_("issuance_by_partner", "note_nothing", GOVERNMENT_PARTNER, at("2025-10-12"),
                     quantity_by_vintage=DECIDED["partner_by_vintage"]).about["need"] == "is_nothing"  # fmt: skip
    none = requested(ID, certified=1)
    stated = {"decided_by_vintage": "2021: 1", "japan_by_vintage": "none", "partner_by_vintage": "2021: 1"}
    together(none, "monitoring_period", "decide", "2025-10-10", **stated)
    none.take("monitoring_period", "notify", SECRETARIAT, at("2025-10-11"))
    accept = ("issuance_by_japan", "accept", GOVERNMENT_JAPAN, at("2025-10-12"))
    assert none.try_(*accept, quantity_by_vintage="none").about["need"] == "is_something"
    none.take("issuance_by_japan", "note_nothing", GOVERNMENT_JAPAN, at("2025-10-12"), quantity_by_vintage="none")
    assert none.state("monitoring_period", at("2025-10-12")) == "issued_by_japan"


def test_decision_notification_and_the_two_issuances_are_facts_with_days_of_their_own():
    play = accepted_by(MN, "partner")
    stated = {"quantity": 51, "authorized_by_vintage": "none", "distribution_account": "A"}
    play.take("issuance_by_partner", "issue_to_keep", MANAGER_PARTNER, at("2025-10-20"), **stated)
    run = play.run("monitoring_period", at("2025-12-01"))
    days = {name: run.dates.get(name) for name in ("decided", "notified", "issued_by_partner", "issued_by_japan")}
    assert days == {"decided": date(2025, 10, 10), "notified": date(2025, 10, 11),
                    "issued_by_partner": date(2025, 10, 20), "issued_by_japan": None}  # fmt: skip
    assert run.state == "issued_by_partner"
    play.take("issuance_by_japan", "accept", GOVERNMENT_JAPAN, at("2025-12-01"),
              quantity_by_vintage=DECIDED["japan_by_vintage"])  # fmt: skip
    play.take("issuance_by_japan", "issue", MANAGER_JAPAN, at("2025-12-02"), **{**stated, "quantity": 50})
    assert play.state("monitoring_period", at("2025-12-02")) == "issued"


def test_the_fate_of_the_part_of_the_partner_is_known():
    for step, fact in (("issue_to_keep", "partner_share_kept"), ("issue_authorized", "partner_share_authorized")):
        play = accepted_by(ID, "partner", with_authorization=True)
        play.take("issuance_by_partner", step, MANAGER_PARTNER, at("2025-10-20"), quantity=51,
                  authorized_by_vintage="none", distribution_account="A")  # fmt: skip
        assert play.world(at("2025-10-20")).facts()[fact] is True


def test_what_is_kept_at_home_is_not_issued_as_authorized_and_no_vintage_before_2021_is():
    play = accepted_by(ID, "partner", with_authorization=True)
    stated = {"quantity": 51, "distribution_account": "A"}
    refused = play.try_("issuance_by_partner", "issue_to_keep", MANAGER_PARTNER, at("2025-10-20"), **stated,
                        authorized_by_vintage="2021: 31")  # fmt: skip
    assert refused.about["need"] == "is_nothing"
    refused = play.try_("issuance_by_partner", "issue_authorized", MANAGER_PARTNER, at("2025-10-20"), **stated,
                        authorized_by_vintage="2020: 1; 2021: 30")  # fmt: skip
    assert (refused.about["need"], refused.about["found"], refused.about["expected"]) == ("vintages_from", 2020, 2021)


def test_a_project_is_registered_once():
    play = validated(MN)
    together(play, "project", "agree_allocation", "2025-09-01", japan_share="0.8")
    refused = play.try_("project", "request_registration", DEVELOPER, at("2025-09-02"), registered_nowhere_else=False)
    assert (refused.about["need"], refused.about["expected"]) == ("confirmed", "registered_nowhere_else")
    play = registered(MN)
    together(play, "project", "cancel_registration", "2026-01-05", registered_elsewhere="A6.4-0001")
    assert play.state("project", at("2026-01-05")) == "registration_cancelled"
    assert play.state("authorization_of_use", at("2026-01-05")) == "ended"


def test_a_version_of_a_methodology_that_is_not_approved_or_was_withdrawn_cannot_be_used():
    refused = accepted(MN).try_("project", "ask_for_assessment", DEVELOPER, at("2025-06-12"),
                                methodology_version="ver2.0")  # fmt: skip
    assert (refused.about["need"], refused.about["expected"]) == ("listed_beside", "ver1.0")
    play = idea("jcm_thailand")
    play.take("project", "prepare", DEVELOPER, at("2025-06-03"), **SAID, methodology="TH_AM901",
              methodology_version="ver2.0")  # fmt: skip
    refused = play.try_("project", "submit_pdd", DEVELOPER, at("2025-07-01"), **PDD)
    assert (refused.about["need"], refused.about["found"]) == ("listed_beside", "ver2.0")
    play = idea(MN, versions="")
    assert known_beside(play.world(at("2025-06-02")), "MN_AM901", "approved_versions") == ""


def test_an_entity_validates_only_in_the_scopes_for_which_it_is_designated():
    play = assessed(MN)
    play.take("project", "submit_pdd", DEVELOPER, at("2025-07-01"), **{**PDD, "sectoral_scope": "Waste"})
    play.take("project", "publish_pdd", SECRETARIAT, at("2025-07-02"))
    refused = play.try_("project", "validate", ENTITY, at("2025-08-20"), findings_closed=True)
    assert (refused.about["need"], refused.about["found"], refused.about["expected"]) == (
        "listed_beside",
        "Waste",
        "Energy",
    )


def test_of_two_entities_beside_each_keeps_its_own_scopes():
    play = idea(MN, scopes="Energy")
    other = Play(f"{MN}.third_party_entity", at("2025-05-02"), facts={"validation_scopes": "Waste"},
                 rules=cyclebooks(), subject="Another")  # fmt: skip
    play.history = beside(play.history, other.history)
    world = play.world(at("2025-06-02"))
    found = [known_beside(world, name, "validation_scopes") for name in ("Verify", "Another", "Nobody")]
    assert found == ["Energy", "Waste", None]
