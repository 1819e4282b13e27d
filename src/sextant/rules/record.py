"""A rule as programs read it: the same keys whether there is a value or not, and numbers as the rules write them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sextant.domain.document import Documents
from sextant.domain.rule_value import Bracket, NotInForce, RuleValue, ValueInForce
from sextant.domain.source import Source


def as_record(path: str, found: ValueInForce | NotInForce, documents: Documents) -> dict[str, Any]:
    """Return the value of a parameter on a day, with its unit and source; `value` is none where there is none.

    `basis` says what it rests on: a text that was read, one that was not, or a choice of Sextant's own.
    """
    record: dict[str, Any] = dict.fromkeys(("path", "value", "unit", "from", "verified", "basis", "source"))
    record["path"] = path
    if isinstance(found, ValueInForce):
        record |= {
            "value": plain(found.value),
            "unit": found.unit,
            "from": found.from_date.isoformat(),
            "verified": found.source.verified,
            "basis": documents.basis(found.source).value,
            "source": source_record(found.source),
        }
    return record


def source_record(source: Source) -> dict[str, str | None]:
    """Return where a value stands."""
    return {"document": source.document, "version": source.version, "paragraph": source.paragraph}


def plain(value: RuleValue | None) -> Any:
    """Return a value of plain types: numbers stay exact, a day is text."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: plain(number) for key, number in value.items()}
    if isinstance(value, tuple):
        return [_bracket(each) if isinstance(each, Bracket) else each for each in value]
    return value


def _bracket(each: Bracket) -> dict[str, Any]:
    bounds: dict[str, Any] = {}
    if each.lower is not None:
        bounds["from" if each.lower_included else "above"] = plain(each.lower)
    if each.upper is not None:
        bounds["to" if each.upper_included else "below"] = plain(each.upper)
    return bounds | {"value": plain(each.value)}
