"""`sextant rules`: the answer of a rule with its source, the list, and whether a folder loads."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import sextant.rules
from sextant.cli.main import run

SHIPPED = Path(sextant.rules.__file__).parent
SHARE = "article_6_4.share_of_proceeds_for_adaptation"


@pytest.fixture
def ask(capsys, monkeypatch):
    def asked(*arguments, language="en"):
        monkeypatch.setenv("SEXTANT_LANGUAGE", language)
        code = run(["rules", *arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return asked


@pytest.fixture
def folder(tmp_path):
    copy = tmp_path / "rules"
    shutil.copytree(SHIPPED, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return copy


def test_a_rule_is_shown_with_exactly_these_keys(ask):
    code, out, err = ask("show", SHARE, "--on", "2026-01-01", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == {
        "path": SHARE,
        "value": 0.05,
        "unit": "fraction_of_units_issued",
        "from": "2025-08-07",
        "verified": True,
        "basis": "official_text",
        "source": {"document": "A6.4-PROC-REGS-001", "version": "v02.1", "paragraph": "43(c)"},
    }


def test_an_earlier_day_has_an_earlier_source(ask):
    _, out, _ = ask("show", SHARE, "--on", "2023-01-01", "--json")
    assert json.loads(out)["source"] == {"document": "Decision 3/CMA.3", "version": None, "paragraph": "annex, 67(a)"}


def test_a_day_without_a_value_ends_with_1_and_keeps_the_keys(ask):
    code, out, _ = ask("show", SHARE, "--on", "2020-01-01", "--json")
    assert code == 1
    record = json.loads(out)
    assert list(record) == ["path", "value", "unit", "from", "verified", "basis", "source"]
    assert [record[key] for key in list(record)[1:]] == [None] * 6
    code, out, _ = ask("show", SHARE, "--on", "2020-01-01")
    assert (code, out) == (1, f"{SHARE} has no value on 2020-01-01; its first is from 2021-11-13.\n")


def test_a_repealed_rule_says_which_paragraph_ended_it(ask):
    code, out, _ = ask("show", "article_6_4.supervisory_body_meetings_min", "--on", "2026-01-01")
    assert code == 1
    assert "it ended on 2023-01-01 (Decision 3/CMA.3, 4)" in out


def test_an_unverified_rule_says_so(ask):
    _, out, _ = ask("show", "cdm.registration_fee_max", "--on", "2012-01-01", "--json")
    assert json.loads(out)["verified"] is False
    _, out, _ = ask("show", "cdm.registration_fee_max", "--on", "2012-01-01")
    assert "Not verified against the official text." in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "article_6_4.review_windows_days"], "the nearest is article_6_4.review_window_days"),
        (["show", "xyz"], "There is no rule 'xyz'"),
        (["show", SHARE, "--on", "yesterday"], "'yesterday' is not a day"),
        (["list", "--mechanism", "article_6_9"], "There is no mechanism 'article_6_9'"),
        (["check", "no/such/folder"], "There is no folder no/such/folder."),
        (["show"], "path is missing"),
    ],
)
def test_wrong_usage_ends_with_2_and_one_sentence(ask, arguments, said):
    code, out, err = ask(*arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_the_list_holds_every_rule_of_a_mechanism(ask):
    code, out, _ = ask("list", "--mechanism", "cdm", "--on", "2012-01-01", "--json")
    listed = json.loads(out)
    assert code == 0
    assert {each["path"].partition(".")[0] for each in listed} == {"cdm"}
    # A value that is not in force yet has nothing to cite.
    assert all(each["source"] for each in listed if each["value"] is not None)
    _, out, _ = ask("list", "--on", "2026-01-01")
    assert f"{SHARE}\tShare of proceeds for adaptation\t0.05 (5% of the units issued)\n" in out


def test_tables_and_brackets_are_plain_json(ask):
    _, out, _ = ask("show", "article_6_4.registration_fee_by_size", "--on", "2026-01-01", "--json")
    assert json.loads(out)["value"] == [
        {"to": 15000, "value": 1500},
        {"above": 15000, "to": 50000, "value": 5000},
        {"above": 50000, "value": 10000},
    ]
    _, out, _ = ask("show", "article_6_4.global_warming_potentials", "--on", "2026-01-01", "--json")
    assert json.loads(out)["value"]["CH4"] == 28


def test_the_shipped_folder_and_one_rulebook_of_it_are_sound(ask, folder):
    for each in (folder, folder / "article_6_4", folder / "cdm"):
        code, out, err = ask("check", str(each))
        assert (code, err) == (0, ""), out


def test_findings_end_with_1_and_are_told_one_a_line(ask, folder):
    file = folder / "article_6_4" / "parameters" / "issuance.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("anchor: issued", "anchor: isued", 1), encoding="utf-8")
    code, out, _ = ask("check", str(folder / "article_6_4"))
    assert code == 1
    assert "'isued' is no date of a case" in out
    assert "article_6_4/parameters/issuance.yaml" in out
    code, out, _ = ask("check", str(folder / "article_6_4"), "--json")
    assert code == 1
    assert "'isued' is no date of a case" in json.loads(out)["findings"][0]


def test_a_folder_that_cannot_be_read_ends_with_2(ask, folder, tmp_path):
    (folder / "cdm" / "accounts.yaml").write_bytes(b"\xff\xfe\x00")
    code, out, err = ask("check", str(folder))
    assert (code, out) == (2, "")
    assert "cannot be read" in err
    (tmp_path / "empty").mkdir()
    code, _, err = ask("check", str(tmp_path / "empty"))
    assert code == 2
    assert "holds no rulebook" in err


def test_the_answers_are_in_traditional_chinese_too(ask, folder):
    _, out, _ = ask("show", SHARE, "--on", "2026-01-01", language="zh-Hant")
    assert "調適收益分享：0.05（核發單位之 5%）" in out
    assert "自 2025-08-07 起適用：A6.4-PROC-REGS-001 v02.1 第43(c)段。" in out
    _, out, _ = ask("check", str(folder), language="zh-Hant")
    assert "規則可載入" in out


OWN = "article_6_4.levy_rounding"


def test_what_sextant_settles_itself_is_not_said_to_stand_in_a_text(ask):
    _, out, _ = ask("show", OWN, "--on", "2026-01-01", "--json")
    record = json.loads(out)
    assert (record["basis"], record["verified"]) == ("own_choice", True)
    _, out, _ = ask("show", OWN, "--on", "2026-01-01")
    assert "Sextant's own choice: the texts are silent.\n" in out
    _, out, _ = ask("show", OWN, "--on", "2026-01-01", language="zh-Hant")
    assert "Sextant 自訂：官方文件未規定。\n" in out
    _, out, _ = ask("show", "cdm.registration_fee_max", "--on", "2012-01-01", "--json")
    assert json.loads(out)["basis"] == "unverified"


@pytest.mark.parametrize("written", ["20260101", "2026-W01-3", "2026-1-1", "２０２６-01-01"])
def test_a_day_is_written_in_one_way_only(ask, written):
    code, out, err = ask("show", SHARE, "--on", written)
    assert (code, out) == (2, "")
    assert "is not a day; expected YYYY-MM-DD" in err


def test_a_check_in_json_has_the_findings_with_their_files(ask, folder):
    code, out, _ = ask("check", str(folder), "--json")
    assert (code, json.loads(out)) == (0, {"sound": True, "findings": []})
    file = folder / "article_6_4" / "cycles" / "withdrawal.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "\nwhatever: x\n", encoding="utf-8")
    code, out, err = ask("check", str(folder), "--json")
    assert (code, err) == (1, "")
    found = json.loads(out)
    assert found["sound"] is False
    [one] = found["findings"]
    assert one.startswith("article_6_4/cycles/withdrawal.yaml: 'whatever' is not declared; use one of")


def test_a_link_back_to_its_own_folder_is_named_and_not_followed(ask, folder):
    (folder / "article_6_4" / "again").symlink_to(folder)
    code, out, _ = ask("check", str(folder))
    assert code == 1
    assert out == "article_6_4/again: the link leads back to a folder in which it lies; remove it.\n1 finding.\n"


def test_a_file_in_another_case_and_a_table_of_parties_of_its_own_are_named(ask, folder):
    (folder / "cdm" / "papers.YAML").write_text("papers: {}\n", encoding="utf-8")
    (folder / "cdm" / "parties.yaml").write_text("parties: {}\n", encoding="utf-8")
    for each in (folder, folder / "cdm"):
        _, out, _ = ask("check", str(each))
        assert out.splitlines()[:2] == [
            "cdm/papers.YAML: the name of a rule file ends in .yaml, in small letters; rename it",
            "cdm/parties.yaml: all mechanisms share one table of Parties; remove this file",
        ]


@pytest.fixture(scope="module")
def broken_installation(tmp_path_factory):
    """A copy of the program with one rule file that does not load."""
    home = tmp_path_factory.mktemp("installation")
    shutil.copytree(SHIPPED.parent, home / "sextant", ignore=shutil.ignore_patterns("__pycache__"))
    file = home / "sextant" / "rules" / "cdm" / "mechanism.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("dates:", "days:", 1), encoding="utf-8")
    return home


@pytest.mark.parametrize(
    "arguments",
    [
        ["rules", "show", SHARE],
        ["rules", "list"],
        ["run", str(SHIPPED.parents[2] / "scenarios" / "pacm_solar.yaml")],
        ["demo"],
    ],
)
def test_rules_of_the_installation_that_do_not_load_end_with_2_and_one_sentence(broken_installation, arguments):
    environment = os.environ | {"PYTHONPATH": str(broken_installation), "SEXTANT_LANGUAGE": "en",
                                "SEXTANT_HOME": str(broken_installation / "var")}  # fmt: skip
    ended = subprocess.run(
        [sys.executable, "-m", "sextant.cli.main", *arguments],
        env=environment, cwd=broken_installation, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ended.returncode == 2, ended.stderr
    assert "cdm/mechanism.yaml: 'days' is not declared" in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_a_list_of_parties_is_told_as_of_a_day(ask):
    code, out, _ = ask("parties", "least_developed", "--on", "2026-11-24", "--json")
    told = json.loads(out)
    assert (code, told["count"], "NP" in told["parties"], "NE" in told["parties"]) == (0, 41, False, True)
    assert {"party": "BT", "what": "left", "on": "2023-12-13", "document": "A/RES/73/133", "verified": False} in told[
        "changes"
    ]
    code, out, _ = ask("parties", "least_developed", "--on", "2026-11-23", language="zh-Hant")
    assert code == 0
    assert "2026-11-23 之最不發達國家：44" in out


def test_a_list_of_parties_that_is_none_or_not_known_is_one_sentence(ask):
    assert ask("parties", "rich")[0] == 2
    code, _, err = ask("parties", "least_developed", "--on", "1999-01-01")
    assert (code, "2001-01-01" in err) == (2, True)
