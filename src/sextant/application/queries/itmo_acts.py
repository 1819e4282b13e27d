"""What happened to units that are ITMOs, read from the legs of the journal: where they stood before and after each act.

An act that was corrected counts as if it had never been, and so does its correction.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sextant.application.reader import LedgerReader
from sextant.domain.account import Account
from sextant.domain.unit import Lot, Terms
from sextant.ledger.posting import Entry, Leg
from sextant.ledger.runs import net


@dataclass(frozen=True, slots=True)
class ItmoAct:
    """One act on consecutive units of one lot."""

    entry: Entry
    lot: Lot
    first: int
    last: int
    terms: Terms
    """The terms after the act."""
    account: Account
    came_from: Account | None
    """The account before, or none at issuance."""
    first_transferred: bool
    """Whether this act is their first transfer."""
    was_first_transferred: bool

    @property
    def moved(self) -> bool:
        """Whether the units changed the account, or came into being in it."""
        return self.came_from is None or self.came_from.id != self.account.id

    @property
    def levied(self) -> bool:
        """Whether the units came into being in this account or were marked in it, without anybody's own act."""
        return self.came_from is None or not self.moved

    @property
    def asked(self) -> Mapping[str, Any]:
        """What was asked for, as the entry has it."""
        body: Mapping[str, Any] = json.loads(self.entry.body)
        return body


@dataclass(frozen=True, slots=True)
class Held:
    """Units that are held at the end of a day."""

    lot: Lot
    first: int
    last: int
    terms: Terms
    account: Account


class ItmoBook:
    """The acts on the units of mechanisms whose authorized units are ITMOs."""

    def __init__(self, reader: LedgerReader, mechanisms: Sequence[str]) -> None:
        self.lots = {lot.id: lot for each in mechanisms for lot in reader.lots(mechanism=each)}
        spaces = {each.id: each for each in reader.spaces()}
        self.registries = {lot.space: spaces[lot.space].registry for lot in self.lots.values()}
        self.keys = {lot.space: spaces[lot.space].key for lot in self.lots.values()}
        """The key of each serial space, which may name a series of identifiers."""
        registries = set(self.registries.values())
        self._accounts = {each.id: each for each in reader.accounts() if each.registry in registries}
        legs = [leg for account in self._accounts for leg in reader.legs_of_account(account) if leg.lot in self.lots]
        entries = {entry.id: entry for entry in reader.entries({leg.entry for leg in legs})}
        corrections = {entry.id for entry in entries.values() if entry.corrects is not None}
        undone = {entry.corrects for entry in entries.values() if entry.corrects is not None}
        self._entries: Mapping[UUID, Entry] = entries
        self._kept = [leg for leg in legs if leg.entry not in undone and leg.entry not in corrections]
        self._terms = reader.terms({leg.terms for leg in legs})

    def mechanisms_under(self, authorization: str) -> list[str]:
        """Return the mechanisms of the units that stand or stood under an authorization."""
        return sorted(
            {
                self.lots[leg.lot].mechanism
                for leg in self._kept
                if self._terms[leg.terms].authorization == authorization
            }
        )

    def acts(self, year: int) -> Iterator[ItmoAct]:
        """Yield the acts of a year on units that are authorized after it, in the order of date and serials."""
        by_entry: defaultdict[tuple[UUID, UUID], tuple[list[Leg], list[Leg]]] = defaultdict(lambda: ([], []))
        for leg in self._kept:
            if leg.effective_on.year == year:
                by_entry[leg.entry, leg.lot][leg.sign > 0].append(leg)
        found = [
            act
            for (entry, lot), (out, into) in by_entry.items()
            for leg in into
            for act in self._act(entry, lot, out, leg)
        ]
        yield from sorted(
            found, key=lambda each: (each.entry.effective_on, each.lot.space, each.first, str(each.entry.id))
        )

    def _act(self, entry: UUID, lot: UUID, out: Sequence[Leg], leg: Leg) -> Iterator[ItmoAct]:
        terms = self._terms[leg.terms]
        if not terms.authorized:
            return
        before: list[Leg | None] = [each for each in out if each.first <= leg.last and leg.first <= each.last]
        for each in before or [None]:
            first, last = (
                (leg.first, leg.last) if each is None else (max(leg.first, each.first), min(leg.last, each.last))
            )
            was = each is not None and each.first_transfer is not None
            yield ItmoAct(
                entry=self._entries[entry],
                lot=self.lots[lot],
                first=first,
                last=last,
                terms=terms,
                account=self._accounts[leg.account],
                came_from=None if each is None else self._accounts[each.account],
                first_transferred=leg.first_transfer == entry and not was,
                was_first_transferred=was,
            )

    def held(self, party: str, final: frozenset[str], until: date) -> Iterator[Held]:
        """Yield the ITMOs in the accounts of a Party that are not final at the end of a day, by space and serial.

        Authorized units that were never first transferred are no holdings (settled point 24).
        """
        states: defaultdict[tuple[UUID, int, int], list[tuple[int, int, int]]] = defaultdict(list)
        for leg in self._kept:
            account = self._accounts[leg.account]
            there = leg.effective_on <= until and account.party == party and account.type not in final
            if there and leg.first_transfer is not None:
                states[leg.lot, leg.terms, leg.account].append((leg.sign, leg.first, leg.last))
        found = [
            Held(self.lots[lot], first, last, self._terms[terms], self._accounts[account])
            for (lot, terms, account), ranges in states.items()
            if self._terms[terms].authorized
            for first, last in net(ranges)
        ]
        yield from sorted(found, key=lambda each: (each.lot.space, each.first))
