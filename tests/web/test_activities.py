"""The list of activities: filters, order, paging and downloads are one question in one address."""

import csv
import io

import pytest


def rows(client, query):
    return client.get(f"/activities?format=json&{query}").json()["rows"]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 64),
        ("party=GH", 2),
        ("party=KE", 62),
        ("mechanism=article_6_4", 1),
        ("status=withdrawn", 1),
        ("status=unknown", 1),
        ("methodology=acm0002", 61),
        ("methodology=ACM0002+ver.+6", 1),
        ("q=wind", 60),
        ("q=28", 1),
        ("issued=yes", 4),
        ("issued=no", 60),
        ("party=KE&issued=yes", 2),
        ("party=ZZ", 0),
        ("q=%25", 0),
    ],
)
def test_a_filter_leaves_what_it_says(client, query, count):
    assert len(rows(client, query)) == count
    page = client.get(f"/activities?{query}").content.decode()
    assert f"{count} of 64 activities" in page


def test_an_empty_list_says_why(client):
    assert "No activity meets all of these filters at once" in client.get("/activities?party=ZZ").content.decode()


def test_sorting_goes_both_ways_and_puts_the_unknown_last(client):
    expected = [row["expected_annual_reductions"] for row in rows(client, "sort=-expected")]
    known = [each for each in expected if each is not None]
    assert known == sorted(known, reverse=True)
    assert expected[-1] is None
    assert [row["reference"] for row in rows(client, "mechanism=cdm")][:4] == ["28", "29", "30", "1000"]
    assert rows(client, "sort=-issued")[0]["reference"] == "28"


def test_a_page_and_the_next_together_are_the_list(client):
    first = client.get("/activities?size=25").content.decode()
    assert "page 1 of 3" in first
    assert "?size=25&amp;page=2" in first
    assert "page 3 of 3" in client.get("/activities?size=25&page=3").content.decode()


def test_the_csv_holds_exactly_the_filtered_rows_and_no_formula(client):
    response = client.get("/activities?format=csv&party=KE&page=2")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    found = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(found) == 62
    assert {row["title"] for row in found if row["reference"] == "30"} == {"'=HYPERLINK(1)"}
    assert {row["synthetic"] for row in found} == {"no"}


def test_what_was_issued_depends_on_the_day(client):
    assert rows(client, "q=28&as_of=2008-01-01")[0]["issued"] == 2_210
    assert rows(client, "q=28")[0]["issued"] == 9_514
