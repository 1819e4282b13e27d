"""I02: the same action is reported once."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import Any

from sextant.reporting.aef.model import block_of
from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import Finding, Place, finding

RULE = "I02"
_SAME = attrgetter(
    "acted", "type", "subtype", "registry", "first", "last", "approach", "first_transferring_party", "vintage"
)


def check(call: Call) -> Iterator[Finding]:
    """Yield actions equal in date, type, subtype, registry and block, within a file and between Parties.

    Where only the day is known, two equal actions of one day cannot be told apart: a warning then.
    """
    seen: dict[Any, list[Place]] = {}
    for filed in call.filed:
        for row in filed.submission.content.actions:
            if row.acted is not None and row.type is not None and row.first is not None:
                seen.setdefault(_SAME(row), []).append(call.place(filed, row))
    rows = {call.place(filed, row): row for filed, row in _several(call, seen)}
    for same, places in seen.items():
        if len(places) > 1:
            block = block_of(rows[places[0]])
            stamped = same[0].milliseconds is not None
            yield finding(
                RULE,
                "reported_twice" if stamped else "reported_twice_by_day",
                places,
                severity=None if stamped else "W",
                series=(block.series,) if block else (),
                day=same[0].day.isoformat(),
                count=len(places),
            )


def _several(call: Call, seen: dict[Any, list[Place]]) -> Iterator[tuple[Any, Any]]:
    wanted = {place for places in seen.values() if len(places) > 1 for place in places}
    if wanted:
        for filed in call.filed:
            for row in filed.submission.content.actions:
                if call.place(filed, row) in wanted:
                    yield filed, row
