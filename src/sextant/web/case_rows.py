"""The cases of an activity as rows of a page: what was done, where each stands, what can be done next, the money."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from sextant.application.queries.money import money_of_subject
from sextant.application.queries.timeline import Done, Standing, timeline
from sextant.domain.activity import Activity
from sextant.storage.rulebook_files import cyclebooks
from sextant.storage.scenario_files import shipped_stories
from sextant.web.asking import Asked
from sextant.web.journals import instant_of
from sextant.web.names import html_language
from sextant.wording.step_words import who
from sextant.workflow.advance import Possible
from sextant.workflow.world import World


def cases_shown(world: World | None, activity: Activity, at: Asked) -> dict[str, Any]:
    """Return what the page of an activity tells of its cases; nothing where no journal is kept of it."""
    if world is None:
        return {"standing": [], "done": []}
    instant = instant_of(at, activity.mechanism)
    found = timeline(world, activity.reference, instant)
    told = [story for story in shipped_stories() if story.activity == activity.reference and activity.synthetic]
    return {
        "done": [done_row(each) for each in found.done],
        "standing": [_standing_row(each) for each in found.standing],
        "money": money_of_subject(world, instant),
        "story": told[0] if told else None,
    }


def done_row(each: Done) -> dict[str, Any]:
    """Return a step that was taken as a row: day, case, step, who, paragraph."""
    act = each.transition.act
    after = each.run.cycle.states[each.transition.to_state]
    changed = each.transition.to_state != each.transition.from_state
    return {
        "on": each.on,
        "cycle": each.run.cycle,
        "step": each.step,
        "actor": act.actor.name if act else None,
        "state": _state_label(after) if changed else None,
    }


def _standing_row(each: Standing) -> dict[str, Any]:
    return {
        "cycle": each.run.cycle,
        "depth": each.depth,
        "state": _state_label(each.run.cycle.states[each.run.state]),
        "over": each.run.over,
        "since": each.since,
        "next": [_next_row(each, possible) for possible in (*each.next, *each.by_itself)],
    }


def _state_label(state: Any) -> str:
    """Return the label of a state; one that is not public keeps its name to itself."""
    return state.label.in_language(html_language()) if state.public else _("not public yet")


def _next_row(each: Standing, possible: Possible) -> dict[str, Any]:
    book = cyclebooks().books[each.run.cycle.mechanism]
    within = possible.step.within
    return {
        "step": possible.step,
        "who": who(possible.step, book, cyclebooks(), html_language()),
        "opens_on": possible.opens_on,
        "last_day": possible.last_day,
        "binding": within is None or within.enforced,
    }
