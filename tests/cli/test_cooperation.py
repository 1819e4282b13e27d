"""`sextant cooperation` from an empty registry to a recorded approach, its plan and its exports."""

from __future__ import annotations

import csv
import io
import json

import pytest
from tests.cooperation.forms import approach_form, offer_form
from tests.shared_data import shared

NMA = "NMA-0001"
BY = ("--actor", "office")


@pytest.fixture
def there(sextant, sqlite_database, tmp_path):
    """Return the command line on a fresh registry, and a function that writes a JSON file."""
    url = f"sqlite:///{sqlite_database()}"

    def run(*arguments, **more):
        return sextant("cooperation", *arguments, "--database", url, **more)

    def file(content, name="form.json"):
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return path

    run.file = file
    return run


def registered(there):
    assert there("register", there.file({"approach": approach_form()}), *BY, "--json").json["number"] == 1
    for party in ("XM", "XA", "XQ", "XV"):
        ended = there(
            "answer", NMA, "--party", party, "--said", "consented", "--version", 1, "--evidence", "letter", *BY
        )
        assert ended.code == 0, ended
    assert there("submit", NMA, "--party", "XM", "--focal-point", "point", *BY).code == 0
    assert there("record", NMA, *BY, "--json").json["kind"] == "recording"
    assert there("register", there.file({"offer": offer_form()}), *BY).code == 0


def test_an_approach_is_registered_consented_to_recorded_matched_and_exported(there):
    registered(there)
    [row] = there("list", "--json").json["rows"]
    assert (row["reference"], row["state"], row["parties"]) == (NMA, "recorded", ["XM", "XA", "XQ", "XV"])
    shown = there("show", NMA, "--json").json
    assert [each["outcome"] for each in shown["rules"]] == ["declared"] * 16
    plans = {each["need"]: each for each in there("match", "--json").json["plans"]}
    assert plans[f"{NMA}/XM/implement"]["gap"] == 3_800_000
    [only] = there("match", f"{NMA}/XA/develop", "--json").json["plans"]
    assert (only["coverage_pct"], only["order"]) == ("100.0000", ["O-101"])
    rows = list(csv.DictReader(io.StringIO(there("export", "support-chapters", "--party", "XM", "--csv").out)))
    assert [each["table"] for each in rows] == ["III.6", "III.6", "III.7", "III.8", "III.10"]
    [pack] = there("export", "platform", "--approach", NMA).json
    assert set(pack["letters"]) == {"XM", "XA", "XQ", "XV"}
    assert there("export", "synthesis").json["approaches"] == 1
    for what in ("narrative", "submission", "adaptation"):
        assert there("export", what, "--party", "XM").code == 0


def test_talks_notes_and_the_forum_are_told(there):
    registered(there)
    need = f"{NMA}/XM/implement"
    assert there("move", need, "O-101", "--to", "suggested", "--text", "fits", *BY).code == 0
    refused = there("move", need, "O-101", "--to", "agreed", "--text", "yes", *BY, "--json")
    assert (refused.code, refused.json["refused"]) == (1, "match_step_wrong")
    assert there("note", NMA, "--kind", "lesson", "--text", "Learnt.", *BY).code == 0
    assert there("post", "t", "--text", "Hello.", "--title", "Title", *BY).code == 0
    assert there("moderate", "t", 1, "--reason", "off topic", *BY).code == 0
    [topic] = there("list", "topics", "--json").json["rows"]
    assert (topic["posts"][0]["text"], topic["posts"][0]["hidden_because"]) == (None, "off topic")
    assert there("say", NMA, "--act", "challenge", "--reason", "sold", *BY).code == 0
    assert there("match", "--json").json["plans"] == []
    assert there("say", "O-101", "--act", "offer-withdrawal", "--reason", "spent", *BY).code == 0
    assert there("list", "offers", "--json").json["rows"][0]["state"] == "withdrawn"
    for what in ("needs", "providers", "approaches"):
        assert there("list", what).code == 0


def test_a_refusal_ends_with_1_and_its_sentence_in_both_languages(there):
    assert there("register", there.file({"approach": approach_form()}), *BY).code == 0
    arguments = ("submit", NMA, "--party", "XM", "--focal-point", "point", *BY)
    english, chinese = there(*arguments), there(*arguments, language="zh-Hant")
    assert (english.code, chinese.code) == (1, 1)
    assert "These Parties have not concurred with the latest version: XM, XA, XQ, XV" in english.out
    assert "尚未同意最新版" in chinese.out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "is no JSON"),
        ([], "expected an object with the key approach or offer"),
        ({"approach": []}, "expected an object with the key approach or offer"),
        ({"approach": approach_form(description="sells 5 ITMOs")}, "“5 ITMOs” is a quantity of units"),
        ({"approach": approach_form() | {"buyer": "XV"}}, "“buyer” is no field of a record"),
        ({"offer": offer_form(lines=[])}, "the list is empty"),
    ],
)
def test_a_file_that_cannot_stand_ends_with_2_and_one_sentence(there, content, said):
    assert said in there("register", there.file(content), *BY).sentence
    assert there("list", "--json").json["count"] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("list", "units"), "expected one of approaches"),
        (("show", "NMA-9"), "There is no “NMA-9” here"),
        (("match", "NMA-9/XA/develop"), "There is no “NMA-9/XA/develop” here"),
        (("export", "units"), "expected one of support-chapters"),
        (("export", "support-chapters"), "name it with --party"),
        (("export", "platform"), "name it with --approach"),
        (("export", "synthesis", "--csv"), "This export is no table"),
        (("say", NMA, "--act", "approve", "--reason", "r", *BY), "expected one of return"),
        (("show", NMA, "--on", "2026-02-31"), "2026-02-31"),
    ],
)
def test_a_wrong_question_ends_with_2_and_one_sentence(there, arguments, said):
    assert said in there(*arguments).sentence


def test_the_vector_is_compared_without_a_registry(sextant):
    file = shared("vectors/NMA-MATCH.json")
    vector = json.loads(file.read_text(encoding="utf-8"))
    found = sextant("cooperation", "match", "--file", file, "--json").json
    assert found["pairs"] == vector["pairs"]
    assert [each["coverage_pct"] for each in found["plans"]] == ["85.1852", "100.0000", None]


def test_the_programme_says_unknown_where_the_texts_end(sextant):
    assert (
        sextant("cooperation", "programme", "--on", "2027-01-01", "--json").json["phase"]["code"]
        == "unknown_pending_CMA8"
    )
    assert "Second phase" in sextant("cooperation", "programme", "--on", "2026-11-24").out
    assert "不詳" in sextant("cooperation", "programme", "--on", "2027-01-01", language="zh-Hant").out
