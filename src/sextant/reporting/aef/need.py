"""When a column must be filled and when it must not: the closed set of conditions that `columns.yaml` may name.

Each condition answers for a row: True must be filled, False must be blank or NA, None either is right.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

OIMP_PURPOSES = frozenset({"oimp", "imp", "op", "ndc_oimp", "ndc_imp", "ndc_op"})
CANCELLATIONS = frozenset({"cancellation", "voluntary_cancellation"})
AT_HOME = frozenset({
    "authorization", "issuance", "use_or_cancellation", "mandatory_omge", "voluntary_omge", "other_cancellation",
})  # fmt: skip
"""Subtypes of a first transfer that no other Party takes part in (settled: acquiring Party NA)."""
ADAPTATION_FUND = frozenset({"mandatory_adaptation", "voluntary_adaptation"})
"""Subtypes of a transfer whose recipient need not be a Party."""
_MOVES = frozenset({"transfer", "acquisition", "authorization"})


def _non_ghg(row: Any) -> bool | None:
    return None if row.metric is None else bool(row.metric == "non_ghg")


def _covers_oimp(row: Any) -> bool | None:
    return None if row.purposes is None else row.purposes in OIMP_PURPOSES


def _acquisition(row: Any) -> bool | None:
    return None if row.type is None else bool(row.type == "acquisition")


def _outgoing(row: Any) -> bool | None:
    if row.type == "first_transfer":
        return None if row.subtype == "not_yet_defined" else row.subtype not in AT_HOME
    if row.type == "transfer" and row.subtype in ADAPTATION_FUND:
        return None
    return None if row.type is None else bool(row.type == "transfer")


def _oimp_use(row: Any) -> bool | None:
    # A use is for the NDC or for other international mitigation purposes: with a year, the purpose stays empty.
    if row.type == "use":
        return None if row.used_for_year is None else False
    return False if row.type in _MOVES else None


def _use_or_cancellation(row: Any) -> bool | None:
    return False if row.type in _MOVES else None


def _ndc_use(row: Any) -> bool | None:
    if row.type is None:
        return None
    if row.type != "use":
        return False
    return True if row.oimp_purpose is None else None


CONDITIONS: dict[str, Callable[[Any], bool | None]] = {
    "non_ghg": _non_ghg,
    "covers_oimp": _covers_oimp,
    "acquisition": _acquisition,
    "outgoing": _outgoing,
    "oimp_use": _oimp_use,
    "use_or_cancellation": _use_or_cancellation,
    "ndc_use": _ndc_use,
}
NEEDS = ("required", "optional", "secretariat", "filled", "free", *CONDITIONS)
"""`filled` wants something in the cell, be it NA; `free` asks nothing."""

WHAT_CONDITIONS_LOOK_AT: dict[str, tuple[str, ...]] = {
    "non_ghg": ("metric",),
    "covers_oimp": ("purposes",),
    "acquisition": ("type",),
    "outgoing": ("type", "subtype"),
    "oimp_use": ("type", "used_for_year"),
    "use_or_cancellation": ("type",),
    "ndc_use": ("type", "oimp_purpose"),
}
"""A condition over a cell that cannot be read says nothing."""
