"""Every command and option of the command line is described, and no page names a command that does not exist."""

from __future__ import annotations

import re

import pytest
import typer
from tests.tidy.repository import ROOT, repository_files

from sextant.cli.main import app

PAGES = ("docs/command-line.md", "docs/command-line.zh-Hant.md")
EVERYWHERE = {"--help", "--json", "--database"}
NAMED = re.compile(r"`(?:\.venv/bin/)?sextant ([a-z][a-z -]*[a-z])|^(?:\.venv/bin/)?sextant ([a-z][a-z -]*[a-z])", re.M)


def leaves(command=None, path=()):
    """Yield the path and the command of everything that can be run."""
    command = command or typer.main.get_command(app)
    if hasattr(command, "commands"):
        for name, each in command.commands.items():
            yield from leaves(each, (*path, name))
    else:
        yield path, command


COMMANDS = dict(leaves())


def section_of(path, page):
    """Return what a page says under the heading of a command, or of its group."""
    text = (ROOT / page).read_text(encoding="utf-8")
    parts = dict(re.findall(r"^## sextant ([a-z -]+)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))
    return parts.get(" ".join(path)) or parts.get(path[0], "")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_a_command_is_described_with_all_its_options(path, page):
    section = section_of(path, page)
    assert section, f"{page} has no heading for sextant {' '.join(path)}"
    options = {name for each in COMMANDS[path].params for name in each.opts if name.startswith("--")}
    assert sorted(each for each in options - EVERYWHERE if each not in section) == []


def test_every_command_that_a_page_names_exists():
    faults = []
    for page in repository_files():
        if page.suffix != ".md":
            continue
        for groups in NAMED.findall(page.read_text(encoding="utf-8")):
            words = tuple((groups[0] or groups[1]).split())
            if not any(words[: len(path)] == path or path[: len(words)] == words for path in COMMANDS):
                faults.append(f"{page.relative_to(ROOT)}: sextant {' '.join(words)}")
    assert faults == []


def test_every_command_answers_programs():
    without = [
        path for path, command in COMMANDS.items() if "--json" not in {n for p in command.params for n in p.opts}
    ]
    assert without == []
