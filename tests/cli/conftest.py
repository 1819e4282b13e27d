"""The command line as a fixture: what it prints on both streams, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests import reports
from tests.databases import sqlite_url

Run = Callable[..., "Ended"]


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Return what was printed for programs; nothing else may stand on standard output."""
        return json.loads(self.out)

    @property
    def sentence(self) -> str:
        """Return the one sentence of a command that could not be carried out."""
        assert self.code == 2, self
        assert self.out == "", self
        assert "Traceback" not in self.err
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert lines[0].endswith((".", "。")), lines
        return lines[0]


@pytest.fixture
def sextant(capfd, monkeypatch, django_db_blocker, tmp_path) -> Run:
    """Return a function that runs the command line in this process."""
    from sextant.cli import main

    monkeypatch.delenv("SEXTANT_DATABASE", raising=False)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object, language: str = "en") -> Ended:
        monkeypatch.setenv("SEXTANT_LANGUAGE", language)
        capfd.readouterr()
        with django_db_blocker.unblock():
            code = main.run([str(each) for each in arguments])
        captured = capfd.readouterr()
        return Ended(code, captured.out, captured.err)

    return run


@pytest.fixture
def sextant_process(tmp_path) -> Run:
    """Return a function that runs the command line as a process of its own."""

    def run(*arguments: object, language: str = "en", **environment: str) -> Ended:
        done = subprocess.run(
            command(*arguments),
            env=process_environment(language, **environment),
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        return Ended(done.returncode, done.stdout, done.stderr)

    return run


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "sextant.cli.main", *map(str, arguments)]


def process_environment(language: str = "en", **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SEXTANT_", "DJANGO_"))}
    return {**kept, "SEXTANT_LANGUAGE": language, **more}


@dataclass
class Ledger:
    """A registry that the command line works on, and the files that go into it."""

    url: str
    folder: Path
    run: Run

    def import_reports(
        self, given: reports.Reports, *, packed: bool = False, language: str = "en", as_json: bool = True
    ) -> Ended:
        files = reports.write_reports(self.folder, given, packed=packed)
        return self.import_files(*files, language=language, as_json=as_json)

    def import_files(
        self, issuances: Path, cancellations: Path, *, language: str = "en", as_json: bool = True
    ) -> Ended:
        arguments = ["--issuances", issuances, "--cancellations", cancellations, "--database", self.url]
        arguments += ["--json"] if as_json else []
        return self.run("import", "cdm-registry", *arguments, language=language)

    def import_projects(self, file: Path) -> Ended:
        return self.run("import", "cdm-projects", file, "--database", self.url, "--json")

    def holdings(self, *arguments: str) -> Any:
        ended = self.run("holdings", *arguments, "--database", self.url, "--json")
        assert ended.code == 0, ended
        return ended.json

    def trace(self, serial: str) -> Any:
        ended = self.run("trace", serial, "--database", self.url, "--json")
        assert ended.code in (0, 1), ended
        return ended.json

    def verified(self) -> Any:
        """Return what was checked; a finding is a failure of the test."""
        ended = self.run("verify", "--database", self.url, "--json")
        assert ended.code == 0, ended
        assert ended.json["findings"] == []
        return ended.json["checked"]


@pytest.fixture
def ledger(database_url, tmp_path, sextant) -> Callable[[str], Ledger]:
    """Return a function that makes a fresh registry on a kind of database."""

    def make(kind: str = "sqlite") -> Ledger:
        url = database_url(kind)
        assert url is not None
        return Ledger(url, tmp_path, sextant)

    return make


@pytest.fixture
def absent_database(tmp_path) -> str:
    """Return the URL of an SQLite file that is not there."""
    return sqlite_url(tmp_path / "absent" / "registry.sqlite3")
