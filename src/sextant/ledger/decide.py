"""One question, one answer: what the journal is to record for a request, or the first reason to refuse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sextant.domain.refusal import Refusal
from sextant.domain.unit import SerialRange, Terms, space_id
from sextant.ledger.authorization import decide_authorize
from sextant.ledger.correction import decide_correct
from sextant.ledger.facts import Facts, Needed
from sextant.ledger.issuance import decide_issue, decide_record_issuance
from sextant.ledger.movement import decide_cancel, decide_transfer
from sextant.ledger.posting import Posting
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
    Request,
    Take,
    Transfer,
)
from sextant.ledger.status import (
    decide_change_terms,
    decide_mark_first_transfer,
    decide_place_hold,
    decide_release_hold,
)

DECISIONS: dict[type[Request], Callable[[Any, Facts], Posting | Refusal]] = {
    Issue: decide_issue,
    RecordIssuance: decide_record_issuance,
    Transfer: decide_transfer,
    Cancel: decide_cancel,
    MarkFirstTransfer: decide_mark_first_transfer,
    PlaceHold: decide_place_hold,
    ReleaseHold: decide_release_hold,
    ChangeTerms: decide_change_terms,
    Authorize: decide_authorize,
    Correct: decide_correct,
}


_OF_UNITS = frozenset({Transfer, Cancel, MarkFirstTransfer, PlaceHold, ReleaseHold})
"""Acts that name nothing but units, accounts and tallies."""
_MOVING = (Transfer, Cancel)


def decide(request: Request, facts: Facts) -> Posting | Refusal:
    """Return what the journal is to record for a request, or the first reason to refuse."""
    return DECISIONS[type(request)](request, facts)


def needed_for(request: Request) -> Needed:
    """Return what must be loaded before a request can be decided for certain.

    Serials that cannot be are not looked for: the decision refuses them, a database could not even be asked.
    """
    units = getattr(request, "units", ())
    take = units if isinstance(units, Take) else None
    ranges: tuple[SerialRange, ...] = () if take else tuple(each for each in units if each.valid)
    if take and take.within and not take.within.valid:
        take = None
    if type(request) in _OF_UNITS:
        tallies = getattr(request, "tallies", ())
        return Needed(request.id, ranges, take, _accounts_of(request), tallies=tallies)
    corrected: UUID | None = request.entry if isinstance(request, Correct) else None
    return Needed(
        entry=request.id,
        ranges=ranges,
        take=take,
        accounts=_accounts_of(request),
        spaces=_spaces_of(request),
        tallies=getattr(request, "tallies", ()),
        authorizations=_authorizations_of(request),
        corrected=corrected,
        lots_in=_lots_of(request),
    )


def _accounts_of(request: Request) -> tuple[int, ...]:
    if isinstance(request, _MOVING):
        return (request.to_account,) if request.from_account is None else (request.to_account, request.from_account)
    if isinstance(request, Issue):
        distribution = request.distribution
        return (*(levy.account for levy in distribution.levies), distribution.remainder)
    return (request.account,) if isinstance(request, RecordIssuance) else ()


def _authorizations_of(request: Request) -> tuple[str, ...]:
    """Return the authorizations that a request names itself."""
    if isinstance(request, Authorize):
        return (request.authorization.key,)
    named: tuple[Terms, ...] = ()
    if isinstance(request, Issue):
        named = tuple(cell.terms for cell in request.cells)
    elif isinstance(request, RecordIssuance | ChangeTerms):
        named = (request.terms,)
    return tuple(dict.fromkeys(each.authorization for each in named if each.authorization is not None))


def _spaces_of(request: Request) -> tuple[tuple[str, str], ...]:
    if isinstance(request, Issue):
        return tuple(dict.fromkeys((request.registry, cell.space_key) for cell in request.cells))
    if isinstance(request, RecordIssuance):
        return ((request.registry, request.space_key),)
    return ()


def _lots_of(request: Request) -> tuple[SerialRange, ...]:
    if not isinstance(request, RecordIssuance):
        return ()
    wanted = SerialRange(space_id(request.registry, request.space_key), request.first, request.last)
    return (wanted,) if wanted.valid else ()
