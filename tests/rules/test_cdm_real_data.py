"""The CDM's own lists of 29 Parties, read where they lie: projects, issuances and cancellations hang together with the
rules, and with each other.
"""

import csv
import gzip
import re
from collections import Counter
from datetime import date
from functools import cache

from tests.rules.shipped import TEXTS, books
from tests.shared_data import shared

from sextant.rules.party import parse_parties

BOOK = books().books["cdm"]
LAST_OF_LIST = "2023-11-03"
"""The day of the list that says which references are programmes."""


@cache
def rows(path):
    with gzip.open(shared(path), "rt", encoding="utf-8") as file:
        return tuple(csv.DictReader(file))


def projects():
    return {each["Ref"]: each for each in rows("data/cdm-projects-29-parties/projects.csv.gz")}


def issuances():
    return rows("data/cdm-registry-29-parties/issuances.csv.gz")


def listed():
    return rows("data/cdm-registry-29-parties/issuance_list_2023-11-03.csv.gz")


def value(name, on):
    return BOOK.parameter(name).on(on).value


def test_every_issuance_is_of_a_listed_project_of_a_programme_or_later_than_the_list():
    known = projects()
    assert len(known) == len(rows("data/cdm-projects-29-parties/projects.csv.gz")) == 1_181
    programmes = {each["CDM project reference number"] for each in listed() if each["PA/PoA"] == "PoA"}
    assert not programmes & set(known)
    others = [each for each in issuances() if each["project_ref"] not in known.keys() | programmes]
    assert {each["project_ref"] for each in others} == {"6120", "10517"}
    assert all(each["completed_at"][:10] > LAST_OF_LIST for each in others if each["project_ref"] == "10517")
    assert len({each["project_ref"] for each in issuances()} & set(known)) == 484


def test_units_are_of_the_host_party_of_their_project_and_come_after_its_registration():
    known, parties = projects(), parse_parties(TEXTS["parties.yaml"], "parties.yaml")
    undated = set()
    for each in issuances():
        project = known.get(each["project_ref"])
        if project is None:
            continue
        host = parties.by_name(project["Host parties"])
        assert host is not None, project["Host parties"]
        assert host.code == each["party"]
        if project["registered_date"]:
            assert project["registered_date"] <= each["completed_at"][:10]
        else:
            undated.add(project["Ref"])
    assert len(undated) == 13


def test_the_commitment_period_of_every_issuance_is_the_one_that_the_rule_tells_of_its_period():
    checked = Counter()
    for each in listed():
        first, last = (date.fromisoformat(each[f"Monitoring report {name}"][:10]) for name in ("started", "ended"))
        if first < date(2000, 1, 1) or int(each["CP"]) != value("commitment_period_of_reductions", first):
            # One report, two issuances: the registry divided it at 31 December 2012.
            checked["divided"] += 1
        assert int(each["CP"]) in {value("commitment_period_of_reductions", day) for day in (first, last)}
        assert last <= value("last_day_of_crediting", date(2006, 1, 1))
        checked["rows"] += 1
    assert checked["rows"] == 1_976
    assert checked["divided"] <= 13


def test_units_that_expire_are_of_afforestation_and_every_unit_is_of_a_class_of_the_rulebook():
    known = projects()
    assert {each["unit_type"] for each in issuances()} == {"CER", "tCER", "lCER"} <= set(BOOK.unit_classes)
    temporary = {each["project_ref"] for each in issuances() if each["unit_type"] != "CER"} & set(known)
    others = {each["project_ref"] for each in issuances() if each["unit_type"] == "CER"} & set(known)
    assert all(known[ref]["Methodology"].startswith("AR-") for ref in temporary)
    assert not any(known[ref]["Methodology"].startswith("AR-") for ref in others)


def test_transactions_and_their_states_have_the_codes_of_the_rulebook():
    types, states = (
        value("transaction_type_codes", date(2006, 1, 1)),
        value("transaction_status_codes", date(2006, 1, 1)),
    )
    cancelled = rows("data/cdm-registry-29-parties/cancellations.csv.gz")
    assert len(cancelled) == 7_528
    for each in (*issuances(), *cancelled):
        name, code = re.fullmatch(r"(\w+) \((\d+)\)", each["transaction_type"]).groups()
        assert types[name.lower()] == int(code)
        number, state = each["status"].split(" - ")
        assert states[state.lower()] == int(number)
