"""Every issuance beside its own request: the same is worked out again, and compared with what is stored."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sextant.domain.account import Act
from sextant.domain.identifier import part_id
from sextant.domain.unit import Lot
from sextant.ledger.distribution import distribute
from sextant.ledger.findings.asked import Asked, issue_of, record_issuance_of
from sextant.ledger.findings.finding import Finding, finding
from sextant.ledger.findings.journal import Journal, check_account, place_of, told
from sextant.ledger.issuance import blocks_of, in_order, lot_of, lot_recorded
from sextant.ledger.posting import Entry, Leg
from sextant.ledger.request import RecordIssuance

_Legs = Mapping[tuple[int, int], tuple[tuple[Any, ...], frozenset[Act]]]
_ISSUANCE = frozenset({Act.ISSUANCE})


def check_issuance(entry: Entry, asked: Asked, into: Sequence[Leg], journal: Journal) -> Iterator[Finding]:
    """Yield lots and legs of an issuance that are not what was asked for."""
    stored = sorted(journal.lots.get(entry.id, ()), key=place_of)
    recorded = entry.kind == RecordIssuance.kind
    lots, legs = _recorded(entry, asked) if recorded else _issued(entry, asked, stored)
    for lot in stored:
        if lot not in lots:
            about = {"space": journal.prefixes.get(lot.space), "first": lot.first, "last": lot.last}
            yield finding("lot_differs_from_request", entry=str(entry.id), **about)
    for leg in into:
        expected = legs.get((leg.space, leg.first))
        if expected is None or expected[0] != (leg.last, leg.lot, leg.account, leg.terms, leg.first_transfer, leg.hold):
            yield finding("leg_differs_from_request", **told(entry, leg, journal))
        else:
            yield from check_account(entry, leg, expected[1], journal)


def _recorded(entry: Entry, asked: Asked) -> tuple[list[Lot], _Legs]:
    request = record_issuance_of(entry, asked)
    lot = lot_recorded(request, entry.effective_on)
    leg = (lot.last, lot.id, request.account, request.terms.id, None, None)
    return [lot], {(lot.space, lot.first): (leg, _ISSUANCE)}


def _issued(entry: Entry, asked: Asked, stored: Sequence[Lot]) -> tuple[list[Lot], _Legs]:
    """Return what an issuance was to bring forth; only where the counter stood is taken from what is stored."""
    request = issue_of(entry, asked)
    cells = in_order(request.cells)
    firsts = {lot.id: lot.first for lot in stored}
    shares = distribute([cell.quantity for cell in cells], request.distribution)
    acts: dict[int, frozenset[Act]] = {request.distribution.remainder: _ISSUANCE}
    for levy in request.distribution.levies:
        acts[levy.account] = acts.get(levy.account, frozenset()) | {Act.LEVY}
    versions: Mapping[str, int] = json.loads(entry.result).get("versions", {})
    lots: list[Lot] = []
    legs: dict[tuple[int, int], tuple[tuple[Any, ...], frozenset[Act]]] = {}
    for index, cell in enumerate(cells):
        first = firsts.get(part_id(entry.id, "lot", index), 1)
        lot = lot_of(request, cell, first, index, entry.effective_on)
        lots.append(lot)
        row = (*shares.levied[index], shares.remainder[index])
        for each in blocks_of(request, cell, lot, row, entry.effective_on, versions):
            leg = (each.last, each.lot, each.account, each.terms, each.first_transfer, each.hold)
            legs[each.space, each.first] = (leg, acts[each.account])
    return lots, legs
