"""How records become rows of the tables, and rows become records. Nothing else knows the column order."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sextant.domain.account import Account, AccountState
from sextant.domain.activity import Activity
from sextant.domain.authorization import Authorization
from sextant.domain.identifier import key_id
from sextant.domain.unit import Block, Lot, SerialSpace, Terms
from sextant.ledger.posting import Entry, Hold, Leg
from sextant.storage.database.driver import Row, as_date, as_id, as_instant

BLOCK = Block._fields
LEG = Leg._fields
ENTRY = ("id", "digest", "kind", "actor", "effective_on", "recorded_at", "body", "result", "corrects")
LOT = (
    "id", "space", "first", "last", "mechanism", "unit_type", "host_party", "activity", "issued_by",
    "issued_on", "vintage", "period_first", "period_last", "commitment_period", "underlying",
)  # fmt: skip
SPACE = ("id", "registry", "key", "prefix", "next_serial")
ACCOUNT = (
    "id", "registry", "code", "type", "name", "owner", "party", "authorizing_party",
    "ndc_period", "state", "version", "synthetic",
)  # fmt: skip
ACTIVITY = (
    "id", "registry", "reference", "mechanism", "title", "host_parties", "other_parties", "methodologies",
    "status", "registered_on", "expected_annual_reductions", "synthetic",
)  # fmt: skip
HOLD = ("id", "case", "placed_by", "expires_on")
TERMS = ("id", "body")
AUTHORIZATION = ("id", "key", "version", "entry", "party", "reference", "effective_on", "body")

TYPES = {
    "block": ("int8", "int8", "int8", "uuid", "int8", "int8", "uuid", "date", "uuid", "uuid"),
    "posting": (
        "uuid", "int4", "int2", "int8", "date", "int8", "int8", "int8", "uuid", "int8", "uuid", "uuid", "uuid",
    ),
    "entry": ("uuid", "bytea", "varchar", "text", "date", "timestamptz", "text", "text", "uuid"),
    "lot": (
        "uuid", "int8", "int8", "int8", "varchar", "varchar", "varchar", "int8", "uuid", "date", "int4",
        "date", "date", "int4", "text",
    ),
    "hold": ("uuid", "text", "text", "date"),
    "outbox": ("uuid",),
}  # fmt: skip
"""Column types for PostgreSQL's binary copy."""


def columns(names: Sequence[str], table: str = "") -> str:
    """Return column names for a statement, quoted."""
    dot = f"{table}." if table else ""
    return ", ".join(f'{dot}"{name}"' for name in names)


def marks(names: Sequence[str]) -> str:
    """Return as many placeholders as there are columns."""
    return ", ".join("?" for _ in names)


_Named = TypeVar("_Named", Account, SerialSpace)


def _with_its_id(record: _Named, stored: object) -> _Named:
    """Return a record whose id follows from its key. Raises ValueError where another one is stored."""
    if record.id != stored:
        raise ValueError(f"the id {stored} is not that of its key; expected {record.id}")
    return record


def block_of(row: Row) -> Block:
    if type(row[3]) is UUID:
        return Block._make(row)
    space, first, last, lot, account, terms, since, acted_on, first_transfer, hold = row
    return Block(
        space,
        first,
        last,
        as_id(lot),  # type: ignore[arg-type]
        account,
        terms,
        as_id(since),  # type: ignore[arg-type]
        as_date(acted_on),  # type: ignore[arg-type]
        as_id(first_transfer),
        as_id(hold),
    )


def leg_of(row: Row) -> Leg:
    if type(row[0]) is UUID:
        return Leg._make(row)
    entry, line, sign, account, effective_on, space, first, last, lot, terms, first_transfer, hold, follows = row
    return Leg(
        as_id(entry),  # type: ignore[arg-type]
        line,
        sign,
        account,
        as_date(effective_on),  # type: ignore[arg-type]
        space,
        first,
        last,
        as_id(lot),  # type: ignore[arg-type]
        terms,
        as_id(first_transfer),
        as_id(hold),
        as_id(follows),
    )


def entry_row(entry: Entry) -> Row:
    return (
        entry.id, entry.digest, entry.kind, entry.actor, entry.effective_on, entry.recorded_at,
        entry.body, entry.result, entry.corrects,
    )  # fmt: skip


def entry_of(row: Row) -> Entry:
    return Entry(
        id=as_id(row[0]),  # type: ignore[arg-type]
        digest=bytes(row[1]),
        kind=row[2],
        actor=row[3],
        effective_on=as_date(row[4]),  # type: ignore[arg-type]
        recorded_at=as_instant(row[5]),
        body=row[6],
        result=row[7],
        corrects=as_id(row[8]),
    )


def lot_row(lot: Lot) -> Row:
    return (
        lot.id, lot.space, lot.first, lot.last, lot.mechanism, lot.unit_type, lot.host_party, lot.activity,
        lot.issued_by, lot.issued_on, lot.vintage, lot.period_first, lot.period_last,
        lot.commitment_period, lot.underlying,
    )  # fmt: skip


def lot_of(row: Row) -> Lot:
    return Lot(
        id=as_id(row[0]),  # type: ignore[arg-type]
        space=row[1],
        first=row[2],
        last=row[3],
        mechanism=row[4],
        unit_type=row[5],
        host_party=row[6],
        activity=row[7],
        issued_by=as_id(row[8]),  # type: ignore[arg-type]
        issued_on=as_date(row[9]),  # type: ignore[arg-type]
        vintage=row[10],
        period_first=as_date(row[11]),
        period_last=as_date(row[12]),
        commitment_period=row[13],
        underlying=row[14],
    )


def space_row(space: SerialSpace) -> Row:
    """Return the row of a space as it is before anything is numbered in it."""
    return (space.id, space.registry, space.key, space.prefix, space.next_serial)


def space_of(row: Row) -> SerialSpace:
    return _with_its_id(SerialSpace(registry=row[1], key=row[2], prefix=row[3], next_serial=row[4]), row[0])


def account_row(account: Account) -> Row:
    return (
        account.id, account.registry, account.code, account.type, account.name, account.owner, account.party,
        account.authorizing_party, account.ndc_period, account.state.value, account.version, account.synthetic,
    )  # fmt: skip


def account_of(row: Row) -> Account:
    account = Account(
        registry=row[1],
        code=row[2],
        type=row[3],
        name=row[4],
        owner=row[5],
        party=row[6],
        authorizing_party=row[7],
        ndc_period=row[8],
        state=AccountState(row[9]),
        version=row[10],
        synthetic=bool(row[11]),
    )
    return _with_its_id(account, row[0])


def terms_of(row: Row) -> Terms:
    body: dict[str, Any] = json.loads(row[1])
    return Terms(
        unit_class=body["class"],
        uses=tuple(body["uses"]),
        authorization=body["authorization"],
        conditional=body["conditional"],
        status=body["status"],
        labels=tuple(body["labels"]),
        restrictions=tuple(body["restrictions"]),
        version=body.get("version"),
        expires_on=date.fromisoformat(body["expires_on"]) if "expires_on" in body else None,
    )


def authorization_row(version: Authorization, entry: UUID) -> Row:
    number = key_id("authorization_version", version.key, str(version.version))
    return (
        number, version.key, version.version, entry, version.party, version.reference, version.effective_on,
        version.body,
    )  # fmt: skip


def hold_row(hold: Hold) -> Row:
    return (hold.id, hold.case, hold.placed_by, hold.expires_on)


def hold_of(row: Row) -> Hold:
    return Hold(id=as_id(row[0]), case=row[1], placed_by=row[2], expires_on=as_date(row[3]))  # type: ignore[arg-type]


def activity_row(activity: Activity) -> Row:
    return (
        activity.id, activity.registry, activity.reference, activity.mechanism, activity.title,
        json.dumps(activity.host_parties), json.dumps(activity.other_parties),
        json.dumps(activity.methodologies), activity.status, activity.registered_on,
        activity.expected_annual_reductions, activity.synthetic,
    )  # fmt: skip


def activity_of(row: Row) -> Activity:
    def texts(value: Any) -> tuple[str, ...]:
        return tuple(json.loads(value) if isinstance(value, str) else value)

    return Activity(
        registry=row[1],
        reference=row[2],
        mechanism=row[3],
        title=row[4],
        host_parties=texts(row[5]),
        other_parties=texts(row[6]),
        methodologies=texts(row[7]),
        status=row[8],
        registered_on=as_date(row[9]),
        expected_annual_reductions=row[10],
        synthetic=bool(row[11]),
    )
