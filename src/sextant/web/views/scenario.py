"""One scenario, step by step: what happened, who did it, which rule; and what is held where at the end."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sextant.application.scenario.run import Happened
from sextant.application.scenario.story import Kind, Scene, Story
from sextant.domain.account import Account
from sextant.domain.activity import Activity, activity_id
from sextant.domain.refusal import Refusal
from sextant.rules.record import source_record
from sextant.storage.database.reader import DatabaseReader
from sextant.storage.rulebook_files import cyclebooks, rulebooks
from sextant.storage.scenario_files import shipped_stories
from sextant.web.answering import json_answer
from sextant.web.asking import AskedWrongly, choice
from sextant.web.casework import actor, label_of, state_of
from sextant.web.names import html_language
from sextant.web.played import Event, Played, played, story_named
from sextant.web.reading import reading
from sextant.wording.scenario_abroad import said_of
from sextant.wording.scenario_words import ABROAD, why_refused
from sextant.workflow.cycle import Cycle

KINDS = {Kind.TRANSFER: "transfer", Kind.CANCEL: "cancel", Kind.RETIRE: "retirement"}
"""The word for what moves units."""


def show(request: HttpRequest, name: str) -> HttpResponse:
    """Return the page of a scenario, or what happened as JSON."""
    story = story_named(name)
    if story is None:
        sentence = _("There is no scenario %(name)s.") % {"name": name[:60]}
        names = ", ".join(each.name for each in shipped_stories())
        raise AskedWrongly(sentence, 404, _("The scenarios are: %(names)s.") % {"names": names})
    went = played(name)
    rows = _rows(went)
    if choice(request, "format", ("html", "json")) == "json":
        return json_answer({"scenario": name, "synthetic": story.synthetic, "steps": [_record(row) for row in rows]})
    registry = rulebooks().books[story.mechanism].mechanism.registry_code
    with reading() as reader:
        there = _there(reader, registry, went)
    months = [
        {"month": month, "rows": list(of)} for month, of in groupby(rows, key=lambda row: row["on"].replace(day=1))
    ]
    content: dict[str, Any] = {
        "story": story,
        "registry": registry,
        "mechanism": rulebooks().books[story.mechanism].mechanism,
        "months": months,
        "first": rows[0]["on"],
        "last": rows[-1]["on"],
        "deeds": sum(not row["by_itself"] and not row["refusal"] for row in rows),
        "by_itself": sum(row["by_itself"] for row in rows),
        "refused": sum(row["refusal"] is not None for row in rows),
        "cast": [actor(each, _ruled_by(each.role, story)) for each in story.cast.values()],
        "holdings": [
            {"holding": each, "account": went.accounts[each.account],
             "there": went.accounts[each.account].id in there["accounts"]}
            for each in went.ran.holdings
        ],
        "held": sum(each.quantity for each in went.ran.holdings),
        "there": there,
        "synthetic": story.synthetic,
    }  # fmt: skip
    return render(request, "pages/scenario.html", content)


def _ruled_by(role: str, story: Story) -> str:
    """Return the first mechanism of a scenario that knows a role."""
    books = cyclebooks().books
    return next(each for each in (story.mechanism, *story.also) if role in books[each].roles)


def _there(reader: DatabaseReader, registry: str, went: Played) -> dict[str, Any]:
    """Return what of the scenario is in the registry of these pages."""
    activities: list[Activity] = list(reader.activities([activity_id(registry, went.story.activity)]))
    accounts: list[Account | None] = [reader.account(each.id) for each in went.accounts.values()]
    entries: set[UUID] = {each.entry for each in went.events if each.entry is not None}
    return {
        "activity": activities[0] if activities else None,
        "accounts": {each.id for each in accounts if each is not None},
        "entries": reader.known_entries(entries),
    }


def _rows(went: Played) -> list[dict[str, Any]]:
    """Return the rows of the page; a state is told where the case comes to it."""
    rows = [_row(number, each, went) for number, each in enumerate(went.events, start=1)]
    last: dict[tuple[Any, Any], str | None] = {}
    for row in rows:
        key = (row["subject"], row["case"])
        if row["state"] is not None and not row["refusal"]:
            row["moved"] = row["state"] != last.get(key)
            last[key] = row["state"]
    return rows


def _row(number: int, event: Event, went: Played) -> dict[str, Any]:
    row: dict[str, Any] = {
        "number": number,
        "at": event.at,
        "on": event.on,
        "by_itself": event.by_itself is not None,
        "entry": event.entry,
        "came_of_it": [],
        "refusal": None,
        "code": None,
        "who": None,
        "cause": None,
        "case": None,
        "place": None,
        "state": None,
        "ends": False,
        "moved": False,
    }
    return row | (_itself(event) if event.by_itself else _deed(event.deed, went))


def _itself(event: Event) -> dict[str, Any]:
    assert event.by_itself is not None, "asked only of what happened by itself"
    run, taken = event.by_itself.run, event.by_itself.transition
    step = run.cycle.steps[taken.step]
    moved = taken.to_state != taken.from_state
    return {
        "label": step.label.in_language(html_language()),
        "case": label_of(run.cycle),
        "subject": run.case.subject,
        "place": f"{run.cycle.path}#{step.name}",
        "cause": label_of(event.by_itself.cause.cycle) if event.by_itself.cause else None,
        "state": state_of(run, taken.to_state) if moved else None,
        "ends": run.cycle.states[taken.to_state].terminal,
        "source": step.source,
    }


def _deed(each: Happened | None, went: Played) -> dict[str, Any]:
    assert each is not None, "what did not happen by itself somebody did"
    scene, mechanism = each.scene, each.scene.mechanism
    cycle = each.cycle
    state = cycle.states[each.state] if cycle and each.state else None
    return {
        "label": _label(scene, cycle),
        "told": scene.told.in_language(html_language()) if scene.told else None,
        "case": label_of(cycle) if cycle and scene.kind is Kind.TAKE else None,
        "subject": scene.subject,
        "place": f"{cycle.path}#{scene.take}" if cycle and scene.take else cycle.path if cycle else None,
        "who": actor(scene.actor, mechanism),
        "state": state.label.in_language(html_language()) if state else None,
        "ends": bool(state and state.terminal),
        "movement": scene.movement,
        "giving": went.accounts.get(scene.movement.from_account) if scene.movement else None,
        "receiving": went.accounts.get(scene.movement.to_account) if scene.movement else None,
        "account": went.accounts.get(scene.account.code) if scene.account else None,
        "came_of_it": said_of(each.outcome, html_language()),
        "refusal": _refused(each, went),
        "warnings": [_why(each, one, went) for one in each.warnings],
        "code": each.refusal.code if each.refusal else None,
        "source": each.source,
    }


def _label(scene: Scene, cycle: Cycle | None) -> str | None:
    """Return what a step is called; nothing for what moves units, which has a word of its own."""
    if scene.kind is Kind.OPEN and cycle is not None:
        return _("A case begins: %(case)s") % {"case": label_of(cycle)}
    if scene.kind is Kind.ACCOUNT:
        return _("An account is opened")
    if scene.kind in ABROAD:
        return ABROAD[scene.kind].in_language(html_language())
    if scene.kind is Kind.TAKE and cycle is not None and scene.take is not None and scene.take in cycle.steps:
        return cycle.steps[scene.take].label.in_language(html_language())
    return None


def _refused(each: Happened, went: Played) -> str | None:
    return None if each.refusal is None else _why(each, each.refusal, went)


def _why(each: Happened, refusal: Refusal, went: Played) -> str:
    accounts = went.accounts.values()
    return why_refused(went.story, each.scene, refusal, each.source, accounts, html_language(), cycle=each.cycle)


def _record(row: dict[str, Any]) -> dict[str, Any]:
    who, source = row["who"], row["source"]
    return {
        "number": row["number"],
        "at": row["at"].isoformat(),
        "on": row["on"].isoformat(),
        "what": row["place"],
        "said": row.get("told") or row["label"],
        "came_of_it": row["came_of_it"],
        "by": {"name": who.name, "role": who.role} if who else None,
        "by_itself": row["by_itself"],
        "refused": row["code"],
        "entry": str(row["entry"]) if row["entry"] else None,
        "source": source_record(source) if source else None,
    }
