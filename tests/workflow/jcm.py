"""A JCM project under the rules of any partner, up to any point, with its methodology and entities beside it."""

from __future__ import annotations

from datetime import timedelta

from tests.workflow.play import Play, on

from sextant.storage.rulebook_files import cyclebooks
from sextant.workflow.case import Actor, beside

PARTNERS = {"jcm": "XX", "jcm_mongolia": "MN", "jcm_indonesia": "ID", "jcm_thailand": "TH"}
TOKYO = timedelta(hours=9)
DEVELOPER = Actor("Lagoon", "activity_participant", entity="Lagoon")
JAPAN, PARTNER = Actor("J", "joint_committee_japan", "JP"), Actor("P", "joint_committee_partner", "XA")
GOVERNMENT_JAPAN, GOVERNMENT_PARTNER = Actor("GJ", "government", "JP"), Actor("GP", "government", "XA")
MANAGER_JAPAN, MANAGER_PARTNER = (Actor(f"M{party}", "registry_administrator", party) for party in ("JP", "XA"))
ENTITY, SECRETARIAT, PUBLIC = (
    Actor("Verify", "third_party_entity", entity="Verify"),
    Actor("S", "secretariat"),
    Actor("N", "stakeholder"),
)
AUTHORIZATION = dict.fromkeys(
    ["reference", "parties", "entities", "authorized_quantity", "duration", "methodologies", "terms_of_change",
     "tracking_registry", "vintages", "use_until", "changes_foreseen", "sectors", "mitigation_type"], "x"
) | {
    "cooperative_approach": "CA0901", "authorization": "part", "first_transfer": "issuance", "uses": "other_purposes",
}  # fmt: skip


def at(day: str, *clock: int):
    return on(day, *clock, offset=TOKYO)


def together(play: Play, cycle: str, step: str, day: str, **stated) -> None:
    """Both sides of the Joint Committee decide."""
    play.take(cycle, step, JAPAN, at(day), **stated)
    play.take(cycle, step, PARTNER, at(day), **stated)


def idea(mechanism: str, *, scopes: str = "Energy", versions: str = "ver1.0") -> Play:
    """Return a project that is an idea, with an approved methodology and a designated entity beside it."""
    rules, code = cyclebooks(), PARTNERS[mechanism]
    play = Play(f"{mechanism}.project", at("2025-06-02"), facts={}, rules=rules, subject=f"{code}901")
    for cycle, subject, facts in (
        ("methodology", f"{code}_AM901", {"approved_versions": versions}),
        ("third_party_entity", "Verify", {"validation_scopes": scopes, "verification_scopes": scopes}),
    ):
        other = Play(f"{mechanism}.{cycle}", at("2025-05-01"), facts=facts, rules=rules, subject=subject)
        play.history = beside(play.history, other.history)
    return play


SAID = {
    "title": "t", "reference": "r", "participants": "Lagoon", "host_party": "XA", "other_side": "JP", "technology": "t",
}  # fmt: skip


def accepted(mechanism: str) -> Play:
    """Return a project ready for the assessment of its reference emissions, or, where there is none, brought in."""
    play, code = idea(mechanism), PARTNERS[mechanism]
    if "prepare" in play.run("project", at("2025-06-02")).cycle.steps:
        play.take("project", "prepare", DEVELOPER, at("2025-06-03"), **SAID, methodology=f"{code}_AM901",
                  methodology_version="ver1.0")  # fmt: skip
        return play
    play.take("project", "submit_idea", DEVELOPER, at("2025-06-03"), **SAID)
    together(play, "project", "have_no_objection", "2025-06-10")
    play.take("project", "choose_methodology", DEVELOPER, at("2025-06-11"), methodology=f"{code}_AM901")
    return play


def assessed(mechanism: str) -> Play:
    """Return a project whose design document may be submitted."""
    play = accepted(mechanism)
    if play.state("project", at("2025-06-12")) == "idea_accepted":
        play.take("project", "ask_for_assessment", DEVELOPER, at("2025-06-12"), methodology_version="ver1.0")
        together(play, "project", "assess_reference", "2025-06-20", below_business_as_usual=True)
    return play


PDD = {"validating_entity": "Verify", "sectoral_scope": "Energy", "kind": "reductions", "annual_reductions": 8_000,
       "crediting_period_start": "2020-07-01", "crediting_period_end": "2030-06-30"}  # fmt: skip


def validated(mechanism: str) -> Play:
    """Return a project that was validated after the public input."""
    play = assessed(mechanism)
    play.take("project", "submit_pdd", DEVELOPER, at("2025-07-01"), **PDD)
    play.take("project", "publish_pdd", SECRETARIAT, at("2025-07-02"))
    play.take("project", "validate", ENTITY, at("2025-08-20"), findings_closed=True)
    return play


def registered(mechanism: str, *, share: str = "0.5") -> Play:
    """Return a registered project."""
    play, code = validated(mechanism), PARTNERS[mechanism]
    together(play, "project", "agree_allocation", "2025-09-01", japan_share=share)
    if "enter_in_national_register" in play.run("project", at("2025-09-01")).cycle.steps:
        play.take("project", "enter_in_national_register", DEVELOPER, at("2025-09-02"), national_register_number="1")
    play.take("project", "request_registration", DEVELOPER, at("2025-09-03"), registered_nowhere_else=True)
    play.take("project", "find_complete", SECRETARIAT, at("2025-09-04"))
    together(play, "project", "register", "2025-09-10", reference=f"{code}901")
    return play


PERIOD = {"monitoring_period_start": "2021-01-01", "monitoring_period_end": "2022-12-31", "verifying_entity": "Verify"}
DECIDED = {"decided_by_vintage": "2021: 61; 2022: 40", "japan_by_vintage": "2021: 30; 2022: 20",
           "partner_by_vintage": "2021: 31; 2022: 20"}  # fmt: skip


def requested(mechanism: str, *, certified: int = 101, share: str = "0.5", **period) -> Play:
    """Return a project with a monitoring period on which the Joint Committee may decide."""
    play = registered(mechanism, share=share)
    play.take("project", "begin_monitoring_period", DEVELOPER, at("2025-10-01"), **{**PERIOD, **period})
    play.take("monitoring_period", "submit_report", DEVELOPER, at("2025-10-02"))
    play.take(
        "monitoring_period", "verify", ENTITY, at("2025-10-03"), certified_quantity=certified, findings_closed=True
    )
    play.take("monitoring_period", "request_issuance", DEVELOPER, at("2025-10-04"))
    play.take("monitoring_period", "find_complete", SECRETARIAT, at("2025-10-05"))
    return play


def notified(mechanism: str) -> Play:
    """Return a project of whose first period both governments were notified."""
    play = requested(mechanism)
    together(play, "monitoring_period", "decide", "2025-10-10", **DECIDED)
    play.take("monitoring_period", "notify", SECRETARIAT, at("2025-10-11"))
    return play


def authorized(play: Play) -> Play:
    """Let both sides authorize, and the partner approve the first transfer."""
    play.take("authorization_of_use", "authorize", GOVERNMENT_PARTNER, at("2025-10-12"), **AUTHORIZATION)
    play.take("authorization_of_use", "join_authorization", GOVERNMENT_JAPAN, at("2025-10-13"))
    play.take("authorization_of_use", "approve_first_transfer", GOVERNMENT_PARTNER, at("2025-10-14"))
    return play


def accepted_by(mechanism: str, side: str, *, with_authorization: bool = False) -> Play:
    """Return a project in which one side has accepted its part."""
    play = notified(mechanism)
    if with_authorization:
        authorized(play)
    government = GOVERNMENT_JAPAN if side == "japan" else GOVERNMENT_PARTNER
    quantity = DECIDED[f"{side}_by_vintage"]
    play.take(f"issuance_by_{side}", "accept", government, at("2025-10-15"), quantity_by_vintage=quantity)
    return play
