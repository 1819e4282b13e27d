"""What became of whole issuances: for each lot a tree, from its issuance to the runs that stand apart today.

`trace` follows one unit; this follows all units of some lots at once. The walk goes backwards along
`follows` from where the units stand, so it reads what concerns these lots, however large the ledger is.
A step that was taken after the moment asked about is left out, and the units stand where they stood before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sextant.application.queries.holdings import Amounts
from sextant.application.queries.trace import changed_by
from sextant.application.reader import LedgerReader, Moment
from sextant.domain.account import Account, AccountType, Act
from sextant.domain.unit import Lot, SerialRange, Terms
from sextant.ledger.posting import Entry, Hold, Leg
from sextant.ledger.runs import Run, size, without


class Standing(StrEnum):
    """What can still happen to units where they stand."""

    IN_ACCOUNT = "in_account"
    HELD = "held"
    CANCELLED = "cancelled"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Step:
    """Units that entered a state by one entry, and the steps that parts of them took afterwards."""

    first: int
    last: int
    leg: Leg
    entry: Entry
    account: Account
    left: Account | None
    """The account they came from; none at issuance."""
    terms: Terms
    hold: Hold | None
    standing: Standing
    changed: tuple[str, ...]
    later: tuple[Step, ...]
    still: tuple[Run, ...]
    """The runs that took no later step: they stand here at the moment asked about."""

    @property
    def quantity(self) -> int:
        return self.last - self.first + 1

    @property
    def standing_here(self) -> int:
        return size(self.still)


@dataclass(frozen=True, slots=True)
class Standings:
    """One run of units at the moment asked about, with the steps that led to it, oldest first."""

    first: int
    last: int
    path: tuple[Step, ...]

    @property
    def step(self) -> Step:
        return self.path[-1]

    @property
    def quantity(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Provenance:
    """One lot and what became of it by the moment asked about."""

    lot: Lot
    issuance: Entry
    steps: tuple[Step, ...]

    def standings(self) -> list[Standings]:
        """Return the runs in which the units stand, by first serial."""
        return sorted(_standings(self.steps, ()), key=lambda each: each.first)

    def standing_at(self, serial: int) -> Standings | None:
        """Return the run in which a serial stands."""
        path: list[Step] = []
        steps = self.steps
        while found := [each for each in steps if each.first <= serial <= each.last]:
            path.append(found[0])
            steps = found[0].later
        for step in path[-1:]:
            for first, last in step.still:
                if first <= serial <= last:
                    return Standings(first, last, tuple(path))
        return None

    def amounts(self) -> Amounts:
        """Return what was issued, is in final accounts and remains."""
        final = (Standing.CANCELLED, Standing.RETIRED)
        runs = self.standings()
        gone = [(each.first, each.last) for each in runs if each.step.standing in final]
        left = without((self.lot.first, self.lot.last), gone)
        return Amounts(self.lot.quantity, size(gone), size(left), len(left))


def provenance(
    reader: LedgerReader, account_types: Mapping[str, AccountType], lots: Sequence[Lot], at: Moment
) -> list[Provenance]:
    """Return the provenance of each lot that was issued by the moment asked about, in the order given."""
    legs, entries = _legs_and_entries(reader, lots, at)
    work = _Work(reader, account_types, legs, entries, at)
    return [Provenance(lot, entries[lot.issued_by], work.steps(lot)) for lot in lots if lot.issued_by in entries]


def _legs_and_entries(
    reader: LedgerReader, lots: Sequence[Lot], at: Moment
) -> tuple[dict[UUID, list[Leg]], dict[UUID, Entry]]:
    """Return the legs by which units of the lots entered a state, by lot, and their entries, up to a moment."""
    wanted = {lot.id for lot in lots}
    ranges = [SerialRange(lot.space, lot.first, lot.last) for lot in lots]
    frontier = {block.since for block in reader.blocks(ranges=ranges) if block.lot in wanted}
    seen: set[UUID] = set()
    entered: list[Leg] = []
    while frontier:
        seen |= frontier
        found = [leg for leg in reader.legs_of_entries(frontier) if leg.sign > 0 and leg.lot in wanted]
        entered += found
        frontier = {leg.follows for leg in found if leg.follows is not None} - seen
    entries = {entry.id: entry for entry in reader.entries(seen) if _by(entry, at)}
    legs: defaultdict[UUID, list[Leg]] = defaultdict(list)
    for leg in sorted(entered, key=lambda each: (each.first, each.line)):
        if leg.entry in entries:
            legs[leg.lot].append(leg)
    return legs, entries


def _by(entry: Entry, at: Moment) -> bool:
    known = at.known_at is None or (entry.recorded_at is not None and entry.recorded_at <= at.known_at)
    return known and entry.effective_on <= at.as_of


class _Work:
    """Builds the trees of several lots with accounts, terms and holds read once."""

    def __init__(
        self,
        reader: LedgerReader,
        account_types: Mapping[str, AccountType],
        legs: Mapping[UUID, Sequence[Leg]],
        entries: Mapping[UUID, Entry],
        at: Moment,
    ) -> None:
        self._legs = legs
        self._entries = entries
        self._types = account_types
        self._at = at
        every = [leg for own in legs.values() for leg in own]
        self._terms = reader.terms({leg.terms for leg in every})
        self._holds = reader.holds({leg.hold for leg in every if leg.hold is not None})
        self._accounts = {number: reader.account(number) for number in {leg.account for leg in every}}

    def steps(self, lot: Lot) -> tuple[Step, ...]:
        """Return the steps of a lot, from those of its issuance on."""
        after: defaultdict[UUID | None, list[Leg]] = defaultdict(list)
        for leg in self._legs.get(lot.id, ()):
            after[leg.follows].append(leg)
        return tuple(self._step(leg, None, leg.first, leg.last, after) for leg in after[None])

    def _step(
        self, leg: Leg, before: Leg | None, first: int, last: int, after: Mapping[UUID | None, Sequence[Leg]]
    ) -> Step:
        later = tuple(
            self._step(each, leg, max(first, each.first), min(last, each.last), after)
            for each in after.get(leg.entry, ())
            if each.first <= last and each.last >= first
        )
        hold = self._holds.get(leg.hold) if leg.hold else None
        return Step(
            first=first,
            last=last,
            leg=leg,
            entry=self._entries[leg.entry],
            account=self._account(leg.account),
            left=self._account(before.account) if before else None,
            terms=self._terms[leg.terms],
            hold=hold,
            standing=self._standing(leg, hold),
            changed=changed_by(before, leg),
            later=later,
            still=tuple(without((first, last), sorted((each.first, each.last) for each in later))),
        )

    def _account(self, number: int) -> Account:
        account = self._accounts[number]
        assert account is not None, "the journal names accounts that exist"
        return account

    def _standing(self, leg: Leg, hold: Hold | None) -> Standing:
        account_type = self._types[self._account(leg.account).type]
        if account_type.final:
            return Standing.RETIRED if Act.RETIREMENT in account_type.entered_by else Standing.CANCELLED
        return Standing.HELD if hold is not None and hold.binds(self._at.as_of) else Standing.IN_ACCOUNT


def _standings(steps: Sequence[Step], path: tuple[Step, ...]) -> Iterator[Standings]:
    for step in steps:
        here = (*path, step)
        for first, last in step.still:
            yield Standings(first, last, here)
        yield from _standings(step.later, here)
