"""What a Party stated, read from where statements are kept, and the balance that the ledger makes of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from sextant.application.party_statements import PartyStatement, PartyStatements, StatementKind
from sextant.application.queries.adjusting_events import Behind, adjusting_events
from sextant.application.queries.commitments import commitments
from sextant.application.queries.itmo_acts import ItmoBook
from sextant.application.reader import LedgerReader, Moment
from sextant.domain.account import AccountType
from sextant.reporting.adjustment import Balance, Kind, Method, balance
from sextant.reporting.affordability import Affordability, Commitment, affordability
from sextant.reporting.national.accounts import Accounts, Edition
from sextant.reporting.national.accounts_read import accounts_of
from sextant.reporting.national.commitments import Purchases, aims, inputs, purchases, scenarios, with_contracts
from sextant.reporting.national.public import Rendering, rendered

ACCOUNTS = "accounts"


@dataclass(frozen=True, slots=True)
class Stated:
    """A version of an accounting statement as it is rendered, and where it stands among the versions."""

    accounts: Accounts
    version: int
    statement: PartyStatement


def document(statement: PartyStatement) -> object:
    """Return what a stored document says, its numbers exact."""
    content: object = json.loads(statement.body, parse_float=Decimal)
    return content


def stated(
    statements: PartyStatements, party: str, rendering: Rendering = Rendering.PUBLIC, at: Moment | None = None
) -> Stated | None:
    """Return the version of a Party's accounting statement that was on record by a moment, or none."""
    found = [each for each in statements.of(party, StatementKind.ACCOUNTS) if at is None or by_then(each, at)]
    if not found:
        return None
    last = found[-1]
    return Stated(rendered(accounts_of(document(last)), rendering), last.version, last)


def by_then(statement: PartyStatement, at: Moment) -> bool:
    """Whether a statement was on record by a moment."""
    known = at.known_at is None or statement.recorded_at <= at.known_at
    return known and statement.recorded_at.date() <= at.as_of


@dataclass(frozen=True, slots=True)
class PartyBalance:
    """A balance with the events it rests on."""

    balance: Balance
    behind: tuple[Behind, ...]


def party_balance(
    reader: LedgerReader,
    account_types: Mapping[str, AccountType],
    accounts: Accounts,
    at: Moment,
    *,
    method: Method | None = None,
    edition: Edition | None = None,
) -> PartyBalance:
    """Return the balance of a Party: its statement, and the first transfers and uses of the ledger."""
    behind = adjusting_events(reader, account_types, accounts.party, at)
    given = replace(inputs(accounts, edition), events=tuple(each.event for each in behind))
    return PartyBalance(balance(given if method is None else replace(given, method=method)), behind)


@dataclass(frozen=True, slots=True)
class Affording:
    """Whether a Party can afford what it has promised, and what the answer rests on."""

    found: Affordability
    commitments: tuple[Commitment, ...]
    first_transferred: Mapping[int, int]
    """Tonnes by vintage."""
    behind: tuple[Behind, ...]


def can_afford(
    reader: LedgerReader, account_types: Mapping[str, AccountType], accounts: Accounts, at: Moment
) -> Affording:
    """Return every target under every method and scenario, today and if all commitments were first transferred."""
    behind = adjusting_events(reader, account_types, accounts.party, at)
    given = replace(inputs(accounts), events=tuple(each.event for each in behind))
    open_ones = with_contracts(commitments(reader, account_types, accounts.party), accounts.contracts)
    transferred: dict[int, int] = {}
    for each in behind:
        if each.event.kind is Kind.FIRST_TRANSFER:
            quantity = int(each.event.quantity)
            transferred[each.event.vintage] = transferred.get(each.event.vintage, 0) + quantity
    return Affording(
        affordability(given, open_ones, aims(accounts), scenarios(accounts)), open_ones, transferred, behind
    )


def bought(
    reader: LedgerReader,
    account_types: Mapping[str, AccountType],
    mechanisms: Sequence[str],
    accounts: Accounts,
    at: Moment,
) -> Purchases:
    """Return what a buyer planned, contracted, acquired and used.

    Acquired are units of other Parties' mitigation, of the period's vintages, that came into its accounts from
    another Party's and did not leave again to one.
    """
    used: dict[int, Fraction] = {}
    for each in adjusting_events(reader, account_types, accounts.party, at):
        if each.event.kind is Kind.USE and each.event.used_for_year is not None:
            year = each.event.used_for_year
            used[year] = used.get(year, Fraction(0)) + each.event.quantity
    return purchases(accounts, _acquired(ItmoBook(reader, mechanisms), accounts, at), used)


def _acquired(book: ItmoBook, accounts: Accounts, at: Moment) -> int:
    total = 0
    for year in range(accounts.first_year, at.as_of.year + 1):
        for act in book.acts(year):
            if act.entry.effective_on > at.as_of or act.lot.host_party == accounts.party:
                continue
            if act.lot.vintage not in accounts.years:
                continue
            came_from = act.came_from.party if act.came_from is not None else None
            if act.moved and act.account.party != came_from:
                quantity = act.last - act.first + 1
                total += quantity * ((act.account.party == accounts.party) - (came_from == accounts.party))
    return total
