"""A removal activity, up to any point of a reversal: registered, rated, with an event that releases what was stored."""

from __future__ import annotations

from tests.workflow.play import ADMINISTRATOR, CHAIR, PARTICIPANT, SECRETARIAT, VALIDATOR, VERIFIER, Play, on
from tests.workflow.whole import approved, authorized, consulted, monitored, registered, validated
from tests.workflow.wrong_ways import Move, played

ACTIVITY, PERIOD, REVERSAL, SUSPENSION = "project_activity", "monitoring_period", "reversal", "registry_suspension"
BALANCE = {"storage_change": 1000, "emission_change": 100, "leakage": 50, "certified_quantity": 850,
           "crediting_deficit_after": 0, "corrective_actions_closed": True}  # fmt: skip
LOST = {"storage_change": -300, "reversal_quantity": 300}
DETERMINED = {"avoidable_quantity": 120, "unavoidable_quantity": 180, "reversed_by_class": "AER: 200; MCU: 100",
              "avoidable_by_class": "AER: 80; MCU: 40"}  # fmt: skip


def removing() -> Play:
    """Registered with a crediting period of fifteen years from 1 September 2026, and rated."""
    play = authorized(registered(validated(approved(consulted(removes=True, end="2041-08-31")))))
    play.take(ACTIVITY, "rate_reversal_risk", VALIDATOR, on("2026-07-02"), reversal_risk_rating="0.12")
    return play


def under_verification() -> Play:
    play = monitored(removing())
    play.take(PERIOD, "submit_report", PARTICIPANT, on("2027-01-15"))
    play.take(PERIOD, "notify_inspection", VERIFIER, on("2027-01-20"), inspection="2027-02-20")
    return play


def notified() -> Play:
    play = under_verification()
    play.take(ACTIVITY, "notify_release", PARTICIPANT, on("2027-03-10"), aware_since="2027-03-01", event="Fire",
              location="North slope")  # fmt: skip
    return play


def moves(*, avoidable: bool = True) -> list[Move]:
    """Return the way of a reversal from the suspension to its end."""
    determined = DETERMINED if avoidable else {**DETERMINED, "avoidable_quantity": 0, "unavoidable_quantity": 300,
                                               "avoidable_by_class": "none"}  # fmt: skip
    end = [
        Move(REVERSAL, "replenish", PARTICIPANT, on("2027-09-20"), {"from_account": "XA-holding"}),
        Move(REVERSAL, "resume_after_replenishment", ADMINISTRATOR, on("2027-09-21")),
    ] if avoidable else [Move(REVERSAL, "resume", ADMINISTRATOR, on("2027-09-20"))]  # fmt: skip
    return [
        Move(REVERSAL, "suspend", ADMINISTRATOR, on("2027-03-11")),
        Move(REVERSAL, "end_event", PARTICIPANT, on("2027-03-20"), {"event_ended": "2027-03-18"}),
        Move(REVERSAL, "conclude_reversal", PARTICIPANT, on("2027-04-20")),
        Move(
            REVERSAL, "report_reversal", VERIFIER, on("2027-08-02"), {"storage_change": -300, "reversal_quantity": 300}
        ),
        Move(REVERSAL, "determine", CHAIR, on("2027-09-06"), determined),
        Move(REVERSAL, "cancel_buffer", ADMINISTRATOR, on("2027-09-07")),
        Move(REVERSAL, "rate_again", VERIFIER, on("2027-09-15"), {"reversal_risk_rating": "0.2"}),
        *end,
    ]


def concluded() -> Play:
    return played(notified(), moves()[:3])


def remediated() -> Play:
    return played(notified(), moves()[:6])


def without_report() -> Play:
    play = removing()
    play.take(ACTIVITY, "suspend_for_missing_report", SECRETARIAT, on("2028-09-04"), report_due="2028-08-31",
              reasons="No report")  # fmt: skip
    return play
