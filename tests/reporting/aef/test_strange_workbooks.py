"""Workbooks made by others are read as they mean it: each dialect passes, habits change nothing, slips are told.

Each slip is planted in the cells of a workbook and not in our records, so that reading and checking are one path.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.reporting.aef.planted import SLIPS
from tests.reporting.aef.strange_workbooks import (
    ACTIONS,
    APPROACH,
    AUTHORIZATION,
    CADTRUST,
    CHECKER,
    ENTITIES,
    HEADER,
    HEADINGS,
    HOLDINGS,
    NOMENCLATURE,
    PROFILES,
    SUBMISSION,
    as_day,
    at,
    every_cell,
    history,
    put,
    saved,
)

from sextant.application.queries.check_aef import check_aef
from sextant.reporting.checks.finding import FAIL, UNVERIFIABLE
from sextant.reporting.checks.reports import parse_reports
from sextant.storage.aef_format import aef_format, check_catalogue
from sextant.storage.submission_files import read_submissions


def outcome(folder: Path, books: dict[Any, Any], reports: Any = ()) -> Any:
    files = [saved(book, folder / f"{number}.xlsx") for number, book in enumerate(books.values())]
    return check_aef(read_submissions(files), aef_format(), check_catalogue(), reports)


def failing(result: Any) -> set[str]:
    return {each.finding.rule for each in result.findings if each.finding.outcome == FAIL}


def changed(profile: str, change: Callable[[Any], Any]) -> dict[Any, Any]:
    books = history(profile)
    for book in books.values():
        change(book)
    return books


@pytest.mark.parametrize("profile", PROFILES)
def test_each_dialect_is_recognised_and_passes(tmp_path, profile):
    result = outcome(tmp_path, history(profile))
    assert {each.profile for each in result.submissions} == {profile}
    assert failing(result) == set()
    assert [len(each.content.actions) for each in result.submissions] == [1, 3, 1, 2]


def test_each_file_may_be_in_a_dialect_of_its_own(tmp_path):
    books = history(dict(zip(history(CHECKER), (NOMENCLATURE, CHECKER, CADTRUST, NOMENCLATURE), strict=True)))
    assert failing(outcome(tmp_path, books)) == set()


def texts(change: Callable[[str], Any]) -> Callable[[Any], None]:
    return lambda book: every_cell(book, lambda cell: change(cell) if isinstance(cell, str) and cell else cell)


def numbers(change: Callable[[int], Any]) -> Callable[[Any], None]:
    return lambda book: every_cell(book, lambda cell: change(cell) if isinstance(cell, int) else cell)


def on_tables(change: Callable[[list[list[Any]]], None]) -> Callable[[Any], None]:
    return lambda book: [change(book[sheet]) for sheet in HEADINGS] and None


def other_names(change: Callable[[str], str]) -> Callable[[Any], None]:
    def apply(book: Any) -> None:
        for name in list(book):
            book[change(name)] = book.pop(name)

    return apply


def indexed(rows: list[list[Any]]) -> None:
    for number, row in enumerate(rows[3:]):
        row[0] = number or "Index"


HABITS: dict[str, Callable[[Any], Any]] = {
    "spaces around": texts(lambda cell: f"  {cell} "),
    "a space that does not break": texts(lambda cell: cell + "\u00a0"),
    "numbers as text": numbers(str),
    "thousands with commas": numbers(lambda cell: f"{cell:,}" if cell > 2100 else cell),
    "numbers with a point": numbers(float),
    "date cells": texts(as_day),
    "blank where nothing applies": texts(lambda cell: None if cell == "NA" else cell),
    "sheets of one's own": lambda book: book.update(Notes=[["see table 3"]], Lists=[["Cooperative approach ID"]]),
    "names of sheets in capitals": other_names(lambda name: f"{name.upper()} "),
    "blank rows behind": on_tables(lambda rows: rows.extend([*[[None] * 40] * 30, ["", " ", "\u00a0"]])),
    "no gutter": on_tables(lambda rows: rows.__setitem__(slice(None), [row[1:] for row in rows])),
    "a cover above": on_tables(lambda rows: rows.__setitem__(slice(0, 0), [["Ministry"], *[[]] * 8])),
    "headings broken over lines": on_tables(
        lambda rows: rows.__setitem__(3, [each and each.replace(" ", "\n", 1) + " " for each in rows[3]])
    ),
    "a column of numbers": on_tables(indexed),
}


@pytest.mark.parametrize("habit", HABITS)
def test_what_people_do_to_workbooks_changes_nothing(tmp_path, habit):
    profile = PROFILES[list(HABITS).index(habit) % 2]
    plain = outcome(tmp_path, history(profile))
    result = outcome(tmp_path, changed(profile, HABITS[habit]))
    assert failing(result) == set()
    if habit not in ("a cover above",):
        assert [each.content for each in result.submissions] == [each.content for each in plain.submissions]


def day_number(cell: str) -> Any:
    return (as_day(cell) - date(1899, 12, 30)).days if isinstance(as_day(cell), date) else cell


def without_noughts(cell: str) -> str:
    return "/".join(part.lstrip("0") for part in cell.split("/")) if isinstance(as_day(cell), date) else cell


def with_a_formula(book: Any) -> None:
    if has_rows(book, HOLDINGS):
        put(book, HOLDINGS, "Vintage", "=2000+22")


CODES = ("GHA", "CHE", "GHG", APPROACH, "GS")
SLIPS_OF_FORM: dict[str, tuple[Callable[[Any], Any], set[str]]] = {
    "a formula": (with_a_formula, {"S02"}),
    "codes in lower case": (texts(lambda cell: cell.lower() if cell in CODES else cell), {"S02", "S06"}),
    "identifiers in lower case": (texts(lambda cell: cell.lower() if cell.startswith("CA0003-") else cell), {"S05"}),
    "n/a for NA": (texts(lambda cell: "n/a" if cell == "NA" else cell), {"S02"}),
    "the number of a day": (texts(day_number), {"S02"}),
    "days without noughts": (texts(without_noughts), {"S02"}),
    "another name for a sheet": (other_names(lambda name: "Actions" if name == ACTIONS else name), {"S01"}),
    "other names for all sheets": (
        other_names(lambda name: " ".join(name.split()[:2]) if name.startswith("Table") else name),
        {"S01"},
    ),
    "columns in another order": (
        lambda book: [row.__setitem__(slice(1, 3), row[2:0:-1]) for row in book[ACTIONS][3:]],
        {"S01"},
    ),
}


def has_rows(book: Any, sheet: str) -> bool:
    return len(book[sheet]) > HEADER[sheet] + 1


@pytest.mark.parametrize("slip", SLIPS_OF_FORM)
def test_a_slip_of_form_is_told_and_what_it_means_is_read(tmp_path, slip):
    change, expected = SLIPS_OF_FORM[slip]
    result = outcome(tmp_path, changed(CHECKER, change))
    assert failing(result) == expected
    assert {each.profile for each in result.submissions} == {CHECKER}


def test_a_dash_in_words_that_nobody_has_to_give_is_no_slip(tmp_path):
    books = changed(
        CHECKER, lambda book: [put(book, ENTITIES, "Conditions", "-") if has_rows(book, ENTITIES) else None]
    )
    assert failing(outcome(tmp_path, books)) == set()


OF_REPORTS = ("T08", "X01", "X02", "X03", "X05")
NOT_FAILING = ("P07", "Y06")
"""P07 is unverifiable at most; a year that is missing is planted by leaving a workbook out."""


def test_every_rule_has_a_planted_slip():
    assert sorted({*SLIPS, *OF_REPORTS, *NOT_FAILING}) == sorted(check_catalogue().rules)


@pytest.mark.parametrize("rule", SLIPS)
def test_a_planted_slip_breaks_its_rule_and_exactly_these(tmp_path, rule):
    slip, expected = SLIPS[rule]
    books = history(CHECKER)
    slip(books)
    assert rule in expected
    assert failing(outcome(tmp_path, books)) == expected


def test_a_missing_counterparty_and_a_missing_year(tmp_path):
    books = history(CHECKER)
    alone = outcome(tmp_path, {key: book for key, book in books.items() if key[0] == "CHE"})
    assert failing(alone) == set()
    assert alone.outcomes["P07"] == alone.outcomes["P01"] == UNVERIFIABLE
    later = history(CHECKER)["CHE", 2024]
    for heading, value in (("Reported year", 2025), ("Date of submission", "31/03/2026")):
        put(later, SUBMISSION, heading, value)
    later[ACTIONS] = later[ACTIONS][:4]
    gap = outcome(tmp_path, {1: books["CHE", 2023], 2: later})
    assert failing(gap) == {"Y06"}


def given(**changes: Any) -> dict[str, Any]:
    """Return what GHA reported elsewhere, in agreement with its workbooks but for the changes."""
    zero = {"authorized_for_oimp_23d": 0, "used_23e": 0, "emissions_23a": 90_000}
    plain = {
        "party": "GHA",
        "initial_reports": [{"submitted_on": "2023-01-01", "approaches": [APPROACH], "method": "multi_year"}],
        "structured_summary": {
            "year_basis": "action",
            "years": {
                "2023": zero | {"first_transferred_23c": 11_733, "authorized_for_oimp_23d": 11_733},
                "2024": zero | {"first_transferred_23c": 367, "authorized_for_oimp_23d": 367},
            },
        },
        "biennial_report": {"due_year": 2024, "submitted_on": "2024-12-01"},
        "inventory": {"latest_year": 2022},
    }
    return plain | changes


def rows(**changes: int) -> dict[str, Any]:
    years = given()["structured_summary"]["years"]
    return {"year_basis": "action", "years": years | {"2024": years["2024"] | changes}}


REPORTS: dict[str, dict[str, Any]] = {
    "T08": {"initial_reports": [{"submitted_on": "2023-02-02", "approaches": [APPROACH]}]},
    "X01": {"structured_summary": rows(first_transferred_23c=366)},
    "X02": {"structured_summary": rows(adjustment_23g=367, balance_23k=90_000 - 367)},
    "X03": {"initial_reports": [{"submitted_on": "2023-01-01", "approaches": ["CA0009"]}]},
    "X04": {"biennial_report": {"due_year": 2024, "submitted_on": "2025-01-01"}},
    "X05": {"inventory": {"latest_year": 2019}},
}


def test_workbooks_that_agree_with_the_reports_pass(tmp_path):
    assert failing(outcome(tmp_path, history(CHECKER), parse_reports(given()))) == set()


@pytest.mark.parametrize("rule", REPORTS)
def test_a_slip_in_what_was_reported_elsewhere(tmp_path, rule):
    found = failing(outcome(tmp_path, history(CHECKER), parse_reports(given(**REPORTS[rule]))))
    assert rule in found
    assert found - {rule} <= {"T08", "X01"}


def test_the_draft_of_2022_is_read_into_the_five_tables(tmp_path):
    headings = [
        "Article 6 database record ID", "Cooperative approach", "First unique identifier", "Last unique identifier",
        "Metric", "Quantity (t CO2 eq)", "First transferring participating Party", "Vintage", "Sector(s)",
        "Activity type(s)", "Date of authorization", "Authorization ID", "Purposes for authorization",
        "OIMP authorized by the Party", "First transfer definition", "Action date", "Action type",
        "Transferring participating Party", "Acquiring participating Party",
    ]  # fmt: skip
    row = [
        "R-1", APPROACH, "CA0003-GHA01-GHA-1-2022", "CA0003-GHA01-GHA-11,733-2022", "t CO2 eq", "11,733", "GHA",
        "2022", "Energy", "Solar", "01/02/2023", AUTHORIZATION, "NDC", "", "First international transfer",
        "07/07/2023", "First transfer", "", "CHE",
    ]  # fmt: skip
    book = {
        "Actions": [["Table 1: Actions"], ["Party:", "GHA"], ["Reported year:", 2023], [], headings, row],
        "Holdings": [["Table 2: Holdings"], [], headings[:15]],
    }
    result = outcome(tmp_path, {1: book})
    content = result.submissions[0].content
    assert result.submissions[0].profile == "v1-draft-2022"
    assert (content.heading.party, content.heading.reported_year) == ("GHA", 2023)
    action = content.actions[0]
    first, last = action.first.serial, action.last.serial
    assert (action.quantity, first, last, action.acquiring_party) == (
        11_733,
        1,
        11_733,
        "CHE",
    )
    assert action.first_transferring_party == "GHA"
    assert content.authorizations[0].sectors == ("energy",)


def test_the_columns_of_the_description_are_ours():
    the_format = aef_format()
    for table in the_format.tables.values():
        if not table.vertical:
            assert [each for each in HEADINGS[table.sheet] if each] == [column.name for column in table.columns]
    assert at(history(CHECKER)["GHA", 2023], ACTIONS, "Vintage") == 22
