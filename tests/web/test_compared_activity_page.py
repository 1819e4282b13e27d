"""The page of one activity: figures, form, drawings, downloads and faults, in both languages; all in the address."""

import csv
import io
import json
import re
from html import unescape
from urllib.parse import urlencode

import pytest

ADDRESS = "/comparison/activity/"
YEARS = [
    ("year", "2028"),
    ("days", "366"),
    ("baseline", "3660"),
    ("activity", "0"),
    ("usual", ""),
    ("reference", ""),
    ("project", ""),
]


def text_of(client, address, language="en"):
    response = client.get(address, headers={"accept-language": language})
    return response.status_code, unescape(response.content.decode())


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("One activity compared", "385,783 units", "How to read this")),
        ("zh-hant", ("單一活動之比較", "385,783 單位", "如何閱讀")),
    ],
)
def test_the_page_shows_an_example_in_both_languages(client, language, words):
    status, text = text_of(client, ADDRESS, language)
    assert status == 200
    for each in words:
        assert each in text
    assert "<script" not in text
    assert "style=" not in text


def test_what_is_typed_is_compared_and_stands_in_the_form_again(client):
    query = urlencode(
        [*YEARS, ("least_developed", "yes"), ("assume.price", "7"), ("rules", "article_6_4.overall_mitigation = 0.1")]
    )
    status, text = text_of(client, f"{ADDRESS}?{query}")
    assert status == 200
    assert "3,294 units" in text
    assert re.search(r'name="least_developed" value="yes" checked', text)
    assert re.search(r'name="assume.price" value="7"', text)
    assert "article_6_4.overall_mitigation = 0.1" in text
    assert "330" in text


def test_an_assumption_of_the_address_is_laid_over_an_example(client):
    status, text = text_of(client, f"{ADDRESS}?assume.price=7")
    assert status == 200
    assert re.search(r'name="assume.price" value="7"', text)
    status, text = text_of(client, f"{ADDRESS}?assume.price=NaN")
    assert "NaN" in text
    assert "385,783" not in text


def test_every_assumption_is_a_field_and_every_day_names_its_rule(client):
    from sextant.storage.comparison_files import comparison

    _, text = text_of(client, ADDRESS)
    for name in comparison().assumptions.all:
        assert f'name="assume.{name}"' in text
    assert 'href="/rules/article_6_4.global_consultation_days/"' in text


def test_downloads_carry_exactly_what_the_page_shows(client):
    _, text = text_of(client, f"{ADDRESS}?format=csv")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    [found] = [each for each in rows if (each["mechanism"], each["indicator"]) == ("article_6_4", "I2")]
    assert found["value"] == "385783"
    _, text = text_of(client, f"{ADDRESS}?format=activity")
    assert len(json.loads(text)["years"]) == 5
    _, text = text_of(client, f"{ADDRESS}?format=json")
    assert json.loads(text)["causes"]


def test_the_causes_are_shown_where_they_are_asked_for(client):
    assert "Which parameter causes the spread" not in text_of(client, ADDRESS)[1]
    assert "Which parameter causes the spread" in text_of(client, f"{ADDRESS}?causes=yes")[1]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("year=2028&days=366&baseline=many&activity=0", "expected a number"),
        ("year=2028&baseline=1&activity=0&assume.price=-1", "expected a number from 0 to 1000"),
        ("example=weather", "There is no example weather"),
        ("year=2028&baseline=1&activity=0&rules=nothing", "expected the path of a rule"),
    ],
)
def test_wrong_input_is_one_sentence_on_the_page(client, query, sentence):
    status, text = text_of(client, f"{ADDRESS}?{query}")
    assert status == 400
    assert sentence in text
