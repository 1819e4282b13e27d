"""`sextant report`: statements are put on record once, and reports are made, checked and rendered from them."""

from __future__ import annotations

import copy
import json
import zipfile

import pytest

from sextant.application.demo.accounts import ALIDADE, build_accounts
from sextant.application.demo.reports import REVIEWED
from sextant.application.demo.reviews import FIRST, SECOND
from sextant.application.demo.world import build_world
from sextant.storage.database.party_statements import DatabasePartyStatements
from sextant.storage.letters.typesetting import can_set
from sextant.storage.opening import open_registry
from sextant.storage.rulebook_files import rulebooks
from sextant.storage.system import SystemClock

SECRET = "14500"
"""The tonnes of the contract that Alidade holds back."""
WORDS = "The price per unit holds a part for adaptation"
"""What its initial report holds back."""


@pytest.fixture
def registry(ledger, tmp_path):
    """A registry with the synthetic world, what its Parties state, and a report of Alidade."""
    made = ledger()
    opened = open_registry(made.url)
    build_world(opened, rulebooks())
    build_accounts(opened, DatabasePartyStatements(opened.store.driver), SystemClock())
    opened.store.driver.close()
    (tmp_path / "initial.json").write_text(json.dumps(REVIEWED), encoding="utf-8")
    assert made.run("report", "state", tmp_path / "initial.json", "--database", made.url).code == 0
    return made


def test_a_statement_is_a_version_and_the_same_again_is_none(registry, tmp_path):
    file = tmp_path / "accounts.json"
    body = copy.deepcopy({**ALIDADE})
    body["inventories"][1]["years"]["2024"] = 4060999.5
    file.write_text(json.dumps(body), encoding="utf-8")
    stated = registry.run("report", "state", file, "--database", registry.url, "--json").json
    assert (stated["kind"], stated["version"], stated["new"]) == ("accounts", 2, True)
    again = registry.run("report", "state", file, "--database", registry.url, "--json").json
    assert (again["version"], again["new"]) == (2, False)
    rows = registry.run("report", "summary", "XA", "--database", registry.url, "--json").json["rows"]
    emissions = next(each for each in rows if each["row"] == "23(a)")
    assert emissions["years"]["2024"]["value"] == "8121999/2"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("{", "cannot be read as JSON"),
        ('{"party": "XA"}', "method: found null; expected a value"),
        ('{"party": "XA", "report": "annual", "items": {}}', "report: found"),
        ("[]", "expected an object"),
    ],
)
def test_a_file_that_is_no_statement_is_refused_in_one_sentence(registry, tmp_path, content, expected):
    file = tmp_path / "bad.json"
    file.write_text(content, encoding="utf-8")
    assert expected in registry.run("report", "state", file, "--database", registry.url).sentence
    assert registry.run("report", "state", tmp_path / "absent.json", "--database", registry.url).code == 2


def test_a_report_is_checked_item_by_item(registry):
    ended = registry.run("report", "check", "XA", "initial", "--database", registry.url, "--json")
    states = {(each["item"], each["approach"]): each["state"] for each in ended.json["items"]}
    assert ended.code == 1
    assert states["I.A", None] == "given"
    assert states["IV.H.5", "CA0001"] == "withheld"
    assert states["IV.H.6", "CA0001"] == "missing"
    assert "no report regular on record" in registry.run("report", "check", "XA", "regular", "--database",
                                                         registry.url).sentence  # fmt: skip


def test_the_figures_of_the_summary_name_their_serials(registry):
    found = registry.run("report", "summary", "XA", "--database", registry.url, "--json")
    row = next(each for each in found.json["rows"] if each["row"] == "23(c)")
    cell = row["years"]["2025"]
    assert cell["value"] == sum(each["last"] - each["first"] + 1 for each in cell["serials"]) > 0


@pytest.mark.parametrize("command", [("summary", "XA"), ("check", "XA", "initial"), ("afford", "XA")])
def test_the_public_rendering_holds_nothing_back_from_the_review_and_everything_from_the_public(
    registry, tmp_path, command
):
    public = registry.run("report", *command, "--database", registry.url, "--json").out
    review = registry.run("report", *command, "--rendering", "review", "--database", registry.url, "--json").out
    assert SECRET not in public.replace(",", "")
    assert WORDS not in public
    if command[0] == "check":
        assert WORDS in review
    if command[0] == "afford":
        assert public != review


@pytest.mark.parametrize("rendering", ["public", "review"])
def test_a_report_is_written_as_a_workbook_and_says_what_it_is(registry, tmp_path, rendering):
    file = tmp_path / f"{rendering}.xlsx"
    registry.run(
        "report", "check", "XA", "initial", "--rendering", rendering, "--out", file, "--database", registry.url
    )
    text = zipfile.ZipFile(file).read("xl/sharedStrings.xml").decode()
    assert "no official template has been seen" in text
    assert "模擬資料" in text
    assert (WORDS in text, "for the review team only" in text) == ((rendering == "review"),) * 2
    again = tmp_path / "again.xlsx"
    registry.run(
        "report", "check", "XA", "initial", "--rendering", rendering, "--out", again, "--database", registry.url
    )
    assert again.read_bytes() == file.read_bytes()


@pytest.mark.skipif(not can_set(), reason="the extra `letters` is not installed")
@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_a_report_is_set_in_both_languages(registry, tmp_path, language):
    file = tmp_path / f"{language}.pdf"
    ended = registry.run("report", "summary", "XA", "--out", file, "--database", registry.url, language=language)
    assert ended.code == 0
    assert file.read_bytes().startswith(b"%PDF")
    other = registry.run("report", "summary", "XA", "--out", tmp_path / "a.doc", "--database", registry.url)
    assert other.code == 2


def test_the_report_of_a_review_says_what_is_not_resolved(registry, tmp_path):
    for number, body in enumerate((FIRST, SECOND)):
        (tmp_path / f"{number}.json").write_text(json.dumps(body), encoding="utf-8")
        assert registry.run("report", "state", tmp_path / f"{number}.json", "--database", registry.url).code == 0
    ended = registry.run("report", "review", "XA", SECOND["review"], "--database", registry.url, "--json")
    assert (ended.code, [each["paragraph"] for each in ended.json["unresolved"]]) == (1, ["18(g)"])
    told = registry.run("report", "review", "XA", FIRST["review"], "--database", registry.url)
    assert "cannot be followed from the price" not in told.out
    told = registry.run("report", "review", "XA", FIRST["review"], "--rendering", "review", "--database", registry.url)
    assert "cannot be followed from the price" in told.out
    assert "no review none on record" in registry.run("report", "review", "XA", "none", "--database",
                                                      registry.url).sentence  # fmt: skip


def test_a_party_that_stated_nothing_is_told_so(registry):
    for command in ("summary", "afford"):
        assert "has stated no accounts" in registry.run("report", command, "XQ", "--database", registry.url).sentence
