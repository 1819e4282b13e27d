"""What all readers of rule files share: the shapes that are expected, and one sentence where they are not met.

Every sentence names file, key and remedy. `Faults` gathers them, so that a folder is checked in one go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.rules.text import RuleTextError

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass
class Faults:
    """Sentences about what does not load, in the order of reading."""

    sentences: list[str] = field(default_factory=list)

    @contextmanager
    def caught(self) -> Iterator[None]:
        """Keep the sentence of what fails inside, and go on after it."""
        try:
            yield
        except RuleTextError as error:
            self.add(str(error))

    def add(self, sentence: str) -> None:
        """Keep a sentence, once."""
        if sentence not in self.sentences:
            self.sentences.append(sentence)


def mapping(content: Any, where: str) -> dict[str, Any]:
    """Return names with values below them."""
    if not isinstance(content, dict):
        raise RuleTextError(f"{where}: expected names with values below it")
    return content


def keys(content: Any, where: str, *, needed: set[str], optional: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return a mapping that has all needed keys and none that is not declared."""
    body = mapping(content, where)
    for key in sorted(set(body) - needed - optional):
        raise RuleTextError(f"{where}: {key!r} is not declared; use one of {', '.join(sorted(needed | optional))}")
    for key in sorted(needed - set(body)):
        raise RuleTextError(f"{where}: {key} is missing; add it")
    return body


def texts(content: Any, where: str) -> tuple[str, ...]:
    """Return a list of texts, none of which is given twice."""
    if not isinstance(content, list) or not all(isinstance(each, str) and each for each in content):
        raise RuleTextError(f"{where}: expected a list of texts; write [one, two]")
    for index, each in enumerate(content):
        if each in content[:index]:
            raise RuleTextError(f"{where}: {each!r} is given twice; remove one")
    return tuple(content)


def some_text(content: Any, where: str) -> str:
    """Return a text that is not empty."""
    if not isinstance(content, str) or not content.strip():
        raise RuleTextError(f"{where}: found {content!r}; write a text")
    return content


def name(content: Any, where: str) -> str:
    """Return a name: lower case, digits and underscores."""
    if not isinstance(content, str) or not _NAME.fullmatch(content):
        raise RuleTextError(f"{where}: {content!r} is no name; write lower case letters, digits and underscores")
    return content


def one_of(content: Any, allowed: Mapping[str, Any] | tuple[str, ...], where: str, what: str) -> str:
    """Return a text that is one of those allowed."""
    if not isinstance(content, str) or content not in allowed:
        raise RuleTextError(f"{where}: {content!r} is no {what}; use one of {', '.join(sorted(allowed))}")
    return content


def yes(content: Any, where: str) -> bool:
    """Return a yes or no."""
    if content not in ("yes", "no"):
        raise RuleTextError(f"{where}: found {content!r}; write yes or no")
    return bool(content == "yes")


def whole(content: Any, where: str) -> int:
    """Return a whole number."""
    if not isinstance(content, str) or not re.fullmatch(r"-?\d+", content):
        raise RuleTextError(f"{where}: {content!r} is no whole number; write digits only")
    return int(content)


def number(content: Any, where: str) -> Decimal:
    """Return a decimal number, exactly as it is written."""
    if not isinstance(content, str) or not _NUMBER.fullmatch(content):
        raise RuleTextError(f"{where}: {content!r} is no number; write digits, as 0.05")
    return Decimal(content)


def day(content: Any, where: str) -> date:
    """Return a calendar date."""
    try:
        return date.fromisoformat(content)
    except (TypeError, ValueError):
        raise RuleTextError(f"{where}: {content!r} is no day; write YYYY-MM-DD") from None


def day_or_unknown(content: Any, where: str) -> date | None:
    """Return a calendar date, or none where the file says that it is unknown."""
    return None if content == "unknown" else day(content, where)


def label(content: Any, where: str) -> Label:
    """Return a label in both languages."""
    body = keys(content, where, needed={"en", "zh-Hant"})
    return Label(some_text(body["en"], f"{where}.en"), some_text(body["zh-Hant"], f"{where}.zh-Hant"))


def source(content: Any, where: str) -> Source:
    """Return a source."""
    optional = frozenset({"version", "verified"})
    body = keys(content, where, needed={"document", "paragraph"}, optional=optional)
    return Source(
        document=some_text(body["document"], f"{where}.document"),
        paragraph=some_text(body["paragraph"], f"{where}.paragraph"),
        version=some_text(body["version"], f"{where}.version") if "version" in body else None,
        verified=true(body.get("verified", "true"), f"{where}.verified"),
    )


def true(content: Any, where: str) -> bool:
    """Return a true or false, as sources write it."""
    if content not in ("true", "false"):
        raise RuleTextError(f"{where}: found {content!r}; write true or false")
    return bool(content == "true")
