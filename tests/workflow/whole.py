"""One activity on its quiet way, up to any point: from the idea to the second issuance."""

from __future__ import annotations

from tests.workflow.play import (
    ADMINISTRATOR,
    FEE,
    HOST,
    ISSUANCE_FEE,
    PARTICIPANT,
    QUANTITY,
    REDUCTIONS,
    SECRETARIAT,
    VALIDATOR,
    VERIFIER,
    Play,
    on,
)

ACTIVITY, REQUEST = "project_activity", "registration_request"
FOCAL = "Volta Solar;Akosombo Grid"
AUTHORIZATION = dict.fromkeys(
    ["authorization", "reference", "parties", "entities", "authorized_quantity", "duration", "first_transfer", "uses",
     "methodologies", "terms_of_change", "tracking_registry", "vintages", "use_until", "sectors",
     "mitigation_type"], "as stated"
) | {
    "parties": "any", "entities": "any", "authorized_quantity": "any", "vintages": "any", "use_until": "any",
    "changes_foreseen": False,
    "authorization": "full", "first_transfer": "use_or_cancellation", "uses": "nationally_determined_contribution",
    "rest_may_be_authorized_later": False,
}  # fmt: skip


def idea(facts=None) -> Play:
    play = Play("article_6_4.project_activity", on("2025-09-01"))
    play.facts.update(facts or {})
    return play


def notified(play: Play | None = None, *, start="2025-06-02", at="2025-09-10") -> Play:
    play = play or idea()
    play.take(
        ACTIVITY, "notify_prior_consideration", PARTICIPANT, on(at), title="Volta solar park",
        participants="Volta Solar;Akosombo Grid", location="7.1 N 0.2 E", technology="photovoltaic", host_party="GH",
        start_date=start, crediting_period_type="renewable", annual_reductions=40_000,
    )  # fmt: skip
    play.take(ACTIVITY, "publish_prior_consideration", SECRETARIAT, on("2025-09-20"), reference="A6.4-0001")
    return play


def consulted(play: Play | None = None, *, start="2026-09-01", end="2031-08-31", fixed=False, removes=False) -> Play:
    play = play or notified()
    play.take(ACTIVITY, "consult_locally", PARTICIPANT, on("2025-10-01"))
    play.take(
        ACTIVITY, "submit_pdd", PARTICIPANT, on("2025-11-03"), crediting_period_start=start, crediting_period_end=end,
        crediting_period_is_fixed=fixed, removes=removes, transitioned=False,
    )  # fmt: skip
    play.take(ACTIVITY, "publish_pdd", SECRETARIAT, on("2025-11-05"))
    return play


def approved(play: Play | None = None, *, renewal=True) -> Play:
    play = play or consulted()
    play.take(
        "approval", "approve", HOST, on("2026-01-12"), sustainable_development="how", relation_to_contribution="how",
        renewal_approved=renewal,
    )  # fmt: skip
    play.take(ACTIVITY, "open_participant_authorization", PARTICIPANT, on("2026-01-13"), participant="Volta Solar")
    play.take("participant_authorization", "authorize_as_host", HOST, on("2026-01-14"))
    play.take("approval", "publish_approval", SECRETARIAT, on("2026-01-15"))
    return play


def validated(play: Play | None = None, *, by=VALIDATOR) -> Play:
    play = play or approved()
    play.take(
        ACTIVITY, "contract_validation", PARTICIPANT, on("2026-01-20"), focal_points_for_forwarding=FOCAL,
        focal_points_for_changes_of_communication=FOCAL, focal_points_for_all_other_matters=FOCAL,
    )  # fmt: skip
    play.take(ACTIVITY, "notify_inspection", by, on("2026-01-21"), inspection="2026-02-20")
    play.take(ACTIVITY, "validate", by, on("2026-03-10"), corrective_actions_closed=True)
    return play


def registered(play: Play | None = None, *, by=VALIDATOR, free=False) -> Play:
    """Registered by silence: published 4 May, deemed approved 1 June, registered 29 June 2026."""
    play = play or validated()
    play.take(ACTIVITY, "request_registration", by, on("2026-03-16"), **REDUCTIONS)
    if free:
        play.take(REQUEST, "state_no_fee", SECRETARIAT, on("2026-03-17"))
    else:
        play.take(REQUEST, "state_fee", SECRETARIAT, on("2026-03-17"))
        play.take(REQUEST, "receive_fee", SECRETARIAT, on("2026-03-30"), **FEE)
    play.take(REQUEST, "begin_completeness_check", SECRETARIAT, on("2026-04-06"))
    play.take(REQUEST, "find_complete", SECRETARIAT, on("2026-04-13"))
    play.take(REQUEST, "publish", SECRETARIAT, on("2026-05-04"), **REDUCTIONS)
    return play


def authorized(play: Play | None = None) -> Play:
    play = play or registered()
    play.take("authorization_of_use", "authorize", HOST, on("2026-07-01"), **AUTHORIZATION)
    return play


def monitored(play: Play | None = None, *, start="2026-09-01", end="2026-12-31", begun="2026-09-01") -> Play:
    play = play or authorized()
    play.take(
        ACTIVITY, "begin_monitoring_period", PARTICIPANT, on(begun), monitoring_period_start=start,
        monitoring_period_end=end,
    )  # fmt: skip
    return play


def verified(play: Play | None = None, *, year=2027, by=VERIFIER) -> Play:
    play = play or monitored()
    period = "monitoring_period"
    play.take(period, "submit_report", PARTICIPANT, on(f"{year}-01-15"))
    play.take(period, "notify_inspection", by, on(f"{year}-01-20"), inspection=f"{year}-02-20")
    play.take(period, "verify", by, on(f"{year}-03-10"), certified_quantity=13_000, corrective_actions_closed=True)
    return play


def issuance_requested(play: Play | None = None, *, year=2027, by=VERIFIER) -> Play:
    play = play or verified()
    play.take("monitoring_period", "request_issuance", by, on(f"{year}-03-15"), **QUANTITY)
    return play


def issued(play: Play | None = None, *, year=2027, by=VERIFIER) -> Play:
    """Published 3 May, deemed approved 31 May, instructed 14 June, issued 15 June."""
    play = play or issuance_requested()
    request = "issuance_request"
    play.take(request, "state_fee", SECRETARIAT, on(f"{year}-03-16"))
    play.take(request, "receive_fee", SECRETARIAT, on(f"{year}-03-25"), **ISSUANCE_FEE)
    play.take(request, "begin_completeness_check", SECRETARIAT, on(f"{year}-04-05"))
    play.take(request, "find_complete", SECRETARIAT, on(f"{year}-04-12"))
    play.take(request, "publish", SECRETARIAT, on(f"{year}-05-03"), **QUANTITY)
    play.take("monitoring_period", "issue", ADMINISTRATOR, on(f"{year}-06-15"), quantity=13_000,
              authorized_by_vintage="2026: 13000", distribution_account="XA-holding")  # fmt: skip
    return play
