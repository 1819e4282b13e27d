"""Random walks through every cycle: no state is undeclared, and the past never changes.

Whatever is done later, the status of a past day is the status that was computed on that day. Walks begin at the
first state of each cycle, and at many points of a whole activity, where its cases are many at once.
"""

from collections.abc import Callable
from copy import copy
from functools import cache
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.workflow import methodology_play, removal_play, transition_play, whole, whole_cdm, whole_programme
from tests.workflow.invented import sixth
from tests.workflow.play import (
    FACTS,
    FEE,
    HOST,
    ISSUANCE_FEE,
    MEMBER,
    QUANTITY,
    REDUCTIONS,
    SECRETARIAT,
    STAKEHOLDER,
    VALIDATOR,
    Actor,
    Play,
    heard,
    on,
    reviewed,
)
from tests.workflow.walk import Walk, declared, snapshot, told_by_the_timeline

from sextant.storage.rulebook_files import cyclebooks
from sextant.workflow.case import History
from sextant.workflow.timeline import world_at

SHOWN = ("party_to_agreement", "contribution_maintained", "authorizing_arrangements", "tracking_arrangements",
         "inventory_provided", "contributes_to_goals", "party_participates", "approach_authorized")  # fmt: skip
WALKED = {**FACTS, "host_least_developed": True, **dict.fromkeys(SHOWN, True)}


def bare(path: str) -> Callable[[], Play]:
    if path.startswith("cdm."):
        party = {"participation": "GH", "replacement": "GH"}
        name = path.partition(".")[2]
        return lambda: whole_cdm.begun(name, subject=party.get(name, "Subject"))
    rules = sixth() if path.startswith("sixth") else cyclebooks()
    cycle = rules.latest(path)
    subject = {"party": "GH", "entity": "Valid Ltd"}.get(cycle.subject, "Subject")
    begun = on(max("2025-09-01", cycle.from_date.isoformat()))
    return lambda: Play(path, begun, rules=rules, facts=dict(WALKED), subject=subject)


def filed() -> Play:
    play = whole.validated()
    play.take(whole.ACTIVITY, "request_registration", VALIDATOR, on("2026-03-16"), **REDUCTIONS)
    return play


def under_review() -> Play:
    play = whole.registered()
    play.take(whole.REQUEST, "request_review", MEMBER, on("2026-05-10"), reasons="leakage")
    return play


def rejected() -> Play:
    play = under_review()
    reviewed(play, "reject", on("2026-06-15"), agenda=on("2026-06-01"))
    return play


def appealed() -> Play:
    play = whole.registered()
    play.take(whole.REQUEST, "appeal_deemed_approval", STAKEHOLDER, on("2026-06-10"))
    return play


def withdrawing() -> Play:
    play = whole.authorized()
    play.take(whole.ACTIVITY, "notify_withdrawal", HOST, on("2026-07-02"))
    return play


def issuance_published() -> Play:
    play = whole.issuance_requested()
    play.take("issuance_request", "state_fee", SECRETARIAT, on("2027-03-16"))
    play.take("issuance_request", "receive_fee", SECRETARIAT, on("2027-03-16"), **ISSUANCE_FEE)
    play.take("issuance_request", "begin_completeness_check", SECRETARIAT, on("2027-04-05"))
    play.take("issuance_request", "find_complete", SECRETARIAT, on("2027-04-12"))
    play.take("issuance_request", "publish", SECRETARIAT, on("2027-05-03"), quantity_by_vintage="2026: 15001")
    return play


def renewing() -> Play:
    play = whole.authorized()
    play.take(whole.ACTIVITY, "request_renewal", VALIDATOR, on("2031-03-01"), new_period_start="2031-09-01",
              new_period_end="2036-08-31", **REDUCTIONS, corrective_actions_closed=True)  # fmt: skip
    return play


def renewal_published() -> Play:
    play = renewing()
    play.take("renewal_request", "state_fee", SECRETARIAT, on("2031-03-02"))
    play.take("renewal_request", "receive_fee", SECRETARIAT, on("2031-03-02"), **FEE)
    play.take("renewal_request", "begin_completeness_check", SECRETARIAT, on("2031-03-10"))
    play.take("renewal_request", "find_complete", SECRETARIAT, on("2031-03-16"))
    play.take("renewal_request", "publish", SECRETARIAT, on("2031-04-01"), **REDUCTIONS)
    return play


def renewal_rejected() -> Play:
    play = renewal_published()
    play.take("renewal_request", "request_review", MEMBER, on("2031-04-10"), reasons="baseline")
    reviewed(play, "reject", on("2031-06-15"), agenda=on("2031-06-01"))
    return play


def issuance_appeal_heard() -> Play:
    play = issuance_published()
    play.take("issuance_request", "appeal_deemed_approval", STAKEHOLDER, on("2027-06-05"))
    heard(play, on("2027-06-10"), appeal="issuance_appeal")
    return play


def seat_taken() -> Play:
    play = Play("article_6_4.supervisory_body_seat", on("2025-09-01"), facts={})
    play.take("supervisory_body_seat", "elect", Actor("CMA", "cma"), on("2025-11-20"), seat="member",
              constituency="african", term_start="2026-02-01", term_end="2027-02-01")  # fmt: skip
    return play


DERIVED = {
    "change_request": (whole_programme.paid(1_500), {}, "review"),
    "programme_registration_request": (whole_programme.paid(10_000), {}, "programme_review"),
    "programme_renewal_request": (whole_programme.paid(10_000), {}, "programme_review"),
    "programme_change_request": (whole_programme.paid(1_500), {}, "programme_review"),
    "programme_issuance_request": (ISSUANCE_FEE, QUANTITY, "programme_issuance_review"),
}
"""Requests made from the template, each with its fee, what is stated when it is published, and its review."""


def alone(cycle: str, *, reject: bool) -> Callable[[], Play]:
    """Return how to carry a request that stands alone to its publication, or to a rejection."""
    fee, found, review = DERIVED[cycle]

    def begin() -> Play:
        play = Play(f"article_6_4.{cycle}", on("2026-01-05"))
        days = ("2026-01-06", "2026-01-20", "2026-02-02", "2026-02-09", "2026-03-02")
        whole_programme.through(play, cycle, days, fee, **found)
        if reject:
            play.take(cycle, "request_review", MEMBER, on("2026-03-10"), reasons="unclear")
            reviewed(play, "reject", on("2026-05-16"), agenda=on("2026-05-01"), review=review)
        return play

    return begin


CYCLES = [
    path
    for books in (cyclebooks(), sixth())
    for book in books
    for path in book.cycles
    # The JCM decides with two sides; its walks know them (test_jcm_walks.py).
    if not path.startswith("jcm")
]
STARTS: dict[str, Callable[[], Play]] = (
    {path: bare(path) for path in CYCLES}
    | {
        each.__name__: each
        for each in (
            whole.consulted, whole.approved, whole.validated, filed, whole.registered, under_review, rejected, appealed,
            whole.authorized, withdrawing, whole.monitored, whole.verified, whole.issuance_requested,
            issuance_published, whole.issued, renewing, renewal_published, renewal_rejected,
            transition_play.published, transition_play.host_approved, transition_play.under_check,
            transition_play.before_the_body, transition_play.transitioned, transition_play.finalizing,
            transition_play.finalizing_checked, transition_play.finalizing_reviewed,
            removal_play.notified, removal_play.concluded, removal_play.remediated, removal_play.without_report,
            methodology_play.before_panel, methodology_play.before_body, methodology_play.superseded,
            issuance_appeal_heard, seat_taken,
        )
    }
    | {
        f"programme_{each.__name__}": each
        for each in (
            whole_programme.designed, whole_programme.registered, whole_programme.two_included,
            whole_programme.batch_filed, whole_programme.inclusion_questioned,
        )
    }
    | {
        f"{cycle} {told}": alone(cycle, reject=told == "rejected")
        for cycle in DERIVED
        for told in ("published", "rejected")
    }
    | {f"cdm_{each.__name__}": each for each in whole_cdm.WALKED}
)  # fmt: skip


@cache
def begun(start: str) -> Play:
    """Return the beginning of a walk, made once; its history is never changed, only replaced."""
    return {**STARTS, **{f"cdm_{each.__name__}": each for each in whole_cdm.BESIDES}}[start]()


@pytest.mark.parametrize("start", STARTS)
@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32 - 1), moves=st.integers(5, 30))
def test_no_walk_reaches_an_undeclared_state_and_no_past_day_changes(start, seed, moves):
    walk = Walk(copy(begun(start)), Random(seed))
    walk.go(moves)
    rules, history = walk.play.rules, walk.play.history
    for path, state in walk.visited:
        assert state in rules.latest(path).states
    now = world_at(history, rules, walk.at)
    for at, then in walk.seen.items():
        assert snapshot(world_at(history, rules, at)) == then
        acts = tuple(act for act in history.acts if act.at <= at)
        so_far = world_at(History(history.subject, history.facts, history.cases, acts), rules, at)
        assert snapshot(so_far) == then
        assert declared(so_far)
        # What a page tells today of that day: the same.
        assert told_by_the_timeline(now, at) == {number: run.state for number, run in so_far.runs.items()}
    for run in now.runs.values():
        instants = [each.at for each in run.transitions]
        assert instants == sorted(instants)
        assert all(each.on <= rules.calendar(run.cycle.path).day_of(each.at) for each in run.transitions)


def test_walks_go_through_at_least_half_the_states_of_every_cycle():
    """Walks of its own, so that it holds however the tests are shared among processes."""
    visited: dict[str, set[str]] = {path: set() for path in CYCLES}
    books = {True: sixth(), False: cyclebooks()}
    states = {path: books[path.startswith("sixth")].latest(path).states for path in CYCLES}
    left = set(CYCLES)
    for seed in range(12):
        for start in (*STARTS, *(f"cdm_{each.__name__}" for each in whole_cdm.BESIDES)):
            if start in states and start not in left:
                continue
            walk = Walk(copy(begun(start)), Random(seed))
            walk.go(25)
            for path, state in walk.visited:
                visited[path].add(state)
        left = {path for path in CYCLES if len(visited[path]) * 2 < len(states[path])}
        if not left:
            break
    assert not left, {path: (sorted(visited[path]), sorted(states[path])) for path in left}
