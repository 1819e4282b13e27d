"""`sextant import foreign-events` and `import opening-positions`: sentences for rows, exits, and once only."""

from __future__ import annotations

import json

import pytest
from tests.application.foreign.test_reported import history, reported
from tests.databases import sqlite_url

from sextant.cli import main
from sextant.reporting.aef.writing import workbook_of
from sextant.storage.aef_format import aef_format
from sextant.storage.rulebook_files import parties
from sextant.storage.workbook_writing import write_workbook

ROWS = """event,registry,kind,executed_on,serials,project,host_party,vintage
1,VCS,issuance,2025-03-01,9999-1-100-VCS-VCU-997-VER-GH-1-4242-01012022-31122022-0,4242,GH,2022
2,VCS,retirement,2025-04-01,9999-1-10-VCS-VCU-997-VER-GH-1-4242-01012022-31122022-0,,,
3,VCS,issuance,1 March,9999-1-100-VCS-VCU-997-VER-GH-1-4242-01012022-31122022-0,4242,GH,2022
4,VCS,issuance
"""


@pytest.fixture
def asked(tmp_path, capsys, django_db_blocker):
    def ask(*words):
        with django_db_blocker.unblock():
            code = main.run(["import", *map(str, words), "--database", sqlite_url(tmp_path / "ledger.db"), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return ask


def test_a_file_with_bad_rows_is_taken_in_except_for_them(asked, tmp_path):
    file = tmp_path / "events.csv"
    file.write_text(ROWS, encoding="utf-8")
    code, told = asked("foreign-events", file)
    assert (code, told["accepted"], told["known"]) == (1, 2, 0)
    assert [(each["row"], each["code"]) for each in told["rejections"]] == [
        (3, "foreign_field_wrong"),
        (4, "row_damaged"),
    ]
    assert "1 March" in told["rejections"][0]["message"]
    code, told = asked("foreign-events", file)
    assert (code, told["accepted"], told["known"]) == (1, 0, 2)


@pytest.mark.parametrize("profile", ["secretariat-checker-2025", "nomenclature-2026-02"])
def test_a_running_office_is_taken_over_from_its_workbook(asked, tmp_path, profile):
    """The dialect of integers names the registry in a column, which on rows of the host is that of the identifier."""
    file, known = tmp_path / "GHA-2025-1.0.xlsx", aef_format()
    content = reported(history(), "GH").content
    write_workbook(file, workbook_of(content, known, known.profile(profile), parties(), name=file.name))
    code, told = asked("opening-positions", file)
    assert (code, told["reconciled"], told["rejections"], told["differences"]) == (0, True, [], [])
    assert told["recorded"] > 0
    code, again = asked("opening-positions", file)
    assert (code, again["recorded"]) == (0, 0)
