"""Units leave one registry for use towards a contribution, and are recorded in another under their old serials.

Which activities qualify, the rulebook of the registry that gives says: from which day on they were registered, and to
which day their reductions count (decision 3/CMA.3, annex, paragraph 75). No corresponding adjustment and no share of
proceeds goes with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sextant.application.reader import LedgerReader
from sextant.application.registry import Registry
from sextant.domain.account import Account, account_id
from sextant.domain.identifier import part_id
from sextant.domain.refusal import Refusal, refuse
from sextant.domain.rule_value import RuleValue, ValueInForce
from sextant.domain.unit import Lot, SerialRange, Terms
from sextant.ledger.posting import Posted
from sextant.ledger.request import Cancel, RecordIssuance
from sextant.rules.rulebook import Rulebook, Rulebooks

REGISTERED_FROM, REDUCED_BEFORE = "contribution_registered_from", "contribution_reductions_before"
"""The parameters that say which activities and which reductions qualify."""
GONE = "moved_to_mechanism_registry"
"""The account type of units that left for use towards a contribution."""


@dataclass(frozen=True, slots=True)
class Move:
    """Units that are to be used towards a contribution: whose they are, and the account that receives them."""

    number: UUID
    actor: str
    units: SerialRange
    from_account: int
    to_account: int
    on: date


def bring_over(registry: Registry, reader: LedgerReader, books: Rulebooks, move: Move) -> Posted | Refusal:
    """Return the entry that records units in the other registry, or the first reason to refuse.

    Asked again with the same number it finishes what was begun, and does nothing twice.
    """
    giving, receiving = reader.account(move.from_account), reader.account(move.to_account)
    if giving is None or receiving is None:
        return refuse("account_unknown", account=move.from_account if giving is None else move.to_account)
    gives, takes = _book(books, giving), _book(books, receiving)
    lot = next((each for each in reader.lots() if _within(move.units, each)), None)
    if lot is None:
        return refuse("units_unknown")
    refusal = refuse_to_bring_over(reader, gives, lot, move.on)
    if refusal is not None:
        return refusal
    left = registry.perform(_leaving(move, gives))
    if isinstance(left, Refusal):
        return left
    return registry.perform(_arriving(move, lot, giving, takes, reader))


def refuse_to_bring_over(reader: LedgerReader, book: Rulebook, lot: Lot, on: date) -> Refusal | None:
    """Return why units of a lot may not be used towards a contribution, or none."""
    since, year = _value(book, REGISTERED_FROM, on), _value(book, REDUCED_BEFORE, on)
    activity = next(iter(reader.activities([lot.activity])), None)
    registered = activity.registered_on if activity else None
    name = activity.reference if activity else str(lot.activity)
    if not isinstance(since, date) or not isinstance(year, int):
        return refuse("contribution_condition_unmet", activity=name, found=on.isoformat(), expected=REGISTERED_FROM)
    if registered is None or registered < since:
        found = registered.isoformat() if registered else "registration unknown"
        return refuse("contribution_condition_unmet", activity=name, found=found, expected=f"{since} or later")
    if lot.period_last is None or lot.period_last.year >= year:
        found = lot.period_last.isoformat() if lot.period_last else "period unknown"
        return refuse("contribution_condition_unmet", activity=name, found=found, expected=f"before {year}")
    return None


def _within(units: SerialRange, lot: Lot) -> bool:
    return lot.space == units.space and lot.first <= units.first <= units.last <= lot.last


def _book(books: Rulebooks, account: Account) -> Rulebook:
    return books.books[account.type.partition(".")[0]]


def _value(book: Rulebook, name: str, on: date) -> RuleValue | None:
    parameter = book.parameters.get(f"{book.code}.{name}")
    found = parameter.at({parameter.anchor: on}) if parameter is not None else None
    return found.value if isinstance(found, ValueInForce) else None


def _leaving(move: Move, book: Rulebook) -> Cancel:
    single = book.account_types[f"{book.code}.{GONE}"].single
    return Cancel(
        id=part_id(move.number, "leaves", 0),
        actor=move.actor,
        effective_on=move.on,
        units=(move.units,),
        to_account=account_id(book.mechanism.registry_code, str(single)),
        from_account=move.from_account,
    )


def _arriving(move: Move, lot: Lot, giving: Account, book: Rulebook, reader: LedgerReader) -> RecordIssuance:
    space = next(each for each in reader.spaces() if each.id == lot.space)
    return RecordIssuance(
        id=part_id(move.number, "arrives", 0),
        actor=move.actor,
        effective_on=move.on,
        registry=book.mechanism.registry_code,
        space_key=f"{giving.registry}-{space.key}",
        prefix=space.prefix,
        first=move.units.first,
        last=move.units.last,
        mechanism=book.code,
        unit_type=lot.unit_type,
        host_party=lot.host_party,
        activity=lot.activity,
        terms=Terms(lot.unit_type),
        account=move.to_account,
        period_first=lot.period_first,
        period_last=lot.period_last,
        commitment_period=lot.commitment_period,
        underlying=f"{giving.registry}: {space.serial(move.units.first)} to {space.serial(move.units.last)}",
    )
