"""The pages that follow an invented activity from its first day to what is held at the end."""

import re
from html import unescape

import pytest

from sextant.application.scenario.run import run
from sextant.storage.scenario_files import scratch_stage, shipped_stories

ADDRESS = "/scenarios/pacm_solar/"


def text_of(client, address=ADDRESS, language="en"):
    answer = client.get(address, headers={"accept-language": language})
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def words_of(text):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", text))


@pytest.fixture(scope="module")
def ran():
    return run(scratch_stage(next(each for each in shipped_stories() if each.name == "pacm_solar")))


def test_every_step_of_the_scenario_stands_on_its_page_in_order(client, ran):
    rows = client.get(f"{ADDRESS}?format=json").json()["steps"]
    deeds = [row for row in rows if not row["by_itself"]]
    assert [row["at"] for row in deeds] == [each.scene.at.isoformat() for each in ran.happened]
    assert [row["at"] for row in rows] == sorted(row["at"] for row in rows)
    text = text_of(client)
    assert text.count('<tr id="n-') == len(rows)
    assert "Synthetic demonstration data" in text


def test_what_nobody_did_is_told_in_its_place(client):
    rows = client.get(f"{ADDRESS}?format=json").json()["steps"]
    alone = [(row["on"], row["what"].partition(".")[2]) for row in rows if row["by_itself"]]
    assert ("2025-10-08", "project_activity#close_consultation") in alone
    assert ("2026-01-16", "registration_request#deem_approved") in alone
    granted = alone.index(("2026-02-13", "registration_request#grant"))
    assert alone.index(("2026-02-13", "project_activity#register")) == granted + 1, "one follows from the other"
    assert "by itself, following the case “Request for registration”" in words_of(text_of(client))


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", (
            "The last day for the step “Submit a comment” was 2025-10-08, until 24:00 at UTC+01:00 "
            "(A6.4-PROC-AC-002 v03.0, 20).",
            "First Validation (synthetic) may not take the step",
            "Found: 4500.00; needed: 5000 (",
        )),
        ("zh-TW", ("期限至 UTC+01:00 時間 2025-10-08 24:00 為止（A6.4-PROC-AC-002 v03.0 第20段）",
                   "不得辦理此步驟", "現況：4500.00；要求：5000（")),
    ],
)  # fmt: skip
def test_what_was_refused_says_why_in_the_language_of_the_visitor(client, ran, language, sentences):
    text = text_of(client, language=language)
    assert text.count('class="refused"') == sum(each.refusal is not None for each in ran.happened) == 6
    for said in sentences:
        assert said in words_of(text), said
    assert "doe_of_validation" not in text, "a name of the rulebook is said in words"
    assert "fee_covered" not in text


def test_what_is_held_at_the_end_adds_up(client, ran):
    told = words_of(text_of(client)).partition("Units of the activity")[2]
    for each in ran.holdings:
        assert f"{each.quantity:,}" in told
    assert f"{sum(each.quantity for each in ran.holdings):,}" in told


def test_where_it_was_not_played_nothing_leads_into_the_registry(client):
    text = text_of(client)
    assert "not in this registry" in text
    assert "/activities/UN01/S0001" not in text
    assert "/accounts/UN01/S-DEVELOPER" not in text
    assert "/entries/" not in text


def test_where_it_was_played_it_leads_to_the_activity_the_accounts_and_the_entries(player):
    text = text_of(player)
    found = set(re.findall(r'href="(/(?:entries|accounts|activities)/[^"?#]+)', text))
    assert "/activities/UN01/S0001" in found
    assert "/accounts/UN01/S-DEVELOPER" in found
    # The authorization and the late one, two issuances, two sales and one at home, a use, and a cancellation.
    assert sum(address.startswith("/entries/") for address in found) == 9
    for address in found:
        assert player.get(address).status_code == 200, address


def test_accounts_are_named_in_the_language_of_the_visitor(client):
    told = words_of(text_of(client, language="zh-TW")).partition("該活動之單位")[2]
    assert "調適收益分享帳戶（模擬）" in told
    assert "北光（模擬）" in told
    assert "(synthetic)" not in told


def test_sources_and_steps_lead_to_their_pages(client):
    found = set(re.findall(r'href="(/(?:documents|cycles)/[^"#]+)(#[^"]*)?"', text_of(client)))
    for address, place in found:
        there = client.get(address)
        assert there.status_code == 200, address
        assert not place or f'id="{place[1:]}"' in there.content.decode(), (address, place)


def test_the_list_leads_to_it_and_every_page_to_the_list(client):
    assert f'href="{ADDRESS}"' in text_of(client, "/scenarios/")
    assert "一項活動的完整歷程" in text_of(client, "/scenarios/", "zh-TW")
    assert 'href="/scenarios/"' in text_of(client, "/")
    assert client.get("/scenarios").status_code == 302


def test_an_unknown_scenario_is_told_so_with_a_way_on(client):
    answer = client.get("/scenarios/nothing/")
    assert answer.status_code == 404
    assert "There is no scenario nothing." in unescape(answer.content.decode())
    assert "pacm_solar" in answer.content.decode()
    assert client.get(f"{ADDRESS}?format=csv").status_code == 400
