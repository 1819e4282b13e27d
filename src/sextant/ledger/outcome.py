"""How a decision becomes a posting: the entry with its stored result."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sextant.domain.identifier import canonical, digest
from sextant.domain.refusal import Warned
from sextant.domain.unit import Block, Lot, SerialRange
from sextant.ledger.facts import Facts
from sextant.ledger.posting import Draw, Entry
from sextant.ledger.request import Request


def entry_of(
    request: Request,
    facts: Facts,
    *,
    effective_on: date,
    moved: Sequence[SerialRange],
    blocks: Sequence[Block],
    draws: Sequence[Draw] = (),
    lots: Sequence[Lot] = (),
    warnings: Sequence[Warned] = (),
    corrects: UUID | None = None,
) -> Entry:
    """Return the journal entry of a request, with the result that a repetition will be given again."""
    result: dict[str, Any] = {
        "quantity": sum(each.quantity for each in moved),
        "moved": [[each.space, each.first, each.last] for each in moved],
        "blocks": [block_as_json(block) for block in blocks],
    }
    if draws:
        result["tallies"] = [[draw.name, draw.quantity] for draw in draws]
    if lots:
        result["lots"] = [[str(lot.id), lot.space, lot.first, lot.last] for lot in lots]
    if warnings:
        result["warnings"] = [warning.as_json() for warning in warnings]
    body = request.body()
    return Entry(
        id=request.id,
        digest=digest(body),
        kind=request.kind,
        actor=request.actor,
        effective_on=effective_on,
        body=body,
        result=canonical(result),
        corrects=corrects,
        recorded_at=facts.now,
    )


def block_as_json(block: Block) -> list[Any]:
    """Return a block as a list, in the order of its fields."""
    return [
        block.space,
        block.first,
        block.last,
        block.lot.hex,
        block.account,
        block.terms,
        block.since.hex,
        block.acted_on.isoformat(),
        block.first_transfer.hex if block.first_transfer else None,
        block.hold.hex if block.hold else None,
    ]


def block_from_json(values: Sequence[Any]) -> Block:
    """Return the block that `block_as_json` wrote."""
    space, first, last, lot, account, terms, since, acted_on, first_transfer, hold = values
    return Block(
        space=space,
        first=first,
        last=last,
        lot=UUID(lot),
        account=account,
        terms=terms,
        since=UUID(since),
        acted_on=date.fromisoformat(acted_on),
        first_transfer=UUID(first_transfer) if first_transfer else None,
        hold=UUID(hold) if hold else None,
    )
