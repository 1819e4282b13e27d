"""Plays the cases of `cases/money_of_*.yaml` that a lawyer can read, and returns what came of them."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from uuid import UUID

from tests.workflow import whole
from tests.workflow.play import (
    CHAIR,
    MEMBER,
    SECRETARIAT,
    VALIDATOR,
    VERIFIER,
    Play,
    on,
    reviewed,
)

from sextant.domain.money import MoneyEvent, MoneyLine, statements
from sextant.domain.refusal import Refusal
from sextant.rules.fee_ledger import FeeLedger
from sextant.rules.levy import Charge, Occasion, amount
from sextant.rules.rulebook import Rulebooks
from sextant.rules.text import load_text
from sextant.workflow.money import money_of_case
from sextant.workflow.world import World

FOLDER = Path(__file__).parent / "cases"
ACTORS = {each.role: each for each in (SECRETARIAT, MEMBER, CHAIR)}
STATED = {"payment_reference": "A6.4-0001", "reasons": "as stated"}


def cases(name: str) -> list[dict]:
    return load_text((FOLDER / name).read_text(encoding="utf-8"), name)["cases"]


FILED = {
    "registration_request": (VALIDATOR, date(2026, 3, 16)),
    "renewal_request": (VALIDATOR, date(2031, 3, 1)),
    "issuance_request": (VERIFIER, date(2027, 3, 15)),
}


@cache
def _before(cycle: str, facts: tuple) -> Play:
    """Return an activity for which the request is about to be filed."""
    play = whole.validated(whole.approved(whole.consulted(whole.notified(whole.idea(dict(facts))))))
    if cycle == "registration_request":
        return play
    free = any(name in ("host_least_developed", "host_small_island") and value for name, value in facts)
    whole.registered(play, free=free)
    return play if cycle == "renewal_request" else whole.verified(whole.monitored(whole.authorized(play)))


def without_lists(rules):
    """Return rules in which no list of Parties answers what nobody has recorded."""
    return replace(rules, rulebooks=replace(rules.rulebooks, party_lists={}))


class Story:
    """A request that is told step by step, a day each."""

    def __init__(self, case: dict, rules: object) -> None:
        self.case, self.cycle = case, case["request"]
        facts = dict.fromkeys(case.get("facts", []), True) | dict.fromkeys(case.get("unknown", []))
        self.filer, self.day = FILED[self.cycle]
        self.play = copy(_before(self.cycle, tuple(facts.items())))
        self.play.rules = without_lists(rules) if "unknown" in case else rules
        self._file()
        self.refusal: Refusal | None = None

    def _file(self) -> None:
        """Let the one who validated or verified file the request with what the fee is counted on."""
        counted, at = self.case["counted"], on(self.day)
        match self.cycle:
            case "registration_request":
                self.play.take(whole.ACTIVITY, "request_registration", self.filer, at, annual_reductions=counted)
            case "renewal_request":
                self.play.take(whole.ACTIVITY, "request_renewal", self.filer, at, annual_reductions=counted,
                               new_period_start="2031-09-01", new_period_end="2036-08-31",
                               corrective_actions_closed=True)  # fmt: skip
            case "issuance_request":
                period = "monitoring_period"
                self.play.take(period, "request_issuance", self.filer, at, quantity_by_vintage=counted)

    def tell(self) -> Story:
        for entry in self.case["story"]:
            assert self.refusal is None, f"{entry} comes after a step that was refused"
            [(name, given)] = entry.items() if isinstance(entry, dict) else [(entry, {})]
            self.day += timedelta(days=int(given) if name == "wait" else 1)
            if name == "review":
                self._review(given)
            elif name != "wait":
                self.refusal = self._take(name, given)
        return self

    def _take(self, name: str, given: dict) -> Refusal | None:
        step = self.play.rules.latest(f"article_6_4.{self.cycle}").steps[name]
        stated = {each: given.get(each, STATED.get(each)) for each in step.states_data}
        actor = self.filer if step.by[0].role == self.filer.role else ACTORS[step.by[0].role]
        return self.play.try_(self.cycle, name, actor, on(self.day), **stated)

    def _review(self, decision: str) -> None:
        self.play.take(self.cycle, "request_review", MEMBER, on(self.day), reasons="baseline")
        review = "issuance_review" if self.cycle == "issuance_request" else "review"
        agenda, self.day = on(self.day), self.day + timedelta(days=10)
        reviewed(self.play, decision, on(self.day), agenda=agenda, review=review)

    @property
    def lines(self) -> tuple[MoneyLine, ...]:
        """The lines of the request alone: those of the registration come before it."""
        at = on(self.day)
        return money_of_case(self.play.world(at), self.play.run(self.cycle, at))

    @property
    def state(self) -> str:
        return self.play.state(self.cycle, on(self.day))


def single(case: dict, rulebooks: Rulebooks) -> tuple[MoneyLine, ...]:
    """Return the lines of a fee that belongs to no request."""
    levy = rulebooks.levy(case["levy"])
    mechanism = rulebooks.books["article_6_4"].mechanism
    dates = dict.fromkeys(mechanism.dates, date(2026, 1, 5))
    facts = dict.fromkeys(mechanism.facts, False) | dict.fromkeys(case.get("facts", []), True)
    event = MoneyEvent(UUID(int=1), "charge", datetime(2026, 1, 5, 12, tzinfo=UTC), date(2026, 1, 5))
    charge = amount(levy, Occasion(quantity=int(case["counted"]), dates=dates, facts=facts))
    assert isinstance(charge, Charge), charge
    books = FeeLedger()
    books.charge(event, levy, charge)
    if "received" in case:
        books.receive(event, Decimal(case["received"]), dates)
    if "ends" in case:
        books.end(event, case["ends"], dates)
    if "paid_back" in case:
        books.pay_back(event, Decimal(case["paid_back"]))
    return tuple(books.lines)


def told(lines: tuple[MoneyLine, ...]) -> list[tuple[str, Decimal]]:
    return [(line.kind.value, line.amount) for line in lines]


def expected(case: dict) -> list[tuple[str, Decimal]]:
    return [(kind, Decimal(amount)) for kind, amount in (each.split() for each in case["lines"])]


def stands(lines: tuple[MoneyLine, ...], case: dict) -> bool:
    """Return whether the statement of a case says what is expected of it."""
    [found] = statements(lines) or (None,)
    return all(getattr(found, name) == Decimal(value) for name, value in case.get("stands", {}).items())


def money_of(world: World) -> tuple[MoneyLine, ...]:
    """Return the lines of all cases of a subject, in the order in which they happened."""
    found = [line for run in world.runs.values() for line in money_of_case(world, run)]
    return tuple(sorted(found, key=lambda line: line.event.at))
