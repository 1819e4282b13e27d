"""Faults at every statement and around every commit: a line is written once, whole, and its writer is told so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.conftest import STORES
from tests.faults import FAULTS, LOST, LOST_AFTER, FaultyPostgresql, FaultySqlite, Plan
from tests.journals import (
    ACTIVITY,
    BEGUN,
    HOST_CYCLE,
    MECHANISM,
    OWN_FACTS,
    PARTY,
    Desk,
    close,
    notified,
    number_of,
    specified,
    store_of,
)
from tests.workflow.play import on

from sextant.application.cases import Taken, key_of, lines_of
from sextant.application.ports import TransientFault
from sextant.storage.database.cases import DatabaseCases
from sextant.storage.database.url import parse_database_url


class Bench:
    """Cases whose connection fails as planned, and one beside it that does not."""

    def __init__(self, url: str) -> None:
        self.plan = Plan()
        parsed = parse_database_url(url)
        driver: Any = FaultySqlite(parsed) if parsed.vendor == "sqlite" else FaultyPostgresql(parsed)
        driver.plan = self.plan
        self.desk = Desk(url)
        close(self.desk.store)
        self.desk.store = DatabaseCases(driver)
        self.quiet = store_of(url)
        self._subjects = 0
        self.desk.open_host()

    def subject(self) -> str:
        """Return the name of a new activity that nothing has happened to."""
        self._subjects += 1
        self.plan.begin()
        name = f"Activity {self._subjects}"
        self.desk.open(name)
        return name

    def statements(self, run: Callable[[], Any]) -> int:
        """Return how many statements something takes when nothing fails."""
        self.plan.begin()
        run()
        return len(self.plan.statements)


@pytest.fixture(params=STORES[1:])
def bench(request, database_url) -> Iterator[Bench]:
    made = Bench(database_url(request.param))
    yield made
    made.plan.begin()
    close(made.desk.store)
    close(made.quiet)


def test_an_act_is_recorded_once_whatever_fails_and_whenever(bench):
    first = bench.subject()
    count = bench.statements(lambda: bench.desk.take(notified(subject=first), first))
    assert count > 8
    for index in range(count):
        for fault in FAULTS:
            subject = bench.subject()
            act = notified(subject=subject)
            bench.plan.begin(index, fault)
            outcome = bench.desk.try_(act, subject)
            assert bench.plan.happened
            assert isinstance(outcome, Taken), (index, fault, outcome)
            kept = bench.quiet.history(key_of(MECHANISM, subject))
            assert [each.id for each in kept.acts] == [act.id]
            assert outcome.act == kept.acts[0]
            bench.plan.begin()
            assert bench.desk.take(act, subject).replayed
    readers = bench.quiet.driver.query("SELECT count(*) FROM case_beside")
    assert readers == [(count * len(FAULTS) + 1,)]


def test_whether_an_act_is_told_as_new_or_as_repeated_it_is_the_one_that_was_kept(bench):
    """Where only the answer to the commit is lost, the act is there, and the next attempt finds it."""
    subject = bench.subject()
    act = notified(subject=subject)
    other = bench.subject()
    bench.plan.begin()
    bench.desk.take(notified(subject=other), other)
    commits = [index for index, sql in enumerate(bench.plan.statements) if sql == "COMMIT"]
    bench.plan.begin(commits[-1], LOST_AFTER)
    taken = bench.desk.take(act, subject)
    assert bench.plan.happened
    assert taken.replayed
    bench.plan.begin(commits[-1], LOST)
    subject = bench.subject()
    bench.plan.begin(commits[-1], LOST)
    assert not bench.desk.take(notified(subject=subject), subject).replayed


def test_a_subject_is_opened_once_whatever_fails_and_whenever(bench):
    def opening(name: str) -> Any:
        return bench.desk.cases.open(name, ACTIVITY, OWN_FACTS, number_of(f"{ACTIVITY} {name}"), at=BEGUN)

    count = bench.statements(lambda: opening("first"))
    for index in range(count):
        for fault in FAULTS:
            name = f"{index} {fault}"
            bench.plan.begin(index, fault)
            assert opening(name) is None
            assert bench.plan.happened
            kept = bench.quiet.history(key_of(MECHANISM, name))
            assert lines_of(kept) == 1
            assert kept.facts == OWN_FACTS


def test_a_look_is_taken_again_whatever_fails(bench):
    subject = bench.subject()
    bench.desk.take(notified(subject=subject), subject)
    world = bench.desk.cases.world(MECHANISM, subject)
    cases = bench.desk.cases
    for look in (lambda: cases.world(MECHANISM, subject), lambda: cases.finish(key_of(MECHANISM, subject))):
        count = bench.statements(look)
        for index in range(count):
            for fault in FAULTS:
                bench.plan.begin(index, fault)
                found = look()
                assert bench.plan.happened
                assert found == [] or found.facts() == world.facts()


def test_a_fault_that_does_not_pass_undoes_all_of_it(bench):
    """The second journal line is refused by the database; the reader that was kept for it is gone as well."""
    subject = bench.subject()
    key, host = key_of(MECHANISM, subject), key_of(MECHANISM, PARTY)
    store = bench.desk.store

    def broken(*given: Any) -> None:
        raise ZeroDivisionError

    kept, store._write = store._write, broken
    with pytest.raises(ZeroDivisionError):
        store.append(key, 2, notified(subject=subject), beside={host: 1})
    store._write = kept
    assert not store.driver.inside
    assert store.read_until(host) is None
    assert bench.quiet.driver.query("SELECT count(*) FROM case_beside") == [(0,)]
    assert store.append(key, 2, notified(subject=subject), beside={host: 1})


def test_a_lost_connection_at_the_commit_is_told_as_a_fault_that_passes(bench):
    subject = bench.subject()
    key = key_of(MECHANISM, subject)
    count = bench.statements(lambda: bench.desk.store.append(key, 2, notified(subject=subject)))
    for fault, lines in ((LOST, 1), (LOST_AFTER, 2)):
        subject = bench.subject()
        key = key_of(MECHANISM, subject)
        bench.plan.begin(count - 1, fault)
        try:
            bench.desk.store.append(key, 2, notified(subject=subject))
        except TransientFault:
            assert lines_of(bench.quiet.history(key)) == lines
        else:
            pytest.fail("the caller was told that all was well")


def test_acts_of_the_host_party_are_recorded_once_too(bench):
    assert HOST_CYCLE.startswith(MECHANISM)
    at = on("2026-01-05")
    count = bench.statements(lambda: bench.desk.take(specified(at, "first"), PARTY))
    for index in range(count):
        bench.plan.begin(index, LOST_AFTER)
        bench.desk.take(specified(at, f"{index}"), PARTY)
    kept = bench.quiet.history(key_of(MECHANISM, PARTY))
    assert len(kept.acts) == count + 1
