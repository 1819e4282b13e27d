"""The moves as `data/moves.yaml` has them. Whatever is wrong in the file is one sentence with key and remedy."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sextant.domain.label import Label
from sextant.passage.move import Condition, Day, Loss, Move
from sextant.rules import reading
from sextant.rules.reading import Item
from sextant.rules.text import RuleTextError, load_text

_OPTIONAL = frozenset({"is", "earliest", "latest", "unless", "when"})
_VALUES: Mapping[str, bool] = {"yes": True, "no": False}


def parse_moves(text: str, file: str, parameters: Collection[str]) -> tuple[tuple[Move, ...], Mapping[str, Label]]:
    """Return the moves, and the labels of the facts that they ask about. Raises RuleTextError."""
    body = reading.keys(load_text(text, file), file, needed={"facts", "moves"})
    facts = reading.named(reading.label)(body["facts"], f"{file}: facts")
    moves = tuple(
        _move(name, each, parameters, f"{file}: moves.{name}")
        for name, each in reading.mapping(body["moves"], f"{file}: moves").items()
    )
    for move in moves:
        for name in _named(move):
            if name not in facts:
                raise RuleTextError(f"{file}: moves.{move.name}: {name} has no label; add it under facts")
    return moves, facts


def _named(move: Move) -> Iterator[str]:
    for each in move.conditions:
        yield each.fact
        bounds = (bound.fact for bound in (each.earliest, each.latest) if bound is not None)
        yield from (name for name in (each.unless, each.when, *bounds) if name is not None)
    yield from (each.when for each in move.losses if each.when)


def _move(name: str, content: Any, parameters: Collection[str], where: str) -> Move:
    item = Item(content, where, needed={"from", "to", "label", "conditions", "losses"})

    def condition(name: str, content: Any, at: str) -> Condition:
        return _condition(name, content, parameters, at)

    found = Move(
        name=name,
        begins=item.read("from", reading.name),
        ends=item.read("to", reading.name),
        label=item.read("label", reading.label),
        conditions=item.read("conditions", lambda each, at: _each(each, at, condition), ()),
        losses=item.read("losses", lambda each, at: _each(each, at, _loss), ()),
    )
    item.done()
    return found


def _each(content: Any, where: str, read: Any) -> tuple[Any, ...]:
    return tuple(read(name, each, f"{where}.{name}") for name, each in reading.mapping(content, where).items())


def _condition(name: str, content: Any, parameters: Collection[str], where: str) -> Condition:
    item = Item(content, where, needed={"says", "source", "fact"}, optional=_OPTIONAL)
    if sum(key in item for key in ("is", "earliest", "latest")) == 0:
        item.sentences.append(f"{where}: it asks for nothing; add is, earliest or latest")

    def day(content: Any, at: str) -> Day:
        return _day(content, parameters, at)

    found = Condition(
        name=name,
        says=item.read("says", reading.label),
        source=item.read("source", reading.source),
        fact=item.read("fact", reading.name),
        wanted=item.read("is", _wanted, ()),
        earliest=item.read("earliest", day),
        latest=item.read("latest", day),
        unless=item.read("unless", reading.name),
        when=item.read("when", reading.name),
    )
    item.done()
    return found


def _wanted(content: Any, where: str) -> tuple[str | bool, ...]:
    return tuple(_VALUES.get(each, each) for each in reading.some_texts(content, where))


def _day(content: Any, parameters: Collection[str], where: str) -> Day:
    item = Item(content, where, needed=set(), optional=frozenset({"parameter", "after", "days"}))
    found = Day(item.read("parameter", reading.path), item.read("after", reading.name), item.read("days", reading.path))
    if (found.parameter is None) == (found.fact is None) or (found.fact is None) != (found.days is None):
        item.sentences.append(f"{where}: write {{parameter: …}}, or {{after: …, days: …}}")
    for path in (found.parameter, found.days):
        if path is not None and path not in parameters:
            item.sentences.append(f"{where}: there is no parameter {path}; correct the name")
    item.done()
    return found


def _loss(name: str, content: Any, where: str) -> Loss:
    item = Item(content, where, needed={"says", "source"}, optional=frozenset({"when"}))
    says, source = item.read("says", reading.label), item.read("source", reading.source)
    found = Loss(name, says, source, item.read("when", reading.name))
    item.done()
    return found
