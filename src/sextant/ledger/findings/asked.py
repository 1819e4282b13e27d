"""Stored requests read back: what an entry was asked to do, from the text that was digested.

Everything here raises ValueError, KeyError or TypeError where the text is no request of its kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sextant.domain.rounding import Rounding
from sextant.domain.unit import Terms
from sextant.ledger.posting import Entry
from sextant.ledger.request import Distribution, IssuanceCell, Issue, Levy, RecordIssuance

Asked = Mapping[str, Any]


def issue_of(entry: Entry, asked: Asked) -> Issue:
    """Return the request of an issuance."""
    shared = asked["distribution"]
    levies = tuple(
        Levy(levy["name"], Decimal(levy["share"]), levy["account"], levy["marks_first_transfer"])
        for levy in shared["levies"]
    )
    cells = tuple(
        IssuanceCell(
            cell["space_key"],
            cell["prefix"],
            cell["vintage"],
            terms_of(cell["terms"]),
            cell["quantity"],
            cell["first_transferred"],
        )
        for cell in asked["cells"]
    )
    return Issue(
        id=entry.id,
        actor=asked["actor"],
        registry=asked["registry"],
        mechanism=asked["mechanism"],
        unit_type=asked["unit_type"],
        host_party=asked["host_party"],
        activity=asked["activity"],
        cells=cells,
        distribution=Distribution(levies, shared["remainder"], Rounding(shared["rounding"])),
        period_first=_day(asked.get("period_first")),
        period_last=_day(asked.get("period_last")),
        commitment_period=asked.get("commitment_period"),
        underlying=asked.get("underlying"),
    )


def record_issuance_of(entry: Entry, asked: Asked) -> RecordIssuance:
    """Return the request to record an issuance of another registry."""
    return RecordIssuance(
        id=entry.id,
        actor=asked["actor"],
        registry=asked["registry"],
        space_key=asked["space_key"],
        prefix=asked["prefix"],
        first=asked["first"],
        last=asked["last"],
        mechanism=asked["mechanism"],
        unit_type=asked["unit_type"],
        host_party=asked["host_party"],
        activity=asked["activity"],
        terms=terms_of(asked["terms"]),
        account=asked["account"],
        vintage=asked.get("vintage"),
        period_first=_day(asked.get("period_first")),
        period_last=_day(asked.get("period_last")),
        commitment_period=asked.get("commitment_period"),
        underlying=asked.get("underlying"),
    )


def terms_of(body: Mapping[str, Any]) -> Terms:
    """Return the terms that a request names."""
    return _terms(
        body["unit_class"],
        tuple(body["uses"]),
        body["authorization"],
        body["conditional"],
        body["status"],
        tuple(body["labels"]),
        tuple(body["restrictions"]),
        body.get("version"),
        _day(body.get("expires_on")),
    )


@lru_cache(maxsize=4_096)
def _terms(*values: Any) -> Terms:
    return Terms(*values)


def prefixes_of(asked: Asked) -> list[tuple[str, str]]:
    """Return the key of each space that an issuance numbers units in, with the prefix that it states for it."""
    if asked["kind"] == RecordIssuance.kind:
        return [(asked["space_key"], asked["prefix"])]
    return [(cell["space_key"], cell["prefix"]) for cell in asked["cells"]]


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
