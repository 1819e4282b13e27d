"""The shipped rules: they load, every value has its source, and every value counts."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
import yaml
from tests.rules.shipped import TEXTS, another, books, whole, written_in

from sextant.domain.rule_value import NotInForce, ValueInForce, WhyNot
from sextant.rules.loading import check
from sextant.rules.parameter import parse_parameters
from sextant.rules.reading import Faults
from sextant.storage.account_types import account_types
from sextant.wording.rules_page import stale

VALUES = [
    (file, name, day)
    for file in sorted(TEXTS)
    if "/parameters/" in file
    for name, body in written_in(file)
    for day, value in body["values"].items()
    if value["value"] != "none"
]


def test_the_shipped_rules_load_without_a_finding():
    assert check(TEXTS) == ()
    assert len(VALUES) > 200


@pytest.mark.parametrize(("file", "name", "day"), VALUES, ids=lambda each: str(each).rpartition("/")[2])
def test_changing_a_value_in_its_file_changes_the_answer(file, name, day):
    mechanism = file.partition("/")[0]
    path, on = f"{mechanism}.{name}", date.fromisoformat(day)
    changed = whole(file)
    body = changed["parameters"][name]
    body["values"][day]["value"] = another(body["values"][day]["value"], body["type"])
    body.pop("choices", None)
    faults = Faults()
    book = books().books[mechanism]
    parsed = parse_parameters(
        yaml.safe_dump(changed, allow_unicode=True, sort_keys=False),
        file,
        mechanism=mechanism,
        units=books().measures,
        anchors=book.mechanism.dates,
        faults=faults,
    )
    assert faults.sentences == []
    before, after = books().parameter(path).on(on), parsed[path].on(on)
    assert isinstance(before, ValueInForce)
    assert isinstance(after, ValueInForce)
    assert before.value != after.value
    assert before.source == after.source


def test_a_value_applies_from_its_day_and_not_a_day_before():
    for parameter in books().parameters.values():
        first = parameter.values[0].from_date
        found = parameter.at({parameter.anchor: first - timedelta(days=1)})
        assert isinstance(found, NotInForce)
        assert found.reason is WhyNot.BEFORE_FIRST
        assert found.first == first
        for each in parameter.values:
            answer = parameter.at({parameter.anchor: each.from_date})
            if each.value is not None:
                assert isinstance(answer, ValueInForce)
                assert (answer.value, answer.source) == (each.value, each.source)


def test_a_case_without_the_anchor_gets_no_value():
    found = books().at("article_6_4.review_window_days", {"issued": date(2026, 1, 1)})
    assert isinstance(found, NotInForce)
    assert found.reason is WhyNot.ANCHOR_UNKNOWN
    assert books().number("article_6_4.review_window_days", {}) is None


def test_a_repealed_value_is_no_value_and_names_its_paragraph():
    found = books().parameter("article_6_4.supervisory_body_meetings_min").on(date(2026, 1, 1))
    assert isinstance(found, NotInForce)
    assert found.reason is WhyNot.REPEALED
    assert found.source is not None
    assert found.source.document == "Decision 3/CMA.3"


def test_numbers_and_texts_are_read_by_path():
    dates = {"opened": date(2026, 1, 1), "meeting": date(2026, 1, 1), "issued": date(2026, 1, 1)}
    assert books().number("article_6_4.review_window_days", dates) == 28
    assert books().number("article_6_4.share_of_proceeds_for_adaptation", dates) is None
    assert books().text("article_6_4.supervisory_body_majority", dates) == "0.75"
    assert books().has("article_6_4.review_window_days")
    assert not books().has("article_6_4.review_windows_days")


def test_no_number_is_a_binary_float():
    for parameter in books().parameters.values():
        for each in parameter.values:
            assert not isinstance(each.value, float)


def test_the_account_types_of_the_rulebooks_are_those_of_the_ledger():
    assert dict(books().account_types) == dict(account_types())


def test_the_pages_about_the_rules_are_fresh():
    assert stale() == []


def test_the_check_of_the_pages_ends_with_0_when_they_are_fresh():
    command = [sys.executable, "-m", "sextant.wording.rules_page", "--check"]
    assert subprocess.run(command, check=False, capture_output=True, timeout=120).returncode == 0
