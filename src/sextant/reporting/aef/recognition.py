"""Which dialect a file is written in, from what stands in it (settled: recognised per file from its features).

Each feature is a vote. A single changed cell must not turn the vote, so a column votes with the form that most
of its first cells have. A file that shows nothing is read as the common nomenclature.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sextant.reporting.aef.cell import Cell, blank, plain

SAMPLE_ROWS = 200
NOMENCLATURE, CHECKER, CADTRUST = "nomenclature-2026-02", "secretariat-checker-2025", "cadtrust-v2"

_FEATURES: tuple[tuple[str, str, str, dict[str, int]], ...] = (
    # Table, field, what its cells look like, and how much that says for whom.
    ("actions", "first", r"[\d,]+", {NOMENCLATURE: 2}),
    ("actions", "first", r"CA\d{4}-.*", {CHECKER: 2, CADTRUST: 2}),
    ("holdings", "first", r"[\d,]+", {NOMENCLATURE: 2}),
    ("holdings", "first", r"CA\d{4}-.*", {CHECKER: 2, CADTRUST: 2}),
    ("actions", "acted", r"\d{4}-\d{2}-\d{2}[T ].*", {NOMENCLATURE: 2}),
    ("actions", "acted", r"\d{2}/\d{2}/\d{4}", {CHECKER: 2}),
    ("actions", "acted", r"\d{4}-\d{2}-\d{2}", {CADTRUST: 2}),
    ("submission", "party", r"[A-Z]{3}", {NOMENCLATURE: 1, CADTRUST: 1}),
    ("submission", "party", r".{4,}", {CHECKER: 1}),
    # Text in braces stands in workbooks of every dialect that were made from a template: it settles no more than a tie.
    ("submission", "initial_report_review", r"\{.*\}", {CHECKER: 1}),
    ("authorizations", "first_transfer_definition", r"Authorisation|Use or Cancellation", {NOMENCLATURE: 1}),
    ("authorizations", "first_transfer_definition", r"Authorization|Use or cancellation", {CHECKER: 1}),
    ("authorizations", "timeframe", r"\d{4}\s*[-–]\s*\d{4}", {NOMENCLATURE: 1}),
    ("authorizations", "timeframe", r"(Occurred|Use): .*", {CHECKER: 1}),
)


def recognise(columns: Mapping[tuple[str, str], Sequence[Cell]]) -> str:
    """Return the profile of a file from its columns, by (table, field)."""
    votes: Counter[str] = Counter({NOMENCLATURE: 0, CHECKER: 0, CADTRUST: 0})
    for (table, field), patterns in _by_column().items():
        cells = columns.get((table, field), ())
        pattern = _majority(cells, patterns)
        if pattern is not None:
            votes.update(patterns[pattern])
    # Ties fall to the earlier profile: Counter keeps the order of the first line.
    return max(votes, key=lambda profile: votes[profile])


def _by_column() -> dict[tuple[str, str], dict[str, dict[str, int]]]:
    found: dict[tuple[str, str], dict[str, dict[str, int]]] = {}
    for table, field, pattern, votes in _FEATURES:
        found.setdefault((table, field), {})[pattern] = votes
    return found


def _majority(cells: Iterable[Cell], patterns: Iterable[str]) -> str | None:
    seen: Counter[str] = Counter()
    left = SAMPLE_ROWS
    for cell in cells:
        # A real date cell is right in every dialect and says nothing.
        if blank(cell) or isinstance(cell, date):
            continue
        if left == 0:
            break
        left -= 1
        text = plain(cell)
        match = next((pattern for pattern in patterns if re.fullmatch(pattern, text)), None)
        if match:
            seen[match] += 1
    return seen.most_common(1)[0][0] if seen else None
