"""What a version of a cycle means, in a few letters: it changes with states, steps and deadlines, not with words.

A published version is never edited, because cases run under it. The fingerprints of all versions stand in
`rules/cycle_fingerprints.txt`; a version whose meaning differs from its fingerprint was edited.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from sextant.domain.identifier import digest
from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.workflow.cycle import Cycle
from sextant.workflow.moment import Calendar

FILE = "cycle_fingerprints.txt"
_LENGTH = 16
Fingerprints = Mapping[tuple[str, date], str]


def fingerprint(cycle: Cycle) -> str:
    """Return the fingerprint of a version: labels, notes and sources do not count, everything else does."""
    return digest(json.dumps(_meaning(cycle), ensure_ascii=False)).hex()[:_LENGTH]


def fingerprints(cycles: Iterable[Cycle]) -> dict[tuple[str, date], str]:
    """Return the fingerprints of versions by path and first day, in that order."""
    found = {(each.path, each.from_date): fingerprint(each) for each in cycles}
    return dict(sorted(found.items()))


def written(found: Fingerprints) -> str:
    """Return fingerprints as the file keeps them, a version a line."""
    return "".join(f"{path} {day} {letters}\n" for (path, day), letters in found.items())


def read(text: str) -> dict[tuple[str, date], str]:
    """Return the fingerprints of a file."""
    rows = (line.split() for line in text.splitlines() if line.strip())
    return {(path, date.fromisoformat(day)): letters for path, day, letters in rows}


def faults(recorded: Fingerprints, found: Fingerprints) -> tuple[str, ...]:
    """Return what differs from the published versions, one sentence each with what to do."""
    again = "python -m sextant.storage.cycle_fingerprints"
    said: list[str] = []
    for (path, day), letters in recorded.items():
        now = found.get((path, day))
        if now is None:
            said.append(f"{path} from {day}: this version was published and is gone; put it back, cases run under it")
        elif now != letters:
            said.append(
                f"{path} from {day}: this version was published and means something else now; leave it as it was and "
                f"add a version with a later `from` beside it, or, before its release, run {again}"
            )
    for path, day in found:
        if (path, day) not in recorded:
            said.append(f"{path} from {day}: this version has no fingerprint yet; run {again}")
    return tuple(said)


def _meaning(value: Any) -> Any:
    """Return a value as plain lists and texts, without what is only said about it."""
    if isinstance(value, Label | Source):
        return None
    if isinstance(value, Calendar):
        # Which days are holidays is known year by year; that is no edit of a cycle.
        return value.zone.name or value.written()
    if is_dataclass(value):
        parts = ((each.name, _meaning(getattr(value, each.name))) for each in fields(value))
        return [type(value).__name__, *([name, part] for name, part in parts if part not in (None, [], False))]
    if isinstance(value, Mapping):
        return [[str(key), _meaning(each)] for key, each in value.items()]
    if isinstance(value, tuple | list):
        return [_meaning(each) for each in value]
    if isinstance(value, frozenset):
        return sorted(str(each) for each in value)
    return value if isinstance(value, str | int | bool | None) else str(value)
