"""T10: no more units than the authorization allows, over all years, each unit counted once."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.aef.identifier import ItmoSeries
from sextant.reporting.aef.model import Action, Holding
from sextant.reporting.aef.ranges import Range, size
from sextant.reporting.checks.call import Call
from sextant.reporting.checks.filing import Filed
from sextant.reporting.checks.finding import Finding, finding

RULE = "T10"


def check(call: Call) -> Iterator[Finding]:
    """Yield authorizations with more distinct units than their quantity (table 2, column 5): of the latest version."""
    units: dict[tuple[str, str], dict[ItmoSeries, list[Range]]] = {}
    rows: dict[tuple[str, str], list[tuple[Filed, Action | Holding]]] = {}
    for filed, row, block in call.blocks():
        versions = call.authorities.versions(row, filed.party)
        if versions and row.authorization and versions[-1].row.quantity is not None:
            name = (versions[-1].filed.party, row.authorization)
            units.setdefault(name, {}).setdefault(block.series, []).append((block.first, block.last))
            rows.setdefault(name, []).append((filed, row))
    for (party, authorization), series in sorted(units.items()):
        latest = dict(call.authorities.all())[party, authorization][-1]
        counted = sum(size(ranges) for ranges in series.values())
        if latest.row.quantity is not None and counted > latest.row.quantity:
            yield finding(
                RULE,
                "above_quantity",
                [call.place(latest.filed, latest.row)],
                near=[call.place(*each) for each in rows[party, authorization]],
                series=series,
                authorization=authorization,
                found=counted,
                expected=latest.row.quantity,
            )
