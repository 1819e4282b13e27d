"""The page of what waits for whom: by role, those with a last day first; the same as CSV and JSON."""

import csv
import io
import re
from html import unescape

import pytest


@pytest.fixture
def player(solar_player):
    """Nothing but the solar park waits: what is told can be counted."""
    return solar_player


def rows_of(client, query=""):
    return client.get(f"/waiting/?format=json{query}").json()["rows"]


def text_of(client, address="/waiting/", language="en"):
    answer = client.get(address, headers={"accept-language": language})
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", unescape(answer.content.decode())))


def test_it_tells_what_waits_over_all_subjects(player):
    rows = rows_of(player)
    assert {row["subject"] for row in rows} == {"S0001", "XA", "XV"}
    renewal = next(row for row in rows if row["step"] == "request_renewal")
    assert (renewal["by"], renewal["from"], renewal["until"]) == (
        ["designated_operational_entity"], "2030-04-05", "2031-12-31",
    )  # fmt: skip
    assert all(row["synthetic"] for row in rows)
    told = text_of(player)
    for said in (
        "Cases of 3 activities and Parties",
        "Designated operational entity",
        "2031-12-31",
        "Nobody: it happens by itself",
        "Northern Light solar park (synthetic)",
        "Vernier (synthetic)",
    ):
        assert said in told, said


def test_one_role_can_be_chosen(player):
    rows = rows_of(player, "&role=secretariat")
    assert rows
    assert all("secretariat" in row["by"] for row in rows)
    told = text_of(player, "/waiting/?role=secretariat").partition("Cases of 3")[2]
    assert "Secretariat" in told
    assert "Designated operational entity Until" not in told
    assert "Nothing waits that meets all of these filters." in text_of(player, "/waiting/?role=appeal_panel")
    assert player.get("/waiting/?role=nobody").status_code == 400


def test_the_csv_has_the_rows_of_the_json(player):
    body = player.get("/waiting/?format=csv").content.decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(body)))) == len(rows_of(player))


def test_without_any_case_it_says_so_and_where_one_is(client):
    told = text_of(client)
    assert "No activity here has cases yet." in told
    assert rows_of(client) == []
    assert client.get("/waiting").status_code == 302


def test_it_is_told_in_chinese(player):
    told = text_of(player, language="zh-TW")
    for said in ("待辦事項", "指定營運實體", "無須任何人辦理，自動發生"):
        assert said in told, said


def test_what_waits_in_a_state_that_is_not_public_is_counted_only(stopped_before):
    client = stopped_before("publish_approval")
    rows = rows_of(client)
    assert "article_6_4.authorization_of_use" in {row["cycle"] for row in rows}
    assert "article_6_4.approval" not in {row["cycle"] for row in rows}
    assert "left out because" in text_of(client)
    assert "left out because" not in text_of(stopped_before("approve"))


def test_a_party_or_an_activity_can_be_chosen(player):
    own = rows_of(player, "&party=XV")
    assert {row["subject"] for row in own} == {"S0001", "XV"}, "it takes part in the activity"
    assert {row["subject"] for row in rows_of(player, "&activity=S0001")} == {"S0001"}
    both = rows_of(player, "&party=XV&role=designated_national_authority")
    assert both
    assert all("designated_national_authority" in row["by"] for row in both)
    for wrong in ("party=XX", "activity=none", "role=nobody"):
        answer = player.get(f"/waiting/?{wrong}")
        assert answer.status_code == 400
        assert "Choose one of" in answer.content.decode()
    told = text_of(player, "/waiting/?party=XA")
    assert "show all" in told
    assert "Vernier (synthetic) Participation" not in told


def test_what_was_done_before_says_when_and_that_it_may_be_done_again(player):
    report = next(row for row in rows_of(player) if row["subject"] == "XA" and row["step"] == "submit_initial_report")
    assert report["done_on"] == "2025-08-12"
    never = next(row for row in rows_of(player) if row["step"] == "request_renewal")
    assert never["done_on"] is None
    assert "done on 2025-08-12; may be done again" in text_of(player)
    assert "已於 2025-08-12 辦理，得再次辦理" in text_of(player, language="zh-TW")


def test_what_is_expected_stands_before_what_is_possible_at_any_time(player):
    told = text_of(player)
    expected, possible = told.index("Expected"), told.index("Possible at any time")
    assert expected < told.index("2031-12-31") < possible < told.index("done on 2025-08-12")
    chinese = text_of(player, language="zh-TW")
    assert chinese.index("應辦") < chinese.index("得隨時辦理")
    assert "For the Party itself" in told
    assert "由該締約方辦理" in chinese


def test_it_is_told_as_of_a_day(player):
    past = rows_of(player, "&as_of=2025-10-01")
    assert "comment" in {row["step"] for row in past}
    assert "request_renewal" not in {row["step"] for row in past}
    assert all(row["done_on"] is None or row["done_on"] <= "2025-10-01" for row in past)
    assert rows_of(player, "&as_of=2025-08-01") == []
    assert "Nothing waited on this day." in text_of(player, "/waiting/?as_of=2025-08-01")
    assert rows_of(player, "&as_of=9999-12-31") == rows_of(player)
    assert player.get("/waiting/?known_at=2025-10-01T00:00").status_code == 400
    assert 'name="as_of" value="2025-10-01"' in player.get("/waiting/?as_of=2025-10-01").content.decode()


def test_it_stands_in_the_menu(client):
    text = client.get("/activities", headers={"accept-language": "en"}).content.decode()
    menu = text.partition('<nav class="ways"')[2].partition("</nav>")[0]
    assert '<a href="/waiting/">Waiting</a>' in menu
    assert 'href="/waiting/" aria-current="true">Waiting' in client.get("/waiting/").content.decode()
    assert "待辦</a>" in client.get("/", headers={"accept-language": "zh-TW"}).content.decode()


def test_the_page_of_a_party_tells_its_participation_and_what_waits_for_it(player):
    told = text_of(player, "/parties/XA")
    part = told.partition("Participation in mechanisms")[2]
    for said in (
        "Mechanism of Article 6.4 (PACM)", "Participation of a host Party", "Taking part", "since 2025-08-11",
        "Provide the information on participation", "Climate office of Alidade (synthetic)",
        "A6.4-PROC-AC-002 v03.0, 10 and 12", "its cycle", "What waits for this Party", "done on 2025-08-12",
    ):  # fmt: skip
        assert said in part, said
    content = player.get("/parties/XA?format=json").json()
    assert [case["state"] for case in content["participation"]] == ["taking_part"]
    assert {each["activity"] for each in content["waiting"]} == {None, "S0001"}
    assert all("designated_national_authority" in each["by"] or each["by"] == ["party"] for each in content["waiting"])
    early = player.get("/parties/XA?format=json&as_of=2025-08-09").json()
    assert [case["state"] for case in early["participation"]] == ["provided"]
    assert "參與各機制之情形" in text_of(player, "/parties/XA", "zh-TW")
    assert "本締約方待辦事項" in text_of(player, "/parties/XA", "zh-TW")
    assert "Participation in mechanisms" not in text_of(player, "/parties/GH")


def test_the_page_of_a_party_lists_activities_with_the_status_of_the_day(player):
    for day, said in (("2025-08-17", "Nothing by this day"), ("2026-02-13", "Registered")):
        told = text_of(player, f"/parties/XA?as_of={day}").partition("Activities it hosts")[2]
        row = told.partition("Northern Light solar park (synthetic)")[2][:80]
        assert said in row, row


def test_no_journal_is_replayed_for_it(player, monkeypatch):
    from sextant.application.cases import Cases

    def replayed(*given):
        raise AssertionError("a journal was replayed")

    every = rows_of(player)
    monkeypatch.setattr(Cases, "look", replayed)
    monkeypatch.setattr(Cases, "world", replayed)
    assert rows_of(player) == every
    assert "2031-12-31" in text_of(player)


def test_it_comes_in_pages_that_together_are_the_list(player, monkeypatch):
    from dataclasses import replace

    from sextant.web.views import waiting

    ordinary = waiting.standings
    monkeypatch.setattr(waiting, "standings", lambda *given: [
        replace(each, key=f"{each.key} {number}") for each in ordinary(*given) for number in range(9)
    ])  # fmt: skip
    first = player.get("/waiting/?size=25").content.decode()
    last = int(re.search(r"page 1 of (\d+)", re.sub(r"\s+", " ", first))[1])
    assert last > 3
    shown = [player.get(f"/waiting/?size=25&page={number}").content.decode() for number in range(1, last + 1)]
    rows = [page.count('class="when"') for page in shown]
    assert rows[:-1] == [25] * (last - 1)
    steps = rows_of(player)
    assert sum(rows) == sum(len(row["by"]) or 1 for row in steps)
    assert player.get(f"/waiting/?size=25&page={last + 1}").status_code == 404
    told = re.findall(r"([0-9]+) steps without a last day", "".join(shown))
    any_time = sum(len(row["by"]) for row in steps if row["until"] is None and not row["by_itself"])
    assert set(told) == {str(any_time)}, "what is said of them is said of all pages"
    assert "role=secretariat" in player.get("/waiting/?role=secretariat&size=25").content.decode()
