"""`sextant compare ACTIVITY.json`: figures as text and JSON, the schema, causes, and one sentence for what is wrong."""

import json
from importlib.resources import files

import pytest

from sextant.cli.main import run

SOLAR = str(files("sextant.comparison").joinpath("data", "activities", "solar.json"))


def test_the_figures_come_as_json_that_can_be_given_again(capsys, tmp_path):
    assert run(["compare", SOLAR, "--json", "--on", "2026-11-24"]) == 0
    found = json.loads(capsys.readouterr().out)
    figures = found["mechanisms"]["article_6_4"]["indicators"]
    assert (figures["I1"], figures["I2"], figures["I7"], figures["I8"]) == (414827, 385783, 182, 8)
    assert figures["I5"] == pytest.approx(209306.7215)
    again = tmp_path / "again.json"
    again.write_text(json.dumps(found["activity"]), encoding="utf-8")
    assert run(["compare", str(again), "--json", "--on", "2026-11-24"]) == 0
    assert json.loads(capsys.readouterr().out)["mechanisms"]["article_6_4"]["indicators"] == figures


def test_the_text_says_what_is_not_applicable_and_what_is_not_known(capsys):
    assert run(["compare", SOLAR]) == 0
    text = capsys.readouterr().out
    assert "not applicable: the host had no target" in text
    assert "385,783 units" in text
    assert "Assumed: Price of a unit = 10" in text


def test_causes_are_named_with_what_the_spread_becomes(capsys):
    assert run(["compare", SOLAR, "--causes", "--json"]) == 0
    causes = json.loads(capsys.readouterr().out)["causes"]
    assert {"lowered_baseline", "share_of_proceeds", "overall_mitigation"} <= {each["parameter"] for each in causes}
    assert [each["closes"] for each in causes] == sorted((each["closes"] for each in causes), reverse=True)


def test_the_schema_is_printed_and_the_examples_fit_it(capsys):
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    assert run(["compare", "--schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    for each in files("sextant.comparison").joinpath("data", "activities").iterdir():
        jsonschema.validate(json.loads(each.read_text(encoding="utf-8")), schema)


def test_the_schema_names_what_the_reader_knows(capsys):
    assert run(["compare", "--schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert set(schema["properties"]) == {"title", "host", "years", "assumptions", "rules"}
    year = schema["$defs"]["year"]
    assert set(year["required"]) == {"year", "baseline_emissions", "activity_emissions"}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [(["nothing.json"], "nothing.json is not there"), (["activity"], "No activity was named")],
)
def test_wrong_input_is_told_in_one_sentence(capsys, arguments, sentence):
    assert run(["compare", *arguments]) == 2
    told = capsys.readouterr()
    assert sentence in told.err
    assert told.out == ""
