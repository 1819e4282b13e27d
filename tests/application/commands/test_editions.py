"""Editions of the same report: a longer one adds only what is new, and order, copies and faults change nothing else."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from random import Random

import pytest
from tests import reports
from tests.application.recomputed import recomputed
from tests.reports import numbered
from tests.stores import Place, dump_database, place_of

from sextant.application.cdm_report.report import Report
from sextant.application.cdm_report.rows import CANCELLATION_COLUMNS, ISSUANCE_COLUMNS
from sextant.application.commands.import_cdm_projects import import_cdm_projects
from sextant.application.commands.import_cdm_registry import ImportResult, import_cdm_registry
from sextant.application.queries.holdings import holdings
from sextant.application.queries.trace import trace
from sextant.application.queries.verify import verify
from sextant.application.reader import Moment
from sextant.domain.activity import activity_id
from sextant.domain.identifier import content_id
from sextant.ledger.request import Correct
from sextant.storage.account_types import account_types
from sextant.storage.opening import open_reader
from sextant.storage.rulebook_files import parties

KINDS = ("sqlite", "postgresql")
BY = ("party", "unit_type", "cp")


class Ledger:
    """A registry that reports are imported into, from rows instead of files."""

    def __init__(self, place: Place) -> None:
        self.place = place
        assert place.url is not None
        self.reader = open_reader(place.url)

    def run(self, issuances: list[reports.Row], cancellations: list[reports.Row]) -> ImportResult:
        result = import_cdm_registry(
            self.place.registry,
            self.reader,
            Report("issuances.csv", ISSUANCE_COLUMNS, numbered(issuances), ""),
            Report("cancellations.csv", CANCELLATION_COLUMNS, numbered(cancellations), ""),
            parties(),
        )
        assert verify(self.reader, account_types()).findings == []
        return result

    def projects(self, rows: list[reports.Row]):
        listed = Report("projects.csv", reports.PROJECT_COLUMNS, numbered(rows), "")
        return import_cdm_projects(self.place.registry, listed, parties())

    def held(self, day: str = "2035-12-31"):
        found = holdings(self.reader, account_types(), Moment(date.fromisoformat(day)), BY)
        return {key: amounts.as_json() for key, amounts in found.items()}

    def contents(self):
        """Return all that is stored, without the instants of recording."""
        found = dict(dump_database(self.place.registry.store.driver))
        found["entry"] = [dataclasses.replace(each, recorded_at=None) for each in found["entry"]]
        found["activities"] = self.reader.activities()
        return found

    def apart(self):
        return self.place.registry.store.driver.query('SELECT "report", "row", "code" FROM quarantine ORDER BY "row"')


@pytest.fixture
def fresh(database_url, clock):
    """Return a function that makes a fresh ledger on a kind of database."""
    made: list[Ledger] = []

    def make(kind: str = "sqlite") -> Ledger:
        made.append(Ledger(place_of(kind, database_url(kind), clock)))
        return made[-1]

    yield make
    for each in made:
        each.reader.close()
        each.place.close()


@pytest.fixture
def given():
    return reports.synthetic_reports(31, issuances=24, cancellations=90)


def counts(result: ImportResult) -> list[tuple[int, int, int]]:
    return [(each.accepted, each.already_known, each.rejected) for each in (result.issuances, result.cancellations)]


def codes(result: ImportResult) -> list[tuple[str, int, str]]:
    return [(each.report, each.row, each.code) for each in result.verdicts]


@pytest.mark.parametrize("kind", KINDS)
def test_an_import_that_commits_between_two_looks_of_another_makes_no_row_wrong(kind, fresh, given, clock):
    late = fresh(kind)
    early = Ledger(place_of(kind, late.place.url, clock))
    looked = late.reader.lots

    def lots(**conditions):
        found = looked(**conditions)
        if not early.reader.accounts():
            early.run(given.issuances, [])
        return found

    late.reader.lots = lots
    try:
        assert counts(late.run(given.issuances, given.cancellations)) == [(0, 24, 0), (90, 0, 0)]
    finally:
        early.reader.close()
        early.place.close()


@pytest.mark.parametrize("kind", KINDS)
def test_editions_one_after_the_other_make_the_ledger_of_the_last(kind, fresh, given):
    whole = fresh(kind)
    assert counts(whole.run(given.issuances, given.cancellations)) == [(24, 0, 0), (90, 0, 0)]
    edition = fresh(kind)
    known = (0, 0)
    for until in ("2008-02-01", "2008-03-01", "2012-01-01", "2016-01-01", "2099-01-01"):
        rows = [
            [row for row in report if row["completed_at"] < until] for report in (given.issuances, given.cancellations)
        ]
        result = edition.run(*rows)
        assert [each.already_known for each in (result.issuances, result.cancellations)] == list(known)
        known = (len(rows[0]), len(rows[1]))
        assert [sum(each) for each in counts(result)] == list(known)
        assert result.verdicts == ()
    assert edition.contents() == whole.contents()
    assert edition.held() == whole.held() == recomputed(given.issuances, given.cancellations, date(2035, 12, 31), BY)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_edition_again_writes_nothing(kind, fresh, given):
    ledger = fresh(kind)
    listed = reports.registration_list(given)
    ledger.run(given.issuances, given.cancellations)
    ledger.projects(listed)
    before = ledger.contents(), dump_database(ledger.place.registry.store.driver)["entry"]
    ledger.place.clock.pass_days(1)
    assert counts(ledger.run(given.issuances, given.cancellations)) == [(0, 24, 0), (0, 90, 0)]
    assert ledger.projects(listed).changed == 0
    assert (ledger.contents(), dump_database(ledger.place.registry.store.driver)["entry"]) == before


@pytest.mark.parametrize("kind", KINDS)
def test_rows_in_any_order_make_the_same_ledger(kind, fresh, given):
    straight, mixed = fresh(kind), fresh(kind)
    straight.run(given.issuances, given.cancellations)
    for seed in range(2):
        issuances, cancellations = list(given.issuances), list(given.cancellations)
        Random(seed).shuffle(issuances)
        Random(seed + 10).shuffle(cancellations)
        mixed.run(issuances, cancellations)
    assert mixed.contents() == straight.contents()


def cancel(issuance: reports.Row, first: int, last: int, at: str, **changes: str) -> reports.Row:
    shared = {key: issuance[key] for key in ("party", "project_ref", "unit_type", "cp")}
    row = {
        "completed_at": at,
        **shared,
        "serial_first": str(first),
        "serial_last": str(last),
        "quantity": str(last - first + 1),
        "via_vcp": "No",
        "transaction_type": "Cancellation (4)",
        "status": "4 - Completed",
        **changes,
    }
    return {column: row[column] for column in CANCELLATION_COLUMNS}


@pytest.mark.parametrize("kind", KINDS)
def test_a_later_edition_may_bring_older_cancellations_of_other_units_of_the_same_block(kind, fresh, given):
    issuance = given.issuances[0]
    begin = int(issuance["serial_first"])
    at = iter(["2020-06-01T00:00:00", "2012-01-01T00:00:00", "2011-01-01T00:00:00", issuance["completed_at"]])
    rows = [cancel(issuance, begin + start, begin + start + 9, next(at)) for start in (100, 0, 200, 50)]
    ledger, whole = fresh(kind), fresh(kind)
    for count in range(1, 5):
        assert counts(ledger.run([issuance], rows[:count]))[1] == (1, count - 1, 0)
    whole.run([issuance], list(reversed(rows)))
    for day in ("2008-01-06", "2010-12-31", "2011-01-01", "2012-01-01", "2020-05-31", "2020-06-01"):
        assert ledger.held(day) == whole.held(day) == recomputed([issuance], rows, date.fromisoformat(day), BY)
    assert ledger.reader.blocks() == whole.reader.blocks()


def test_cancellations_wait_for_their_issuances(fresh, given):
    ledger, whole = fresh(), fresh()
    result = ledger.run([], given.cancellations)
    assert counts(result) == [(0, 0, 0), (0, 0, 90)]
    assert {each.code for each in result.verdicts} == {"issuance_not_found"}
    assert ledger.held() == {}
    half = given.issuances[:12]
    result = ledger.run(half, given.cancellations)
    within = [row for row in given.cancellations if any(_inside(row, each) for each in half)]
    assert counts(result) == [(12, 0, 0), (len(within), 0, 90 - len(within))]
    assert counts(ledger.run(given.issuances, given.cancellations)) == [
        (12, 12, 0), (90 - len(within), len(within), 0),
    ]  # fmt: skip
    whole.run(given.issuances, given.cancellations)
    assert ledger.held() == whole.held()
    assert list(ledger.reader.blocks()) == list(whole.reader.blocks())


def _inside(row: reports.Row, issuance: reports.Row) -> bool:
    return row["party"] == issuance["party"] and (
        int(issuance["serial_first"]) <= int(row["serial_first"]) <= int(issuance["serial_last"])
    )


def test_copies_of_rows_are_known_and_count_once(fresh, given):
    ledger, whole = fresh(), fresh()
    doubled = [row for row in given.issuances for _ in range(2)], [*given.cancellations, *given.cancellations]
    assert counts(ledger.run(*doubled)) == [(24, 24, 0), (90, 90, 0)]
    whole.run(given.issuances, given.cancellations)
    assert ledger.contents() == whole.contents()
    spaced = [{name: f" {value}  " for name, value in row.items()} for row in given.issuances]
    more = [{**row, "remark": "new column"} for row in given.cancellations]
    assert counts(ledger.run(spaced, more)) == [(0, 24, 0), (0, 90, 0)]


@pytest.mark.parametrize("column", [name for name in CANCELLATION_COLUMNS if name not in ("party", "quantity")])
def test_the_same_serials_with_other_content_are_rejected_in_a_later_edition(column, fresh, given):
    other = {
        "completed_at": "2024-02-02T02:02:02",
        "project_ref": "99999",
        "unit_type": "CER" if given.cancellations[0]["unit_type"] != "CER" else "tCER",
        "cp": "2" if given.cancellations[0]["cp"] == "1" else "1",
        "via_vcp": "Yes" if given.cancellations[0]["via_vcp"] == "No" else "No",
        "transaction_type": "Retirement (5)",
        "status": "5 - Terminated",
        "serial_first": given.cancellations[0]["serial_first"].zfill(12),
        "serial_last": given.cancellations[0]["serial_last"].zfill(12),
    }[column]
    ledger = fresh()
    ledger.run(given.issuances, given.cancellations)
    before = ledger.contents()
    for rows in (
        [{**given.cancellations[0], column: other}],
        [*given.cancellations[1:], {**given.cancellations[0], column: other}],
    ):
        result = ledger.run(given.issuances, rows)
        assert counts(result)[1] == (0, len(rows) - 1, 1)
    if column != "via_vcp":
        issuance = {**given.issuances[0], column: other}
        if column.startswith("serial"):
            issuance[column] = given.issuances[0][column].zfill(12)
        assert counts(ledger.run([issuance], [])) == [(0, 0, 1), (0, 0, 0)]
    assert ledger.contents() == before


def test_issuances_that_overlap_known_ones_are_rejected(fresh, given):
    ledger = fresh()
    ledger.run(given.issuances, [])
    before = ledger.contents()
    row = given.issuances[3]
    first, last = int(row["serial_first"]), int(row["serial_last"])
    for begin, end in ((first, first), (last, last + 5), (first + 1, last - 1), (1, 10**9)):
        changed = {**row, "serial_first": str(begin), "serial_last": str(end), "quantity": str(end - begin + 1)}
        result = ledger.run([changed], [])
        assert [code for _, _, code in codes(result)] == ["serials_overlap_an_issuance"]
        assert dict(result.verdicts[0].about)["other_row"] is None
    assert ledger.contents() == before


@pytest.mark.parametrize("reverse", [False, True])
def test_of_overlapping_rows_the_earlier_instant_wins_in_either_order(reverse, fresh, given):
    issuance = given.issuances[0]
    begin = int(issuance["serial_first"])
    rows = [
        cancel(issuance, begin + 5, begin + 14, "2015-01-01T00:00:01"),
        cancel(issuance, begin, begin + 9, "2015-01-01T00:00:00"),
        cancel(issuance, begin + 10, begin + 19, "2015-01-01T00:00:02"),
    ]
    ledger = fresh()
    result = ledger.run([issuance], rows[::-1] if reverse else rows)
    assert counts(result)[1] == (2, 0, 1)
    assert [(row, code) for _, row, code in codes(result)] == [(3 if reverse else 1, "units_already_cancelled")]
    assert ledger.held()[issuance["party"], issuance["unit_type"], int(issuance["cp"])]["cancelled"] == 20


@pytest.mark.parametrize("reverse", [False, True])
def test_of_overlapping_rows_of_one_instant_the_earlier_row_wins(reverse, fresh, given):
    issuance = given.issuances[0]
    begin = int(issuance["serial_first"])
    rows = [cancel(issuance, begin + at, begin + at + 9, "2015-01-01T00:00:00") for at in (0, 5)]
    ledger = fresh()
    result = ledger.run([issuance], rows[::-1] if reverse else rows)
    assert codes(result) == [("cancellations", 2, "units_already_cancelled")]
    cancelled = next(each for each in ledger.reader.blocks() if each.since != each.lot and each.quantity == 10)
    assert cancelled.first == begin + (5 if reverse else 0)


@pytest.mark.parametrize("fault", [{"quantity": "99"}, {"project_ref": "1"}, {"via_vcp": "maybe"}, {"cp": "3"}])
def test_a_faulty_row_never_beats_a_good_one(fault, fresh, given):
    issuance = given.issuances[0]
    begin = int(issuance["serial_first"])
    bad = cancel(issuance, begin, begin + 9, "2009-01-01T00:00:00", **fault)
    good = cancel(issuance, begin + 5, begin + 14, "2015-01-01T00:00:00")
    ledger = fresh()
    for rows in ([bad, good], [good, bad]):
        result = ledger.run([issuance], rows)
        assert result.cancellations.rejected == 1
        assert [rows[row - 1] for _, row, _ in codes(result)] == [bad]
    assert counts(result)[1] == (0, 1, 1)


def test_rows_of_other_registries_are_kept_apart_once_and_count_nowhere(fresh, given):
    foreign = [
        {**given.issuances[0], "party": "DE"},
        {**given.issuances[1], "unit_type": "ERU"},
        {**given.issuances[2], "serial_first": "JP-100-200"},
    ]
    ledger, clean = fresh(), fresh()
    for edition in range(3):
        # A later edition may have a column more, and stands the rows elsewhere.
        rows = [{**row, "remark": "new"} if edition == 2 else row for row in foreign]
        result = ledger.run([*given.issuances[3:], *rows, *rows], [{**given.cancellations[0], "party": "DE"}])
        assert {each.outcome.value for each in result.verdicts} == {"quarantined"}
        assert result.issuances.rejected == 6
        assert len(ledger.apart()) == 4
        ledger.place.clock.pass_days(1)
    clean.run(given.issuances[3:], [])
    assert ledger.held() == clean.held()
    assert ledger.contents() == clean.contents()
    assert sorted(code for _, _, code in ledger.apart()) == [
        "party_not_a_cdm_host", "party_not_a_cdm_host", "serial_not_plain_digits", "unit_type_not_of_the_cdm",
    ]  # fmt: skip


def test_an_issuance_after_today_waits_for_its_day(fresh, given):
    ledger = fresh()
    ledger.place.clock.present = datetime(2008, 1, 31, 12, tzinfo=UTC)
    before = [row for row in given.issuances if row["completed_at"] < "2008-02-01"]
    result = ledger.run(given.issuances, [])
    assert counts(result)[0] == (len(before), 0, 24 - len(before))
    assert {each.code for each in result.verdicts} == {"completed_in_the_future"}
    ledger.place.clock.present = datetime(2030, 1, 1, tzinfo=UTC)
    assert counts(ledger.run(given.issuances, given.cancellations)) == [
        (24 - len(before), len(before), 0), (90, 0, 0),
    ]  # fmt: skip


def test_a_corrected_cancellation_is_not_imported_again(fresh, given):
    """What was undone here on purpose is still a row that is known."""
    ledger = fresh()
    ledger.run(given.issuances, given.cancellations)
    row = given.cancellations[0]
    space = next(each for each in ledger.reader.spaces() if each.prefix == row["party"])
    found = trace(ledger.reader, space.prefix, int(row["serial_first"]))[0]
    undo = Correct(id=content_id("test", "undo"), actor="operator", entry=found.block.since, reason="test")
    ledger.place.registry.perform(undo)
    held = ledger.held()
    assert counts(ledger.run(given.issuances, given.cancellations)) == [(0, 24, 0), (0, 90, 0)]
    assert ledger.held() == held
    assert sum(each["cancelled"] for each in held.values()) == given.cancelled - int(row["quantity"])


@pytest.mark.parametrize("kind", KINDS)
def test_projects_may_come_before_the_units_and_after_them(kind, fresh, given):
    listed = reports.registration_list(given)
    before, after, both = fresh(kind), fresh(kind), fresh(kind)
    before.projects(listed)
    before.run(given.issuances, given.cancellations)
    after.run(given.issuances, given.cancellations)
    untitled = after.reader.activities()
    assert untitled
    assert all(each.title is None and each.status is None for each in untitled)
    after.projects(listed)
    for _ in range(2):
        both.projects(listed)
        both.run(given.issuances, given.cancellations)
    assert before.reader.activities() == after.reader.activities() == both.reader.activities()
    assert all(each.title for each in before.reader.activities())


def test_undated_rejected_and_withdrawn_projects_are_kept_as_what_they_are(fresh, given):
    ledger = fresh()
    listed = reports.registration_list(given)
    for place, registered in enumerate(("", "Rejected", "Withdrawn")):
        listed[place] = {**listed[place], "Registered": registered}
    result = ledger.projects(listed)
    assert result.accepted == len(listed)
    assert sum(result.by_status.values()) == len(listed)
    found = {each.reference: each for each in ledger.reader.activities()}
    for place, status in enumerate(("undated", "rejected", "withdrawn")):
        activity = found[listed[place]["Ref"]]
        assert (activity.status, activity.registered_on) == (status, None)
    later = [{**listed[0], "Registered": "01/02/2009"}, *listed[1:]]
    assert ledger.projects(later).changed == 1
    activity = ledger.reader.activities([activity_id("CDM", listed[0]["Ref"])])[0]
    assert (activity.status, activity.registered_on) == ("registered", date(2009, 2, 1))


def test_a_host_that_only_the_units_name_stays_when_the_list_comes(fresh, given):
    ledger = fresh()
    row = {**given.issuances[0], "party": "CI"}
    ledger.run([row], [])
    listed = [each for each in reports.registration_list(given) if each["Ref"] == row["project_ref"]]
    ledger.projects(listed)
    activity = ledger.reader.activities([activity_id("CDM", row["project_ref"])])[0]
    assert set(activity.host_parties) == {given.issuances[0]["party"], "CI"}
    ledger.run([row], [])
    assert ledger.reader.activities([activity.id]) == [activity]
