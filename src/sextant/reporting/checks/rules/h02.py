"""H02: holdings of one registry do not overlap."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.aef.identifier import ItmoSeries
from sextant.reporting.aef.model import Holding
from sextant.reporting.checks.call import Call
from sextant.reporting.checks.filing import Filed
from sextant.reporting.checks.finding import Finding, Gathering

RULE = "H02"


def check(call: Call) -> Iterator[Finding]:
    """Yield rows of table 4 with units in common: a unit is in one place only."""
    groups: dict[tuple[int, str | None, ItmoSeries], list[tuple[int, int, int, Filed, Holding]]] = {}
    for filed, row, block in call.blocks():
        if isinstance(row, Holding):
            group = groups.setdefault((filed.index, row.registry, block.series), [])
            group.append((block.first, block.last, row.row, filed, row))
    found = Gathering(RULE)
    for (_, registry, series), rows in groups.items():
        rows.sort(key=lambda each: each[:3])
        widest = rows[0]
        for each in rows[1:]:
            if each[0] <= widest[1]:
                places = [call.place(widest[3], widest[4]), call.place(each[3], each[4])]
                units = (each[0], min(each[1], widest[1]))
                found.add("holdings_overlap", places, series=series, units=units, registry=registry or "–")
            widest = max(widest, each, key=lambda one: one[1])
    yield from found.findings()
