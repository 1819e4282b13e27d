"""Readings that need no table of devices on the way: the same sums, and what sends a file the longer way."""

from __future__ import annotations

from fractions import Fraction

import duckdb
import pytest

from sextant.methodology.readings.rules import Reading
from sextant.storage.reading_files import DuckdbReadings, reading_rules

LIMITS = {"fuel": (Fraction(0), Fraction(20)), "hours": (Fraction(0), Fraction(24))}


def written(path, more=""):
    """Return readings of forty devices over ten days, with `more` as rows beside them."""
    with duckdb.connect() as connection:
        connection.execute(
            "COPY (SELECT d::INTEGER AS device, t::SMALLINT AS day, (d % 7)::FLOAT AS hours, "
            "CASE WHEN (d + t) % 9 = 0 THEN NULL ELSE (d * t % 13 / 4)::FLOAT END AS fuel, "
            f"((d * t) % 11 = 0)::TINYINT AS qc, (d % 3)::SMALLINT AS stratum "
            f"FROM range(40) AS a(d), range(10) AS b(t) {more}) TO '{path}' (FORMAT parquet, ROW_GROUP_SIZE 2048)"
        )
    return path


def summed(path, *, at_once):
    source = DuckdbReadings(path)
    days, first, last = source.days("day")
    if not at_once:
        source._packed_at_once = lambda asked, table: None
    asked = Reading(reading_rules(), "fuel", LIMITS, first_day=first, last_day=last)
    counts, rows = source.strata(asked, days)
    return counts, [{name: each for name, each in row.items() if name != "again"} for row in rows]


@pytest.mark.parametrize(
    "more",
    [
        "",
        "UNION ALL SELECT 5, 3, 1, 1, 0, 2",
        "UNION ALL SELECT NULL, 3, 1, 1, 0, 2",
        "UNION ALL SELECT 77, 9, 1, 20, 0, NULL",
        "UNION ALL SELECT 78, 9, 1, 'nan', 0, 1 UNION ALL SELECT 78, 8, 'inf', 2, 0, 2",
    ],
    ids=["plain", "repeated day", "no device", "no stratum", "two strata"],
)
def test_both_ways_give_the_same_counts_and_sums(tmp_path, more):
    path = written(tmp_path / "readings.parquet", more)
    assert summed(path, at_once=True) == summed(path, at_once=False)


def test_a_repeated_day_and_a_row_without_device_go_the_longer_way(tmp_path):
    for more, shorter in (("", True), ("UNION ALL SELECT 5, 3, 1, 1, 0, 2", False),
                          ("UNION ALL SELECT NULL, 3, 1, 1, 0, 2", False)):  # fmt: skip
        source = DuckdbReadings(written(tmp_path / "readings.parquet", more))
        days, first, last = source.days("day")
        taken, way = [], source._packed_at_once
        source._packed_at_once = lambda asked, table, way=way, taken=taken: taken.append(way(asked, table)) or taken[-1]
        source.strata(Reading(reading_rules(), "fuel", LIMITS, first_day=first, last_day=last), days)
        assert (taken[0] is not None) is shorter, more


def test_the_days_that_a_file_states_are_those_of_its_rows(tmp_path):
    source = DuckdbReadings(written(tmp_path / "readings.parquet", "UNION ALL SELECT 5, NULL, 1, 1, 0, 2"))
    stated = source.days("day"), source._seen["day"]
    source._stated = lambda column: None
    assert stated == (source.days("day"), source._seen["day"])
    assert stated[1] == ("numbers", 0, 9, 401, 400)
