"""Rules that ask whether all rows about the same units say the same: one walk over the series for each of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator

from sextant.reporting.aef.identifier import ItmoSeries
from sextant.reporting.aef.model import Action, Holding
from sextant.reporting.checks.call import Call
from sextant.reporting.checks.conflict import conflicts
from sextant.reporting.checks.filing import Filed
from sextant.reporting.checks.finding import Finding, Gathering

Said = Callable[[Call, Filed, Action | Holding], dict[str, Hashable]]


def differing(call: Call, rule: str, said: Said) -> Iterator[Finding]:
    """Yield where rows about the same units differ in what `said` returns. What is not said differs from nothing."""
    by_attribute: dict[tuple[ItmoSeries, str], list[tuple[int, int, Hashable, tuple[Filed, Action | Holding]]]] = {}
    for filed, row, block in call.blocks():
        for name, value in said(call, filed, row).items():
            if value is not None:
                spans = by_attribute.setdefault((block[0], name), [])
                spans.append((block[1], block[2], value, (filed, row)))
    found = Gathering(rule)
    for (series, name), spans in by_attribute.items():
        value = spans[0][2]
        if all(each[2] == value for each in spans):
            continue
        for first, last, one, other in conflicts(spans):
            found.add(
                "differs",
                [call.place(*one), call.place(*other)],
                series=series,
                units=(first, last),
                attribute=name,
                found=_told(said(call, *one)[name]),
                other=_told(said(call, *other)[name]),
            )
    yield from found.findings()


def _told(value: Hashable) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)
