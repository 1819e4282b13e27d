"""T11: the subtype is one that its type of action may have."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import Finding, finding

RULE = "T11"


def check(call: Call) -> Iterator[Finding]:
    """Yield actions whose subtype belongs to another type (common nomenclature, tables 25 and 26)."""
    allowed = call.code_list("action_subtype").of_type
    for filed, (kind, subtype), rows in call.grouped(lambda _, row: (row.type, row.subtype)):
        if kind is None or subtype is None or subtype in allowed[kind]:
            continue
        yield finding(
            RULE, "subtype_of_another_type", [call.place(filed, row) for row in rows], type=kind, subtype=subtype
        )
