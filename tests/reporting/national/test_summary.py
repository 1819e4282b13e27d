"""The structured summary: which rows apply, what stands in them, and that each figure is the sum of its events."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sextant.application.demo.accounts import ALIDADE
from sextant.reporting.adjustment import Event, Kind, Method, balance
from sextant.reporting.national.accounts import Basis
from sextant.reporting.national.accounts_read import accounts_of
from sextant.reporting.national.commitments import inputs
from sextant.reporting.national.outline import parse_outlines, parse_rows
from sextant.reporting.national.public import public_accounts
from sextant.reporting.national.summary import Traced, summary
from sextant.rules.text import RuleTextError
from sextant.storage.report_forms import outlines, summary_rows

NDC, OTHER = "nationally_determined_contribution", "other_purposes"
ACCOUNTS = accounts_of(copy.deepcopy({**ALIDADE, "confidential": []}))


def traced(place, kind, quantity, vintage, on, used_for=None, uses=(NDC,), approach="CA0001"):
    event = Event(kind, Fraction(quantity), vintage, on, used_for)
    return Traced(event, uses, approach, ("Transportation",), "XA", "XV" if used_for else None, place)


def first(place, quantity, vintage, on=date(2026, 3, 1), uses=(NDC,), approach="CA0001"):
    return traced(place, Kind.FIRST_TRANSFER, quantity, vintage, on, uses=uses, approach=approach)


EVENTS = (
    first(0, 100, 2023),
    first(1, 40, 2023, uses=(OTHER,)),
    first(2, 25, 2024, uses=(NDC, OTHER), approach="CA0002"),
    traced(3, Kind.USE, 30, 2022, date(2026, 5, 1), used_for=2024),
)


def made(accounts, events=EVENTS):
    found = balance(replace(inputs(accounts), events=tuple(each.event for each in events)))
    return summary(accounts, found, events, summary_rows())


def row(found, name, year):
    line = next(each for each in found.lines if each.row.id == name)
    assert line.applies, name
    return next(each for each in line.cells if each.year == year)


def test_a_unit_authorized_for_both_is_counted_once():
    found = made(ACCOUNTS)
    values = {(name, year): row(found, name, year).value for name in ("23(c)", "23(d)", "23(e)", "23(f)")
              for year in (2023, 2024)}  # fmt: skip
    assert values == {
        ("23(c)", 2023): 100, ("23(d)", 2023): 40, ("23(e)", 2023): 0, ("23(f)", 2023): 140,
        ("23(c)", 2024): 25, ("23(d)", 2024): 0, ("23(e)", 2024): 30, ("23(f)", 2024): -5,
    }  # fmt: skip
    assert row(found, "23(h)", 2024).value == 135


def test_the_basis_moves_the_annual_quantities_and_never_the_balance():
    executed = made(replace(ACCOUNTS, basis=Basis.EXECUTED))
    assert row(executed, "23(c)", 2026).value == 125
    assert row(executed, "23(c)", 2023).value == 0
    adjusted = made(ACCOUNTS)
    for year in ACCOUNTS.years:
        assert row(executed, "23(k)(i)", year).value == row(adjusted, "23(k)(i)", year).value


@pytest.mark.parametrize("method", list(Method))
def test_the_balance_is_the_emissions_plus_the_adjustment_of_the_row_above(method):
    """The check X02 over the whole table: 23(k)(i) = 23(a) + 23(g) (article 6.2 accounting; TV-7)."""
    found = made(replace(ACCOUNTS, method=method))
    for year in (2021, 2022, 2023, 2024):
        assert row(found, "23(k)(i)", year).value == row(found, "23(a)", year).value + row(found, "23(g)", year).value
    assert row(found, "23(k)(i)", 2025).value is None


def test_rows_that_do_not_apply_are_said_to():
    applies = {each.row.id: each.applies for each in made(ACCOUNTS).lines}
    assert applies["7(a)(ii)"]
    assert not any(applies[name] for name in ("7(a)(i)", "7(b)", "23(b)", "23(i)", "23(k)(ii)"))
    part = {each.row.id: each.applies for each in made(replace(ACCOUNTS, part_only=True)).lines}
    assert (part["23(a)"], part["23(b)"]) == (False, True)


def test_a_withheld_year_is_withheld_in_the_emissions_and_in_the_balance():
    body = copy.deepcopy({**ALIDADE})
    body["confidential"] = [{"field": "inventory.2023", "basis": {"en": "b", "zh-Hant": "b"}}]
    found = made(public_accounts(accounts_of(body)))
    for name in ("23(a)", "23(k)(i)"):
        assert (row(found, name, 2023).value, row(found, name, 2023).withheld) == (None, True)
        assert (row(found, name, 2025).value, row(found, name, 2025).withheld) == (None, False)


def test_what_has_no_place_in_the_balance_is_in_no_row():
    lost = (*EVENTS, traced(4, Kind.USE, 9, 2022, date(2026, 5, 1)))
    found = made(ACCOUNTS, lost)
    assert found.undetermined == 1
    assert all(4 not in cell.behind for line in found.lines for cell in line.cells)


@st.composite
def histories(draw):
    events = []
    for place in range(draw(st.integers(0, 12))):
        vintage, on = draw(st.integers(2021, 2030)), date(draw(st.integers(2021, 2031)), 1, 2)
        quantity = draw(st.integers(1, 10**6))
        if draw(st.booleans()):
            events.append(first(place, quantity, vintage, on, draw(st.sampled_from([(NDC,), (OTHER,), (NDC, OTHER)]))))
        else:
            events.append(traced(place, Kind.USE, quantity, vintage, on, draw(st.integers(2021, 2030))))
    return tuple(events)


@given(histories(), st.sampled_from(Basis), st.sampled_from(Method))
def test_every_figure_is_the_sum_of_the_events_behind_it(events, basis, method):
    accounts = replace(ACCOUNTS, basis=basis, method=method)
    found = made(accounts, events)

    def added(places, *, signed):
        chosen = [events[place].event for place in places]
        return sum((-each.quantity if signed and each.kind is Kind.USE else each.quantity) for each in chosen)

    for name, signed in (("23(c)", False), ("23(d)", False), ("23(e)", False), ("23(f)", True), ("23(h)", True)):
        for year in accounts.years:
            cell = row(found, name, year)
            assert cell.value == added(cell.behind, signed=signed)
    inside = [each for each in found.shares if each.year in accounts.years]
    for name, item in (("23(c)", "first_transferred"), ("23(d)", "other_purposes"), ("23(e)", "used")):
        for year in accounts.years:
            parts = sum(each.quantity for each in inside if each.item == item and each.year == year)
            assert parts == row(found, name, year).value


def test_the_rows_are_those_of_the_table_in_their_order():
    assert [each.id for each in summary_rows()] == [
        "7(a)(i)", "7(b)", "23(a)", "23(b)", "23(i)", "23(c)", "23(d)", "23(e)", "23(f)", "7(a)(ii)", "23(g)",
        "23(h)", "23(k)(i)", "23(k)(ii)",
    ]  # fmt: skip


ROW = """
source: {document: D, paragraph: "1"}
rows:
  - {id: a, label: {en: a, zh-Hant: a}, source: {document: D, paragraph: "1"}, figure: %s}
"""
OUTLINE = """
cases_in: article_6_2
outlines:
  a:
    label: {en: a, zh-Hant: a}
    source: {document: D, paragraph: "1"}
    report:
      - {id: a, label: {en: a, zh-Hant: a}, source: {document: D, paragraph: "1"}%s}
    approach: []
"""


def test_a_file_of_rows_or_outlines_that_is_badly_written_does_not_load():
    assert parse_rows(ROW % "net")
    with pytest.raises(RuleTextError, match="figure"):
        parse_rows(ROW % "gross")
    assert parse_outlines(OUTLINE % "")
    with pytest.raises(RuleTextError, match="record"):
        parse_outlines(OUTLINE % ", from: nothing")
    with pytest.raises(RuleTextError, match="condition"):
        parse_outlines(OUTLINE % ", only: sometimes")


def test_every_paragraph_of_the_reports_has_an_item():
    paragraphs = " ".join(
        each.source.paragraph for outline in outlines().values() for each in (*outline.report, *outline.approach)
    )
    for letter in "abcdef":
        assert f"4({letter})" in paragraphs
    for number, letters in ((18, "cdefg"), (22, "acefghijk"), (21, "abcde")):
        for letter in letters:
            assert f"{number}({letter})" in paragraphs, (number, letter)
    for roman in ("i", "ii", "iii"):
        assert f"18(h)({roman})" in paragraphs
        assert f"22(b)({roman})" in paragraphs
        assert f"22(d)({roman})" in paragraphs
    for roman in ("i", "ii", "iii", "iv", "v", "vi"):
        assert f"18(i)({roman})" in paragraphs
