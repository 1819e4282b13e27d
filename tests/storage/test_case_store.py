"""The port of the journals of cases, one suite for every store: what is written is read again as it was."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import STORES
from tests.journals import close, number_of, store_of
from tests.workflow.test_walks import STARTS, begun
from tests.workflow.walk import Walk, snapshot

from sextant.application.cases import CaseStore, IdTaken, lines_of
from sextant.storage.memory.cases import MemoryCases
from sextant.workflow.case import Act, Actor, Case, Filed, History
from sextant.workflow.timeline import world_at

DATABASES = STORES[1:]
KEY, HOST = "invented:Shore", "invented:Party"
AT = datetime(2026, 3, 2, 9, 30, 15, 123_456, tzinfo=UTC)
VALUES = {
    "text": "words",
    "nothing said": "",
    "chinese": "東道締約方核准，並授權使用；「減排量」",
    "beyond the first plane": "𠀋 🌊",
    "marks": "a'b\"c\\d\n\te\u0000f\u2028{}?%s",
    "whole": 40_000,
    "negative": -1,
    "large": 10**30,
    "yes": True,
    "no": False,
    "none": None,
    "day": "2026-03-02",
    "digits": "007",
    "": "no name",
}


@pytest.fixture(params=STORES)
def store(request, database_url) -> Iterator[CaseStore]:
    made = store_of(database_url(request.param))
    yield made
    close(made)


def first(key: str) -> History:
    subject = key.partition(":")[2]
    return History(subject, {}, (Case(number_of(key), "invented.shore", subject, AT),))


def act(name: str, at: datetime = AT, **other: Any) -> Act:
    made = Act(number_of(name), number_of(KEY), "step", Actor("A", "steward"), at, recorded_at=AT)
    return replace(made, **other)


@pytest.fixture
def opened(store) -> CaseStore:
    assert store.open(KEY, first(KEY))
    assert store.open(HOST, first(HOST))
    return store


# --- what is written is read again ----------------------------------------------------------------------


def types(values: Any) -> dict[str, type]:
    return {name: type(value) for name, value in values.items()}


def test_every_kind_of_value_is_read_again_as_it_was_written(store):
    number = number_of("first")
    facts = dict(VALUES)
    assert store.open(KEY, History("海岸 'one'", facts, (Case(number, "invented.shore", "海岸 'one'", AT),)))
    written = Act(
        number_of("act"),
        number,
        "步驟",
        Actor("王小明", "steward", party="GH", entity='Volta "Solar"'),
        AT + timedelta(microseconds=1),
        yes=False,
        stated=dict(VALUES),
        documents=(Filed("map", "0" * 64, "地圖"), Filed("map", "f" * 64), Filed("log", "1" * 64, "?")),
        recorded_at=AT + timedelta(days=1),
    )
    child = Case(number_of("child"), "invented.claim", "海岸 'one'", AT, parent=number)
    assert store.append(KEY, 2, written)
    assert store.append(KEY, 3, child)
    found = store.history(KEY)
    assert found == History("海岸 'one'", facts, (Case(number, "invented.shore", "海岸 'one'", AT), child), (written,))
    assert types(found.facts) == types(facts)
    assert types(found.acts[0].stated) == types(VALUES)
    assert found.acts[0].yes is False


STATED = st.dictionaries(
    st.text(max_size=8), st.none() | st.booleans() | st.integers() | st.text(max_size=30) | st.dates().map(str)
)
INSTANTS = st.datetimes(
    datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2090-01-01"),
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=8)), timezone(timedelta(hours=-9, minutes=-30))]),
)  # fmt: skip
ACTORS = st.builds(Actor, st.text(), st.text(), st.none() | st.text(), st.none() | st.text())
ACTS = st.builds(
    Act, st.uuids(), st.uuids(), st.text(), ACTORS, INSTANTS, st.booleans(), STATED,
    st.lists(st.builds(Filed, st.text(), st.text(), st.text()), max_size=3).map(tuple), st.none() | INSTANTS,
)  # fmt: skip


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_any_act_is_read_again_as_it_was_written(kind, database_url):
    store = store_of(database_url(kind))
    done: set[Any] = set()

    @settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(written=ACTS, facts=STATED)
    def holds(written: Act, facts: dict) -> None:
        if written.id in done:
            return
        done.add(written.id)
        key = f"invented:{written.id}"
        opened = replace(first(key), facts=facts)
        assert store.open(key, opened)
        assert store.append(key, 2, written)
        found = store.history(key)
        assert found == replace(opened, acts=(written,))
        assert (found.acts[0].at, found.acts[0].at.tzinfo) == (written.at, UTC)
        assert types(found.acts[0].stated) == types(written.stated)
        assert types(found.facts) == types(facts)

    holds()
    close(store)


# --- what is compared -----------------------------------------------------------------------------------


def test_what_is_not_there_is_none(store):
    assert store.history(KEY) is None
    assert store.read_until(KEY) is None
    assert store.keys("invented", "shore") == []
    assert not store.append(KEY, 1, act("a"))
    assert store.history(KEY) is None


def test_a_subject_is_opened_once(opened):
    assert not opened.open(KEY, replace(first(KEY), facts={"other": 1}))
    assert not opened.open(KEY, History("x", {}, (Case(number_of("other"), "invented.shore", "x", AT),)))
    assert opened.history(KEY) == first(KEY)


@pytest.mark.parametrize("number", [-1, 0, 1, 3, 4, 100])
def test_only_the_next_number_is_written(opened, number):
    assert not opened.append(KEY, number, act("a"))
    assert opened.history(KEY) == first(KEY)
    assert opened.append(KEY, 2, act("a"))
    assert not opened.append(KEY, 2, act("b"))
    assert opened.append(KEY, 3, act("b"))
    assert [each.id for each in opened.history(KEY).acts] == [number_of("a"), number_of("b")]


def test_a_subject_beside_must_be_as_it_was_seen(opened):
    for seen in (0, 2, 3):
        assert not opened.append(KEY, 2, act("a"), beside={HOST: seen})
    assert not opened.append(KEY, 2, act("a"), beside={"invented:nobody": 0})
    assert opened.read_until(HOST) is None, "who did not write reads nothing"
    assert opened.append(KEY, 2, act("a"), beside={HOST: 1})
    assert opened.append(HOST, 2, act("h", AT + timedelta(1)), read_until=AT)
    assert not opened.append(KEY, 3, act("b", AT + timedelta(2)), beside={HOST: 1})
    assert opened.append(KEY, 3, act("b", AT + timedelta(2)), beside={HOST: 2})
    assert lines_of(opened.history(KEY)) == 3


def test_a_subject_that_is_read_is_written_by_who_knows_until_when(opened):
    later = AT + timedelta(microseconds=1)
    opened.append(KEY, 2, act("a"), beside={HOST: 1})
    assert opened.read_until(HOST) == AT
    assert opened.read_until(KEY) is None
    for known in (None, later, AT - timedelta(microseconds=1)):
        assert not opened.append(HOST, 2, act("h", later), read_until=known)
    opened.append(KEY, 3, act("b", later), beside={HOST: 1})
    assert opened.read_until(HOST) == later
    assert not opened.append(HOST, 2, act("h", later), read_until=AT)
    assert opened.append(HOST, 2, act("h", later), read_until=later)


def test_the_last_act_of_many_readers_counts_and_no_opened_case_does(opened):
    for name, day in (("one", 3), ("two", 9), ("three", 5)):
        key = f"invented:{name}"
        assert opened.open(key, first(key))
        assert opened.append(key, 2, act(f"a {name}", AT + timedelta(day)), beside={HOST: 1})
    case = Case(number_of("child"), "invented.claim", "two", AT + timedelta(20))
    assert opened.append("invented:two", 3, case, beside={HOST: 1})
    assert opened.read_until(HOST) == AT + timedelta(9)


def test_an_id_stands_in_one_journal(opened):
    assert opened.append(KEY, 2, act("a"))
    for line in (act("a"), act(HOST), Case(number_of("a"), "invented.claim", "x", AT)):
        if line.id != number_of(HOST):
            with pytest.raises(IdTaken):
                opened.append(HOST, 2, line)
        assert not opened.append(HOST, 1, line)
    with pytest.raises(IdTaken):
        opened.open("invented:new", History("new", {}, (Case(number_of("a"), "invented.shore", "new", AT),)))
    assert opened.history("invented:new") is None
    assert opened.history(HOST) == first(HOST)
    assert opened.append(HOST, 2, act("h"))


def test_keys_are_those_of_a_cycle_in_the_order_of_their_letters(store):
    names = ["b", "B", "ä", "a b", "a", "A", "海", "a-b", "_"]
    for name in names:
        assert store.open(f"invented:{name}", first(f"invented:{name}"))
    other = History("z", {}, (Case(number_of("z"), "invented.plan", "z", AT),))
    store.open("invented:z", other)
    assert store.keys("invented", "shore") == sorted(f"invented:{name}" for name in names)
    assert store.keys("invented", "plan") == ["invented:z"]
    assert store.keys("other", "shore") == []


@pytest.mark.parametrize("kind", DATABASES)
def test_all_that_is_looked_at_in_one_instant_is_of_one_instant(kind, database_url):
    url = database_url(kind)
    store, other = store_of(url), store_of(url)
    for key in (KEY, HOST):
        store.open(key, first(key))
    with store.instant():
        assert store.history(KEY) == first(KEY)
        assert other.append(KEY, 2, act("a"), beside={HOST: 1})
        assert other.append(HOST, 2, act("h", AT + timedelta(1)), read_until=AT)
        assert store.history(KEY) == first(KEY)
        assert store.history(HOST) == first(HOST)
        assert store.read_until(HOST) is None
    assert lines_of(store.history(HOST)) == 2
    assert store.append(HOST, 3, act("i", AT + timedelta(2)), read_until=AT)
    close(store)
    close(other)


# --- walks through every cycle --------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_walks_are_kept_alike_by_every_store(kind, database_url):
    """A walk is written line by line into memory and into a database; what they tell of any day is the same."""
    lengths: list[int] = []

    @settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(start=st.sampled_from(sorted(STARTS)), seed=st.integers(0, 2**32 - 1), moves=st.integers(3, 20))
    def holds(start: str, seed: int, moves: int) -> None:
        walk = Walk(copy(begun(start)), Random(seed))
        walk.go(moves)
        history, rules = walk.play.history, walk.play.rules
        stores = [MemoryCases(), store_of(database_url(kind))]
        for store in stores:
            assert store.open(KEY, replace(history, acts=()))
            for number, line in enumerate(history.acts, start=2):
                assert not store.append(KEY, number + 1, line)
                assert store.append(KEY, number, line)
        kept = [store.history(KEY) for store in stores]
        close(stores[1])
        assert kept == [history, history]
        for at in (*walk.seen, walk.at):
            told = [snapshot(world_at(each, rules, at)) for each in (history, *kept)]
            assert told[0] == told[1] == told[2]
        lengths.append(len(history.acts))

    holds()
    assert max(lengths) > 10, "no walk went far"
