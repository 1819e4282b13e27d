"""Reading single rows: each limit from below, at it and above, each field missing, equal rows."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests import reports

from sextant.application.cdm_report.report import Damage, ReportRow
from sextant.application.cdm_report.rows import (
    CANCELLATION_COLUMNS,
    CANCELLATIONS,
    ISSUANCE_COLUMNS,
    ISSUANCES,
    CancellationRow,
    IssuanceRow,
    instant,
    read_cancellation,
    read_issuance,
    row_id,
)
from sextant.application.cdm_report.verdict import CONDITIONS, Outcome, Verdict, verdict

HOSTS = frozenset({"KE", "VN"})
LIMIT = 999_999_999_999_999

ISSUANCE = {
    "completed_at": "2012-11-30T15:21:16.013",
    "party": "KE",
    "project_ref": "1171",
    "unit_type": "CER",
    "cp": "1",
    "serial_first": "11",
    "serial_last": "20",
    "quantity": "10",
    "transaction_type": "Issuance (1)",
    "status": "4 - Completed",
}
CANCELLATION = {**ISSUANCE, "via_vcp": "Yes", "transaction_type": "Cancellation (4)"}


def issuance(**changes: str) -> IssuanceRow | Verdict:
    return read_issuance(ReportRow(7, {**ISSUANCE, **changes}), HOSTS)


def cancellation(**changes: str) -> CancellationRow | Verdict:
    return read_cancellation(ReportRow(7, {**CANCELLATION, **changes}), HOSTS)


def code(read) -> str | None:
    return read.code if isinstance(read, Verdict) else None


def test_a_sound_issuance_is_read():
    row = issuance()
    assert isinstance(row, IssuanceRow)
    assert (row.number, row.party, row.project_ref, row.unit_type, row.cp) == (7, "KE", "1171", "CER", 1)
    assert (row.first, row.last, row.quantity) == (11, 20, 10)
    assert row.completed.at == datetime(2012, 11, 30, 15, 21, 16, 13_000, tzinfo=UTC)


def test_a_sound_cancellation_is_read():
    row = cancellation()
    assert isinstance(row, CancellationRow)
    assert row.via_vcp
    other = cancellation(via_vcp="No")
    assert isinstance(other, CancellationRow)
    assert not other.via_vcp


@pytest.mark.parametrize("fault", reports.ROW_FAULTS)
def test_each_fault_has_its_own_verdict(fault):
    inject, expected = reports.ROW_FAULTS[fault]
    assert code(read_issuance(ReportRow(3, inject(ISSUANCE)), HOSTS)) == expected
    assert code(read_cancellation(ReportRow(3, inject(CANCELLATION)), HOSTS)) == expected


@pytest.mark.parametrize("column", CANCELLATION_COLUMNS)
def test_a_missing_field_is_never_accepted(column):
    assert code(cancellation(**{column: ""})) is not None
    assert code(cancellation(**{column: "  "})) is not None
    if column in ISSUANCE_COLUMNS:
        assert code(issuance(**{column: ""})) is not None


@pytest.mark.parametrize(
    ("first", "last", "quantity", "expected"),
    [
        ("0", "1", "2", "serial_not_positive"),
        ("1", "1", "1", None),
        ("1", "0", "0", "serial_not_positive"),
        ("2", "1", "0", "serial_last_before_first"),
        ("12", "10", "-1", "serial_last_before_first"),
        (str(LIMIT - 1), str(LIMIT), "2", None),
        (str(LIMIT), str(LIMIT), "1", None),
        (str(LIMIT), str(LIMIT + 1), "2", "serial_above_limit"),
        ("1", str(10**19), str(10**19), "serial_above_limit"),
        ("11", "20", "9", "quantity_differs_from_range"),
        ("11", "20", "10", None),
        ("11", "20", "11", "quantity_differs_from_range"),
        ("011", "20", "0010", None),
        ("11", "20", "9" * 5000, "quantity_differs_from_range"),
        ("11", "20", "10.0", "quantity_not_a_number"),
    ],
)
def test_serials_and_quantity_at_their_limits(first, last, quantity, expected):
    assert code(issuance(serial_first=first, serial_last=last, quantity=quantity)) == expected


@pytest.mark.parametrize("text", ["-5", "−5", "- 5"])
def test_a_negative_serial_is_a_rejected_number(text):
    read = issuance(serial_first=text)
    assert isinstance(read, Verdict)
    assert (read.code, read.outcome) == ("serial_not_positive", Outcome.REJECTED)


@pytest.mark.parametrize("text", ["", "1.5", "1,000", "1 000", "1'000", "+5", "1e5", "NaN", "-", "１２"])
def test_a_serial_that_is_a_number_gone_wrong_is_rejected(text):
    read = issuance(serial_last=text)
    assert isinstance(read, Verdict)
    assert (read.code, read.outcome) == ("serial_not_a_number", Outcome.REJECTED)


@pytest.mark.parametrize("text", ["KE-5-11", "GS1-1-KE-GS966-12-2019", "11-20", "A", "²", "0x1F"])
def test_a_serial_of_another_registry_is_quarantined(text):
    read = issuance(serial_first=text)
    assert isinstance(read, Verdict)
    assert (read.code, read.outcome) == ("serial_not_plain_digits", Outcome.QUARANTINED)


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"party": "DE"}, Outcome.QUARANTINED),
        ({"party": "ke"}, Outcome.QUARANTINED),
        ({"unit_type": "AAU"}, Outcome.QUARANTINED),
        ({"unit_type": "cer"}, Outcome.QUARANTINED),
        ({"cp": "3"}, Outcome.REJECTED),
    ],
)
def test_units_of_another_registry_are_quarantined_and_not_rejected(changes, outcome):
    read = issuance(**changes)
    assert isinstance(read, Verdict)
    assert read.outcome is outcome


def test_the_first_reason_in_the_readers_order_is_given():
    assert code(issuance(party="DE", unit_type="VCU", cp="9")) == "party_not_a_cdm_host"
    assert code(issuance(unit_type="VCU", cp="9")) == "unit_type_not_of_the_cdm"
    assert code(issuance(serial_first="0", quantity="x")) == "serial_not_positive"
    assert code(issuance(quantity="x", cp="9")) == "quantity_not_a_number"
    assert code(issuance(cp="9", completed_at="x")) == "commitment_period_unknown"
    assert code(issuance(completed_at="x", status="x")) == "completed_at_not_an_instant"


def test_a_row_of_the_other_report_is_named():
    assert code(issuance(transaction_type="Cancellation (4)")) == "transaction_not_an_issuance"
    assert code(cancellation(transaction_type="Issuance (1)")) == "transaction_not_a_cancellation"


def test_a_damaged_row_is_rejected_before_anything_else():
    damaged = ReportRow(4, {"party": "DE"}, Damage(1, 10))
    assert code(read_issuance(damaged, HOSTS)) == "row_damaged"
    unpaired = ReportRow(4, ISSUANCE, Damage(10, 10, splittable=False))
    assert code(read_issuance(unpaired, HOSTS)) == "quotation_marks_unpaired"


@pytest.mark.parametrize(
    ("text", "nanoseconds"),
    [
        ("1970-01-01T00:00:00", 0),
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01 00:00:01.5Z", 1_500_000_000),
        ("1970-01-01T00:00:00.013", 13_000_000),
        ("1970-01-01T00:00:00.000000001", 1),
        ("1969-12-31T23:59:59.999999999", -1),
    ],
)
def test_an_instant_is_read_to_the_nanosecond_and_in_utc(text, nanoseconds):
    read = instant(text)
    assert read is not None
    assert read.nanoseconds == nanoseconds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2012-11-30",
        "2012-11-30T15:21",
        "30/11/2012 15:21:16",
        "2012-13-01T00:00:00",
        "2012-02-30T00:00:00",
        "2012-11-30T24:00:00",
        "2012-11-30T15:21:60",
        "2012-11-30T15:21:16.",
        "2012-11-30T15:21:16.0123456789",
        "2012-11-30T15:21:16+02:00",
        "0000-01-01T00:00:00",
        "２０１２-11-30T15:21:16",
    ],
)
def test_what_is_no_instant_is_none(text):
    assert instant(text) is None


def test_the_day_of_an_instant_just_before_midnight_is_that_day():
    read = instant("2012-11-30T23:59:59.999999999")
    assert read is not None
    assert read.day == date(2012, 11, 30)


@pytest.mark.parametrize(("today", "expected"), [(29, "completed_in_the_future"), (30, None)])
def test_a_row_of_a_day_to_come_is_rejected_when_the_day_is_known(today, expected):
    read = read_issuance(ReportRow(1, ISSUANCE), HOSTS, today=date(2012, 11, today))
    assert code(read) == expected


def test_equal_rows_have_equal_ids_and_every_column_counts():
    row = ReportRow(1, CANCELLATION)
    assert row_id(CANCELLATIONS, row) == row_id(CANCELLATIONS, ReportRow(2, dict(CANCELLATION)))
    assert row_id(CANCELLATIONS, row).version == 8
    spaced = {column: f" {value} " for column, value in CANCELLATION.items()}
    assert row_id(CANCELLATIONS, row) == row_id(CANCELLATIONS, ReportRow(1, spaced))
    for column in CANCELLATION_COLUMNS:
        changed = ReportRow(1, {**CANCELLATION, column: CANCELLATION[column] + "1"})
        assert row_id(CANCELLATIONS, row) != row_id(CANCELLATIONS, changed)


def test_the_kind_of_report_counts_and_further_columns_do_not():
    assert row_id(ISSUANCES, ReportRow(1, ISSUANCE)) != row_id(CANCELLATIONS, ReportRow(1, ISSUANCE))
    later_edition = ReportRow(1, {"note": "new", **ISSUANCE})
    assert row_id(ISSUANCES, ReportRow(1, ISSUANCE)) == row_id(ISSUANCES, later_edition)
    read = read_issuance(later_edition, HOSTS)
    assert isinstance(read, IssuanceRow)
    assert read.id == row_id(ISSUANCES, ReportRow(1, ISSUANCE))


def test_the_id_of_a_row_stays_what_it_was_in_every_version():
    assert str(row_id(ISSUANCES, ReportRow(1, ISSUANCE))) == "013b51e8-49ed-857a-a3c7-9aa210802a08"


def test_a_verdict_needs_a_declared_code_and_all_its_facts():
    with pytest.raises(ValueError, match="not declared"):
        verdict(ISSUANCES, 1, "weather_bad")
    with pytest.raises(ValueError, match="needs the facts"):
        verdict(ISSUANCES, 1, "serial_above_limit", found="1")
    assert all(condition.rests_on for condition in CONDITIONS.values())


def test_a_long_text_is_cut_in_the_facts():
    read = issuance(party="x" * 500)
    assert isinstance(read, Verdict)
    assert read.about["found"] == "x" * 80 + "…"
