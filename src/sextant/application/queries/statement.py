"""The statement of an account between two days: opening, what came in, what went out, closing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sextant.application.reader import LedgerReader, Moment
from sextant.domain.account import Account
from sextant.ledger.posting import Entry, Leg


@dataclass(frozen=True, slots=True)
class Line:
    """One entry on the statement: units that came in or went out, and the ranges they are.

    A hold or a change of terms takes units out of one state and puts them into another in the same account:
    they stayed, and are neither in nor out.
    """

    entry: Entry
    quantity_in: int
    quantity_out: int
    stayed: int
    legs: tuple[Leg, ...]
    counterpart: tuple[Account, ...]
    """The accounts on the other side; empty at issuance."""


@dataclass(frozen=True, slots=True)
class Statement:
    """An account from one day to another, both included; closing is opening plus in minus out."""

    account: Account
    first_day: date
    last_day: date
    opening: int
    lines: tuple[Line, ...]
    closing: int
    """Summed from the journal on its own, not from the lines."""

    @property
    def came_in(self) -> int:
        return sum(line.quantity_in for line in self.lines)

    @property
    def went_out(self) -> int:
        return sum(line.quantity_out for line in self.lines)

    @property
    def adds_up(self) -> bool:
        """Whether opening plus in minus out is the closing balance."""
        return self.opening + self.came_in - self.went_out == self.closing


def statement(
    reader: LedgerReader, number: int, *, first_day: date, last_day: date, known_at: datetime | None = None
) -> Statement | None:
    """Return the statement of an account, or none where there is no such account."""
    account = reader.account(number)
    if account is None:
        return None
    at = Moment(last_day, known_at)
    before = Moment(first_day - timedelta(days=1), known_at) if first_day > date.min else None
    legs = reader.legs_of_account(number, at=at, since=first_day)
    return Statement(
        account=account,
        first_day=first_day,
        last_day=last_day,
        opening=reader.balance(number, before) if before else 0,
        lines=_lines(reader, number, legs),
        closing=reader.balance(number, at),
    )


def _lines(reader: LedgerReader, number: int, legs: Sequence[Leg]) -> tuple[Line, ...]:
    by_entry: dict[UUID, list[Leg]] = {}
    for leg in legs:
        by_entry.setdefault(leg.entry, []).append(leg)
    entries = {entry.id: entry for entry in reader.entries(by_entry)}
    others: dict[UUID, set[int]] = {each: set() for each in by_entry}
    for leg in reader.legs_of_entries(by_entry):
        others[leg.entry].add(leg.account)
    known: dict[int, Account | None] = {}
    lines: list[Line] = []
    for each in sorted(by_entry, key=lambda one: (entries[one].effective_on, _recorded(entries[one]), one)):
        own = by_entry[each]
        numbers = sorted(others[each] - {number})
        entered = sum(leg.quantity for leg in own if leg.sign > 0)
        left = sum(leg.quantity for leg in own if leg.sign < 0)
        stayed = _stayed(own)
        for other in numbers:
            known.setdefault(other, reader.account(other))
        lines.append(
            Line(
                entry=entries[each],
                quantity_in=entered - stayed,
                quantity_out=left - stayed,
                stayed=stayed,
                legs=tuple(own),
                counterpart=tuple(found for other in numbers if (found := known[other]) is not None),
            )
        )
    return tuple(lines)


def _stayed(legs: Sequence[Leg]) -> int:
    """Return how many units both left and entered the account by one entry."""
    quantity = 0
    for leg in legs:
        for other in legs:
            if leg.sign < 0 < other.sign and leg.space == other.space:
                quantity += max(0, min(leg.last, other.last) - max(leg.first, other.first) + 1)
    return quantity


def _recorded(entry: Entry) -> datetime:
    assert entry.recorded_at is not None, "a stored entry has an instant of recording"
    return entry.recorded_at
