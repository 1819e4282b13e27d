"""What an act draws on limits that it shares with others, and whether they allow it."""

from __future__ import annotations

from collections.abc import Sequence

from sextant.domain.refusal import Refusal, refuse
from sextant.ledger.facts import Facts
from sextant.ledger.posting import Draw


def draws_of(
    names: Sequence[str], quantity: int, facts: Facts, further: Sequence[Draw] = ()
) -> tuple[tuple[Draw, ...], Refusal | None]:
    """Return what is drawn on each tally, or why a limit does not allow it.

    Claims do not carry tallies: then the store, which compares inside its statement, has the last word.
    """
    draws = (*(Draw(name, quantity) for name in dict.fromkeys(names)), *further)
    return draws, refuse_draws(draws, facts)


def refuse_draws(draws: Sequence[Draw], facts: Facts) -> Refusal | None:
    """Return a refusal where a tally is not there, or what is drawn exceeds its limit."""
    for draw in draws:
        tally = facts.tallies.get(draw.name)
        if tally is None and facts.complete:
            return refuse("tally_unknown", tally=draw.name)
        if tally is not None and tally.used + draw.quantity < 0:
            return refuse("tally_exceeded", tally=draw.name, found=draw.quantity, expected=tally.used)
        if tally is None or draw.quantity <= 0:
            continue
        if tally.limit is not None and tally.used + draw.quantity > tally.limit:
            left = tally.limit - tally.used
            return refuse("tally_exceeded", tally=draw.name, found=draw.quantity, expected=left)
        if draw.limit is not None and tally.used + draw.quantity > draw.limit:
            left = max(draw.limit - tally.used, 0)
            return refuse(
                "authorized_quantity_exceeded",
                authorization=draw.authorization,
                found=draw.quantity,
                expected=left,
                limit=draw.limit,
            )
    return None
