"""The page of what waits for whom: by role, those with a last day first; the same as CSV and JSON."""

import csv
import io
import re
from html import unescape


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
    assert "Designated operational entity 2031" not in text_of(player, "/waiting/?role=secretariat")
    assert "Nothing waits for this role." in text_of(player, "/waiting/?role=appeal_panel")
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
    told = re.findall(r"([0-9]+) steps may be taken at any time", "".join(shown))
    any_time = sum("secretariat" in row["by"] and row["until"] is None for row in steps)
    assert str(any_time) in told, "what is said of a role is said of all pages"
    assert "role=secretariat" in player.get("/waiting/?role=secretariat&size=25").content.decode()
