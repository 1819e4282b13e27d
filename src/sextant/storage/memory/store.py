"""A ledger store without a database. It obeys the same port as the others and forgets when the process ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from threading import RLock
from uuid import UUID

from sextant.application.ports import Batch, BatchFacts, Locking, QuarantinedRow
from sextant.domain.account import Account
from sextant.domain.activity import Activity
from sextant.domain.authorization import Authorization
from sextant.domain.unit import Block, Lot, SerialRange, SerialSpace, Terms, space_id
from sextant.ledger.authorized import tallies_of
from sextant.ledger.block_map import BlockMap
from sextant.ledger.facts import CorrectedEntry, Facts, Needed, Tally
from sextant.ledger.lot_map import LotMap
from sextant.ledger.posting import AlreadyPosted, Entry, Hold, Leg, Posted, Posting, Stale
from sextant.ledger.request import Take


class MemoryStore:
    """Everything in dictionaries behind one lock."""

    inside = False
    """What is written is there at once; no fault takes it back."""

    def __init__(self) -> None:
        self.lock = RLock()
        """Journals of cases that lie beside the ledger are kept behind the same one."""
        self.blocks = BlockMap()
        self.lots = LotMap()
        self.spaces: dict[int, SerialSpace] = {}
        self.known_terms: dict[int, Terms] = {}
        self.accounts: dict[int, Account] = {}
        self.entries: dict[UUID, Entry] = {}
        self.legs: dict[UUID, tuple[Leg, ...]] = {}
        self.holds: dict[UUID, Hold] = {}
        self.tallies: dict[str, Tally] = {}
        self.authorizations: dict[str, tuple[Authorization, ...]] = {}
        self.activities: dict[int, Activity] = {}
        self.quarantine: dict[UUID, QuarantinedRow] = {}

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Return a context in which nobody else writes."""
        with self.lock:
            yield

    def load(self, needed: Needed, *, locking: str = Locking.NONE) -> Facts:
        """Return what is stored of what a decision needs."""
        with self.lock:
            corrected = self._corrected(needed.corrected)
            if corrected is not None:
                needed = replace(needed, tallies=tuple(draw.name for draw in corrected.draws))
            facts = self.load_batch([needed]).facts
            if locking == Locking.SKIP:
                facts = replace(facts, blocks=tuple(block for block in facts.blocks if block.hold is None))
            return replace(facts, corrected=corrected, stored=self._stored(needed.entry))

    def taken(self, take: Take) -> tuple[Block, ...]:
        """Return the free blocks of an account; nobody else writes inside `transaction`."""
        with self.lock:
            return tuple(block for block in self.blocks.of_account(take.account) if block.hold is None)

    def load_batch(self, needed: Sequence[Needed]) -> BatchFacts:
        """Return what is stored of what several decisions need."""
        with self.lock:
            blocks: dict[tuple[int, int], Block] = {}
            for each in needed:
                for block in self._blocks(each):
                    blocks[block.space, block.first] = block
            ordered = tuple(blocks[key] for key in sorted(blocks))
            numbers = {number for each in needed for number in each.accounts}
            numbers |= {block.account for block in ordered} | {each.take.account for each in needed if each.take}
            spaces = {space_id(*key) for each in needed for key in each.spaces}
            spaces |= {block.space for block in ordered}.union(*(each.named_spaces for each in needed))
            lots = {lot.id: lot for one in needed for each in one.lots_in for lot in self.lots.overlapping(each)}
            keys = {each for one in needed for each in one.authorizations}
            named = bool(keys)
            under = [block for block in ordered if self.known_terms[block.terms].authorization is not None]
            keys |= {str(self.known_terms[block.terms].authorization) for block in under}
            names = {name for each in needed for name in each.tallies}
            names |= {name for key in keys for name in tallies_of(key)}
            facts = Facts(
                blocks=ordered,
                accounts={number: self.accounts[number] for number in numbers if number in self.accounts},
                terms=dict(self.known_terms),
                spaces={number: self.spaces[number] for number in spaces if number in self.spaces},
                lots=tuple(sorted(lots.values(), key=lambda lot: (lot.space, lot.first))),
                holds=dict(self.holds),
                tallies={name: self.tallies[name] for name in names if name in self.tallies},
                authorizations={key: self.authorizations[key] for key in keys if key in self.authorizations},
                vintages={block.lot: self._vintage(block) for block in (ordered if named else under)},
            )
            ids = [each.entry for each in needed if each.entry is not None and each.entry in self.entries]
            return BatchFacts(facts, {each: self._stored(each) for each in ids})  # type: ignore[misc]

    def _vintage(self, block: Block) -> int | None:
        return next(lot.vintage for lot in self.lots.overlapping(block.range) if lot.id == block.lot)

    def _blocks(self, needed: Needed) -> list[Block]:
        if needed.take is not None:
            return self.blocks.of_account(needed.take.account)
        found = [block for each in needed.ranges for block in self.blocks.overlapping(each)]
        for leg in self.legs.get(needed.corrected, ()) if needed.corrected else ():
            if leg.sign > 0:
                found += self.blocks.overlapping(SerialRange(leg.space, leg.first, leg.last))
        return found

    def _corrected(self, entry: UUID | None) -> CorrectedEntry | None:
        found = self.entries.get(entry) if entry else None
        if found is None:
            return None
        return CorrectedEntry(found.id, found.kind, found.effective_on, self.legs[found.id], found.result)

    def _stored(self, entry: UUID | None) -> AlreadyPosted | None:
        found = self.entries.get(entry) if entry else None
        return AlreadyPosted(found.digest, found.result) if found else None

    def post(self, posting: Posting) -> Posted | Stale | AlreadyPosted:
        """Write all of a posting if what it expects still holds, else nothing."""
        with self.lock:
            stored = self._stored(posting.entry.id)
            if stored is not None:
                return stored
            if not self._write(Batch((posting,), posting.expected, posting.becomes)):
                return Stale()
            return Posted(posting.entry.id, posting.becomes, posting.entry.result)

    def post_batch(self, batch: Batch) -> Stale | None:
        """Write all of a batch if what it expects still holds, else nothing."""
        with self.lock:
            if any(each.entry.id in self.entries for each in batch.postings):
                return Stale()
            return None if self._write(batch) else Stale()

    def _write(self, batch: Batch) -> bool:
        postings = batch.postings
        if not all(self.blocks.get(block.space, block.first) == block for block in batch.expected):
            return False
        for number, version in (each for posting in postings for each in posting.watches):
            account = self.accounts.get(number)
            if account is None or account.version != version:
                return False
        if any(self.lots.overlapping(SerialRange(lot.space, lot.first, lot.last)) for lot in _lots(postings)):
            return False
        tallies = self._drawn(postings)
        numbered = self._numbered(postings)
        if tallies is None or numbered is None or not self._authorize(postings):
            return False
        self.tallies.update(tallies)
        self.spaces.update(numbered)
        for posting in postings:
            self.entries[posting.entry.id] = posting.entry
            self.legs[posting.entry.id] = posting.legs
            self.known_terms.update({terms.id: terms for terms in posting.terms})
            self.holds.update({hold.id: hold for hold in posting.holds})
            for lot in posting.lots:
                self.lots.add(lot)
        self.blocks.replace(batch.expected, batch.becomes)
        return True

    def _drawn(self, postings: Sequence[Posting]) -> dict[str, Tally] | None:
        drawn: dict[str, Tally] = {}
        for draw in (each for posting in postings for each in posting.draws):
            tally = drawn.get(draw.name) or self.tallies.get(draw.name)
            if tally is None:
                return None
            used = tally.used + draw.quantity
            limits = [each for each in (tally.limit, draw.limit) if each is not None and draw.quantity > 0]
            if used < 0 or any(used > each for each in limits) or draw.version not in (None, tally.version):
                return None
            drawn[draw.name] = Tally(tally.name, used, tally.limit, tally.version)
        return drawn

    def _authorize(self, postings: Sequence[Posting]) -> bool:
        """Record versions of authorizations; return False where the last one, or what was done, is another."""
        for posting in postings:
            each = posting.authorization
            if each is None:
                continue
            known = self.authorizations.get(each.key, ())
            if each.version != len(known) + 1:
                return False
            if any(self.tallies[name].used != used for name, used in posting.counted):
                return False
            self.authorizations[each.key] = (*known, each)
            for name in tallies_of(each.key):
                tally = self.tallies.get(name) or Tally(name, 0, None)
                self.tallies[name] = replace(tally, version=each.version)
        return True

    def _numbered(self, postings: Sequence[Posting]) -> dict[int, SerialSpace] | None:
        numbered: dict[int, SerialSpace] = {}
        for posting in postings:
            for space in posting.spaces:
                if space.id in self.spaces:
                    return None
                numbered.setdefault(space.id, space)
            for each in posting.numbering:
                known = numbered.get(each.space.id) or self.spaces[each.space.id]
                if known.next_serial != each.found:
                    return None
                numbered[each.space.id] = SerialSpace(known.registry, known.key, known.prefix, each.left)
        return numbered

    def open_account(self, account: Account) -> bool:
        """Write a new account; return whether it was new."""
        with self.lock:
            if account.id in self.accounts:
                return False
            self.accounts[account.id] = account
            return True

    def change_account(self, account: Account) -> bool:
        """Write the next version of an account; return whether the version before it was the stored one."""
        with self.lock:
            known = self.accounts.get(account.id)
            if known is None or known.version != account.version - 1:
                return False
            self.accounts[account.id] = account
            return True

    def account(self, number: int) -> Account | None:
        """Return an account by its id."""
        return self.accounts.get(number)

    def put_tally(self, tally: Tally) -> bool:
        """Write a new tally, or the next version of one; return whether it followed the stored version."""
        with self.lock:
            known = self.tallies.get(tally.name)
            if known is None and tally.version == 1:
                self.tallies[tally.name] = tally
                return True
            if known is None or known.version != tally.version - 1:
                return False
            self.tallies[tally.name] = Tally(tally.name, known.used, tally.limit, tally.version)
            return True

    def tally(self, name: str) -> Tally | None:
        """Return a tally by its name."""
        return self.tallies.get(name)

    def lock_activities(self, ids: Iterable[int]) -> Mapping[int, Activity]:
        """Return what is known of activities; whoever is inside `transaction` writes alone."""
        return {number: self.activities[number] for number in ids if number in self.activities}

    def put_activities(self, activities: Sequence[Activity]) -> None:
        """Write activities, each in place of what was known of it."""
        with self.lock:
            self.activities.update({activity.id: activity for activity in activities})

    def lock_projection(self) -> None:
        """Do nothing: whoever is inside `transaction` writes alone."""

    def replace_projection(self, blocks: Sequence[Block]) -> None:
        """Put these blocks in place of all blocks; only inside `transaction`."""
        self.blocks = BlockMap(blocks)

    def put_quarantine(self, rows: Sequence[QuarantinedRow]) -> None:
        """Keep rows apart; one that is kept already stays as it is."""
        with self.lock:
            for row in rows:
                self.quarantine.setdefault(row.id, row)


def _lots(postings: Iterable[Posting]) -> Iterator[Lot]:
    return (lot for posting in postings for lot in posting.lots)
