"""The units of a walk: accounts that are opened, units that move, and those that no step of a cycle issues."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from sextant.application.commands.move_units import move_units
from sextant.application.deeds.accounts import numbers_of_single, open_account
from sextant.application.issuance_levies import distribution
from sextant.comparison.assumption import AS_RULED, ROUNDING
from sextant.comparison.course import Issued, Moved, Stage
from sextant.domain.account import Account, Act, account_id
from sextant.domain.activity import activity_id
from sextant.domain.refusal import Refusal, refuse
from sextant.domain.rounding import Rounding, rounded
from sextant.domain.rule_value import NotInForce
from sextant.domain.transaction import Transaction
from sextant.domain.unit import Terms
from sextant.ledger.request import Cancel, IssuanceCell, Issue, Take, Transfer

if TYPE_CHECKING:
    from sextant.application.comparing.walk import Walk


def do(walk: Walk, stage: Stage) -> Iterator[tuple[Refusal, str]]:
    """Do what a stage does with accounts and units; yield the first refusal with where it was met."""
    refusals: list[tuple[Refusal | None, str]] = []
    if stage.accounts:
        refusals = [(_account(walk, code), code) for code in stage.accounts]
    elif stage.moves is not None:
        refusals = [(_move(walk, stage, stage.moves), stage.moves.act)]
    elif stage.issues is not None:
        refusals = [(_issue(walk, stage, stage.issues), "issue")]
    yield from ((found, where) for found, where in refusals if found is not None)


def _account(walk: Walk, code: str) -> Refusal | None:
    new = walk.course.accounts[code]
    party = None if new.party is None else str(walk.said(new.party))
    account = Account(
        registry=_registry_of(walk, code),
        code=code,
        type=f"{walk.course.mechanism}.{new.type}",
        name=code,
        owner=new.owner,
        party=party,
        authorizing_party=party,
        ndc_period=None if new.ndc_period is None else str(walk.said(new.ndc_period)),
        synthetic=True,
    )
    return open_account(walk.scratch.registry, account, walk.known_of(party))


def _registry_of(walk: Walk, code: str) -> str:
    """Return the registry in which an account is; the first one where the course does not open it."""
    account = walk.course.accounts.get(code)
    return walk.book.mechanism.code_of_registry(account.registry if account is not None else None)


def _move(walk: Walk, stage: Stage, moved: Moved) -> Refusal | None:
    giving, receiving = (account_id(_registry_of(walk, code), code) for code in (moved.from_account, moved.to_account))
    account = walk.scratch.registry.store.account(giving)
    actor, on = walk.actor(walk.course.cast[stage.who]), walk.today()
    for terms, quantity in _held(walk, giving, moved.classes):
        if moved.share is not None:
            quantity = min(quantity, _part(walk, moved))
        if not quantity:
            continue
        walk.count += 1
        units = Take(giving, quantity, terms)
        request: Transfer | Cancel
        if moved.act == Act.TRANSFER:
            request = Transfer(id=walk.number(), actor=actor.name, effective_on=on, units=units,
                               to_account=receiving, from_account=giving)  # fmt: skip
        else:
            request = Cancel(id=walk.number(), actor=actor.name, effective_on=on, units=units, act=Act(moved.act),
                             to_account=receiving, from_account=giving, purpose=moved.purpose)  # fmt: skip
        known = walk.known_of(account.party if account else None)
        posted = move_units(walk.scratch.registry, actor, request, walk.book, known)
        if isinstance(posted, Refusal):
            return posted
        unit_class = walk.scratch.reader.terms()[terms].unit_class
        walk.moved(stage, Act(moved.act), (moved.from_account, moved.to_account), unit_class)
    return None


def _issue(walk: Walk, stage: Stage, issued: Issued) -> Refusal | None:
    """Issue the units of a year as the levies of the rulebook share them out, where no step of a cycle does."""
    # What a period achieved is there when it is over.
    walk.pass_to(date.fromisoformat(str(walk.places["period_end"])) + timedelta(days=1))
    if issued.rests_on is not None:
        refusal = walk.established(stage, *issued.rests_on)
        if refusal is not None:
            return refusal
    registry, host = walk.book.mechanism.registry_code, str(walk.places["host"])
    year, units = (int(str(walk.places[name])) for name in ("year", "units"))
    key = f"{host}-{walk.places['reference']}-{year}"
    of_type = {f"{walk.course.mechanism}.{each.type}": account_id(registry, code)
               for code, each in walk.course.accounts.items()}  # fmt: skip
    shared = distribution(
        walk.book,
        dates=dict.fromkeys(walk.book.mechanism.dates, walk.today()),
        facts=walk.facts(),
        accounts={**of_type, **numbers_of_single(walk.book)},
        remainder=account_id(registry, issued.to_account),
    )
    if isinstance(shared, NotInForce):
        return refuse("rule_not_in_force", step="issue", rule=shared.path)
    authorization = None if issued.authorization is None else str(walk.said(issued.authorization))
    terms = Terms(issued.unit_class, uses=tuple(sorted(issued.uses)), authorization=authorization)
    walk.count += 1
    request = Issue(
        id=walk.number(),
        actor=walk.course.cast[stage.who].name.english,
        effective_on=walk.today(),
        registry=registry,
        mechanism=walk.course.mechanism,
        unit_type=walk.book.unit_classes[terms.unit_class].unit_type,
        host_party=host,
        activity=activity_id(registry, str(walk.places["reference"])),
        cells=(IssuanceCell(key, f"{registry}-{key}", year, terms, units, issued.first_transferred),),
        distribution=shared,
    )
    posted = walk.scratch.registry.perform(request)
    if isinstance(posted, Refusal):
        return posted
    walk.moved(stage, Act.ISSUANCE, ("", issued.to_account), issued.unit_class)
    return None


def _part(walk: Walk, moved: Moved) -> int:
    """Return the share of the year's units that an assumption names, in whole units."""
    share, policy = walk.assumed[moved.share or ""], str(walk.assumed[ROUNDING])
    assert isinstance(share, Fraction), "a share is a number"
    rule = Rounding(moved.rounding if policy == AS_RULED else policy)
    return rounded(share * int(str(walk.places["units"])), rule)


def row_of(walk: Walk, act: Act, accounts: tuple[str, str], unit_class: str) -> Transaction | None:
    """Return the row of the rulebook's transactions for what went from one account to another, or none."""
    types = {each.code: each.type for each in walk.scratch.reader.accounts()}
    giving, receiving = (types.get(code, "") for code in accounts)
    found = (
        each
        for each in walk.book.transactions.values()
        if each.act is act
        and unit_class in each.classes
        and receiving in each.to_types
        and (giving in each.from_types if giving else not each.from_types)
        and each.from_date <= walk.today()
        and not each.of_expired
    )
    return next(found, None)


def _held(walk: Walk, account: int, classes: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return what an account holds of some classes: terms and quantity."""
    known = walk.scratch.reader.terms()
    found: dict[int, int] = {}
    for holding in walk.scratch.reader.holdings_of(account):
        if known[holding.terms].unit_class in classes:
            found[holding.terms] = found.get(holding.terms, 0) + holding.quantity
    return sorted(found.items())
