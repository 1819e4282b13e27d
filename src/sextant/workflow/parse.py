"""From the text of a rulebook to a cycle. What is not declared does not load; each sentence names a remedy."""

from __future__ import annotations

from datetime import date
from typing import Any

from sextant.domain.source import Source
from sextant.rules import reading
from sextant.rules.reading import Item, keyed, many
from sextant.rules.text import RuleTextError
from sextant.workflow.cycle import BACK, SAME, Beside, Cycle, Frozen, State
from sextant.workflow.ground import Ground
from sextant.workflow.parse_step import parse_records, parse_sets, parse_step

_NEEDED = {"cycle", "from", "label", "source", "subject", "initial", "states", "steps"}
_OPTIONAL = frozenset({"until", "changeover", "several", "opened_as", "opened_with", "frozen", "beside", "endless"})
_CHANGEOVER = ("follow_the_case_above",)
_STATE_OPTIONAL = frozenset({"terminal", "public", "stage"})


def parse_cycle(content: Any, ground: Ground, name: str) -> Cycle:
    """Return the cycle of one file. Raises RuleTextError naming file, key and remedy."""
    item = Item(content, name, needed=_NEEDED, optional=_OPTIONAL, mark=": ")
    read = item.read
    until, until_source = read("until", _until, (None, None))
    cycle = Cycle(
        path=ground.path(read("cycle", reading.name) or ""),
        label=read("label", reading.label),
        source=read("source", reading.source),
        subject=read("subject", reading.name),
        initial=read("initial", reading.name),
        from_date=read("from", reading.day),
        states=read("states", keyed(_state)),
        steps=read("steps", keyed(lambda key, value, at: parse_step(key, value, ground, at))),
        until=until,
        until_source=until_source,
        follows_above=item.maybe("changeover", _changeover),
        several=read("several", reading.yes, True),
        opened_as=read("opened_as", many(parse_sets), ()),
        opened_with=read("opened_with", many(parse_records), ()),
        frozen=read("frozen", _frozen),
        beside=read("beside", many(lambda each, at: _beside(each, ground, at)), ()),
        endless=read("endless", reading.label),
    )
    item.done()
    return cycle


def _state(name: str, content: Any, where: str) -> State:
    reading.name(name, where)
    if name in (SAME, BACK):
        raise RuleTextError(f"{where}: {name} says where a step leads and is no state; rename it")
    item = Item(content, where, needed={"label"}, optional=_STATE_OPTIONAL)
    state = State(
        name=name,
        label=item.read("label", reading.label),
        terminal=item.read("terminal", reading.yes, False),
        public=item.read("public", reading.yes, True),
        stage=item.read("stage", reading.name),
    )
    item.done()
    return state


def _until(content: Any, where: str) -> tuple[date, Source]:
    """Return from which day no case is opened any more, and the paragraph: `{day: 2027-01-01, source: …}`."""
    item = Item(content, where, needed={"day", "source"})
    found = item.read("day", reading.day), item.read("source", reading.source)
    item.done()
    return found


def _changeover(content: Any, where: str) -> Source:
    """Return the paragraph by which cases inside an older case stay under the version of that day."""
    item = Item(content, where, needed={"cases_inside", "source"})
    item.read("cases_inside", lambda each, at: reading.one_of(each, _CHANGEOVER, at, "rule of a changeover"))
    source = item.read("source", reading.source)
    item.done()
    return source


def _frozen(content: Any, where: str) -> Frozen:
    item = Item(content, where, needed={"at", "facts"})
    frozen = Frozen(item.read("at", reading.name), item.read("facts", reading.some_names))
    item.done()
    return frozen


def _beside(content: Any, ground: Ground, where: str) -> Beside:
    item = Item(content, where, needed={"cycle", "of"})
    cycle, of = item.read("cycle", reading.path), item.read("of", reading.name)
    item.done()
    return Beside(ground.path(cycle), of)
