"""What is on file: which submissions count, which are duplicates or obsolete.

Date of submission decides, then version (settled).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sextant.reporting.aef.model import Submission, Version


@dataclass(frozen=True, slots=True)
class Filed:
    """A submission that counts: the current version of what a Party reports about a year."""

    index: int
    submission: Submission
    party: str
    year: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A submission that does not count, and the one that was on file before or after it."""

    submission: Submission
    why: str
    """`duplicate`, `obsolete`, `superseded`, or `unnamed` where Party or year cannot be read."""
    other: Submission | None


@dataclass(frozen=True, slots=True)
class Filing:
    """All submissions of a call, sorted out."""

    current: tuple[Filed, ...]
    left_out: tuple[LeftOut, ...]


def filing_of(submissions: Iterable[Submission]) -> Filing:
    """Return which submissions count. The order in which they are given decides nothing but equal days and versions."""
    groups: dict[tuple[str, int], list[Submission]] = {}
    left_out: list[LeftOut] = []
    for each in submissions:
        heading = each.content.heading
        if heading.party is None or heading.reported_year is None:
            left_out.append(LeftOut(each, "unnamed", None))
        else:
            groups.setdefault((heading.party, heading.reported_year), []).append(each)
    kept: list[tuple[str, int, Submission]] = []
    for (party, year), group in sorted(groups.items()):
        current: Submission | None = None
        for each in sorted(group, key=_on_file):
            version = each.content.heading.version or Version(0, 0)
            known = current.content.heading.version or Version(0, 0) if current else None
            if current is None or known is None:
                current = each
            elif version == known:
                left_out.append(LeftOut(each, "duplicate", current))
            elif version < known:
                left_out.append(LeftOut(each, "obsolete", current))
            else:
                left_out.append(LeftOut(current, "superseded", each))
                current = each
        if current is not None:
            kept.append((party, year, current))
    current_ones = tuple(Filed(index, each, party, year) for index, (party, year, each) in enumerate(kept))
    return Filing(current_ones, tuple(left_out))


def _on_file(submission: Submission) -> tuple[date, Version]:
    heading = submission.content.heading
    return heading.submitted_on or date.min, heading.version or Version(0, 0)
