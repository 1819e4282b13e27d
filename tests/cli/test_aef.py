"""`sextant aef`: keys of the JSON, exit codes, and one sentence where a file cannot be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.reporting.history import changed, history

from sextant.reporting.aef.record import record_of
from sextant.reporting.aef.writing import workbook_of
from sextant.storage.aef_format import aef_format
from sextant.storage.rulebook_files import parties
from sextant.storage.workbook_reading import read_workbook
from sextant.storage.workbook_writing import write_workbook

PROFILES = aef_format().written_profiles
REPORTS = {
    "party": "XHA",
    "initial_reports": [{"submitted_on": "2022-01-01", "approaches": ["CA0042"], "method": "multi_year"}],
    "structured_summary": {
        "year_basis": "vintage",
        "years": {"2022": {"emissions_23a": 100000, "adjustment_23g": 2000, "balance_23k": 98000}},
    },
    "biennial_report": {"due_year": 2024, "submitted_on": "2024-12-31"},
    "inventory": {"latest_year": 2022},
}


def workbooks(folder: Path, contents) -> list[Path]:
    known = aef_format()
    files = []
    for (name, content), profile in zip(contents.items(), [*PROFILES, PROFILES[0]], strict=True):
        file = folder / name
        write_workbook(file, workbook_of(content, known, known.profile(profile), parties(), name=name))
        files.append(file)
    return files


def test_a_history_told_in_three_dialects_passes(sextant, tmp_path):
    ended = sextant("aef", "check", *workbooks(tmp_path, history()), "--json")
    assert (ended.code, ended.err) == (0, "")
    outcome = ended.json
    assert list(outcome) == ["files", "findings", "summary"]
    assert [list(each) for each in outcome["files"]] == [
        ["file", "party", "year", "version", "profile", "standing"]
    ] * 4
    assert {each["profile"] for each in outcome["files"]} == set(PROFILES)
    assert {each["outcome"] for each in outcome["findings"]} == {"unverifiable"}
    assert outcome["summary"]["failing"] == {"E": 0, "W": 0, "I": 0}
    assert len(outcome["summary"]["rules"]) == 53
    assert "our 53 rules in profile" in outcome["summary"]["statement"]
    assert "No official template has been seen" in outcome["summary"]["statement"]


def test_one_changed_cell_is_found_by_the_right_rule_with_its_row(sextant, tmp_path):
    contents = changed(history(), "buyer-2023.xlsx", "actions", 5, quantity=399)
    ended = sextant("aef", "check", *workbooks(tmp_path, contents), "--json")
    assert ended.code == 1
    cause, consequence = [each for each in ended.json["findings"] if each["outcome"] == "fail"]
    assert list(cause) == [
        "rule", "code", "severity", "outcome", "scope", "files", "rows", "message", "source", "verified", "hint",
        "caused_by",
    ]  # fmt: skip
    assert (cause["rule"], cause["severity"], cause["scope"], cause["caused_by"]) == ("I10", "E", "A", None)
    assert cause["rows"] == [{"file": "buyer-2023.xlsx", "sheet": "Table 3 Actions", "row": 5}]
    assert (consequence["rule"], consequence["caused_by"]) == ("P02", "I10")


def test_in_words_and_in_chinese(sextant, tmp_path):
    contents = changed(history(), "host-2023.xlsx", "actions", 5, authorization="Unknown")
    files = workbooks(tmp_path, contents)
    english = sextant("aef", "check", *files)
    assert english.code == 1
    assert "E I11 fails  host-2023.xlsx (rows 5)" in english.out
    chinese = sextant("aef", "check", *files, language="zh-Hant")
    assert "E I11 未通過" in chinese.out
    assert "未見官方範本" in chinese.out


def test_a_warning_alone_is_no_reason_for_exit_code_1(sextant, tmp_path):
    from datetime import date

    contents = changed(history(), "host-2023.xlsx", "heading", 0, submitted_on=date(2024, 4, 16))
    ended = sextant("aef", "check", *workbooks(tmp_path, contents), "--json")
    assert ended.code == 0
    assert [each["rule"] for each in ended.json["findings"] if each["outcome"] == "fail"] == ["X04"]


def test_reports_are_compared(sextant, tmp_path):
    files = workbooks(tmp_path, history())
    reports = tmp_path / "reports.json"
    reports.write_text(json.dumps(REPORTS))
    ended = sextant("aef", "check", *files, "--reports", reports, "--json")
    assert ended.code == 1
    failing = [each for each in ended.json["findings"] if each["outcome"] == "fail"]
    assert [each["rule"] for each in failing] == ["X02"]
    assert "the adjustment was subtracted; added it is 102000" in failing[0]["message"]


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_a_file_that_cannot_be_read_is_one_sentence(sextant, tmp_path, language):
    good = workbooks(tmp_path, history())
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"no workbook")
    ended = sextant("aef", "check", *good, bad, "--json", language=language)
    assert "bad.xlsx" in ended.sentence


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is not JSON"),
        ('{"party": "XHA", "party": "XBU"}', "given twice"),
        ('{"party": "Ghana"}', "expected the alpha-3 code"),
        ('{"party": "XHA", "summary": {}}', "use one of biennial_report"),
        ('{"party": "XHA", "biennial_report": {"due_year": 2024, "submitted_on": "soon"}}', "expected YYYY-MM-DD"),
    ],
)
def test_reports_that_cannot_be_read_are_one_sentence(sextant, tmp_path, text, said):
    files = workbooks(tmp_path, history())
    reports = tmp_path / "reports.json"
    reports.write_text(text)
    assert said in sextant("aef", "check", *files, "--reports", reports).sentence


def record(tmp_path: Path, name: str = "host-2022.xlsx") -> Path:
    file = tmp_path / "annual.json"
    file.write_text(json.dumps(record_of(history()[name], aef_format())))
    return file


@pytest.mark.parametrize("profile", PROFILES)
def test_a_workbook_is_written_checked_and_says_what_it_passes(sextant, tmp_path, profile):
    out = tmp_path / "out.xlsx"
    arguments = ("aef", "write", "--from", record(tmp_path), "--out", out, "--profile", profile, "--json")
    ended = sextant(*arguments, "--party", "XHA", "--year", "2022")
    assert ended.code == 0, ended
    assert list(ended.json)[:2] == ["file", "profile"]
    said = [row[1] for row in read_workbook(out).sheets[0].rows if len(row) > 1 and row[1]]
    assert said[1].startswith(f"Passes our 53 rules in profile {profile}")
    assert any("未見官方範本" in line for line in said)
    first = out.read_bytes()
    sextant(*arguments, language="zh-Hant")
    assert out.read_bytes() == first


def test_a_later_year_is_checked_with_what_is_on_file(sextant, tmp_path):
    earlier = workbooks(tmp_path, history())
    source, out = record(tmp_path, "buyer-2023.xlsx"), tmp_path / "out.xlsx"
    alone = sextant("aef", "write", "--from", source, "--out", out, "--json")
    assert alone.code == 1
    assert alone.json["summary"]["rules"]["H01"] == "fail"
    said = read_workbook(out).sheets[0].rows[3][1]
    assert said.startswith("Does not pass our 53 rules")
    options = [each for file in earlier[:3] for each in ("--on-file", file)]
    assert sextant("aef", "write", "--from", source, "--out", out, *options, "--json").code == 0


def test_what_cannot_be_written_is_one_sentence(sextant, tmp_path):
    source, out = record(tmp_path), tmp_path / "out.xlsx"
    write = ("aef", "write", "--from", source, "--out")
    assert "There is no profile 'v1-draft-2022'" in sextant(*write, out, "--profile", "v1-draft-2022").sentence
    assert "and 2023 was asked for" in sextant(*write, out, "--year", "2023").sentence
    assert "cannot be written" in sextant(*write, tmp_path / "absent" / "out.xlsx").sentence
    source.write_text('{"submission": {"party": "XHA"}, "actions": [{"type": "Sale"}]}')
    assert "actions[1].type is 'Sale'" in sextant(*write, out).sentence
    bare = {"submission": {}, "actions": [{"first": 1, "last": 2, "registry": "XBU01"}]}
    source.write_text(json.dumps(bare))
    assert "does not say from which registry" in sextant(*write, out, "--profile", PROFILES[1]).sentence
