"""`sextant aef reconcile` and `sextant aef diff`: keys of the JSON, exit codes, sentences in both languages."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.cli.test_aef import workbooks
from tests.reporting.history import bought, buyer_2022, changed, history

from sextant.reporting.aef.model import Version
from sextant.reporting.aef.reading import read_submission
from sextant.storage.aef_format import aef_format
from sextant.storage.rulebook_files import parties
from sextant.storage.workbook_reading import read_workbook

RANGE = [
    "approach", "registry", "first_transferring_party", "vintage", "first", "last", "transferring_party",
    "acquiring_party", "year", "theirs", "ours", "difference", "state", "who_acts", "differs", "rows", "message",
    "proposed",
]  # fmt: skip


def given(tmp_path, contents=None):
    """Return the files of the host and of the buyer."""
    files = workbooks(tmp_path, contents or history())
    return files[:2], files[2:]


def partial():
    """Return a history in which the buyer acquires less than the host sold in 2022."""
    rows = (bought(5, buyer_2022().actions[0].acted.day, 1, 600), buyer_2022().actions[1])
    return {**history(), "buyer-2022.xlsx": replace(buyer_2022(), actions=rows)}


def test_reports_in_three_dialects_agree(sextant, tmp_path):
    host, buyer = given(tmp_path)
    ended = sextant("aef", "reconcile", *buyer, "--partner", *host, "--json")
    assert (ended.code, ended.err) == (0, "")
    assert list(ended.json) == ["our_party", "their_party", "ranges", "not_compared", "left_out", "summary"]
    assert (ended.json["our_party"], ended.json["their_party"]) == ("XBU", "XHA")
    assert [list(each) for each in ended.json["ranges"]] == [RANGE] * 3
    assert {each["state"] for each in ended.json["ranges"]} == {"agreed"}
    assert ended.json["summary"]["agreed_throughout"] is True


def test_a_missing_part_is_proposed_in_the_form_that_write_reads(sextant, tmp_path):
    host, buyer = given(tmp_path, partial())
    before = [each.read_bytes() for each in (*host, *buyer)]
    ended = sextant("aef", "reconcile", *buyer, "--partner", host[0], "--partner", host[1], "--json")
    assert ended.code == 1
    (missing,) = [each for each in ended.json["ranges"] if each["state"] != "agreed"]
    assert (missing["first"], missing["last"], missing["difference"]) == (601, 1000, 400)
    assert (missing["state"], missing["who_acts"]) == ("not_acquired", "ours")
    assert missing["proposed"]["quantity"] == 400
    assert missing["proposed"]["transferring_party"] == "XHA"
    assert "registry" not in missing["proposed"]
    assert [each.read_bytes() for each in (*host, *buyer)] == before, "nothing is posted"
    source = tmp_path / "annual.json"
    heading = {"party": "XBU", "version": "1.0", "reported_year": 2022, "submitted_on": "2023-04-01",
               "ndc_first_year": 2021, "ndc_last_year": 2030}  # fmt: skip
    action = {**missing["proposed"], "registry": "XBU01"}
    source.write_text(json.dumps({"submission": heading, "actions": [action]}))
    out = tmp_path / "taken.xlsx"
    sextant("aef", "write", "--from", source, "--out", out)
    (row,) = read_submission(read_workbook(out), aef_format(), parties()).content.actions
    assert (row.type, row.quantity, row.transferring_party) == ("acquisition", 400, "XHA")


def test_in_words_and_in_chinese(sextant, tmp_path):
    host, buyer = given(tmp_path, partial())
    english = sextant("aef", "reconcile", *buyer, "--partner", *host)
    assert english.code == 1
    assert "XHA → XBU\t400\t0\t+400\twe act\tXHA reports the transfer" in english.out
    assert "Proposed: an acquisition of 400 on 2022-06-01; nothing was posted." in english.out
    chinese = sextant("aef", "reconcile", *buyer, "--partner", *host, language="zh-Hant")
    assert "由本方處理" in chinese.out
    assert "未作任何登錄" in chinese.out


def test_what_is_not_known_is_said_and_is_no_difference(sextant, tmp_path):
    host, buyer = given(tmp_path)
    ended = sextant("aef", "reconcile", buyer[0], "--partner", *host, "--json")
    assert ended.code == 0
    assert [each["state"] for each in ended.json["ranges"]] == ["agreed", "agreed", "unverifiable"]
    assert ended.json["summary"]["agreed_throughout"] is False
    assert "1 cannot be verified yet" in ended.json["summary"]["statement"]


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_sides_that_are_not_two_parties_are_one_sentence(sextant, tmp_path, language):
    host, buyer = given(tmp_path)
    assert "XHA" in sextant("aef", "reconcile", host[0], "--partner", host[1], language=language).sentence
    both = sextant("aef", "reconcile", host[0], "--partner", host[1], "--partner", buyer[0], language=language)
    assert "XBU, XHA" in both.sentence
    unnamed = {
        **history(),
        "buyer-2022.xlsx": changed(history(), "buyer-2022.xlsx", "heading", 0, party=None)["buyer-2022.xlsx"],
    }
    host, buyer = given(tmp_path, unnamed)
    assert "buyer-2022.xlsx" in sextant("aef", "reconcile", *buyer, "--partner", *host, language=language).sentence


def test_a_later_version_is_told_row_by_row(sextant, tmp_path):
    old, _ = given(tmp_path)
    later = changed(history(), "host-2022.xlsx", "actions", 5, quantity=999)
    later = changed(later, "host-2022.xlsx", "heading", 0, version=Version(1, 1))
    folder = tmp_path / "later"
    folder.mkdir()
    new, _ = given(folder, later)
    ended = sextant("aef", "diff", old[0], new[0], "--json")
    assert ended.code == 1
    assert list(ended.json) == ["party", "year", "old", "new", "changes", "summary"]
    (change,) = ended.json["changes"]
    assert (change["kind"], change["old_row"], change["new_row"]) == ("changed", 5, 5)
    assert change["fields"] == [{"field": "quantity", "column": "Quantity (t CO2 eq)", "old": 1000, "new": 999}]
    assert "Version 1.0 to 1.1: 1 rows changed" in ended.json["summary"]["statement"]
    words = sextant("aef", "diff", old[0], new[0])
    assert "Table 3 Actions, row 5: Quantity (t CO2 eq) was 1000, is 999." in words.out
    assert "原為 1000，現為 999" in sextant("aef", "diff", old[0], new[0], language="zh-Hant").out
    assert sextant("aef", "diff", old[0], old[0]).code == 0
    assert "two versions of one report" in sextant("aef", "diff", old[0], old[1]).sentence
