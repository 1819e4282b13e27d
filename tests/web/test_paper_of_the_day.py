"""The paragraphs of the paper that are about figures of a day show them, and say where they are unknown."""

import pytest


@pytest.mark.parametrize(("language", "word"), [("en", "unknown: no table"), ("zh-hant", "不詳：未提供核發清單")])
def test_the_paragraph_of_the_paper_shows_the_target(client, language, word):
    page = client.get("/paper/", headers={"accept-language": language}).content.decode()
    row = page[page.index('id="2.4d"') :].partition("</tr>")[0]
    assert "100,000,000" in row
    assert "200,000,000" in row
    assert word in row
    assert client.get("/paper/?format=json").json()["targets"][0]["id"] == "jcm_2030"
