"""Scenarios that ship with Sextant or lie in a file, and the stage on which one is played."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from sextant.application.cases import Cases
from sextant.application.deeds.issuance import IssuanceDeed
from sextant.application.deeds.later_authorization import LaterAuthorizationDeed
from sextant.application.ports import Clock
from sextant.application.reader import LedgerReader
from sextant.application.registry import Registry
from sextant.application.scenario.stage import Stage
from sextant.application.scenario.story import Story, parse_story
from sextant.storage.account_types import account_types
from sextant.storage.database.cases import DatabaseCases
from sextant.storage.database.reader import DatabaseReader
from sextant.storage.database.url import parse_database_url
from sextant.storage.memory.cases import MemoryCases
from sextant.storage.memory.reader import MemoryReader
from sextant.storage.memory.store import MemoryStore
from sextant.storage.opening import open_store
from sextant.storage.rulebook_files import cyclebooks, rulebooks
from sextant.storage.system import SystemClock
from sextant.workflow.cycle import Deed


def read_story(file: Path) -> Story:
    """Return the scenario of a file; where there is none, the one of that name that ships with Sextant.

    Raises OSError, UnicodeDecodeError or RuleTextError.
    """
    shipped = _shipped().joinpath(file.name)
    if not file.is_file() and shipped.is_file():
        return _parsed(shipped.read_text(encoding="utf-8"), file.name)
    return _parsed(file.read_text(encoding="utf-8"), file.name)


@cache
def shipped_stories() -> tuple[Story, ...]:
    """Return the scenarios that ship with Sextant, in the order of their names."""
    found = sorted(_shipped().iterdir(), key=lambda each: each.name)
    return tuple(_parsed(each.read_text(encoding="utf-8"), each.name) for each in found if each.name.endswith(".yaml"))


def _shipped() -> Traversable:
    return files("sextant.application.scenario").joinpath("shipped")


def _parsed(text: str, name: str) -> Story:
    return parse_story(text, name, {book.mechanism: book.calendar for book in cyclebooks() if book.cycles})


def scratch_stage(story: Story) -> Stage:
    """Return a stage that forgets everything when the process ends."""
    store = MemoryStore()
    clock = SystemClock()
    return stage_on(story, Registry(store, clock, account_types()), MemoryReader(store), MemoryCases(), clock)


def database_stage(story: Story, url: str) -> Stage:
    """Return a stage on an existing database. Each thread and process opens its own."""
    store = open_store(parse_database_url(url))
    clock = SystemClock()
    registry = Registry(store, clock, account_types())
    return stage_on(story, registry, DatabaseReader(store.driver), DatabaseCases(store.driver), clock)


def stage_on(
    story: Story, registry: Registry, reader: LedgerReader, store: MemoryCases | DatabaseCases, clock: Clock
) -> Stage:
    """Return a stage on a registry and the journals of cases beside it."""
    books = rulebooks()
    deeds = {
        Deed.ISSUANCE: IssuanceDeed(registry, books),
        Deed.LATER_AUTHORIZATION: LaterAuthorizationDeed(registry, reader, books),
    }
    cases = Cases(store, cyclebooks(), clock, deeds)
    return Stage(story, registry, reader, cases, books.books[story.mechanism])
