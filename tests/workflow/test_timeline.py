"""Cases that go on from an instant are those that are made anew, and time asks only those that it concerns."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from tests.workflow import whole
from tests.workflow.play import on

from sextant.workflow import timeline
from sextant.workflow.case import Case
from sextant.workflow.cycle import Sets
from sextant.workflow.timeline import along, later, with_act, world_at


def test_time_asks_only_the_cases_whose_deadlines_are_over(monkeypatch):
    """A programme with many cases is replayed in proportion to them, not to cases times acts."""
    asked: list[str] = []
    for name in ("_due", "_end"):
        ordinary = getattr(timeline, name)
        monkeypatch.setattr(timeline, name, lambda *given, ordinary=ordinary: asked.append("") or ordinary(*given))
    play = whole.issued()

    def times_asked(others: int) -> int:
        more = tuple(
            Case(UUID(int=each + 1), "article_6_4.project_activity", play.subject, play.history.cases[0].opened_at)
            for each in range(others)
        )
        asked.clear()
        world_at(replace(play.history, cases=(*play.history.cases, *more)), play.rules, on("2027-07-01"))
        return len(asked)

    alone = times_asked(0)
    assert len(play.history.acts) >= 30
    one = times_asked(100) - alone
    assert one <= 100 * 4
    assert times_asked(200) - alone == 2 * one


def test_a_world_that_goes_on_is_the_one_that_is_made_anew():
    play = whole.issued()
    history, until = play.history, on("2027-07-01")
    for place, (act, before) in enumerate(along(history, play.rules)):
        earlier = replace(history, acts=history.acts[:place])
        anew = world_at(earlier, play.rules, act.at)
        assert told(before) == told(anew)
        after = with_act(anew, act)
        assert told(anew) == told(world_at(earlier, play.rules, act.at)), "the world of before is left alone"
        now = replace(history, acts=history.acts[: place + 1])
        assert told(after) == told(world_at(now, play.rules, act.at))
        assert told(later(after, until)) == told(world_at(now, play.rules, until))


def told(world):
    return [
        (run.case, run.state, run.since, run.dates, run.stated, run.transitions, run.ballots)
        for run in world.runs.values()
    ], world.facts()


def test_a_date_that_is_set_above_has_the_deadlines_below_counted_again():
    """The agenda holds what each case would answer if it were asked."""
    play = whole.issued()
    world = world_at(play.history, play.rules, on("2027-07-01"))
    inside = [run for run in world.runs.values() if run.case.parent is not None]
    assert inside
    moved = 0
    for act, changing in along(play.history, play.rules):
        for run in changing.runs.values():
            ends = [timeline._end(changing, run, step) for step in run.cycle.steps_from(run.state) if not run.over]
            assert changing.agenda.ends.get(run.case.id) == min(filter(None, ends), default=None), act.step
            moved += bool(ends)
    assert moved
    step = replace(play.rules.latest("article_6_4.project_activity").steps["consult_locally"], opens=())
    below = inside[0]
    noted: list[UUID] = []
    ordinary = timeline._note
    timeline._note = lambda world, run: noted.append(run.case.id) or ordinary(world, run)
    try:
        top = world.top(below)
        sets = (Sets("a_day_of_its_own"),)
        timeline._take(world, top, replace(step, sets=sets, to_state="same"), at=on("2027-07-02"), on=date(2027, 7, 2))
    finally:
        timeline._note = ordinary
    assert set(noted) == {top.case.id, *(run.case.id for run in world.all_below(top.case.id))}
