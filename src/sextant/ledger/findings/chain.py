"""The journal of one serial space: every unit that leaves a state had entered it, once, and not later.

Each minus leg must find the plus leg of the entry it follows, in the same state; no unit may leave the
same state twice; what never left must be exactly the blocks of the projection.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from uuid import UUID

from sextant.domain.unit import Block, Lot
from sextant.ledger.findings.finding import Finding, finding
from sextant.ledger.posting import Entry, Leg
from sextant.ledger.runs import Run, without

State = tuple[int, int, UUID | None, UUID | None, UUID]


def check_chain(
    prefix: str,
    legs: Sequence[Leg],
    blocks: Sequence[Block],
    lots: Sequence[Lot],
    entries: Mapping[UUID, Entry],
    final: Callable[[int], bool],
) -> Iterator[Finding]:
    """Yield what is broken in the journal and the projection of one space."""
    entered: defaultdict[UUID, list[Leg]] = defaultdict(list)
    by_entry: defaultdict[UUID, list[Leg]] = defaultdict(list)
    for leg in legs:
        by_entry[leg.entry].append(leg)
        if leg.sign > 0:
            entered[leg.entry].append(leg)
        if leg.sign not in (1, -1):
            yield finding("leg_sign_invalid", found=leg.sign, **_place(prefix, leg))
    issued: defaultdict[UUID, list[Lot]] = defaultdict(list)
    for lot in lots:
        issued[lot.issued_by].append(lot)
    for group in entered.values():
        group.sort(key=_first)
    left: defaultdict[int, list[Leg]] = defaultdict(list)  # by the leg that had entered, by its identity
    for leg in legs:
        if leg.sign < 0:
            yield from _leaving(prefix, leg, entered, left)
    for entry, group in by_entry.items():
        yield from _entry(prefix, entries.get(entry), group, issued.get(entry, ()), final)
    yield from _issued_by_no_leg(prefix, issued, by_entry)
    yield from _unreached(prefix, by_entry)
    yield from _left_twice(prefix, left)
    yield from _projection(prefix, entered, left, blocks)


def _first(leg: Leg) -> int:
    return leg.first


def _leaving(
    prefix: str,
    leg: Leg,
    entered: Mapping[UUID, list[Leg]],
    left: defaultdict[int, list[Leg]],
) -> Iterator[Finding]:
    origin = entered.get(leg.follows, []) if leg.follows else []
    at = bisect_right(origin, leg.first, key=_first) - 1
    came = origin[at] if at >= 0 else None
    if came is None or came.last < leg.last or came.state != leg.state:
        yield finding("leg_follows_nothing", **_place(prefix, leg))
        return
    if leg.effective_on < came.effective_on:
        yield finding("act_before_the_act_it_follows", **_place(prefix, leg))
    left[id(came)].append(leg)


def _left_twice(prefix: str, left: Mapping[int, list[Leg]]) -> Iterator[Finding]:
    for group in left.values():
        group.sort(key=_first)
        for before, after in itertools.pairwise(group):
            if before.last >= after.first:
                yield finding("units_left_twice", **_place(prefix, after))


def _entry(
    prefix: str, entry: Entry | None, legs: list[Leg], lots: Sequence[Lot], final: Callable[[int], bool]
) -> Iterator[Finding]:
    if entry is None:
        yield finding("leg_of_no_entry", **_place(prefix, legs[0]))
        return
    for leg in legs:
        if leg.effective_on != entry.effective_on:
            yield finding("leg_dated_otherwise", **_place(prefix, leg))
    out = sorted((leg for leg in legs if leg.sign < 0), key=_first)
    into = sorted((leg for leg in legs if leg.sign > 0), key=_first)
    if not out:
        issued = [(lot.first, lot.last, lot.id) for lot in lots]
        if _joined([(leg.first, leg.last, leg.lot) for leg in into]) != _joined(issued):
            yield finding("issuance_is_not_its_lots", **_place(prefix, legs[0]))
        for leg in into:
            if leg.follows is not None:
                yield finding("issuance_follows_an_entry", **_place(prefix, leg))
        return
    if [(leg.first, leg.last, leg.lot, leg.follows) for leg in out] != [
        (leg.first, leg.last, leg.lot, leg.follows) for leg in into
    ]:
        yield finding("entry_not_conserved", **_place(prefix, out[0]))
        return
    for before, after in zip(out, into, strict=True):
        if before.account != after.account and final(before.account) and entry.corrects is None:
            yield finding("movement_out_of_final_account", **_place(prefix, before))
        if before.first_transfer != after.first_transfer and entry.corrects is None:
            if before.first_transfer is not None:
                yield finding("first_transfer_changed", **_place(prefix, before))
            elif after.first_transfer != entry.id:
                yield finding("first_transfer_of_another_entry", **_place(prefix, after))


def _issued_by_no_leg(
    prefix: str, issued: Mapping[UUID, Sequence[Lot]], by_entry: Mapping[UUID, Sequence[Leg]]
) -> Iterator[Finding]:
    """Yield lots whose entry brings no unit into this space: no entry of an issuance, or one of another space."""
    for entry, lots in issued.items():
        if all(leg.sign < 0 or leg.follows is not None for leg in by_entry.get(entry, ())):
            for lot in lots:
                yield finding(
                    "issuance_is_not_its_lots", space=prefix, first=lot.first, last=lot.last, entry=str(entry)
                )


def _unreached(prefix: str, by_entry: Mapping[UUID, list[Leg]]) -> Iterator[Finding]:
    """Yield entries whose units come from no issuance: a ring of entries that follow each other."""
    waiting = {entry: {leg.follows for leg in legs if leg.follows} for entry, legs in by_entry.items()}
    followers: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for entry, origins in waiting.items():
        for origin in origins:
            followers[origin].append(entry)
    ready = [entry for entry, origins in waiting.items() if not origins]
    reached = set(ready)
    while ready:
        origin = ready.pop()
        for entry in followers[origin]:
            waiting[entry].discard(origin)
            if not waiting[entry] and entry not in reached:
                reached.add(entry)
                ready.append(entry)
    for entry in by_entry.keys() - reached:
        yield finding("entry_without_origin", **_place(prefix, by_entry[entry][0]))


def _projection(
    prefix: str,
    entered: Mapping[UUID, list[Leg]],
    left: Mapping[int, list[Leg]],
    blocks: Sequence[Block],
) -> Iterator[Finding]:
    """Yield where the blocks are not what the journal leaves; most blocks are, and are told by a look at each."""
    unmatched = {block.first: block for block in blocks}
    others = [block for block in blocks if unmatched[block.first] is not block]
    told: dict[tuple[UUID, State, object], list[Run]] = defaultdict(list)
    for entry, group in entered.items():
        for leg in group:
            whole = (leg.first, leg.last)
            gone = left.get(id(leg))
            for run in without(whole, [(each.first, each.last) for each in gone]) if gone else (whole,):
                block = unmatched.get(run[0])
                if block is not None and _is_what_is_left(block, run, leg):
                    del unmatched[run[0]]
                else:
                    told[entry, leg.state, leg.effective_on].append(run)
    kept: dict[tuple[UUID, State, object], list[Run]] = defaultdict(list)
    for block in (*unmatched.values(), *others):
        state = (block.account, block.terms, block.first_transfer, block.hold, block.lot)
        kept[block.since, state, block.acted_on].append((block.first, block.last))
    for key in told.keys() | kept.keys():
        journal, projection = _merged(told.get(key, [])), _merged(kept.get(key, []))
        if journal != projection:
            first, last = (journal or projection)[0]
            yield finding("projection_differs", space=prefix, first=first, last=last, entry=str(key[0]))


def _is_what_is_left(block: Block, run: Run, leg: Leg) -> bool:
    return (
        block.last == run[1]
        and block.since == leg.entry
        and block.acted_on == leg.effective_on
        and (block.account, block.terms, block.first_transfer, block.hold, block.lot) == leg.state
    )


def _merged(runs: Sequence[Run]) -> list[Run]:
    merged: list[Run] = []
    for first, last in sorted(runs):
        if merged and merged[-1][1] + 1 == first:
            merged[-1] = (merged[-1][0], last)
        else:
            merged.append((first, last))
    return merged


def _joined(ranges: Sequence[tuple[int, int, UUID]]) -> list[tuple[int, int, UUID]]:
    joined: list[tuple[int, int, UUID]] = []
    for first, last, lot in sorted(ranges):
        if joined and joined[-1][1] + 1 == first and joined[-1][2] == lot:
            joined[-1] = (joined[-1][0], last, lot)
        else:
            joined.append((first, last, lot))
    return joined


def _place(prefix: str, leg: Leg) -> dict[str, str | int | None]:
    return {"space": prefix, "first": leg.first, "last": leg.last, "entry": str(leg.entry)}
