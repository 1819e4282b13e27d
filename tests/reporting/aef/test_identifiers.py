"""Identifiers and range algebra: for any numbers, what is taken apart can be put together again."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sextant.reporting.aef.identifier import ItmoBlock, ItmoId, ItmoSeries, parse_itmo_id, parse_serial
from sextant.reporting.aef.ranges import difference, intersection, size, union
from sextant.reporting.checks.underlying import UnderlyingBlock, parse_underlying

SERIES = ItmoSeries("CA0042", "XHA01", "XHA", 2022)
LETTERS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=3, max_size=3)
IDS = st.builds(
    lambda approach, host, registry, serial, vintage: ItmoId(f"CA{approach:04}", registry, host, serial, vintage),
    st.integers(0, 9999),
    LETTERS,
    st.builds(lambda letters, number: f"{letters}{number:02}", LETTERS, st.integers(0, 99)),
    st.integers(1, 10**15),
    st.integers(1000, 9999),
)
RANGES = st.lists(st.tuples(st.integers(1, 60), st.integers(0, 12)).map(lambda pair: (pair[0], sum(pair))), max_size=8)


@given(IDS)
def test_an_identifier_is_what_its_text_says(identifier):
    assert parse_itmo_id(str(identifier)) == identifier
    grouped = str(identifier).replace(f"-{identifier.serial}-", f"-{identifier.serial:,}-")
    assert parse_itmo_id(grouped) == identifier


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("CA0003-GHA01-GHA-1-2022", True),
        ("CA0003-GHA01-GHA-11733-2022", True),
        ("CA0003-GHA01-GHA-11,733-2022", True),
        ("CA0003-GHA01-GHA-1,1733-2022", False),
        ("CA0003-GHA01-GHA-01-2022", False),
        ("CA0003-GHA01-GHA-0-2022", False),
        ("CA003-GHA01-GHA-1-2022", False),
        ("CA0003-GHA1-GHA-1-2022", False),
        ("ca0003-gha01-gha-1-2022", False),
        ("CA0003-GHA01-GHA-1-2020", True),
        ("CA0003-GHA01-GHA-１-2022", False),
        ("CA0003-GHA01-GHA-1-2022\n", False),
        ("CA0003-GHA01-GHA-" + "9" * 30 + "-2022", False),
    ],
)
def test_the_pattern_at_its_edges(text, valid):
    assert (parse_itmo_id(text) is not None) is valid


@given(st.integers(1, 10**15))
def test_a_serial_with_and_without_commas(number):
    assert parse_serial(str(number)) == parse_serial(f"{number:,}") == number


@given(st.integers(1, 1000), st.integers(1, 1000), st.data())
def test_a_split_keeps_every_identifier(first, length, data):
    block = ItmoBlock(SERIES, first, first + length)
    head, tail = block.split(data.draw(st.integers(first + 1, first + length)))
    assert head.size + tail.size == block.size
    assert not head.overlaps(tail)
    assert head.overlaps(block)
    assert head.last + 1 == tail.first
    assert not head.overlaps(tail._replace(series=SERIES._replace(vintage=2023), first=head.first))


@given(RANGES, RANGES)
def test_ranges_behave_as_sets_of_numbers(one, other):
    left, right = _numbers(one), _numbers(other)
    assert _numbers(union(one, other)) == left | right
    assert _numbers(difference(one, other)) == left - right
    assert _numbers(intersection(one, other)) == left & right
    assert size(one) == len(left)


@given(RANGES)
def test_a_union_neither_overlaps_nor_touches(ranges):
    kept = union(ranges)
    assert all(last + 1 < first for (_, last), (first, _) in pairwise(kept))


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.sampled_from(["GS1-{}-KE", "{}", "77-{}-VCU-9", "JCM{}X"]))
def test_an_underlying_block_is_found_whatever_digits_both_ends_share(first, more, outer):
    block = parse_underlying(outer.format(first), outer.format(first + more))
    assert block == UnderlyingBlock(outer.replace("{}", "#"), first, first + more)


def test_underlying_ends_that_differ_in_more_than_one_number_are_no_block():
    assert parse_underlying("A-1-B-5", "A-2-B-9") is None
    assert parse_underlying("A-1", "B-2") is None
    assert parse_underlying("A-9", "A-2") is None
    assert parse_underlying("A-100-2022", "A-199-2022") == UnderlyingBlock("A-#-2022", 100, 199)


def test_the_block_algebra_of_a_host_and_its_buyer():
    """Vector TV-6: 1,000 issued; 300 sold; the buyer uses 150 and cancels 30."""
    host = difference([(1, 1000)], [(201, 500)])
    buyer = difference([(201, 500)], [(201, 350), (471, 500)])
    assert host == ((1, 200), (501, 1000))
    assert buyer == ((351, 470),)
    assert size(host) + size(buyer) + 150 + 30 == 1000


def _numbers(ranges) -> set[int]:
    return {number for first, last in ranges for number in range(first, last + 1)}
