"""Scenarios that ship with Sextant or lie in a file, and the stage on which one is played."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from sextant.application.office import Office
from sextant.application.scenario.parse import parse_story
from sextant.application.scenario.stage import Stage
from sextant.application.scenario.story import Story
from sextant.storage.opening import open_office, scratch_office
from sextant.storage.rulebook_files import cyclebooks


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
    return parse_story(text, name, cyclebooks())


def scratch_stage(story: Story) -> Stage:
    """Return a stage that forgets everything when the process ends."""
    return stage_in(story, scratch_office())


def database_stage(story: Story, url: str) -> Stage:
    """Return a stage on an existing database. Each thread and process opens its own."""
    return stage_in(story, open_office(url))


def stage_in(story: Story, office: Office) -> Stage:
    """Return a stage in an office."""
    return Stage(story, office, office.books.books[story.mechanism])
