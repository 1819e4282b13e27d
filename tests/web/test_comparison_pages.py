"""The pages of the comparison and of the founding paper: values with rule and source, verdicts, in both languages."""

import csv
import io
import re
from html import unescape

import pytest

from sextant.storage.comparison_files import comparison

PAGES = {
    "/comparison/": ("0.05 (5% of the units issued)", "0.05（核發單位之 5%）"),
    "/comparison/?view=contribution": ("exempt: ", "豁免："),
    "/comparison/?view=article_6_2_against": None,
    "/comparison/?view=governance_and_operation&on=2022-06-01": ("2 meetings", "2 次會議"),
    "/paper/": ("86 paragraphs, 166 claims", "共 86 段、166 項主張"),
    "/paper/?verdict=wrong": ("adds to its emissions balance", "加計於排放餘額"),
}


def text_of(client, address, language="en"):
    response = client.get(address, headers={"accept-language": language})
    return response.status_code, unescape(response.content.decode())


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_a_page_says_what_it_is_for_in_both_languages(client, address, language):
    status, text = text_of(client, address, language)
    if PAGES[address] is None:
        assert status == 400
        return
    assert status == 200
    assert PAGES[address][language != "en"] in re.sub(r"\s+", " ", text)


def test_every_aspect_stands_on_the_page_and_every_computed_value_links_to_its_rule(client):
    _, text = text_of(client, "/comparison/")
    for each in comparison().aspects:
        assert f'id="{each}"' in text
    for path in ("article_6_4.share_of_proceeds_for_adaptation", "cdm.share_of_proceeds_for_adaptation"):
        assert f'href="/rules/{path}/"' in text
    assert "#step-approve" in text
    assert "not answered yet" in text


def test_every_paragraph_and_claim_stands_on_the_page_of_the_paper(client):
    _, text = text_of(client, "/paper/")
    for paragraph in comparison().paper.values():
        assert f'id="p-{paragraph.id}"' in text
        for claim in paragraph.claims:
            assert f'id="{claim.id}"' in text
    assert "1997-12-11" in text
    assert "unverified" in text


def test_links_between_both_pages_lead_to_what_is_there(client):
    _, rows = text_of(client, "/comparison/")
    _, claims = text_of(client, "/paper/")
    for page, other, name in ((rows, claims, "paper"), (claims, rows, "comparison")):
        found = set(re.findall(rf'href="/{name}/#([^"]+)"', page))
        assert found
        assert all(f'id="{each}"' in other for each in found)


def test_every_link_of_both_pages_leads_somewhere(client):
    links = set()
    for address in ("/comparison/", "/paper/"):
        links |= {each.partition("#")[0] for each in re.findall(r'href="(/[^"]+)"', text_of(client, address)[1])}
    asked = sorted(each for each in links if each.startswith(("/rules/", "/documents/", "/cycles/", "/scenarios/")))
    assert len(asked) > 40
    for each in asked:
        if not each.startswith("/scenarios/"):
            assert client.get(each).status_code == 200, each


def test_csv_and_json_hold_the_rows_of_the_page(client):
    found = client.get("/comparison/?view=methodologies&format=json").json()
    rows = list(csv.DictReader(io.StringIO(client.get(
        "/comparison/?view=methodologies&format=csv").content.decode("utf-8-sig"))))  # fmt: skip
    assert len(rows) == 5 * found["count"] > 0
    paper = client.get("/paper/?verdict=wrong&format=json").json()
    assert paper["claims"] == paper["verdicts"]["wrong"]
    assert paper["lineage"][0]["when"] == "1997-12-11"
