"""A CDM activity on its way over, up to any point: from the wish to the registration under the mechanism."""

from __future__ import annotations

from tests.workflow.play import CHAIR, FEE, HOST, ISSUANCE_FEE, PARTICIPANT, SECRETARIAT, Play, on
from tests.workflow.wrong_ways import Move, played

TRANSITION = "transition"
WISH = {
    "title": "Stoves (synthetic)", "cdm_reference": "10000", "host_party": "GH", "participants": "Volta Solar",
    "activity_type": "cookstoves", "transition_of": "registered", "is_programme": False,
    "cdm_methodology": "AMS-II.G", "cdm_period_start": "2019-01-01", "cdm_period_end": "2025-12-31",
    "crediting_period_is_fixed": False, "cdm_renewals_left": 2, "is_forestation": False,
}  # fmt: skip
DESIGN = {
    "crediting_period_start": "2021-01-01", "crediting_period_end": "2025-12-31", "annual_reductions": 40_000,
    "programmes": 1, "warming_potentials_applied": True, "sustainable_development_tool_applied": True,
    "negative_results_accounted": True,
}  # fmt: skip
APPROVAL = {
    "activity_type_is_listed": True, "host_opts_in_to_adaptation_share": False, "renewal_approved": True,
    "host_requires_mechanism_methodology": False,
}  # fmt: skip


def begun() -> Play:
    return Play("article_6_4.transition", on("2023-09-01"))


def moves(*, wish=None, design=None, approved="2025-11-03", documented="2026-03-02") -> list[Move]:
    """Return the quiet way: deemed approved on 4 May, final on 1 June, registered on 15 June 2026."""
    return [
        Move(TRANSITION, "request", PARTICIPANT, on("2023-09-04"), {**WISH, **(wish or {})}),
        Move(TRANSITION, "publish", SECRETARIAT, on("2023-09-11"), {"reference": "T0001"}),
        Move(TRANSITION, "approve_as_host", HOST, on(approved), APPROVAL),
        Move(TRANSITION, "publish_host_approval", SECRETARIAT, on("2025-11-10")),
        Move(TRANSITION, "submit_addendum", PARTICIPANT, on(documented), {**DESIGN, **(design or {})}),
        Move(TRANSITION, "state_fee", SECRETARIAT, on("2026-03-03")),
        Move(TRANSITION, "prove_payment", PARTICIPANT, on("2026-03-05")),
        Move(TRANSITION, "receive_fee", SECRETARIAT, on("2026-03-06"), FEE),
        Move(TRANSITION, "begin_completeness_check", SECRETARIAT, on("2026-03-09")),
        Move(TRANSITION, "find_complete", SECRETARIAT, on("2026-03-16")),
        Move(TRANSITION, "publish_documentation", SECRETARIAT, on("2026-04-06")),
        Move(TRANSITION, "send_summary_note", SECRETARIAT, on("2026-04-20")),
        Move(TRANSITION, "register", SECRETARIAT, on("2026-06-15")),
    ]


def reviewed_moves(step: str = "approve") -> list[Move]:
    """Return the way through a review: decided on 15 May 2026."""
    reasons = {} if step == "approve" else {"reasons": "fNRB"}
    return [
        *moves()[:12],
        Move(TRANSITION, "request_review", HOST, on("2026-04-21"), {"reasons": "fNRB"}),
        Move(TRANSITION, "respond", PARTICIPANT, on("2026-04-28")),
        Move(TRANSITION, "place_on_agenda", SECRETARIAT, on("2026-05-01"), {"meeting": "2026-05-15"}),
        Move(TRANSITION, step, CHAIR, on("2026-05-15"), reasons),
    ]


def until(step: str, way: list[Move] | None = None) -> Play:
    """Return the play just before a step."""
    way = way if way is not None else moves()
    return played(begun(), way[: [each.step for each in way].index(step)])


def published() -> Play:
    return until("approve_as_host")


def host_approved() -> Play:
    return until("submit_addendum")


def under_check() -> Play:
    return until("find_complete")


def before_the_body() -> Play:
    return until("approve", reviewed_moves())


def transitioned() -> Play:
    return played(begun(), moves())


def finalizing() -> Play:
    play = transitioned()
    play.take(TRANSITION, "file_provisional_issuance", PARTICIPANT, on("2026-06-20"))
    return play


REVISED = {"quantity_by_vintage": "2021: 13000", "warming_potentials_applied": True, "credited_elsewhere": False}
VALUES = {"fraction_of_non_renewable_biomass": "0.71", "net_to_gross": "0.95"}


def finalizing_moves() -> list[Move]:
    """Return the way of a provisional issuance: deemed approved on 3 August, final on 17 August 2026."""
    cycle = "provisional_issuance"
    return [
        Move(cycle, "submit_with_default_values", PARTICIPANT, on("2026-06-22"), {**REVISED, **VALUES}),
        Move(cycle, "state_fee", SECRETARIAT, on("2026-06-23")),
        Move(cycle, "prove_payment", PARTICIPANT, on("2026-06-24")),
        Move(cycle, "receive_fee", SECRETARIAT, on("2026-06-25"), ISSUANCE_FEE),
        Move(cycle, "begin_completeness_check", SECRETARIAT, on("2026-06-26")),
        Move(cycle, "find_complete", SECRETARIAT, on("2026-07-01")),
        Move(cycle, "publish_documentation", SECRETARIAT, on("2026-07-06")),
    ]


def finalizing_checked() -> Play:
    return played(finalizing(), finalizing_moves()[:5])


def finalizing_reviewed() -> Play:
    play = played(finalizing(), finalizing_moves())
    play.take("provisional_issuance", "request_review", HOST, on("2026-07-10"), reasons="r")
    play.take("provisional_issuance", "place_on_agenda", SECRETARIAT, on("2026-07-20"), meeting="2026-07-27")
    return play
