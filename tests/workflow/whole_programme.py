"""One programme of activities on its quiet way: registered, two components included, a period issued in two batches."""

from __future__ import annotations

from tests.workflow.play import (
    ADMINISTRATOR,
    HOST,
    MEMBER,
    PARTICIPANT,
    SECRETARIAT,
    VALIDATOR,
    VERIFIER,
    Actor,
    Play,
    on,
    reviewed,
)
from tests.workflow.whole import AUTHORIZATION, FOCAL

PROGRAMME, COMPONENT, BATCH = "programme_of_activities", "component_project", "issuance_batch"
PERIOD, REVIEW = "programme_monitoring_period", "inclusion_review"
MAXIMUM = 60_000
THIRD = Actor("Tara", "designated_operational_entity", entity="Third Ltd")


def paid(amount: int) -> dict[str, str]:
    return {"amount_received": str(amount), "payment_reference": "A6.4-P001"}


def through(play: Play, request: str, days: tuple[str, ...], fee: dict, **found) -> None:
    """Carry a request from its fee to its publication: fee stated, received, checks begun, complete, published."""
    stated, received, begun, complete, published = days
    play.take(request, "state_fee", SECRETARIAT, on(stated))
    play.take(request, "receive_fee", SECRETARIAT, on(received), **fee)
    play.take(request, "begin_completeness_check", SECRETARIAT, on(begun))
    play.take(request, "find_complete", SECRETARIAT, on(complete))
    play.take(request, "publish", SECRETARIAT, on(published), **found)


def designed(*, maximum: int = MAXIMUM) -> Play:
    """Consulted, approved with a yearly maximum, a participant authorized."""
    play = Play(f"article_6_4.{PROGRAMME}", on("2025-09-01"))
    play.take(PROGRAMME, "notify_prior_consideration", PARTICIPANT, on("2025-09-10"), title="Stoves of the Volta",
              participants="Volta Solar;Akosombo Grid", host_party="GH", technology="stoves",
              programme_expected_start="2025-11-05", annual_maximum_expected=maximum)  # fmt: skip
    play.take(PROGRAMME, "publish_prior_consideration", SECRETARIAT, on("2025-09-20"), reference="A6.4-P001")
    play.take(PROGRAMME, "submit_design", PARTICIPANT, on("2025-11-03"), removes=False, transitioned=False,
              has_reversal_risk=False)  # fmt: skip
    play.take(PROGRAMME, "publish_design", SECRETARIAT, on("2025-11-05"))
    play.take("programme_approval", "approve", HOST, on("2026-01-12"), sustainable_development="how",
              relation_to_contribution="how", renewal_approved=True, annual_maximum=maximum)  # fmt: skip
    play.take(PROGRAMME, "open_participant_authorization", PARTICIPANT, on("2026-01-13"), participant="Volta Solar")
    play.take("participant_authorization", "authorize_as_host", HOST, on("2026-01-14"))
    play.take("programme_approval", "publish_approval", SECRETARIAT, on("2026-01-15"))
    return play


def validated(play: Play | None = None) -> Play:
    play = play or designed()
    play.take(PROGRAMME, "contract_validation", PARTICIPANT, on("2026-01-20"), focal_points_for_forwarding=FOCAL,
              focal_points_for_changes_of_communication=FOCAL, focal_points_for_all_other_matters=FOCAL)  # fmt: skip
    play.take(PROGRAMME, "notify_inspection", VALIDATOR, on("2026-01-21"), inspection="2026-02-20")
    play.take(PROGRAMME, "validate", VALIDATOR, on("2026-03-10"), corrective_actions_closed=True)
    return play


SPAN = {"programme_start": "2025-11-05", "programme_period_end": "2030-11-04", "programme_end": "2045-11-04"}


def registered(play: Play | None = None) -> Play:
    """Published 4 May, deemed approved 1 June, registered 29 June 2026."""
    play = play or validated()
    play.take(PROGRAMME, "request_registration", VALIDATOR, on("2026-03-16"), **SPAN)
    days = ("2026-03-17", "2026-03-30", "2026-04-06", "2026-04-13", "2026-05-04")
    through(play, "programme_registration_request", days, paid(10_000))
    return play


def notified(play: Play, name: str, *, at: str = "2026-07-01", reductions: int = 40_000) -> Play:
    play.take(PROGRAMME, "notify_component", PARTICIPANT, on(at), component=name, location="a district",
              technology="stoves", component_start="2026-08-01", annual_reductions=reductions)  # fmt: skip
    play.take(COMPONENT, "publish", SECRETARIAT, on(at), reference=name)
    return play


UPLOAD = {"crediting_period_start": "2026-09-01", "crediting_period_end": "2031-08-31",
          "crediting_period_is_fixed": False}  # fmt: skip


def checked(play: Play, name: str, *, at: str = "2026-07-01", reductions: int = 40_000, by=VALIDATOR) -> Play:
    play = notified(play, name, at=at, reductions=reductions)
    play.take(COMPONENT, "validate", by, on(at), corrective_actions_closed=True, meets_eligibility_criteria=True)
    return play


def included(play: Play | None = None, name: str = "CP-1", *, reductions: int = 40_000, by=VALIDATOR) -> Play:
    play = checked(play or registered(), name, reductions=reductions, by=by)
    play.take(COMPONENT, "upload", by, on("2026-07-10"), annual_reductions=reductions, **UPLOAD)
    play.take(COMPONENT, "state_fee", SECRETARIAT, on("2026-07-11"))
    play.take(COMPONENT, "include", SECRETARIAT, on("2026-07-20"), **paid(800))
    return play


def two_included() -> Play:
    """Two components of 40,000 and 20,000 t: exactly the maximum of the year."""
    return notified_free(included(), "CP-2", reductions=20_000)


def notified_free(play: Play, name: str, *, reductions: int) -> Play:
    play.take(PROGRAMME, "notify_component", PARTICIPANT, on("2026-07-21"), component=name, location="a district",
              technology="stoves", component_start="2026-08-01", annual_reductions=reductions)  # fmt: skip
    play.take(COMPONENT, "publish", SECRETARIAT, on("2026-07-21"), reference=name)
    play.take(COMPONENT, "validate", THIRD, on("2026-07-22"), corrective_actions_closed=True,
              meets_eligibility_criteria=True)  # fmt: skip
    play.take(COMPONENT, "upload", THIRD, on("2026-07-23"), annual_reductions=reductions, **UPLOAD)
    play.take(COMPONENT, "state_fee", SECRETARIAT, on("2026-07-24"))
    play.take(COMPONENT, "include", SECRETARIAT, on("2026-07-30"), **paid(800))
    return play


def monitored() -> Play:
    play = two_included()
    play.take("authorization_of_use", "authorize", HOST, on("2026-08-01"), **AUTHORIZATION)
    play.take(PROGRAMME, "begin_monitoring_period", PARTICIPANT, on("2026-09-01"), monitoring_period_start="2026-09-01",
              monitoring_period_end="2026-12-31")  # fmt: skip
    return play


def batch(play: Play, names: str, *, at: str = "2027-01-15") -> Play:
    play.take(PERIOD, "form_batch", PARTICIPANT, on(at), components_of_batch=names)
    return play


def batch_verified(play: Play, *, quantity: int, inspected="2027-02-20", at="2027-03-10", by=VERIFIER) -> Play:
    play.take(BATCH, "notify_inspection", by, on("2027-01-20"), inspection=inspected)
    play.take(BATCH, "verify", by, on(at), certified_quantity=quantity, corrective_actions_closed=True)
    return play


def batch_filed() -> Play:
    play = batch_verified(batch(monitored(), "CP-1"), quantity=13_000)
    play.take(BATCH, "request_issuance", VERIFIER, on("2027-03-15"), quantity_by_vintage="2026: 13000")
    return play


def batch_published() -> Play:
    play = batch_filed()
    days = ("2027-03-16", "2027-03-25", "2027-04-05", "2027-04-12", "2027-05-03")
    through(play, "programme_issuance_request", days, paid(1_950), quantity_by_vintage="2026: 13000")
    return play


def batch_issued() -> Play:
    play = batch_published()
    play.take(BATCH, "issue", ADMINISTRATOR, on("2027-06-15"), quantity=13_000, authorized_by_vintage="2026: 13000",
              distribution_account="XA-holding")  # fmt: skip
    return play


def inclusion_questioned() -> Play:
    play = two_included()
    play.take(COMPONENT, "request_inclusion_review", HOST, on("2026-09-01"))
    return play


def change_published() -> Play:
    play = registered()
    play.take(PROGRAMME, "request_permanent_change", VALIDATOR, on("2026-07-10"), change_of="a wider programme",
              change_occurred="2026-07-01", corrective_actions_closed=True)  # fmt: skip
    days = ("2026-07-11", "2026-07-12", "2026-07-20", "2026-07-25", "2026-08-10")
    through(play, "programme_change_request", days, paid(1_500))
    return play


def change_rejected() -> Play:
    play = change_published()
    play.take("programme_change_request", "request_review", MEMBER, on("2026-08-20"), reasons="unclear")
    reviewed(play, "reject", on("2026-10-10"), agenda=on("2026-10-01"), review="programme_review")
    return play


def renewal_published() -> Play:
    play = two_included()
    play.take(PROGRAMME, "request_renewal", VALIDATOR, on("2030-03-01"), new_period_start="2030-11-05",
              new_period_end="2035-11-04", corrective_actions_closed=True)  # fmt: skip
    days = ("2030-03-02", "2030-03-03", "2030-03-10", "2030-03-16", "2030-04-01")
    through(play, "programme_renewal_request", days, paid(10_000))
    return play
