"""Cases that go on from an instant are those that are made anew, and time asks only those that it concerns."""

from dataclasses import replace
from uuid import UUID

from tests.workflow import whole
from tests.workflow.play import on

from sextant.workflow import timeline
from sextant.workflow.case import Case
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
