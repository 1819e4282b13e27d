"""The demo says where the CDM Registry's reports come from that it imports, and when there are none."""

from __future__ import annotations

import os

import pytest
from tests import reports
from tests.databases import sqlite_url

from sextant.storage import scenario_files


@pytest.fixture
def filled(sextant, tmp_path, monkeypatch):
    """Return a function that fills a demo registry of its own, in a folder inside the test's folder.

    One scenario is played, not all: that all of them play in one registry is seen by the tests of the pages.
    """
    first = scenario_files.shipped_stories()[:1]
    monkeypatch.setattr(scenario_files, "shipped_stories", lambda: first)
    work = tmp_path / "project"
    work.mkdir()
    os.chdir(work)

    def fill(*arguments, language="en"):
        url = sqlite_url(tmp_path / "demo.sqlite3")
        return sextant("demo", "--no-serve", "--database", url, *arguments, language=language)

    return fill


def written(folder):
    folder.mkdir(parents=True)
    reports.write_reports(folder, reports.synthetic_reports(3, issuances=4, cancellations=4))
    return folder


def test_reports_that_lie_beside_the_project_are_named_before_they_are_imported(filled, tmp_path):
    folder = written(tmp_path / "shared" / "data" / "cdm-registry-29-parties")
    ended = filled()
    assert ended.code == 0
    first = ended.out.splitlines()[0]
    assert first == f"The CDM Registry's reports were found beside the project and are read from {folder}."
    assert "CDM issuances: 4 accepted" in ended.out
    assert filled("--json").json["cdm_registry"] == str(folder)


def test_a_folder_that_is_asked_for_is_named(filled, tmp_path):
    folder = written(tmp_path / "reports")
    ended = filled("--cdm-registry", folder)
    assert ended.out.splitlines()[0] == f"The CDM Registry's reports are read from {folder}."
    assert filled("--cdm-registry", folder, language="zh-Hant").out.startswith(f"CDM 登記簿報表讀自 {folder}。")


def test_without_reports_the_demo_says_that_there_are_none(filled):
    ended = filled()
    assert ended.out.startswith("The CDM Registry's reports are not at hand")
    found = filled("--json").json
    assert found["cdm_registry"] is None
    assert sorted(found) == ["activities", "cdm_registry", "database", "seconds", "units"]


def test_a_registry_that_is_no_demo_is_left_alone_and_nothing_is_said_before(filled, sextant, tmp_path):
    folder = written(tmp_path / "reports")
    url = sqlite_url(tmp_path / "demo.sqlite3")
    files = "--issuances", folder / "issuances.csv.gz", "--cancellations", folder / "cancellations.csv.gz"
    assert sextant("import", "cdm-registry", *files, "--database", url).code == 0
    assert "holds a registry that is not the demo's" in filled("--cdm-registry", folder).sentence
