"""The page of the transition: what the cases of the registry tell of each stage on a day."""

from html import unescape

import pytest
from django.test import override_settings

from sextant.application.scenario.run import run
from sextant.storage.scenario_files import database_stage, shipped_stories


def text_of(client, address, language="en"):
    answer = client.get(address, headers={"accept-language": language})
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def test_without_any_case_every_stage_is_unknown_and_none_is_nothing(client):
    stages = client.get("/transition/?format=json").json()["stages"]
    assert [each["quantity"] for each in stages] == [None] * 6
    assert text_of(client, "/transition/").count(">unknown<") == 6


@pytest.mark.parametrize(
    ("language", "title"), [("en", "From the CDM to the Paris mechanism"), ("zh-TW", "由 CDM 至巴黎機制")]
)
def test_the_page_speaks_both_languages_and_is_found_from_every_page(client, language, title):
    assert f"<h1>{title}</h1>" in text_of(client, "/transition/", language)
    assert 'href="/transition/"' in text_of(client, "/", language)
    assert client.get("/transition").status_code == 302


def test_a_programme_that_came_over_stands_in_each_stage_from_its_day_on(client, database_url):
    """Plays a scenario of 41 steps on a database of its own, which takes seconds."""
    [story] = [each for each in shipped_stories() if each.name == "cookstove_transition"]
    url = database_url("sqlite")
    run(database_stage(story, url))
    with override_settings(DATABASE_URL=url):
        told = {}
        for on in ("2023-09-10", "2023-09-11", "2026-04-26", "2026-04-27", "2026-10-01"):
            stages = client.get(f"/transition/?format=json&on={on}").json()["stages"]
            told[on] = [each["stage"] for each in stages if each["quantity"]]
    assert told == {
        "2023-09-10": [],
        "2023-09-11": ["requested"],
        "2026-04-26": ["requested", "host_approved"],
        "2026-04-27": ["requested", "host_approved", "approved"],
        "2026-10-01": ["requested", "host_approved", "approved", "issued"],
    }


def test_the_stages_can_be_downloaded_as_rows(client):
    lines = client.get("/transition/?format=csv&on=2026-10-01").content.decode().splitlines()
    assert lines[0].endswith("stage,quantity,activities")
    assert lines[1] == "requested,,"
    assert len(lines) == 7
