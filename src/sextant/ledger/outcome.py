"""How a decision becomes a posting: the entry with its stored result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sextant.domain.identifier import canonical, digest
from sextant.domain.refusal import Warned
from sextant.domain.unit import Lot, SerialRange
from sextant.ledger.facts import Facts
from sextant.ledger.posting import Draw, Entry
from sextant.ledger.request import Request

_NOTHING_TOLD: Mapping[str, Any] = MappingProxyType({})


def entry_of(
    request: Request,
    facts: Facts,
    *,
    effective_on: date,
    moved: Sequence[SerialRange],
    draws: Sequence[Draw] = (),
    lots: Sequence[Lot] = (),
    warnings: Sequence[Warned] = (),
    corrects: UUID | None = None,
    told: Mapping[str, Any] = _NOTHING_TOLD,
) -> Entry:
    """Return the journal entry of a request, with the result that a repetition will be given again."""
    result = _result(moved, draws, lots, warnings, told)
    body = request.body()
    return Entry(
        id=request.id,
        digest=digest(body),
        kind=request.kind,
        actor=request.actor,
        effective_on=effective_on,
        body=body,
        result=result,
        corrects=corrects,
        recorded_at=facts.now,
    )


def _result(
    moved: Sequence[SerialRange],
    draws: Sequence[Draw],
    lots: Sequence[Lot],
    warnings: Sequence[Warned],
    told: Mapping[str, Any],
) -> str:
    """Return the canonical text of a result; the common case is spelled out, because every act passes here."""
    counted = [draw for draw in draws if draw.quantity]
    if not (counted or lots or warnings or told):
        ranges = ",".join([f"[{each.space},{each.first},{each.last}]" for each in moved])
        return f'{{"moved":[{ranges}],"quantity":{sum(each.quantity for each in moved)}}}'
    result: dict[str, Any] = {
        "quantity": sum(each.quantity for each in moved),
        "moved": [[each.space, each.first, each.last] for each in moved],
    }
    if counted:
        result["tallies"] = [[draw.name, draw.quantity] for draw in counted]
    if lots:
        result["lots"] = [[str(lot.id), lot.space, lot.first, lot.last] for lot in lots]
    result.update(told)
    if warnings:
        result["warnings"] = [warning.as_json() for warning in warnings]
    return canonical(result)
