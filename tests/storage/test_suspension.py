"""An account that is suspended while an act is in flight: one of the two waits for the other, on every store."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from tests.clock import WaitingClock
from tests.stores import Place, place_of, store_on
from tests.world import MCU, World

from sextant.application.batch import perform_batch
from sextant.application.registry import Registry
from sextant.domain.account import AccountState
from sextant.domain.refusal import Refusal
from sextant.ledger.posting import Posted
from sextant.ledger.request import Request
from sextant.storage.account_types import account_types

KINDS = ("memory", "sqlite", "postgresql", "postgresql-serializable", "postgresql by portable statements")
ACTS: dict[str, Callable[[World], Request]] = {
    "a transfer": lambda w: w.transfer(w.units(1, 5)),
    "a transfer of several blocks": lambda w: w.transfer((w.units(1, 5), w.units(101, 105))),
    "a take": lambda w: w.transfer(w.take("a", 150)),
    "a cancellation": lambda w: w.cancel(w.units(1, 5)),
    "an issuance": lambda w: w.issue(5, key="new"),
    "a hold": lambda w: w.hold(w.units(1, 5)),
    "a change of terms": lambda w: w.change(w.units(1, 5), MCU),
}
STATUS = {"a change of terms"}
"""What is done to units where they stand, whatever the state of their account."""


@pytest.fixture(params=KINDS)
def place(request, database_url) -> Iterator[Place]:
    kind = request.param.replace(" by portable statements", "")
    url = database_url(kind)
    made = place_of(kind, url, WaitingClock())
    if request.param != kind:
        made.registry.store.driver.close()
        made.registry = Registry(store_on(url, portable=True), made.clock, account_types())
    yield made
    made.close()


@pytest.fixture
def world(place) -> World:
    made = World(place.registry)
    for _ in range(2):
        made.do(made.issue(100))
    return made


def suspend(registry: Registry, world: World, code: str = "a") -> bool:
    known = registry.store.account(world.account(code))
    assert known is not None
    return registry.change_account(replace(known, state=AccountState.SUSPENDED, version=known.version + 1))


@pytest.mark.parametrize("act", ACTS)
def test_who_suspends_an_account_waits_for_an_act_in_flight(place, world, act):
    other, ended = place.another(), threading.Event()

    def suspending() -> None:
        assert suspend(other, world)
        ended.set()

    waiting = threading.Thread(target=suspending)
    with place.registry.store.transaction():
        outcome = place.registry._decide_and_post(ACTS[act](world), "none")
        assert isinstance(outcome, Posted)
        waiting.start()
        assert ended.wait(0.2) is (act in STATUS and place.kind.startswith("postgresql")), "it did not wait"
    waiting.join(30)
    assert ended.is_set()


@pytest.mark.parametrize("act", sorted(ACTS.keys() - STATUS))
def test_an_act_waits_for_who_began_to_suspend_the_account_and_is_refused(place, world, act):
    other, request = place.another(), ACTS[act](world)
    answers: list[Posted | Refusal] = []
    asking = threading.Thread(target=lambda: answers.append(other.perform(request)))
    with place.registry.store.transaction():
        assert suspend(place.registry, world)
        asking.start()
        asking.join(0.2)
        assert not answers
    asking.join(30)
    (answer,) = answers
    assert isinstance(answer, Refusal)
    assert answer.code == "account_not_open"


def test_a_batch_waits_for_who_began_to_suspend_the_account_and_is_refused(place, world):
    other, request = place.another(), world.transfer(world.units(1, 5))
    answers: list[Posted | Refusal] = []
    asking = threading.Thread(target=lambda: answers.extend(perform_batch(other, [request])))
    with place.registry.store.transaction():
        assert suspend(place.registry, world)
        asking.start()
        asking.join(0.2)
        assert not answers
    asking.join(30)
    assert [getattr(each, "code", None) for each in answers] == ["account_not_open"]
