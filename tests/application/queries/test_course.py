"""The course of cases for the public: what is hidden while a state is not public, and the past as it was."""

from datetime import timedelta

from tests.workflow import whole
from tests.workflow.play import HOST, SECRETARIAT, Play, on

from sextant.application.publicity import hidden_in
from sextant.application.queries.course import as_of, course_of


def told(play: Play, at):
    world = play.world(at)
    return {each.run.cycle.path.partition(".")[2]: each for each in course_of(world, hidden_in(world), at)}


def approved_in_private() -> Play:
    play = whole.consulted()
    play.take(
        "approval", "approve", HOST, on("2026-01-12"), sustainable_development="how", relation_to_contribution="how",
        renewal_approved=True,
    )  # fmt: skip
    return play


def test_a_state_that_is_not_public_hides_itself_and_the_step_into_it():
    play = approved_in_private()
    assert told(play, on("2026-01-11"))["approval"].public
    approval = told(play, on("2026-01-13"))["approval"]
    assert not approval.public
    assert approval.done == ()
    assert approval.next == ()
    play.take("approval", "publish_approval", SECRETARIAT, on("2026-01-15"))
    approval = told(play, on("2026-01-15"))["approval"]
    assert approval.public
    assert [each.step.name for each in approval.done] == ["approve", "publish_approval"]


def test_what_happened_before_a_case_went_out_of_sight_stays_told():
    play = whole.consulted()
    play.take("approval", "ask_participants", HOST, on("2025-11-07"), questions="Which road?")
    play.take(
        "approval", "approve", HOST, on("2026-01-12"), sustainable_development="how", relation_to_contribution="how",
        renewal_approved=True,
    )  # fmt: skip
    assert [each.step.name for each in told(play, on("2026-01-13"))["approval"].done] == ["ask_participants"]


def test_an_idea_that_is_not_published_is_not_told():
    play = whole.idea()
    [course] = told(play, on("2025-09-02")).values()
    assert (course.public, course.done, course.next) == (False, (), ())


def test_cases_opened_inside_what_is_hidden_are_hidden_too():
    play = whole.issuance_requested()
    at = on("2027-03-16")
    world = play.world(at)
    top = next(run for run in world.runs.values() if run.case.parent is None)
    assert not hidden_in(world).cases
    assert max(len(world.chain(run)) for run in world.runs.values()) == 3, "there are cases inside cases inside it"
    top.state = "idea"
    for taken in list(top.transitions):
        top.transitions.remove(taken)
    assert len(hidden_in(world).cases) == len(world.runs) - 1 > 0
    assert [each.depth for each in course_of(world, hidden_in(world), at)] == [0]


def test_what_is_public_today_is_told_of_the_days_on_which_it_was_not():
    play = approved_in_private()
    play.take("approval", "publish_approval", SECRETARIAT, on("2026-01-15"))
    now = play.world(on("2026-02-01"))
    past = as_of(now, on("2026-01-13").date())
    [approval] = [
        each
        for each in course_of(past, hidden_in(now), on("2026-01-13"))
        if each.run.cycle.path == "article_6_4.approval"
    ]
    assert approval.public
    assert approval.run.state == "approved"
    assert [each.step.name for each in approval.done] == ["approve"]


def test_the_end_of_a_day_is_that_of_the_deadlines():
    play = whole.consulted()
    now = play.world(on("2026-02-01"))
    top = next(iter(now.runs))
    day = next(each for each in now.runs[top].transitions if each.step == "close_consultation").on
    assert as_of(now, day).runs[top].state == "consultation_closed"
    assert as_of(now, day - timedelta(days=1)).runs[top].state == "consultation"


def test_an_act_at_the_first_instant_of_a_day_is_not_of_the_day_before():
    play = whole.consulted()
    play.take("approval", "ask_participants", HOST, on("2025-11-07", 0), questions="Which road?")
    now = play.world(on("2025-11-08"))

    def asked(day: str) -> bool:
        return any(run.has_taken("ask_participants") for run in as_of(now, on(day).date()).runs.values())

    assert not asked("2025-11-06")
    assert asked("2025-11-07")


def test_a_day_before_a_case_went_out_of_sight_is_told_as_it_was():
    now = approved_in_private().world(on("2026-01-13"))
    past = as_of(now, on("2026-01-11").date())
    found = {each.run.cycle.path: each for each in course_of(past, hidden_in(now), on("2026-01-11"))}
    approval = found["article_6_4.approval"]
    assert approval.public
    assert approval.run.state == "requested"
