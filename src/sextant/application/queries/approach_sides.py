"""Both sides of a cooperative approach: what each host first transferred, and where those units are, Party by Party.

The first transfers are read from the acts of the journal, the whereabouts from the blocks as they stand; the two must
be the same tonnes, and the page shows the sum instead of asserting it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sextant.application.queries.adjusting_events import adjusting_events
from sextant.application.reader import LedgerReader, Moment
from sextant.domain.account import AccountType
from sextant.domain.authorization import Authorization, Use
from sextant.domain.unit import Block
from sextant.reporting.adjustment import Kind

Belongs = Callable[[str | None, str], bool]
"""Whether units under an authorization, of a mechanism, are those of the approach."""


@dataclass(frozen=True, slots=True)
class Side:
    """Where first-transferred units of one host are with one Party."""

    party: str | None
    """None where the account bears no Party's name."""
    held: int
    used: int
    """Used towards a nationally determined contribution."""
    cancelled: int
    """In another final account."""

    @property
    def together(self) -> int:
        return self.held + self.used + self.cancelled


@dataclass(frozen=True, slots=True)
class HostSide:
    """One host of the approach."""

    party: str
    by_vintage: Mapping[int, int]
    """First transferred, by the acts of the journal."""
    sides: tuple[Side, ...]

    @property
    def first_transferred(self) -> int:
        return sum(self.by_vintage.values())

    @property
    def found(self) -> int:
        """What is found in the accounts of all Parties."""
        return sum(each.together for each in self.sides)

    @property
    def difference(self) -> int:
        return self.first_transferred - self.found


@dataclass(frozen=True, slots=True)
class Approach:
    """An approach as the ledger shows it."""

    reference: str
    hosts: tuple[HostSide, ...]
    authorizations: tuple[Authorization, ...]
    """The latest version of each."""


def approach_sides(
    reader: LedgerReader,
    account_types: Mapping[str, AccountType],
    approaches: Mapping[str, str],
    reference: str,
    at: Moment,
) -> Approach:
    """Return both sides of an approach now. `approaches` names, by mechanism, that of units that are ITMOs."""
    known = reader.authorizations()
    under = {key: versions[-1] for key, versions in known.items() if versions[-1].cooperative_approach == reference}
    lots = {lot.id: lot for lot in reader.lots()}

    def belongs(authorization: str | None, mechanism: str) -> bool:
        versions = known.get(authorization or "")
        own = versions[-1].cooperative_approach if versions else None
        return (own or approaches.get(mechanism)) == reference

    blocks = [block for block in reader.blocks() if block.first_transfer is not None]
    terms = reader.terms({block.terms for block in blocks})
    own = [b for b in blocks if belongs(terms[b.terms].authorization, lots[b.lot].mechanism)]
    hosts = sorted({lots[block.lot].host_party for block in own})
    return Approach(
        reference,
        tuple(
            HostSide(
                host,
                _transferred(reader, account_types, host, at, belongs),
                _sides(reader, account_types, [b for b in own if lots[b.lot].host_party == host]),
            )
            for host in hosts
        ),
        tuple(under[key] for key in sorted(under)),
    )


def _transferred(
    reader: LedgerReader, account_types: Mapping[str, AccountType], host: str, at: Moment, belongs: Belongs
) -> Mapping[int, int]:
    found: Counter[int] = Counter()
    for each in adjusting_events(reader, account_types, host, at):
        if each.event.kind is Kind.FIRST_TRANSFER and belongs(each.authorization, each.lot.mechanism):
            found[each.event.vintage] += int(each.event.quantity)
    return dict(sorted(found.items()))


def _sides(reader: LedgerReader, account_types: Mapping[str, AccountType], blocks: list[Block]) -> tuple[Side, ...]:
    accounts = {each.id: each for each in reader.accounts()}
    sums: dict[str | None, Counter[str]] = {}
    for block in blocks:
        account = accounts[block.account]
        kind = account_types.get(account.type)
        place = "held"
        if kind is not None and kind.final:
            place = "used" if Use.NDC.value in kind.purposes else "cancelled"
        sums.setdefault(account.party, Counter())[place] += block.quantity
    return tuple(
        Side(party, found["held"], found["used"], found["cancelled"])
        for party, found in sorted(sums.items(), key=lambda each: each[0] or "~")
    )
