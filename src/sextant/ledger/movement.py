"""Movements: transfer, cancellation, retirement and use. Units leave one account and enter another.

The reasons to refuse stand in the order in which a reader would ask them. Everything after the last
refusal must succeed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sextant.domain.account import Account, AccountState, AccountType, Act
from sextant.domain.authorization import Use
from sextant.domain.refusal import Refusal, refuse
from sextant.domain.unit import Block, Terms
from sextant.ledger.authorized import NO_CONSEQUENCE, Consequence, Meant, consequence
from sextant.ledger.draws import draws_of
from sextant.ledger.facts import Facts
from sextant.ledger.matrix import Effect, effect_of, first_transferred_by, rows_of, told_of
from sextant.ledger.outcome import entry_of
from sextant.ledger.posting import Posting
from sextant.ledger.request import Cancel, Transfer
from sextant.ledger.selection import Part, State, held, place_of, rewrite, select

CANCELLING = frozenset({Act.CANCELLATION, Act.RETIREMENT, Act.ADMINISTRATIVE_CANCELLATION})
"""The acts that a cancellation can be."""


@dataclass(frozen=True, slots=True)
class Movement:
    """What a transfer and a cancellation have in common once it is clear which units are meant."""

    parts: tuple[Part, ...]
    source: Account
    target: Account
    target_type: AccountType
    effective_on: date
    effect: Effect
    consequence: Consequence


def decide_transfer(request: Transfer, facts: Facts) -> Posting | Refusal:
    """Return what the journal is to record, or the first reason to refuse (REGS-001, paragraphs 40-51)."""
    movement = _movement(request, facts, Act.TRANSFER)
    if isinstance(movement, Refusal):
        return movement
    return _post(request, facts, movement)


def decide_cancel(request: Cancel, facts: Facts) -> Posting | Refusal:
    """Return what the journal is to record, or the first reason to refuse (REGS-001, paragraphs 53-60)."""
    if request.act not in CANCELLING:
        expected = ", ".join(sorted(CANCELLING))
        account = _code(request.to_account, facts)
        return refuse("account_not_entered_by_this_act", account=account, found=request.act.value, expected=expected)
    movement = _movement(request, facts, request.act, use=request.purpose)
    if isinstance(movement, Refusal):
        return movement
    refusal = _refuse_period(request, movement, facts)
    return refusal or _post(request, facts, movement)


def _refuse_period(request: Cancel, movement: Movement, facts: Facts) -> Refusal | None:
    """Return a refusal where units are used outside the period of the contribution, or occurred outside it.

    Decision 2/CMA.3, annex, paragraph 8(b). An account that names no period was opened without one.
    """
    period = (movement.target.ndc_period or "").split("-")
    if request.purpose != Use.NDC or len(period) != 2 or not all(each.isdecimal() for each in period):
        return None
    first, last = (int(each) for each in period)
    years = [("used_for_year", request.used_for_year)]
    years += [("vintage", facts.vintages.get(part.block.lot)) for part in movement.parts]
    for field, year in years:
        if year is not None and not first <= year <= last:
            return refuse(
                "outside_contribution_period",
                field=field, found=year, expected=f"{first}-{last}", account=movement.target.code,
            )  # fmt: skip
    return None


def _movement(request: Transfer | Cancel, facts: Facts, act: Act, *, use: str | None = None) -> Movement | Refusal:
    on = request.effective_on or facts.today
    if on > facts.today:
        return refuse("effective_in_the_future", found=on.isoformat(), expected=facts.today.isoformat())
    target = facts.accounts.get(request.to_account)
    if target is None:
        return refuse("account_unknown", account=request.to_account)
    parts = select(request.units, facts, on)
    if isinstance(parts, Refusal):
        return parts
    source = one_account(parts, facts)
    if isinstance(source, Refusal):
        return source
    if request.from_account is not None and source.id != request.from_account:
        return refuse("units_not_in_account", found=source.code, expected=_code(request.from_account, facts))
    target_type = facts.account_types[target.type]
    refusal = _refuse_accounts(source, target, facts, act) or _refuse_entry(target, target_type, parts, facts, act)
    if refusal:
        return refusal
    rows = rows_of(parts, source, target, target_type, facts, act=act, roles=request.roles, on=on)
    if isinstance(rows, Refusal):
        return rows
    refusal = (
        _refuse_purpose(target, target_type, use, needed=act is not Act.TRANSFER)
        or refuse_units(parts, facts, on=on, case=request.case)
        or refuse_first_transfer(parts, facts, trigger=request.first_transfer)
    )
    if refusal:
        return refusal
    said = first_transferred_by(parts, facts, source, target, ends=target_type.final, on=on)
    effect = effect_of(rows, source, target, stated=request.first_transfer is not None, authorized_so=said)
    if act is Act.ADMINISTRATIVE_CANCELLATION or not _any_authorized(parts, facts):
        return Movement(parts, source, target, target_type, on, effect, NO_CONSEQUENCE)
    follows = consequence(
        parts,
        facts,
        Meant(on, use, source, target, giver=effect.from_party, receiver=effect.to_party),
        marked=[effect.marks(part.block, facts.terms[part.block.terms]) for part in parts],
        elsewhere=request.elsewhere is not None,
    )
    return (
        follows if isinstance(follows, Refusal) else Movement(parts, source, target, target_type, on, effect, follows)
    )


def _refuse_purpose(target: Account, target_type: AccountType, purpose: str | None, *, needed: bool) -> Refusal | None:
    served = target_type.purposes
    if not (served and needed):
        return None
    if purpose is None:
        return refuse("purpose_missing", account=target.code)
    if purpose not in served:
        return refuse("purpose_not_served", found=purpose, expected=", ".join(sorted(served)), account=target.code)
    return None


def _any_authorized(parts: Sequence[Part], facts: Facts) -> bool:
    """Whether any units have an authorization, or a restriction that an act may meet."""
    terms = (facts.terms[part.block.terms] for part in parts)
    return any(each.authorization is not None or each.uses or each.restrictions for each in terms)


def one_account(parts: Sequence[Part], facts: Facts) -> Account | Refusal:
    """Return the one account in which all parts stand."""
    accounts = {part.block.account for part in parts}
    if len(accounts) != 1:
        codes = ", ".join(sorted(_code(each, facts) for each in accounts))
        return refuse("units_in_several_accounts", accounts=codes)
    number = accounts.pop()
    source = facts.accounts.get(number)
    return source if source is not None else refuse("account_unknown", account=number)


def _code(number: int, facts: Facts) -> str:
    account = facts.accounts.get(number)
    return account.code if account else str(number)


def _refuse_accounts(source: Account, target: Account, facts: Facts, act: Act) -> Refusal | None:
    if source.id == target.id:
        return refuse("accounts_identical", account=source.code)
    if source.registry != target.registry:
        return refuse("registries_differ", found=source.registry, expected=target.registry)
    if facts.account_types[source.type].final:
        return refuse("account_final", account=source.code)
    by_administrator = act is Act.ADMINISTRATIVE_CANCELLATION
    if source.state is not AccountState.OPEN and not by_administrator:
        return refuse("account_not_open", account=source.code, state=source.state.value)
    if target.state is not AccountState.OPEN:
        return refuse("account_not_open", account=target.code, state=target.state.value)
    return None


def _refuse_entry(
    target: Account, target_type: AccountType, parts: Sequence[Part], facts: Facts, act: Act
) -> Refusal | None:
    if act not in target_type.entered_by:
        expected = ", ".join(sorted(target_type.entered_by))
        return refuse("account_not_entered_by_this_act", account=target.code, found=act.value, expected=expected)
    return refuse_class(target, target_type, (facts.terms[part.block.terms].unit_class for part in parts))


def refuse_class(target: Account, target_type: AccountType, classes: Iterable[str]) -> Refusal | None:
    """Return a refusal where the account's type does not admit one of the unit classes."""
    if not target_type.admits:
        return None
    for unit_class in classes:
        if unit_class not in target_type.admits:
            return refuse(
                "unit_class_not_admitted",
                account=target.code,
                found=unit_class,
                expected=", ".join(sorted(target_type.admits)),
            )
    return None


def refuse_units(parts: Sequence[Part], facts: Facts, *, on: date, case: str | None) -> Refusal | None:
    """Return a refusal where units are held for another case, or were acted on at a later legal date."""
    for part in parts:
        block = part.block
        if held(block, facts, on):
            hold = facts.holds.get(block.hold) if block.hold else None
            if case is None or hold is None:
                return refuse("units_held", case=hold.case if hold else None, **place_of(part, facts))
            if hold.case != case:
                return refuse("hold_of_another_case", found=case, expected=hold.case, **place_of(part, facts))
        if block.acted_on > on:
            return refuse(
                "effective_before_last_act",
                found=on.isoformat(),
                expected=block.acted_on.isoformat(),
                **place_of(part, facts),
            )
    return None


def refuse_first_transfer(parts: Sequence[Part], facts: Facts, *, trigger: str | None) -> Refusal | None:
    """Return a refusal where units cannot be first transferred: not authorized, or done before."""
    if trigger is None:
        return None
    for part in parts:
        if not facts.terms[part.block.terms].authorized:
            unit_class = facts.terms[part.block.terms].unit_class
            return refuse("units_not_authorized", found=unit_class, **place_of(part, facts))
        if part.block.first_transfer is not None:
            return refuse("already_first_transferred", **place_of(part, facts))
    return None


def _post(request: Transfer | Cancel, facts: Facts, movement: Movement) -> Posting | Refusal:
    quantity = sum(part.quantity for part in movement.parts)
    follows = movement.consequence
    draws, refusal = draws_of(request.tallies, quantity, facts, follows.draws)
    if refusal:
        return refusal
    target = movement.target.id
    effect = movement.effect
    new_terms: dict[int, Terms] = {}

    def moved(block: Block) -> State:
        before = facts.terms[block.terms]
        marked = effect.marks(block, before)
        after = follows.terms(effect.becomes(before), marked=marked)
        if after is not before and after.id != block.terms:
            new_terms[after.id] = after
        return target, after.id, request.id if marked else block.first_transfer, None

    done = rewrite(movement.parts, moved, entry=request.id, effective_on=movement.effective_on)
    entry = entry_of(
        request,
        facts,
        effective_on=movement.effective_on,
        moved=[leg_range.range for leg_range in done.becomes if leg_range.since == request.id],
        draws=draws,
        warnings=follows.warnings,
        told=told_of(effect, follows, movement.parts, facts),
    )
    return Posting(
        entry=entry,
        expected=done.expected,
        becomes=done.becomes,
        legs=done.legs,
        terms=tuple(new_terms.values()),
        draws=draws,
        watches=(
            (movement.source.id, movement.source.version),
            (movement.target.id, movement.target.version),
        ),
    )
