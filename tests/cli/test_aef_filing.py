"""`sextant aef file` and `sextant aef filed`: bytes that stay as they were filed, versions, reasons, refusals."""

from __future__ import annotations

import hashlib

import pytest
from tests.cli.test_aef import workbooks
from tests.reporting.history import changed, history

from sextant.reporting.aef.model import Version


@pytest.fixture
def versions(tmp_path):
    """Return the host's report about 2022, and a later version of it with one remark more."""
    later = changed(history(), "host-2022.xlsx", "actions", 5, remarks="Corrected")
    later = changed(later, "host-2022.xlsx", "heading", 0, version=Version(1, 1))
    (tmp_path / "later").mkdir()
    return workbooks(tmp_path, history())[0], workbooks(tmp_path / "later", later)[0]


def test_a_version_is_kept_byte_for_byte_with_what_changed_and_why(sextant, tmp_path, versions):
    archive = tmp_path / "archive"
    first, second = versions
    assert sextant("aef", "file", first, "--archive", archive, "--json").json["follows"] is None
    ended = sextant("aef", "file", second, "--archive", archive, "--why", "A remark was missing", "--json")
    assert ended.code == 0, ended
    record = ended.json
    assert (record["outcome"], record["version"], record["follows"]) == ("kept", "1.1", "1.0")
    assert record["why"] == "A remark was missing"
    (change,) = record["changes"]
    assert [(each["field"], each["old"], each["new"]) for each in change["fields"]] == [("remarks", None, "Corrected")]
    kept = archive / "XHA-2022-1.1.xlsx"
    assert kept.read_bytes() == second.read_bytes()
    assert record["sha256"] == hashlib.sha256(second.read_bytes()).hexdigest()
    assert (archive / "XHA-2022-1.0.xlsx").read_bytes() == first.read_bytes()
    listed = sextant("aef", "filed", "--archive", archive, "--json")
    assert listed.code == 0
    assert [(each["version"], each["intact"]) for each in listed.json] == [("1.0", True), ("1.1", True)]


def test_filing_twice_is_harmless_and_other_bytes_are_refused(sextant, tmp_path, versions):
    archive = tmp_path / "archive"
    first, _ = versions
    sextant("aef", "file", first, "--archive", archive)
    assert sextant("aef", "file", first, "--archive", archive, "--json").json["outcome"] == "already"
    (tmp_path / "other").mkdir()
    other = workbooks(tmp_path / "other", changed(history(), "host-2022.xlsx", "actions", 5, remarks="x"))[0]
    ended = sextant("aef", "file", other, "--archive", archive, "--why", "no")
    assert (ended.code, "other bytes" in ended.err) == (1, True)
    assert (archive / "XHA-2022-1.0.xlsx").read_bytes() == first.read_bytes()


def test_a_later_version_needs_a_reason_and_an_earlier_one_is_refused(sextant, tmp_path, versions):
    archive = tmp_path / "archive"
    first, second = versions
    sextant("aef", "file", second, "--archive", archive)
    ended = sextant("aef", "file", first, "--archive", archive, "--why", "late")
    assert (ended.code, "is not above 1.1" in ended.err) == (1, True)
    archive = tmp_path / "another"
    sextant("aef", "file", first, "--archive", archive)
    for why in ((), ("--why", " ")):
        ended = sextant("aef", "file", second, "--archive", archive, *why, language="zh-Hant")
        assert (ended.code, "--why" in ended.err) == (1, True)
    assert not (archive / "XHA-2022-1.1.xlsx").exists()


def test_a_report_that_fails_a_rule_of_severity_e_is_not_filed(sextant, tmp_path):
    wrong = changed(history(), "host-2022.xlsx", "actions", 5, quantity=999)
    ended = sextant("aef", "file", workbooks(tmp_path, wrong)[0], "--archive", tmp_path / "archive")
    assert (ended.code, "I10" in ended.err) == (1, True)
    assert not (tmp_path / "archive").exists()


def test_changed_bytes_are_found(sextant, tmp_path, versions):
    archive = tmp_path / "archive"
    sextant("aef", "file", versions[0], "--archive", archive)
    kept = archive / "XHA-2022-1.0.xlsx"
    kept.chmod(0o644)
    kept.write_bytes(kept.read_bytes() + b"x")
    assert sextant("aef", "filed", "--archive", archive, "--json").json[0]["intact"] is False
    ended = sextant("aef", "filed", "--archive", archive)
    assert (ended.code, "CHANGED OR MISSING" in ended.out) == (1, True)
    ended = sextant("aef", "file", versions[1], "--archive", archive, "--why", "x")
    assert (ended.code, "CHANGED OR MISSING" in ended.err) == (1, True)
    (archive / "XHA-2022-1.0.json").chmod(0o644)
    (archive / "XHA-2022-1.0.json").write_text("[]")
    assert sextant("aef", "filed", "--archive", archive).sentence
