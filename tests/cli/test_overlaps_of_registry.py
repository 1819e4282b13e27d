"""`sextant overlaps --database`: a registry is searched at any time, as when registration is requested."""

import pytest
from tests.databases import sqlite_url

from sextant.domain.activity import Activity
from sextant.storage.opening import open_registry, prepare_database

ACTIVITIES = (
    Activity("CDM", "1234", "cdm", ("GH",), "Volta wind park", expected_annual_reductions=41_000),
    Activity("JCM", "XX001", "jcm", ("GH",), "Volta Wind Park project", expected_annual_reductions=41_200),
    Activity("CDM", "77", "cdm", ("GH",), "Kumasi cookstoves"),
    Activity("CDM", "78", "cdm", ("KE",), "Volta wind park", expected_annual_reductions=41_000),
)


@pytest.fixture
def registry(tmp_path, django_db_blocker):
    url = sqlite_url(tmp_path / "registry.sqlite3")
    with django_db_blocker.unblock():
        prepare_database(url)
        open_registry(url).store.put_activities(ACTIVITIES)
    return url


def test_the_same_activity_of_a_registry_is_found_with_its_evidence(sextant, registry):
    ended = sextant("overlaps", "--database", registry, "--json")
    assert ended.code == 0
    assert ended.json["registry"] == {"activities": 4}
    [found] = ended.json["candidates"]
    assert {found["one"]["reference"], found["other"]["reference"]} == {"1234", "XX001"}, "not the one of another host"
    assert {"title", "size"} <= {each["evidence"] for each in found["evidence"]}
    assert "1 candidates among 4 activities, 4 of the registry" in sextant("overlaps", "--database", registry).out


def test_without_a_list_and_a_registry_it_says_what_to_name(sextant, tmp_path):
    assert "--database URL" in sextant("overlaps").sentence
    none = sextant("overlaps", "--database", sqlite_url(tmp_path / "none.sqlite3"), language="zh-Hant")
    assert "尚無登記簿" in none.sentence
