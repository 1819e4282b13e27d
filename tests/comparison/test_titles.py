"""The title of an activity is one text, or one in each language; anything else is a fault that names its place."""

import pytest

from sextant.comparison.activity import Fault, parse_activity

YEARS = [{"year": 2027, "baseline_emissions": "10", "activity_emissions": "1"}]


@pytest.mark.parametrize(
    ("title", "code", "where"),
    [
        (7, "not_text", "title"),
        ({"en": "A"}, "key_missing", "title"),
        ({"en": "A", "zh-Hant": "甲", "fr": "A"}, "key_unknown", "title"),
        ({"en": "A", "zh-Hant": "甲" * 201}, "not_text", "title.zh-Hant"),
    ],
)
def test_a_title_that_is_none_is_told(title, code, where):
    with pytest.raises(Fault) as told:
        parse_activity({"title": title, "years": YEARS})
    assert (told.value.code, told.value.about["where"]) == (code, where)


def test_a_title_in_one_language_stands_in_both():
    title = parse_activity({"title": "A", "years": YEARS}).title
    assert (title.english, title.chinese) == ("A", "A")
