"""The points that Sextant settles itself where texts are silent, read from `settled.yaml`.

A source may cite them as it cites a text: the document is of the kind `settled`, the paragraph is a point.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sextant.domain.label import Label
from sextant.rules import reading
from sextant.rules.text import load_text

KIND = "settled"
"""The kind of document whose paragraphs these points are."""


@dataclass(frozen=True, slots=True)
class SettledPoint:
    """One point: what is done, and what carries it."""

    code: str
    """The paragraph by which sources cite it."""
    title: Label
    text: Label
    rules: tuple[str, ...]
    """Paths of the parameters that carry it."""
    code_files: tuple[str, ...]
    """The modules that act on it, below the package."""


def parse_settled(text: str, name: str) -> Mapping[str, SettledPoint]:
    """Return the points by the paragraph that cites them, in their order. Raises RuleTextError with a remedy."""
    body = reading.keys(load_text(text, name), name, needed={"settled"})
    found: dict[str, SettledPoint] = {}
    for code, each in reading.mapping(body["settled"], name).items():
        where = f"{name}: {code}"
        point = reading.keys(each, where, needed={"title", "text", "rules", "code"})
        found[code] = SettledPoint(
            code=code,
            title=reading.label(point["title"], f"{where}.title"),
            text=reading.label(point["text"], f"{where}.text"),
            rules=reading.texts(point["rules"], f"{where}.rules"),
            code_files=reading.texts(point["code"], f"{where}.code"),
        )
    return MappingProxyType(found)
