"""The shipped rules for tests: their texts, and copies of them with one thing changed."""

from functools import cache

import yaml

from sextant.rules.loading import load
from sextant.rules.text import load_text
from sextant.storage.rulebook_files import shipped_texts

TEXTS = shipped_texts()


@cache
def books():
    return load(TEXTS)


def content(file):
    """Return the content of a rule file, every scalar as text."""
    return load_text(TEXTS[file], file)


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
