"""From the text of a rulebook to a step: who, from where to where, by when, with what, and what follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sextant.domain.label import Label
from sextant.rules import reading
from sextant.rules.text import RuleTextError
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
    Sets,
    Step,
)
from sextant.workflow.deadline import Limit
from sextant.workflow.ground import Ground
from sextant.workflow.parse_deadline import parse_limit

_NEEDED = {"label", "source", "from", "to"}
_OPTIONAL = frozenset(
    {"by", "decided_by", "needs", "documents", "states", "bounds", "not_before", "only_after", "within", "on",
     "on_child", "on_above", "sets", "records", "opens", "fee", "money", "stage", "deed", "choices", "whole"}
)  # fmt: skip
_ORIGINS = frozenset({"stated", "of_child", "of_date"})
_FORMS: dict[Decision, tuple[set[str], set[str]]] = {
    Decision.ANY: (set(), set()),
    Decision.ALL_OF: ({"roles"}, set()),
    Decision.AT_LEAST: ({"number"}, set()),
    Decision.MAJORITY: ({"share", "quorum"}, {"closed_by"}),
    Decision.THOSE_NAMED: ({"fact"}, set()),
}


def parse_step(name: str, content: Any, ground: Ground, where: str) -> Step:
    """Return a step. Raises RuleTextError naming file, key and remedy."""
    body = reading.keys(content, where, needed=_NEEDED, optional=_OPTIONAL)

    def limit(key: str) -> Limit | None:
        return parse_limit(body[key], ground, f"{where}.{key}") if key in body else None

    fee, fee_of = _fee(body["fee"], ground, f"{where}.fee") if "fee" in body else (None, None)
    money = (
        reading.one_of(body["money"], tuple(MoneyAct), f"{where}.money", "act of money") if "money" in body else None
    )
    return Step(
        name=name,
        label=reading.label(body["label"], f"{where}.label"),
        source=reading.source(body["source"], f"{where}.source"),
        from_states=reading.texts(body["from"], f"{where}.from"),
        to_state=reading.name(body["to"], f"{where}.to"),
        by=tuple(_entitled(each, ground, f"{where}.by") for each in some(body, "by", where)),
        decided_by=_decided_by(body.get("decided_by", {}), f"{where}.decided_by"),
        needs=tuple(_needed(each, f"{where}.needs") for each in some(body, "needs", where)),
        documents=reading.texts(body.get("documents", []), f"{where}.documents"),
        states_data=reading.texts(body.get("states", []), f"{where}.states"),
        choices=MappingProxyType(
            {key: _choice(each, f"{where}.choices.{key}") for key, each in body.get("choices", {}).items()}
        ),
        whole=reading.texts(body.get("whole", []), f"{where}.whole"),
        bounds=tuple(_bound(each, ground, f"{where}.bounds") for each in some(body, "bounds", where)),
        not_before=limit("not_before"),
        only_after=limit("only_after"),
        within=limit("within"),
        on_deadline=limit("on"),
        on_child=_on_child(body["on_child"], ground, f"{where}.on_child") if "on_child" in body else None,
        on_above=_on_above(body["on_above"], f"{where}.on_above") if "on_above" in body else None,
        sets=tuple(parse_sets(each, f"{where}.sets") for each in some(body, "sets", where)),
        records=tuple(parse_records(each, f"{where}.records") for each in some(body, "records", where)),
        opens=tuple(Opens(ground.path(each)) for each in some(body, "opens", where)),
        fee=fee,
        fee_of=fee_of,
        money=MoneyAct(money) if money is not None else None,
        stage=reading.name(body["stage"], f"{where}.stage") if "stage" in body else None,
        deed=Deed(reading.one_of(body["deed"], tuple(Deed), f"{where}.deed", "deed")) if "deed" in body else None,
    )


def _choice(content: Any, where: str) -> Mapping[str, Label]:
    codes = reading.mapping(content, where)
    return MappingProxyType({code: reading.label(each, f"{where}.{code}") for code, each in codes.items()})


def some(body: Mapping[str, Any], key: str, where: str) -> Sequence[Any]:
    """Return a list that may be left out."""
    found = body.get(key, [])
    if not isinstance(found, list):
        raise RuleTextError(f"{where}.{key}: expected a list, written in brackets")
    return found


def yes(content: Any, where: str) -> bool:
    """Return a yes or no."""
    return reading.yes(content, where)


def parse_sets(content: Any, where: str) -> Sets:
    """Return a date that is set: `submitted`, `{start: stated}`, `{start: {stated: stated, optional: yes}}`."""
    if isinstance(content, str):
        return Sets(reading.name(content, where))
    name, given = _pair(content, where, "start_date: start_date")
    if isinstance(given, str):
        return Sets(name, reading.name(given, where))
    body = reading.keys(given, where, needed=set(), optional=frozenset({*_ORIGINS, "optional", "once"}))
    if len(_ORIGINS & set(body)) > 1:
        raise RuleTextError(f"{where}.{name}: a date has one origin; give one of {', '.join(sorted(_ORIGINS))}")
    optional, once = yes(body.get("optional", "no"), where), yes(body.get("once", "no"), where)
    return Sets(name, body.get("stated"), body.get("of_child"), body.get("of_date"), optional, once)


def _pair(content: Any, where: str, example: str) -> tuple[str, Any]:
    body = reading.mapping(content, where)
    if len(body) != 1:
        raise RuleTextError(f"{where}: write one name and what it comes from, as `{example}`")
    [(name, given)] = body.items()
    return reading.name(name, where), given


def _fee(content: Any, ground: Ground, where: str) -> tuple[str, str | None]:
    """Return the levy and what it is counted on: `registration_fee`, or `{levy: issuance_fee, of: quantity}`."""
    if isinstance(content, str):
        return ground.path(reading.some_text(content, where)), None
    body = reading.keys(content, where, needed={"levy", "of"})
    levy = ground.path(reading.some_text(body["levy"], f"{where}.levy"))
    return levy, reading.name(body["of"], f"{where}.of")


def parse_records(content: Any, where: str) -> Records:
    """Return a fact that is recorded, and from what: `host_party: host_party`."""
    fact, given = _pair(content, where, "host_statement: host_statement")
    return Records(fact, reading.name(given, where))


def _entitled(content: Any, ground: Ground, where: str) -> Entitled:
    if isinstance(content, str):
        return Entitled(content)
    body = reading.keys(content, where, needed={"role"}, optional=frozenset({"relation", "never"}))
    wanted, never = (ground.relation(body[key], where) if key in body else None for key in ("relation", "never"))
    return Entitled(body["role"], wanted, never)


def _needed(content: Any, where: str) -> Needed:
    if isinstance(content, str):
        return Needed(content)
    name, given = _pair(content, where, "fact: host_approved")
    return Needed(name, (given,) if isinstance(given, str) else reading.texts(given, f"{where}.{name}"))


def _bound(content: Any, ground: Ground, where: str) -> Bound:
    optional = frozenset({"earliest", "latest", "when", "unless"})
    body = reading.keys(content, where, needed={"date"}, optional=optional)
    if not {"earliest", "latest"} & set(body):
        raise RuleTextError(f"{where}: a bound has an earliest or a latest day; give one")
    return Bound(
        date=reading.name(body["date"], f"{where}.date"),
        earliest=parse_limit(body["earliest"], ground, f"{where}.earliest") if "earliest" in body else None,
        latest=parse_limit(body["latest"], ground, f"{where}.latest") if "latest" in body else None,
        when=reading.texts(body.get("when", []), f"{where}.when"),
        unless=reading.texts(body.get("unless", []), f"{where}.unless"),
    )


def _decided_by(content: Any, where: str) -> DecidedBy:
    if content == {}:
        return DecidedBy()
    form = Decision(
        reading.one_of(
            reading.mapping(content, where).get("form"), tuple(each.value for each in Decision), f"{where}.form", "form"
        )
    )
    needed, optional = _FORMS[form]
    body = reading.keys(content, where, needed={"form", *needed}, optional=frozenset(optional))
    return DecidedBy(
        form=form,
        roles=reading.texts(body.get("roles", []), f"{where}.roles"),
        number=whole_or_path(body.get("number")),
        share=body.get("share"),
        quorum=whole_or_path(body.get("quorum")),
        closed_by=body.get("closed_by"),
        fact=body.get("fact"),
    )


def _on_child(content: Any, ground: Ground, where: str) -> OnChild:
    body = reading.keys(content, where, needed={"cycle", "states"})
    return OnChild(ground.path(body["cycle"]), reading.texts(body["states"], f"{where}.states"))


def _on_above(content: Any, where: str) -> OnAbove:
    body = reading.keys(content, where, needed={"states"})
    return OnAbove(reading.texts(body["states"], f"{where}.states"))


def whole_or_path(value: str | None) -> int | str | None:
    """Return a whole number, or the path of a parameter as it stands."""
    return int(value) if value is not None and value.isdigit() else value
