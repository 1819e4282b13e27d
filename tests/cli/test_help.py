"""Help is quick, because nothing heavy is loaded for it, and speaks both languages."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from tests.cli.conftest import process_environment

COMMANDS = [
    (),
    ("import",),
    ("import", "cdm-registry"),
    ("import", "cdm-projects"),
    ("reconcile",),
    ("reconcile", "cdm"),
    ("holdings",),
    ("trace",),
    ("verify",),
    ("quantify",),
    ("migrate",),
    ("demo",),
    ("serve",),
    ("aef",),
    ("aef", "check"),
    ("aef", "write"),
    ("cooperation",),
    *(("cooperation", each) for each in ("register", "answer", "match", "export", "move", "moderate")),
    ("aef", "reconcile"),
    ("aef", "diff"),
    ("aef", "file"),
    ("aef", "filed"),
]

HEAVY = {"django", "psycopg", "sqlite3", "yaml", "babel", "gunicorn", "rich", "asyncio", "sextant.storage"}

LISTING = """
import sys
from sextant.cli.main import run
code = run(sys.argv[1:])
print(*sorted(sys.modules), sep="\\n", file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize("arguments", [(), ("import", "cdm-registry"), ("verify",)], ids=" ".join)
def test_help_loads_no_database_and_no_framework(arguments):
    done = subprocess.run(
        [sys.executable, "-c", LISTING, *arguments, "--help"],
        env=process_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(done.stderr.split())
    assert "sextant.cli.main" in loaded
    assert not HEAVY & loaded
    ours = {name for name in loaded if name.startswith("sextant")}
    assert {name.split(".")[1] for name in ours if "." in name} == {"cli", "wording"}


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_every_command_explains_itself_in_both_languages(arguments, sextant_process):
    english = sextant_process(*arguments, "--help")
    assert (english.code, english.err) == (0, "")
    assert english.out.isascii()
    assert english.out.startswith("Usage: sextant")
    chinese = sextant_process(*arguments, "--help", language="zh-Hant")
    assert (chinese.code, chinese.err) == (0, "")
    assert chinese.out.startswith("用法： sextant")
    assert _options(chinese.out) == _options(english.out)
    for line in chinese.out.splitlines()[1:]:
        # What is left of English are names: of options, of commands, of the forms of values.
        words = re.findall(r"(?<![-<`:/.\w])[A-Z]?[a-z]{2,} [a-z]{2,} [a-z]{2,}", line)
        assert not words, line


def _options(text: str) -> list[str]:
    return re.findall(r"^  (--[a-z-]+|[a-z-]+ (?= ))", text, re.MULTILINE)
