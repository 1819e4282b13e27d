"""From the text of a rulebook to a cycle. What is not declared does not load; each sentence names a remedy.

A cycle may be made from a template: states and steps are joined, what the file itself says wins, and `none`
takes a step or state of the template away.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sextant.rules import reading
from sextant.rules.reading import Item, keyed, many
from sextant.rules.text import RuleTextError
from sextant.workflow.cycle import BACK, SAME, Beside, Cycle, Frozen, State
from sextant.workflow.moment import Calendar
from sextant.workflow.parse_step import full_path, parse_sets, parse_step

_NEEDED = {"cycle", "label", "source", "subject", "initial", "states", "steps"}
_OPTIONAL = frozenset({"several", "opened_as", "frozen", "beside", "endless"})
_STATE_OPTIONAL = frozenset({"terminal", "public", "stage"})


def parse_cycle(content: Any, *, mechanism: str, calendar: Calendar, name: str) -> Cycle:
    """Return the cycle of one file. Raises RuleTextError naming file, key and remedy."""
    item = Item(content, name, needed=_NEEDED, optional=_OPTIONAL, mark=": ")
    read = item.read
    cycle = Cycle(
        path=full_path(mechanism, read("cycle", reading.name) or ""),
        label=read("label", reading.label),
        source=read("source", reading.source),
        subject=read("subject", reading.name),
        initial=read("initial", reading.name),
        states=read("states", keyed(_state)),
        steps=read("steps", keyed(lambda key, value, at: parse_step(key, value, mechanism, calendar, at))),
        several=read("several", reading.yes, True),
        opened_as=read("opened_as", many(parse_sets), ()),
        frozen=read("frozen", _frozen),
        beside=read("beside", many(lambda each, at: _beside(each, mechanism, at)), ()),
        endless=read("endless", reading.label),
    )
    item.done()
    return cycle


def filled(content: Any, values: Mapping[str, Any], name: str) -> Any:
    """Return a template with every `$name` replaced; a name without a value does not load."""
    if isinstance(content, str):
        if not content.startswith("$"):
            return content
        if content[1:] not in values:
            raise RuleTextError(f"{name}: {content} has no value; give it under `with`")
        return values[content[1:]]
    if isinstance(content, list):
        return [filled(each, values, name) for each in content]
    if isinstance(content, dict):
        return {key: filled(value, values, name) for key, value in content.items()}
    return content


def names_in(content: Any) -> set[str]:
    """Return the names that a template asks to be filled."""
    if isinstance(content, str):
        return {content[1:]} if content.startswith("$") else set()
    if isinstance(content, list):
        return {name for each in content for name in names_in(each)}
    return {name for each in content.values() for name in names_in(each)} if isinstance(content, dict) else set()


def extended(template: Any, content: Any, name: str) -> Any:
    """Return a cycle made from a template: states and steps are joined, the file's own win over it."""
    own = reading.mapping(content, name)
    values = reading.mapping(own.get("with", {}), f"{name}: with")
    for key in sorted(set(values) - names_in(template)):
        raise RuleTextError(f"{name}: with.{key}: the template does not ask for it; remove it")
    base = filled(reading.mapping(template, name), values, name)
    joined = {**base, **{key: value for key, value in own.items() if key not in {"extends", "with"}}}
    for key in ("states", "steps"):
        theirs = reading.mapping(base.get(key, {}), f"{name}: the {key} of its template")
        ours = reading.mapping(own.get(key, {}), f"{name}: {key}")
        for each, value in ours.items():
            if value == "none" and each not in theirs:
                raise RuleTextError(f"{name}: {key}.{each}: the template has none to take away; remove the line")
        both = {**theirs, **ours}
        joined[key] = {each: value for each, value in both.items() if value != "none"}
    return joined


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


def _frozen(content: Any, where: str) -> Frozen:
    item = Item(content, where, needed={"at", "facts"})
    frozen = Frozen(item.read("at", reading.name), item.read("facts", reading.some_names))
    item.done()
    return frozen


def _beside(content: Any, mechanism: str, where: str) -> Beside:
    item = Item(content, where, needed={"cycle", "of"})
    cycle, of = item.read("cycle", reading.path), item.read("of", reading.name)
    item.done()
    return Beside(full_path(mechanism, cycle), of)
