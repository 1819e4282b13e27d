"""Reads of the store in memory: what the queries of the application ask of any store."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import AbstractContextManager
from datetime import date
from uuid import UUID

from sextant.application.reader import Holding, Moment, SignedRange
from sextant.domain.account import Account
from sextant.domain.activity import Activity
from sextant.domain.authorization import Authorization
from sextant.domain.unit import Block, Lot, SerialRange, SerialSpace, Terms
from sextant.ledger.facts import Tally
from sextant.ledger.posting import Entry, Hold, Leg
from sextant.storage.memory.store import MemoryStore


class MemoryReader:
    """Reads of one store."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    def at_one_instant(self) -> AbstractContextManager[None]:
        """Return a context in which all reads see the ledger as it was at one instant, whoever writes meanwhile."""
        return self._store.transaction()

    def lots(
        self,
        *,
        ids: Iterable[UUID] | None = None,
        activity: int | None = None,
        party: str | None = None,
        mechanism: str | None = None,
        at: Moment | None = None,
    ) -> list[Lot]:
        """Return lots by space and first serial; without conditions all of them."""
        wanted = None if ids is None else set(ids)
        return [
            lot
            for lot in self._store.lots
            if (wanted is None or lot.id in wanted)
            and activity in (None, lot.activity)
            and party in (None, lot.host_party)
            and mechanism in (None, lot.mechanism)
            and self._in_force(lot.issued_by, at)
        ]

    def lot_at(self, space: int, serial: int) -> Lot | None:
        """Return the lot that holds a serial."""
        found = self._store.lots.overlapping(SerialRange(space, serial, serial))
        return found[0] if found else None

    def block_at(self, space: int, serial: int) -> Block | None:
        """Return the block in which a serial stands now."""
        found = self._store.blocks.overlapping(SerialRange(space, serial, serial))
        return found[0] if found else None

    def blocks(self, *, ranges: Sequence[SerialRange] | None = None, account: int | None = None) -> list[Block]:
        """Return blocks by space and first serial; without conditions all of them."""
        if ranges is not None:
            found = {block for each in ranges for block in self._store.blocks.overlapping(each)}
            return sorted(found, key=lambda block: (block.space, block.first))
        return list(self._store.blocks) if account is None else self._store.blocks.of_account(account)

    def holdings_of(self, account: int) -> list[Holding]:
        """Return what an account holds now, by space, terms and whether it is held."""
        units: Counter[tuple[int, int, bool]] = Counter()
        blocks: Counter[tuple[int, int, bool]] = Counter()
        for block in self._store.blocks.of_account(account):
            key = (block.space, block.terms, block.hold is not None)
            units[key] += block.quantity
            blocks[key] += 1
        return [Holding(*key, units[key], blocks[key]) for key in sorted(units)]

    def legs_of_account(self, account: int, *, at: Moment | None = None, since: date | None = None) -> list[Leg]:
        """Return the legs of an account by legal date and entry."""
        found = [
            leg
            for leg in self._legs()
            if leg.account == account and self._in_force(leg.entry, at) and (since is None or leg.effective_on >= since)
        ]
        return sorted(found, key=lambda leg: (leg.effective_on, leg.entry, leg.line))

    def ranges_in(self, accounts: Iterable[int], at: Moment) -> Iterator[SignedRange]:
        """Yield what entered and left accounts up to a moment: lot, sign, first and last serial."""
        wanted = set(accounts)
        for leg in self._legs():
            if leg.account in wanted and self._in_force(leg.entry, at):
                yield leg.lot, leg.sign, leg.first, leg.last

    def legs_of_entries(self, entries: Iterable[UUID]) -> list[Leg]:
        """Return the legs of entries, by entry and line."""
        found = (leg for entry in set(entries) for leg in self._store.legs.get(entry, ()))
        return sorted(found, key=lambda leg: (leg.entry, leg.line))

    def legs_by_space(self) -> Iterator[tuple[int, list[Leg]]]:
        """Yield every serial space with all its legs."""
        by_space: defaultdict[int, list[Leg]] = defaultdict(list)
        for leg in self._legs():
            by_space[leg.space].append(leg)
        for space in sorted(by_space):
            yield space, sorted(by_space[space], key=lambda leg: leg.first)

    def of_space(self, space: int) -> tuple[list[Leg], list[Block]]:
        """Return all legs and all blocks of a serial space, each by first serial."""
        legs = [leg for leg in self._legs() if leg.space == space]
        blocks = [block for block in self._store.blocks if block.space == space]
        return sorted(legs, key=lambda leg: leg.first), blocks

    def balance(self, account: int, at: Moment) -> int:
        """Return the units in an account at the end of a legal day."""
        return sum(leg.sign * leg.quantity for leg in self.legs_of_account(account, at=at))

    def balances(self, at: Moment) -> Mapping[int, int]:
        """Return the units in every account that ever held one, at the end of a legal day."""
        found: defaultdict[int, int] = defaultdict(int)
        for leg in self._legs():
            if self._in_force(leg.entry, at):
                found[leg.account] += leg.sign * leg.quantity
        return found

    def days_of_account(self, account: int) -> tuple[date, date] | None:
        """Return the first and the last legal day on which an account was acted on."""
        days = [leg.effective_on for leg in self._legs() if leg.account == account]
        return (min(days), max(days)) if days else None

    def corrections_of(self, entry: UUID) -> list[Entry]:
        """Return the entries that correct an entry."""
        return [each for each in self._store.entries.values() if each.corrects == entry]

    def entries(self, ids: Iterable[UUID] | None = None) -> Iterator[Entry]:
        """Yield entries, all of them without ids."""
        wanted = self._store.entries.keys() if ids is None else self._store.entries.keys() & set(ids)
        return (self._store.entries[each] for each in sorted(wanted))

    def entries_in_turn(self, size: int) -> Iterator[list[Entry]]:
        """Yield all entries by their ids, so many at once."""
        every = list(self.entries())
        return (every[at : at + size] for at in range(0, len(every), size))

    def known_entries(self, ids: Iterable[UUID]) -> Set[UUID]:
        """Return which of these entries are in the journal."""
        return self._store.entries.keys() & set(ids)

    def accounts(self, *, party: str | None = None) -> list[Account]:
        """Return accounts by registry and code."""
        found = (each for each in self._store.accounts.values() if party in (None, each.party))
        return sorted(found, key=lambda account: (account.registry, account.code))

    def account(self, number: int) -> Account | None:
        """Return an account by its id."""
        return self._store.account(number)

    def activities(self, ids: Iterable[int] | None = None) -> list[Activity]:
        """Return activities by registry and reference."""
        wanted = None if ids is None else set(ids)
        found = (each for each in self._store.activities.values() if wanted is None or each.id in wanted)
        return sorted(found, key=lambda activity: (activity.registry, activity.reference))

    def spaces(self, *, prefix: str | None = None) -> list[SerialSpace]:
        """Return serial spaces by prefix."""
        found = (each for each in self._store.spaces.values() if prefix in (None, each.prefix))
        return sorted(found, key=lambda space: (space.prefix, space.registry))

    def terms(self, ids: Iterable[int] | None = None) -> Mapping[int, Terms]:
        """Return terms by id."""
        known = self._store.known_terms
        return dict(known) if ids is None else {each: known[each] for each in ids if each in known}

    def holds(self, ids: Iterable[UUID] | None = None) -> Mapping[UUID, Hold]:
        """Return holds by id; without ids all of them."""
        return (
            dict(self._store.holds)
            if ids is None
            else {each: self._store.holds[each] for each in ids if each in self._store.holds}
        )

    def authorizations(self, keys: Iterable[str] | None = None) -> Mapping[str, tuple[Authorization, ...]]:
        """Return all versions of authorizations by key, in their order; without keys of every one."""
        known = self._store.authorizations
        return {key: known[key] for key in sorted(known if keys is None else known.keys() & set(keys))}

    def all_tallies(self) -> list[Tally]:
        """Return tallies by name."""
        return [self._store.tallies[name] for name in sorted(self._store.tallies)]

    def queued_without_entry(self) -> list[UUID]:
        """Return nothing: what is in the journal is the outbox."""
        return []

    def entries_not_queued(self) -> list[UUID]:
        """Return nothing: what is in the journal is the outbox."""
        return []

    def missing_guards(self) -> frozenset[str]:
        """Return nothing: the records of this store cannot be changed from outside."""
        return frozenset()

    def _legs(self) -> Iterator[Leg]:
        return (leg for legs in self._store.legs.values() for leg in legs)

    def _in_force(self, entry: UUID, at: Moment | None) -> bool:
        if at is None:
            return True
        found = self._store.entries[entry]
        recorded_at = found.recorded_at
        known = at.known_at is None or (recorded_at is not None and recorded_at <= at.known_at)
        return known and found.effective_on <= at.as_of
