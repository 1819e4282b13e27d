"""The loop of the cycles, on every store: repetition, conflicts, subjects beside, and what the ledger is to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.conftest import STORES
from tests.journals import (
    ACTIVITY,
    BEGUN,
    HOST_CYCLE,
    MECHANISM,
    OWN_FACTS,
    PARTY,
    SUBJECT,
    Desk,
    act_of,
    close,
    notified,
    number_of,
    specified,
)
from tests.workflow.play import FACTS, SECRETARIAT, on

from sextant.application import cases as cases_module
from sextant.application.cases import Doing, Followed, key_of
from sextant.application.registry import ATTEMPTS, RegistryBusy
from sextant.domain.refusal import Refusal, refuse
from sextant.ledger.posting import Posted
from sextant.storage.rulebook_files import cyclebooks
from sextant.workflow.cycle import Cycle, Deed

INSTANT = timedelta(microseconds=1)


@pytest.fixture(params=STORES)
def desk(request, database_url) -> Iterator[Desk]:
    made = Desk(database_url(request.param))
    yield made
    close(made.store)


@pytest.fixture
def opened(desk) -> Desk:
    desk.open_host()
    desk.open()
    return desk


def code(outcome: Any) -> str | None:
    return outcome.code if isinstance(outcome, Refusal) else None


# --- opening --------------------------------------------------------------------------------------------


def test_a_subject_is_opened_once_and_asking_again_changes_nothing(desk):
    desk.open()
    before = desk.history()
    desk.open()
    assert desk.cases.open(SUBJECT, ACTIVITY, OWN_FACTS, number_of(f"{ACTIVITY} {SUBJECT}")) is None
    assert desk.history() == before
    assert [each.opened_at for each in before.cases] == [BEGUN]
    assert desk.store.keys(MECHANISM, "project_activity") == [key_of(MECHANISM, SUBJECT)]
    assert desk.store.keys(MECHANISM, "participation") == []


def test_opening_under_another_id_is_refused_and_so_is_other_content_under_the_same(desk):
    desk.open()
    number = number_of(f"{ACTIVITY} {SUBJECT}")
    again = desk.cases.open
    assert code(again(SUBJECT, ACTIVITY, OWN_FACTS, number_of("another"))) == "subject_already_exists"
    assert code(again(SUBJECT, ACTIVITY, {"scale": "small"}, number)) == "idempotency_key_reused"
    assert code(again(SUBJECT, ACTIVITY, OWN_FACTS, number, at=BEGUN + INSTANT)) == "idempotency_key_reused"
    assert code(again("Another", ACTIVITY, OWN_FACTS, number)) == "idempotency_key_reused"
    assert desk.store.history(key_of(MECHANISM, "Another")) is None
    assert desk.history().facts == OWN_FACTS


def test_a_subject_is_not_opened_in_the_future(desk):
    future = desk.clock.now() + INSTANT
    assert code(desk.cases.open(SUBJECT, ACTIVITY, {}, number_of("x"), at=future)) == "effective_in_the_future"
    assert desk.cases.open(SUBJECT, ACTIVITY, {}, number_of("x"), at=desk.clock.now()) is None


# --- acting ---------------------------------------------------------------------------------------------


def test_an_act_is_recorded_with_the_instant_of_its_recording(opened):
    taken = opened.take(notified())
    assert not taken.replayed
    assert taken.act == replace(notified(), recorded_at=opened.clock.now())
    assert opened.history().acts == (taken.act,)
    run = taken.world.runs[taken.act.case]
    assert run.state == "prior_consideration_notified"


def test_asking_again_gives_the_stored_result_and_records_nothing(opened):
    first = opened.take(notified())
    opened.clock.pass_days(3)
    later = act_of(
        ACTIVITY, SUBJECT, "publish_prior_consideration", SECRETARIAT, on("2025-09-20"), reference="A6.4-0001"
    )
    opened.take(later)
    again = opened.take(notified())
    assert again.replayed
    assert again.act == first.act
    assert again.world.runs[first.act.case].state == "prior_consideration_notified"
    assert [each.id for each in opened.history().acts] == [first.act.id, later.id]


def test_what_is_told_right_after_an_act_is_what_a_repetition_is_told(opened):
    """The act names the host Party; what that Party recorded is known from then on, in both answers."""
    opened.take(specified(on("2025-09-05")), PARTY)
    first, again = opened.take(notified()), opened.take(notified())
    assert first.world.facts()["host_crediting_period_years_max"] == 5
    assert first.world.facts() == again.world.facts()
    assert first.world.runs.keys() == again.world.runs.keys()


def test_an_id_with_other_content_is_refused(opened):
    act = notified()
    opened.take(act)
    before = opened.history()
    others = [
        replace(act, yes=False),
        replace(act, at=act.at + INSTANT),
        replace(act, actor=SECRETARIAT),
        replace(act, documents=()),
        replace(act, stated={**act.stated, "annual_reductions": 40_001}),
    ]
    for other in others:
        assert code(opened.try_(other)) == "idempotency_key_reused"
    assert opened.history() == before


def test_an_id_of_another_journal_or_of_a_case_is_refused(opened):
    opened.take(notified())
    number = notified().id
    assert code(opened.try_(replace(specified(on("2026-01-05")), id=number), PARTY)) == "idempotency_key_reused"
    for taken in (number_of(f"{ACTIVITY} {SUBJECT}"), number_of(f"{HOST_CYCLE} {PARTY}")):
        other = replace(specified(on("2026-01-05")), id=taken)
        assert code(opened.try_(other, PARTY)) == "idempotency_key_reused"
    assert opened.history(PARTY).acts == ()


def test_an_act_in_the_future_is_refused(opened):
    now = opened.clock.now()
    assert code(opened.try_(specified(now + INSTANT), PARTY)) == "effective_in_the_future"
    opened.take(specified(now), PARTY)


def test_an_act_of_an_unknown_subject_or_case_is_refused(opened):
    assert code(opened.try_(notified(), "Nobody")) == "subject_unknown"
    assert code(opened.cases.world(MECHANISM, "Nobody")) == "subject_unknown"
    assert opened.cases.finish(key_of(MECHANISM, "Nobody")) == []
    assert code(opened.try_(replace(notified(), case=number_of("none")))) == "case_unknown"


def test_a_refused_act_leaves_nothing_behind(opened):
    before = opened.history()
    assert code(opened.try_(replace(notified(), actor=SECRETARIAT))) == "role_not_entitled"
    assert opened.history() == before
    # Nor does it bind the host Party to what the refused act would have read.
    opened.take(specified(on("2025-09-05")), PARTY)


def test_the_status_of_a_past_day_is_computed(opened):
    opened.take(notified())
    opened.take(act_of(ACTIVITY, SUBJECT, "publish_prior_consideration", SECRETARIAT, on("2025-09-20"), reference="r"))
    number = number_of(f"{ACTIVITY} {SUBJECT}")

    def state(day: str) -> str:
        return opened.cases.world(MECHANISM, SUBJECT, on(day)).runs[number].state

    assert state("2025-09-05") == "idea"
    assert state("2025-09-10") == "prior_consideration_notified"
    assert state("2025-09-19") == "prior_consideration_notified"
    assert state("2025-09-20") == "prior_consideration_published"


# --- conflicts ------------------------------------------------------------------------------------------


class Meddling:
    """A store into which somebody else writes just before what was decided is written, as often as is planned."""

    def __init__(self, store: Any, meddle: list[Any]) -> None:
        self._store, self._meddle = store, meddle

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def transaction(self) -> Any:
        if self._meddle:
            self._meddle.pop(0)()
        return self._store.transaction()


def meddled(desk: Desk, *meddle: Any) -> Desk:
    other = replace_desk(desk)
    other.store = Meddling(desk.store, list(meddle))
    return other


def replace_desk(desk: Desk) -> Desk:
    other = Desk.__new__(Desk)
    for name in ("url", "clock", "rules", "deeds", "store"):
        setattr(other, name, getattr(desk, name))
    return other


def test_whoever_lost_the_number_decides_again_on_what_stands_there_now(opened):
    rival = notified(name="rival")
    outcome = meddled(opened, lambda: opened.take(rival)).try_(notified())
    assert code(outcome) == "step_out_of_order"
    assert [each.id for each in opened.history().acts] == [rival.id]
    one, two = (specified(on("2026-01-05"), name) for name in ("one", "two"))
    taken = meddled(opened, lambda: opened.take(one, PARTY)).take(two, PARTY)
    assert not taken.replayed
    assert [each.id for each in opened.history(PARTY).acts] == [one.id, two.id]
    assert opened.clock.pauses == 2


def test_the_same_act_of_two_callers_is_recorded_once(opened):
    taken = meddled(opened, lambda: opened.take(notified())).take(notified())
    assert taken.replayed
    assert len(opened.history().acts) == 1


def test_an_activity_decides_again_when_its_host_party_records_something(opened):
    opened.take(notified())
    published = act_of(ACTIVITY, SUBJECT, "publish_prior_consideration", SECRETARIAT, on("2025-09-20"), reference="r")
    meddle = specified(on("2025-09-15"), crediting_period_years_max=3)
    taken = meddled(opened, lambda: opened.take(meddle, PARTY)).take(published)
    assert taken.world.facts()["host_crediting_period_years_max"] == 3
    assert opened.clock.pauses == 1


def test_a_host_party_decides_again_when_one_of_its_activities_acts(opened):
    opened.take(notified())
    published = act_of(ACTIVITY, SUBJECT, "publish_prior_consideration", SECRETARIAT, on("2025-09-20"), reference="r")
    outcome = meddled(opened, lambda: opened.take(published)).try_(specified(on("2025-09-15")), PARTY)
    assert code(outcome) == "act_before_the_last"
    assert opened.history(PARTY).acts == ()


def test_conflicts_that_do_not_end_are_told(opened):
    class Never(Meddling):
        def append(self, *given: Any, **named: Any) -> bool:
            return False

    other = replace_desk(opened)
    other.store = Never(opened.store, [])
    with pytest.raises(RegistryBusy):
        other.try_(notified())
    assert opened.clock.pauses == ATTEMPTS
    assert opened.history().acts == ()


# --- subjects beside ------------------------------------------------------------------------------------


def test_an_activity_whose_host_party_has_no_journal_is_refused(desk):
    desk.open()
    outcome = desk.try_(notified())
    assert code(outcome) == "subject_beside_unknown"
    assert outcome.about == {"subject": PARTY, "cycle": HOST_CYCLE}
    assert desk.history().acts == ()
    desk.open_host()
    desk.take(notified())


def test_a_host_party_that_is_known_from_the_beginning_must_have_a_journal(desk):
    desk.open(facts=FACTS)
    assert code(desk.cases.world(MECHANISM, SUBJECT)) == "subject_beside_unknown"
    assert code(desk.try_(notified())) == "subject_beside_unknown"
    desk.open_host()
    desk.take(notified())


def test_a_host_party_does_not_act_before_what_its_activities_did_on_it(opened):
    opened.take(notified())
    last = notified().at
    for at in (last - INSTANT, last):
        outcome = opened.try_(specified(at), PARTY)
        assert code(outcome) == "act_before_the_last"
        assert outcome.about["expected"] == last.isoformat()
    opened.take(specified(last + INSTANT), PARTY)


def test_a_host_party_is_not_bound_by_activities_of_others(opened):
    opened.open_host("KE")
    opened.take(notified(host_party="KE"))
    opened.take(specified(on("2025-09-05")), PARTY)


def test_what_a_host_party_records_later_does_not_change_what_was_decided_before(opened):
    opened.take(notified())
    before = opened.cases.world(MECHANISM, SUBJECT, notified().at)
    opened.take(specified(notified().at + INSTANT), PARTY)
    after = opened.cases.world(MECHANISM, SUBJECT, notified().at)
    assert after.facts() == before.facts()
    now = opened.cases.world(MECHANISM, SUBJECT)
    assert now.facts()["host_crediting_period_years_max"] == 5


def test_an_attempt_replays_each_journal_once(opened, monkeypatch):
    made: list[str] = []
    opened.take(notified())
    published = act_of(ACTIVITY, SUBJECT, "publish_prior_consideration", SECRETARIAT, on("2025-09-20"), reference="r")
    ordinary = cases_module.world_at
    monkeypatch.setattr(cases_module, "world_at", lambda *given: made.append(given[0].subject) or ordinary(*given))
    opened.take(published)
    assert len(made) == 2, "once to see who is beside it, and once with those"


# --- what the ledger is to do -----------------------------------------------------------------------------


class WithDeed:
    """The rules, with something for the ledger to do at one step."""

    def __init__(self, path: str, step: str, deed: Deed) -> None:
        self._rules = cyclebooks()
        self._path, self._step, self._deed = path, step, deed

    def __getattr__(self, name: str) -> Any:
        return getattr(self._rules, name)

    def cycle(self, path: str, on: date) -> Cycle:
        found = self._rules.cycle(path, on)
        if path != self._path:
            return found
        changed = replace(found.steps[self._step], deed=self._deed)
        return replace(found, steps={**found.steps, self._step: changed})


class FakeDeed:
    """A deed that does or refuses what a test says, and remembers what it was asked."""

    def __init__(self) -> None:
        self.foreseen: list[Doing] = []
        self.done: list[Doing] = []
        self.foresees: Refusal | None = None
        self.refuses: Refusal | None = None

    def foresee(self, doing: Doing) -> Refusal | None:
        self.foreseen.append(doing)
        return self.foresees

    def do(self, doing: Doing) -> Posted | Refusal:
        self.done.append(doing)
        return self.refuses or Posted(doing.act.id, (), "{}", replayed=len(self.done) > 1)


@pytest.fixture
def deed(opened) -> FakeDeed:
    made = FakeDeed()
    opened.rules = WithDeed(ACTIVITY, "notify_prior_consideration", Deed.ISSUANCE)
    opened.deeds = {Deed.ISSUANCE: made}
    return made


def test_what_the_ledger_recorded_is_told(opened, deed):
    taken = opened.take(notified())
    assert taken.posted == Posted(taken.act.id, (), "{}")
    assert taken.outstanding is None
    (doing,) = deed.done
    assert deed.foreseen == [doing]
    assert doing.act == taken.act
    number = taken.act.case
    assert (doing.before.runs[number].state, doing.after.runs[number].state) == (
        "idea",
        "prior_consideration_notified",
    )
    assert opened.cases.finish(key_of(MECHANISM, SUBJECT)) == []


def test_a_step_that_the_ledger_would_refuse_is_not_recorded(opened, deed):
    deed.foresees = refuse("account_unknown", account="x")
    assert opened.try_(notified()) == deed.foresees
    assert opened.history().acts == ()
    assert deed.done == []


def test_a_step_that_is_refused_is_not_shown_to_the_ledger(opened, deed):
    assert code(opened.try_(replace(notified(), documents=()))) == "document_missing"
    assert deed.foreseen == deed.done == []


def test_what_the_ledger_refuses_after_all_is_not_recorded(opened, deed):
    deed.refuses = refuse("account_not_open", account="x", state="suspended")
    assert opened.try_(notified()) == deed.refuses
    assert opened.history().acts == ()
    assert len(deed.done) == 2, "units may have moved since it was foreseen, so it is asked once more"
    deed.refuses = None
    assert opened.take(notified()).posted is not None
    assert len(opened.history().acts) == 1


def test_whoever_falls_between_an_act_and_its_deed_leaves_neither(opened, deed):
    def falling(doing):
        raise KeyboardInterrupt

    deed.do = falling
    with pytest.raises(KeyboardInterrupt):
        opened.try_(notified())
    del deed.do
    assert opened.history().acts == ()
    assert opened.store.read_until(key_of(MECHANISM, PARTY)) is None
    assert opened.take(notified()).replayed is False


def test_an_act_that_was_recorded_without_its_deed_is_finished_once(opened, deed):
    act = replace(notified(), recorded_at=opened.clock.now())
    assert opened.store.append(key_of(MECHANISM, SUBJECT), 2, act, beside={key_of(MECHANISM, PARTY): 1})
    deed.refuses = refuse("account_not_open", account="x", state="suspended")
    again = opened.take(notified())
    assert (again.replayed, again.posted, again.outstanding) == (True, None, deed.refuses)
    assert opened.cases.finish(key_of(MECHANISM, SUBJECT)) == [Followed(act, deed.refuses)]
    deed.refuses, deed.done = None, []
    assert opened.cases.finish(key_of(MECHANISM, SUBJECT)) == [Followed(act, Posted(act.id, (), "{}"))]
    assert opened.cases.finish(key_of(MECHANISM, SUBJECT)) == []
    assert all(doing.act == act for doing in deed.done), "the ledger was asked for one and the same act"


def test_a_step_without_a_deed_is_nothing_to_the_ledger(opened, deed):
    opened.take(notified())
    done = len(deed.done)
    taken = opened.take(
        act_of(ACTIVITY, SUBJECT, "publish_prior_consideration", SECRETARIAT, on("2025-09-20"), reference="r")
    )
    assert (taken.posted, taken.outstanding, len(deed.done)) == (None, None, done)
