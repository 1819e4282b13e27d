"""Reading report files: what is read, and the one sentence about everything that is no report."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest
from tests import reports

from sextant.application.cdm_report.rows import ISSUANCE_COLUMNS
from sextant.storage.report_files import UnreadableReport, read_report
from sextant.wording.unreadable import unreadable_sentence

SOUND = reports.as_csv(reports.synthetic_reports(1, issuances=6, cancellations=0).issuances, ISSUANCE_COLUMNS)
SMALL = ("a", "b")


def read(folder: Path, content: bytes, columns=SMALL, **options):
    file = folder / "report.csv"
    file.write_bytes(content)
    return read_report(file, columns, **options)


def sentence(folder: Path, content: bytes, columns=SMALL, **options) -> str:
    with pytest.raises(UnreadableReport) as caught:
        read(folder, content, columns, **options)
    chinese = unreadable_sentence(caught.value, "zh-Hant")
    assert chinese.endswith("。")
    assert str(folder) in chinese
    return unreadable_sentence(caught.value, "en")


def sentence_about(file: Path) -> str:
    with pytest.raises(UnreadableReport) as caught:
        read_report(file, SMALL)
    assert unreadable_sentence(caught.value, "zh-Hant").endswith("。")
    return unreadable_sentence(caught.value, "en")


@pytest.mark.parametrize("fault", reports.FILE_FAULTS, ids=lambda fault: fault.__name__)
def test_a_file_that_is_no_report_gets_one_clear_sentence(fault, tmp_path):
    said = sentence(tmp_path, fault(SOUND), ISSUANCE_COLUMNS)
    assert reports.FILE_FAULTS[fault] in said
    assert str(tmp_path / "report.csv") in said
    assert said.endswith(".")
    assert "\n" not in said


def test_plain_and_packed_files_give_the_same_rows_whatever_their_names_say(tmp_path):
    plain = read(tmp_path, SOUND.encode(), ISSUANCE_COLUMNS)
    packed = read(tmp_path, gzip.compress(SOUND.encode(), mtime=0), ISSUANCE_COLUMNS)
    assert plain.rows == packed.rows
    assert len(plain.rows) == 6
    assert plain.sha256 != packed.sha256


def test_a_byte_order_mark_and_other_line_endings_change_nothing(tmp_path):
    plain = read(tmp_path, SOUND.encode(), ISSUANCE_COLUMNS)
    windows = read(tmp_path, b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode(), ISSUANCE_COLUMNS)
    assert plain.rows == windows.rows


def test_a_header_alone_is_a_report_without_rows(tmp_path):
    assert read(tmp_path, b"a,b\n").rows == []
    assert read(tmp_path, b"a,b").rows == []


def test_rows_count_from_one_without_header_and_empty_lines(tmp_path):
    rows = read(tmp_path, b"a,b\n1,2\n\n\r\n3,4\n\n").rows
    assert [(row.number, row.values["a"]) for row in rows] == [(1, "1"), (2, "3")]


def test_further_columns_are_kept(tmp_path):
    report = read(tmp_path, b"x,b, a\n9,2,1\n")
    assert report.columns == ("x", "b", "a")
    assert report.rows[0].values == {"x": "9", "b": "2", "a": "1"}


@pytest.mark.parametrize(("line", "found"), [(b"1", 1), (b"1,2,3", 3)])
def test_a_row_with_a_field_too_few_or_too_many_is_damaged_and_the_others_are_read(line, found, tmp_path):
    rows = read(tmp_path, b"a,b\n" + line + b"\n5,6\n").rows
    assert rows[0].damage is not None
    assert (rows[0].damage.fields_found, rows[0].damage.fields_expected) == (found, 2)
    assert rows[0].surplus == (("3",) if found == 3 else ())
    assert rows[1].damage is None


def test_a_quotation_mark_that_is_never_closed_damages_its_own_row_only(tmp_path):
    rows = read(tmp_path, b'a,b\n"1,2\n3,4\n"5,6\n7,"8 ""and"" 9"\n').rows
    assert [row.damage is not None for row in rows] == [True, False, True, False]
    assert rows[0].damage is not None
    assert not rows[0].damage.splittable
    assert rows[3].values["b"] == '8 "and" 9'


def test_two_stray_quotation_marks_do_not_swallow_what_lies_between_them(tmp_path):
    rows = read(tmp_path, b'a,b\n"1,2\n3,4"\n5,6\n').rows
    assert [row.damage is not None for row in rows] == [True, False, False]
    assert [row.values["a"] for row in rows] == ['"1', "3", "5"]


def test_a_field_may_hold_a_line_break_and_commas(tmp_path):
    rows = read(tmp_path, b'a,b\n"1\n1","2,2"\n3,4\n').rows
    assert [row.values for row in rows] == [{"a": "1\n1", "b": "2,2"}, {"a": "3", "b": "4"}]


def test_a_control_character_of_an_older_encoding_is_no_end_of_line(tmp_path):
    rows = read(tmp_path, "a,b\none \x85 two,2\n".encode()).rows
    assert rows[0].values["a"] == "one \x85 two"


def test_the_limit_holds_for_the_unpacked_size(tmp_path):
    content = b"a,b\n" + b"1,2\n" * 99
    assert len(read(tmp_path, content, limit_bytes=400).rows) == 99
    assert len(read(tmp_path, gzip.compress(content, mtime=0), limit_bytes=400).rows) == 99
    for stored in (content, gzip.compress(content, mtime=0)):
        assert "larger than 399 bytes" in sentence(tmp_path, stored, limit_bytes=399)


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused(tmp_path):
    bomb = gzip.compress(b"a,b\n" * 2_000_000, mtime=0)
    assert len(bomb) < 30_000
    assert "larger than 1,000,000 bytes" in sentence(tmp_path, bomb, limit_bytes=1_000_000)


def test_every_missing_column_is_named(tmp_path):
    assert "lacks the columns b, c; found a, x." in sentence(tmp_path, b"a,x\n1,2\n", ("a", "b", "c"))


@pytest.mark.parametrize(
    "content",
    [b"\n\n \n", gzip.compress(b"", mtime=0), b"\xef\xbb\xbf", gzip.compress(gzip.compress(b"a", mtime=0), mtime=0)],
)
def test_a_file_with_nothing_to_read_says_so(content, tmp_path):
    assert sentence(tmp_path, content).endswith(".")


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    assert "does not exist" in sentence_about(tmp_path / "absent.csv")
    assert "is a folder" in sentence_about(tmp_path)
    assert "does not exist" in sentence_about(tmp_path / "absent" / "deeper.csv")
    assert "cannot be read: File name too long" in sentence_about(tmp_path / ("long" * 100))


def test_a_name_of_several_lines_stays_in_one_sentence(tmp_path):
    assert "\n" not in sentence_about(tmp_path / "one\ntwo\x07.csv")


def test_a_file_without_permission_is_named(tmp_path, monkeypatch):
    file = tmp_path / "report.csv"
    file.write_bytes(b"a,b\n")
    if os.geteuid() == 0:  # Permissions do not bind root, so the refusal of the system is put in its place.

        def refuse(*_: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
    else:
        file.chmod(0)
    assert "may not be read" in sentence_about(file)
