"""Acts that leave units in their account: first transfer where they stand, hold, release, other terms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from sextant.domain.account import Account, AccountState
from sextant.domain.refusal import Refusal, refuse
from sextant.domain.unit import Block, Terms
from sextant.ledger.facts import Facts
from sextant.ledger.movement import draws_of, one_account, refuse_first_transfer, refuse_units
from sextant.ledger.outcome import entry_of
from sextant.ledger.posting import Draw, Hold, Posting
from sextant.ledger.request import ChangeTerms, MarkFirstTransfer, PlaceHold, ReleaseHold, Request
from sextant.ledger.selection import Part, State, rewrite, select


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
    draws, refusal = draws_of(request.tallies, sum(part.quantity for part in parts), facts)
    if refusal:
        return refusal

    def marked(block: Block) -> State:
        return block.account, block.terms, request.id, block.hold

    return _post(request, facts, on, parts, marked, draws=draws)


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
    if all(part.block.terms == request.terms.id for part in parts):
        return refuse("terms_unchanged", unit_class=request.terms.unit_class)
    refusal = refuse_units(parts, facts, on=on, case=request.case)
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
    )


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
    entry = entry_of(
        request,
        facts,
        effective_on=on,
        moved=[block.range for block in done.becomes if block.since == request.id],
        draws=draws,
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
