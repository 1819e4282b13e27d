"""Unit classes and transactions of a mechanism, read from `unit_classes.yaml` and `transactions.yaml`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sextant.domain.account import Act
from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.domain.transaction import FirstTransfer, Transaction
from sextant.domain.unit import RESTRICTIONS
from sextant.rules import reading
from sextant.rules.mechanism import Declared
from sextant.rules.reading import Faults, Item, Names
from sextant.rules.text import load_text

_ASKED_FOR = frozenset({Act.TRANSFER, Act.CANCELLATION, Act.RETIREMENT, Act.ADMINISTRATIVE_CANCELLATION})
"""What somebody asks for at an account that gives; issuance and levies follow from a case."""


class StatusName(StrEnum):
    """The statuses that the ledger's deeds set: a rulebook gives each the code under which its registry writes it.

    A mechanism may have others of its own, or none.
    """

    MAY_BE_AUTHORIZED_LATER = "may_be_authorized_later"
    NOT_TO_BE_AUTHORIZED = "not_to_be_authorized"
    CONDITIONAL = "conditional"
    """Additional conditions hang on the authorization."""
    UNCONDITIONAL = "unconditional"


@dataclass(frozen=True, slots=True)
class Mark:
    """A value that a class can carry: a status, a use, a flag or a part of its identifier."""

    code: str
    name: str
    label: Label
    source: Source


@dataclass(frozen=True, slots=True)
class UnitClass:
    """A class of units: what it may be marked with, and the elements of its identifier in their order."""

    code: str
    unit_type: str
    label: Label
    authorized: bool
    statuses: tuple[Mark, ...]
    uses: tuple[Mark, ...]
    flags: tuple[Mark, ...]
    identifier: tuple[Mark, ...]
    source: Source
    restrictions: tuple[str, ...] = ()
    """What the ledger holds its units to wherever they are."""

    def status(self, name: StatusName) -> str | None:
        """Return the code of a status, or none where units of this class do not carry it."""
        return next((each.code for each in self.statuses if each.name == name), None)


def entrances(transactions: Mapping[str, Transaction], account_type: str) -> dict[tuple[str, str, str], Transaction]:
    """Return the transactions that lead into an account type, by act, account type they leave and unit class."""
    return {
        (row.act.value, from_type, unit_class): row
        for row in transactions.values()
        if account_type in row.to_types
        for from_type in row.from_types or ("",)
        for unit_class in row.classes
    }


def parse_unit_classes(text: str, file: str, unit_types: Collection[str], faults: Faults) -> dict[str, UnitClass]:
    """Return the unit classes of a mechanism by code; what does not load is told to `faults`."""
    found: dict[str, UnitClass] = {}
    with faults.caught(file, text):
        content = reading.keys(load_text(text, file), file, needed={"unit_classes"})
        for code, body in reading.mapping(content["unit_classes"], f"{file}: unit_classes").items():
            with faults.caught(file, code):
                found[code] = _unit_class(reading.some_text(code, file), body, unit_types, f"{file}: {code}")
    return found


def _unit_class(code: str, content: Any, unit_types: Collection[str], where: str) -> UnitClass:
    lists = {"statuses", "uses", "flags", "identifier"}
    item = Item(content, where, needed={"unit_type", "label", "authorized", "source"} | lists,
                optional=frozenset({"restrictions"}))  # fmt: skip
    found = UnitClass(
        code=code,
        unit_type=item.read(
            "unit_type", lambda each, at: reading.one_of(each, unit_types, at, "unit type of mechanism.yaml")
        ),
        label=item.read("label", reading.label),
        authorized=item.read("authorized", reading.yes),
        statuses=item.read("statuses", _marks),
        uses=item.read("uses", _marks),
        flags=item.read("flags", _marks),
        identifier=item.read("identifier", _marks),
        source=item.read("source", reading.source),
        restrictions=item.read("restrictions", _restrictions, ()),
    )
    item.done()
    return found


def _restrictions(content: Any, where: str) -> tuple[str, ...]:
    return tuple(
        reading.one_of(each, RESTRICTIONS, where, "restriction") for each in reading.some_texts(content, where)
    )


def _marks(content: Any, where: str) -> tuple[Mark, ...]:
    return tuple(reading.keyed(_mark)(content, where).values())


def _mark(code: str, content: Any, where: str) -> Mark:
    item = Item(content, where, needed={"name", "label", "source"})
    name, label = item.read("name", reading.name), item.read("label", reading.label)
    found = Mark(reading.some_text(code, where), name, label, item.read("source", reading.source))
    item.done()
    return found


def parse_transactions(
    text: str,
    file: str,
    *,
    mechanism: str,
    accounts: Collection[str],
    classes: Mapping[str, UnitClass],
    lost_classes: frozenset[str] = frozenset(),
    bodies: Mapping[str, Declared],
    lost_bodies: frozenset[str] = frozenset(),
    faults: Faults,
) -> dict[str, Transaction]:
    """Return the transaction matrix by name; what does not load is told to `faults`."""
    found: dict[str, Transaction] = {}
    known, actors = Names(classes, lost_classes), Names(bodies, lost_bodies)
    with faults.caught(file, text):
        content = Item(load_text(text, file), file, needed={"from", "transactions"}, mark=": ")
        begins = content.read("from", reading.day, date.min)
        for name, body in content.read("transactions", reading.mapping, {}).items():
            where = f"{file}: {name}"
            with faults.caught(file, name):
                row = _transaction(reading.name(name, where), body, mechanism, actors, begins, where)
                item = Item({}, where, needed=set())
                if row.act in _ASKED_FOR and not any(each not in bodies or bodies[each].stands for each in row.by):
                    item.sentences.append(f"{where}.by: nobody can ask for it; say what one of them `is` to an account")
                for each in (*row.from_types, *row.to_types):
                    with item.kept():
                        reading.one_of(each, accounts, where, "account type of accounts.yaml")
                for each in row.classes:
                    with item.kept():
                        reading.one_of(each, known, f"{where}.classes", "unit class of unit_classes.yaml")
                        _status(row, each, classes, where)
                item.done()
                found[name] = row
        content.done()
    return found


def _status(row: Transaction, unit_class: str, classes: Mapping[str, UnitClass], where: str) -> None:
    """Raise RuleTextError where a transaction gives units a status that their class does not carry."""
    if row.status_becomes is not None and unit_class in classes:
        statuses = tuple(mark.code for mark in classes[unit_class].statuses)
        reading.one_of(row.status_becomes, statuses, f"{where}.status_becomes", f"status of {unit_class}")


def _transaction(
    name: str, content: Any, mechanism: str, bodies: Collection[str], begins: date, where: str
) -> Transaction:
    """Return a row of the matrix; it applies from the day of the file, or from a later one of its own."""
    needed = {"label", "act", "from", "to", "classes", "by", "first_transfer", "source"}
    item = Item(content, where, needed=needed, optional=frozenset({"note", "status_becomes", "from_day", "of_expired"}))
    acts = tuple(each.value for each in Act)
    effects = tuple(each.value for each in FirstTransfer)

    def accounts(content: Any, at: str) -> tuple[str, ...]:
        return tuple(f"{mechanism}.{each}" for each in reading.texts(content, at))

    def actors(content: Any, at: str) -> tuple[str, ...]:
        names = reading.some_texts(content, at)
        for each in names:
            reading.one_of(each, bodies, at, "body or actor of mechanism.yaml")
        return names

    def effect(content: Any, at: str) -> FirstTransfer:
        return FirstTransfer(reading.one_of(content, effects, at, "effect on the first transfer"))

    found = Transaction(
        name=name,
        label=item.read("label", reading.label),
        act=item.read("act", lambda each, at: Act(reading.one_of(each, acts, at, "act"))),
        from_types=item.read("from", accounts),
        to_types=item.read("to", accounts),
        classes=item.read("classes", reading.texts),
        by=item.read("by", actors),
        first_transfer=item.read("first_transfer", effect),
        status_becomes=item.read("status_becomes", reading.some_text),
        source=item.read("source", reading.source),
        from_date=item.read("from_day", reading.day, begins),
        note=item.read("note", reading.label),
        of_expired=item.read("of_expired", reading.yes, False),
    )
    item.done()
    return found
