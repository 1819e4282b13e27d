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
from sextant.reporting.checks.underlying import UnderlyingBlock, parse_underlying

RULE = "I05"
_Spans = dict[ItmoSeries, list[tuple[int, int, Hashable, tuple[Filed, Action | Holding]]]]


def check(call: Call) -> Iterator[Finding]:
    """Yield rows whose underlying units cannot be, and rows that disagree about them."""
    found = Gathering(RULE)
    spans: _Spans = {}
    known: dict[tuple[str | None, str | None], UnderlyingBlock | None] = {}
    for filed, row, block in call.blocks():
        if row.first_unit is None and row.last_unit is None:
            continue
        ends = (row.first_unit, row.last_unit)
        if ends not in known:
            known[ends] = _units(row)
        units = known[ends]
        code = _fault(row, units, block)
        if code:
            place = [call.place(filed, row)]
            found.add(code, place, series=block.series, units=block[1:], first=ends[0] or "", last=ends[1] or "")
        elif units is not None and units.outer is not None:
            distance = (row.unit_registry, units.outer, units.first - block.first)
            spans.setdefault(block.series, []).append((block.first, block.last, distance, (filed, row)))
    for series, each in spans.items():
        if len({span[2] for span in each}) == 1:
            continue
        for first, last, one, other in conflicts(each):
            found.add("units_differ", [call.place(*one), call.place(*other)], series=series, units=(first, last))
    yield from found.findings()


def _units(row: Action | Holding) -> UnderlyingBlock | None:
    if row.first_unit is None or row.last_unit is None:
        return None
    return parse_underlying(row.first_unit, row.last_unit)


def _fault(row: Action | Holding, units: UnderlyingBlock | None, block: ItmoBlock) -> str | None:
    if row.first_unit is None or row.last_unit is None:
        return "one_end_only"
    if units is None:
        return "ends_differ"
    return "sizes_differ" if row.metric == "ghg" and units.size != block.size else None
