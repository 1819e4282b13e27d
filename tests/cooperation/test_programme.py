"""The Glasgow Committee: what the texts tell, and unknown where they end."""

from datetime import date

import pytest

from sextant.cooperation.programme import UNKNOWN, call_is_over, calls, dates_set, meeting_number, meetings, phase_on
from sextant.storage.rulebook_files import catalogue


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2021-12-31", "not_begun"),
        ("2022-01-01", "begun"),
        ("2022-12-31", "begun"),
        ("2023-01-01", "first"),
        ("2024-12-31", "first"),
        ("2025-01-01", "second"),
        ("2026-12-31", "second"),
        ("2027-01-01", UNKNOWN),
        ("2040-01-01", UNKNOWN),
    ],
)
def test_a_day_has_the_phase_that_a_text_sets_or_none(day, code):
    assert phase_on(catalogue(), date.fromisoformat(day)).code == code


@pytest.mark.parametrize(
    ("year", "second", "number"),
    [(2022, False, 1), (2022, True, 2), (2024, True, 6), (2025, False, 7), (2026, False, 9), (2026, True, 10)],
)
def test_meetings_are_numbered_two_a_year(year, second, number):
    assert meeting_number(catalogue(), year, second=second) == number


def test_the_list_of_meetings_ends_where_the_texts_do():
    found = meetings(catalogue())
    assert [each.number for each in found] == list(range(1, 11))
    assert found[-1].month == "2026-11"
    told = {each.number: each.month for each in found if each.told}
    assert told == {1: "2022-06", 2: "2022-11", 3: "2023-06", 6: "2024-11", 7: "2025-06"}
    assert [each.number for each in found if not each.workshop] == [2]


def test_what_a_text_tells_of_a_meeting_agrees_with_the_rule():
    months = catalogue().parameter("committee_months", date(2026, 1, 1))
    for each in meetings(catalogue()):
        year = 2022 + (each.number - 1) // 2
        assert each.month == f"{year}-{int(months['first' if each.number % 2 else 'second']):02d}"


def test_calls_close_on_their_last_day_or_stay_open():
    found = {each.code: each for each in calls(catalogue())}
    views = found["views_of_2022"]
    assert not call_is_over(views, date(2022, 2, 28))
    assert call_is_over(views, date(2022, 3, 1))
    assert not call_is_over(found["support"], date(2040, 1, 1))


def test_both_dates_of_the_review_are_kept():
    dated = {each.code: each.when for each in dates_set(catalogue())}
    assert (dated["review_at_cma_7"], dated["review_ends"], dated["successor"]) == ("2025-11", "2026-11", "2027")
