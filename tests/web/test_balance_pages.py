"""The pages of a Party's balance: figures, unknown and withheld years, the chart, the serials behind each figure."""

from __future__ import annotations

import re

import pytest

SECRETS = ("14500", "14,500", "9655000", "9,655,000")
"""The contract that Alidade holds back, and the year of the inventory that Vernier holds back."""


def page(visitor, address, language="en"):
    visitor.cookies["sextant_language"] = {"en": "en", "zh-Hant": "zh-hant"}[language]
    response = visitor.get(address)
    assert response.status_code == 200, response.content
    return response.content.decode()


def test_a_figure_leads_to_the_serials_behind_it(stated):
    shown = stated.get("/parties/XA/balance?format=json").json()
    years = {row["year"]: row for row in shown["years"]}
    link = re.search(r'href="(/parties/XA/balance/events\?kind=first_transfer&amp;year=2025)">([\d,]+)<', page(
        stated, "/parties/XA/balance"))  # fmt: skip
    assert int(link[2].replace(",", "")) == years[2025]["first_transferred"] > 0
    behind = stated.get(f"{link[1].replace('&amp;', '&')}&format=json").json()
    assert behind["total"] == years[2025]["first_transferred"]
    assert sum(row["last"] - row["first"] + 1 for row in behind["rows"]) == behind["total"]
    ranges = page(stated, link[1].replace("&amp;", "&"))
    assert 'href="/blocks/UN01/UN01-XA-A0001-2025-' in ranges


def test_a_cumulative_figure_has_the_events_of_all_years_up_to_it(stated):
    years = {row["year"]: row for row in stated.get("/parties/XV/balance?format=json").json()["years"]}
    behind = stated.get("/parties/XV/balance/events?until=2026&kind=use&format=json").json()
    assert -years[2026]["cumulative"] == behind["total"] == 3_000


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_the_method_is_switched_without_a_script(stated, language):
    average = {"en": "Average", "zh-Hant": "平均"}[language]
    assert f">{average}</th>" in page(stated, "/parties/XA/balance", language)
    switched = page(stated, "/parties/XA/balance?method=trajectory", language)
    assert f">{average}</th>" not in switched
    assert "<script" not in switched


def test_another_edition_of_the_inventory_gives_another_balance(stated):
    old = stated.get("/parties/XA/balance?format=json&edition=NIR 2024").json()
    new = stated.get("/parties/XA/balance?format=json").json()
    assert (old["inventory_edition"], new["inventory_edition"]) == ("NIR 2024", "NIR 2026")
    assert (old["years"][0]["emissions"], new["years"][0]["emissions"]) == (4_120_000, 4_131_000)
    assert "No inventory edition" in stated.get("/parties/XA/balance?edition=none").content.decode()


def test_a_year_without_an_inventory_is_unknown_and_one_held_back_is_withheld(stated):
    content = page(stated, "/parties/XV/balance")
    rows = re.findall(r"<tr><th scope=\"row\"[^>]*>(\d{4})</th>(.*?)</tr>", content, re.DOTALL)
    states = {year: ("withheld" in row, "unknown" in row) for year, row in rows}
    assert states["2021"] == (False, False)
    assert states["2022"] == (True, True)
    assert states["2025"] == (False, True)
    assert re.search(r'class="band-word"[^>]*>withheld<', content)
    assert re.search(r'class="band-word"[^>]*>unknown<', content)


def test_conditional_and_unconditional_targets_stand_apart_and_unknown_is_never_affordable(stated):
    content = page(stated, "/parties/XA/affordability?scenario=inventory")
    assert "state affordable" not in content
    assert content.index("Unconditional targets") < content.index("Conditional targets")
    rows = stated.get("/parties/XA/affordability?scenario=inventory&format=json").json()["rows"]
    assert {row["answer"] for row in rows} == {"unknown"}
    assert {row["conditional"] for row in rows} == {True, False}
    assert {row["method"] for row in rows} == {"trajectory", "averaging", "multi_year"}


def test_the_gap_of_a_buyer_is_shown_with_its_parts(stated):
    found = stated.get("/parties/XV/purchases?format=json").json()
    assert found["gap"] == found["planned"] - found["contracted"] - found["acquired"]
    assert found["used"] == 3_000
    assert f"{found['gap']:,}" in page(stated, "/parties/XV/purchases")


@pytest.mark.parametrize("form", ["html", "csv", "json"])
def test_nothing_that_is_held_back_stands_on_a_page_or_in_an_export(stated, form):
    names = ("balance", "balance/events", "affordability", "purchases")
    for address in [f"/parties/{party}/{name}" for party in ("XA", "XV") for name in names]:
        content = stated.get(address, {"format": form}).content.decode()
        assert [secret for secret in SECRETS if secret in content] == [], address
    for secret in SECRETS:
        assert "Nothing here answers to this" in stated.get("/search", {"q": secret}).content.decode()


def test_a_party_that_stated_nothing_is_told_so(stated):
    response = stated.get("/parties/XQ/balance")
    assert response.status_code == 404
    assert "had stated no inventory, target or method" in response.content.decode()
