"""Files read in one process and in two: the same submissions in the same order, and the same first fault."""

from __future__ import annotations

import pytest
from tests.cli.test_aef import workbooks
from tests.reporting.history import history

from sextant.reporting.aef.identifier import ItmoId
from sextant.reporting.aef.model import Action, Holding
from sextant.storage import submission_files
from sextant.storage.submission_files import processes_for, read_submissions
from sextant.storage.workbook_reading import UnreadableWorkbook


@pytest.fixture
def files(tmp_path):
    return workbooks(tmp_path, history())


@pytest.fixture
def together(monkeypatch):
    """Make any number of bytes enough for a second process."""
    monkeypatch.setattr(submission_files, "TOGETHER_BYTES_MIN", 1)
    monkeypatch.setattr(submission_files, "_processors", lambda: 2)


def test_little_is_read_in_one_process_and_much_in_two(files, monkeypatch):
    monkeypatch.setattr(submission_files, "_processors", lambda: 2)
    size = sum(file.stat().st_size for file in files)
    for limit, expected in ((size + 1, 1), (size, 2)):
        monkeypatch.setattr(submission_files, "TOGETHER_BYTES_MIN", limit)
        assert processes_for(files) == expected
    assert processes_for(files[:1]) == 1
    monkeypatch.setattr(submission_files, "_processors", lambda: 1)
    assert processes_for(files) == 1


def kinds(submissions):
    """Return what kind of record each row is, and what kind of identifier it has."""
    return [(type(row), type(row.first)) for each in submissions for row in each.content.unit_rows]


def test_the_number_of_processes_decides_nothing(files, request):
    alone = list(read_submissions(files))
    request.getfixturevalue("together")
    assert processes_for(files) == 2
    crossed = list(read_submissions(files))
    assert crossed == alone
    # Records are equal to plain tuples, so their kinds are looked at by themselves.
    assert kinds(crossed) == kinds(alone)
    assert {(Action, ItmoId), (Action, int), (Holding, ItmoId)} <= set(kinds(crossed))
    assert [each.file for each in alone] == [file.name for file in files]


def test_the_first_unreadable_file_is_the_one_that_is_told(files, tmp_path, request):
    bad = [tmp_path / name for name in ("bad.xlsx", "worse.xlsx")]
    bad[0].write_bytes(b"no workbook")
    given = [*files, *bad, files[0]]
    with pytest.raises(UnreadableWorkbook) as alone:
        list(read_submissions(given))
    request.getfixturevalue("together")
    with pytest.raises(UnreadableWorkbook) as both:
        list(read_submissions(given))
    assert both.value.code == alone.value.code == "not_a_workbook"
    assert dict(both.value.about) == dict(alone.value.about)


def test_files_of_one_name_are_told_apart(files, tmp_path):
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / files[0].name).write_bytes(files[0].read_bytes())
    names = [each.file for each in read_submissions([*files, folder / files[0].name])]
    assert names[0] == str(files[0])
    assert names[-1] == str(folder / files[0].name)
    assert names[1] == files[1].name
