"""Cycles made from a template: states and steps are joined, what the file itself says wins.

`none` takes a step or state of the template away; `$name` is filled under `with` of the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sextant.rules import reading
from sextant.rules.text import RuleTextError


def made(content: Any, templates: Mapping[str, Any], file: str) -> Any:
    """Return the content of a cycle file, joined with the template that it extends. Raises RuleTextError."""
    body = reading.mapping(content, file)
    if "extends" not in body:
        return body
    name = reading.name(body["extends"], f"{file}: extends")
    if name not in templates:
        raise RuleTextError(f"{file}: extends: there is no templates/{name}.yaml; add it or drop the line")
    return extended(templates[name], body, file)


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
