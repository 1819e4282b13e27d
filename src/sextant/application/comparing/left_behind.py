"""What a walk left behind: who holds what, which levies and fees were taken, which acts and days it took."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from sextant.application.comparing.outcome import FeeCharged, Ground, LevyTaken, Outcome, Signoff
from sextant.application.comparing.told import told_on
from sextant.application.comparing.walk import REFERENCE, Taken, Walk, WalkRefused
from sextant.comparison.activity import Activity
from sextant.comparison.assumption import Value
from sextant.comparison.indicators import LEFT, Held, Money, measure
from sextant.comparison.readings import answer
from sextant.cooperation.journal import Kind
from sextant.cooperation.record import NeedLine
from sextant.domain.account import Act
from sextant.domain.money import MoneyKind, MoneyLine
from sextant.domain.refusal import refuse
from sextant.domain.rule_value import NotInForce, ValueInForce
from sextant.domain.unit import Lot
from sextant.rules.levy import UNITS, Charge, Exemption, FactUnknown, Levy, Occasion, amount, known_facts
from sextant.workflow.cycle import Decision
from sextant.workflow.money import books_of

_CHARGED = {MoneyKind.CHARGED: 1, MoneyKind.DIFFERENCE_CHARGED: 1, MoneyKind.DROPPED: -1, MoneyKind.REFUND_DUE: -1}
_ASIDE = {MoneyKind.SET_ASIDE: 1, MoneyKind.SET_ASIDE_LESS: -1}


def read(found: Outcome, walk: Walk, activity: Activity, ground: Ground) -> None:
    """Put into an outcome what is held at the end, what was taken, and what happened on the way."""
    course = walk.course
    if found.refusal is None:
        found.held = tuple(_held(walk, found.moved_by))
        found.levies = tuple(_levies(walk, found.held))
        lines = _lines(walk) if course.walked else _charges(walk, found, activity, ground)
        fees, aside = _sums(lines)
        found.fees = tuple(fees)
        total = sum((each.charged for each in fees), Decimal(0))
        found.indicators = measure(
            found.held,
            reduction=sum((each.reduction for each in found.credits.years), Fraction(0)),
            price=_fraction(ground.assumed["price"]),
            money=Money(total, aside),
        )
    found.happened = tuple(walk.happened)
    first = next((each.at for each in walk.happened if each.by is not None and _issues(walk, each)), None)
    found.issued_on = next((each.on for each in walk.happened if first is not None and each.at == first), None)
    taken = {(each.cycle, each.step) for each in walk.happened}
    until = [each for each in walk.waited if (first is None or each.at <= first) and (each.cycle, each.step) in taken]
    distinct = {(each.timer, each.cycle): each for each in until}
    found.waited = tuple(distinct.values())
    if course.journaled and found.refusal is None:
        found.signoffs, found.needs = tuple(_consents(walk)), _needs(walk)
        found.signoff_count = len(found.signoffs)
    if course.walked and first is not None:
        found.min_days = sum(each.timer.days for each in found.waited)
        found.signoffs = tuple(_signoffs(walk))
        found.signoff_count = len(found.signoffs)


def _consents(walk: Walk) -> list[Signoff]:
    """Return what each Party said to the version that was recorded; recording it is no act of approval (8/CMA.4, 9)."""
    return [
        Signoff(each.on, each.cycle, each.step, each.by, each.source)
        for each in walk.happened
        if not each.cycle and each.step == Kind.ANSWER
    ]


def _needs(walk: Walk) -> tuple[NeedLine, ...]:
    told = told_on(walk.cooperation(), walk.today())
    return told.public.approach.needs if told is not None and told.public is not None else ()


def _issues(walk: Walk, taken: Taken) -> bool:
    if not taken.cycle:
        return taken.step == Act.ISSUANCE
    cycle = next((each for each in walk.rules.versions(taken.cycle)), None) if taken.cycle else None
    step = cycle.steps.get(taken.step) if cycle else None
    return step is not None and step.deed is not None and "issu" in step.deed.value


def _held(walk: Walk, moved: int) -> list[Held]:
    reader = walk.scratch.reader
    accounts = {each.id: each for each in reader.accounts()}
    lots, terms = {each.id: each for each in reader.lots()}, reader.terms()
    sums: dict[tuple[str, str, int], list[int]] = defaultdict(lambda: [0, 0])
    for block in reader.blocks():
        vintage = _year_of(lots[block.lot]) - moved
        counted = sums[accounts[block.account].code, terms[block.terms].unit_class, vintage]
        counted[0] += block.quantity
        counted[1] += block.quantity if block.first_transfer is not None else 0
    return [
        Held(code, walk.course.holders.get(code, LEFT), unit, vintage, quantity, marked, unit in walk.course.usable)
        for (code, unit, vintage), (quantity, marked) in sorted(sums.items())
    ]


def _year_of(lot: Lot) -> int:
    """Return the year of the reductions: the vintage, or where units carry none, that in which their period ends."""
    if lot.vintage is not None:
        return lot.vintage
    return (lot.period_last or lot.issued_on).year


def _levies(walk: Walk, held: Sequence[Held]) -> list[LevyTaken]:
    own = {f"{walk.course.mechanism}.{each.type}": code for code, each in walk.course.accounts.items()}
    found = []
    for levy in walk.book.levies.values():
        if levy.paid_in != UNITS or levy.account is None:
            continue
        single = walk.book.account_types[levy.account].single
        code = single or own.get(levy.account, "")
        units = sum(each.quantity for each in held if each.account == code)
        on = walk.rules.calendar(f"{walk.course.mechanism}.").day_of(walk.clock.present)
        rate = levy.rate.on(on)
        share = rate.value if isinstance(rate, ValueInForce) and isinstance(rate.value, Decimal) else None
        facts = known_facts({**_facts(walk), **walk.places})
        exempt = any(_exempts(each, facts, on) for each in levy.exemptions)
        found.append(LevyTaken(levy.path, share, exempt, units))
    return found


def _exempts(each: Exemption, facts: Mapping[str, bool], on: date) -> bool:
    try:
        return each.holds(facts, on)
    except FactUnknown:
        return False


def _facts(walk: Walk) -> Mapping[str, object]:
    found: dict[str, object] = {}
    for world in walk.worlds.values():
        if world.history.subject == REFERENCE:
            found |= dict(world.facts())
    return found


def _lines(walk: Walk) -> list[MoneyLine]:
    """Return the money of all cases of the walk."""
    return [
        line
        for world in walk.worlds.values()
        for run in world.runs.values()
        if run.case.subject == world.history.subject and any(step.fee for step in run.cycle.steps.values())
        for line in books_of(world, run).ledger.lines
    ]


def _sums(lines: Sequence[MoneyLine] | Sequence[Charge]) -> tuple[list[FeeCharged], Decimal]:
    charged: dict[str, Decimal] = {}
    exempt: dict[str, bool] = {}
    aside = Decimal(0)
    for each in lines:
        if isinstance(each, Charge):
            charged[each.levy] = charged.get(each.levy, Decimal(0)) + each.due
            exempt[each.levy] = each.exempt is not None
        elif each.kind in _ASIDE:
            aside += _ASIDE[each.kind] * each.amount
        elif each.kind in _CHARGED or each.kind is MoneyKind.EXEMPTED:
            charged[each.levy] = charged.get(each.levy, Decimal(0)) + _CHARGED.get(each.kind, 0) * each.amount
            exempt[each.levy] = exempt.get(each.levy, False) or each.kind is MoneyKind.EXEMPTED
    return [FeeCharged(path, sum_of, exempt[path]) for path, sum_of in charged.items()], aside


def _charges(walk: Walk, found: Outcome, activity: Activity, ground: Ground) -> list[Charge]:
    """Return the fees that no step charges: of the average once, of each year's units for each year."""
    units = [each.units for each in found.credits.years if any(own.year == each.year and own.covered_days
                                                               for own in activity.years)]  # fmt: skip
    facts = walk.facts()
    charges: list[Charge] = []
    credit: dict[str, Decimal] = {}
    for fee in found.course.fees if found.course else ():
        levy = walk.book.levy(fee.levy)
        for quantity in [each for each in units if each] if fee.each_year else [sum(units) // len(units)]:
            charge = _charge(levy, quantity, walk, facts, credit.pop(levy.path, Decimal(0)))
            charges.append(charge)
            if levy.credited_against is not None:
                target = walk.book.levy(levy.credited_against).path
                credit[target] = credit.get(target, Decimal(0)) + charge.due
    return charges


def _charge(levy: Levy, quantity: int, walk: Walk, facts: Mapping[str, bool], credit: Decimal) -> Charge:
    on = walk.rules.calendar(f"{walk.course.mechanism}.").day_of(walk.clock.present)
    dates = dict.fromkeys(walk.book.mechanism.dates, on)
    charge = amount(levy, Occasion(quantity=quantity, dates=dates, facts=facts, credit=credit))
    if isinstance(charge, NotInForce):
        raise WalkRefused(refuse("rule_not_in_force", step="fee", rule=charge.path), "fee")
    return charge


def _signoffs(walk: Walk) -> list[Signoff]:
    """Return the acts of bodies before the first use (settled point 14), counted the same way for every mechanism.

    An act counts where a body that is not on the side of the activity files a document and the case moves on, or keeps
    a fact, without opening another one; where it is decided by several together; and where the activity moves on
    because a request was decided.
    """
    found: dict[tuple[str, str, str | None], Signoff] = {}
    issued_in = next((each.year for each in walk.happened if _issues(walk, each)), None)
    counted = {str(walk.said(walk.course.subjects[name])) for name in walk.course.counts}
    for each in walk.happened:
        if not each.cycle and each.step in (Act.RETIREMENT, Act.CANCELLATION):
            break
        if each.subject not in counted or (each.year is not None and each.year != issued_in):
            continue
        step = walk.rules.with_step(each.cycle, each.step).steps[each.step]
        if each.from_state == each.to_state and not (each.acted and step.records):
            continue
        own = each.by is not None and walk.course.cast[each.by].own
        voted = step.decided_by.form is not Decision.ANY
        filed = bool(step.documents) and not step.opens
        acted = each.acted and not own and (filed or voted)
        if acted or each.child:
            found.setdefault((each.cycle, each.step, each.by), Signoff(each.on, each.cycle, each.step, each.by))
    return list(found.values())


def count(found: Outcome, ground: Ground) -> None:
    """Count what the host Party must file, and acts that no cycle shows."""
    course = found.course
    assert course is not None
    asked = course.information + (course.information_authorized if ground.assumed["authorized_share"] else ())
    answers = [answer(each, ground.cycles, ground.on) for each in asked]
    found.information = tuple(each for each in answers if each is not None)
    counts = [each.value for each in found.information if isinstance(each.value, int)]
    if asked and len(counts) == len(asked):
        found.information_count = sum(counts)
    if course.untimed is not None:
        found.min_days = 0
    if course.signoffs:
        acts = [answer(each, ground.cycles, ground.on) for each in course.signoffs]
        numbers = [each.value for each in acts if each is not None and isinstance(each.value, int)]
        found.signoff_count = sum(numbers) if len(numbers) == len(acts) else None


def _fraction(value: Value) -> Fraction:
    assert isinstance(value, Fraction), "the price is a number"
    return value
