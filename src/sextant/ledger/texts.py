"""Whether texts can be kept as they are given: no character that a store must leave out, none too long for its place.

It is asked before anything is looked up. Some databases would cut such a text short, others fail at it, and some
keep it until the day on which the registry is moved to another one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from sextant.domain.account import Account
from sextant.domain.activity import Activity
from sextant.domain.authorization import Authorization
from sextant.domain.refusal import Refusal, refuse
from sextant.ledger.facts import Tally
from sextant.ledger.request import Authorize, IssuanceCell, Issue, RecordIssuance, Request

LONGEST: Mapping[type, Mapping[str, int]] = {
    Account: {
        "registry": 20, "code": 100, "type": 100, "party": 10, "authorizing_party": 10, "ndc_period": 20,
    },
    Activity: {"registry": 20, "reference": 100, "mechanism": 20, "status": 30, "host_parties": 10},
    Tally: {"name": 200},
    Authorization: {"party": 10, "reference": 140},
    Issue: {"registry": 20, "mechanism": 20, "unit_type": 20, "host_party": 10},
    IssuanceCell: {"space_key": 100, "prefix": 100},
    RecordIssuance: {
        "registry": 20, "space_key": 100, "prefix": 100, "mechanism": 20, "unit_type": 20, "host_party": 10,
    },
}  # fmt: skip
"""Characters, by record and field; a field that is not here may be as long as it likes. The tables say the same."""

_TALLY = LONGEST[Tally]["name"]
_WITHOUT_TEXT = frozenset({"id", "units", "effective_on", "account", "to_account", "from_account"})


def refuse_texts(record: Request | Account | Activity | Tally) -> Refusal | None:
    """Return the first text of a record that cannot be kept, or none."""
    kind: Any = type(record)
    for name, longest in _fields(kind):
        value = getattr(record, name)
        if not value:
            continue
        for text in (value,) if type(value) is str else _texts(value):
            if "\0" in text or not (text.isascii() or _encodes(text)):
                return refuse("text_not_storable", field=name, found=_unstorable(text))
            if longest is not None and len(text) > longest:
                return refuse("text_too_long", field=name, found=len(text), expected=longest)
    nested: tuple[Any, ...] = (*record.cells,) if isinstance(record, Issue) else ()
    if isinstance(record, Authorize):
        nested = (record.authorization,)
    return next((found for each in nested if (found := refuse_texts(each))), None)


@cache
def _fields(kind: Any) -> tuple[tuple[str, int | None], ...]:
    """Return the fields of a record that may hold texts, with the most characters that each may have."""
    longest = {"tallies": _TALLY, **LONGEST.get(kind, {})}
    return tuple((each.name, longest.get(each.name)) for each in fields(kind) if each.name not in _WITHOUT_TEXT)


def _texts(value: Any) -> Iterator[str]:
    """Yield all texts inside a value, whatever it is made of."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield "".join((*value.keys(), *value.values()))
    elif isinstance(value, tuple | list | frozenset):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for name, _ in _fields(type(value)):
            inner = getattr(value, name)
            if inner is not None:
                yield from _texts(inner)


def _encodes(text: str) -> bool:
    return not any(0xD800 <= ord(each) <= 0xDFFF for each in text)


def _unstorable(text: str) -> str:
    """Return the first character that cannot be kept, by its number."""
    return next(f"U+{ord(each):04X}" for each in text if each == "\0" or not _encodes(each))
