"""What waits for whom until when: in the cases of one subject, and over all subjects of a store."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from tests.clock import FakeClock
from tests.workflow import whole
from tests.workflow.play import (
    HOST,
    PARTICIPANT,
    SECRETARIAT,
    VALIDATOR,
    VERIFIER,
    Play,
    first_second_after,
    last_second,
    on,
)

from sextant.application.cases import Cases, key_of
from sextant.application.queries.standings import standings_now
from sextant.application.queries.waiting import Next, waiting_in
from sextant.storage.memory.cases import MemoryCases
from sextant.storage.memory.standings import MemoryStandings
from sextant.storage.rulebook_files import cyclebooks, edition
from sextant.workflow.case import Case, History
from sextant.workflow.timeline import world_at


def steps(play: Play, at) -> dict[str, Next]:
    return {each.step.name: each for each in waiting_in(play.world(at), at)}


@pytest.fixture
def consulting() -> Play:
    """The design document was published on 5 November 2025: comments to 3 December, the host Party's answer later."""
    return whole.consulted()


def test_a_step_waits_to_the_last_second_of_its_last_day_and_no_longer(consulting):
    asked = steps(consulting, on("2025-11-06"))["comment"]
    assert set(asked.roles) >= {"stakeholder", "party"}
    assert asked.enforced
    last = asked.last_day
    assert last == date(2025, 12, 3)
    assert "comment" in steps(consulting, last_second(last))
    assert "comment" not in steps(consulting, first_second_after(last))


def test_what_may_be_done_late_waits_on_and_is_marked(consulting):
    answer = steps(consulting, on("2025-11-06"))["approve"]
    assert (answer.roles, answer.enforced, answer.overdue) == (("designated_national_authority",), False, False)
    assert not steps(consulting, last_second(answer.last_day))["approve"].overdue
    late = steps(consulting, first_second_after(answer.last_day))["approve"]
    assert late.overdue
    assert late.last_day == answer.last_day


def test_a_step_without_a_deadline_waits_without_a_day(consulting):
    asked = steps(consulting, on("2025-11-06"))["refuse"]
    assert (asked.last_day, asked.opens_on, asked.overdue) == (None, None, False)


def test_what_time_will_do_is_told_with_its_day_until_it_has_happened(consulting):
    coming = steps(consulting, on("2025-11-06"))["close_consultation"]
    assert (coming.roles, coming.last_day, coming.step.by_itself) == ((), date(2025, 12, 3), True)
    assert "close_consultation" not in steps(consulting, first_second_after("2025-12-03"))


def test_a_step_that_opens_later_names_its_first_day_until_then():
    play = whole.registered()
    asked = steps(play, on("2026-07-01"))["request_renewal"]
    assert asked.opens_on is not None
    assert asked.opens_on > date(2026, 7, 1)
    assert steps(play, on(asked.opens_on))["request_renewal"].opens_on is None


def test_a_step_is_left_out_while_its_condition_does_not_hold(consulting):
    assert "answer_host" not in steps(consulting, on("2025-11-06")), "the host has asked nothing yet"
    consulting.take("approval", "ask_participants", HOST, on("2025-11-07"), questions="Which road?")
    assert "answer_host" in steps(consulting, on("2025-11-07"))


def test_a_condition_on_what_the_actor_will_state_does_not_count_yet():
    """Whether a period follows the last one shows only when its days are stated."""
    assert "begin_monitoring_period" in steps(whole.authorized(), on("2026-09-01"))


def test_nothing_waits_in_a_case_that_is_over():
    play = whole.issued()
    at = on("2027-07-01")
    over = {run.case.id for run in play.world(at).runs.values() if run.over}
    assert over
    assert not [each for each in waiting_in(play.world(at), at) if each.run.case.id in over]


def test_who_closes_a_vote_is_waited_for_as_well():
    cycle = cyclebooks().latest("article_6_4.issuance_review")
    step = cycle.steps["approve"]
    play = whole.issued()
    run = next(iter(play.world(on("2027-07-01")).runs.values()))
    assert Next(run, step, None, None, False, False).roles == ("supervisory_body_member", "supervisory_body_chair")


# --- over all subjects ----------------------------------------------------------------------------------


def kept(*plays: Play, host: bool = True) -> Cases:
    store = MemoryCases()
    for play in plays:
        assert store.open(key_of("article_6_4", play.subject), play.history)
    if host:
        first = Case(UUID(int=7), "article_6_4.participation", "GH", on("2025-08-08"))
        assert store.open(key_of("article_6_4", "GH"), History("GH", {}, (first,)))
    return Cases(store, cyclebooks(), FakeClock(on("2027-07-01")))


def told(cases, at, kept_before=None):
    """Return how the subjects of a store stand at an instant, by the key of each."""
    cases.clock.present = at
    return {each.key: each for each in standings_now(cases, kept_before or MemoryStandings(), edition(), {})}


def test_every_subject_of_the_store_is_asked(consulting):
    found = told(kept(consulting), on("2025-11-06"))
    assert set(found) == {"article_6_4:A6.4-0001", "article_6_4:GH"}
    activity = found["article_6_4:A6.4-0001"]
    assert activity.readable
    assert {each.step for each in activity.waits} == set(steps(consulting, on("2025-11-06")))
    assert all(each.cycle != "article_6_4.participation" for each in activity.waits), "those of its host are told once"


def test_a_subject_that_cannot_be_told_is_told_to_be_so(consulting):
    [found] = told(kept(consulting, host=False), on("2025-11-06")).values()
    assert (found.readable, found.waits) == (False, ())
    assert found.lines["article_6_4:GH"] == 0, "it is looked at again when the host Party has a journal"


@pytest.mark.parametrize("play", [whole.consulted, whole.issuance_requested, whole.issued])
def test_what_waits_changes_with_time_alone_only_when_it_was_said_to(play):
    played = play()
    cases, seen = kept(played), []
    at = max(act.at for act in played.history.acts)
    while at is not None and at < on("2029-01-01"):
        found = told(cases, at)["article_6_4:A6.4-0001"]
        seen.append((at, found.waits))
        at = found.next_change_at
        if at is not None:
            before = told(cases, at - timedelta(microseconds=1))["article_6_4:A6.4-0001"]
            assert before.waits == found.waits, "nothing changed before it was said to"
    assert len({waits for _, waits in seen}) >= (3 if play is whole.consulted else 1)


def test_the_end_of_a_consultation_is_a_change(consulting):
    changes = told(kept(consulting), last_second("2025-12-03"))["article_6_4:A6.4-0001"].next_change_at
    assert last_second("2025-12-03") < changes <= first_second_after("2025-12-03")


@pytest.mark.parametrize("actor", [PARTICIPANT, HOST, SECRETARIAT, VALIDATOR, VERIFIER])
def test_what_the_engine_takes_was_told_to_wait_for_that_role(actor):
    """Every act of an activity on its quiet way had been among what waits, just before."""
    play = whole.issuance_requested()
    acts = [act for act in play.history.acts if act.actor == actor]
    assert acts
    for act in acts:
        earlier = tuple(each for each in play.history.acts if each.at < act.at)
        world = world_at(History(play.subject, play.facts, play.history.cases, earlier), play.rules, act.at)
        waits = [(each.run.case.id, each.step.name) for each in waiting_in(world, act.at) if actor.role in each.roles]
        assert (act.case, act.step) in waits, act.step
