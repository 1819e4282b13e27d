"""Counts over records and offers, as a committee or a stocktake asks for them.

Money is counted by currency and kind of support. Nothing is counted in tonnes: how far records overlap is unknown,
so their estimates are never added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sextant.cooperation.catalogue import Catalogue
from sextant.cooperation.journal import Told
from sextant.cooperation.progress import median_move, stands
from sextant.cooperation.record import Approach, Offer
from sextant.domain.identifier import canonical, digest


def synthesis(
    approaches: Sequence[Approach], offers: Sequence[Offer], catalogue: Catalogue, *, on: date, query: str = ""
) -> dict[str, Any]:
    """Return the counts of some records and offers on a day, with the digest of what was asked.

    `query` is what the caller asked for, so that the same question can be told from another one.
    """
    asked = {"on": on.isoformat(), "query": query, "approaches": sorted(each.reference for each in approaches)}
    places = [
        (each.subregion, catalogue.region_of(each.subregion))
        for one in approaches
        for each in one.participants
        if each.subregion and each.role == "host"
    ]
    median = median_move([each for one in approaches for each in one.indicators if each.theme == "capacity"])
    return {
        "as_of": on.isoformat(),
        "query_digest": digest(canonical(asked)).hex(),
        "approaches": len(approaches),
        "offers": len(offers),
        "by_focus_area": _counted(area for each in approaches for area in each.focus_areas),
        "by_region": _counted(region for _, region in places if region),
        "by_subregion": _counted(subregion for subregion, _ in places if subregion),
        "by_stage": _counted(each.stage for each in approaches if each.stage),
        "by_support_type": _counted(need.type for each in approaches for need in each.needs),
        "needed": _money((need.currency, need.type, need.amount) for each in approaches for need in each.needs),
        "offered": _money((line.currency, line.type, line.ceiling) for each in offers for line in each.lines),
        "committed": _support(approaches, ("committed",)),
        "received": _support(approaches, ("received", "disbursed")),
        "median_capacity_move": list(median) if median else None,
        "without_need": sorted(each.reference for each in approaches if not each.needs),
        "focus_areas_without_approach": sorted(
            set(catalogue.focus_areas) - {area for each in approaches for area in each.focus_areas}
        ),
    }


def _counted(codes: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(codes).items()))


def _money(lines: Iterable[tuple[str | None, str, int | None]]) -> list[dict[str, Any]]:
    """Return sums by currency and kind, with the number of lines whose amount is not stated."""
    sums: Counter[tuple[str, str]] = Counter()
    unstated: Counter[str] = Counter()
    for currency, kind, amount in lines:
        if amount is None or currency is None:
            unstated[kind] += 1
        else:
            sums[currency, kind] += amount
    rows: list[dict[str, Any]] = [
        {"currency": currency, "type": kind, "amount": amount} for (currency, kind), amount in sorted(sums.items())
    ]
    return rows + [{"type": kind, "amount": None, "lines": number} for kind, number in sorted(unstated.items())]


def _support(approaches: Sequence[Approach], statuses: Sequence[str]) -> list[dict[str, Any]]:
    lines = [line for each in approaches for line in each.support if line.status in statuses]
    return _money((line.currency, line.type, line.amount) for line in lines)


def submission(told: Sequence[tuple[Approach, Told]]) -> list[dict[str, Any]]:
    """Return lessons, case studies and progress notes as a submission to the Glasgow Committee brings them."""
    return [
        {
            "reference": approach.reference,
            "kind": note.kind,
            "on": note.on.isoformat(),
            "by": note.by,
            "text": note.text,
        }
        for approach, each in told
        for note in each.notes
    ]


def adaptation_indicators(approaches: Sequence[Approach], catalogue: Catalogue, on: date) -> list[dict[str, Any]]:
    """Return the adaptation indicators one by one, for the global stocktake and the global goal on adaptation."""
    watch = catalogue.parameter("progress_watch_share", on)
    rows = []
    for approach in approaches:
        for each in approach.indicators:
            if each.theme != "adaptation":
                continue
            stand = stands(each, on, watch)
            rows.append(
                {
                    "reference": approach.reference,
                    "indicator": each.code,
                    "name": each.name,
                    "unit": each.unit,
                    "baseline": str(each.baseline),
                    "target": str(each.target),
                    "observed": str(stand.last.value) if stand.last else None,
                    "observed_on": stand.last.on.isoformat() if stand.last else None,
                    "confidence": stand.last.confidence if stand.last else None,
                    "attribution": each.attribution,
                    "light": stand.light.value,
                }
            )
    return rows
