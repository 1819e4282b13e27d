"""The pages that follow an invented activity, and the cases on the page of an activity."""

import re

import pytest

LANGUAGES = [("en", "by itself"), ("zh-Hant", "自行發生")]


@pytest.fixture
def played(sqlite_database, request):
    """A client of a registry in which the scenario was played."""
    from sextant.application.scenario.run import run
    from sextant.storage.scenario_files import database_stage, shipped_stories

    from .conftest import pages_on

    url = f"sqlite:///{sqlite_database()}"
    assert run(database_stage(shipped_stories()[0], url)).as_expected
    with pages_on(url, request) as visitor:
        yield visitor


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_a_scenario_is_followed_from_its_first_day_to_what_is_held_at_the_end(client):
    answer = client.get("/scenarios/pacm_solar/")
    told = text_of(answer)
    assert answer.status_code == 200
    for said in ("Notify the prior consideration", "Deemed approved, no review was requested", "Refused", "11,193",
                 "The host authorizes the units that never moved", "nobody: it happens by itself"):  # fmt: skip
        assert said in told, said
    assert "A6.4-PROC-AC-002" in told
    days = re.findall(r'<td class="when"[^>]*>(\d{4}-\d\d-\d\d)', answer.content.decode())
    assert days == sorted(days)
    assert len(days) > 74
    assert "/activities/UN01/S0001" not in answer.content.decode()


def test_it_is_told_in_chinese(client):
    told = text_of(client.get("/scenarios/pacm_solar/", headers={"accept-language": "zh-TW"}))
    for said in ("提交事前考量通知", "駁回", "最後各帳戶持有", "發生何事"):
        assert said in told, said


def test_the_list_leads_to_it_and_an_unknown_one_is_told_so(client):
    assert "/scenarios/pacm_solar/" in client.get("/scenarios/").content.decode()
    assert client.get("/scenarios").status_code == 302
    answer = client.get("/scenarios/nothing/")
    assert answer.status_code == 404
    assert "There is no scenario nothing" in text_of(answer)


def test_where_it_was_played_it_leads_to_the_activity_the_accounts_and_the_entries(played):
    found = played.get("/scenarios/pacm_solar/").content.decode()
    assert "/activities/UN01/S0001" in found
    assert "/accounts/UN01/S-DEVELOPER" in found
    for address in set(re.findall(r'href="(/(?:entries|accounts|activities)/[^"?#]+)', found)):
        assert played.get(address).status_code == 200, address


def test_an_activity_shows_where_its_cases_stand_what_was_done_and_its_fees(played):
    told = text_of(played.get("/activities/UN01/S0001"))
    for said in ("Where its cases stand", "Approval published", "Use authorized in full or in part", "5,000.00",
                 "1,320.00", "27.50", "What was done", "Request the issuance",
                 "Climate office of Alidade"):  # fmt: skip
        assert said in told, said


def test_the_status_of_a_past_day_is_that_of_that_day(played):
    early = text_of(played.get("/activities/UN01/S0001?as_of=2025-10-01"))
    assert "Global stakeholder consultation" in early
    assert "Validated" not in early.partition("Where its cases stand")[2]
    assert "until the end of 2025-10-08" in early
    between = text_of(played.get("/activities/UN01/S0001?as_of=2026-02-13"))
    assert "Registered" in between.partition("Where its cases stand")[2]
    assert "Registration requested" in text_of(played.get("/activities/UN01/S0001?as_of=2026-02-12"))


def test_what_is_not_public_yet_is_not_named(played):
    told = text_of(played.get("/activities/UN01/S0001?as_of=2025-08-20")).partition("Where its cases stand")[2]
    assert "not public yet" in told
    assert "Prior consideration notified" not in told


def test_an_activity_without_a_journal_has_no_cases(client):
    assert "Where its cases stand" not in text_of(client.get("/activities/UN01/A0001"))
