"""The pages of Article 6.8, in both languages: what they show, what they leave out, and their downloads."""

import csv
import io
import json
import re
from decimal import Decimal

import pytest

from sextant.storage.opening import open_cooperation
from sextant.storage.overlap_files import weights

PAGES = {
    "/cooperation/": ("Non-market approaches", "非市場方法"),
    "/cooperation/NMA-0001/": ("What each rule yields", "各規則之結果"),
    "/cooperation/NMA-0001/?version=1": ("The public one is version 2.", "公開者為第2版"),
    "/cooperation/NMA-0002/": ("too few Parties", "締約方數不足"),
    "/cooperation/needs-and-offers/": ("Parties are never ranked", "絕不為締約方排名"),
    "/cooperation/NMA-0001/XM/implement/": ("85.1852 %", "85.1852 %"),
    "/cooperation/providers/": ("the decisions know no accreditation", "無認證之制"),
    "/cooperation/map/": ("no coast and no border is drawn", "不繪海岸線與國界"),
    "/cooperation/committee/": ("Second phase", "第二階段"),
    "/cooperation/committee/?on=2027-01-01": ("Unknown: no text was seen", "不詳：未見任何文件"),
    "/cooperation/forum/": ("Hidden by the moderator:", "經版主隱藏："),
    "/cooperation/exports/": ("Everything here is voluntary", "以下均屬自願"),
}
ON = "2026-11-24"


@pytest.fixture(scope="session")
def told(world):
    """The world with the synthetic cooperation in it."""
    from sextant.application.demo.cooperation import build_cooperation

    there = open_cooperation(world[0])
    build_cooperation(there)
    there.store.driver.close()


@pytest.fixture
def visitor(client, told):
    """A client of the pages with the synthetic cooperation behind them, on one day."""

    def get(address, language="en", on=ON):
        join = "&" if "?" in address else "?"
        address = address if "on=" in address or on is None else f"{address}{join}on={on}"
        return client.get(address, headers={"accept-language": language})

    return get


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(("language", "index", "code"), [("en", 0, "en"), ("zh-TW", 1, "zh-Hant")])
def test_a_page_answers_in_the_language_of_the_visitor(visitor, address, language, index, code):
    response = visitor(address, language)
    assert response.status_code == 200
    text = text_of(response)
    assert f'<html lang="{code}">' in text
    assert PAGES[address][index] in text
    assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=|https?://", text), address


def test_what_is_made_up_is_marked_on_every_page_that_shows_it(visitor):
    for address in PAGES:
        if "committee" not in address:
            assert "Synthetic demonstration data" in text_of(visitor(address)), address


def test_only_public_records_are_shown(visitor):
    assert "NMA-0003" not in text_of(visitor("/cooperation/"))
    assert visitor("/cooperation/NMA-0003/").status_code == 404
    assert visitor("/cooperation/NMA-0001/?version=3").status_code == 404
    early = visitor("/cooperation/NMA-0001/", on="2026-02-19")
    assert early.status_code == 404
    assert visitor("/cooperation/NMA-0001/", on="2026-02-20").status_code == 200


@pytest.mark.parametrize(
    ("query", "found"),
    [("", 2), ("focus=CLEAN_ENERGY", 1), ("party=XV", 1), ("stage=develop", 1), ("subregion=054", 1), ("q=islands", 1),
     ("focus=BLUE_CARBON", 0), ("q=nothing-of-this-name", 0)],
)  # fmt: skip
def test_the_list_is_filtered_by_its_address(visitor, query, found):
    rows = visitor(f"/cooperation/?format=json&{query}").json()
    assert rows["count"] == len(rows["rows"]) == found
    body = visitor(f"/cooperation/?format=csv&{query}").content.decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(body)))) == found


def test_a_past_day_is_shown_as_it_was(visitor):
    before = visitor("/cooperation/NMA-0001/?format=json", on="2026-05-01").json()
    after = visitor("/cooperation/NMA-0001/?format=json").json()
    assert (before["version"], after["version"]) == (1, 2)
    assert "XQ" not in before["parties"]
    assert {each["outcome"] for each in after["rules"]} == {"declared"}


def test_a_plan_is_explained_line_by_line_and_offer_by_offer(visitor):
    text = text_of(visitor("/cooperation/NMA-0001/XM/implement/"))
    for said in (
        "800,000 USD",
        "O-101: 1,200,000 USD",
        "65.9444",
        "1,600,000 of 5,400,000",
        "asks for something in return",
        "What the order rests on",
        "under discussion",
    ):
        assert said in text, said
    found = visitor("/cooperation/NMA-0001/XM/implement/?format=json").json()
    assert found["plans"][0]["gap"] == 800_000
    assert found["weights"] == {"focus": "30", "type": "25", "region": "15", "sdg": "15", "amount": "15"}
    assert set(found["sensitivity"]) == {"focus", "type", "region", "sdg", "amount"}
    assert visitor("/cooperation/NMA-0002/XQ/develop/").status_code == 404, "hidden from matching"


def test_a_hidden_post_keeps_its_place_and_loses_its_text(visitor):
    text = text_of(visitor("/cooperation/forum/"))
    assert "Buy my panels" not in text
    assert "Buy my panels" not in visitor("/cooperation/forum/?format=json").content.decode()
    assert "Advertising (synthetic)" in text


def test_exports_leave_as_json_and_tables_as_csv(visitor):
    pack = visitor("/cooperation/exports/?what=platform&approach=NMA-0001&format=json").json()
    assert [each["reference"] for each in pack] == ["NMA-0001"]
    body = visitor("/cooperation/exports/?what=support-chapters&party=XM&format=csv").content.decode("utf-8-sig")
    assert [each["table"] for each in csv.DictReader(io.StringIO(body))][:1] == ["III.6"]
    for what in ("narrative", "submission", "synthesis", "adaptation"):
        assert visitor(f"/cooperation/exports/?what={what}&party=XM&format=json").status_code == 200
    assert visitor("/cooperation/exports/?what=support-chapters&format=json").status_code == 400
    assert visitor("/cooperation/exports/?what=synthesis&format=csv").status_code == 400
    assert visitor("/cooperation/exports/?what=units").status_code == 400


def test_the_map_counts_approaches_where_their_hosts_are(visitor):
    rows = {row["subregion"]: row["approaches"] for row in visitor("/cooperation/map/?format=json").json()["rows"]}
    assert rows == {"014": ["NMA-0001", "NMA-0002"], "054": ["NMA-0002"]}


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/cooperation/?focus=UNITS", 400),
        ("/cooperation/?on=2026-02-31", 400),
        ("/cooperation/NMA-9999/", 404),
        ("/cooperation/needs-and-offers/?on=0001-01-01", 404),
        ("/cooperation/providers/?on=0001-01-01", 404),
        ("/cooperation/NMA-0001/XM/nothing/", 404),
        ("/cooperation/NMA-0001/?version=0", 400),
        ("/cooperation/%F0%9F%8C%8D/", 404),
    ],
)
def test_a_wrong_question_is_answered_with_a_sentence(visitor, address, status):
    response = visitor(address, on=None)
    assert response.status_code == status
    assert 'class="refusal"' in text_of(response)


def test_no_page_of_article_6_8_shows_a_serial_an_account_or_a_price(visitor):
    for address in PAGES:
        main = text_of(visitor(address)).partition("<main")[2].partition("</main>")[0]
        assert not re.search(r'href="/(serial|blocks|accounts|entries)', main), address
        assert not re.search(r"\bprice\b|per tonne of", main), address


def test_what_a_visitor_sees_is_what_programs_read(visitor):
    text = text_of(visitor("/cooperation/committee/"))
    rows = visitor("/cooperation/committee/?format=json").json()
    for each in rows["meetings"]:
        assert each["month"] in text
    assert json.dumps(rows)


def test_an_approach_tells_which_activities_here_look_like_it_or_that_none_does(visitor, monkeypatch):
    assert "No activity of this registry looks like it" in text_of(visitor("/cooperation/NMA-0001/"))
    assert visitor("/cooperation/NMA-0001/?format=json").json()["may_be_the_same"] == []
    monkeypatch.setattr("sextant.web.views.approach.weights", lambda: {**weights(), "candidate": Decimal("-100")})
    told = visitor("/cooperation/NMA-0001/?format=json").json()["may_be_the_same"]
    assert told, "with no threshold every activity that shares a word is told"
    page = text_of(visitor("/cooperation/NMA-0001/", "zh-TW"))
    assert "請查看：本登記簿中可能相同之活動" in page
    assert told[0]["activity"] in page
