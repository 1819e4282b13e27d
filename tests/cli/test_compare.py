"""`sextant compare`: rows and claims as text and JSON, in both languages; wrong input ends with one sentence."""

import json

import pytest
from tests.shared_data import shared

from sextant.cli.main import run


def test_aspects_as_json_carry_value_rule_source_and_counts(capsys):
    assert run(["compare", "aspects", "--json", "--on", "2026-11-24"]) == 0
    found = json.loads(capsys.readouterr().out)
    row = next(each for each in found["rows"] if each["id"] == "L20")
    value = row["values"]["article_6_4"]
    assert (value["basis"], value["value"]) == ("computed", 0.05)
    assert value["rules"] == ["article_6_4.share_of_proceeds_for_adaptation"]
    assert value["sources"][0]["document"]
    assert {each["verdict"] for each in row["claims"]} >= {"wrong", "right_with_remark"}
    assert found["rows_by_basis"]["computed"] >= 45
    assert sum(found["rows_by_basis"].values()) == found["count"]


def test_a_view_shows_its_rows_only(capsys):
    assert run(["compare", "aspects", "--view", "methodologies"]) == 0
    text = capsys.readouterr().out
    assert "M13" in text
    assert "L01" not in text
    assert "article_6_4.baseline_adjustment_gap_share" in text


def test_the_paper_as_text_tells_the_wrong_claims_with_their_answers(capsys):
    assert run(["compare", "paper", "--verdict", "wrong"]) == 0
    text = capsys.readouterr().out
    assert "[wrong]" in text
    assert "[right]" not in text
    assert "article_6_4.supervisory_body_meetings_min = none in force on this day" in text


def test_it_speaks_chinese(capsys, monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_TW.UTF-8")
    assert run(["compare", "aspects", "--view", "contribution"]) == 0
    assert "計算所得" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["aspects", "--view", "weather"], "There is no view “weather”"),
        (["aspects", "--on", "2026-02-31"], "2026-02-31"),
        (["paper", "--verdict", "fine"], "There is no verdict “fine”"),
        (["paper", "--against", "nothing.txt"], "nothing.txt cannot be read"),
    ],
)
def test_wrong_input_is_told_in_one_sentence(capsys, arguments, sentence):
    assert run(["compare", *arguments]) == 2
    told = capsys.readouterr()
    assert sentence in told.err
    assert not told.out


def test_a_copy_of_the_paper_is_checked_paragraph_by_paragraph(capsys, tmp_path):
    paper = shared("reference/founding-paper.zh-Hant.txt")
    assert run(["compare", "paper", "--against", str(paper)]) == 0
    capsys.readouterr()
    copy = tmp_path / "copy.txt"
    copy.write_text(paper.read_text(encoding="utf-8").replace("2.8", "2.9").replace("28億", "29億"), encoding="utf-8")
    assert run(["compare", "paper", "--against", str(copy), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["paragraphs"] == [{"id": "3.8", "has_entry": True}]
