"""What an export holds: the columns of each table, and how a value is written on the way in every dialect.

A row travels as one line of text whose fields cannot be mistaken: whole numbers, ids, days and instants are plain,
texts are the hexadecimal digits of their UTF-8. So one line means one row in every database, and equal lines are
equal rows. The texts of requests and results are left out; the digest of each request stands for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SEPARATOR = "|"
NOTHING = "\\N"
"""What stands where a column has no value; an empty text has no digits."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the export: its columns with their kinds, and the columns that order its rows."""

    columns: Mapping[str, str]
    order: tuple[str, ...]


TABLES: Mapping[str, Table] = {
    "posting": Table(
        {
            "entry": "id", "line": "whole", "sign": "whole", "account": "whole", "effective_on": "day",
            "space": "whole", "first": "whole", "last": "whole", "lot": "id", "terms": "whole",
            "first_transfer": "id", "hold": "id", "follows": "id",
        },
        ("entry", "line"),
    ),
    "block": Table(
        {
            "space": "whole", "first": "whole", "last": "whole", "lot": "id", "account": "whole",
            "terms": "whole", "since": "id", "acted_on": "day", "first_transfer": "id", "hold": "id",
        },
        ("space", "first"),
    ),
    "entry": Table(
        {
            "id": "id", "digest": "bytes", "kind": "text", "actor": "text", "effective_on": "day",
            "recorded_at": "instant", "corrects": "id",
        },
        ("id",),
    ),
    "lot": Table(
        {
            "id": "id", "space": "whole", "first": "whole", "last": "whole", "mechanism": "text",
            "unit_type": "text", "host_party": "text", "activity": "whole", "issued_by": "id", "issued_on": "day",
            "vintage": "whole", "commitment_period": "whole",
        },
        ("space", "first"),
    ),
    "account": Table(
        {
            "id": "whole", "registry": "text", "code": "text", "type": "text", "party": "text", "state": "text",
            "version": "whole",
        },
        ("id",),
    ),
    "activity": Table(
        {"id": "whole", "registry": "text", "reference": "text", "mechanism": "text", "synthetic": "flag"}, ("id",)
    ),
}  # fmt: skip

_DASHED = " || '-' || ".join(
    f"substr({{0}}, {start}, {size})" for start, size in ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
)

WRITTEN: Mapping[str, Mapping[str, str]] = {
    "postgresql": {
        "whole": "{0}",
        "flag": "{0}::int",
        "id": "{0}",
        "day": "{0}",
        "text": "encode(convert_to({0}, 'UTF8'), 'hex')",
        "bytes": "encode({0}, 'hex')",
        "instant": "(extract(epoch FROM {0}) * 1000000)::int8",
    },
    "sqlite": {
        "whole": "{0}",
        "flag": "{0}",
        "id": _DASHED.format("lower(hex({0}))"),
        "day": "{0}",
        "text": "lower(hex({0}))",
        "bytes": "lower(hex({0}))",
        "instant": "CAST(strftime('%s', {0}) AS INTEGER) * 1000000 + CAST(substr({0} || '.000000', 21, 6) AS INTEGER)",
    },
    "duckdb": {
        "whole": "{0}",
        "flag": "{0}::INTEGER",
        "id": "{0}",
        "day": "{0}",
        "text": "lower(hex({0}))",
        "bytes": "lower(hex({0}))",
        "instant": "epoch_us({0})",
    },
}
"""How a value of each kind is written by each dialect; nothing stays nothing."""

READ: Mapping[str, str] = {
    "whole": "{0}::BIGINT",
    "flag": "{0}::INTEGER::BOOLEAN",
    "id": "{0}::UUID",
    "day": "{0}::DATE",
    "text": "decode(unhex({0}))",
    "bytes": "unhex({0})",
    "instant": "make_timestamptz({0}::BIGINT)",
}
"""How DuckDB reads what was written."""


def written(name: str, dialect: str) -> list[str]:
    """Return an expression for each column of a table that writes its value."""
    return [WRITTEN[dialect][kind].format(f'"{column}"') for column, kind in TABLES[name].columns.items()]


def ordered(name: str) -> str:
    """Return the order of a table's rows."""
    return ", ".join(f'"{column}"' for column in TABLES[name].order)
