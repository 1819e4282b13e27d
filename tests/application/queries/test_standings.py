"""How subjects stand is kept, and told from what is kept as long as it holds; then it is made again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.clock import FakeClock
from tests.conftest import STORES
from tests.journals import ACTIVITY, BEGUN, HOST_CYCLE, MECHANISM, OWN_FACTS, PARTY, notified, number_of, specified
from tests.workflow.play import on

from sextant.application.case_store import key_of
from sextant.application.commands.open_subject import open_subject
from sextant.application.commands.repair import repair
from sextant.application.commands.take_step import take_step
from sextant.application.doing import Taken
from sextant.application.office import Office
from sextant.application.queries.standings import standings_now
from sextant.application.standing import Standing
from sextant.storage.database.url import parse_database_url
from sextant.storage.opening import office_on, open_store, scratch_office
from sextant.storage.rulebook_files import edition

SUBJECTS = ("A1", "A2", "A3")


@pytest.fixture(params=STORES)
def office(request, database_url) -> Iterator[Office]:
    url, clock = database_url(request.param), FakeClock()
    made = scratch_office(clock) if url is None else office_on(open_store(parse_database_url(url)), clock)
    for subject, cycle, facts in ((PARTY, HOST_CYCLE, {}), *((each, ACTIVITY, OWN_FACTS) for each in SUBJECTS)):
        refusal = open_subject(made, subject, cycle, facts, number_of(f"{cycle} {subject}"), synthetic=True, at=BEGUN)
        assert refusal is None
    for each in SUBJECTS:
        assert isinstance(take_step(made, MECHANISM, each, notified(subject=each)), Taken)
    yield made
    if url is not None:
        made.registry.store.driver.close()


def told(office: Office, digest: str | None = None) -> tuple[dict[str, Standing], set[str]]:
    """Return how all subjects stand, and which of them had to be made."""
    made: dict[str, Standing] = {}
    rules = replace(edition(), digest=digest) if digest else edition()
    found = standings_now(office.cases, office.standings, rules, made)
    return {each.subject: each for each in found}, {each.subject for each in made.values()}


def test_after_a_step_nothing_has_to_be_made(office):
    found, made = told(office)
    assert set(found) == {PARTY, *SUBJECTS}
    assert made == set()
    assert found[PARTY].waits
    assert [each.waits for each in found.values() if each.subject != PARTY] == [()] * 3, "they are not public yet"
    assert all(found[each].hidden for each in SUBJECTS)


def test_what_is_kept_is_what_would_be_made(office):
    found, _ = told(office)
    office.standings.put_standing(replace(found["A1"], lines={}, hidden=77))
    again, made = told(office, "another edition")
    assert made == {PARTY, *SUBJECTS}
    assert {key: replace(each, edition="") for key, each in again.items()} == {
        key: replace(each, edition="") for key, each in found.items()
    }


def test_a_journal_that_was_written_in_by_anybody_is_looked_at_again(office):
    store, key = office.cases.store, key_of(MECHANISM, PARTY)
    act = replace(specified(on("2026-01-05")), recorded_at=on("2026-01-05"))
    assert store.append(key, 2, act, read_until=store.read_until(key))
    _, made = told(office)
    assert made == {PARTY, *SUBJECTS}, "activities read the facts of their host Party"
    done = repair(office)
    assert (done.subjects, done.unreadable) == (4, [])
    assert told(office)[1] == set()


def test_a_step_of_a_party_keeps_the_lists_of_its_activities(office):
    assert isinstance(take_step(office, MECHANISM, PARTY, specified(on("2026-01-05"))), Taken)
    found, made = told(office)
    assert made == set()
    assert {each.lines[key_of(MECHANISM, PARTY)] for each in found.values()} == {2}


def test_time_alone_makes_it_be_looked_at_again(office):
    found, _ = told(office)
    changes = min(each.next_change_at for each in found.values() if each.next_change_at)
    due = {key for key, each in found.items() if each.next_change_at == changes}
    office.cases.clock.present = changes
    assert told(office)[1] == due


def test_what_a_process_made_is_used_as_long_as_it_holds(office):
    made: dict[str, Standing] = {}
    other = replace(edition(), digest="another")
    first = standings_now(office.cases, office.standings, other, made)
    looked: list[str] = []
    ordinary = office.cases.look
    office.cases.look = lambda key: looked.append(key) or ordinary(key)
    assert standings_now(office.cases, office.standings, other, made) == first
    assert looked == []


def test_a_journal_that_cannot_be_replayed_hides_no_other(office):
    broken = replace(notified(subject="A2"), id=number_of("broken"), step="fly", at=on("2025-09-30"))
    seen = {key_of(MECHANISM, PARTY): 1}
    assert office.cases.store.append(key_of(MECHANISM, "A2"), 3, broken, beside=seen)
    found, made = told(office)
    assert made == {"A2"}
    assert [key for key, each in found.items() if not each.readable] == ["A2"]
    assert repair(office).unreadable == [key_of(MECHANISM, "A2")]
