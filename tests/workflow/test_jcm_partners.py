"""Three partners of the JCM differ in listed points: what passes in one is refused in another."""

from collections.abc import Callable

import pytest
from tests.workflow.jcm import (
    AUTHORIZATION,
    DEVELOPER,
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

from sextant.domain.refusal import Refusal
from sextant.storage.rulebook_files import cyclebooks
from sextant.workflow.advance import warnings_of
from sextant.workflow.case import Act

MN, ID, TH = "jcm_mongolia", "jcm_indonesia", "jcm_thailand"
EVERY = (MN, ID, TH)
Tried = Callable[[str], Refusal | None]
ISSUE = {"quantity": 51, "authorized_by_vintage": "none", "distribution_account": "A"}


def without_idea_note(mechanism):
    return idea(mechanism).try_("project", "prepare", DEVELOPER, at("2025-06-03"), **SAID, methodology="TH_AM901",
                                methodology_version="ver1.0")  # fmt: skip


def idea_note(mechanism):
    return idea(mechanism).try_("project", "submit_idea", DEVELOPER, at("2025-06-03"), **SAID)


def assessment(mechanism):
    return accepted(mechanism).try_("project", "ask_for_assessment", DEVELOPER, at("2025-06-12"),
                                    methodology_version="ver1.0")  # fmt: skip


def number_of_methodology(prefix):
    def tried(mechanism):
        play = idea(mechanism)
        if mechanism == TH:
            return play.try_("project", "prepare", DEVELOPER, at("2025-06-03"), **SAID,
                             methodology=f"{prefix}_AM9", methodology_version="ver1.0")  # fmt: skip
        play.take("project", "submit_idea", DEVELOPER, at("2025-06-03"), **SAID)
        together(play, "project", "have_no_objection", "2025-06-10")
        return play.try_("project", "choose_methodology", DEVELOPER, at("2025-06-11"), methodology=f"{prefix}_AM9")

    return tried


def number_of_project(prefix):
    def tried(mechanism):
        play = validated(mechanism)
        together(play, "project", "agree_allocation", "2025-09-01", japan_share="0.5")
        if mechanism == ID:
            play.take(
                "project", "enter_in_national_register", DEVELOPER, at("2025-09-02"), national_register_number="1"
            )
        play.take("project", "request_registration", DEVELOPER, at("2025-09-03"), registered_nowhere_else=True)
        play.take("project", "find_complete", SECRETARIAT, at("2025-09-04"))
        return play.try_("project", "register", JAPAN, at("2025-09-10"), reference=f"{prefix}901")

    return tried


def plan_on_sustainable_development(mechanism):
    papers = ("project_design_document", "modalities_of_communication", "sustainable_development_plan")
    return assessed(mechanism).try_("project", "submit_pdd", DEVELOPER, at("2025-07-01"), papers=papers, **PDD)


def report_on_sustainable_development(mechanism):
    play = registered(mechanism)
    play.take("project", "begin_monitoring_period", DEVELOPER, at("2025-10-01"), monitoring_period_start="2021-01-01",
              monitoring_period_end="2022-12-31", verifying_entity="Verify")  # fmt: skip
    papers = ("monitoring_report", "sustainable_development_report")
    return play.try_("monitoring_period", "submit_report", DEVELOPER, at("2025-10-02"), papers=papers)


def kind_of_project(kind):
    return lambda mechanism: assessed(mechanism).try_(
        "project", "submit_pdd", DEVELOPER, at("2025-07-01"), **{**PDD, "kind": kind}
    )


def registration_without_national_register(mechanism):
    play = validated(mechanism)
    together(play, "project", "agree_allocation", "2025-09-01", japan_share="0.5")
    return play.try_("project", "request_registration", DEVELOPER, at("2025-09-03"), registered_nowhere_else=True)


def renewal(mechanism):
    return registered(mechanism).try_("project", "renew", JAPAN, at("2026-01-05"), new_period_end="2035-06-30")


def issuance_by_japan_before_the_first_transfer_is_approved(mechanism):
    play = accepted_by(mechanism, "japan")
    return play.try_("issuance_by_japan", "issue", MANAGER_JAPAN, at("2025-10-20"), **ISSUE)


def share_that_is(step):
    def tried(mechanism):
        play = accepted_by(mechanism, "partner", with_authorization=True)
        return play.try_("issuance_by_partner", step, MANAGER_PARTNER, at("2025-10-20"), **ISSUE)

    return tried


def authorization_after_issuance(mechanism):
    play = accepted_by(mechanism, "partner")
    step = {MN: "issue_to_keep", ID: "issue_to_keep", TH: "issue_for_domestic_use"}[mechanism]
    play.take("issuance_by_partner", step, MANAGER_PARTNER, at("2025-10-20"), **ISSUE)
    return play.try_("authorization_of_use", "authorize_later", GOVERNMENT_PARTNER, at("2025-11-01"),
                     **AUTHORIZATION, units_never_moved=True)  # fmt: skip


POINTS: dict[str, tuple[Tried, set[str]]] = {
    "1 a project that exists begins without an idea note": (without_idea_note, {TH}),
    "2 an idea note is submitted": (idea_note, {MN, ID}),
    "3 reference emissions are assessed": (assessment, {MN, ID}),
    "4 a methodology numbered MN_AM": (number_of_methodology("MN"), {MN}),
    "5 a methodology numbered ID_AM": (number_of_methodology("ID"), {ID}),
    "6 a project numbered TH": (number_of_project("TH"), {TH}),
    "7 a plan on sustainable development, not an assessment": (plan_on_sustainable_development, {MN, ID}),
    "8 a report on sustainable development of the same kind": (report_on_sustainable_development, {MN, ID}),
    "9 forests": (kind_of_project("forest"), {ID, TH}),
    "10 carbon capture": (kind_of_project("carbon_capture"), {ID}),
    "11 registration without the national register": (registration_without_national_register, {MN, TH}),
    "12 renewal of the crediting period": (renewal, {MN, ID}),
    "13 Japan issues before the first transfer is approved": (
        issuance_by_japan_before_the_first_transfer_is_approved, {MN, ID},
    ),
    "14 the partner keeps its part": (share_that_is("issue_to_keep"), {MN, ID}),
    "15 the partner uses its part at home": (share_that_is("issue_for_domestic_use"), {TH}),
    "16 the partner authorizes its part": (share_that_is("issue_authorized"), {ID}),
    "17 credits are authorized after issuance": (authorization_after_issuance, {MN, ID}),
}  # fmt: skip


@pytest.mark.parametrize("mechanism", EVERY)
@pytest.mark.parametrize("point", POINTS)
def test_what_passes_with_one_partner_is_refused_with_another(point, mechanism):
    tried, passes = POINTS[point]
    refused = tried(mechanism)
    assert (refused is None) == (mechanism in passes), refused
    assert 0 < len(passes) < len(EVERY)


def test_a_share_that_is_usual_with_one_partner_is_warned_of_with_another():
    warned = {}
    for mechanism in EVERY:
        play = validated(mechanism)
        run = play.run("project", at("2025-09-01"))
        act = Act(play.root, run.case.id, "agree_allocation", JAPAN, at("2025-09-01"), stated={"japan_share": "0.8"})
        warned[mechanism] = [each.about["expected"] for each in warnings_of(play.world(at("2025-09-01")), act)]
    assert warned == {MN: [], ID: ["0.5"], TH: ["0.5"]}


def test_each_partner_has_a_registry_of_its_own_beside_that_of_japan():
    books = cyclebooks().rulebooks.books
    found = {code: books[code].mechanism.code_of_registry("partner") for code in EVERY}
    assert found == {MN: "JCM-MN", ID: "JCM-ID", TH: "JCM-TH"}
    assert {books[code].mechanism.code_of_registry(None) for code in EVERY} == {"JCM-JP"}
    with pytest.raises(KeyError):
        books[MN].mechanism.code_of_registry("third")


def test_what_both_sides_decide_takes_both():
    play = requested(MN)
    stated = {"decided_by_vintage": "2021: 2", "japan_by_vintage": "2021: 1", "partner_by_vintage": "2021: 1"}
    play.take("monitoring_period", "decide", JAPAN, at("2025-10-10"), **stated)
    play.take("monitoring_period", "decide", JAPAN, at("2025-10-10"), **stated)
    assert play.state("monitoring_period", at("2025-10-10")) == "request_complete"
    play.take("monitoring_period", "decide", PARTNER, at("2025-10-11"), **stated)
    assert play.state("monitoring_period", at("2025-10-11")) == "decided"
    assert notified(MN).state("issuance_by_partner", at("2025-10-12")) == "awaited"
