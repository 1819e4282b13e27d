"""Import of the CDM registration list: names, methodologies, hosts and dates for what units were issued for.

Undated, rejected and withdrawn rows are kept as what they are. What the registry's own reports say of hosts
is kept beside what the list says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sextant.application.activities import change_activities
from sextant.application.cdm_report.projects import ProjectRecord, read_projects
from sextant.application.cdm_report.report import Report
from sextant.application.cdm_report.verdict import Verdict
from sextant.application.registry import Registry
from sextant.domain.activity import Activity, activity_id
from sextant.rules.party import Parties


@dataclass(frozen=True, slots=True)
class ProjectsResult:
    """What became of the rows of the list."""

    accepted: int
    changed: int
    """How many of the accepted were new, or said something new."""
    by_status: Mapping[str, int]
    verdicts: tuple[Verdict, ...]


def import_cdm_projects(registry: Registry, report: Report, parties: Parties) -> ProjectsResult:
    """Return what became of every row; activities are written together or not at all. Raises RegistryBusy."""
    records, verdicts = read_projects(report.rows, parties)
    listed = {activity_id("CDM", record.reference): record for record in records}
    changed = change_activities(
        registry, listed, lambda known: [_activity(record, known.get(number)) for number, record in listed.items()]
    )
    return ProjectsResult(
        accepted=len(records),
        changed=len(changed),
        by_status=Counter(sorted(str(record.status) for record in records)),
        verdicts=verdicts,
    )


def _activity(record: ProjectRecord, known: Activity | None) -> Activity:
    hosts = tuple(dict.fromkeys((*record.host_parties, *(known.host_parties if known else ()))))
    return Activity(
        registry="CDM",
        reference=record.reference,
        mechanism="cdm",
        host_parties=hosts,
        title=record.title,
        other_parties=record.other_parties,
        methodologies=record.methodologies,
        status=str(record.status),
        registered_on=record.registered_on,
        expected_annual_reductions=record.expected_annual_reductions,
    )
