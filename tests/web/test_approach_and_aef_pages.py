"""An approach with both sides, and the workspace of the agreed electronic format."""

from __future__ import annotations

import re
from hashlib import sha256

import pytest


def page(visitor, address, language="en"):
    visitor.cookies["sextant_language"] = {"en": "en", "zh-Hant": "zh-hant"}[language]
    response = visitor.get(address)
    assert response.status_code == 200, response.content
    return response.content.decode()


def test_what_a_host_first_transferred_is_found_with_the_parties(stated):
    found = stated.get("/cooperative-approaches/CA0001?format=json").json()
    assert {each["party"] for each in found["hosts"]} == {"XA", "XM", "XQ"}
    for host in found["hosts"]:
        own = [each["together"] for each in found["rows"] if each["host"] == host["party"]]
        assert host["difference"] == 0
        assert host["first_transferred"] == sum(own) == sum(host["by_vintage"].values()) > 0
        years = stated.get(f"/parties/{host['party']}/balance/events?kind=first_transfer&format=json").json()
        assert years["total"] == host["first_transferred"]
    used = next(each for each in found["rows"] if (each["host"], each["party"]) == ("XM", "XV"))
    assert used["used"] > 0


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_the_sum_is_shown_and_not_asserted(stated, language):
    content = page(stated, "/cooperative-approaches/CA0001", language)
    assert len(re.findall(r"[\d,]+ − [^=]*[\d,]+ = 0", content)) == 3
    assert stated.get("/cooperative-approaches/CA9999").status_code == 404


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_the_workspace_shows_five_tables_findings_with_hints_and_what_is_missing(stated, language):
    content = page(stated, "/parties/XV/aef/2026", language)
    for number, name in enumerate(("Submission", "Authorizations", "Actions", "Holdings", "Auth. entities"), start=1):
        assert f"Table {number} {name}" in content
    found = stated.get("/parties/XV/aef/2026?format=json").json()
    assert found["rows"]
    assert all(each["hint"] for each in found["rows"])
    assert any(each["code"] == "version" for each in found["missing"])
    given = stated.get("/parties/XV/aef/2026?version=1.0&submitted_on=2027-04-10&format=json").json()
    assert not any(each["code"] in ("version", "submitted_on") for each in given["missing"])


def test_the_workbook_of_an_address_is_frozen_and_its_hash_is_shown(stated):
    address = "/parties/XV/aef/2026?version=1.0&submitted_on=2027-04-10&as_of=2026-11-24"
    first = stated.get(f"{address}&format=xlsx").content
    assert first == stated.get(f"{address}&format=xlsx").content
    assert sha256(first).hexdigest() in page(stated, address)


@pytest.mark.parametrize("profile", ["nomenclature-2026-02", "secretariat-checker-2025", "cadtrust-v2"])
def test_a_year_in_which_nothing_happened_is_a_report_in_every_profile(stated, profile):
    content = page(stated, f"/parties/XA/aef/2030?profile={profile}")
    assert "nothing happened, and that is a report too" in content
    assert stated.get(f"/parties/XA/aef/2030?profile={profile}&format=xlsx").status_code == 200


def test_a_version_that_is_none_is_refused_with_a_sentence(stated):
    for wrong in ("1", "0.1", "a.b", "1.2.3", "²."):
        response = stated.get("/parties/XV/aef/2026", {"version": wrong})
        assert response.status_code == 400
        assert "is no version" in response.content.decode()
    assert stated.get("/parties/XV/aef")["Location"] == "/parties/XV/aef/2025"


@pytest.mark.parametrize("year", ["0", "2020", "99999"])
def test_a_year_without_mitigation_outcomes_has_no_workbook_and_one_sentence(stated, year):
    answer = stated.get(f"/parties/XV/aef/{year}")
    assert answer.status_code == 404
    assert 'class="refusal"' in answer.content.decode()


def test_a_party_that_nobody_knows_has_no_workbook(stated):
    assert stated.get("/parties/QQ/aef/2026").status_code == 404
    assert stated.get("/parties/GH/aef/2026").status_code == 200
