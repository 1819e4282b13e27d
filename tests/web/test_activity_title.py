"""The title of an activity stands in both languages, and stays so when the form is sent again unchanged."""

import re
from html import unescape

import pytest

from sextant.storage.comparison_files import examples

SOLAR = {"en": "A solar plant of 50 MW (synthetic)", "zh-Hant": "50 MW 太陽能電廠（模擬）"}
HAN = re.compile(r"[\u4e00-\u9fff]")
YEAR = "year=2027&days=365&baseline=100&activity=1&usual=&reference=&project="


def heading(client, query, language):
    page = unescape(
        client.get(f"/comparison/activity/?{query}", headers={"accept-language": language}).content.decode()
    )
    return re.search(r'<h2 id="figures">(.*?)</h2>', page)[1]


@pytest.mark.parametrize(("language", "title"), [("en", SOLAR["en"]), ("zh-hant", SOLAR["zh-Hant"])])
def test_an_example_is_named_in_the_language_of_the_reader(client, language, title):
    assert heading(client, "example=solar", language) == title


def test_a_title_that_was_left_as_it_was_stays_in_both_languages(client):
    kept = f"{YEAR}&title.en=A&title.zh-Hant=甲"
    assert heading(client, f"{kept}&title=甲", "en") == "A"
    assert heading(client, f"{kept}&title=A", "zh-hant") == "甲"
    assert heading(client, f"{kept}&title=B", "zh-hant") == "B"


@pytest.mark.parametrize("name", examples())
def test_every_example_says_in_both_languages_that_it_is_synthetic(client, name):
    title = client.get(f"/comparison/activity/?example={name}&format=activity").json()["title"]
    assert "(synthetic)" in title["en"]
    assert "（模擬）" in title["zh-Hant"]
    assert HAN.search(title["zh-Hant"])
