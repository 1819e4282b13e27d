"""Journals of cases on any kind of store: one activity and its host Party, and acts in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from tests.clock import FakeClock
from tests.workflow.play import FACTS, HOST, PARTICIPANT, on

from sextant.application.cases import Cases, CaseStore, LedgerDeed, Taken, key_of
from sextant.domain.refusal import Refusal
from sextant.storage.database.cases import DatabaseCases
from sextant.storage.database.driver import connect
from sextant.storage.database.url import parse_database_url
from sextant.storage.memory.cases import MemoryCases
from sextant.storage.rulebook_files import cyclebooks
from sextant.workflow.case import Act, Actor, Filed, History, Stated
from sextant.workflow.cycle import Deed
from sextant.workflow.timeline import Rules

NAMESPACE = UUID(int=46)
MECHANISM = "article_6_4"
ACTIVITY, HOST_CYCLE = f"{MECHANISM}.project_activity", f"{MECHANISM}.participation"
SUBJECT, PARTY = "A6.4-0001", "GH"
BEGUN = on("2025-09-01")
OWN_FACTS = {name: FACTS[name] for name in ("participating_parties", "participants")}
SPECIFIED = {
    "baseline_approaches": "best available technologies",
    "crediting_period_years_max": 5,
    "crediting_periods_not_renewable": False,
    "first_transfer_definition": "authorization",
}


def number_of(name: str) -> UUID:
    """Return the id that stands for a name."""
    return uuid5(NAMESPACE, name)


def store_of(url: str | None) -> CaseStore:
    """Return the journals on a database, or in memory where there is none."""
    return MemoryCases() if url is None else DatabaseCases(connect(parse_database_url(url)))


def close(store: CaseStore) -> None:
    if isinstance(store, DatabaseCases):
        store.driver.close()


@dataclass
class Desk:
    """Where cases are acted in."""

    url: str | None
    clock: FakeClock = field(default_factory=FakeClock)
    rules: Rules = field(default_factory=cyclebooks)
    deeds: Mapping[Deed, LedgerDeed] = field(default_factory=dict)
    store: CaseStore = field(init=False)

    def __post_init__(self) -> None:
        self.store = store_of(self.url)

    @property
    def cases(self) -> Cases:
        return Cases(self.store, self.rules, self.clock, self.deeds)

    def open(self, subject: str = SUBJECT, cycle: str = ACTIVITY, facts: Mapping[str, Stated] = OWN_FACTS) -> None:
        refusal = self.cases.open(subject, cycle, facts, number_of(f"{cycle} {subject}"), at=BEGUN)
        assert refusal is None, refusal

    def open_host(self, party: str = PARTY) -> None:
        self.open(party, HOST_CYCLE, {})

    def try_(self, act: Act, subject: str = SUBJECT) -> Taken | Refusal:
        return self.cases.take(MECHANISM, subject, act)

    def take(self, act: Act, subject: str = SUBJECT) -> Taken:
        outcome = self.try_(act, subject)
        assert isinstance(outcome, Taken), outcome
        return outcome

    def history(self, subject: str = SUBJECT) -> History:
        found = self.store.history(key_of(MECHANISM, subject))
        assert found is not None
        return found


def act_of(
    cycle: str, subject: str, step: str, actor: Actor, at: datetime, *, name: str = "", yes: bool = True, **stated: Any
) -> Act:
    """Return an act in the first case of a subject, with all its papers."""
    papers = cyclebooks().latest(cycle).steps[step].documents if step in cyclebooks().latest(cycle).steps else ()
    return Act(
        id=number_of(name or f"{subject} {step} {at}"),
        case=number_of(f"{cycle} {subject}"),
        step=step,
        actor=actor,
        at=at,
        yes=yes,
        stated=stated,
        documents=tuple(Filed(kind, "0" * 64, "a title") for kind in papers),
    )


def notified(at: datetime | None = None, subject: str = SUBJECT, **other: Any) -> Act:
    """Return the first act of an activity; it names the host Party."""
    told = {
        "title": "Volta solar park", "participants": "Volta Solar;Akosombo Grid", "location": "7.1 N 0.2 E",
        "technology": "photovoltaic", "host_party": PARTY, "start_date": "2025-06-02",
        "crediting_period_type": "renewable", "annual_reductions": 40_000,
    }  # fmt: skip
    name = other.pop("name", "")
    at = at or on("2025-09-10")
    return act_of(ACTIVITY, subject, "notify_prior_consideration", PARTICIPANT, at, name=name, **{**told, **other})


def specified(at: datetime, name: str = "", **other: Any) -> Act:
    """Return an act of the host Party that may be done any number of times."""
    return act_of(HOST_CYCLE, PARTY, "specify", HOST, at, name=name, **{**SPECIFIED, **other})
