"""Each page answers in both languages, with what it is for."""

import re

import pytest

PAGES = {
    "/": ("What became of this unit?", "這個單位去了哪裡？"),
    "/about": ("What the figures mean", "數字的意義"),
    "/activities": ("64 of 64 activities", "64 項活動中的 64 項"),
    "/activities/CDM/28": ("What became of the units", "單位的去向"),
    "/activities/CDM/29": ("Activity 29, title not known", "活動 29（名稱不詳）"),
    "/activities/UN01/A0001": ("What became of the units", "單位的去向"),
    "/parties": ("3 Parties host activities", "共 4 個締約方"),
    "/parties/GH": ("Ghana", "迦納"),
    "/parties/XA": ("Alidade (synthetic)", "照準國（模擬）"),
    "/accounts": ("10 of 10 accounts", "10 個帳戶中的 10 個"),
    "/accounts/CDM/GH-cancellation": ("Ghana: Cancellation account", "迦納：取消帳戶"),
    "/accounts/UN01/XV-holding": ("Vernier (synthetic): Holding account", "游標國（模擬）：持有帳戶"),
    "/serial": ("Find a serial", "查序號"),
    "/serial/GH-2305": ("The life of this unit", "這個單位的經歷"),
    "/serial/UN01-XA-A0001-2025-120": ("retired", "已註銷"),
    "/blocks/CDM/GH-2211": ("Find one serial of GH", "查詢 GH 的某一序號"),
    "/search?q=wind": ("All 60 that match", "全部 60 筆相符結果"),
}
PAGES["/parties"] = ("4 Parties host activities", "共 4 個締約方")


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(("language", "index", "code"), [("en", 0, "en"), ("zh-TW", 1, "zh-Hant")])
def test_a_page_answers_in_the_language_of_the_visitor(client, address, language, index, code):
    response = client.get(address, headers={"accept-language": language})
    text = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{code}">' in text
    assert PAGES[address][index] in text


def test_every_answer_is_protected_and_has_nothing_inline(client):
    for address in PAGES:
        response = client.get(address)
        text = response.content.decode()
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert "script-src" not in response["Content-Security-Policy"]
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Referrer-Policy"] == "same-origin"
        assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=|https?://", text), address


def test_the_language_switch_keeps_the_address(client):
    address = "/activities?party=GH&sort=-issued"
    page = client.get(address, headers={"accept-language": "en"}).content.decode()
    assert 'name="next" value="/activities?party=GH&amp;sort=-issued"' in page
    response = client.post("/language", {"language": "zh-hant", "next": address})
    assert (response.status_code, response["Location"]) == (302, address)
    assert '<html lang="zh-Hant">' in client.get(address, headers={"accept-language": "en"}).content.decode()


@pytest.mark.parametrize("away", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_the_language_switch_does_not_lead_elsewhere(client, away):
    assert client.post("/language", {"language": "en", "next": away})["Location"] == "/"


def test_titles_are_escaped(client):
    text = client.get("/activities/CDM/28").content.decode()
    assert "Akosombo &lt;hydro&gt; &amp; “friends”" in text
    assert "<hydro>" not in text


def test_what_is_unknown_is_shown_as_unknown(client):
    text = client.get("/activities/CDM/29").content.decode()
    assert text.count("unknown") >= 3


def test_the_synthetic_banner_stands_only_where_synthetic_data_shows(client):
    banner = "Synthetic demonstration data"
    for address in (
        "/",
        "/activities/UN01/A0001",
        "/parties/XA",
        "/accounts/UN01/omge",
        "/blocks/UN01/UN01-XA-A0001-2025-1",
    ):
        assert banner in client.get(address).content.decode(), address
    for address in ("/activities/CDM/28", "/parties/GH", "/accounts/CDM/GH-cancellation", "/serial/GH-1", "/about"):
        assert banner not in client.get(address).content.decode(), address


def test_the_totals_of_the_first_page_depend_on_the_day(client):
    today = client.get("/?format=json").json()
    assert today["total"]["issued"] == 1_000 + 9_514 + 1_000 + 500
    assert today["total"]["cancelled"] == 20 + 50 + 400
    past = client.get("/?format=json&as_of=2010-01-01").json()
    assert past["as_of"] == "2010-01-01"
    assert (past["total"]["issued"], past["total"]["cancelled"]) == (9_514, 0)
    unknown = client.get("/?format=json&known_at=2000-01-01T00:00").json()
    assert unknown["total"]["issued"] == 0


def test_expiring_units_are_explained_where_they_are_shown(client):
    sentence = "does not compute their expiry yet"
    assert sentence in client.get("/parties/GH").content.decode()
    assert sentence not in client.get("/parties/KE").content.decode()


def test_a_statement_shows_its_sum(client):
    text = client.get("/accounts/UN01/XV-holding?from=2026-06-02&to=2026-12-31").content.decode()
    assert re.search(r"Opening, before 2026-06-02.*?300.*?In.*?0.*?Out.*?50.*?Closing.*?250", text, re.DOTALL)
    content = client.get("/accounts/UN01/XV-holding?from=2026-06-02&to=2026-12-31&format=json").json()
    assert content["opening"] + content["in"] - content["out"] == content["closing"] == 250


def test_an_entry_and_its_correction_name_each_other(client, world):
    entries = world[1]
    assert str(entries["correct"])[-6:] in client.get(f"/entries/{entries['mistake']}").content.decode()
    assert str(entries["mistake"])[-6:] in client.get(f"/entries/{entries['correct']}").content.decode()
    content = client.get(f"/entries/{entries['mistake']}?format=json").json()
    assert content["corrected_by"] == [str(entries["correct"])]
    reported = client.get(f"/entries/{entries['recorded']}").content.decode()
    assert "The row as the registry published it" in reported


def test_a_hold_is_neither_in_nor_out(client):
    content = client.get("/accounts/UN01/XV-holding?format=json").json()
    assert (content["in"], content["out"], content["closing"]) == (300, 50, 250)
    held = [line for line in content["lines"] if line["kind"] == "place_hold"]
    assert [(line["direction"], line["quantity"]) for line in held] == [("stayed", 20)]


def test_static_files_are_served_without_a_collecting_step(client):
    for name in ("sextant.css", "mark.svg", "vendor/bootstrap.min.css"):
        response = client.get(f"/static/sextant/{name}")
        assert response.status_code == 200, name
        assert response["X-Content-Type-Options"] == "nosniff"
