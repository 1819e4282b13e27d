"""A version of a methodology on its way, up to any point: proposed, consulted, before the panel, in force, on hold."""

from __future__ import annotations

from tests.workflow.play import CHAIR, PARTICIPANT, SECRETARIAT, Play, on
from tests.workflow.wrong_ways import Move, played

from sextant.workflow.case import Actor

VERSION = "methodology_version"
PANELLISTS = Actor("Panel", "methodological_expert_panel")
PROPOSAL = {"title": "Solar power (synthetic)", "methodology": "A6.4-AMM-900", "version": "v01.0", "revises": "none"}
SUBJECT = "A6.4-AMM-900 v01.0"


def begun(subject: str = SUBJECT) -> Play:
    return Play("article_6_4.methodology_version", on("2024-11-01"), subject=subject)


def moves() -> list[Move]:
    """Return the way from the proposal to the publication on 14 July 2025."""
    return [
        Move(VERSION, "propose", PARTICIPANT, on("2024-11-04"), PROPOSAL),
        Move(VERSION, "qualify", SECRETARIAT, on("2024-12-02")),
        # The consultation closed on 23 December.
        Move(VERSION, "send_to_panel", SECRETARIAT, on("2025-01-20")),
        Move(VERSION, "recommend", PANELLISTS, on("2025-03-03"), {"recommendation": "approve"}),
        Move(VERSION, "approve", CHAIR, on("2025-07-07"), {"revision": "new"}),
        Move(VERSION, "publish", SECRETARIAT, on("2025-07-14"), {"valid_until": "2030-07-14"}),
    ]


def before_panel() -> Play:
    return played(begun(), moves()[:3])


def before_body() -> Play:
    return played(begun(), moves()[:4])


def in_force(subject: str = SUBJECT) -> Play:
    return played(begun(subject), moves())


def superseded(subject: str = SUBJECT) -> Play:
    """Superseded with effect from 5 January 2026; 240 days of grace end on 2 September."""
    play = in_force(subject)
    play.take(VERSION, "supersede", SECRETARIAT, on("2026-01-05"), superseded_by="A6.4-AMM-900 v02.0")
    return play
