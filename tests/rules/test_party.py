"""The table of Parties: complete, found under every published name, and strict when it is read."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sextant.rules.party import parse_parties
from sextant.rules.text import RuleTextError
from sextant.storage.rulebook_files import parties, read_rule_text

SMALL = """
sources:
  parties: {document: d, paragraph: p}
  code: {document: d, paragraph: p}
  alpha3: {document: d, paragraph: p}
  name_english: {document: d, paragraph: p}
  name_chinese: {document: d, paragraph: p}
groups:
  annex_one: {source: {document: d, paragraph: p}, parties: [NO]}
  cdm_host: {source: {document: d, paragraph: p}, parties: [KE]}
parties:
  KE: {alpha3: KEN, name_english: Kenya, name_chinese: 肯亞, also: [肯尼亞]}
  NO: {alpha3: NOR, name_english: Norway, name_chinese: 挪威}
"""

REFERENCE = Path(__file__).parents[3] / "shared/data/reference-parties"


def test_every_party_of_the_convention_is_there_once():
    assert len(parties().all) == 198
    assert len({party.alpha3 for party in parties()}) == 198
    assert [party.code for party in parties()] == sorted(party.code for party in parties())


def test_the_groups_have_their_published_sizes():
    count = {group: sum(getattr(party, group) for party in parties()) for group in ("annex_one", "cdm_host")}
    assert count == {"annex_one": 43, "cdm_host": 198 - 43 + 2}


def test_the_hosts_are_the_parties_outside_annex_one_and_the_two_that_joined_it_later():
    outside = {party.code for party in parties() if not party.annex_one}
    assert parties().cdm_hosts == outside | {"CY", "MT"}
    assert "DE" not in parties().cdm_hosts


def test_norway_is_no_boolean():
    norway = parties().by_code("NO")
    assert norway is not None
    assert norway.name_english == "Norway"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Viet Nam", "VN"),
        ("VIETNAM", "VN"),
        ("越南", "VN"),
        ("Türkiye", "TR"),
        ("Turkiye", "TR"),
        ("Turkey", "TR"),
        ("Côte d'Ivoire", "CI"),
        ("Cote d’Ivoire", "CI"),
        ("象牙海岸", "CI"),
        ("Lao People's Democratic Republic", "LA"),
        ("肯亞", "KE"),
        ("Republic of Moldova", "MD"),
        ("United Republic of Tanzania", "TZ"),
        ("Iran (Islamic Republic of)", "IR"),
        ("The former Yugoslav Republic of Macedonia", "MK"),
        ("Democratic Republic of the Congo", "CD"),
        ("Congo", "CG"),
        ("United Kingdom of Great Britain and Northern Ireland", "GB"),
        ("St. Kitts & Nevis", "KN"),
        ("Trinidad & Tobago", "TT"),
        ("São Tomé and Príncipe", "ST"),
        ("KEN", "KE"),
        ("European Union", "EU"),
    ],
)
def test_a_party_is_found_under_its_published_names(name, code):
    party = parties().by_name(name)
    assert party is not None
    assert party.code == code


def test_the_names_are_those_of_the_united_nations_and_of_cldr():
    named = {party.code: (party.name_english, party.name_chinese) for party in parties()}
    assert named["VN"] == ("Viet Nam", "越南")
    assert named["TR"] == ("Türkiye", "土耳其")
    assert named["LA"] == ("Lao People's Democratic Republic", "寮國")
    assert named["CI"] == ("Côte d'Ivoire", "象牙海岸")
    assert named["KE"][1] == "肯亞"


@pytest.mark.parametrize("name", ["", "Atlantis", "K", "Niger Republic of Nowhere"])
def test_an_unknown_name_stands_for_nobody(name):
    assert parties().by_name(name) is None


@pytest.mark.parametrize(
    ("found", "instead", "complaint"),
    [
        ("  NO: {alpha3: NOR", "  KE: {alpha3: NOR", "'KE' is given twice"),
        ("alpha3: NOR", "alpha3: NOR, capital: Oslo", "parties.NO: 'capital' is no key"),
        ("alpha3: NOR, ", "", "parties.NO: alpha3 is missing"),
        ("name_english: Norway", "name_english: ''", "parties.NO.name_english"),
        ("alpha3: NOR", "alpha3: nor", "parties.NO.alpha3: found 'nor'"),
        ("name_english: Norway", "name_english: kenya", "also stands for KE"),
        ("parties: [NO]", "parties: [NO, NO]", "groups.annex_one.parties: 'NO' is given twice"),
        ("parties: [NO]", "parties: [SE]", "groups.annex_one.parties: 'SE' is no Party of this file"),
        ("parties: [NO]", "parties: NO", "groups.annex_one.parties: expected a list"),
        ("  cdm_host:", "  hosts:", "groups: cdm_host is missing"),
        ("  code: {document: d, paragraph: p}\n", "", "sources: code is missing"),
        ("code: {document: d, paragraph: p}", "code: {document: d}", "sources.code: paragraph is missing"),
        ("also: [肯尼亞]", "also: 肯尼亞", "parties.KE.also: expected a list"),
        ("  NO: {alpha3", "  no: {alpha3", "'NO' is no Party"),
        ("parties:\n  KE", "countries:\n  KE", "parties is missing"),
    ],
)
def test_a_table_with_a_mistake_does_not_load_and_the_message_names_file_and_key(found, instead, complaint):
    assert found in SMALL
    assert len(parse_parties(SMALL).all) == 2
    with pytest.raises(RuleTextError, match=r"^parties\.yaml: ") as caught:
        parse_parties(SMALL.replace(found, instead, 1))
    assert complaint in str(caught.value)


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="../shared is absent: the reference lists cannot be compared")
def test_the_table_agrees_with_the_reference_lists():
    def listed(name: str) -> set[str]:
        with (REFERENCE / f"{name}.csv").open(encoding="utf-8") as file:
            return {row["Code"] for row in csv.DictReader(file)}

    ours = {party.alpha3: party for party in parties()}
    assert {code.replace("EUU", "EUE") for code in listed("unfccc")} == set(ours)
    annex_one = {code.replace("EUU", "EUE") for code in listed("annex_one")}
    assert annex_one == {code for code, party in ours.items() if party.annex_one}


def test_the_file_that_ships_is_read_from_the_package():
    assert read_rule_text("parties.yaml").startswith("#")
