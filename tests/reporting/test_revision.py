"""Two versions of a report: every row is the same, changed, added or removed, wherever it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reporting.history import buyer_2023, entity, host_2022, host_2023, sold

from sextant.reporting.aef.model import AnnualInformation, Heading, Version
from sextant.reporting.revision import FieldChange, Kind, revision

NUMBERS = st.integers(1, 5)
ROWS = st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), max_size=8).map(
    lambda rows: tuple(
        sold(5 + at, date(2022, 1, day), first, first + more) for at, (day, first, more) in enumerate(rows)
    )
)


def test_nothing_differs_from_itself_and_version_and_date_do_not_count():
    later = host_2023().heading._replace(version=Version(2, 0), submitted_on=date(2025, 1, 1))
    assert revision(host_2023(), host_2023()).empty
    assert revision(host_2023(), replace(host_2023(), heading=later)).empty


def test_rows_that_moved_are_the_same():
    turned = tuple(each._replace(row=30 - each.row) for each in reversed(host_2023().actions))
    assert revision(host_2023(), replace(host_2023(), actions=turned)).empty


def test_a_changed_cell_is_told_with_both_values_and_rows():
    first, *rest = host_2023().actions
    changed = replace(host_2023(), actions=(first._replace(row=9, quantity=399, remarks="x"), *rest))
    (change,) = revision(host_2023(), changed).changes
    assert (change.table, change.kind, change.old_row, change.new_row) == ("actions", Kind.CHANGED, 5, 9)
    assert change.fields == (FieldChange("quantity", 400, 399), FieldChange("remarks", None, "x"))


def test_a_row_added_and_one_removed_are_told_apart_from_a_change():
    new = replace(buyer_2023(), holdings=buyer_2023().holdings[1:], entities=(entity(),))
    found = revision(buyer_2023(), new)
    assert [(each.table, each.kind) for each in found.changes] == [
        ("holdings", Kind.REMOVED),
        ("entities", Kind.ADDED),
    ]
    assert (found.count(Kind.ADDED), found.count(Kind.REMOVED), found.count(Kind.CHANGED)) == (1, 1, 0)


def test_a_second_copy_of_a_row_is_an_addition():
    row = host_2022().actions[0]
    found = revision(host_2022(), replace(host_2022(), actions=(*host_2022().actions, row._replace(row=7))))
    assert [(each.kind, each.new_row) for each in found.changes] == [(Kind.ADDED, 7)]


def test_the_ndc_period_of_table_1_is_a_change():
    new = replace(host_2022(), heading=host_2022().heading._replace(ndc_last_year=2035))
    (change,) = revision(host_2022(), new).changes
    assert (change.table, change.fields) == ("submission", (FieldChange("ndc_last_year", 2030, 2035),))


@settings(max_examples=150, deadline=None)
@given(ROWS, ROWS)
def test_every_row_of_both_sides_is_accounted_for_once(old, new):
    found = revision(AnnualInformation(Heading(), actions=old), AnnualInformation(Heading(), actions=new))
    gone = [each.old_row for each in found.changes if each.old_row]
    come = [each.new_row for each in found.changes if each.new_row]
    assert len(set(gone)) == len(gone)
    assert len(set(come)) == len(come)
    assert len(old) - len(gone) == len(new) - len(come), "what is left is the same on both sides"
    kept = sorted(each[1:] for each in old if each.row not in gone)
    assert kept == sorted(each[1:] for each in new if each.row not in come)
    assert found.empty == (sorted(each[1:] for each in old) == sorted(each[1:] for each in new))
    assert all(each.fields for each in found.changes if each.kind is Kind.CHANGED)
