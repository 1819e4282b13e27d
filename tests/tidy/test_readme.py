"""What the README says that is there, is there: folders, counts, and the commands of its first steps."""

import gzip
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests import reports
from tests.tidy.repository import ROOT, SOURCE

from sextant.storage.rulebook_files import parties

PAGES = ("README.md", "README.zh-Hant.md")
EMPTY = {"README.md": "still empty", "README.zh-Hant.md": "尚無內容"}


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_every_folder_of_the_source_stands_in_the_map_and_is_empty_only_where_it_says_so(page):
    rows = [line for line in text_of(page).splitlines() if re.match(r"\| (`\w+/` ?)+\|", line)]
    named = {name: row for row in rows for name in re.findall(r"`(\w+)/`", row.split("|")[1])}
    there = {each.name for each in SOURCE.iterdir() if each.is_dir() and not each.name.startswith("__")}
    assert set(named) == there
    for name, row in named.items():
        empty = not [each for each in (SOURCE / name).glob("*.py") if each.name != "__init__.py"]
        said = EMPTY[page] in row and name in _empty_names(row)
        assert said == empty, f"{page} is wrong about what is in {name}/: {row}"


def _empty_names(row: str) -> set[str]:
    """Return the folders of a row of the map that it calls empty: those it names again, or else all."""
    head, said = row.split("|")[1:3]
    again = set(re.findall(r"`(\w+)/`", said))
    return again or set(re.findall(r"`(\w+)/`", head))


def test_the_counts_of_the_readme_are_those_of_the_rules():
    everybody = len(parties().all)
    assert f"{everybody} Parties" in text_of("README.md")
    assert f"{everybody} 個締約方" in text_of("README.zh-Hant.md")


@pytest.fixture(scope="module")
def commands():
    """The commands of the first steps, the same in both languages."""
    both = []
    for page in PAGES:
        lines = text_of(page).splitlines()
        both.append([line for line in lines if line.startswith("sextant ")])
    assert both[0] == both[1]
    assert len(both[0]) > 8
    return both[0]


def test_the_commands_of_the_first_steps_work_in_their_order(commands, tmp_path):
    given = reports.synthetic_reports(5, issuances=6, cancellations=6)
    reports.write_reports(tmp_path, given)
    listed = reports.as_csv(reports.published_list(given), reports.LIST_COLUMNS)
    (tmp_path / "issuance_list.csv.gz").write_bytes(gzip.compress(listed.encode()))
    (tmp_path / "scenarios").symlink_to(ROOT / "scenarios")
    for command in ("sextant demo --no-serve", *commands):
        done = _run(command, tmp_path)
        assert done.stderr == "", f"{command}: {done.stderr}"
        # A serial of the real registry is not in synthetic reports; everything else answers yes.
        assert done.returncode == (1 if command == "sextant trace GH-123456" else 0), f"{command}: {done.stdout}"


def _run(command: str, folder: Path):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SEXTANT_", "DJANGO_"))}
    arguments = [sys.executable, "-m", "sextant.cli.main", *command.split()[1:]]
    environment = {**kept, "SEXTANT_LANGUAGE": "en"}
    return subprocess.run(arguments, cwd=folder, env=environment, capture_output=True, text=True, check=False)
