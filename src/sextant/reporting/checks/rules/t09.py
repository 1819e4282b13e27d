"""T09: outcomes occur and are used within the timeframe of the authorization."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.aef.model import Action, Timeframe
from sextant.reporting.aef.need import CANCELLATIONS
from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import Finding, Gathering

RULE = "T09"
_TYPES = frozenset({"first_transfer", "use", *CANCELLATIONS})


def check(call: Call) -> Iterator[Finding]:
    """Yield first transfers and uses outside the windows (table 2, column 15). A window in words says nothing here."""
    found = Gathering(RULE)
    for filed in call.filed:
        for row in filed.submission.content.actions:
            if row.type not in _TYPES:
                continue
            granted = call.governing(filed, row)
            frame = granted.row.timeframe if granted else None
            if granted is None or frame is None:
                continue
            code = _fault(row, frame)
            if code:
                found.add(
                    code,
                    [call.place(filed, row)],
                    near=[call.place(granted.filed, granted.row)],
                    authorization=row.authorization or "",
                    vintage=str(row.vintage or ""),
                    window=_told(frame, use=code == "used_outside"),
                )
    yield from found.findings()


def _fault(row: Action, frame: Timeframe) -> str | None:
    if row.vintage is not None:
        too_early = frame.occurred_from is not None and row.vintage < frame.occurred_from.year
        too_late = frame.occurred_to is not None and row.vintage > frame.occurred_to.year
        if too_early or too_late:
            return "occurred_outside"
    if row.type != "first_transfer" and row.acted is not None:
        day = row.acted.day
        too_early = frame.use_from is not None and day < frame.use_from
        too_late = frame.use_to is not None and day > frame.use_to
        if too_early or too_late:
            return "used_outside"
    return None


def _told(frame: Timeframe, *, use: bool) -> str:
    start, end = (frame.use_from, frame.use_to) if use else (frame.occurred_from, frame.occurred_to)
    return f"{start or '…'} – {end or '…'}"
