"""One CDM project on its quiet way, up to any point; and one of afforestation, a programme, an entity, a Party."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from tests.workflow.play import ADMINISTRATOR, HOST, PARTICIPANT, SECRETARIAT, STAKEHOLDER, VALIDATOR, VERIFIER, Play

from sextant.workflow.case import Actor

ACTIVITY, REQUEST, PERIOD = "project_activity", "registration_request", "monitoring_period"
INVESTOR = Actor("Urs", "designated_national_authority", party="CH")
MANAGER = Actor("Ato", "coordinating_entity", entity="Volta Solar")
FOCAL = Actor("Kofi", "focal_point", entity="Volta Solar")
PANEL = Actor("Panel", "accreditation_panel")
TEAM = Actor("Team", "accreditation_assessment_team")
REVIEWERS = Actor("Reviewers", "registration_and_issuance_team")
CONFERENCE = Actor("CMP", "conference_of_the_parties")
BRANCH = Actor("Branch", "enforcement_branch")
LOG = Actor("Log", "transaction_log_administrator")
CHAIR = Actor("Chair", "executive_board_chair")
FACTS = {
    "host_party": "GH", "participating_parties": "CH", "participants": "Volta Solar;Akosombo Grid",
    "coordinating_entities": "Volta Solar", "focal_points": "Volta Solar", "operational_entity": "Valid Ltd",
    "applicant": "Valid Ltd", "entity_accredited": True, "annex_one": True, "host_least_developed": False,
    "host_is_party": True, "host_designated_authority": True, "forest_defined": True, "annual_reductions": 40_000,
    "small_scale": False, "afforestation": False, "reduces_emissions": True, "small_scale_afforestation": False,
    "temporary_units": False, "no_public_funding": True, "requested_quantity": 20_000,
}  # fmt: skip
FEE = {"amount_received": "6500.00", "payment_reference": "CDM-1"}
REASONS = {"reasons": "baseline"}


def at(on: str, hour: int = 12) -> datetime:
    """Return an instant of a day, where the days of the mechanism end: at 24:00 UTC."""
    return datetime.combine(date.fromisoformat(on), time(hour), UTC)


def begun(cycle: str, on: str = "2011-06-01", subject: str = "CDM-0001", **facts) -> Play:
    return Play(f"cdm.{cycle}", at(on), facts={**FACTS, **facts}, subject=subject)


def vote(play: Play, cycle: str, step: str, on: str, *, yes: int = 7, **stated):
    """Let so many members vote for a step and the Chair close the vote; return why it is refused."""
    for number in range(1, yes + 1):
        refusal = play.try_(cycle, step, Actor(f"Member {number}", "executive_board_member"), at(on), papers=())
        if refusal is not None:
            return refusal
    return play.try_(cycle, step, CHAIR, at(on), **stated)


def considered() -> Play:
    play = begun(ACTIVITY)
    play.take(ACTIVITY, "notify_prior_consideration", PARTICIPANT, at("2011-06-01"), start_date="2011-03-01")
    return play


DESIGN = {
    "title": "Volta", "host_party": "GH", "participants": "Volta Solar;Akosombo Grid", "location": "Volta",
    "technology": "wind", "methodology": "made up", "annual_reductions": 40_000, "technology_transfer": "turbines",
    "public_funding": "none", "no_public_funding": True, "crediting_period_is_fixed": False,
}  # fmt: skip


def consulted(*, removes: bool = False, temporary: bool = True, fixed: bool = False) -> Play:
    play = considered()
    design = {**DESIGN, "crediting_period_is_fixed": fixed}
    if removes:
        play.take(ACTIVITY, "publish_afforestation_design_document", VALIDATOR, at("2011-07-01"), **design,
                  temporary_units=temporary)  # fmt: skip
    else:
        play.take(ACTIVITY, "publish_design_document", VALIDATOR, at("2011-07-01"), **design)
    play.take("approval", "approve", HOST, at("2011-07-05"), voluntary_participation=True,
              sustainable_development_test=True, sustainable_development="jobs", conditions="none")  # fmt: skip
    play.take(ACTIVITY, "name_investor", PARTICIPANT, at("2011-07-06"), participant="Akosombo Grid",
              participating_parties="CH")  # fmt: skip
    return play


def validated(play: Play | None = None) -> Play:
    play = play or consulted()
    play.take("investor_approval", "approve", INVESTOR, at("2011-09-01"), voluntary_participation=True,
              no_diversion_of_development_assistance=True)  # fmt: skip
    play.take(ACTIVITY, "begin_validation", VALIDATOR, at("2011-09-02"))
    play.take(ACTIVITY, "validate", VALIDATOR, at("2011-10-03"), additionality_demonstrated=True,
              corrective_actions_closed=True)  # fmt: skip
    return play


def filed(play: Play | None = None, *, end: str = "2018-12-31") -> Play:
    play = play or validated()
    dates = {"crediting_period_start": "2012-01-01", "crediting_period_end": end}
    removes = play.run(ACTIVITY, at("2011-10-03")).has_taken("publish_afforestation_design_document")
    step = "request_registration_of_afforestation" if removes else "request_registration"
    more = {"last_crediting_period_end": "2071-12-31"} if removes else {}
    play.take(ACTIVITY, step, VALIDATOR, at("2011-10-04"), **dates, **more, annual_reductions=40_000,
              focal_points="Volta Solar")  # fmt: skip
    return play


def published(play: Play | None = None, on: str = "2011-11-01") -> Play:
    play = play or filed()
    play.take(REQUEST, "state_fee", SECRETARIAT, at("2011-10-05"))
    play.take(REQUEST, "receive_fee", SECRETARIAT, at("2011-10-10"), **FEE)
    play.take(REQUEST, "find_complete", SECRETARIAT, at("2011-10-14"))
    play.take(REQUEST, "publish", SECRETARIAT, at(on))
    return play


def reviewed() -> Play:
    play = published()
    play.take(REQUEST, "request_review_as_party", HOST, at("2011-11-10"), **REASONS)
    play.take(REQUEST, "respond", VALIDATOR, at("2011-11-20"))
    play.take(REQUEST, "assess", REVIEWERS, at("2011-12-01"), meeting="2011-12-15")
    return play


def registered() -> Play:
    """Registered by silence when 29 November 2011 is over."""
    return published()


def forest(*, temporary: bool = True) -> Play:
    """Afforestation, registered by silence."""
    play = validated(consulted(removes=True, temporary=temporary))
    return published(filed(play, end="2031-12-31"))


def monitored(play: Play | None = None, start: str = "2012-01-01", end: str = "2012-06-30") -> Play:
    play = play or registered()
    play.take(ACTIVITY, "begin_monitoring_period", PARTICIPANT, at("2012-07-01"), monitoring_period_start=start,
              monitoring_period_end=end)  # fmt: skip
    play.take(PERIOD, "publish_report", VALIDATOR, at("2012-07-02"))
    play.take(ACTIVITY, "change_contracted_entity", PARTICIPANT, at("2012-07-03"), operational_entity="Verify AG")
    return play


def certified(play: Play | None = None) -> Play:
    play = play or monitored()
    play.take(PERIOD, "certify", VERIFIER, at("2012-08-01"), certified_quantity=20_000, corrective_actions_closed=True)
    return play


def issuance_published() -> Play:
    play = certified()
    play.take(PERIOD, "request_issuance", VERIFIER, at("2012-08-02"), requested_quantity=20_000)
    play.take("issuance_request", "find_complete", SECRETARIAT, at("2012-08-06"))
    play.take("issuance_request", "publish", SECRETARIAT, at("2012-08-10"))
    return play


def issued() -> Play:
    play = issuance_published()
    play.take(PERIOD, "state_no_share", SECRETARIAT, at("2012-09-10"))
    play.take(PERIOD, "issue", ADMINISTRATOR, at("2012-09-11"), quantity=20_000, distribution_account="PENDING")
    return play


def renewing() -> Play:
    play = registered()
    play.take(ACTIVITY, "notify_renewal", PARTICIPANT, at("2018-05-01"))
    play.take(ACTIVITY, "request_renewal", VALIDATOR, at("2018-06-01"), new_period_start="2019-01-01",
              new_period_end="2025-12-31", baseline_still_valid=True)  # fmt: skip
    play.take("renewal_request", "find_complete", SECRETARIAT, at("2018-06-05"))
    play.take("renewal_request", "publish", SECRETARIAT, at("2018-06-06"))
    return play


def changing() -> Play:
    play = registered()
    play.take(ACTIVITY, "request_change", VALIDATOR, at("2012-02-01"), kind_of_change="correction")
    play.take("change_request", "find_complete", SECRETARIAT, at("2012-02-05"))
    return play


PROGRAMME = "programme_of_activities"
NOT_OF_PROGRAMMES = ("location", "annual_reductions", "crediting_period_is_fixed")


def programme() -> Play:
    play = begun(PROGRAMME)
    design = {
        **DESIGN,
        "coordinating_entities": "Volta Solar",
        "eligibility_criteria": "stoves",
        "afforestation": False,
    }
    design = {name: each for name, each in design.items() if name not in NOT_OF_PROGRAMMES}
    play.take(PROGRAMME, "publish_design_document", VALIDATOR, at("2011-07-01"), **design)
    play.take("approval", "approve", HOST, at("2011-07-05"), voluntary_participation=True,
              sustainable_development_test=True, sustainable_development="jobs", conditions="none")  # fmt: skip
    return play


def programme_registered() -> Play:
    play = programme()
    play.take(PROGRAMME, "validate", VALIDATOR, at("2011-09-03"), additionality_demonstrated=True,
              corrective_actions_closed=True)  # fmt: skip
    play.take(PROGRAMME, "request_registration", VALIDATOR, at("2011-10-04"), annual_reductions=40_000,
              programme_start="2012-01-01", programme_end="2039-12-31", focal_points="Volta Solar")  # fmt: skip
    return published(play)


def component() -> Play:
    play = programme_registered()
    play.take(PROGRAMME, "include_component", VALIDATOR, at("2012-02-01"), component="stoves of Ho",
              component_start="2012-03-01", component_end="2022-02-28")  # fmt: skip
    return play


def mistaken() -> Play:
    play = component()
    play.take("component", "ask_to_review_as_party", HOST, at("2012-05-01"), **REASONS)
    refusal = vote(play, "component", "find_error", "2012-06-01", **REASONS, units_to_make_good=500)
    assert refusal is None, refusal
    return play


def recommended() -> Play:
    play = begun("accreditation", subject="Valid Ltd")
    play.take("accreditation", "apply", VALIDATOR, at("2011-06-02"), sectoral_scopes="1;13")
    play.take("accreditation", "review_documents", TEAM, at("2011-07-01"))
    play.take("accreditation", "assess_on_site", TEAM, at("2011-08-01"))
    play.take("accreditation", "recommend", PANEL, at("2011-09-01"))
    return play


def accredited() -> Play:
    play = recommended()
    refusal = vote(play, "accreditation", "accredit", "2011-10-03")
    assert refusal is None, refusal
    return play


CRITERIA = ["is_party", "assigned_amount_established", "national_system", "national_registry", "inventory_submitted",
            "supplementary_information"]  # fmt: skip


def party() -> Play:
    play = begun("participation", subject="CH")
    play.take("participation", "take_part", INVESTOR, at("2011-06-02"), is_party=True, authority_designated=True)
    return play


def replacing() -> Play:
    play = party()
    play.take("participation", "report_eligibility", INVESTOR, at("2011-06-03"), **dict.fromkeys(CRITERIA, True))
    play.take("participation", "require_replacement", LOG, at("2020-12-01"), cause_of_replacement="tcer_expiry",
              activity="CDM-0001", quantity_to_replace=500, replace_by="2020-12-31")  # fmt: skip
    return play


def commented() -> Play:
    play = consulted()
    play.take(ACTIVITY, "comment", STAKEHOLDER, at("2011-07-31"), comment="the road")
    return play


WALKED = (
    considered, filed, published, reviewed, monitored, issuance_published, renewing, programme_registered, mistaken,
    accredited, replacing,
)  # fmt: skip
"""Where random walks begin; the other points only help to reach the states of every cycle."""
BESIDES = (consulted, validated, forest, certified, issued, changing, programme, component, recommended, party)
