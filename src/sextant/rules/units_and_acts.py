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
from sextant.rules import reading
from sextant.rules.mechanism import Declared
from sextant.rules.reading import Faults
from sextant.rules.text import RuleTextError, load_text

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
    with faults.caught():
        content = reading.keys(load_text(text, file), file, needed={"unit_classes"})
        for code, body in reading.mapping(content["unit_classes"], file).items():
            with faults.caught():
                found[code] = _unit_class(code, body, tuple(unit_types), f"{file}: {code}")
    return found


def _unit_class(code: str, content: Any, unit_types: tuple[str, ...], where: str) -> UnitClass:
    lists = {"statuses", "uses", "flags", "identifier"}
    body = reading.keys(content, where, needed={"unit_type", "label", "authorized", "source"} | lists)
    marks = {key: tuple(_marks(body[key], f"{where}.{key}")) for key in lists}
    return UnitClass(
        code=code,
        unit_type=reading.one_of(body["unit_type"], unit_types, f"{where}.unit_type", "unit type of mechanism.yaml"),
        label=reading.label(body["label"], f"{where}.label"),
        authorized=reading.yes(body["authorized"], f"{where}.authorized"),
        statuses=marks["statuses"],
        uses=marks["uses"],
        flags=marks["flags"],
        identifier=marks["identifier"],
        source=reading.source(body["source"], f"{where}.source"),
    )


def _marks(content: Any, where: str) -> list[Mark]:
    found = []
    for code, each in reading.mapping(content, where).items():
        body = reading.keys(each, f"{where}.{code}", needed={"name", "label", "source"})
        label = reading.label(body["label"], f"{where}.{code}.label")
        source = reading.source(body["source"], f"{where}.{code}.source")
        found.append(Mark(code, reading.name(body["name"], f"{where}.{code}.name"), label, source))
    return found


def parse_transactions(
    text: str,
    file: str,
    *,
    mechanism: str,
    accounts: Collection[str],
    classes: Mapping[str, UnitClass],
    bodies: Mapping[str, Declared],
    faults: Faults,
) -> dict[str, Transaction]:
    """Return the transaction matrix by name; what does not load is told to `faults`."""
    found: dict[str, Transaction] = {}
    with faults.caught():
        content = reading.keys(load_text(text, file), file, needed={"from", "transactions"})
        begins = reading.day(content["from"], f"{file}: from")
        for name, body in reading.mapping(content["transactions"], file).items():
            where = f"{file}: {name}"
            with faults.caught():
                row = _transaction(reading.name(name, where), body, mechanism, tuple(bodies), begins, where)
                if row.act in _ASKED_FOR and not any(bodies[each].stands for each in row.by):
                    raise RuleTextError(f"{where}.by: nobody can ask for it; say what one of them `is` to an account")
                for each in (*row.from_types, *row.to_types):
                    reading.one_of(each, tuple(accounts), where, "account type of accounts.yaml")
                for each in row.classes:
                    reading.one_of(each, classes, f"{where}.classes", "unit class of unit_classes.yaml")
                    if row.status_becomes is not None:
                        statuses = tuple(mark.code for mark in classes[each].statuses)
                        reading.one_of(row.status_becomes, statuses, f"{where}.status_becomes", f"status of {each}")
                found[name] = row
    return found


def _transaction(
    name: str, content: Any, mechanism: str, bodies: tuple[str, ...], begins: date, where: str
) -> Transaction:
    """Return a row of the matrix; it applies from the day of the file, or from a later one of its own."""
    needed = {"label", "act", "from", "to", "classes", "by", "first_transfer", "source"}
    body = reading.keys(content, where, needed=needed, optional=frozenset({"note", "status_becomes", "from_day"}))
    acts = tuple(each.value for each in Act)
    effects = tuple(each.value for each in FirstTransfer)
    for each in reading.texts(body["by"], f"{where}.by"):
        reading.one_of(each, bodies, f"{where}.by", "body of mechanism.yaml")
    return Transaction(
        name=name,
        label=reading.label(body["label"], f"{where}.label"),
        act=Act(reading.one_of(body["act"], acts, f"{where}.act", "act")),
        from_types=tuple(f"{mechanism}.{each}" for each in reading.texts(body["from"], f"{where}.from")),
        to_types=tuple(f"{mechanism}.{each}" for each in reading.texts(body["to"], f"{where}.to")),
        classes=reading.texts(body["classes"], f"{where}.classes"),
        by=tuple(body["by"]),
        first_transfer=FirstTransfer(
            reading.one_of(body["first_transfer"], effects, f"{where}.first_transfer", "effect on the first transfer")
        ),
        status_becomes=reading.some_text(body["status_becomes"], f"{where}.status_becomes")
        if "status_becomes" in body
        else None,
        source=reading.source(body["source"], f"{where}.source"),
        from_date=reading.day(body["from_day"], f"{where}.from_day") if "from_day" in body else begins,
        note=reading.label(body["note"], f"{where}.note") if "note" in body else None,
    )
