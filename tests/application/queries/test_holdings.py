"""Holdings of any day, by any group, are what the rows of the reports add up to, however they came in."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import reports
from tests.application.recomputed import recomputed
from tests.clock import FakeClock
from tests.reports import numbered
from tests.stores import Place, place_of

from sextant.application.cdm_report.report import Report
from sextant.application.cdm_report.rows import CANCELLATION_COLUMNS, ISSUANCE_COLUMNS
from sextant.application.commands.import_cdm_registry import import_cdm_registry
from sextant.application.queries.holdings import holdings, total
from sextant.application.queries.trace import trace
from sextant.application.queries.verify import verify
from sextant.application.reader import Moment
from sextant.domain.activity import activity_id
from sextant.storage.account_types import account_types
from sextant.storage.opening import open_reader
from sextant.storage.rulebook_files import parties

GROUPS = ("party", "unit_type", "cp", "activity")
FIRST_DAY = date(2008, 1, 1)


@st.composite
def histories(draw):
    """Return random reports in a random order, the edges of its editions, and days and groups to ask about."""
    given = reports.synthetic_reports(
        draw(st.integers(0, 10_000)),
        issuances=draw(st.integers(1, 12)),
        cancellations=draw(st.integers(0, 40)),
        parties=draw(st.sampled_from([("KE",), ("KE", "VN"), ("VN", "GH", "CI")])),
    )
    rows = draw(st.permutations(given.issuances)), draw(st.permutations(given.cancellations))
    edges = draw(st.lists(st.integers(0, 7_000), max_size=2).map(sorted))
    days = draw(st.lists(st.integers(0, 7_000), min_size=1, max_size=4))
    by = draw(st.lists(st.sampled_from(GROUPS), unique=True))
    until = [(FIRST_DAY + timedelta(days=edge)).isoformat() for edge in edges] + ["9999"]
    return rows, until, [FIRST_DAY + timedelta(days=each) for each in days], by


def check(place: Place, rows, until, days, by) -> None:
    reader = open_reader(place.url)
    try:
        for end in until:
            editions = [[row for row in report if row["completed_at"] < end] for report in rows]
            result = import_cdm_registry(
                place.registry,
                reader,
                Report("issuances.csv", ISSUANCE_COLUMNS, numbered(editions[0]), ""),
                Report("cancellations.csv", CANCELLATION_COLUMNS, numbered(editions[1]), ""),
                parties(),
            )
            assert result.verdicts == ()
        assert verify(reader, account_types()).findings == []
        for day in days:
            found = holdings(reader, account_types(), Moment(day), by)
            expected = {_known(key, by): amounts for key, amounts in recomputed(*rows, day, by).items()}
            assert {key: each.as_json() for key, each in found.items()} == expected
            assert list(found) == sorted(found)
            assert total(found).issued == sum(each["issued"] for each in expected.values())
        for row in rows[1][:3]:
            found = trace(reader, row["party"], int(row["serial_first"]))[0]
            assert [event.entry.kind for event in found.events] == ["record_issuance", "cancel"]
    finally:
        reader.close()


def _known(key: tuple, by: list[str]) -> tuple:
    """Return the key of a group as the ledger has it: activities by their id."""
    return tuple(activity_id("CDM", part) if name == "activity" else part for name, part in zip(by, key, strict=True))


def _fresh(kind: str, url: str) -> Place:
    return place_of(kind, url, FakeClock())


@pytest.fixture(scope="session")
def template(_sqlite_template) -> Path:
    """Return an SQLite file with the tables of a registry and nothing in them."""
    return _sqlite_template


@settings(max_examples=80)
@given(history=histories())
def test_holdings_of_any_day_are_those_of_the_rows_on_sqlite(history, tmp_path_factory, template):
    file = tmp_path_factory.mktemp("property") / "registry.sqlite3"
    file.write_bytes(template.read_bytes())
    place = _fresh("sqlite", f"sqlite:///{file}")
    try:
        check(place, *history)
    finally:
        place.close()
        file.unlink()


@settings(max_examples=6)
@given(history=histories())
def test_holdings_of_any_day_are_those_of_the_rows_on_postgresql(history, postgresql_server):
    name = postgresql_server.create()
    place = _fresh("postgresql", postgresql_server.url(name))
    try:
        check(place, *history)
    finally:
        place.close()
        postgresql_server.drop(name)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_day_of_a_cancellation_belongs_to_it_to_its_end(kind, database_url):
    given = reports.synthetic_reports(3, issuances=1, cancellations=1)
    place = _fresh(kind, database_url(kind))
    row = given.cancellations[0]
    late = {**row, "completed_at": f"{row['completed_at'][:10]}T23:59:59.999"}
    day = date.fromisoformat(row["completed_at"][:10])
    check(place, (given.issuances, [late]), ["9999"], [day - timedelta(days=1), day, day + timedelta(days=1)], ["cp"])
    place.close()
