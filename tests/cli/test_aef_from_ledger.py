"""`sextant aef write --database`: the synthetic solar park told by both its Parties, checked and reconciled."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.databases import sqlite_url
from tests.tidy.repository import ROOT

from sextant.reporting.aef.model import AnnualInformation
from sextant.reporting.aef.reading import read_submission
from sextant.storage.aef_format import aef_format
from sextant.storage.rulebook_files import parties
from sextant.storage.workbook_reading import read_workbook

NOMENCLATURE, CHECKER = "nomenclature-2026-02", "secretariat-checker-2025"
STATED = {
    "submission": {"version": "1.0", "submitted_on": "2027-04-01", "ndc_first_year": 2021, "ndc_last_year": 2030},
    "authorizations": [
        {"authorization": reference, "sectors": ["Energy generation"], "oimp": "IMP"}
        for reference in ("XA-AUT-S0001", "XA-AUT-S0001-2")
    ],
    "parties": {"XA": "XAL", "XV": "XVE"},
    "registries": {"UN01": "XUN01"},
    "mitigation_types": {"XA-AUT-S0001": "Emission reductions", "XA-AUT-S0001-2": "Emission reductions"},
}


@pytest.fixture(scope="module")
def park(tmp_path_factory, django_db_blocker) -> Iterator[str]:
    """Return the database of the solar park, carried through every step once."""
    from sextant.cli import main

    url = sqlite_url(tmp_path_factory.mktemp("park") / "park.sqlite3")
    with django_db_blocker.unblock():
        assert main.run(["run", str(ROOT / "scenarios" / "pacm_solar.yaml"), "--database", url, "--json"]) == 0
    return url


@pytest.fixture
def stated(tmp_path, sextant, park):
    """Return a function that writes the file of what is stated, the year of the one use among it."""

    def write(year: int = 2026, **changes: object) -> Path:
        file = tmp_path / "stated.json"
        content = {**STATED, "submission": {**STATED["submission"], "submitted_on": f"{year + 1}-04-01"}}
        file.write_text(json.dumps({**content, "used_for_year": {use_of(sextant, park, tmp_path): 2026}, **changes}))
        return file

    return write


def use_of(sextant, park, tmp_path) -> str:
    """Return the entry of the use, as the command names it where its year is missing."""
    bare = tmp_path / "bare.json"
    bare.write_text(json.dumps({"parties": STATED["parties"]}))
    ended = written(sextant, park, tmp_path, "XVE", 2026, bare)
    (found,) = [each["about"] for each in ended.json["missing"] if each["code"] == "used_for_year"]
    return found


def written(sextant, park, tmp_path, party, year, file, profile=NOMENCLATURE):
    out = tmp_path / f"{party}-{year}.xlsx"
    options = ("--party", party, "--year", year, "--profile", profile, "--database", park, "--out", out)
    return sextant("aef", "write", *options, *(("--stated", file) if file else ()), "--json")


def content(tmp_path, party, year) -> AnnualInformation:
    return read_submission(read_workbook(tmp_path / f"{party}-{year}.xlsx"), aef_format(), parties()).content


def all_four(sextant, park, tmp_path, stated, profile=NOMENCLATURE) -> list[Path]:
    for year in (2025, 2026):
        for party in ("XAL", "XVE"):
            written(sextant, park, tmp_path, party, year, stated(year), profile)
    return sorted(tmp_path.glob("X*.xlsx"))


def test_both_parties_pass_together_and_agree(sextant, park, tmp_path, stated):
    files = all_four(sextant, park, tmp_path, stated)
    ended = sextant("aef", "check", *files, "--json")
    assert ended.code == 0
    assert [each for each in ended.json["findings"] if each["outcome"] == "fail"] == []
    assert {each["profile"] for each in ended.json["files"]} == {NOMENCLATURE}
    reconciled = sextant("aef", "reconcile", *files[2:], "--partner", *files[:2], "--json")
    assert reconciled.code == 0
    assert [(each["first"], each["last"]) for each in reconciled.json["ranges"]] == [(421, 4420), (4421, 5620)]
    assert reconciled.json["summary"]["agreed_throughout"] is True


def test_in_the_checker_profile_only_the_authorization_without_a_limit_fails(sextant, park, tmp_path, stated):
    files = all_four(sextant, park, tmp_path, stated, CHECKER)
    failing = [each for each in sextant("aef", "check", *files, "--json").json["findings"] if each["outcome"] == "fail"]
    assert [(each["rule"], each["message"]) for each in failing] == [
        ("S04", "Authorized quantity is empty; here it is required.")
    ]


def test_first_transfers_and_uses_are_those_that_adjust_the_balance(sextant, park, tmp_path, stated):
    from sextant.application.queries.adjusting_events import adjusting_events
    from sextant.application.reader import Moment
    from sextant.reporting.adjustment import Kind
    from sextant.storage.account_types import account_types
    from sextant.storage.opening import open_reader

    all_four(sextant, park, tmp_path, stated)
    reader = open_reader(park)
    for code, party in (("XA", "XAL"), ("XV", "XVE")):
        events = adjusting_events(reader, account_types(), code, Moment(date(2026, 12, 31)))
        for kind, name in ((Kind.FIRST_TRANSFER, "first_transfer"), (Kind.USE, "use")):
            rows = [row for row in content(tmp_path, party, 2026).actions if row.type == name]
            assert sum(row.quantity for row in rows) == sum(
                each.event.quantity for each in events if each.event.kind is kind
            )
    assert sum(row.quantity for row in content(tmp_path, "XVE", 2026).holdings) == 1500 + 200
    assert content(tmp_path, "XAL", 2026).holdings == (), "authorized and not first transferred is no holding"


def test_what_the_registry_does_not_carry_is_blank_and_named(sextant, park, tmp_path, stated):
    ended = written(sextant, park, tmp_path, "XAL", 2026, stated(mitigation_types={}, registries={}, submission={}))
    assert ended.code == 1
    assert {each["code"] for each in ended.json["missing"]} == {
        "version", "submitted_on", "ndc_first_year", "registry", "mitigation_type", "use_from",
    }  # fmt: skip
    assert all(each["message"].endswith(".") for each in ended.json["missing"])
    found = content(tmp_path, "XAL", 2026)
    assert {row.mitigation_type for row in found.actions} == {None}
    assert {row.registry for row in found.actions} == {None}
    assert {type(row.first) for row in found.actions} == {int}, "a bare serial where no identifier can be made"
    assert found.heading.version is None


def test_a_year_without_anything_gives_a_valid_empty_report(sextant, park, tmp_path, stated):
    for profile in aef_format().written_profiles:
        ended = written(sextant, park, tmp_path, "XVE", 2025, stated(2025), profile)
        assert ended.code == 0, profile
        assert ended.json["summary"]["failing"]["E"] == 0
        empty = content(tmp_path, "XVE", 2025)
        assert (empty.authorizations, empty.actions, empty.holdings, empty.entities) == ((), (), (), ())
        assert sextant("aef", "check", tmp_path / "XVE-2025.xlsx").code == 0


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_what_cannot_be_used_is_one_sentence(sextant, park, tmp_path, stated, language):
    out = ("--out", tmp_path / "out.xlsx")
    assert sextant("aef", "write", *out, language=language).sentence
    assert sextant("aef", "write", *out, "--database", park, "--party", "XAL", language=language).sentence
    year = (*out, "--database", park, "--year", 2026)
    assert "XQQ" in sextant("aef", "write", *year, "--party", "XQQ", language=language).sentence
    for changes in (
        {"parties": []},
        {"parties": {"XA": 1}},
        {"registry": {}},
        {"mitigation_types": {"A": "Sale"}},
        {"used_for_year": {"A": True}},
    ):
        file = stated(**changes)
        ended = sextant("aef", "write", *year, "--party", "XAL", "--stated", file, language=language)
        assert "stated.json" in ended.sentence, changes
