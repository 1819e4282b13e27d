"""Rows of lists of activities as they stood on a chosen day: the status is that of their cases then."""

from __future__ import annotations

from collections.abc import Mapping

from sextant.domain import activity as domain
from sextant.storage.database.models import Activity

Then = Mapping[int, domain.Activity]
"""The activities that have cases as they stood at a chosen moment, by id; nothing where none was chosen."""


def as_then(row: Activity, then: Then) -> Activity:
    """Return a row with the status that its cases had at the chosen moment."""
    if row.id in then:
        row.status, row.registered_on = then[row.id].status, then[row.id].registered_on
    return row
