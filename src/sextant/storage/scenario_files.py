"""Scenarios that ship with Sextant or lie in a file, and the stage on which one is played."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from sextant.application.office import Office
from sextant.application.scenario.abroad import Abroad, parties_of
from sextant.application.scenario.parse import parse_story
from sextant.application.scenario.stage import Stage
from sextant.application.scenario.story import Story
from sextant.storage.aef_format import aef_format, check_catalogue, ledger_terms
from sextant.storage.foreign_feed import feed_of
from sextant.storage.opening import open_office, scratch_office
from sextant.storage.rulebook_files import cyclebooks, parties
from sextant.storage.rules_of_folder import FolderRules
from sextant.workflow.cyclebook import Cyclebooks


def read_story(file: Path, books: Cyclebooks | None = None) -> Story:
    """Return the scenario of a file; where there is none, the one of that name that ships with Sextant.

    It is read under the rules that are given, or else under those that ship.

    Raises OSError, UnicodeDecodeError or RuleTextError.
    """
    shipped = _shipped().joinpath(file.name)
    found = shipped if not file.is_file() and shipped.is_file() else file
    return parse_story(found.read_text(encoding="utf-8"), file.name, books or cyclebooks())


@cache
def shipped_stories() -> tuple[Story, ...]:
    """Return the scenarios that ship with Sextant, in the order of their names."""
    found = sorted(_shipped().iterdir(), key=lambda each: each.name)
    return tuple(
        parse_story(each.read_text(encoding="utf-8"), each.name, cyclebooks())
        for each in found
        if each.name.endswith(".yaml")
    )


def _shipped() -> Traversable:
    return files("sextant.application.scenario").joinpath("shipped")


def scratch_stage(story: Story, rules: FolderRules | None = None) -> Stage:
    """Return a stage that forgets everything when the process ends, under the rules of a folder or those that ship."""
    return stage_in(story, scratch_office(rules=rules))


def database_stage(story: Story, url: str) -> Stage:
    """Return a stage on an existing database. Each thread and process opens its own."""
    return stage_in(story, open_office(url))


def stage_in(story: Story, office: Office) -> Stage:
    """Return a stage in an office."""
    return Stage(
        story, office, office.books.books[story.mechanism], _abroad(story, office) if story.reporting else None
    )


def _abroad(story: Story, office: Office) -> Abroad:
    known = parties_of(story, parties())
    periods = {code: (each.first_year, each.last_year) for code, each in story.reporting.items()}
    feed = feed_of(office, periods, synthetic=story.synthetic, known=known)
    return Abroad(feed, aef_format(), ledger_terms(), check_catalogue(), known)
