"""Correction: the legs of an entry are reversed, the original stays visible.

A correction is the only way out of a final account, because it undoes an act instead of adding one.
"""

from __future__ import annotations

from sextant.domain.refusal import Refusal, refuse
from sextant.domain.unit import Block, SerialRange
from sextant.ledger.draws import refuse_draws
from sextant.ledger.facts import Facts
from sextant.ledger.outcome import entry_of
from sextant.ledger.posting import Draw, Leg, Posting
from sextant.ledger.request import Authorize, Correct
from sextant.ledger.selection import Part, State, rewrite, select


def decide_correct(request: Correct, facts: Facts) -> Posting | Refusal:
    """Return the posting that reverses an entry, or the first reason to refuse."""
    original = facts.corrected
    if original is None:
        return refuse("entry_unknown", entry=str(request.entry))
    on = request.effective_on or facts.today
    if on > facts.today:
        return refuse("effective_in_the_future", found=on.isoformat(), expected=facts.today.isoformat())
    if on < original.effective_on:
        return refuse("effective_before_last_act", found=on.isoformat(), expected=original.effective_on.isoformat())
    legs = sorted(original.legs, key=lambda each: each.line)
    left = [each for each in legs if each.sign < 0]
    entered = [each for each in legs if each.sign > 0]
    if not left:
        if original.kind == Authorize.kind:
            return refuse("authorization_not_corrected", entry=str(request.entry))
        return refuse("issuance_not_corrected", entry=str(request.entry))
    parts = select(tuple(SerialRange(each.space, each.first, each.last) for each in entered), facts, on)
    if isinstance(parts, Refusal):
        return parts
    for part in parts:
        if part.block.since != original.id:
            return refuse("units_acted_on_since", first=part.first, last=part.last, entry=str(original.id))
    draws = tuple(Draw(draw.name, -draw.quantity) for draw in original.draws)
    refusal = refuse_draws(draws, facts)
    return refusal or _post(request, parts, left, draws, facts)


def _post(request: Correct, parts: tuple[Part, ...], left: list[Leg], draws: tuple[Draw, ...], facts: Facts) -> Posting:
    on = request.effective_on or facts.today
    original = facts.corrected
    assert original is not None

    def restored(block: Block) -> State:
        before = next(each for each in left if each.space == block.space and each.first <= block.first <= each.last)
        return before.account, before.terms, before.first_transfer, before.hold

    done = rewrite(parts, restored, entry=request.id, effective_on=on)
    entry = entry_of(
        request,
        facts,
        effective_on=on,
        moved=[block.range for block in done.becomes if block.since == request.id],
        draws=draws,
        corrects=original.id,
    )
    return Posting(entry=entry, expected=done.expected, becomes=done.becomes, legs=done.legs, draws=draws)
