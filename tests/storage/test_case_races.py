"""Several processes that act in the same cases at once: each line is written once, on what its writer saw.

`SEXTANT_RACE_REPETITIONS` says how often the races are run, as for the ledger.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.conftest import STORES
from tests.databases import READ_COMMITTED, SERIALIZABLE
from tests.journals import MECHANISM, PARTY, SUBJECT, Desk, close, notified, number_of, specified, store_of
from tests.racing import Racers
from tests.racing_cases import Append, Asked, run
from tests.storage.test_races import FEWER, REPETITIONS
from tests.workflow.play import on

from sextant.application.cases import key_of, lines_of
from sextant.application.ports import TransientFault
from sextant.storage.database.cases import DatabaseCases
from sextant.storage.database.url import parse_database_url

DATABASES = STORES[1:]
HALF = max(REPETITIONS // 4, 20)
HOST = key_of(MECHANISM, PARTY)
MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="session")
def case_racers() -> Iterator[Racers]:
    started = Racers(run=run)
    yield started
    started.stop()


@pytest.fixture(params=DATABASES)
def desk(request, database_url, case_racers) -> Iterator[Desk]:
    made = Desk(database_url(request.param))
    made.open_host()
    yield made
    case_racers.leave()
    close(made.store)


def test_of_four_who_want_the_same_number_one_is_given_it(desk, case_racers):
    """Each activity is notified once, whoever of the four does it."""
    for number in range(FEWER):
        subject = f"Activity {number}"
        desk.open(subject)
        acts = [notified(subject=subject, name=f"{number} {rival}") for rival in range(4)]
        answers = [own[0] for own in case_racers.race(desk.url, [[Asked(subject, act)] for act in acts])]
        assert sorted(answer.code or "" for answer in answers) == ["", *["step_out_of_order"] * 3]
        (kept,) = desk.history(subject).acts
        assert kept.id == acts[[answer.code for answer in answers].index(None)].id


def test_nobody_is_lost_where_all_may_go_on(desk, case_racers):
    at = on("2026-01-05")
    for number in range(FEWER):
        acts = [[specified(at, f"{number} {rival} {k}") for k in range(3)] for rival in range(4)]
        answers = case_racers.race(desk.url, [[Asked(PARTY, act) for act in own] for own in acts])
        assert {answer.code for own in answers for answer in own} == {None}
    kept = [act.id for act in desk.history(PARTY).acts]
    assert len(kept) == len(set(kept)) == FEWER * 12


def test_one_act_from_four_processes_is_recorded_once(desk, case_racers):
    for number in range(FEWER):
        act = specified(on("2026-01-05"), f"one {number}")
        answers = [own[0] for own in case_racers.race(desk.url, [[Asked(PARTY, act)]] * 4)]
        assert {answer.code for answer in answers} == {None}
        assert sum(not answer.replayed for answer in answers) == 1
        assert [each.id for each in desk.history(PARTY).acts].count(act.id) == 1


def test_one_id_in_four_journals_is_recorded_in_one(desk, case_racers):
    for number in range(FEWER):
        subjects = [f"Activity {number} {rival}" for rival in range(4)]
        for subject in subjects:
            desk.open(subject)
        acts = [notified(subject=subject, name=f"same {number}") for subject in subjects]
        asked = [[Asked(subject, act)] for subject, act in zip(subjects, acts, strict=True)]
        answers = [own[0] for own in case_racers.race(desk.url, asked)]
        assert sorted(answer.code or "" for answer in answers) == ["", *["idempotency_key_reused"] * 3]
        assert sum(lines_of(desk.history(subject)) for subject in subjects) == 5


def test_an_activity_and_its_host_party_never_both_go_by_what_the_other_changes(desk, case_racers):
    """Two activities and two acts of the Party, all on what was seen before: the Party or they, never both."""
    written = 0
    for number in range(HALF):
        names = [f"Activity {number} {rival}" for rival in range(2)]
        for name in names:
            desk.open(name)
        at = on("2025-09-10") + number * MINUTE
        seen, until = lines_of(desk.history(PARTY)), desk.store.read_until(HOST)
        lines = [Append(key_of(MECHANISM, name), 2, notified(at, name), {"beside": {HOST: seen}}) for name in names]
        lines += [
            Append(HOST, seen + 1, specified(at, f"host {number} {rival}"), {"read_until": until}) for rival in range(2)
        ]
        # Each process is the Party once in a while: the one that was started last is often the slowest.
        turn = number % 4
        answers = case_racers.race(desk.url, [[each] for each in lines[turn:] + lines[:turn]])
        one, two, three, four = (own[0] for own in answers[4 - turn :] + answers[: 4 - turn])
        assert not ((one or two) and (three or four)), "both went by what the other changed"
        assert not (three and four)
        assert lines_of(desk.history(PARTY)) == seen + three + four
        assert [lines_of(desk.history(name)) for name in names] == [1 + one, 1 + two]
        written += one + two + three + four
    assert written


def test_what_an_activity_was_told_is_what_is_computed_ever_after(desk, case_racers):
    """The Party's act lies a minute before those of the activities: it comes in before them, or not at all."""
    for number in range(HALF):
        at = on("2025-09-10") + 3 * number * MINUTE
        names = [f"Activity {number} {rival}" for rival in range(3)]
        for name in names:
            desk.open(name)
        asked = [[Asked(name, notified(at, name))] for name in names]
        party = specified(at - MINUTE, f"host {number}", crediting_period_years_max=number)
        *told, answer = (own[0] for own in case_racers.race(desk.url, [*asked, [Asked(PARTY, party)]]))
        assert answer.code in (None, "act_before_the_last")
        for name, each in zip(names, told, strict=True):
            assert each.code is None
            now = desk.cases.world(MECHANISM, name, at)
            assert tuple(sorted(now.facts().items())) == each.facts


# --- whoever works on an older snapshot -------------------------------------------------------------------


class Interrupted(DatabaseCases):
    """A store whose transaction has begun, and has looked, when somebody else writes and is done."""

    meddle: Any = None

    def _lock(self, keys: Iterable[str]) -> None:
        self.driver.query("SELECT count(*) FROM case_line")
        meddle, self.meddle = self.meddle, None
        if meddle is not None:
            meddle()
        super()._lock(keys)


MIXED = [*itertools.product((READ_COMMITTED, SERIALIZABLE), repeat=2)]


@pytest.mark.parametrize("levels", MIXED, ids=str)
@pytest.mark.parametrize("about", ["the same number", "an activity that acts", "a host party that acts"])
def test_a_writer_on_an_older_snapshot_does_not_pass(about, levels, database_url, postgresql_server):
    name = parse_database_url(database_url("postgresql")).name
    own, other = (postgresql_server.url(name, level) for level in levels)
    desk, rival = Desk(own), store_of(other)
    desk.store = Interrupted(desk.store.driver)
    desk.open_host()
    desk.open()
    activity = (key_of(MECHANISM, SUBJECT), 2, notified())
    party = (HOST, 2, specified(notified().at))
    beside = {"beside": {HOST: 1}}
    pairs: dict[str, tuple[Any, Any]] = {
        "the same number": ((*activity, beside), (*activity[:2], replace(notified(), id=number_of("rival")), beside)),
        "an activity that acts": ((*activity, beside), (*party, {})),
        "a host party that acts": ((*party, {}), (*activity, beside)),
    }
    (*mine, seen), (*theirs, they_saw) = pairs[about]

    def meddle() -> None:
        assert rival.append(*theirs, **they_saw)

    desk.store.meddle = meddle
    try:
        assert not desk.store.append(*mine, **seen)
    except TransientFault:
        assert levels[0] == SERIALIZABLE
    assert not desk.store.append(*mine, **seen)
    assert lines_of(desk.history()) + lines_of(desk.history(PARTY)) == 3
    close(desk.store)
    close(rival)
