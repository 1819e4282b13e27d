"""Judging the rows of both reports together: what is recorded, what is known already, what is not taken.

Serials run per Party, shared by all unit types and both commitment periods, and their order is not that of
time. What the ledger holds wins over every new row. Between new rows the earlier instant wins, then the
earlier row; a row that is faulty in itself, or faulty beside the issuances, never wins over another one.
So no verdict depends on the order of the rows, except between overlapping rows of the same instant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Generic, NamedTuple, TypeVar
from uuid import UUID

from sextant.application.cdm_report.ranges import Disjoint, Range, clusters
from sextant.application.cdm_report.rows import (
    CANCELLATIONS,
    ISSUANCES,
    CancellationRow,
    Instant,
    IssuanceRow,
    RegistryRow,
)
from sextant.application.cdm_report.verdict import Verdict, verdict


class IssuedRange(NamedTuple):
    """An issuance, as far as a cancellation or another issuance is compared with it."""

    first: int
    last: int
    project_ref: str
    unit_type: str
    cp: int
    completed_nanoseconds: int
    """The instant of the issuance, as `Instant.nanoseconds`."""


class CancelledRange(NamedTuple):
    """A cancellation in the ledger, as far as a new row is compared with it."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class KnownUnits:
    """What the ledger holds already: row ids, and per Party the ranges in order of their first serial."""

    entries: Container[UUID] = frozenset()
    issued: Mapping[str, Sequence[IssuedRange]] = field(default_factory=dict)
    cancelled: Mapping[str, Sequence[CancelledRange]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is to be recorded, in this order, and what is not."""

    issuances: tuple[IssuanceRow, ...]
    cancellations: tuple[CancellationRow, ...]
    issuances_known: tuple[int, ...]
    """Numbers of the rows that say what the ledger or an earlier row says."""
    cancellations_known: tuple[int, ...]
    verdicts: tuple[Verdict, ...]
    """Rejected and quarantined rows, by report (issuances first) and row."""


def judge(
    issuances: Iterable[IssuanceRow | Verdict],
    cancellations: Iterable[CancellationRow | Verdict],
    known: KnownUnits,
) -> Judgement:
    """Return what becomes of every row; the issuances are judged first.

    A row equal in all columns to one in the ledger or to an earlier one that is accepted is known already;
    a copy of a row that is not taken is not taken for the same reason.
    """
    issuing = _settled(
        issuances, _Contest(ISSUANCES, known.issued, "serials_overlap_an_issuance"), known.entries, _no_fault
    )
    issued = _all_issued(known.issued, issuing.accepted)
    cancelling = _settled(
        cancellations,
        _Contest(CANCELLATIONS, known.cancelled, "units_already_cancelled"),
        known.entries,
        lambda row: _fault_beside_issuances(row, issued.get(row.party, _NOTHING_ISSUED)),
    )
    return Judgement(
        issuances=tuple(issuing.accepted),
        cancellations=tuple(cancelling.accepted),
        issuances_known=tuple(issuing.known),
        cancellations_known=tuple(cancelling.known),
        verdicts=(*issuing.verdicts, *cancelling.verdicts),
    )


_Row = TypeVar("_Row", bound=RegistryRow)


@dataclass(frozen=True, slots=True)
class _Settled(Generic[_Row]):
    """The rows of one report by what becomes of them."""

    accepted: list[_Row]
    known: list[int]
    verdicts: list[Verdict]


def _settled(
    read: Iterable[_Row | Verdict],
    contest: _Contest,
    entries: Container[UUID],
    fault_of: Callable[[_Row], Verdict | None],
) -> _Settled[_Row]:
    """Return what becomes of the rows of one report: faulty, known, beaten by another row, or accepted."""
    verdicts: list[Verdict] = []
    rows: list[_Row] = []
    for each in read:
        if isinstance(each, Verdict):
            verdicts.append(each)
        else:
            rows.append(each)
    rows.sort(key=attrgetter("number"))
    known: list[int] = []
    copies: dict[UUID, list[int]] = {}
    sound: dict[str, list[_Row]] = defaultdict(list)
    refused: list[tuple[_Row, Verdict]] = []
    for row in rows:
        if row.id in entries:
            known.append(row.number)
        elif row.id in copies:
            copies[row.id].append(row.number)
        else:
            copies[row.id] = []
            fault = fault_of(row)
            if fault is None:
                sound[row.party].append(row)
            else:
                refused.append((row, fault))
    accepted: list[_Row] = []
    for party, candidates in sound.items():
        won, lost = contest.decided(party, candidates)
        accepted.extend(won)
        refused.extend(lost)
    for row, reason in refused:
        verdicts.append(reason)
        verdicts.extend(replace(reason, row=number) for number in copies[row.id])
    for row in accepted:
        known.extend(copies[row.id])
    accepted.sort(key=_in_time)
    return _Settled(accepted, sorted(known), sorted(verdicts, key=attrgetter("row")))


def _in_time(row: RegistryRow) -> tuple[int, int]:
    return (row.completed.nanoseconds, row.number)


def _no_fault(_: RegistryRow) -> Verdict | None:
    return None


@dataclass(frozen=True, slots=True)
class _Contest:
    """Which of the rows that claim the same serials is taken."""

    report: str
    recorded: Mapping[str, Sequence[Range]]
    overlap_code: str

    def decided(self, party: str, candidates: Sequence[_Row]) -> tuple[list[_Row], list[tuple[_Row, Verdict]]]:
        """Return the rows of one Party that are taken, and those that are not, each with the reason."""
        won: list[_Row] = []
        lost: list[tuple[_Row, Verdict]] = []
        recorded = Disjoint[Range](self.recorded.get(party, ()))
        free: list[_Row] = []
        for row in sorted(candidates, key=attrgetter("first", "last")):
            other = recorded.touched_by(row)
            if other is None:
                free.append(row)
            else:
                lost.append((row, self._beaten(row, other, None)))
        for cluster in clusters(free):
            if len(cluster) == 1:
                won.extend(cluster)
                continue
            taken = Disjoint[_Row](())
            for row in sorted(cluster, key=_in_time):
                earlier = taken.touched_by(row)
                if earlier is None:
                    taken.add(row)
                else:
                    lost.append((row, self._beaten(row, earlier, earlier.number)))
            won.extend(taken.ranges)
        return won, lost

    def _beaten(self, row: RegistryRow, other: Range, other_row: int | None) -> Verdict:
        """Return why a row is not taken; without a row number the other range is in the ledger."""
        party, first, last = row.party, row.first, row.last
        if (other.first, other.last) == (first, last):
            return verdict(
                self.report,
                row.number,
                "serials_recorded_with_other_content",
                party=party,
                first=first,
                last=last,
                other_row=other_row,
            )
        return verdict(
            self.report,
            row.number,
            self.overlap_code,
            party=party,
            first=first,
            last=last,
            other_first=other.first,
            other_last=other.last,
            other_row=other_row,
        )


_NOTHING_ISSUED: Disjoint[IssuedRange] = Disjoint(())


def _all_issued(
    known: Mapping[str, Sequence[IssuedRange]], accepted: Iterable[IssuanceRow]
) -> dict[str, Disjoint[IssuedRange]]:
    """Return per Party the issuances of the ledger and the new ones together."""
    together: dict[str, list[IssuedRange]] = defaultdict(list)
    for party, ranges in known.items():
        together[party].extend(ranges)
    for row in accepted:
        together[row.party].append(
            IssuedRange(row.first, row.last, row.project_ref, row.unit_type, row.cp, row.completed.nanoseconds)
        )
    return {party: Disjoint(sorted(ranges)) for party, ranges in together.items()}


def _fault_beside_issuances(row: CancellationRow, issued: Disjoint[IssuedRange]) -> Verdict | None:
    """Return why a cancellation does not lie inside exactly one issuance that it fits, or none."""
    issuance = issued.touched_by(row)
    touched = issued.count_touched_by(row)
    if issuance is not None and touched > 1:
        return verdict(
            CANCELLATIONS,
            row.number,
            "range_spans_issuances",
            party=row.party,
            first=row.first,
            last=row.last,
            issuances=touched,
        )
    if issuance is None or row.first < issuance.first or row.last > issuance.last:
        return verdict(
            CANCELLATIONS,
            row.number,
            "issuance_not_found",
            party=row.party,
            first=row.first,
            last=row.last,
        )
    if row.project_ref != issuance.project_ref:
        return verdict(
            CANCELLATIONS,
            row.number,
            "project_differs",
            found=row.project_ref,
            issued_to=issuance.project_ref,
        )
    if row.unit_type != issuance.unit_type:
        return verdict(
            CANCELLATIONS,
            row.number,
            "unit_type_differs",
            found=row.unit_type,
            issued_as=issuance.unit_type,
        )
    if row.cp != issuance.cp:
        return verdict(CANCELLATIONS, row.number, "commitment_period_differs", found=row.cp, issued_in=issuance.cp)
    if row.completed.nanoseconds < issuance.completed_nanoseconds:
        issued_at = Instant("", issuance.completed_nanoseconds).at.isoformat(timespec="milliseconds")
        return verdict(
            CANCELLATIONS,
            row.number,
            "cancelled_before_issuance",
            found=row.completed.text,
            issued_at=issued_at.replace("+00:00", "Z"),
        )
    return None
