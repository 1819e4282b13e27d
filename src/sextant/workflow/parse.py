"""From the text of a rulebook to a cycle. What is not declared does not load; each sentence names a remedy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sextant.domain.source import Source
from sextant.rules.text import RuleTextError
from sextant.workflow.cycle import (
    Cycle,
    DecidedBy,
    Decision,
    Entitled,
    Label,
    OnChild,
    Opens,
    Sets,
    State,
    Step,
)
from sextant.workflow.deadline import Limit
from sextant.workflow.moment import Calendar
from sextant.workflow.parse_deadline import parse_limit

_CYCLE_KEYS = {"cycle", "label", "source", "subject", "initial", "states", "steps", "several", "extends", "with"}
_STATE_KEYS = {"label", "terminal", "public"}
_STEP_KEYS = {
    "label", "source", "from", "to", "by", "decided_by", "needs", "documents", "states", "not_before",
    "within", "on", "on_child", "sets", "opens", "fee",
}  # fmt: skip


def parse_cycle(content: Any, *, mechanism: str, calendar: Calendar, name: str) -> Cycle:
    """Return the cycle of one file. Raises RuleTextError naming file, key and remedy."""
    body = _mapping(content, name)
    _only(body, _CYCLE_KEYS, name, needed={"cycle", "label", "source", "subject", "initial", "states", "steps"})
    states = {key: _state(key, value, f"{name}: states.{key}") for key, value in _mapping(body["states"], name).items()}
    steps: dict[str, Step] = {}
    for key, value in _mapping(body["steps"], name).items():
        steps[key] = _step(key, value, calendar, f"{name}: steps.{key}")
    return Cycle(
        path=f"{mechanism}.{body['cycle']}",
        label=_label(body["label"], f"{name}: label"),
        source=source_of(body["source"], f"{name}: source"),
        subject=body["subject"],
        initial=body["initial"],
        states=states,
        steps=steps,
        several=_yes(body.get("several", "yes"), f"{name}: several"),
    )


def filled(content: Any, values: Mapping[str, str], name: str) -> Any:
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


def extended(template: Any, content: Any, name: str) -> Any:
    """Return a cycle made from a template: states and steps are joined, the file's own win over it."""
    own = _mapping(content, name)
    base = filled(_mapping(template, name), _mapping(own.get("with", {}), name), name)
    joined = {**base, **{key: value for key, value in own.items() if key not in {"extends", "with"}}}
    for key in ("states", "steps"):
        joined[key] = {**base.get(key, {}), **own.get(key, {})}
        joined[key] = {each: value for each, value in joined[key].items() if value != "none"}
    return joined


def _state(name: str, content: Any, where: str) -> State:
    body = _mapping(content, where)
    _only(body, _STATE_KEYS, where, needed={"label"})
    return State(
        name=name,
        label=_label(body["label"], where),
        terminal=_yes(body.get("terminal", "no"), where),
        public=_yes(body.get("public", "yes"), where),
    )


def _step(name: str, content: Any, calendar: Calendar, where: str) -> Step:
    body = _mapping(content, where)
    _only(body, _STEP_KEYS, where, needed={"label", "source", "from", "to"})

    def limit(key: str) -> Limit | None:
        return parse_limit(body[key], calendar, f"{where}.{key}") if key in body else None

    return Step(
        name=name,
        label=_label(body["label"], where),
        source=source_of(body["source"], where),
        from_states=tuple(_list(body["from"], f"{where}.from")),
        to_state=body["to"],
        by=tuple(_entitled(each, f"{where}.by") for each in _list(body.get("by", []), f"{where}.by")),
        decided_by=_decided_by(body.get("decided_by", {}), f"{where}.decided_by"),
        needs=tuple(_list(body.get("needs", []), f"{where}.needs")),
        documents=tuple(_list(body.get("documents", []), f"{where}.documents")),
        states_data=tuple(_list(body.get("states", []), f"{where}.states")),
        not_before=limit("not_before"),
        within=limit("within"),
        on_deadline=limit("on"),
        on_child=_on_child(body["on_child"], f"{where}.on_child") if "on_child" in body else None,
        sets=tuple(_sets(each, f"{where}.sets") for each in _list(body.get("sets", []), f"{where}.sets")),
        opens=tuple(Opens(each) for each in _list(body.get("opens", []), f"{where}.opens")),
        fee=body.get("fee"),
    )


def _entitled(content: Any, where: str) -> Entitled:
    if isinstance(content, str):
        return Entitled(content)
    body = _mapping(content, where)
    _only(body, {"role", "relation", "never"}, where, needed={"role"})
    return Entitled(body["role"], body.get("relation"), body.get("never"))


def _decided_by(content: Any, where: str) -> DecidedBy:
    body = _mapping(content, where)
    if not body:
        return DecidedBy()
    _only(body, {"form", "roles", "number", "share", "quorum"}, where, needed={"form"})
    forms = {form.value for form in Decision}
    if body["form"] not in forms:
        raise RuleTextError(f"{where}.form: {body['form']!r} is no form; use one of {', '.join(sorted(forms))}")
    form = Decision(body["form"])
    needed = {Decision.ALL_OF: "roles", Decision.AT_LEAST: "number", Decision.MAJORITY: "share"}.get(form)
    if needed and needed not in body:
        raise RuleTextError(f"{where}: the form {form.value} needs {needed}; add it")
    if form is Decision.MAJORITY and "quorum" not in body:
        raise RuleTextError(f"{where}: a majority needs a quorum; add it")
    return DecidedBy(
        form=form,
        roles=tuple(body.get("roles", ())),
        number=whole_or_path(body.get("number")),
        share=body.get("share"),
        quorum=whole_or_path(body.get("quorum")),
    )


def _on_child(content: Any, where: str) -> OnChild:
    body = _mapping(content, where)
    _only(body, {"cycle", "states"}, where, needed={"cycle", "states"})
    return OnChild(body["cycle"], tuple(_list(body["states"], where)))


def _sets(content: Any, where: str) -> Sets:
    if isinstance(content, str):
        return Sets(content)
    body = _mapping(content, where)
    if len(body) != 1:
        raise RuleTextError(f"{where}: name one date and what states it, as `start_date: start_date`")
    [(name, stated_as)] = body.items()
    return Sets(name, stated_as)


def source_of(content: Any, where: str) -> Source:
    """Return a source. Raises RuleTextError where document or paragraph is missing."""
    body = _mapping(content, f"{where}: source")
    _only(body, {"document", "version", "paragraph", "verified"}, where, needed={"document", "paragraph"})
    return Source(
        document=body["document"],
        paragraph=body["paragraph"],
        version=body.get("version"),
        verified=body.get("verified", "true") == "true",
    )


def whole_or_path(value: str | None) -> int | str | None:
    """Return a whole number, or the path of a parameter as it stands."""
    return int(value) if value is not None and value.isdigit() else value


def parse_day(text: str, where: str) -> date:
    """Return a fixed day of a rule."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RuleTextError(f"{where}: {text!r} is no day; write YYYY-MM-DD") from None


def _label(content: Any, where: str) -> Label:
    body = _mapping(content, where)
    if set(body) != {"en", "zh-Hant"}:
        raise RuleTextError(f"{where}: a label has en and zh-Hant; found {', '.join(sorted(body)) or 'nothing'}")
    return Label(body["en"], body["zh-Hant"])


def _mapping(content: Any, where: str) -> dict[str, Any]:
    if not isinstance(content, dict):
        raise RuleTextError(f"{where}: expected names with values below it")
    return content


def _list(content: Any, where: str) -> Sequence[Any]:
    if not isinstance(content, list):
        raise RuleTextError(f"{where}: expected a list, written in brackets")
    return content


def _yes(text: str, where: str) -> bool:
    if text not in {"yes", "no"}:
        raise RuleTextError(f"{where}: found {text!r}; write yes or no")
    return text == "yes"


def _only(body: Mapping[str, Any], allowed: set[str], where: str, *, needed: set[str]) -> None:
    unknown = sorted(set(body) - allowed)
    if unknown:
        raise RuleTextError(f"{where}: {unknown[0]!r} is not declared; use one of {', '.join(sorted(allowed))}")
    missing = sorted(needed - set(body))
    if missing:
        raise RuleTextError(f"{where}: {missing[0]} is missing; add it")
