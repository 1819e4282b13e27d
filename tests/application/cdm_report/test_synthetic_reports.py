"""The generator of synthetic reports: the same from the same seed, and with the quirks of the real ones."""

from __future__ import annotations

import pytest
from tests.reports import count_blocks, numbered, synthetic_reports, write_reports

from sextant.application.cdm_report.rows import (
    CANCELLATION_COLUMNS,
    ISSUANCE_COLUMNS,
    read_cancellation,
    read_issuance,
)
from sextant.application.cdm_report.verdicts import KnownUnits, judge
from sextant.storage.report_files import read_report

HOSTS = frozenset({"KE", "VN", "GH"})


@pytest.mark.parametrize(("issuances", "cancellations"), [(0, 0), (1, 0), (1, 50), (7, 3), (300, 900)])
def test_reports_of_any_size_are_sound(issuances, cancellations):
    world = synthetic_reports(9, issuances=issuances, cancellations=cancellations)
    judgement = judge(
        [read_issuance(row, HOSTS) for row in numbered(world.issuances)],
        [read_cancellation(row, HOSTS) for row in numbered(world.cancellations)],
        KnownUnits(),
    )
    assert judgement.verdicts == ()
    assert (len(judgement.issuances), len(judgement.cancellations)) == (issuances, cancellations)


def test_the_seed_decides_everything(tmp_path):
    assert synthetic_reports(1) == synthetic_reports(1)
    assert synthetic_reports(1) != synthetic_reports(2)
    first = [path.read_bytes() for path in write_reports(tmp_path, synthetic_reports(1))]
    assert first == [path.read_bytes() for path in write_reports(tmp_path, synthetic_reports(1))]


@pytest.mark.parametrize("packed", [True, False])
def test_what_is_written_is_read_again(packed, tmp_path):
    world = synthetic_reports(1)
    issuances, cancellations = write_reports(tmp_path, world, packed=packed)
    assert [dict(row.values) for row in read_report(issuances, ISSUANCE_COLUMNS).rows] == world.issuances
    read = read_report(cancellations, CANCELLATION_COLUMNS).rows
    assert [dict(row.values) for row in read] == world.cancellations


def test_the_quirks_of_the_real_reports_are_there():
    world = synthetic_reports(1, issuances=60, cancellations=200)
    serials = [int(row["serial_first"]) for row in world.issuances if row["party"] == "KE"]
    assert serials != sorted(serials), "serial order is not time order"
    assert {row["unit_type"] for row in synthetic_reports(1, issuances=500).issuances} == {
        "CER",
        "tCER",
        "lCER",
    }
    assert {row["via_vcp"] for row in world.cancellations} == {"Yes", "No"}
    times = [row["completed_at"] for row in world.cancellations]
    assert times != sorted(times)


def test_blocks_are_runs_inside_one_issuance():
    issued = [
        {"party": "KE", "serial_first": "1", "serial_last": "10"},
        {"party": "KE", "serial_first": "11", "serial_last": "20"},
    ]

    def gone(*ranges: tuple[int, int]) -> list[dict[str, str]]:
        return [{"party": "KE", "serial_first": str(a), "serial_last": str(b)} for a, b in ranges]

    assert count_blocks(issued, []) == 2
    assert count_blocks(issued, gone((1, 10))) == 1
    assert count_blocks(issued, gone((5, 5))) == 3
    assert count_blocks(issued, gone((1, 2), (4, 4), (19, 20))) == 3
    assert count_blocks(issued, gone((1, 10), (11, 20))) == 0
