"""The money of cases: a function of their journal, like their states. Nothing of it is stored.

A step of a cycle says which fee becomes due with it (`fee`), what it does with money (`money`) and at which stage a
request ends (`stage`). From the steps that were taken, what was stated with them and the levies of the rulebook
follow all lines: on any day, the lines of that day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sextant.domain.identifier import content_id
from sextant.domain.money import MoneyEvent, MoneyLine
from sextant.domain.rule_value import NotInForce
from sextant.rules.fee_ledger import FeeLedger
from sextant.rules.levy import Charge, FactUnknown, Levy, Occasion, amount, known_facts
from sextant.workflow.case import Stated
from sextant.workflow.cycle import AMOUNT_PAID_BACK, AMOUNT_RECEIVED, PAYMENT_REFERENCE, MoneyAct, Step
from sextant.workflow.prior_charges import PriorCharges
from sextant.workflow.stated_sum import quantity, sum_of_money
from sextant.workflow.world import CaseKnown, Run, Transition, World


@dataclass(frozen=True, slots=True)
class NotKnown:
    """A fee cannot be told: what it is counted on, or a fact that an exemption asks about, is not known."""

    name: str


FeeTold = Charge | NotInForce | NotKnown


def money_of_case(world: World, run: Run) -> tuple[MoneyLine, ...]:
    """Return the lines of one case."""
    return tuple(books_of(world, run).ledger.lines)


def if_it_ended(world: World, run: Run, at: datetime) -> tuple[MoneyLine, ...]:
    """Return the lines that would follow if the request ended now from where it is; none where it cannot so end."""
    stage = run.cycle.states[run.state].stage
    if stage is None:
        return ()
    books = books_of(world, run)
    so_far = len(books.ledger.lines)
    on = world.rules.calendar(run.cycle.path).day_of(at)
    event = MoneyEvent(content_id("money", f"{run.case.id.hex} {stage}"), stage, at, on, case=run.case.id)
    books.ledger.end(event, stage, books.dates)
    return tuple(books.ledger.lines[so_far:])


def fee_of(
    known: CaseKnown, levy: Levy, counted_on: str | None, stated: Mapping[str, Stated], earlier: PriorCharges
) -> FeeTold:
    """Return what a levy comes to for a case, on the facts that were known on the day at which its rate is read.

    What the subject was charged before counts where the levy is added up over a span, or another is an advance on it.
    """
    facts, found = _counted(known, levy, counted_on, stated)
    advances = [each.path for each in known.world.rules.advances_on(levy.path)]
    prior = earlier.prior(levy, known.run.case.id, known.dates, advances)
    occasion = Occasion(
        quantity=found or 0, dates=known.dates, facts=known_facts(facts), before=prior.before, credit=prior.credit
    )
    try:
        charge = amount(levy, occasion)
    except FactUnknown as error:
        return NotKnown(str(error))
    if found is None and counted_on is not None and isinstance(charge, Charge) and charge.exempt is None:
        return NotKnown(counted_on)
    return charge


def _counted(
    known: CaseKnown, levy: Levy, counted_on: str | None, stated: Mapping[str, Stated]
) -> tuple[Mapping[str, Stated], int | None]:
    """Return the facts on which a levy is counted, and the quantity; none where it cannot be read."""
    anchor = levy.rate.anchor
    now = known.world.facts()
    due_now = anchor in known.about_to_be
    facts = {**now, **known.listed(now, known.about_to_be[anchor])} if due_now else known.facts_at(anchor)
    facts = facts or {}
    return facts, 1 if counted_on is None else quantity(stated.get(counted_on, facts.get(counted_on)))


@dataclass(slots=True)
class CaseBooks:
    """The fees of a case as far as its steps have been read."""

    known: CaseKnown
    ledger: FeeLedger = field(default_factory=FeeLedger)
    counted_on: dict[str, str | None] = field(default_factory=dict)
    """For each levy that was charged: the name of what it is counted on."""
    stated: dict[str, Stated] = field(default_factory=dict)
    earlier: PriorCharges = field(default_factory=PriorCharges)
    """The charges of all cases of the subject so far."""

    def take(self, step: Step, taken: Transition, event: MoneyEvent) -> None:
        """Enter what a step did."""
        self.stated.update(taken.act.stated if taken.act else {})
        if step.fee is not None:
            self._charge(step.fee, step.fee_of, event)
        match step.money:
            case MoneyAct.COUNT_AGAIN:
                self._count_again(event)
            case MoneyAct.RECEIVE:
                self.ledger.receive(event, self._sum(AMOUNT_RECEIVED), self.dates)
            case MoneyAct.PAY_BACK:
                self.ledger.pay_back(event, self._sum(AMOUNT_PAID_BACK))
        cycle = self.known.run.cycle
        ends = cycle.states[taken.to_state].terminal and taken.to_state != taken.from_state
        stage = step.stage or (cycle.states[taken.from_state].stage if ends else None)
        if stage is not None:
            self.ledger.end(event, stage, self.dates)
            self.earlier.end(self.known.run.case.id)
        for path, fee in self.ledger.fees.items():
            self.earlier.kept[path, self.known.run.case.id] = fee.paid

    @property
    def dates(self) -> Mapping[str, date]:
        return self.known.dates

    def again(self, stated: Mapping[str, Stated]) -> list[FeeTold]:
        """Return what the fees of the case come to on other statements."""
        fees = self.ledger.fees.values()
        return [fee_of(self.known, fee.levy, self.counted_on[fee.levy.path], stated, self.earlier) for fee in fees]

    def _charge(self, path: str, counted_on: str | None, event: MoneyEvent) -> None:
        levy = self.known.world.rules.levy(path)
        charge = fee_of(self.known, levy, counted_on, self.stated, self.earlier)
        if isinstance(charge, Charge):
            self.counted_on[path] = counted_on
            self.ledger.charge(event, levy, charge)
            self._count(levy)

    def _count(self, levy: Levy) -> None:
        _, found = _counted(self.known, levy, self.counted_on[levy.path], self.stated)
        self.earlier.count(levy, self.known.run.case.id, self.dates, found or 0)

    def _count_again(self, event: MoneyEvent) -> None:
        for fee, charge in zip(list(self.ledger.fees.values()), self.again(self.stated), strict=True):
            if isinstance(charge, Charge):
                self.ledger.count_again(event, fee.levy, charge, self.dates)
                self._count(fee.levy)

    def _sum(self, name: str) -> Decimal:
        return sum_of_money(self.stated.get(name)) or Decimal(0)


def books_of(world: World, run: Run) -> CaseBooks:
    """Return the fees of a case as they stand at the instant of the world."""
    fees = _fees(run)
    levies = [world.rules.levy(path) for path in fees]
    alone = not any(each.cumulative_over or world.rules.advances_on(each.path) for each in levies)
    runs = [run] if alone else [each for each in world.runs.values() if each.case.subject == run.case.subject]
    return _all_books(world, runs)[run.case.id]


def _all_books(world: World, runs: Sequence[Run]) -> Mapping[UUID, CaseBooks]:
    """Return the fees of several cases of a subject, entered in the order in which the steps were taken."""
    earlier, found = PriorCharges(), {}
    for run in runs:
        parts = tuple(part for path in _fees(run) for part in world.rules.parts_of(path))
        books = CaseBooks(world.known(run), FeeLedger(parts), earlier=earlier)
        books.stated.update(run.opened_by.stated if run.opened_by else {})
        found[run.case.id] = books
    steps = ((taken.at, place, index) for place, run in enumerate(runs) for index, taken in enumerate(run.transitions))
    for _, place, index in sorted(steps):
        run = runs[place]
        taken = run.transitions[index]
        step = run.cycle.steps[taken.step]
        found[run.case.id].take(step, taken, _event(run, index, step, taken))
    return found


def _fees(run: Run) -> list[str]:
    return sorted({step.fee for step in run.cycle.steps.values() if step.fee is not None})


def _event(run: Run, index: int, step: Step, taken: Transition) -> MoneyEvent:
    reference = taken.act.stated.get(PAYMENT_REFERENCE) if taken.act else None
    return MoneyEvent(
        id=content_id("money", f"{run.case.id.hex} {index} {step.name}"),
        step=step.name,
        at=taken.at,
        on=taken.on,
        case=run.case.id,
        act=taken.act.id if taken.act else None,
        source=step.source,
        reference=str(reference) if reference else None,
    )
