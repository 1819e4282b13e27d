"""From the text of a rulebook to a step: who, from where to where, by when, with what, and what follows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from sextant.domain.label import Label
from sextant.rules import reading
from sextant.rules.reading import Item, many
from sextant.rules.text import RuleTextError, shown
from sextant.workflow.cycle import (
    Bound,
    DecidedBy,
    Decision,
    Deed,
    Entitled,
    MoneyAct,
    Needed,
    OnAbove,
    OnChild,
    Opens,
    Records,
    Relation,
    Search,
    Sets,
    Step,
)
from sextant.workflow.deadline import Limit
from sextant.workflow.ground import Ground
from sextant.workflow.parse_deadline import count, parse_limit

_NEEDED = {"label", "source", "from", "to"}
_OPTIONAL = frozenset(
    {"by", "decided_by", "needs", "documents", "states", "bounds", "not_before", "only_after", "within", "on",
     "on_child", "on_above", "sets", "records", "opens", "fee", "money", "stage", "deed", "choices", "whole",
     "registry", "warns", "searches"}
)  # fmt: skip
_ORIGINS = frozenset({"stated", "of_child", "of_date"})
_FORMS: dict[Decision, tuple[set[str], set[str]]] = {
    Decision.ANY: (set(), set()),
    Decision.ALL_OF: ({"roles"}, set()),
    Decision.AT_LEAST: ({"number"}, set()),
    Decision.MAJORITY: ({"share", "quorum"}, {"closed_by"}),
    Decision.THOSE_NAMED: ({"fact"}, set()),
}
_SHARE = re.compile(r"[0-9]{1,9}(/[0-9]{1,9}|\.[0-9]{1,9})?")


def parse_step(name: str, content: Any, ground: Ground, where: str) -> Step:
    """Return a step. Raises RuleTextError naming file, key and remedy."""
    reading.name(name, where)
    item = Item(content, where, needed=_NEEDED, optional=_OPTIONAL)
    read = item.read

    def limit(content: Any, at: str) -> Limit:
        return parse_limit(content, ground, at)

    fee, fee_of = read("fee", lambda each, at: _fee(each, ground, at), (None, None))
    step = Step(
        name=name,
        label=read("label", reading.label),
        source=read("source", reading.source),
        from_states=read("from", reading.some_names),
        to_state=read("to", reading.name),
        by=read("by", many(lambda each, at: _entitled(each, ground, at)), ()),
        decided_by=read("decided_by", _decided_by, DecidedBy()),
        needs=read("needs", many(_needed), ()),
        warns=read("warns", many(_needed), ()),
        documents=read("documents", reading.names, ()),
        states_data=read("states", reading.names, ()),
        choices=MappingProxyType(read("choices", reading.named(_choice), {})),
        whole=read("whole", reading.names, ()),
        bounds=read("bounds", many(lambda each, at: _bound(each, ground, at)), ()),
        not_before=read("not_before", limit),
        only_after=read("only_after", limit),
        within=read("within", limit),
        on_deadline=read("on", limit),
        on_child=read("on_child", lambda each, at: _on_child(each, ground, at)),
        on_above=read("on_above", _on_above),
        sets=read("sets", many(parse_sets), ()),
        records=read("records", many(parse_records), ()),
        opens=read("opens", many(lambda each, at: Opens(ground.path(reading.path(each, at)))), ()),
        fee=fee,
        fee_of=fee_of,
        money=read("money", lambda each, at: MoneyAct(reading.one_of(each, tuple(MoneyAct), at, "act of money"))),
        stage=read("stage", reading.name),
        deed=read("deed", lambda each, at: Deed(reading.one_of(each, tuple(Deed), at, "deed"))),
        registry=read("registry", reading.name),
        searches=read("searches", lambda each, at: Search(reading.one_of(each, tuple(Search), at, "search"))),
    )
    item.done()
    return step


def _choice(content: Any, where: str) -> Mapping[str, Label]:
    found = reading.named(reading.label)(content, where)
    if not found:
        raise RuleTextError(f"{where}: there is nothing to choose from; name at least one")
    return MappingProxyType(found)


def parse_sets(content: Any, where: str) -> Sets:
    """Return a date that is set: `submitted`, `{start: stated}`, `{start: {stated: stated, optional: yes}}`."""
    if isinstance(content, str):
        return Sets(reading.name(content, where))
    name, given = _pair(content, where, "start_date: start_date")
    if isinstance(given, str):
        return Sets(name, reading.name(given, where))
    item = Item(given, f"{where}.{name}", needed=set(), optional=frozenset({*_ORIGINS, "optional", "once"}))
    if len(_ORIGINS & set(item.body)) > 1:
        item.sentences.append(f"{where}.{name}: a date has one origin; give one of {', '.join(sorted(_ORIGINS))}")
    found = Sets(
        name,
        item.maybe("stated", reading.name),
        item.maybe("of_child", reading.name),
        item.maybe("of_date", reading.name),
        item.read("optional", reading.yes, False),
        item.read("once", reading.yes, False),
    )
    item.done()
    return found


def _pair(content: Any, where: str, example: str) -> tuple[str, Any]:
    body = reading.mapping(content, where)
    if len(body) != 1:
        raise RuleTextError(f"{where}: write one name and what it comes from, as `{example}`")
    [(name, given)] = body.items()
    return reading.name(name, where), given


def _fee(content: Any, ground: Ground, where: str) -> tuple[str | None, str | None]:
    """Return the levy and what it is counted on: `registration_fee`, or `{levy: issuance_fee, of: quantity}`."""
    if isinstance(content, str):
        return ground.path(reading.path(content, where)), None
    item = Item(content, where, needed={"levy", "of"})
    levy, of = item.read("levy", reading.path), item.read("of", reading.name)
    item.done()
    return ground.path(levy), of


def parse_records(content: Any, where: str) -> Records:
    """Return a fact that is recorded, and from what: `host_party: host_party`, or `limit: {of_child: limit}`."""
    fact, given = _pair(content, where, "host_statement: host_statement")
    if isinstance(given, dict):
        item = Item(given, where, needed={"of_child"})
        stated = item.read("of_child", reading.name)
        item.done()
        return Records(fact, stated, of_child=True)
    return Records(fact, reading.name(given, where))


def _entitled(content: Any, ground: Ground, where: str) -> Entitled:
    if isinstance(content, str):
        return Entitled(reading.name(content, where))
    item = Item(content, where, needed={"role"}, optional=frozenset({"relation", "never"}))

    def relation(name: Any, at: str) -> Relation:
        return ground.relation(name, where, at)

    found = Entitled(item.read("role", reading.name), item.maybe("relation", relation), item.maybe("never", relation))
    item.done()
    return found


def _needed(content: Any, where: str) -> Needed:
    if isinstance(content, str):
        return Needed(reading.name(content, where))
    name, given = _pair(content, where, "fact: host_approved")
    at = f"{where}.{name}"
    return Needed(name, (reading.some_text(given, at),) if isinstance(given, str) else reading.some_texts(given, at))


def _bound(content: Any, ground: Ground, where: str) -> Bound:
    item = Item(content, where, needed={"date"}, optional=frozenset({"earliest", "latest", "when", "unless"}))
    if not {"earliest", "latest"} & set(item.body):
        item.sentences.append(f"{where}: a bound has an earliest or a latest day; give one")
    found = Bound(
        date=item.read("date", reading.name),
        earliest=item.read("earliest", lambda each, at: parse_limit(each, ground, at)),
        latest=item.read("latest", lambda each, at: parse_limit(each, ground, at)),
        when=item.read("when", reading.names, ()),
        unless=item.read("unless", reading.names, ()),
    )
    item.done()
    return found


def _decided_by(content: Any, where: str) -> DecidedBy:
    forms = tuple(each.value for each in Decision)
    form = Decision(reading.one_of(reading.mapping(content, where).get("form"), forms, f"{where}.form", "form"))
    needed, optional = _FORMS[form]
    item = Item(content, where, needed={"form", *needed}, optional=frozenset(optional))
    found = DecidedBy(
        form=form,
        roles=item.read("roles", reading.some_names, ()),
        number=item.read("number", _people),
        share=item.read("share", _share),
        quorum=item.read("quorum", _people),
        closed_by=item.read("closed_by", reading.name),
        fact=item.read("fact", reading.name),
    )
    item.done()
    return found


def _people(content: Any, where: str) -> int | str:
    """Return how many it takes, or the path of a parameter."""
    found = count(content, where)
    if found == 0:
        raise RuleTextError(f"{where}: found 0, and nothing is decided by nobody; write 1 or more")
    return found


def _share(content: Any, where: str) -> str:
    """Return the share of the votes that it takes, as 3/4 or 0.75, or the path of a parameter."""
    if not isinstance(content, str) or content[:1] not in set("-0123456789"):
        return reading.path(content, where)
    part = content.partition("/")[2]
    if not _SHARE.fullmatch(content) or (part and not int(part)) or not 0 < Fraction(content) <= 1:
        raise RuleTextError(
            f"{where}: {shown(content)} is no share of votes; write one above 0 and at most 1, as 3/4 or 0.75"
        )
    return content


def _on_child(content: Any, ground: Ground, where: str) -> OnChild:
    item = Item(content, where, needed={"cycle", "states"})
    cycle, states = item.read("cycle", reading.path), item.read("states", reading.some_names)
    item.done()
    return OnChild(ground.path(cycle), states)


def _on_above(content: Any, where: str) -> OnAbove:
    return OnAbove(reading.some_names(reading.keys(content, where, needed={"states"})["states"], f"{where}.states"))
