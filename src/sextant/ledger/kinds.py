"""Whether the values of a request are of their kind: whole numbers whole, days days, and names that name.

Python takes 2.5 or True where a whole number is meant; a ledger that did so would hold half a tonne.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from uuid import UUID

from sextant.domain.authorization import Use
from sextant.domain.refusal import Refusal, refuse
from sextant.domain.unit import SerialRange, Terms
from sextant.ledger.request import (
    Cancel,
    ChangeTerms,
    IssuanceCell,
    Issue,
    MarkFirstTransfer,
    PlaceHold,
    RecordIssuance,
    Request,
    Take,
    Transfer,
)

_YEARS = range(1900, 10_000)
_USES = frozenset(each.value for each in Use)


def refuse_kinds(request: Request) -> Refusal | None:
    """Return the first value of a request that is not of its kind, or none."""
    if type(request.id) is not UUID:
        return _wrong("id", request.id, "UUID")
    if type(request.actor) is not str or not request.actor.strip():
        return _wrong("actor", request.actor, "name")
    if request.effective_on is not None and type(request.effective_on) is not date:
        return _wrong("effective_on", request.effective_on, "day")
    return next(_within(request), None)


def _within(request: Request) -> Iterator[Refusal]:
    units = getattr(request, "units", ())
    if isinstance(units, Take):
        yield from _wholes(quantity=units.quantity)
        yield from _of_range((units.within,) if units.within is not None else ())
    else:
        yield from _of_range(units)
    if isinstance(request, Transfer | Cancel) and request.first_transfer is not None:
        yield from _texts(first_transfer=request.first_transfer)
    if isinstance(request, Cancel):
        yield from _vintage(request.used_for_year, "used_for_year")
    if isinstance(request, MarkFirstTransfer):
        yield from _texts(trigger=request.trigger)
    if isinstance(request, Issue):
        yield from _texts(registry=request.registry, host_party=request.host_party)
        for levy in request.distribution.levies:
            if type(levy.share) is not Decimal or not levy.share.is_finite():
                yield _wrong("share", levy.share, "decimal")
        for cell in request.cells:
            yield from _of_cell(cell)
    if isinstance(request, RecordIssuance):
        yield from _wholes(first=request.first, last=request.last)
        yield from _texts(registry=request.registry, space_key=request.space_key, prefix=request.prefix)
        yield from _vintage(request.vintage)
        yield from _uses(request.terms)
    if isinstance(request, ChangeTerms):
        yield from _uses(request.terms)
    if isinstance(request, PlaceHold):
        yield from _hold(request)


def _of_range(ranges: Iterable[SerialRange]) -> Iterator[Refusal]:
    for each in ranges:
        yield from _wholes(space=each.space, first=each.first, last=each.last)


def _of_cell(cell: IssuanceCell) -> Iterator[Refusal]:
    yield from _wholes(quantity=cell.quantity)
    yield from _texts(space_key=cell.space_key, prefix=cell.prefix)
    yield from _vintage(cell.vintage)
    yield from _uses(cell.terms)


def _vintage(year: int | None, name: str = "vintage") -> Iterator[Refusal]:
    if year is not None and (type(year) is not int or year not in _YEARS):
        yield _wrong(name, year, "year")


def _uses(terms: Terms) -> Iterator[Refusal]:
    unknown = sorted(set(terms.uses) - _USES)
    if unknown:
        yield refuse("use_unknown", found=unknown[0], expected=", ".join(sorted(_USES)))


def _hold(request: PlaceHold) -> Iterator[Refusal]:
    ends, begins = request.expires_on, request.effective_on
    if ends is not None and type(ends) is not date:
        yield _wrong("expires_on", ends, "day")
    elif ends is not None and begins is not None and ends < begins:
        yield refuse("hold_ends_before_it_begins", found=ends.isoformat(), expected=begins.isoformat())


def _wholes(**values: object) -> Iterator[Refusal]:
    for name, value in values.items():
        if type(value) is not int:
            yield _wrong(name, value, "whole_number")


def _texts(**values: object) -> Iterator[Refusal]:
    for name, value in values.items():
        if type(value) is not str or not value.strip():
            yield _wrong(name, value, "name")


def _wrong(name: str, value: object, expected: str) -> Refusal:
    return refuse("value_of_another_kind", field=name, found=repr(value)[:60], expected=expected)
