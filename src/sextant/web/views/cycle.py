"""One cycle: its drawing, and the table of its steps that tells the same in words."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sextant.rules.record import source_record
from sextant.storage.rulebook_files import cyclebooks
from sextant.web.answering import json_answer
from sextant.web.asking import AskedWrongly, choice
from sextant.web.names import html_language
from sextant.web.ruling import OnDay, on_day
from sextant.web.views.cycles import openers
from sextant.wording.deadline_words import when
from sextant.wording.rule_names import Spoken
from sextant.wording.step_words import decided, needs, papers, who
from sextant.workflow.cycle import BACK, SAME, Cycle, State, Step
from sextant.workflow.cyclebook import Cyclebook, Cyclebooks
from sextant.workflow.diagram import drawn, everywhere, numbers, svg
from sextant.workflow.version import ends_of, version_on

FORMS = ("html", "json", "svg")


def show(request: HttpRequest, mechanism: str, name: str) -> HttpResponse:
    """Return the page of a cycle, its drawing alone, or what programs read of it."""
    on, books = on_day(request), cyclebooks()
    book = books.books.get(mechanism)
    versions = book.versions.get(f"{mechanism}.{name}", ()) if book else ()
    if book is None or not versions:
        raise _unknown(f"{mechanism}.{name}", books)
    # Before the first version it is shown what comes, after the last what was; the page says from when and until when.
    cycle = version_on(versions, on.day) or (versions[0] if on.day < versions[0].from_date else versions[-1])
    form = choice(request, "format", FORMS)
    if form == "svg":
        return HttpResponse(svg(cycle), content_type="image/svg+xml; charset=utf-8")
    steps = [_step(step, cycle, book, books, on) for step in cycle.steps.values()]
    if form == "json":
        return json_answer(_record(cycle, versions, steps))
    language = html_language()
    content: dict[str, Any] = {
        "on": on,
        "cycle": cycle,
        "until": ends_of(cycle, versions),
        "in_force": version_on(versions, on.day) is cycle,
        "others": [{"cycle": each, "until": ends_of(each, versions)} for each in versions if each is not cycle],
        "label": cycle.label.in_language(language),
        "mechanism": books.rulebooks.books[mechanism].mechanism,
        # The drawing escapes every text that it takes from the rules.
        "drawing": SafeString(drawn(cycle, language)),
        "everywhere": [{"number": numbers(cycle)[step.name], "step": step} for step in everywhere(cycle)],
        "steps": steps,
        "states": [_state(state, cycle) for state in cycle.states.values()],
        "openers": openers(cycle, book),
        "zone": book.calendar,
        "offset": books.rulebooks.books[mechanism].mechanism.deadlines,
    }
    return render(request, "pages/cycle.html", content)


def _step(step: Step, cycle: Cycle, book: Cyclebook, books: Cyclebooks, on: OnDay) -> dict[str, Any]:
    language = html_language()
    names = Spoken(books, cycle, language, on.day)
    same = {SAME: _("stays where it is"), BACK: _("goes back to where it was")}
    to_state = cycle.states.get(step.to_state)
    return {
        "step": step,
        "number": numbers(cycle)[step.name],
        "label": step.label.in_language(language),
        "from": [cycle.states[state].label.in_language(language) for state in step.from_states],
        "to": to_state.label.in_language(language) if to_state else same[step.to_state],
        "ends": to_state is not None and to_state.terminal,
        "who": who(step, book, books, language),
        "decided": decided(step, book, names),
        "when": when(step, names),
        "papers": papers(step, book, language),
        "says": [names.facts([each]) for each in step.states_data],
        "needs": needs(step, books, names),
        "opens": [books.latest(each.cycle) for each in step.opens],
        "fee": books.rulebooks.levy(step.fee) if step.fee else None,
    }


def _state(state: State, cycle: Cycle) -> dict[str, Any]:
    """Return a state with the steps from it: those that lead on, go back, or stay."""
    number = numbers(cycle)
    onward, back, stays = [], [], []
    for step in cycle.steps_from(state.name):
        each = {"number": number[step.name], "step": step, "to": cycle.states.get(step.to_state)}
        if step.to_state in (SAME, state.name):
            stays.append(each)
        elif step.to_state == BACK:
            back.append(each)
        else:
            onward.append(each)
    label, begins = state.label.in_language(html_language()), state.name == cycle.initial
    return {"state": state, "label": label, "begins": begins, "onward": onward, "back": back, "stays": stays}


def _record(cycle: Cycle, versions: Sequence[Cycle], steps: list[dict[str, Any]]) -> dict[str, Any]:
    until = ends_of(cycle, versions)
    return {
        "path": cycle.path,
        "from": cycle.from_date.isoformat(),
        "until": until.isoformat() if until else None,
        "versions": [each.from_date.isoformat() for each in versions],
        "source": source_record(cycle.source),
        "initial": cycle.initial,
        "states": [{"name": each.name, "terminal": each.terminal, "public": each.public}
                   for each in cycle.states.values()],
        "steps": [
            {
                "number": each["number"],
                "name": each["step"].name,
                "from": list(each["step"].from_states),
                "to": each["step"].to_state,
                "by": [entitled.role for entitled in each["step"].by],
                "when": [sentence.replace("`", "") for sentence in each["when"]],
                "documents": list(each["step"].documents),
                "source": source_record(each["step"].source),
            }
            for each in steps
        ],
    }  # fmt: skip


def _unknown(path: str, books: Cyclebooks) -> AskedWrongly:
    sentence = _("There is no cycle %(path)s.") % {"path": path[:80]}
    every = [cycle for book in books for cycle in book.cycles]
    near = get_close_matches(path[:80], every, n=1, cutoff=0.5)
    way_out = _("Did you mean %(path)s? All cycles stand in the list.") % {"path": near[0]} if near else \
        _("All cycles stand in the list.")  # fmt: skip
    return AskedWrongly(sentence, 404, way_out)
