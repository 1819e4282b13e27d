"""A running office is taken over from its earlier reports: the same positions, and numbers that go on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.application.foreign.test_feed import Office
from tests.application.foreign.test_reported import ALPHA3, errors, history, reported

from sextant.application.foreign.opening import Opening
from sextant.reporting.aef.cell import Sheet, Workbook
from sextant.reporting.aef.reading import read_submission
from sextant.storage.aef_format import aef_format
from sextant.storage.rulebook_files import parties

ALPHA2 = {alpha3: code for code, alpha3 in ALPHA3.items()}


def opened(*submissions) -> tuple[Office, Opening]:
    office = Office()
    opening = Opening(office.feed, ALPHA2)
    opening.take(submissions)
    return office, opening


@pytest.mark.parametrize("party", ["GH", "CH"])
def test_positions_of_either_side_are_those_of_the_report_and_report_the_same(party):
    before = reported(history(), party)
    office, opening = opened(before)
    assert opening.done.not_taken == []
    assert opening.done.differences == []
    assert opening.done.reconciled
    assert office.sound()
    again = reported(office, party)
    told = [(each.type, str(each.first), str(each.last), each.quantity) for each in before.content.actions]
    assert [(each.type, str(each.first), str(each.last), each.quantity) for each in again.content.actions] == told
    assert [(each.first, each.last) for each in again.content.holdings] == [
        (each.first, each.last) for each in before.content.holdings
    ]


def test_what_was_taken_over_is_marked_with_its_file_and_row_and_taken_once():
    report = reported(history(), "GH")
    office, opening = opened(report)
    entries = list(office.office.reader.entries())
    assert all("GH-2025" in entry.actor for entry in entries)
    assert any('"row":"5"' in entry.body for entry in entries)
    recorded = opening.done.recorded
    second = Opening(office.feed, ALPHA2)
    assert second.take([report]).recorded == 0
    assert recorded > 0
    assert len(list(office.office.reader.entries())) == len(entries)


def test_a_difference_is_told_range_by_range():
    report = reported(history(), "CH")
    (held,) = report.content.holdings
    assert (held.first.serial, held.last.serial) == (21, 60)
    shorter = replace(report.content, holdings=(held._replace(last=held.last._replace(serial=50)),))
    _, opening = opened(replace(report, content=shorter))
    assert [(each.first, each.last, each.here) for each in opening.done.differences] == [(51, 60, True)]
    assert not opening.done.reconciled


def test_units_held_without_a_history_on_file_are_taken_as_held():
    report = reported(history(), "CH")
    _, opening = opened(replace(report, content=replace(report.content, actions=())))
    assert opening.done.reconciled


def test_a_series_that_was_taken_over_goes_on_after_its_last_number():
    office, opening = opened(reported(history(), "GH"))
    assert opening.done.reconciled
    office.tell("issuance", 1001, 1050)
    told = office.letter(1001, 1050)
    assert told.refusal is None
    assert [(each.first, each.last) for each in told.itmos] == [(71, 120)], "the report of 2025 ends with 70"


def test_identifiers_that_are_not_complete_are_named_and_nothing_is_reconciled():
    report = reported(history(), "CH")
    bare = tuple(each._replace(first=each.first.serial, last=each.last.serial) for each in report.content.actions)
    _, opening = opened(replace(report, content=replace(report.content, actions=bare)))
    assert {each.refusal.code for each in opening.done.not_taken} == {"opening_identifier_incomplete"}
    assert not opening.done.reconciled


def test_two_offices_that_were_taken_over_still_report_alike():
    before = history()
    host, buyer = reported(before, "GH"), reported(before, "CH")
    assert errors(reported(opened(host)[0], "GH"), reported(opened(buyer)[0], "CH")) == []


ID = "CA0003-GHA01-GHA-{}-2022"
V1_COLUMNS = ["Article 6 database record ID", "Cooperative approach", "First unique ID", "Last unique ID", "Metric",
              "Quantity (t CO2 eq)", "First transferring Party", "Vintage", "Date of authorization", "Authorization ID",
              "Purposes", "First transfer definition", "Action date", "Action type", "Transferring Party",
              "Acquiring Party", "Using Party"]  # fmt: skip


def v1_row(first, last, day, kind, acquiring="NA", using="NA"):
    return ["1", "CA0003", ID.format(first), ID.format(last), "GHG", last - first + 1, "GHA", 2022, "10/01/2025",
            "LoA 1", "NDC", "NA", day, kind, "NA", acquiring, using]  # fmt: skip


def test_the_draft_format_of_2022_is_taken_over_too():
    actions = [v1_row(1, 60, "01/04/2025", "First transfer", acquiring="CHE")]
    held = [each for at, each in enumerate(v1_row(61, 70, "", "")) if at not in (12, 13, 14, 15, 16)]
    columns = [each for at, each in enumerate(V1_COLUMNS) if at not in (12, 13, 14, 15, 16)]
    sheets = (
        Sheet("Actions", [["Party", "GHA"], ["Reported year", 2025], V1_COLUMNS, *actions]),
        Sheet("Holdings", [["Party", "GHA"], ["Reported year", 2025], columns, held]),
    )
    read = read_submission(Workbook("v1.xlsx", sheets), aef_format(), parties())
    assert read.profile == "v1-draft-2022"
    office, opening = opened(read)
    assert opening.done.not_taken == []
    assert opening.done.reconciled
    held_by = {account: (block.first, block.last) for block, account in office.blocks()}
    assert held_by == {"CH.holding": (1, 60), "GH.holding": (61, 70)}
    assert all(block.first_transfer is not None for block, _ in office.blocks())
    assert office.sound()
