"""I05: ITMOs stay with their underlying units: one to one, in the same order, in every row.

A first unit without a last one says nothing; the text around the number is the same on both ends; and wherever the
same ITMOs are reported, they stand at the same distance from the same underlying units.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from sextant.reporting.aef.identifier import ItmoBlock, ItmoSeries
from sextant.reporting.aef.model import Action, Holding
from sextant.reporting.checks.call import Call
from sextant.reporting.checks.conflict import conflicts
from sextant.reporting.checks.filing import Filed
from sextant.reporting.checks.finding import Finding, Gathering
from sextant.reporting.checks.underlying import UnderlyingBlock, UnderlyingUnits

RULE = "I05"
_Distance = tuple[str | None, str, int]
"""How far the ITMOs of a row stand from its underlying units: their registry, the text around, the difference."""


def check(call: Call) -> Iterator[Finding]:
    """Yield rows whose underlying units cannot be, and rows that disagree about them."""
    found = Gathering(RULE)
    distances: dict[ItmoSeries, set[_Distance]] = {}
    read = UnderlyingUnits()
    for filed, row, block in call.blocks():
        first, last = row.first_unit, row.last_unit
        if first is None and last is None:
            continue
        units = None if first is None or last is None else read.block(first, last)
        code = _fault(row, units, block)
        if code:
            place = [call.place(filed, row)]
            found.add(code, place, series=block.series, units=block[1:], first=first or "", last=last or "")
        elif units is not None and units[0] is not None:
            distance = (row.unit_registry, units[0], units[1] - block[1])
            distances.setdefault(block[0], set()).add(distance)
    doubtful = {series for series, each in distances.items() if len(each) > 1}
    for series, spans in _spans(call, doubtful).items():
        for start, end, one, other in conflicts(spans):
            found.add("units_differ", [call.place(*one), call.place(*other)], series=series, units=(start, end))
    yield from found.findings()


def _spans(
    call: Call, doubtful: set[ItmoSeries]
) -> dict[ItmoSeries, list[tuple[int, int, Hashable, tuple[Filed, Action | Holding]]]]:
    """Return the blocks of series in which not all rows stand alike, with how they stand."""
    spans: dict[ItmoSeries, list[tuple[int, int, Hashable, tuple[Filed, Action | Holding]]]] = {}
    read = UnderlyingUnits()
    for filed, row, block in call.blocks() if doubtful else ():
        if block.series not in doubtful or row.first_unit is None or row.last_unit is None:
            continue
        units = read.block(row.first_unit, row.last_unit)
        if units is not None and units.outer is not None and _fault(row, units, block) is None:
            distance = (row.unit_registry, units.outer, units.first - block.first)
            spans.setdefault(block.series, []).append((block.first, block.last, distance, (filed, row)))
    return spans


def _fault(row: Action | Holding, units: UnderlyingBlock | None, block: ItmoBlock) -> str | None:
    if row.first_unit is None or row.last_unit is None:
        return "one_end_only"
    if units is None:
        return "ends_differ"
    return "sizes_differ" if row.metric == "ghg" and units.size != block.size else None
