"""What a host Party has promised and not yet first transferred, read from the ledger by authorization."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from sextant.application.reader import LedgerReader
from sextant.domain.account import AccountType
from sextant.domain.authorization import Authorization
from sextant.ledger.authorized import tally_of_issued
from sextant.reporting.affordability import Commitment, Stage


def commitments(reader: LedgerReader, account_types: Mapping[str, AccountType], party: str) -> tuple[Commitment, ...]:
    """Return the outstanding commitments of a Party as they stand now.

    Of each authorization in force: what may still be issued under it, and what is issued and was never first
    transferred, by vintage. An authorization without a limit is a commitment without a quantity.
    """
    with reader.at_one_instant():
        return (*_authorized(reader, party), *_issued(reader, account_types, party))


def _in_force(reader: LedgerReader, party: str) -> list[Authorization]:
    latest = [versions[-1] for versions in reader.authorizations().values()]
    return [each for each in latest if each.party == party and each.in_force]


def _authorized(reader: LedgerReader, party: str) -> Iterator[Commitment]:
    issued = {tally.name: tally.used for tally in reader.all_tallies()}
    for version in _in_force(reader, party):
        window = version.mitigation
        years = {day.year for day in (window.first, window.last) if day is not None}
        vintage = years.pop() if len(years) == 1 and window.first and window.last else None
        left = None if version.quantity is None else version.quantity - issued.get(tally_of_issued(version.key), 0)
        if left is None or left > 0:
            yield Commitment(Stage.AUTHORIZED, left, vintage, version.key)


def _issued(reader: LedgerReader, account_types: Mapping[str, AccountType], party: str) -> Iterator[Commitment]:
    lots = {lot.id: lot for lot in reader.lots(party=party)}
    blocks = reader.blocks(ranges=[lot.range for lot in lots.values()]) if lots else []
    unmoved = [block for block in blocks if block.first_transfer is None]
    terms = reader.terms({block.terms for block in unmoved})
    known = reader.authorizations({each.authorization for each in terms.values() if each.authorization is not None})
    accounts = {account.id: account_types.get(account.type) for account in reader.accounts()}
    sums: Counter[tuple[str, int | None]] = Counter()
    for block in unmoved:
        under, kind = terms[block.terms], accounts.get(block.account)
        versions = known.get(under.authorization or "")
        stopped = versions is not None and not versions[-1].in_force
        if under.authorized and not stopped and not (kind is not None and kind.final):
            sums[under.authorization or "", lots[block.lot].vintage] += block.quantity
    for (reference, vintage), quantity in sorted(sums.items(), key=repr):
        yield Commitment(Stage.ISSUED, quantity, vintage, reference)
