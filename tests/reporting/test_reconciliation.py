"""Two Parties' reports side by side: what agrees, what differs and who must act, what is proposed, what is unknown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reporting.history import (
    BUYER,
    CHECKER,
    HOST,
    OTHER,
    action,
    bought,
    buyer_2022,
    buyer_2023,
    heading,
    host_2022,
    host_2023,
    sold,
)

from sextant.reporting.aef.model import AnnualInformation, Moment, Submission
from sextant.reporting.reconciliation import Reconciliation, State, WhoActs, reconcile
from sextant.storage.aef_format import aef_format, check_catalogue

ON = date(2022, 6, 1)


def report(party: str, *actions, year: int = 2022) -> Submission:
    content = AnnualInformation(heading(party, year), (), actions)
    return Submission(f"{party}-{year}.xlsx", CHECKER, content)


def compared(ours: list[Submission], theirs: list[Submission]) -> Reconciliation:
    return reconcile(ours, theirs, aef_format(), check_catalogue())


def told(found: Reconciliation) -> list[tuple[object, ...]]:
    return [
        (each.first, each.last, each.theirs, each.ours, each.difference, each.state, each.who_acts)
        for each in found.lines
    ]


def test_one_history_told_by_both_agrees_from_either_side():
    ours = [Submission("b22", CHECKER, buyer_2022()), Submission("b23", CHECKER, buyer_2023())]
    theirs = [Submission("h22", CHECKER, host_2022()), Submission("h23", CHECKER, host_2023())]
    found = compared(ours, theirs)
    assert told(found) == [
        (1, 1000, 1000, 1000, 0, State.AGREED, WhoActs.NOBODY),
        (1001, 1500, 500, 500, 0, State.AGREED, WhoActs.NOBODY),
        (2001, 2400, 400, 400, 0, State.AGREED, WhoActs.NOBODY),
    ]
    assert found.agreed
    assert not found.differs
    turned = compared(theirs, ours)
    assert [each.state for each in turned.lines] == [State.AGREED] * 3
    assert all(each.proposed is None for each in (*found.lines, *turned.lines))


def test_a_missing_acquisition_is_proposed_and_checks_when_it_is_taken_over():
    found = compared([report(BUYER)], [report(HOST, sold(5, ON, 1, 1000))])
    (line,) = found.lines
    assert told(found) == [(1, 1000, 1000, 0, 1000, State.NOT_ACQUIRED, WhoActs.OURS)]
    assert found.differs
    proposed = line.proposed
    assert proposed == bought(0, ON, 1, 1000, registry=None)
    taken = compared([report(BUYER, proposed)], [report(HOST, sold(5, ON, 1, 1000))])
    assert taken.agreed


def test_of_a_partial_acquisition_the_rest_is_proposed():
    found = compared([report(BUYER, bought(5, ON, 1, 600))], [report(HOST, sold(5, ON, 1, 1000))])
    assert told(found) == [
        (1, 600, 600, 600, 0, State.AGREED, WhoActs.NOBODY),
        (601, 1000, 400, 0, 400, State.NOT_ACQUIRED, WhoActs.OURS),
    ]
    proposed = found.lines[1].proposed
    assert proposed is not None
    assert (proposed.first.serial, proposed.last.serial, proposed.quantity) == (601, 1000, 400)
    assert (proposed.first_unit, proposed.unit_registry) == (None, "vcs")


def test_overlapping_rows_of_ours_are_taken_apart():
    ours = report(BUYER, bought(5, ON, 1, 600), bought(6, ON, 401, 1000))
    found = compared([ours], [report(HOST, sold(5, ON, 1, 1000))])
    assert told(found) == [
        (1, 400, 400, 400, 0, State.AGREED, WhoActs.NOBODY),
        (401, 600, 200, 400, -200, State.TWICE, WhoActs.OURS),
        (601, 1000, 400, 400, 0, State.AGREED, WhoActs.NOBODY),
    ]
    assert [place.row for place in found.lines[1].our_rows] == [5, 6]


def test_an_acquisition_that_reaches_further_than_the_transfer_is_for_both():
    found = compared([report(BUYER, bought(5, ON, 1, 1200))], [report(HOST, sold(5, ON, 1, 1000))])
    assert told(found)[1] == (1001, 1200, 0, 200, -200, State.NOT_TRANSFERRED, WhoActs.BOTH)


def test_what_we_sold_and_they_did_not_acquire_is_theirs_and_nothing_is_proposed():
    found = compared([report(HOST, sold(5, ON, 1, 1000))], [report(BUYER)])
    assert told(found) == [(1, 1000, 0, 1000, -1000, State.NOT_ACQUIRED, WhoActs.THEIRS)]
    assert found.lines[0].proposed is None


def test_an_acquisition_that_they_report_alone_is_for_both():
    found = compared([report(HOST)], [report(BUYER, bought(5, ON, 1, 10))])
    assert told(found) == [(1, 10, 10, 0, 10, State.NOT_TRANSFERRED, WhoActs.BOTH)]
    assert found.lines[0].proposed is None


def test_a_transfer_in_december_may_be_acquired_in_the_next_report():
    december = sold(5, date(2022, 12, 30), 1, 1000)
    found = compared([report(BUYER)], [report(HOST, december)])
    assert told(found) == [(1, 1000, 1000, 0, 1000, State.YEAR_END, WhoActs.OURS)]
    assert not found.differs
    assert not found.agreed
    later = report(BUYER, bought(5, date(2023, 1, 3), 1, 1000), year=2023)
    found = compared([report(BUYER), later], [report(HOST, december)])
    assert [(each.state, each.differs, each.year) for each in found.lines] == [(State.DIFFERS, ("acted",), 2023)]
    never = compared([report(BUYER), report(BUYER, year=2023)], [report(HOST, december)])
    assert [each.state for each in never.lines] == [State.NOT_ACQUIRED]
    november = compared([report(BUYER)], [report(HOST, sold(5, date(2022, 11, 30), 1, 1000))])
    assert [each.state for each in november.lines] == [State.NOT_ACQUIRED]


@pytest.mark.parametrize(
    ("ours", "theirs", "differs"),
    [
        (Moment(date(2022, 6, 2)), Moment(ON), ("acted",)),
        (Moment(ON, 300_000), Moment(ON, 0), ()),
        (Moment(ON, 300_001), Moment(ON, 0), ("acted",)),
        (Moment(ON), Moment(ON, 80_000_000), ()),
    ],
)
def test_dates_differ_beyond_what_clocks_may(ours, theirs, differs):
    found = compared(
        [report(BUYER, bought(5, ON, 1, 10, acted=ours))], [report(HOST, sold(5, ON, 1, 10, acted=theirs))]
    )
    assert [each.differs for each in found.lines] == [differs]
    assert found.differs == bool(differs)


@pytest.mark.parametrize(
    "changes", [{"authorization": "XHA-2022-9"}, {"mitigation_type": "removals"}, {"quantity": 9}, {"last_unit": "x"}]
)
def test_attributes_that_differ_are_named(changes):
    found = compared([report(BUYER, bought(5, ON, 1, 10, **changes))], [report(HOST, sold(5, ON, 1, 10))])
    assert [(each.state, each.differs) for each in found.lines] == [(State.DIFFERS, tuple(changes))]
    assert found.lines[0].who_acts is WhoActs.BOTH


def test_a_year_that_is_not_given_is_unverifiable_and_never_agreed():
    found = compared([report(BUYER, year=2021)], [report(HOST, sold(5, ON, 1, 1000))])
    assert told(found) == [(1, 1000, 1000, 0, 1000, State.UNVERIFIABLE, WhoActs.OURS)]
    assert (found.differs, found.agreed) == (False, False)
    assert found.lines[0].proposed is not None
    found = compared([report(BUYER, bought(5, ON, 1, 1000))], [report(HOST, year=2021)])
    assert told(found) == [(1, 1000, 0, 1000, -1000, State.UNVERIFIABLE, WhoActs.THEIRS)]
    assert found.lines[0].proposed is None


def test_a_third_party_named_by_the_other_side_is_told():
    theirs = report(HOST, sold(5, ON, 1, 10, acquiring_party=OTHER))
    found = compared([report(BUYER, bought(5, ON, 1, 10))], [theirs])
    assert told(found) == [(1, 10, 0, 10, -10, State.ANOTHER_PARTY, WhoActs.BOTH)]


def test_units_that_come_back_and_go_again_agree():
    there = date(2022, 8, 1)
    again = date(2022, 9, 1)
    ours = report(
        BUYER,
        bought(5, ON, 1, 10),
        action(6, there, "transfer", 1, 10, acquiring_party=HOST),
        bought(7, again, 1, 10),
    )
    theirs = report(
        HOST,
        sold(5, ON, 1, 10),
        action(6, there, "acquisition", 1, 10, transferring_party=BUYER),
        action(7, again, "transfer", 1, 10, acquiring_party=BUYER),
    )
    found = compared([ours], [theirs])
    assert sorted((each.transferring_party, each.state) for each in found.lines) == [
        (BUYER, State.AGREED),
        (HOST, State.AGREED),
        (HOST, State.AGREED),
    ]


def test_rows_that_cannot_be_read_are_unknown():
    found = compared([report(BUYER, bought(5, ON, 1, 10)._replace(first=None))], [report(HOST, sold(5, ON, 1, 10))])
    assert [(place.file, place.row) for place in found.not_compared] == [("XBU-2022.xlsx", 5)]
    assert not found.agreed


def test_only_the_current_version_counts():
    old = report(HOST, sold(5, ON, 1, 10))
    newer = replace(report(HOST, sold(5, ON, 1, 20)), file="XHA-2022-2.xlsx")
    newer = replace(newer, content=replace(newer.content, heading=heading(HOST, 2022, version=(2, 0))))
    found = compared([report(BUYER, bought(5, ON, 1, 20))], [old, newer])
    assert found.agreed
    assert found.left_out == ("XHA-2022.xlsx",)


@pytest.mark.parametrize(("ours", "theirs"), [([], [HOST]), ([BUYER], [BUYER]), ([BUYER, HOST], [HOST])])
def test_each_side_is_one_party_and_not_the_same(ours, theirs):
    with pytest.raises(ValueError, match="reports"):
        compared([report(each) for each in ours], [report(each) for each in theirs])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 60), st.integers(0, 20)), max_size=6),
    st.lists(st.tuples(st.integers(1, 60), st.integers(0, 20)), max_size=6),
)
def test_the_ranges_carry_every_unit_of_both_sides_once(sales, purchases):
    theirs = [sold(5 + at, ON, first, first + more) for at, (first, more) in enumerate(sales)]
    ours = [bought(5 + at, ON, first, first + more) for at, (first, more) in enumerate(purchases)]
    found = compared([report(BUYER, *ours)], [report(HOST, *theirs)])
    assert sum(each.theirs for each in found.lines) == sum(more + 1 for _, more in sales)
    assert sum(each.ours for each in found.lines) == sum(more + 1 for _, more in purchases)
    assert found.agreed == all(each.difference == 0 for each in found.lines)
