"""Rules that ask whether all rows about the same units say the same: one walk over the series for each of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator

from sextant.reporting.aef.identifier import ItmoSeries
from sextant.reporting.aef.model import Action, Holding
from sextant.reporting.checks.call import Call
from sextant.reporting.checks.conflict import conflicts
from sextant.reporting.checks.filing import Filed
from sextant.reporting.checks.finding import Finding, Gathering

Said = Callable[[Call, Filed, Action | Holding], tuple[Hashable, ...]]
_Spans = list[tuple[int, int, Hashable, tuple[Filed, Action | Holding]]]


def differing(call: Call, rule: str, attributes: tuple[str, ...], said: Said) -> Iterator[Finding]:
    """Yield where rows about the same units differ in one of the attributes that `said` returns, in their order.

    What is not said differs from nothing. A series whose rows all say the same is left at once.
    """
    values: dict[ItmoSeries, set[tuple[Hashable, ...]]] = {}
    rows = list(call.blocks())
    for filed, row, block in rows:
        values.setdefault(block[0], set()).add(said(call, filed, row))
    suspects = {
        (series, at)
        for series, each in values.items()
        if len(each) > 1
        for at in range(len(attributes))
        if len({one[at] for one in each} - {None}) > 1
    }
    spans: dict[tuple[ItmoSeries, int], _Spans] = {suspect: [] for suspect in sorted(suspects)}
    doubtful = {series for series, _ in suspects}
    for filed, row, block in rows if suspects else ():
        if block[0] not in doubtful:
            continue
        for at, value in enumerate(said(call, filed, row)):
            if value is not None and (block[0], at) in suspects:
                spans[block[0], at].append((block[1], block[2], value, (filed, row)))
    yield from _gathered(call, rule, attributes, said, spans)


def _gathered(
    call: Call, rule: str, attributes: tuple[str, ...], said: Said, spans: dict[tuple[ItmoSeries, int], _Spans]
) -> Iterator[Finding]:
    found = Gathering(rule)
    for (series, at), each in spans.items():
        for first, last, one, other in conflicts(each):
            found.add(
                "differs",
                [call.place(*one), call.place(*other)],
                series=series,
                units=(first, last),
                attribute=attributes[at],
                found=_told(said(call, *one)[at]),
                other=_told(said(call, *other)[at]),
            )
    yield from found.findings()


def _told(value: Hashable) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)
