"""Acts that leave units in their account: first transfer where they stand, hold, release, other terms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from sextant.domain.account import Account, AccountState
from sextant.domain.refusal import Refusal, Warned, refuse
from sextant.domain.unit import Block, Terms
from sextant.ledger.authorized import (
    Meant,
    consequence,
    draws_of_issue,
    governing,
    objections,
    tally_of_issued,
)
from sextant.ledger.draws import draws_of, refuse_draws
from sextant.ledger.facts import Facts
from sextant.ledger.movement import one_account, refuse_class, refuse_first_transfer, refuse_units
from sextant.ledger.outcome import entry_of
from sextant.ledger.posting import Draw, Hold, Posting
from sextant.ledger.request import ChangeTerms, MarkFirstTransfer, PlaceHold, ReleaseHold, Request
from sextant.ledger.selection import Part, Rewritten, State, place_of, rewrite, select

_NOTHING_TOLD: Mapping[str, Any] = MappingProxyType({})


def decide_mark_first_transfer(request: MarkFirstTransfer, facts: Facts) -> Posting | Refusal:
    """Return the posting that marks units as first transferred where they stand, once for ever.

    Legal in final accounts as well: late authorization marks units already cancelled (REGS-001, paragraph 62).
    """
    on = _effective(request, facts)
    if isinstance(on, Refusal):
        return on
    parts = select(request.units, facts, on)
    if isinstance(parts, Refusal):
        return parts
    refusal = refuse_units(parts, facts, on=on, case=request.case) or refuse_first_transfer(
        parts, facts, trigger=request.trigger
    )
    if refusal:
        return refusal
    elsewhere = request.elsewhere is not None
    follows = consequence(parts, facts, Meant(on), marked=[True for _ in parts], elsewhere=elsewhere)
    if isinstance(follows, Refusal):
        return follows
    draws, refusal = draws_of(request.tallies, sum(part.quantity for part in parts), facts, follows.draws)
    if refusal:
        return refusal
    new_terms: dict[int, Terms] = {}

    def marked(block: Block) -> State:
        after = follows.terms(facts.terms[block.terms], marked=True)
        new_terms[after.id] = after
        return block.account, after.id, request.id, block.hold

    done = rewrite(parts, marked, entry=request.id, effective_on=on)
    told = {"versions": dict(follows.bound)} if follows.bound else {}
    bound = tuple(new_terms.values()) if follows.bound else ()
    return _posting(request, facts, on, done, draws=draws, terms=bound, told=told, warnings=follows.warnings)


def decide_place_hold(request: PlaceHold, facts: Facts) -> Posting | Refusal:
    """Return the posting that reserves units for a case; they stay in their account."""
    if not request.case:
        return refuse("case_missing")
    on = _effective(request, facts)
    if isinstance(on, Refusal):
        return on
    parts = select(request.units, facts, on)
    if isinstance(parts, Refusal):
        return parts
    source = one_account(parts, facts)
    if isinstance(source, Refusal):
        return source
    if facts.account_types[source.type].final:
        return refuse("account_final", account=source.code)
    if source.state is not AccountState.OPEN:
        return refuse("account_not_open", account=source.code, state=source.state.value)
    refusal = refuse_units(parts, facts, on=on, case=None)
    if refusal:
        return refusal
    hold = Hold(id=request.id, case=request.case, placed_by=request.actor, expires_on=request.expires_on)
    return _post(
        request,
        facts,
        on,
        parts,
        lambda block: (block.account, block.terms, block.first_transfer, hold.id),
        holds=(hold,),
        watched=(source,),
    )


def decide_release_hold(request: ReleaseHold, facts: Facts) -> Posting | Refusal:
    """Return the posting that ends a hold; only its own case may, until the hold has expired."""
    on = _effective(request, facts)
    if isinstance(on, Refusal):
        return on
    parts = select(request.units, facts, on)
    if isinstance(parts, Refusal):
        return parts
    for part in parts:
        if part.block.hold is None:
            return refuse("units_not_held", first=part.first, last=part.last)
    refusal = refuse_units(parts, facts, on=on, case=request.case)
    return refusal or _post(
        request, facts, on, parts, lambda block: (block.account, block.terms, block.first_transfer, None)
    )


def decide_change_terms(request: ChangeTerms, facts: Facts) -> Posting | Refusal:
    """Return the posting that puts units under other terms, in whatever account they stand."""
    on = _effective(request, facts)
    if isinstance(on, Refusal):
        return on
    parts = select(request.units, facts, on)
    if isinstance(parts, Refusal):
        return parts
    for part in parts:
        if request.from_terms is not None and part.block.terms != request.from_terms:
            return refuse("terms_changed_meanwhile", first=part.first, last=part.last)
    for part in parts:
        account = facts.accounts[part.block.account]
        unfit = refuse_class(account, facts.account_types[account.type], (request.terms.unit_class,))
        if unfit:
            return unfit
        if part.block.first_transfer and facts.terms[part.block.terms].authorized and not request.terms.authorized:
            return refuse("first_transferred_stays_authorized", **place_of(part, facts))
    if all(part.block.terms == request.terms.id for part in parts):
        return refuse("terms_unchanged", unit_class=request.terms.unit_class)
    refusal = refuse_units(parts, facts, on=on, case=request.case) or _refuse_bound(parts, request.terms, facts, on)
    if refusal:
        return refusal
    draws, refusal = _draws_of_change(parts, request.terms, facts, on)
    if refusal:
        return refusal
    number = request.terms.id
    return _post(
        request,
        facts,
        on,
        parts,
        lambda block: (block.account, number, block.first_transfer, block.hold),
        terms=(request.terms,),
        draws=draws,
    )


def _refuse_bound(parts: Sequence[Part], terms: Terms, facts: Facts, on: date) -> Refusal | None:
    """Return a refusal where units are bound to a version that foresees no change, or their vintage does not fit."""
    for part in parts:
        before = facts.terms[part.block.terms]
        same = (before.authorization, before.version, before.uses) == (terms.authorization, terms.version, terms.uses)
        version = governing(before, facts, on)
        if before.version is not None and not same and not (version and version.foresees_changes):
            return refuse(
                "bound_to_version",
                authorization=before.authorization,
                version=before.version,
                **place_of(part, facts),
            )
        if same:
            continue
        against = next(objections(part, terms, facts, Meant(on)), None)
        if against is not None:
            return against
    return None


def _draws_of_change(
    parts: Sequence[Part], terms: Terms, facts: Facts, on: date
) -> tuple[tuple[Draw, ...], Refusal | None]:
    """Return what units draw that come under an authorization, and what those give back that leave one."""
    entering = 0
    leaving: dict[str, int] = {}
    for part in parts:
        before = facts.terms[part.block.terms].authorization
        if before == terms.authorization:
            continue
        entering += part.quantity
        if before is not None and before in facts.authorizations:
            leaving[before] = leaving.get(before, 0) + part.quantity
    # Units that were under an authorization before it was recorded here were never counted, and give nothing back.
    back = tuple(
        Draw(name, -min(quantity, facts.tallies[name].used))
        for key, quantity in leaving.items()
        if (name := tally_of_issued(key)) in facts.tallies and facts.tallies[name].used
    )
    draws = (*(draws_of_issue(terms, entering, facts, on) if entering else ()), *back)
    return draws, refuse_draws(draws, facts)


def _effective(request: Request, facts: Facts) -> date | Refusal:
    on = request.effective_on or facts.today
    if on > facts.today:
        return refuse("effective_in_the_future", found=on.isoformat(), expected=facts.today.isoformat())
    return on


def _post(
    request: Request,
    facts: Facts,
    on: date,
    parts: Sequence[Part],
    change: Callable[[Block], State],
    *,
    holds: tuple[Hold, ...] = (),
    terms: tuple[Terms, ...] = (),
    draws: tuple[Draw, ...] = (),
    watched: tuple[Account, ...] = (),
) -> Posting:
    done = rewrite(parts, change, entry=request.id, effective_on=on)
    return _posting(request, facts, on, done, holds=holds, terms=terms, draws=draws, watched=watched)


def _posting(
    request: Request,
    facts: Facts,
    on: date,
    done: Rewritten,
    *,
    holds: tuple[Hold, ...] = (),
    terms: tuple[Terms, ...] = (),
    draws: tuple[Draw, ...] = (),
    watched: tuple[Account, ...] = (),
    told: Mapping[str, Any] = _NOTHING_TOLD,
    warnings: Sequence[Warned] = (),
) -> Posting:
    entry = entry_of(
        request,
        facts,
        effective_on=on,
        moved=[block.range for block in done.becomes if block.since == request.id],
        draws=draws,
        told=told,
        warnings=warnings,
    )
    return Posting(
        entry=entry,
        expected=done.expected,
        becomes=done.becomes,
        legs=done.legs,
        holds=holds,
        terms=terms,
        draws=draws,
        watches=tuple((account.id, account.version) for account in watched),
    )
