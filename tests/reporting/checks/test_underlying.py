"""Underlying units: the reading of many rows answers as the reading of one does, whatever stood in the row before."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sextant.reporting.checks.underlying import UnderlyingBlock, UnderlyingUnits, parse_underlying

ENDS = st.lists(st.tuples(*[st.text("A1-#0 2", max_size=8)] * 2), min_size=1, max_size=8)


@given(ENDS)
def test_rows_read_one_after_another_are_read_as_each_by_itself(rows):
    read = UnderlyingUnits()
    assert [read.block(*ends) for ends in rows] == [parse_underlying(*ends) for ends in rows]


@given(st.lists(st.tuples(st.integers(0, 999), st.integers(0, 999)), min_size=2, max_size=6))
def test_rows_written_alike_are_read_as_each_by_itself(rows):
    read = UnderlyingUnits()
    written = [(f"VCS-77-{first}-X1", f"VCS-77-{last}-X1") for first, last in rows]
    assert [read.block(*ends) for ends in written] == [parse_underlying(*ends) for ends in written]


def test_the_number_that_differs_is_the_serial_wherever_it_stands():
    read = UnderlyingUnits()
    assert read.block("77-100-VCU", "77-199-VCU") == UnderlyingBlock("77-#-VCU", 100, 199)
    assert read.block("77-200-VCU", "77-299-VCU") == UnderlyingBlock("77-#-VCU", 200, 299)
    assert read.block("77-300-VCU", "78-399-VCU") is None
    assert read.block("78-1-VCU", "79-1-VCU") == UnderlyingBlock("#-1-VCU", 78, 79)
    assert read.block("77-300-VCU", "77-299-VCU") is None
