"""The outlines of reports and the rows of the structured summary that ship beside the code."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files

from sextant.domain.rule_value import Parameter, ValueInForce
from sextant.reporting.national.outline import (
    OUTLINES_FILE,
    REVIEW_FILE,
    SUMMARY_FILE,
    Outline,
    parse_outlines,
    parse_review_form,
    parse_rows,
)
from sextant.reporting.national.review import ReviewForm
from sextant.reporting.national.summary import Row
from sextant.storage.rulebook_files import rulebooks


def _text(name: str) -> str:
    return files("sextant.reporting.national").joinpath("data", name).read_text(encoding="utf-8")


@cache
def summary_rows() -> tuple[Row, ...]:
    """Return the rows of the structured summary, read once in a process."""
    return parse_rows(_text(SUMMARY_FILE))


@cache
def outlines() -> Mapping[str, Outline]:
    """Return the outlines by name, read once in a process."""
    return parse_outlines(_text(OUTLINES_FILE))


@cache
def review_form() -> ReviewForm:
    """Return the outline of the report of a review and its clock, read once in a process."""
    return parse_review_form(_text(REVIEW_FILE))


def review_days(on: date) -> Mapping[str, int]:
    """Return the days of the clock of a review, as the rulebook has them on a day."""
    book = rulebooks().books[next(iter(outlines().values())).cases_in]
    names = [
        name for each in review_form().clock for name in (each.before_week, each.after_week, each.after_step) if name
    ]
    found = {name: book.parameters[f"{book.code}.{name}"] for name in names}
    return {name: _days(each, on) for name, each in found.items()}


def _days(each: Parameter, on: date) -> int:
    found = each.at({each.anchor: on})
    assert isinstance(found, ValueInForce), f"{each.path} is in force on {on}"
    assert isinstance(found.value, int), f"{each.path} is a number of days"
    return found.value
