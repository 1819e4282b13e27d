"""The words for what a rulebook names by code and labels nowhere else, read from `words.yaml`.

Dates that steps set, what is stated with a step, the topics of files, texts among values, purposes and unit types. What
a mechanism does not name itself may be named for all of them in the shared file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sextant.domain.label import Label
from sextant.rules import reading
from sextant.rules.reading import Item
from sextant.rules.text import load_text


class Group(StrEnum):
    """What sort of thing a word is for."""

    DATES = "dates"
    """Dates of cases that steps set."""
    STATED = "stated"
    """What an actor states, and the facts that are recorded of it."""
    TOPICS = "topics"
    """Names of the files in which parameters and levies stand."""
    CHOICES = "choices"
    """Texts among the values of parameters."""
    PURPOSES = "purposes"
    """What units may be cancelled or retired for."""
    UNIT_TYPES = "unit_types"


@dataclass(frozen=True)
class Words:
    """Labels by group and code."""

    labels: Mapping[tuple[Group, str], Label] = field(default_factory=dict)

    def label(self, group: Group, code: str) -> Label | None:
        """Return the label of a code, or none where it has none."""
        return self.labels.get((group, code))

    def over(self, shared: Words) -> Words:
        """Return these words with those of all mechanisms beneath them."""
        return Words({**shared.labels, **self.labels})


def parse_words(text: str, file: str) -> Words:
    """Return the words of one file. Raises RuleTextError naming file, key and remedy."""
    groups = frozenset(each.value for each in Group)
    item = Item(load_text(text, file), file, needed=set(), optional=groups, mark=": ")
    found = {group: item.read(group, reading.named(reading.label), {}) for group in Group}
    item.done()
    return Words({(group, code): label for group, labels in found.items() for code, label in labels.items()})
