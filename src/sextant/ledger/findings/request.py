"""Every entry beside its own request: its legs, lots and hold are what was asked for, and its accounts let them in.

The digest proves that the request is the one that was recorded. Were it not compared with the legs, legs and
blocks could be changed together and still fit each other.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sextant.domain.account import Act
from sextant.domain.unit import Lot, Terms
from sextant.ledger.authorized import USES, tally_of_first_transferred, tally_of_issued, tally_of_use
from sextant.ledger.findings.asked import Asked, terms_of
from sextant.ledger.findings.authorization import check_authorization, drawn_as_authorized
from sextant.ledger.findings.finding import Finding, finding
from sextant.ledger.findings.issuance import check_issuance
from sextant.ledger.findings.journal import Journal, check_account, check_class, place_of, told
from sextant.ledger.posting import Entry, Leg
from sextant.ledger.request import (
    Authorize,
    Cancel,
    ChangeTerms,
    Correct,
    Issue,
    MarkFirstTransfer,
    PlaceHold,
    RecordIssuance,
    ReleaseHold,
    Transfer,
)

State = tuple[int, int, UUID | None, UUID | None]


def check_request(entry: Entry, journal: Journal) -> Iterator[Finding]:
    """Yield what an entry did otherwise than it was asked."""
    try:
        asked = json.loads(entry.body)
        yield from _check(entry, asked, journal)
    except (ValueError, KeyError, TypeError, AttributeError, LookupError):
        yield finding("entry_differs_from_request", entry=str(entry.id))


def _check(entry: Entry, asked: Asked, journal: Journal) -> Iterator[Finding]:
    if not _is_entry_of(entry, asked):
        yield finding("entry_differs_from_request", entry=str(entry.id))
        return
    legs = journal.legs.get(entry.id, ())
    out = [leg for leg in legs if leg.sign < 0]
    into = [leg for leg in legs if leg.sign > 0]
    if not _is_result_of(entry, asked, into, journal):
        yield finding("result_differs_from_legs", entry=str(entry.id))
    if entry.kind == Authorize.kind:
        yield from check_authorization(entry, asked, journal)
    elif entry.kind in (Issue.kind, RecordIssuance.kind):
        yield from check_issuance(entry, asked, into, journal)
    else:
        yield from _check_act(entry, asked, out, into, journal)
    if entry.kind == PlaceHold.kind and not _is_hold_of(entry, asked, journal):
        yield finding("hold_differs_from_request", entry=str(entry.id))


def _is_entry_of(entry: Entry, asked: Asked) -> bool:
    corrects = asked["entry"] if entry.kind == Correct.kind else None
    return (
        asked["kind"] == entry.kind
        and asked["actor"] == entry.actor
        and asked.get("effective_on") in (None, entry.effective_on.isoformat())
        and corrects == (str(entry.corrects) if entry.corrects else None)
    )


def _is_hold_of(entry: Entry, asked: Asked, journal: Journal) -> bool:
    hold = journal.holds.get(entry.id)
    if hold is None:
        return True  # That it is unknown is said of the legs that name it.
    expires = hold.expires_on.isoformat() if hold.expires_on else None
    return (hold.case, hold.placed_by, expires) == (asked["case"], entry.actor, asked.get("expires_on"))


# --- the stored result ----------------------------------------------------------------------------


def _is_result_of(entry: Entry, asked: Asked, into: Sequence[Leg], journal: Journal) -> bool:
    if len(into) == 1 and entry.result == _usual_result(into[0], journal.lots.get(entry.id, ())):
        return "tallies" not in asked and not _bound(into, journal)
    result = json.loads(entry.result)
    quantity = sum(leg.quantity for leg in into)
    lots = [[str(lot.id), lot.space, lot.first, lot.last] for lot in journal.lots.get(entry.id, ())]
    return (
        result["quantity"] == quantity
        and _merged(result["moved"]) == _merged(_ranges(into))
        and sorted(result.get("lots", [])) == sorted(lots)
        and _draws_agree(entry, asked, result, into, journal)
    )


def _usual_result(leg: Leg, lots: Sequence[Lot]) -> str:
    """Return the text of the result of nearly every entry: one range moved, or one range issued."""
    issued = ",".join(f'["{lot.id}",{lot.space},{lot.first},{lot.last}]' for lot in lots)
    named = f'"lots":[{issued}],' if lots else ""
    return f'{{{named}"moved":[[{leg.space},{leg.first},{leg.last}]],"quantity":{leg.quantity}}}'


def _draws_agree(entry: Entry, asked: Asked, result: Mapping[str, Any], into: Sequence[Leg], journal: Journal) -> bool:
    """Whether the tallies of a result are those that were asked for, and those of the authorizations of the units."""
    drawn: dict[str, int] = dict(result.get("tallies", []))
    if entry.corrects is not None:
        original = json.loads(journal.entries[entry.corrects].result)
        return drawn == {name: -quantity for name, quantity in original.get("tallies", [])}
    if entry.kind == Authorize.kind:
        return drawn_as_authorized(asked, drawn, journal)
    quantity = sum(leg.quantity for leg in into)
    named = dict.fromkeys(asked.get("tallies", ()), quantity)
    others = {name: each for name, each in drawn.items() if name not in named}
    return drawn.items() >= named.items() and others == _expected(entry, asked, into, others, journal)


def _expected(
    entry: Entry, asked: Asked, into: Sequence[Leg], drawn: Mapping[str, int], journal: Journal
) -> dict[str, int]:
    """Return what an entry had to draw on authorizations.

    First transfers tell it by the version that the units are bound to. Whether an authorization was recorded when
    units came under it or were used, the units do not tell: then what was drawn is compared where something was.
    """
    expected: dict[str, int] = {}
    left: dict[str, int] = {}

    def add(name: str, leg: Leg, *, certain: bool) -> None:
        if certain or name in drawn:
            expected[name] = expected.get(name, 0) + leg.quantity

    moved_before = {(leg.space, leg.first): leg for leg in journal.legs.get(entry.id, ()) if leg.sign < 0}
    for leg in into:
        terms, key = journal.terms[leg.terms], journal.terms[leg.terms].authorization
        if key is None:
            continue
        if leg.first_transfer == entry.id and terms.version is not None:
            add(tally_of_first_transferred(key), leg, certain=True)
        before = moved_before.get((leg.space, leg.first))
        if before is None or journal.terms[before.terms].authorization != key:
            add(tally_of_issued(key), leg, certain=False)
        if entry.kind == Cancel.kind and asked.get("purpose") in USES:
            add(tally_of_use(key, asked["purpose"]), leg, certain=False)
    moved_after = {(leg.space, leg.first): leg for leg in into}
    for place, leg in moved_before.items():
        key = journal.terms[leg.terms].authorization
        after = moved_after.get(place)
        if key is not None and (after is None or journal.terms[after.terms].authorization != key):
            left[tally_of_issued(key)] = left.get(tally_of_issued(key), 0) + leg.quantity
    # Of units that leave, those are given back that were counted when they came.
    expected |= {name: drawn[name] for name, quantity in left.items() if -quantity <= drawn.get(name, 1) <= 0}
    return expected


def _bound(into: Sequence[Leg], journal: Journal) -> bool:
    """Whether an entry first transferred units under a version of an authorization."""
    return any(leg.first_transfer == leg.entry and journal.terms[leg.terms].version is not None for leg in into)


# --- acts -----------------------------------------------------------------------------------------


def _check_act(
    entry: Entry, asked: Asked, out: Sequence[Leg], into: Sequence[Leg], journal: Journal
) -> Iterator[Finding]:
    if len(out) != len(into):
        return  # That an entry is not conserved is found where its journal is followed.
    if len(out) > 1:
        out, into = sorted(out, key=place_of), sorted(into, key=place_of)
    if into and not _are_units_of(entry, asked, out, into, journal):
        yield finding("leg_differs_from_request", **told(entry, into[0], journal))
        return
    acts = _ACTS_OF[entry.kind](asked)
    asked_for = _AskedFor(entry, asked, journal)
    for before, after in zip(out, into, strict=True):
        became = (after.account, after.terms, after.first_transfer, after.hold)
        if became != asked_for.of(before):
            yield finding("leg_differs_from_request", **told(entry, after, journal))
            return
        if before.account != after.account and acts:
            yield from check_account(entry, after, acts, journal)
        if entry.kind == ChangeTerms.kind:
            yield from check_class(entry, after, journal)
        hold = journal.holds.get(before.hold) if before.hold and entry.corrects is None else None
        if hold and hold.binds(entry.effective_on) and asked.get("case") != hold.case:
            yield finding("held_units_changed", **told(entry, after, journal))


_ACTS_OF: Mapping[str, Any] = {
    Transfer.kind: lambda asked: {Act.TRANSFER},
    Cancel.kind: lambda asked: {Act(asked["act"])},
    Correct.kind: lambda asked: set(),
    MarkFirstTransfer.kind: lambda asked: set(),
    PlaceHold.kind: lambda asked: set(),
    ReleaseHold.kind: lambda asked: set(),
    ChangeTerms.kind: lambda asked: set(),
}


class _AskedFor:
    """What was to become of the units of an entry: worked out once for each state that they had before."""

    def __init__(self, entry: Entry, asked: Asked, journal: Journal) -> None:
        self._entry = entry
        self._asked = asked
        self._journal = journal
        self._result: Mapping[str, Any] = {}
        if entry.kind in (Cancel.kind, Transfer.kind, MarkFirstTransfer.kind):
            self._result = json.loads(entry.result)
        self._known: dict[State, State] = {}

    def of(self, before: Leg) -> State:
        """Return account, terms, first transfer and hold that the units of a leg were to have afterwards."""
        if self._entry.kind == Correct.kind:
            return _before_what_is_corrected(self._entry, before, self._journal)
        state = (before.account, before.terms, before.first_transfer, before.hold)
        if state not in self._known:
            self._known[state] = self._after(*state)
        return self._known[state]

    def _after(self, account: int, terms: int, first_transfer: UUID | None, hold: UUID | None) -> State:
        entry, asked = self._entry, self._asked
        if entry.kind in (Cancel.kind, Transfer.kind):
            return self._moved(terms, first_transfer)
        if entry.kind == MarkFirstTransfer.kind:
            bound = _bound_to(self._journal.terms[terms], self._result.get("versions", {}))
            return account, bound.id, entry.id, hold
        if entry.kind == PlaceHold.kind:
            return account, terms, first_transfer, entry.id
        if entry.kind == ReleaseHold.kind:
            return account, terms, first_transfer, None
        return account, terms_of(asked["terms"]).id, first_transfer, hold

    def _moved(self, number: int, first_transfer: UUID | None) -> State:
        """Return what was to become of units that moved: the matrix of the day said what its effects were."""
        entry, asked, result = self._entry, self._asked, self._result
        terms = self._journal.terms[number]
        # Where the authorization decides, units under other terms that moved with them are not first transferred.
        so = number in result["by_authorization"] if "by_authorization" in result else True
        by_matrix = "first_transfer" in result and so and terms.authorized and first_transfer is None
        marked = entry.id if asked.get("first_transfer") or by_matrix else first_transfer
        changes = "status" in result and not terms.authorized
        after = replace(terms, status=result["status"]) if changes else terms
        if marked == entry.id:
            after = _bound_to(after, result.get("versions", {}))
        return asked["to_account"], after.id, marked, None


def _bound_to(terms: Terms, versions: Mapping[str, int]) -> Terms:
    version = versions.get(terms.authorization) if terms.authorization else None
    return replace(terms, version=version) if version is not None and terms.version is None else terms


def _before_what_is_corrected(entry: Entry, leg: Leg, journal: Journal) -> State:
    assert entry.corrects is not None, "an entry of another kind was told apart before"
    for each in journal.legs.get(entry.corrects, ()):
        if each.sign < 0 and each.space == leg.space and each.first <= leg.first and leg.last <= each.last:
            return each.account, each.terms, each.first_transfer, each.hold
    raise LookupError("the corrected entry did not move these units")


def _are_units_of(entry: Entry, asked: Asked, out: Sequence[Leg], into: Sequence[Leg], journal: Journal) -> bool:
    """Whether the legs move the units that were asked for, all of them and from where it was said."""
    if asked.get("from_account") is not None and any(leg.account != asked["from_account"] for leg in out):
        return False
    if entry.corrects is not None:
        corrected = [leg for leg in journal.legs.get(entry.corrects, ()) if leg.sign > 0]
        return _merged(_ranges(into)) == _merged(_ranges(corrected))
    units = asked["units"]
    if isinstance(units, list):
        ranges = _ranges(into)
        return ranges == units or _merged(ranges) == _merged(units)
    return (
        sum(leg.quantity for leg in into) == units["quantity"]
        and all(leg.account == units["account"] for leg in out)
        and (units["terms"] is None or all(leg.terms == units["terms"] for leg in out))
        and (units["within"] is None or all(_is_within(leg, units["within"]) for leg in out))
    )


def _is_within(leg: Leg, wanted: Sequence[int]) -> bool:
    return leg.space == wanted[0] and wanted[1] <= leg.first and leg.last <= wanted[2]


# --- helpers --------------------------------------------------------------------------------------


def _ranges(legs: Sequence[Leg]) -> list[list[int]]:
    return [[leg.space, leg.first, leg.last] for leg in legs]


def _merged(ranges: Sequence[Sequence[int]]) -> list[list[int]]:
    merged: list[list[int]] = []
    for space, first, last in sorted(ranges, key=tuple):
        if merged and merged[-1][0] == space and merged[-1][2] + 1 == first:
            merged[-1][2] = last
        else:
            merged.append([space, first, last])
    return merged
