"""What a change of an authorization in mid-life does: who is told, what stops, what stands; as a partner sees it.

Units that were first transferred stay under the version of then, unless that one foresaw changes. Everything else
follows the version in force: what is revoked or suspended lets nothing more be issued, first transferred or used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sextant.application.reader import LedgerReader
from sextant.domain.account import Account, AccountType
from sextant.domain.authorization import Authorization
from sextant.domain.authorization_standing import Standing, standing_of, version_in_force
from sextant.domain.unit import Block, Lot, Terms
from sextant.ledger.authorized import tally_of_first_transferred


@dataclass(frozen=True, slots=True)
class ToTell:
    """Somebody who must hear of the change, and why: a code."""

    who: str
    why: str


@dataclass(frozen=True, slots=True)
class Affected:
    """Units under the authorization, as they stand."""

    prefix: str
    vintage: int | None
    first: int
    last: int
    account: str
    party: str | None
    version: int | None
    """The version they are bound to since their first transfer; none where they were never first transferred."""
    outcome: str
    """`stands`, `stops`, or `ended` for units that were used or cancelled."""

    @property
    def quantity(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Effects:
    """What the version in force on a day means for everybody."""

    key: str
    on: date
    version: Authorization | None
    standing: Standing
    told: tuple[ToTell, ...]
    units: tuple[Affected, ...]
    unissued: int | None
    """How much of the quantity was never first transferred and stops with a version that is not in force; none
    where the quantity has no limit."""

    def quantity(self, outcome: str) -> int:
        """Return how many units have an outcome."""
        return sum(each.quantity for each in self.units if each.outcome == outcome)


def authorization_effects(
    reader: LedgerReader, account_types: Mapping[str, AccountType], key: str, on: date, party: str | None = None
) -> Effects | None:
    """Return what an authorization means on a day, for everybody or as one Party sees it; none where it is unknown."""
    with reader.at_one_instant():
        versions = reader.authorizations([key]).get(key, ())
        if not versions:
            return None
        terms = {number: each for number, each in reader.terms().items() if each.authorization == key}
        blocks = [each for each in reader.blocks() if each.terms in terms]
        lots = {lot.id: lot for lot in reader.lots(ids={each.lot for each in blocks})}
        accounts = {each.id: each for each in reader.accounts()}
        prefixes = {each.id: each.prefix for each in reader.spaces()}
        done = {each.name: each.used for each in reader.all_tallies()}.get(tally_of_first_transferred(key), 0)
    version = version_in_force(versions, on)
    stopped = version is not None and not version.in_force
    units = tuple(
        _affected(block, terms[block.terms], lots[block.lot], accounts.get(block.account), account_types,
                  prefixes[block.space], versions, stopped=stopped)
        for block in sorted(blocks, key=lambda each: (each.space, each.first))
    )  # fmt: skip
    seen = units if party is None else tuple(each for each in units if each.party == party)
    told = tuple(dict.fromkeys(_told(versions, units, lots.values())))
    return Effects(
        key=key,
        on=on,
        version=version,
        standing=standing_of(versions, on, done),
        told=told if party is None else tuple(each for each in told if each.who == party),
        units=seen,
        unissued=None if version is None or version.quantity is None else max(version.quantity - done, 0),
    )


def _affected(
    block: Block,
    terms: Terms,
    lot: Lot,
    account: Account | None,
    account_types: Mapping[str, AccountType],
    prefix: str,
    versions: tuple[Authorization, ...],
    *,
    stopped: bool,
) -> Affected:
    kind = account_types.get(account.type) if account else None
    bound = versions[terms.version - 1] if terms.version is not None else None
    # What was first transferred under a version that foresees no change is reached by no later one.
    reached = bound is None or bound.foresees_changes
    outcome = "ended" if kind is not None and kind.final else "stops" if stopped and reached else "stands"
    return Affected(
        prefix=prefix,
        vintage=lot.vintage,
        first=block.first,
        last=block.last,
        account=account.code if account else "",
        party=account.party or account.authorizing_party if account else None,
        version=terms.version,
        outcome=outcome,
    )


def _told(versions: tuple[Authorization, ...], units: tuple[Affected, ...], lots: Iterable[Lot]) -> Iterator[ToTell]:
    host = versions[0].party
    for each in versions:
        for party in each.parties:
            yield ToTell(party, "authorized_party")
        for entity in (*each.entities_named, *each.entities_ended):
            yield ToTell(entity, "authorized_entity")
        for registry in (*each.registries, *each.underlying_registries):
            yield ToTell(registry, "registry")
    for unit in units:
        if unit.party is not None and unit.party != host:
            yield ToTell(unit.party, "holds_units" if unit.outcome != "ended" else "used_units")
    for lot in lots:
        registry = (lot.underlying or "").partition(" ")[0]
        if registry:
            yield ToTell(registry, "registry")
    yield ToTell("secretariat", "platform")
