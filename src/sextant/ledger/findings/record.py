"""What entries, accounts, terms and tallies say of themselves."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import suppress
from uuid import UUID

from sextant.domain.account import Account, AccountType
from sextant.domain.identifier import digest
from sextant.domain.unit import Terms
from sextant.ledger.facts import Tally
from sextant.ledger.findings.finding import Finding, finding
from sextant.ledger.posting import Entry, Hold


def check_entry(entry: Entry) -> Iterator[Finding]:
    """Yield a finding where the request of an entry is not the one that was digested."""
    if digest(entry.body) != entry.digest:
        yield finding("entry_digest_differs", entry=str(entry.id))


def check_accounts(
    numbers: Iterable[int], accounts: Mapping[int, Account], types: Mapping[str, AccountType]
) -> Iterator[Finding]:
    """Yield accounts that the journal names and nobody opened, and types that no rulebook declares."""
    for number in numbers:
        account = accounts.get(number)
        if account is None:
            yield finding("account_unknown", account=number)
        elif account.type not in types:
            yield finding("account_type_unknown", account=account.code, found=account.type)


def check_terms(numbers: Iterable[int], terms: Mapping[int, Terms]) -> Iterator[Finding]:
    """Yield terms that the journal names and that are not known, or whose id is not that of their content."""
    for number in numbers:
        known = terms.get(number)
        if known is None:
            yield finding("terms_unknown", terms=number)
        elif known.id != number:
            yield finding("terms_id_differs", terms=number, expected=known.id)


def check_holds(ids: Iterable[UUID], holds: Mapping[UUID, Hold], placed: Set[UUID]) -> Iterator[Finding]:
    """Yield holds that the journal names and that are not known, and those that no entry placed."""
    for each in ids:
        if each not in holds:
            yield finding("hold_unknown", hold=str(each))
    for each in sorted(holds.keys() - placed):
        yield finding("hold_of_no_entry", hold=str(each))


def check_tallies(tallies: Iterable[Tally], drawn: Counter[str]) -> Iterator[Finding]:
    """Yield tallies whose used quantity is not what the entries drew; a limit may have been lowered since."""
    known: set[str] = set()
    for tally in tallies:
        known.add(tally.name)
        if tally.used != drawn[tally.name]:
            yield finding("tally_differs", tally=tally.name, found=tally.used, expected=drawn[tally.name])
    for name in sorted(drawn.keys() - known):
        yield finding("tally_differs", tally=name, found=None, expected=drawn[name])


def draws_in(entry: Entry) -> Iterator[tuple[str, int]]:
    """Yield what an entry drew on tallies."""
    if '"tallies"' in entry.result:
        with suppress(ValueError, AttributeError):  # A result that is none is found beside its request.
            yield from json.loads(entry.result).get("tallies", [])
