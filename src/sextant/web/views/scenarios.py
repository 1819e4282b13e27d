"""Scenarios: invented activities that are followed step by step. Each is run afresh, and nothing of it is kept."""

from __future__ import annotations

from collections.abc import Set
from functools import cache
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sextant.application.cases import Taken
from sextant.application.queries.timeline import Done, timeline
from sextant.application.scenario.run import Happened, Ran, run
from sextant.application.scenario.stage import Stage
from sextant.application.scenario.story import Story
from sextant.domain.activity import activity_id
from sextant.ledger.posting import Posted
from sextant.storage.rulebook_files import cyclebooks
from sextant.storage.scenario_files import scratch_stage, shipped_stories
from sextant.web.asking import AskedWrongly
from sextant.web.names import html_language
from sextant.web.reading import reading
from sextant.web.ruling import on_day
from sextant.wording.refusals import sentence
from sextant.wording.scenario_words import what_happened


def show_all(request: HttpRequest) -> HttpResponse:
    """Return the list of scenarios."""
    return render(request, "pages/scenarios.html", {"on": on_day(request), "stories": shipped_stories()})


def show(request: HttpRequest, name: str) -> HttpResponse:
    """Return the page that follows a scenario step by step."""
    story = _story(name)
    stage, ran = _run(name)
    registry = stage.book.mechanism.registry_code
    entries = [posted.entry for each in ran.happened if (posted := _posted(each)) is not None]
    with reading() as reader:
        here = bool(reader.activities([activity_id(registry, story.activity)]))
        known = reader.known_entries(entries)
    content: dict[str, Any] = {
        "on": on_day(request),
        "story": story,
        "registry": registry,
        "here": here,
        "rows": _rows(stage, ran, known),
        "holdings": ran.holdings,
        "synthetic": True,
    }
    return render(request, "pages/scenario.html", content)


@cache
def _run(name: str) -> tuple[Stage, Ran]:
    stage = scratch_stage(_story(name))
    return stage, run(stage)


def _story(name: str) -> Story:
    for each in shipped_stories():
        if each.name == name:
            return each
    raise AskedWrongly(_("There is no scenario %(name)s.") % {"name": name[:60]}, 404)


def _posted(each: Happened) -> Posted | None:
    """Return what the ledger recorded with a step, or none."""
    if isinstance(each.outcome, Taken):
        return each.outcome.posted
    return each.outcome if isinstance(each.outcome, Posted) else None


def _rows(stage: Stage, ran: Ran, known: Set[UUID]) -> list[dict[str, Any]]:
    """Return what happened, and between it what happened by itself, in the order of time."""
    rows = [_row(stage, each, known) for each in ran.happened]
    last = stage.story.scenes[-1].at
    for subject in dict.fromkeys(scene.subject for scene in stage.story.scenes):
        for done in timeline(stage.world(subject, last), subject, last).done:
            if done.transition.act is None:
                rows.append(_by_itself(done))
    return sorted(rows, key=lambda row: row["at"])


def _row(stage: Stage, each: Happened, known: Set[UUID]) -> dict[str, Any]:
    refusal, posted = each.refusal, _posted(each)
    role = cyclebooks().books[stage.book.code].roles[each.scene.actor.role]
    cycle = stage.cases.rules.cycle(f"{stage.book.code}.{each.scene.cycle}") if each.scene.cycle else None
    return {
        "at": each.scene.at,
        "on": stage.cases.rules.calendar(f"{stage.book.code}.").day_of(each.scene.at),
        "what": what_happened(stage, each, html_language()),
        "who": each.scene.actor.name,
        "role": role.label,
        "cycle": cycle,
        "source": each.source,
        "refused": sentence(refusal, html_language()) if refusal else None,
        "entry": posted.entry if posted is not None and posted.entry in known else None,
    }


def _by_itself(done: Done) -> dict[str, Any]:
    return {
        "at": done.transition.at,
        "on": done.on,
        "what": done.step.label.in_language(html_language()),
        "who": None,
        "role": None,
        "cycle": done.run.cycle,
        "source": done.step.source,
        "refused": None,
        "entry": None,
    }
