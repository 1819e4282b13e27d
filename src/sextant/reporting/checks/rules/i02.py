"""I02: the same action is reported once."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import Any

from sextant.reporting.aef.model import Action, block_of
from sextant.reporting.checks.call import Call
from sextant.reporting.checks.filing import Filed
from sextant.reporting.checks.finding import Finding, finding

RULE = "I02"
_Reported = tuple[Filed, Action]
_SAME = attrgetter(
    "acted", "type", "subtype", "registry", "first", "last", "approach", "first_transferring_party", "vintage"
)


def check(call: Call) -> Iterator[Finding]:
    """Yield actions equal in date, type, subtype, registry and block, within a file and between Parties.

    Where only the day is known, two equal actions of one day cannot be told apart: a warning then.
    """
    first_seen: dict[Any, _Reported] = {}
    several: dict[Any, list[_Reported]] = {}
    for filed in call.filed:
        for row in filed.submission.content.actions:
            if row.acted is not None and row.type is not None and row.first is not None:
                same, here = _SAME(row), (filed, row)
                earlier = first_seen.setdefault(same, here)
                if earlier is not here:
                    several.setdefault(same, [earlier]).append(here)
    for same, rows in several.items():
        block = block_of(rows[0][1])
        stamped = same[0].milliseconds is not None
        yield finding(
            RULE,
            "reported_twice" if stamped else "reported_twice_by_day",
            [call.place(*each) for each in rows],
            severity=None if stamped else "W",
            series=(block.series,) if block else (),
            day=same[0].day.isoformat(),
            count=len(rows),
        )
