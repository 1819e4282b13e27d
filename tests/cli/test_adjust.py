"""`sextant adjust` on the command line: JSON, text, exit codes and wrong inputs."""

import json

import pytest

from sextant.cli.main import run

INPUTS = {
    "party": "GH", "method": "averaging", "ndc_period": [2021, 2023], "metric": "GHG",
    "inventory": {"2021": 100, "2022": 100, "2023": 100.5}, "inventory_edition": "NIR 2025",
    "target": {"year": 2023, "limit": 110},
    "events": [
        {"kind": "first_transfer", "quantity": 10, "vintage": 2022, "executed_on": "2023-02-01"},
        {"kind": "use", "quantity": 1, "vintage": 2022, "executed_on": "2023-02-01"},
    ],
}  # fmt: skip


@pytest.fixture
def file(tmp_path):
    def write(content):
        path = tmp_path / "inputs.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return str(path)

    return write


def test_json_and_nothing_else_is_printed(file, capfd):
    assert run(["adjust", "--inputs", file(INPUTS), "--json"]) == 0
    body = json.loads(capfd.readouterr().out)
    assert [row["average"] for row in body["years"]] == [0, 5, "10/3"]
    assert body["years"][2]["balance"] == "623/6"
    assert body["target"]["met"] is True
    assert body["undetermined"][0]["why"] == "use_year_missing"


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_a_missed_target_is_exit_1_and_told(file, capfd, monkeypatch, language):
    monkeypatch.setenv("SEXTANT_LANGUAGE", language)
    assert run(["adjust", "--inputs", file(INPUTS | {"target": {"year": 2023, "limit": 100}})]) == 1
    out = capfd.readouterr().out
    assert "≈ 103.833" in out
    assert ("not met" if language == "en" else "未達成") in out
    assert ("the year for which it is used is not stated" if language == "en" else "未載明使用於何年度") in out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "is not JSON"),
        ("[]", "the file: found []"),
        ('{"a": NaN}', "inputs.json: a: found"),
        (INPUTS | {"method": "mean"}, 'method: found "mean"; expected one of trajectory, averaging, multi_year'),
    ],
)
def test_wrong_inputs_are_one_sentence_and_exit_2(file, capfd, content, said):
    assert run(["adjust", "--inputs", file(content)]) == 2
    captured = capfd.readouterr()
    assert captured.out == ""
    assert said in captured.err
    assert captured.err.count("\n") == 1


def test_events_come_from_a_registry_or_from_the_file_not_from_both(file, capfd, sqlite_database):
    url = f"sqlite:///{sqlite_database()}"
    without = {name: each for name, each in INPUTS.items() if name != "events"}
    assert run(["adjust", "--inputs", file(without), "--database", url, "--json"]) == 0
    assert {row["adjustment"] for row in json.loads(capfd.readouterr().out)["years"]} == {0}
    assert run(["adjust", "--inputs", file(INPUTS), "--database", url]) == 2
    assert "leave one of them out" in capfd.readouterr().err


def test_a_file_that_is_not_there_is_exit_2(tmp_path, capfd):
    assert run(["adjust", "--inputs", str(tmp_path / "none.json")]) == 2
    assert "none.json cannot be read" in capfd.readouterr().err
