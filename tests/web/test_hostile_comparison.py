"""Whatever stands in the address of a comparison, the page compares or says in a sentence why not; it never fails."""

from time import perf_counter
from urllib.parse import quote, urlencode

import pytest
from tests.web.test_compared_activity_page import ADDRESS, YEARS, text_of

ROW = dict(YEARS)
ADDRESSES = {
    "nothing_in_fields": [("year", ""), ("days", "")],
    "year_beyond_measure": ROW | {"year": "9" * 200},
    "year_is_no_number": ROW | {"year": "NaN"},
    "days_without_year": [("days", "5"), ("baseline", "1")],
    "more_years_than_ten": [("year", str(2027 + place)) for place in range(500)],
    "tonnes_beyond_measure": ROW | {"baseline": "1e30"},
    "tonnes_not_finite": ROW | {"baseline": "-Infinity"},
    "other_digits": ROW | {"baseline": "٣"},
    "zero_byte": ROW | {"title": "\x00"},
    "title_beyond_measure": ROW | {"title": "t" * 5000},
    "assumption_unknown": {"assume.weather": "1"},
    "assumption_without_name": {"assume.": "1"},
    "assumption_twice": [("assume.price", "1"), ("assume.price", "x")],
    "assumption_beyond_measure": {"assume.price": "1e999999999"},
    "rule_beyond_measure": ROW | {"rules": "article_6_4.completeness_check_days = 1e9999999"},
    "rule_without_value": ROW | {"rules": "article_6_4.overall_mitigation ="},
    "rules_are_signs": ROW | {"rules": ";;=;=="},
    "rules_beyond_measure": ROW | {"rules": ";".join(f"a.b{place} = 1" for place in range(3000))},
    "opts_in_without_exemption": ROW | {"opts_in_to_adaptation_share": "yes"},
    "example_unknown": {"example": "../solar"},
    "causes_unknown": {"causes": "maybe"},
    "format_unknown": {"format": "pdf"},
    "day_unknown": {"on": "2026-02-31"},
    "day_before_all": {"on": "0001-01-01"},
    "day_after_all": {"on": "9999-12-31"},
    "broken_signs": None,
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_every_address_is_answered(client, name):
    content = ADDRESSES[name]
    query = "year=%ff%fe&baseline=%c3%28" if content is None else urlencode(content, quote_via=quote)
    client.get(ADDRESS)  # what is loaded once is loaded
    begun = perf_counter()
    for language in ("en", "zh-hant"):
        status, text = text_of(client, f"{ADDRESS}?{query}", language)
        assert status in (200, 400, 404), status
        assert "Traceback" not in text
    assert perf_counter() - begun < 4
