"""From the text of a rulebook to a cycle. What is not declared does not load; each sentence names a remedy."""

from __future__ import annotations

from datetime import date
from typing import Any

from sextant.domain.source import Source
from sextant.rules import reading
from sextant.workflow.cycle import Beside, Cycle, Frozen, State, Step
from sextant.workflow.ground import Ground
from sextant.workflow.parse_step import parse_records, parse_sets, parse_step, some, yes

_NEEDED = {"cycle", "from", "label", "source", "subject", "initial", "states", "steps"}
_OPTIONAL = frozenset({"until", "changeover", "several", "opened_as", "opened_with", "frozen", "beside"})
_CHANGEOVER = ("follow_the_case_above",)
_STATE_OPTIONAL = frozenset({"terminal", "public", "stage"})


def parse_cycle(content: Any, ground: Ground, name: str) -> Cycle:
    """Return the cycle of one file. Raises RuleTextError naming file, key and remedy."""
    body = reading.keys(content, name, needed=_NEEDED, optional=_OPTIONAL)
    states = {
        reading.name(key, f"{name}: states"): _state(key, value, f"{name}: states.{key}")
        for key, value in reading.mapping(body["states"], f"{name}: states").items()
    }
    steps: dict[str, Step] = {}
    for key, value in reading.mapping(body["steps"], f"{name}: steps").items():
        where = f"{name}: steps.{key}"
        steps[reading.name(key, f"{name}: steps")] = parse_step(key, value, ground, where)
    until, until_source = _until(body["until"], f"{name}: until") if "until" in body else (None, None)
    return Cycle(
        path=ground.path(reading.name(body["cycle"], f"{name}: cycle")),
        label=reading.label(body["label"], f"{name}: label"),
        source=reading.source(body["source"], f"{name}: source"),
        subject=reading.name(body["subject"], f"{name}: subject"),
        initial=reading.name(body["initial"], f"{name}: initial"),
        from_date=reading.day(body["from"], f"{name}: from"),
        states=states,
        steps=steps,
        until=until,
        until_source=until_source,
        follows_above=_changeover(body["changeover"], f"{name}: changeover") if "changeover" in body else None,
        several=yes(body.get("several", "yes"), f"{name}: several"),
        opened_as=tuple(parse_sets(each, f"{name}: opened_as") for each in some(body, "opened_as", name)),
        opened_with=tuple(parse_records(each, f"{name}: opened_with") for each in some(body, "opened_with", name)),
        frozen=_frozen(body["frozen"], f"{name}: frozen") if "frozen" in body else None,
        beside=tuple(_beside(each, ground, f"{name}: beside") for each in some(body, "beside", name)),
    )


def _state(name: str, content: Any, where: str) -> State:
    body = reading.keys(content, where, needed={"label"}, optional=_STATE_OPTIONAL)
    return State(
        name=name,
        label=reading.label(body["label"], f"{where}.label"),
        terminal=yes(body.get("terminal", "no"), f"{where}.terminal"),
        public=yes(body.get("public", "yes"), f"{where}.public"),
        stage=reading.name(body["stage"], f"{where}.stage") if "stage" in body else None,
    )


def _until(content: Any, where: str) -> tuple[date, Source]:
    """Return from which day no case is opened any more, and the paragraph: `{day: 2027-01-01, source: …}`."""
    body = reading.keys(content, where, needed={"day", "source"})
    return reading.day(body["day"], f"{where}.day"), reading.source(body["source"], f"{where}.source")


def _changeover(content: Any, where: str) -> Source:
    """Return the paragraph by which cases inside an older case stay under the version of that day."""
    body = reading.keys(content, where, needed={"cases_inside", "source"})
    reading.one_of(body["cases_inside"], _CHANGEOVER, f"{where}.cases_inside", "rule of a changeover")
    return reading.source(body["source"], f"{where}.source")


def _frozen(content: Any, where: str) -> Frozen:
    body = reading.keys(content, where, needed={"at", "facts"})
    return Frozen(reading.name(body["at"], f"{where}.at"), reading.texts(body["facts"], f"{where}.facts"))


def _beside(content: Any, ground: Ground, where: str) -> Beside:
    body = reading.keys(content, where, needed={"cycle", "of"})
    cycle = ground.path(reading.name(body["cycle"], f"{where}.cycle"))
    return Beside(cycle, reading.name(body["of"], f"{where}.of"))
