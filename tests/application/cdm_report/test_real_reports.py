"""The CDM Registry's own reports, read where they lie: nothing rejected, every total as published."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from tests.reports import count_blocks, numbered

from sextant.application.cdm_report.projects import PROJECT_COLUMNS, ProjectStatus, read_projects
from sextant.application.cdm_report.reconcile import LIST_COLUMNS, read_listed, reconcile
from sextant.application.cdm_report.rows import (
    CANCELLATION_COLUMNS,
    ISSUANCE_COLUMNS,
    read_cancellation,
    read_issuance,
)
from sextant.application.cdm_report.verdicts import KnownUnits, judge
from sextant.storage.report_files import read_report
from sextant.storage.rulebook_files import parties

DATA = Path(__file__).parents[4] / "shared/data"
REGISTRY = DATA / "cdm-registry-29-parties"
PROJECTS = DATA / "cdm-projects-29-parties"

pytestmark = pytest.mark.skipif(
    not REGISTRY.is_dir(), reason="../shared is absent: the registry's own reports are not ours to ship"
)


@pytest.fixture(scope="module")
def issuance_rows():
    return read_report(REGISTRY / "issuances.csv.gz", ISSUANCE_COLUMNS).rows


@pytest.fixture(scope="module")
def cancellation_rows():
    return read_report(REGISTRY / "cancellations.csv.gz", CANCELLATION_COLUMNS).rows


def judged(issuance_rows, cancellation_rows):
    hosts = parties().cdm_hosts
    return judge(
        [read_issuance(row, hosts) for row in issuance_rows],
        [read_cancellation(row, hosts) for row in cancellation_rows],
        KnownUnits(),
    )


def test_every_row_is_accepted_and_every_total_is_the_published_one(issuance_rows, cancellation_rows):
    totals = json.loads((REGISTRY / "totals.json").read_text())
    judgement = judged(issuance_rows, cancellation_rows)
    assert (len(judgement.issuances), len(judgement.cancellations)) == (1978, 7528)
    assert judgement.verdicts == ()
    assert (judgement.issuances_known, judgement.cancellations_known) == ((), ())
    for rows, kind in ((judgement.issuances, "issued"), (judgement.cancellations, "cancelled")):
        by_unit, by_year = Counter(), Counter()
        for row in rows:
            by_unit[f"{row.unit_type}|CP{row.cp}"] += row.quantity
            by_year[str(row.completed.day.year)] += row.quantity
        assert dict(by_unit) == totals[f"{kind}_by_unit_cp"]
        assert dict(by_year) == totals[f"{kind}_by_year"]
        assert by_unit.total() == totals[f"{kind}_total"]
    via = {"Yes": [0, 0], "No": [0, 0]}
    for row in judgement.cancellations:
        via["Yes" if row.via_vcp else "No"][0] += 1
        via["Yes" if row.via_vcp else "No"][1] += row.quantity
    assert via == totals["cancelled_via_vcp"]


def test_the_remaining_units_lie_in_2186_blocks(issuance_rows, cancellation_rows):
    totals = json.loads((REGISTRY / "totals.json").read_text())
    issued = [dict(row.values) for row in issuance_rows]
    cancelled = [dict(row.values) for row in cancellation_rows]
    assert count_blocks(issued, cancelled) == totals["remaining_fragments"] == 2186
    for party, figures in totals["by_party"].items():
        own = [row for row in issued if row["party"] == party]
        gone = [row for row in cancelled if row["party"] == party]
        assert count_blocks(own, gone) == figures["remaining_fragments"]


def test_the_order_of_the_rows_does_not_matter(issuance_rows, cancellation_rows):
    straight = judged(issuance_rows, cancellation_rows)
    issued = [row.values for row in issuance_rows]
    cancelled = [row.values for row in cancellation_rows]
    Random(1).shuffle(issued)
    Random(2).shuffle(cancelled)
    mixed = judged(numbered(issued), numbered(cancelled))
    assert mixed.verdicts == ()
    assert {row.id for row in mixed.cancellations} == {row.id for row in straight.cancellations}
    assert [row.id for row in mixed.issuances] == [row.id for row in straight.issuances]


def test_no_two_rows_have_the_same_id(issuance_rows, cancellation_rows):
    judgement = judged(issuance_rows, cancellation_rows)
    ids = {row.id for row in (*judgement.issuances, *judgement.cancellations)}
    assert len(ids) == 1978 + 7528


def test_packed_and_plain_files_are_the_same_report(tmp_path, issuance_rows):
    plain = tmp_path / "issuances.csv"
    plain.write_bytes(gzip.decompress((REGISTRY / "issuances.csv.gz").read_bytes()))
    assert read_report(plain, ISSUANCE_COLUMNS).rows == issuance_rows


def test_the_two_published_lists_differ_by_the_two_issuances_after_the_lists_day(issuance_rows):
    hosts = parties().cdm_hosts
    listed = read_report(REGISTRY / "issuance_list_2023-11-03.csv.gz", LIST_COLUMNS).rows
    found = reconcile(judged(issuance_rows, []).issuances, [read_listed(row, hosts) for row in listed])
    assert found.findings == ()
    assert [(each.party, each.project_ref, each.difference) for each in found.projects] == [
        ("SV", "297", -119_311),
        ("VN", "10517", -206),
    ]
    assert [(each.party, each.difference) for each in found.parties] == [("SV", -119_311), ("VN", -206)]
    assert found.as_json()["totals"] == {
        "registry": 293_670_912,
        "list": 293_551_395,
        "difference": -119_517,
    }
    after = [row for row in issuance_rows if row.values["completed_at"] >= "2023-11-03"]
    assert sum(int(row.values["quantity"]) for row in after) == 119_517


@pytest.mark.skipif(not PROJECTS.is_dir(), reason="../shared is absent: the registration list is not ours to ship")
def test_the_registration_list_is_read_whole():
    rows = read_report(PROJECTS / "projects.csv.gz", PROJECT_COLUMNS).rows
    records, verdicts = read_projects(rows, parties())
    assert (len(rows), len(records), verdicts) == (1181, 1181, ())
    assert Counter(each.status for each in records) == {
        ProjectStatus.REGISTERED: 1099,
        ProjectStatus.REJECTED: 45,
        ProjectStatus.WITHDRAWN: 8,
        ProjectStatus.UNDATED: 29,
    }
    assert len({each.host_parties for each in records}) == 29
    assert all(len(each.host_parties) == 1 for each in records)
    assert all(parties().by_name(name) for each in records for name in each.other_parties)
    assert not any("\x80" <= letter <= "\x9f" for each in records for letter in each.title)
