"""An activity as a list shows it, and its title cut into what tells it apart: words and numbers.

A list may leave out anything but the title. What is not given is unknown, and counts neither for nor against.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType

_NO_IDENTIFIERS: Mapping[str, str] = MappingProxyType({})
_WORD = re.compile(r"[a-z]+|[0-9]+(?:\.[0-9]+)?")
_SCRIPT = re.compile(r"[\u0370-\U0010ffff]+")
_ROMAN = MappingProxyType({name: str(at) for at, name in enumerate(
    ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"), start=1)})  # fmt: skip
_UNITS = MappingProxyType(
    {"megawatt": "mw", "megawatts": "mw", "mwp": "mw", "mwe": "mw", "kwp": "kw", "kilowatt": "kw"}
)
_CLOSELY = frozenset({"mw", "kw", "gw", "mwh", "tpd", "ha"})
_COUNTED = frozenset({"phase", "stage", "unit", "cpa", "cp", "vpa", "batch", "part", "no", "number", "line", "block"})
_COMMON = frozenset({
    "a", "activities", "activity", "an", "and", "article", "at", "batch", "bundle", "bundled", "by", "cdm",
    "co", "company", "component", "corporation", "cpa", "crediting", "de", "del", "development", "du", "el",
    "electricity", "for", "from", "generation", "in", "inc", "into", "jcm", "la", "large", "las", "le", "les",
    "limited", "llc", "los", "ltd", "of", "on", "pacm", "para", "period", "phase", "poa", "por", "power",
    "private", "program", "programme", "programmes", "project", "projects", "pvt", "registered", "renewable",
    "sa", "scale", "small", "stage", "the", "to", "transition", "transitioned", "transitioning", "unit",
    "using", "via", "vpa", "with", "y",
})  # fmt: skip


@dataclass(frozen=True)
class Listed:
    """One activity as a register or list of notifications shows it."""

    scheme: str
    """The register that lists it: a mechanism, or a kind of notification."""
    reference: str
    """Its number there, or where in the list it stands."""
    title: str
    host: str | None = None
    """The code of the host Party; none where it is not known or there are several."""
    technology: str | None = None
    participants: tuple[str, ...] = ()
    place: str | None = None
    annual_tonnes: int | None = None
    first_day: date | None = None
    """From when it is credited, registered, or was notified."""
    last_day: date | None = None
    identifiers: Mapping[str, str] = field(default_factory=lambda: _NO_IDENTIFIERS)
    """References of the same activity elsewhere, by scheme."""

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the title, but for those that most titles have."""
        return frozenset(each for each in words_of(self.title) if not each[0].isdigit() and each not in _COMMON)

    @cached_property
    def numbers(self) -> Mapping[str, frozenset[str]]:
        """The numbers of the title by what they count: megawatts, phases, components; others under nothing."""
        return numbers_of(self.title)


def plain(text: str) -> str:
    """Return a text in lower case and without accents."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in folded if not unicodedata.combining(each))


def words_of(text: str) -> list[str]:
    """Return the words and numbers of a text in order; Roman numbers as Arabic ones where they count something."""
    folded = plain(text)
    found: list[str] = []
    for each in _WORD.findall(folded):
        word = _UNITS.get(each, each)
        roman = _ROMAN.get(word)
        if roman is not None and (len(word) > 1 or (found and found[-1] in _COUNTED)):
            word = roman
        found.append(str(float(word)).removesuffix(".0") if word[0].isdigit() else word)
    return found + _SCRIPT.findall(folded)


def numbers_of(text: str) -> Mapping[str, frozenset[str]]:
    """Return the numbers of a text by what they count: the unit that follows them, or the word before them."""
    words = words_of(text)
    found: dict[str, set[str]] = {}
    for at, word in enumerate(words):
        if word[0].isdigit():
            after = words[at + 1] if at + 1 < len(words) else ""
            before = words[at - 1] if at else ""
            kind = after if after in _CLOSELY else before if before in _COUNTED else ""
            found.setdefault(kind, set()).add(word)
    return {kind: frozenset(numbers) for kind, numbers in found.items()}
