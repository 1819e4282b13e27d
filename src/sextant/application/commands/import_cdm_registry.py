"""Import of the CDM Registry's own reports of issuances and cancellations.

Both reports are read whole and judged before anything is written; what is accepted is then posted in
batches, each of them atomic. The id of an entry is derived from the row, so an import that was cut off is
simply run again, and a longer edition of the same report adds only what is new.

The reports name no holder: imported units stand in one account per Party, and a cancellation moves them to
that Party's cancellation account. No levy is distributed on import.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar
from uuid import UUID

from sextant.application.activities import change_activities
from sextant.application.batch import perform_batch
from sextant.application.cdm_report.report import Report, ReportRow
from sextant.application.cdm_report.rows import (
    CancellationRow,
    IssuanceRow,
    RegistryRow,
    instant,
    read_cancellation,
    read_issuance,
    row_id,
)
from sextant.application.cdm_report.verdict import Outcome, Verdict
from sextant.application.cdm_report.verdicts import CancelledRange, IssuedRange, KnownUnits, judge
from sextant.application.ports import QuarantinedRow
from sextant.application.reader import LedgerReader
from sextant.application.registry import Registry
from sextant.application.retry import until_settled
from sextant.domain.account import Account, account_id
from sextant.domain.activity import Activity, activity_id
from sextant.domain.identifier import content_id
from sextant.domain.party import Party
from sextant.domain.refusal import Refusal
from sextant.domain.unit import Lot, SerialRange, Terms, space_id
from sextant.ledger.request import Cancel, RecordIssuance, Request

REGISTRY = "CDM"
MECHANISM = "cdm"
CANCELLATIONS = f"{MECHANISM}.cancellation"
"""The type of the accounts that hold what was cancelled."""
ACTOR = "CDM Registry, published reports"
BATCH = 5_000

Progress = Callable[[int, int], None]
Row = TypeVar("Row", bound=RegistryRow)


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows of one report."""

    accepted: int
    already_known: int
    rejected: int
    """Rows that were not taken, those set apart for another registry among them."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of the rows of both reports."""

    issuances: Counts
    cancellations: Counts
    verdicts: tuple[Verdict, ...]
    refusals: tuple[tuple[str, int, Refusal], ...]
    """Report, row and reason where the ledger refused a row because it changed during the import."""


def import_cdm_registry(
    registry: Registry,
    reader: LedgerReader,
    issuances: Report,
    cancellations: Report,
    parties: Iterable[Party],
    *,
    progress: Progress = lambda done, total: None,
) -> ImportResult:
    """Return what became of every row of both reports. Raises RegistryBusy when conflicts do not end."""
    today = registry.today()
    hosts = frozenset(party.code for party in parties if party.cdm_host)
    issuing = [read_issuance(row, hosts, today=today) for row in issuances.rows]
    cancelling = [read_cancellation(row, hosts, today=today) for row in cancellations.rows]
    known = until_settled(registry.clock, lambda: known_units(reader, [*issuing, *cancelling]))
    judged = judge(issuing, cancelling, known)
    _open_accounts(registry, judged.issuances)
    _note_activities(registry, judged.issuances)
    requests = [
        *_requests(judged.issuances, issuances.rows, _issuance),
        *_requests(judged.cancellations, cancellations.rows, _cancellation),
    ]
    refused, repeated = _post(registry, requests, progress)
    until_settled(registry.clock, lambda: _set_apart(registry, judged.verdicts, issuances, cancellations))
    refusals = tuple(
        (report, row.number, refused[row.id])
        for report, rows in (("issuances", judged.issuances), ("cancellations", judged.cancellations))
        for row in rows
        if row.id in refused
    )
    issuances_known = len(judged.issuances_known) + sum(row.id in repeated for row in judged.issuances)
    cancellations_known = len(judged.cancellations_known) + sum(row.id in repeated for row in judged.cancellations)
    return ImportResult(
        issuances=_counts(len(issuing), "issuances", judged.verdicts, refusals, issuances_known),
        cancellations=_counts(len(cancelling), "cancellations", judged.verdicts, refusals, cancellations_known),
        verdicts=judged.verdicts,
        refusals=refusals,
    )


def _counts(
    rows: int,
    report: str,
    verdicts: Sequence[Verdict],
    refusals: Sequence[tuple[str, int, Refusal]],
    known: int,
) -> Counts:
    rejected = sum(verdict.report == report for verdict in verdicts)
    rejected += sum(each[0] == report for each in refusals)
    return Counts(accepted=rows - known - rejected, already_known=known, rejected=rejected)


def known_units(reader: LedgerReader, rows: Iterable[RegistryRow | Verdict]) -> KnownUnits:
    """Return what the ledger holds of the CDM: which of these rows, and which ranges.

    All of it is of one instant: another import that commits between two looks would make a row known whose
    issuance is not, and its cancellations would be rejected.
    """
    with reader.at_one_instant():
        return _known_units(reader, rows)


def _known_units(reader: LedgerReader, rows: Iterable[RegistryRow | Verdict]) -> KnownUnits:
    ids = [row.id for row in rows if not isinstance(row, Verdict)]
    lots = [lot for lot in reader.lots(mechanism=MECHANISM) if lot.space == space_id(REGISTRY, lot.host_party)]
    references = {each.id: each.reference for each in reader.activities({lot.activity for lot in lots})}
    told = {entry.id: entry.body for entry in reader.entries({lot.issued_by for lot in lots})}
    issued: defaultdict[str, list[IssuedRange]] = defaultdict(list)
    cancelled: defaultdict[str, list[CancelledRange]] = defaultdict(list)
    for lot in lots:
        issued[lot.host_party].append(
            IssuedRange(
                lot.first,
                lot.last,
                references[lot.activity],
                lot.unit_type,
                lot.commitment_period or 0,
                _completed(told[lot.issued_by], lot),
            )
        )
    for account in reader.accounts():
        if account.registry == REGISTRY and account.type == CANCELLATIONS:
            blocks = reader.blocks(account=account.id)
            cancelled[account.party or ""] = sorted(CancelledRange(each.first, each.last) for each in blocks)
    return KnownUnits(entries=reader.known_entries(ids), issued=issued, cancelled=cancelled)


def _completed(body: str, lot: Lot) -> int:
    """Return the instant of an issuance, from the row as it was reported."""
    reported = json.loads(body).get("reported", {})
    found = instant(reported.get("completed_at", "")) or instant(f"{lot.issued_on.isoformat()}T00:00:00")
    assert found is not None, "a legal date is an instant"
    return found.nanoseconds


def _open_accounts(registry: Registry, rows: Iterable[IssuanceRow]) -> None:
    for party in sorted({row.party for row in rows}):
        for code, kind, name in (
            (holding_code(party), "cdm.party_unpublished", "holder not published"),
            (cancellation_code(party), CANCELLATIONS, "cancellation"),
        ):
            registry.open_account(Account(registry=REGISTRY, code=code, type=kind, name=name, party=party))


def holding_code(party: str) -> str:
    """Return the code of the account in which the imported units of a Party stand."""
    return f"{party}-holder-not-published"


def cancellation_code(party: str) -> str:
    """Return the code of the account to which cancelled units of a Party move."""
    return f"{party}-cancellation"


def _note_activities(registry: Registry, rows: Iterable[IssuanceRow]) -> None:
    """Make sure that every project exists that units were issued for; what is known of it stays."""
    hosts: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        hosts[row.project_ref].add(row.party)

    def with_hosts(known: Mapping[int, Activity]) -> Iterator[Activity]:
        for reference, found in sorted(hosts.items()):
            activity = known.get(activity_id(REGISTRY, reference)) or Activity(REGISTRY, reference, MECHANISM)
            added = sorted(found - set(activity.host_parties))
            yield replace(activity, host_parties=(*activity.host_parties, *added))

    change_activities(registry, (activity_id(REGISTRY, reference) for reference in hosts), with_hosts)


def _requests(
    rows: Iterable[Row], reported: Sequence[ReportRow], make: Callable[[Row, ReportRow], Request]
) -> list[Request]:
    """Return one request a row, those of a Party together, so that a batch looks at few Parties."""
    by_number = {each.number: each for each in reported}
    ordered = sorted(rows, key=lambda row: (row.party, row.completed.nanoseconds, row.number))
    return [make(row, by_number[row.number]) for row in ordered]


def _issuance(row: IssuanceRow, reported: ReportRow) -> Request:
    return RecordIssuance(
        id=row.id,
        actor=ACTOR,
        effective_on=row.completed.day,
        registry=REGISTRY,
        space_key=row.party,
        prefix=row.party,
        first=row.first,
        last=row.last,
        mechanism=MECHANISM,
        unit_type=row.unit_type,
        host_party=row.party,
        activity=activity_id(REGISTRY, row.project_ref),
        terms=Terms(row.unit_type),
        account=account_id(REGISTRY, holding_code(row.party)),
        commitment_period=row.cp,
        reported=dict(reported.values),
    )


def _cancellation(row: CancellationRow, reported: ReportRow) -> Request:
    return Cancel(
        id=row.id,
        actor=ACTOR,
        effective_on=row.completed.day,
        units=(SerialRange(space_id(REGISTRY, row.party), row.first, row.last),),
        to_account=account_id(REGISTRY, cancellation_code(row.party)),
        reported=dict(reported.values),
    )


def _post(
    registry: Registry, requests: Sequence[Request], progress: Progress
) -> tuple[dict[UUID, Refusal], frozenset[UUID]]:
    """Return the requests that the ledger refused, and those that it had already.

    Neither is expected but where others import the same reports at the same time.
    """
    refused: dict[UUID, Refusal] = {}
    repeated: set[UUID] = set()
    waiting = iter(requests)
    done = 0
    while batch := list(islice(waiting, BATCH)):
        for request, outcome in zip(batch, perform_batch(registry, batch), strict=True):
            if isinstance(outcome, Refusal):
                refused[request.id] = outcome
            elif outcome.replayed:
                repeated.add(request.id)
        done += len(batch)
        progress(done, len(requests))
    return refused, frozenset(repeated)


def _set_apart(registry: Registry, verdicts: Iterable[Verdict], issuances: Report, cancellations: Report) -> None:
    reports = {"issuances": issuances, "cancellations": cancellations}
    found: list[QuarantinedRow] = []
    for verdict in verdicts:
        if verdict.outcome is Outcome.QUARANTINED:
            report = reports[verdict.report]
            row = report.rows[verdict.row - 1]
            found.append(
                QuarantinedRow(
                    id=content_id("quarantine", str(row_id(verdict.report, row))),
                    report=f"cdm-registry {verdict.report}",
                    file=report.name,
                    row=verdict.row,
                    code=verdict.code,
                    values=dict(row.values),
                    recorded_at=registry.clock.now(),
                )
            )
    registry.store.put_quarantine(found)
