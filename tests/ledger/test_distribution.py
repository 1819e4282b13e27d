"""How an issuance is shared out: the vectors, the order of the shares, and what holds for any quantity."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import groupby, pairwise
from math import ceil, floor
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.clock import FakeClock
from tests.stores import place_of
from tests.world import AER, MCU, World

from sextant.domain.rounding import Rounding
from sextant.ledger.distribution import distribute, spread
from sextant.ledger.request import Distribution, IssuanceCell, Levy

_FILE = Path(__file__).with_name("issuance_vectors.yaml")
VECTORS = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["vectors"]
POLICIES = {"floor": Rounding.DOWN, "ceil": Rounding.UP, "half_up": Rounding.HALF_UP}
COLUMNS = ("floor", "ceil", "half_up", "exempt")


def shares(*parts: str, rounding: Rounding = Rounding.UP) -> Distribution:
    levies = tuple(Levy(f"levy {index}", Decimal(part), index, False) for index, part in enumerate(parts))
    return Distribution(levies, 99, rounding)


def shared(quantities: list[int], *parts: str, rounding: Rounding = Rounding.UP) -> tuple[list[int], int]:
    """Return the total of each levy and the remainder."""
    done = distribute(quantities, shares(*parts, rounding=rounding))
    return [sum(column) for column in zip(*done.levied, strict=True)], sum(done.remainder)


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"q{vector['q']}")
def test_the_vectors(vector, column):
    five = "0" if column == "exempt" else "0.05"
    rounding = POLICIES.get(column, Rounding.UP)
    done = distribute([int(vector["q"])], shares(five, "0.02", rounding=rounding))
    assert [*done.levied[0], done.remainder[0]] == [int(each) for each in vector[column]]
    assert bool(done.warnings) == (column in vector["needs_ruling"])
    assert all(warning.code == "needs_ruling" for warning in done.warnings)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"q{vector['q']}")
def test_the_table_agrees_with_itself(vector):
    q = int(vector["q"])
    assert [Fraction(each) for each in vector["exact"]] == [Fraction(q, 20), Fraction(q, 50)]
    assert all(sum(map(int, vector[column])) == q for column in COLUMNS)
    assert Fraction(vector["fee_usd"]) == Fraction(15 * q, 100)
    assert Fraction(vector["fee_to_adaptation_fund_usd"]) == Fraction(vector["fee_usd"]) * 3 / 100


@pytest.mark.parametrize("rounding", list(Rounding))
def test_the_second_share_is_of_the_gross_request_and_not_of_what_the_first_left(rounding):
    assert shared([1000], "0.05", "0.02", rounding=rounding) == ([50, 20], 930)


@pytest.mark.parametrize("rounding", list(Rounding))
def test_who_is_exempt_from_the_five_per_cent_still_gives_the_two(rounding):
    assert shared([1000], "0", "0.02", rounding=rounding) == ([0, 20], 980)


@pytest.mark.parametrize(("column", "rounding"), POLICIES.items())
@pytest.mark.parametrize("exempt", [False, True])
@pytest.mark.parametrize("quantity", [1, 19, 100, 12345])
def test_an_issuance_posts_what_the_vector_says(quantity, exempt, column, rounding):
    vector = next(each for each in VECTORS if int(each["q"]) == quantity)
    world = World(place_of("memory", None, FakeClock()).registry)
    outcome = world.do(world.issue(quantity, distribution=world.distribution(exempt=exempt, rounding=rounding)))
    held = {code: sum(b.quantity for b in outcome.blocks if b.account == world.account(code)) for code in HELD}
    if not exempt:
        assert list(held.values()) == [int(each) for each in vector[column]]
    elif rounding is Rounding.UP:
        assert list(held.values()) == [int(each) for each in vector["exempt"]]
    ruled = quantity == 1 and rounding is Rounding.UP
    assert [each["code"] for each in outcome.result.get("warnings", [])] == (["needs_ruling"] if ruled else [])


HELD = ("adaptation", "omge", "a")


# --- cells ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "cells", "expected"),
    [
        (5, [50, 50], [3, 2]),  # a tie: the earlier cell
        (1, [1, 1, 1], [1, 0, 0]),
        (2, [1, 1, 1], [1, 1, 0]),
        (5, [10, 20, 70], [1, 1, 3]),  # quotas 0.5, 1, 3.5: a tie of the first and the third
        (5, [70, 20, 10], [4, 1, 0]),
        (7, [10, 20, 70], [1, 1, 5]),  # quotas 0.7, 1.4, 4.9: the largest remainders are the third and the first
        (0, [3, 4], [0, 0]),
        (7, [3, 4], [3, 4]),
    ],
)
def test_a_total_is_spread_by_largest_remainder_and_ties_go_to_the_earlier_cell(total, cells, expected):
    assert spread(total, cells, cells) == expected


def test_a_full_cell_is_skipped():
    assert spread(3, [2, 2, 2], [0, 2, 2]) == [0, 2, 1]
    assert spread(2, [1, 99], [0, 99]) == [0, 2]


def test_each_levy_sees_what_the_levies_before_it_left_in_a_cell():
    done = distribute([1, 99], shares("0.005", "0.005", "0.01"))
    # Quotas of one unit: 0.01 and 0.99, so all three come out of the larger cell.
    assert done.levied == ((0, 0, 0), (1, 1, 1))
    done = distribute([1, 1], shares("0.5", "0.5"))
    assert done.levied == ((1, 0), (0, 1))
    assert done.remainder == (0, 0)
    assert done.warnings


def test_serials_ascend_by_vintage_then_authorized_units_then_share_of_proceeds_omge_and_the_rest():
    world = World(place_of("memory", None, FakeClock()).registry)
    cells = (
        IssuanceCell("one space", "GH", 2027, MCU, 100),
        IssuanceCell("one space", "GH", 2026, MCU, 100),
        IssuanceCell("one space", "GH", 2027, AER, 100),
        IssuanceCell("one space", "GH", 2026, AER, 100),
    )
    outcome = world.do(world.issue(cells=cells, distribution=world.distribution()))
    blocks = sorted(outcome.blocks, key=lambda block: block.first)
    names = {world.account(code): code for code in HELD}
    assert [(names[b.account], b.terms, b.quantity) for b in blocks] == [
        (code, terms.id, quantity)
        for terms in (AER, MCU, AER, MCU)
        for code, quantity in (("adaptation", 5), ("omge", 2), ("a", 93))
    ]
    assert blocks[0].first == 1
    assert all(one.last + 1 == two.first for one, two in pairwise(blocks))
    lots = [lot for lots in world.registry.store.lots._lots.values() for lot in lots]
    assert [(lot.vintage, lot.quantity) for lot in lots] == [(2026, 100), (2026, 100), (2027, 100), (2027, 100)]
    marked = {(names[b.account], b.terms) for b in blocks if b.first_transfer}
    assert marked == {("adaptation", AER.id), ("omge", AER.id)}


def test_serials_of_a_space_go_on_where_the_last_issuance_ended():
    world = World(place_of("memory", None, FakeClock()).registry)
    ranges = [world.do(world.issue(quantity)).result["moved"][0][1:] for quantity in (5, 1, 7)]
    assert ranges == [[1, 5], [6, 6], [7, 13]]


# --- for any quantity ------------------------------------------------------------------------------------

QUANTITIES = st.lists(st.integers(1, 10**9) | st.integers(1, 30), min_size=1, max_size=6)
SHARES = st.lists(st.integers(0, 400).map(lambda n: f"{n / 1000:.3f}"), min_size=0, max_size=4).filter(
    lambda parts: sum(map(Fraction, parts)) <= 1
)
EXPECTED = {
    Rounding.DOWN: floor,
    Rounding.UP: ceil,
    Rounding.HALF_UP: lambda exact: floor(exact + Fraction(1, 2)),
}


@given(QUANTITIES, SHARES, st.sampled_from(Rounding))
def test_the_parts_add_up_and_each_levy_is_its_rounded_share_of_the_gross(quantities, parts, rounding):
    done = distribute(quantities, shares(*parts, rounding=rounding))
    assert len(done.levied) == len(done.remainder) == len(quantities)
    for cell, quantity in enumerate(quantities):
        row = (*done.levied[cell], done.remainder[cell])
        assert min(row) >= 0
        assert sum(row) == quantity
    left = gross = sum(quantities)
    capped = False
    for index, part in enumerate(parts):
        wanted = EXPECTED[rounding](Fraction(part) * gross)
        total = sum(row[index] for row in done.levied)
        assert total == min(wanted, left)
        capped = capped or wanted > left
        left -= total
    assert bool(done.warnings) == (capped or left == 0)


@given(QUANTITIES, st.integers(0, 10**9))
def test_no_cell_of_a_free_spread_is_a_whole_unit_away_from_its_quota(quantities, drawn):
    total = drawn % (sum(quantities) + 1)
    parts = spread(total, quantities, quantities)
    assert sum(parts) == total
    quotas = [Fraction(total * quantity, sum(quantities)) for quantity in quantities]
    assert all(abs(part - quota) < 1 for part, quota in zip(parts, quotas, strict=True))
    # Who got the unit had the larger remainder, or the same one and came earlier.
    ranked = sorted(range(len(parts)), key=lambda at: (-(quotas[at] - floor(quotas[at])), at))
    given_up = [parts[at] - floor(quotas[at]) for at in ranked]
    assert [key for key, _ in groupby(given_up)] in ([], [0], [1], [1, 0])
