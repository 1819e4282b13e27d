"""Recording a version of an authorization: the first, or one that follows the last.

A version changes nothing about units. What it may change for those that were first transferred under an earlier one
is said by that earlier one; here it is only seen to that it does not fall below what was done.
"""

from __future__ import annotations

from collections.abc import Iterator

from sextant.domain.authorization import Authorization, Use
from sextant.domain.refusal import Refusal, refuse
from sextant.ledger.authorized import tally_of_first_transferred, tally_of_use
from sextant.ledger.facts import Facts
from sextant.ledger.outcome import entry_of
from sextant.ledger.posting import Draw, Posting
from sextant.ledger.request import Authorize


def decide_authorize(request: Authorize, facts: Facts) -> Posting | Refusal:
    """Return the posting that records a version, or the first reason to refuse (decision 2/CMA.3, annex, 18(g))."""
    on = request.effective_on or facts.today
    if on > facts.today:
        return refuse("effective_in_the_future", found=on.isoformat(), expected=facts.today.isoformat())
    version = request.authorization
    refusal = next(_malformed(version), None) or _refuse_order(version, facts.authorizations.get(version.key, ()))
    refusal = refusal or next(_below(version, facts), None)
    if refusal:
        return refusal
    draws = _drawn(request, facts)
    if isinstance(draws, Refusal):
        return draws
    entry = entry_of(request, facts, effective_on=on, moved=(), draws=draws)
    counted = tuple((name, facts.tallies[name].used) for name in _done(version.key) if name in facts.tallies)
    return Posting(entry=entry, expected=(), becomes=(), legs=(), authorization=version, draws=draws, counted=counted)


def _done(key: str) -> tuple[str, ...]:
    """Return the tallies of what was done under an authorization, with which a version is compared."""
    return (tally_of_first_transferred(key), *(tally_of_use(key, each.value) for each in Use))


def _drawn(request: Authorize, facts: Facts) -> tuple[Draw, ...] | Refusal:
    """Return what a version draws on the limit of the Party's policy, beside what the one before it had drawn.

    A version that is not in force keeps what was first transferred under it, and gives the rest back.
    """
    version = request.authorization
    known = facts.authorizations.get(version.key, ())
    change = _counted(version, facts) - (_counted(known[-1], facts) if known else 0)
    draws = tuple(
        Draw(name, change, limit=request.cap, authorization=version.key) for name in request.tallies if change
    )
    for draw in draws:
        used = facts.tallies[draw.name].used if draw.name in facts.tallies else 0
        if draw.limit is not None and change > 0 and used + change > draw.limit:
            left = max(draw.limit - used, 0)
            return refuse("policy_cap_exceeded", party=version.party, found=change, expected=left, limit=draw.limit)
    return draws


def _counted(version: Authorization, facts: Facts) -> int:
    if version.in_force:
        return version.quantity or 0
    done = facts.tallies.get(tally_of_first_transferred(version.key))
    return done.used if done is not None else 0


def _malformed(version: Authorization) -> Iterator[Refusal]:
    known = {each.value for each in Use}
    key = version.key
    for use in version.uses:
        if use not in known:
            yield refuse("use_unknown", found=use, expected=", ".join(sorted(known)), authorization=key)
    if version.in_force and not version.uses:
        yield refuse("use_unknown", found=None, expected=", ".join(sorted(known)), authorization=key)
    if version.quantity is not None and version.quantity < 1:
        yield refuse("quantity_not_positive", quantity=version.quantity)
    for name, window in (("mitigation", version.mitigation), ("use", version.use)):
        if window.first is not None and window.last is not None and window.first > window.last:
            yield refuse("window_reversed", field=name, found=str(window), authorization=key)


def _refuse_order(version: Authorization, known: tuple[Authorization, ...]) -> Refusal | None:
    key = version.key
    if version.version != len(known) + 1:
        return refuse("version_not_next", found=version.version, expected=len(known) + 1, authorization=key)
    if known and version.effective_on < known[-1].effective_on:
        found, expected = version.effective_on.isoformat(), known[-1].effective_on.isoformat()
        return refuse("version_effective_before_last", found=found, expected=expected, authorization=key)
    return None


def _below(version: Authorization, facts: Facts) -> Iterator[Refusal]:
    """Yield a refusal where a version allows less than what was done under the authorization already."""
    key = version.key
    done = facts.tallies.get(tally_of_first_transferred(key))
    if version.quantity is not None and done is not None and done.used > version.quantity:
        yield refuse("below_what_was_done", authorization=key, found=version.quantity, expected=done.used)
    if not version.in_force:
        return
    for use in Use:
        used = facts.tallies.get(tally_of_use(key, use.value))
        if use.value not in version.uses and used is not None and used.used > 0:
            yield refuse("used_for_what_is_left_out", authorization=key, found=use.value, expected=used.used)
