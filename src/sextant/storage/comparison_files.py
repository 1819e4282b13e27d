"""Where the data of the comparison are read, and what a comparison of one activity stands on: rules, a library, and
registries in memory that are thrown away.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from sextant.application.comparing.compare import Stand
from sextant.application.comparing.scratch import Scratch, WalkClock
from sextant.application.cooperation import Cooperation
from sextant.application.deeds.every import every_deed
from sextant.application.registry import Registry
from sextant.comparison.loading import Comparison, load
from sextant.rules.rulebook import Rulebooks
from sextant.storage.kept_rules import kept
from sextant.storage.memory.cooperation import MemoryCooperation
from sextant.storage.memory.reader import MemoryReader
from sextant.storage.memory.store import MemoryStore
from sextant.storage.methodology_files import ShippedLibrary
from sextant.storage.rulebook_files import catalogue_of, cyclebooks, shipped_texts, texts_below


@cache
def comparison() -> Comparison:
    """Return the comparison that ships with Sextant, read once in a process."""
    texts = comparison_texts()
    return kept("comparison", {**shipped_texts(), **texts}, lambda: load(texts, cyclebooks()))


def comparison_texts() -> dict[str, str]:
    """Return the texts of all its files, by name."""
    return texts_below(_data())


@cache
def activity_schema() -> str:
    """Return the JSON schema of an activity that can be compared, as it is printed."""
    return _data().joinpath("activity.schema.json").read_text(encoding="utf-8")


def examples() -> Mapping[str, str]:
    """Return the activities that ship as examples, by name, as JSON texts."""
    folder = _data().joinpath("activities")
    found = sorted(folder.iterdir(), key=lambda each: each.name)
    return {
        each.name.removesuffix(".json"): each.read_text(encoding="utf-8")
        for each in found
        if each.name.endswith(".json")
    }


def _data() -> Traversable:
    return files("sextant.comparison").joinpath("data")


def stand(on: date) -> Stand:
    """Return what a comparison of one activity stands on, under the rules of a day."""
    return Stand(comparison(), cyclebooks(), ShippedLibrary(), scratch, on)


def scratch(books: Rulebooks, clock: WalkClock) -> Scratch:
    """Return an empty registry in memory under some rulebooks."""
    store = MemoryStore()
    registry, reader = Registry(store, clock, books.account_types), MemoryReader(store)
    return Scratch(
        registry,
        reader,
        every_deed(registry, reader, books),
        lambda: Cooperation(MemoryCooperation(), clock, catalogue_of(books)),
    )
