"""P02: what is transferred adds up to what is acquired, for each pair of Parties, approach, vintage and metric."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.aef.identifier import ItmoSeries
from sextant.reporting.aef.model import Action, Quantity
from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import Finding, finding
from sextant.reporting.checks.legs import LATE, NOT_FILED
from sextant.reporting.checks.life import ACQUISITION, OUTGOING, Event

RULE = "P02"
_Key = tuple[str, str, str, int, str]


def check(call: Call) -> Iterator[Finding]:
    """Yield the sums of reported quantities that differ (6/CMA.4, annex I, paragraph 39).

    Rows whose other leg cannot be on file yet, in whole or in part, are left out on both sides.
    """
    aside = {id(leg.event.row) for leg in call.legs.single if leg.state in (LATE, NOT_FILED)}
    for _, out, into in call.legs.pairs:
        if id(out.row) in aside or id(into.row) in aside:
            aside |= {id(out.row), id(into.row)}
    sums: dict[_Key, list[Quantity]] = {}
    events: dict[_Key, list[Event]] = {}
    of_series: dict[_Key, set[ItmoSeries]] = {}
    seen: set[int] = set()
    for series, spans in call.spans.items():
        for _, _, event in spans:
            key = _key(event)
            if key is None or id(event.row) in seen or id(event.row) in aside:
                continue
            seen.add(id(event.row))
            row = event.row
            amount = row.quantity_non_ghg if row.metric == "non_ghg" else row.quantity
            sums.setdefault(key, [0, 0])[event.kind == ACQUISITION] += amount or 0
            events.setdefault(key, []).append(event)
            of_series.setdefault(key, set()).add(series)
    for key, (gone, come) in sorted(sums.items()):
        if gone != come:
            source, target, approach, vintage, metric = key
            places = [call.place_of(event) for event in events[key]]
            yield finding(
                RULE,
                "sums_differ",
                near=places,
                series=of_series[key],
                files={place.file for place in places},
                party=source,
                other=target,
                approach=approach,
                vintage=str(vintage),
                metric=metric,
                transferred=str(gone),
                acquired=str(come),
            )


def _key(event: Event) -> _Key | None:
    row = event.row
    if not isinstance(row, Action) or event.other is None or row.approach is None or row.vintage is None:
        return None
    metric = row.non_ghg_metric or "non_ghg" if row.metric == "non_ghg" else row.metric or "ghg"
    if event.kind in OUTGOING:
        return event.party, event.other, row.approach, row.vintage, metric
    if event.kind == ACQUISITION:
        return event.other, event.party, row.approach, row.vintage, metric
    return None
