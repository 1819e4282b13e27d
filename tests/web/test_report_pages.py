"""The structured summary and the reports on pages: from a figure to its serials, and nothing that is held back."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest

from sextant.storage.letters.typesetting import can_set

WORDS = (
    "cannot be followed from the price",
    "Explain the part for adaptation",
    "The price per unit",
    "14500",
    "14,500",
    "9655000",
    "9,655,000",
)
"""What the synthetic Parties hold back."""
ADDRESSES = (
    "/parties/XA/summary", "/parties/XV/summary", "/parties/XA/reports", "/parties/XA/reports/initial",
    "/parties/XV/reports/regular", "/parties/XA/summary/23(c)/2025", "/parties/XA/summary/share/1",
    "/parties/XA/reviews", "/parties/XA/reviews/irterr2026_XAa01", "/parties/XA/reviews/irterr2027_XAa02",
)  # fmt: skip


def page(visitor, address, language="en"):
    visitor.cookies["sextant_language"] = {"en": "en", "zh-Hant": "zh-hant"}[language]
    response = visitor.get(address)
    assert response.status_code == 200, response.content
    return response.content.decode()


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
@pytest.mark.parametrize("row", ["23(c)", "23(f)", "23(g)", "23(h)", "7(a)(ii)"])
def test_a_figure_of_the_summary_leads_to_its_serials(stated, language, row):
    content = page(stated, "/parties/XA/summary", language)
    link = re.search(rf'href="(/parties/XA/summary/{re.escape(row)}/202[56])">([^<]+)<', content)
    if row == "23(g)":
        assert link is None, "a year without an inventory has no adjustment under averaging"
        return
    behind = page(stated, link[1], language)
    assert 'class="range"' in behind
    assert 'href="/blocks/UN01/UN01-XA-A0001-2025-' in behind
    if row == "23(c)":
        rows = stated.get(f"{link[1]}?format=json").json()["rows"]
        assert sum(each["quantity"] for each in rows) == int(link[2].replace(",", ""))


def test_the_parts_of_a_quantity_lead_to_their_serials_and_add_up(stated):
    found = stated.get("/parties/XV/summary?format=json").json()
    used = [each for each in found["shares"] if each["item"] == "used"]
    rows = {(each["row"], each["year"]): each["value"] for each in found["rows"]}
    for year in (2025, 2026):
        assert sum(each["quantity"] for each in used if each["year"] == year) == rows["23(e)", year]
    assert {(each["using"], each["approach"]) for each in used} == {("XV", "CA0001")}
    behind = stated.get("/parties/XV/summary/share/1?format=json").json()["rows"]
    assert sum(each["quantity"] for each in behind) == found["shares"][0]["quantity"]
    assert stated.get("/parties/XV/summary/share/99").status_code == 404
    assert stated.get("/parties/XV/summary/23(z)/2025").status_code == 404


@pytest.mark.parametrize("form", ["html", "csv", "json", "xlsx"])
def test_nothing_that_is_held_back_leaves(stated, form):
    for address in ADDRESSES:
        response = stated.get(address, {"format": form})
        if response.status_code == 400:
            assert form == "xlsx", "lists and events have no workbook"
            continue
        assert response.status_code == 200, address
        content = response.content
        if form == "xlsx":
            book = zipfile.ZipFile(BytesIO(content))
            content = b"".join(book.read(name) for name in book.namelist())
        assert [each for each in WORDS if each in content.decode()] == [], address
    for each in WORDS:
        assert "Nothing here answers to this" in page(stated, f"/search?q={each}")


@pytest.mark.skipif(not can_set(), reason="the extra `letters` is not installed")
@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_a_report_is_typeset_in_both_languages(stated, language):
    response = stated.get("/parties/XA/reports/initial", {"format": f"{language}.pdf"})
    assert response.content.startswith(b"%PDF")


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_what_is_missing_in_a_report_is_named_first_and_stands_at_its_item(stated, language):
    content = page(stated, "/parties/XM/reports/initial", language)
    assert 'href="#item-IV.H.6@CA0001"' in content
    assert 'id="item-IV.H.6@CA0001"' in content
    assert "No official template" not in content
    mark = {"en": "no official template has been seen", "zh-Hant": "未見官方範本"}[language]
    assert mark in content


@pytest.mark.parametrize("report", ["XA/reports/initial", "XV/reports/regular"])
def test_the_reports_of_the_demonstration_are_complete(stated, report):
    rows = stated.get(f"/parties/{report}?format=json").json()["rows"]
    assert [each["item"] for each in rows if each["state"] == "missing"] == []
    assert {each["state"] for each in rows} >= {"given", "not_applicable"}
    assert "(synthetic)" in next(each["content"] for each in rows if each["state"] == "given")


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_a_review_carries_over_what_the_one_before_left_open(stated, language):
    content = page(stated, "/parties/XA/reviews/irterr2027_XAa02", language)
    assert 'href="/parties/XA/reviews/irterr2026_XAa01#F2"' in content
    assert "#F3" not in content
    told = stated.get("/parties/XA/reviews/irterr2027_XAa02?format=json").json()
    assert told["clock"][0] == {"step": "week_agreed", "last_day": "2027-01-04", "taken_on": "2026-11-20"}
    unresolved = stated.get("/parties/XA/reviews?format=json").json()["unresolved"]
    assert [each["finding"] for each in unresolved] == ["F2"]


def test_a_report_that_is_not_there_is_said_so(stated):
    assert stated.get("/parties/XQ/reports/initial").status_code == 404
    assert stated.get("/parties/XA/reports/annual").status_code == 404
