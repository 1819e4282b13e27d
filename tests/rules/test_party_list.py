"""Lists of Parties that change with time: who is on them on a day, and what a case of that day knows of its host."""

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from tests.rules.units_taken import units

from sextant.rules.levy import Occasion
from sextant.rules.party_list import parse_party_lists
from sextant.rules.text import RuleTextError
from sextant.storage.rulebook_files import cyclebooks, parties, rulebooks
from sextant.workflow.case import Case, History
from sextant.workflow.timeline import world_at

REFERENCE = Path(__file__).parents[3] / "shared/data/reference-parties"
LISTS = rulebooks().party_lists
LDC = LISTS["least_developed"]
SMALL = """
lists:
  poor:
    label: {en: Poor, zh-Hant: 貧}
    known_from: 2001-01-01
    source: {document: d, paragraph: p}
    members: [KE, NO]
    joined: {KE: {on: 2010-01-01, source: {document: d, paragraph: p}}}
    left: {KE: {on: 2020-01-01, source: {document: d, paragraph: p}}}
"""
CODES = frozenset({"KE", "NO", "SE"})


@pytest.mark.parametrize(
    ("day", "count"),
    [("2001-01-01", 48), ("2007-12-19", 50), ("2007-12-20", 49), ("2013-12-31", 49), ("2014-01-01", 48),
     ("2024-12-12", 45), ("2024-12-13", 44), ("2026-11-23", 44), ("2026-11-24", 41)],
)  # fmt: skip
def test_the_list_of_least_developed_countries_has_its_size_on_each_day(day, count):
    assert len(LDC.on(date.fromisoformat(day))) == count


@pytest.mark.parametrize("code", sorted(LDC.left))
def test_who_graduates_is_on_the_list_until_the_day_before(code):
    day = LDC.left[code].on
    assert LDC.holds(code, day - timedelta(days=1)) is True
    assert LDC.holds(code, day) is False
    assert not LDC.left[code].source.verified, "no resolution was read"


def test_what_is_not_known_is_no_answer():
    assert LDC.holds("NP", date(2000, 12, 31)) is None
    assert LDC.holds("XA", date(2026, 1, 1)) is None
    assert LDC.holds("GH", date(2026, 1, 1)) is False


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="../shared is absent: the reference lists cannot be compared")
def test_the_lists_agree_with_the_reference_lists():
    def listed(name):
        with (REFERENCE / f"{name}.csv").open(encoding="utf-8") as file:
            return {row["Code"] for row in csv.DictReader(file)}

    codes = {party.alpha3: party.code for party in parties()}
    # That list is of before 13 December 2024.
    assert {codes[each] for each in listed("ldc")} == set(LDC.on(date(2024, 12, 12)))
    outside_the_united_nations = {"CK", "NU"}
    small = {codes[each] for each in listed("sids")} | outside_the_united_nations
    assert small == set(LISTS["small_island"].on(date(2026, 1, 1)))


@pytest.mark.parametrize(
    ("found", "instead", "complaint"),
    [
        ("members: [KE, NO]", "members: [KE, XX]", "'XX' is no Party"),
        ("joined: {KE", "joined: {SE", "'SE' is not under members"),
        ("on: 2010-01-01", "on: 2021-01-01", "left before it joined"),
        ("on: 2010-01-01", "on: 2001-01-01", "is not after 2001-01-01"),
        ("    known_from: 2001-01-01\n", "", "known_from is missing"),
        ("on: 2010-01-01, source: {document: d, paragraph: p}", "on: 2010-01-01", "source is missing"),
    ],
)
def test_a_list_with_a_mistake_does_not_load(found, instead, complaint):
    assert len(parse_party_lists(SMALL, "lists.yaml", CODES)) == 1
    assert found in SMALL
    with pytest.raises(RuleTextError, match=r"^lists\.yaml: ") as caught:
        parse_party_lists(SMALL.replace(found, instead, 1), "lists.yaml", CODES)
    assert complaint in str(caught.value)


def known_of(host, on, **recorded):
    """Return what an activity knows of its host at noon of a day; what is recorded was so on 1 January 2026."""
    case = Case(uuid4(), "article_6_4.project_activity", "S1", datetime(2026, 1, 1, 12, tzinfo=UTC))
    history = History("S1", {"host_party": host, **recorded}, (case,))
    world = world_at(history, cyclebooks(), datetime.combine(date.fromisoformat(on), datetime.min.time(), UTC)
                     + timedelta(hours=12))  # fmt: skip
    return world.known(world.runs[case.id]).facts


def exempt(facts, on):
    """Return whether the share of proceeds for adaptation is not taken."""
    book = rulebooks().books["article_6_4"]
    known = dict.fromkeys(book.mechanism.facts, False) | {n: v for n, v in facts.items() if isinstance(v, bool)}
    dates = dict.fromkeys(book.mechanism.dates, date.fromisoformat(on))
    levy = rulebooks().levy("article_6_4.share_of_proceeds_for_adaptation")
    return units(levy, Occasion(quantity=1_000, dates=dates, facts=known)).due == 0


def test_a_host_that_graduates_is_exempt_the_day_before_and_not_on_the_day():
    before, after = LDC.left["NP"].on - timedelta(days=1), LDC.left["NP"].on
    for recorded in ({}, {"host_least_developed": True}):
        assert exempt(known_of("NP", before.isoformat(), **recorded), before.isoformat())
        assert not exempt(known_of("NP", after.isoformat(), **recorded), after.isoformat())


def test_what_was_recorded_stands_until_the_list_changes_and_for_who_is_no_party():
    assert known_of("GH", "2026-12-01", host_least_developed=True)["host_least_developed"] is True
    assert known_of("GH", "2026-12-01")["host_least_developed"] is False
    assert known_of("XA", "2026-12-01", host_least_developed=True)["host_least_developed"] is True
    assert "host_least_developed" not in known_of("XA", "2026-12-01")
    assert known_of("FJ", "2026-12-01")["host_small_island"] is True
