"""Unit classes and transactions of a mechanism, read from `unit_classes.yaml` and `transactions.yaml`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sextant.domain.account import Act
from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.rules import reading
from sextant.rules.reading import Faults
from sextant.rules.text import load_text


class FirstTransfer(StrEnum):
    """What a transaction does to the first transfer of authorized units."""

    NONE = "none"
    ALWAYS = "always"
    OTHER_PARTY = "other_authorizing_party"
    """When the account that receives is held or authorized by another Party than the one that gives."""
    HOST_DEFINITION = "host_definition"
    """When the host Party's own definition of first transfer says so."""


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


@dataclass(frozen=True, slots=True)
class Transaction:
    """A row of the transaction matrix."""

    name: str
    label: Label
    act: Act
    from_types: tuple[str, ...]
    """Account types; empty where units come into being or come from outside."""
    to_types: tuple[str, ...]
    classes: tuple[str, ...]
    by: tuple[str, ...]
    first_transfer: FirstTransfer
    ends_later_authorization: bool
    """Whether a unit without authorization can no longer be authorized after it."""
    source: Source
    note: Label | None = None


def find_transaction(
    transactions: Mapping[str, Transaction], *, act: Act, from_type: str | None, to_type: str | None, unit_class: str
) -> Transaction | None:
    """Return the row of the matrix that allows an act on a class, or none; no account type is outside the registry."""
    for each in transactions.values():
        leaves = from_type in each.from_types if from_type else not each.from_types
        enters = to_type in each.to_types if to_type else not each.to_types
        if each.act is act and leaves and enters and unit_class in each.classes:
            return each
    return None


def is_first_transfer(
    transaction: Transaction, unit_class: UnitClass, *, from_party: str | None, to_party: str | None, host_says: bool
) -> bool:
    """Return whether a transaction first-transfers units, which only authorized units can be.

    The Parties are those that hold or authorize the accounts. A host Party may define the first transfer earlier
    than the matrix does; the earliest trigger counts (A6.4-PROC-REGS-001 v02.1, paragraph 51).
    """
    if not unit_class.authorized:
        return False
    if host_says or transaction.first_transfer is FirstTransfer.ALWAYS:
        return True
    return transaction.first_transfer is FirstTransfer.OTHER_PARTY and from_party != to_party


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
    bodies: Collection[str],
    faults: Faults,
) -> dict[str, Transaction]:
    """Return the transaction matrix by name; what does not load is told to `faults`."""
    found: dict[str, Transaction] = {}
    with faults.caught():
        content = reading.keys(load_text(text, file), file, needed={"transactions"})
        for name, body in reading.mapping(content["transactions"], file).items():
            where = f"{file}: {name}"
            with faults.caught():
                row = _transaction(reading.name(name, where), body, mechanism, tuple(bodies), where)
                for each in (*row.from_types, *row.to_types):
                    reading.one_of(each, tuple(accounts), where, "account type of accounts.yaml")
                for each in row.classes:
                    reading.one_of(each, classes, f"{where}.classes", "unit class of unit_classes.yaml")
                found[name] = row
    return found


def _transaction(name: str, content: Any, mechanism: str, bodies: tuple[str, ...], where: str) -> Transaction:
    needed = {"label", "act", "from", "to", "classes", "by", "first_transfer", "source"}
    body = reading.keys(content, where, needed=needed, optional=frozenset({"note", "ends_later_authorization"}))
    acts = tuple(each.value for each in Act)
    effects = tuple(each.value for each in FirstTransfer)
    for each in reading.texts(body["by"], f"{where}.by"):
        reading.one_of(each, bodies, f"{where}.by", "body or actor of mechanism.yaml")
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
        ends_later_authorization=reading.yes(
            body.get("ends_later_authorization", "no"), f"{where}.ends_later_authorization"
        ),
        source=reading.source(body["source"], f"{where}.source"),
        note=reading.label(body["note"], f"{where}.note") if "note" in body else None,
    )
