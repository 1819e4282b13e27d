"""The shipped rules for tests: their texts, and copies of them with one thing changed."""

from functools import cache

import yaml

from sextant.rules.extension import effective
from sextant.rules.loading import load
from sextant.rules.reading import Faults
from sextant.rules.text import load_text
from sextant.storage.rulebook_files import shipped_texts

TEXTS = shipped_texts()


@cache
def books():
    return load(TEXTS)


def content(file):
    """Return the content of a rule file, every scalar as text."""
    return load_text(TEXTS[file], file)


@cache
def _effective():
    return effective(TEXTS, Faults())


def whole(file):
    """Return the content of a rule file with what it has from the rulebook that its folder extends."""
    return load_text(_effective()[file], file)


def written_in(file):
    """Return the parameters that a file itself gives values of, those that it changes of its base among them."""
    found = content(file)
    own = {**found.get("parameters", {}), **found.get("instead", {}).get("parameters", {})}
    return [(name, whole(file)["parameters"][name] | {"values": body["values"]}) for name, body in own.items()]


def with_content(file, changed):
    """Return the texts with one file written anew."""
    return TEXTS | {file: yaml.safe_dump(changed, allow_unicode=True, sort_keys=False)}


def another(value, kind):
    """Return a value of the same type that differs from the one given, as a rule file writes it."""
    if isinstance(value, dict):
        return {key: another(each, "decimal") for key, each in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [each | {"value": another(each["value"], "decimal")} for each in value]
    if isinstance(value, list):
        return [*value, "one_more"]
    if kind == "boolean":
        return "no" if value == "yes" else "yes"
    if kind == "date":
        return f"{int(value[:4]) + 1}{value[4:]}"
    if kind == "text":
        return f"another {value}"
    whole, _, part = value.partition(".")
    return f"{whole}.{part}1" if part else str(int(whole) + 1)
