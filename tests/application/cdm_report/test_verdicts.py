"""Judging rows together: which are recorded, known, beaten or refused, and that row order does not matter."""

from __future__ import annotations

from random import Random
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import reports
from tests.reports import Row, numbered, synthetic_reports

from sextant.application.cdm_report.rows import instant, read_cancellation, read_issuance
from sextant.application.cdm_report.verdict import Verdict
from sextant.application.cdm_report.verdicts import (
    CancelledRange,
    IssuedRange,
    Judgement,
    KnownUnits,
    judge,
)

HOSTS = frozenset({"KE", "VN", "GH"})
NOTHING = KnownUnits()


def issued(first: int, last: int, day: int = 1, **changes: str) -> Row:
    return {
        "completed_at": f"2012-01-{day:02d}T10:00:00.000",
        "party": "KE",
        "project_ref": "12",
        "unit_type": "CER",
        "cp": "1",
        "serial_first": str(first),
        "serial_last": str(last),
        "quantity": str(last - first + 1),
        "transaction_type": "Issuance (1)",
        "status": "4 - Completed",
        **changes,
    }


def cancelled(first: int, last: int, day: int = 20, **changes: str) -> Row:
    return {
        **issued(first, last, day),
        "transaction_type": "Cancellation (4)",
        "via_vcp": "No",
        **changes,
    }


def judged(issuances: list[Row], cancellations: list[Row] = [], known: KnownUnits = NOTHING) -> Judgement:  # noqa: B006
    return judge(
        [read_issuance(row, HOSTS) for row in numbered(issuances)],
        [read_cancellation(row, HOSTS) for row in numbered(cancellations)],
        known,
    )


def refused(judgement: Judgement) -> list[tuple[str, int, str]]:
    return [(each.report, each.row, each.code) for each in judgement.verdicts]


def recorded(judgement: Judgement) -> KnownUnits:
    """Return what a ledger knows after everything accepted was recorded in it."""
    rows = judgement.issuances
    return KnownUnits(
        entries={row.id for row in (*rows, *judgement.cancellations)},
        issued={
            party: sorted(
                IssuedRange(row.first, row.last, row.project_ref, row.unit_type, row.cp, row.completed.nanoseconds)
                for row in rows
                if row.party == party
            )
            for party in HOSTS
        },
        cancelled={
            party: sorted(CancelledRange(row.first, row.last) for row in judgement.cancellations if row.party == party)
            for party in HOSTS
        },
    )


def test_sound_reports_are_accepted_whole_and_in_the_order_of_time():
    world = synthetic_reports(5)
    judgement = judged(world.issuances, world.cancellations)
    assert judgement.verdicts == ()
    assert sum(row.quantity for row in judgement.issuances) == world.issued
    assert sum(row.quantity for row in judgement.cancellations) == world.cancelled
    for rows in (judgement.issuances, judgement.cancellations):
        times = [(row.completed.nanoseconds, row.number) for row in rows]
        assert times == sorted(times)


def test_the_same_edition_again_is_known_already_and_a_longer_one_adds_what_is_new():
    world = synthetic_reports(6, issuances=30, cancellations=60)
    shorter = judged(world.issuances[:20], [])
    known = recorded(shorter)
    again = judged(world.issuances[:20], [], known)
    assert (again.issuances, again.verdicts) == ((), ())
    assert again.issuances_known == tuple(range(1, 21))
    longer = judged(world.issuances, world.cancellations, known)
    assert longer.verdicts == ()
    assert len(longer.issuances) == 10
    assert longer.issuances_known == tuple(range(1, 21))
    assert len(longer.cancellations) == 60


def test_a_copy_in_the_same_file_is_known_and_the_first_is_recorded():
    row = issued(1, 10)
    judgement = judged([row, {**row, "party": " KE "}], [cancelled(1, 2), cancelled(1, 2)])
    assert [each.number for each in judgement.issuances] == [1]
    assert (judgement.issuances_known, judgement.cancellations_known) == ((2,), (2,))
    assert judgement.verdicts == ()


def test_a_copy_of_a_refused_row_is_refused_for_the_same_reason():
    judgement = judged([issued(1, 10), issued(5, 15, day=2), issued(5, 15, day=2)])
    assert [(row, code) for _, row, code in refused(judgement)] == [
        (2, "serials_overlap_an_issuance"),
        (3, "serials_overlap_an_issuance"),
    ]


def test_the_same_serials_with_other_content_are_rejected_in_the_file_and_beside_the_ledger():
    row = issued(1, 10)
    other = issued(1, 10, day=2, project_ref="13")
    in_file = judged([row, other])
    assert refused(in_file) == [("issuances", 2, "serials_recorded_with_other_content")]
    assert in_file.verdicts[0].about["other_row"] == 1
    beside = judged([other], [], recorded(judged([row])))
    assert refused(beside) == [("issuances", 1, "serials_recorded_with_other_content")]
    assert beside.verdicts[0].about["other_row"] is None


def test_other_cancellations_of_the_same_serials_are_rejected():
    judgement = judged([issued(1, 10)], [cancelled(3, 5), cancelled(3, 5, via_vcp="Yes")])
    assert refused(judgement) == [("cancellations", 2, "serials_recorded_with_other_content")]


def test_of_two_overlapping_rows_the_earlier_instant_wins_then_the_earlier_row():
    late, early = issued(1, 10, day=9), issued(10, 20, day=3)
    assert [row.first for row in judged([late, early]).issuances] == [10]
    assert [row.first for row in judged([early, late]).issuances] == [10]
    same = issued(10, 20, day=9)
    assert [row.first for row in judged([late, same]).issuances] == [1]
    assert [row.first for row in judged([same, late]).issuances] == [10]
    fraction = issued(10, 20, completed_at="2012-01-09T09:59:59.999999999")
    assert [row.first for row in judged([late, fraction]).issuances] == [10]


def test_what_the_ledger_holds_wins_over_an_earlier_row():
    known = recorded(judged([issued(1, 10, day=9)]))
    assert refused(judged([issued(10, 20, day=1)], [], known)) == [("issuances", 1, "serials_overlap_an_issuance")]


def test_a_row_that_lost_does_not_win_over_a_third_one():
    judgement = judged([issued(1, 10, day=1), issued(10, 20, day=2), issued(20, 30, day=3)])
    assert [row.number for row in judgement.issuances] == [1, 3]
    assert [row for _, row, _ in refused(judgement)] == [2]


def test_a_faulty_row_does_not_win():
    faulty = issued(1, 10, day=1, status="5 - Terminated")
    judgement = judged([faulty, issued(1, 10, day=2)])
    assert [row.number for row in judgement.issuances] == [2]
    misfit = cancelled(1, 4, day=10, project_ref="13")
    judgement = judged([issued(1, 10)], [misfit, cancelled(4, 5, day=11)])
    assert [row.number for row in judgement.cancellations] == [2]
    assert refused(judgement) == [("cancellations", 1, "project_differs")]


@pytest.mark.parametrize(
    ("second", "accepted"),
    [((1, 9), False), ((10, 10), False), ((20, 25), False), ((21, 25), True), ((1, 30), False)],
)
def test_neighbours_touch_and_do_not_overlap(second, accepted):
    first, last = second
    judgement = judged([issued(9, 20), issued(first, last, day=2)])
    assert len(judgement.issuances) == 1 + accepted


def test_serials_are_shared_by_unit_types_and_periods_but_not_by_parties():
    assert len(judged([issued(1, 10), issued(1, 10, day=2, unit_type="tCER")]).issuances) == 1
    assert len(judged([issued(1, 10), issued(1, 10, day=2, cp="2")]).issuances) == 1
    assert len(judged([issued(1, 10), issued(1, 10, day=2, party="VN")]).issuances) == 2


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (cancelled(1, 10), None),
        (cancelled(10, 10), None),
        (cancelled(11, 20), "project_differs"),
        (cancelled(10, 11), "range_spans_issuances"),
        (cancelled(1, 20), "range_spans_issuances"),
        (cancelled(20, 31), "range_spans_issuances"),
        (cancelled(20, 21, project_ref="13"), "issuance_not_found"),
        (cancelled(21, 29), "issuance_not_found"),
        (cancelled(29, 30), "issuance_not_found"),
        (cancelled(40, 41), "issuance_not_found"),
        (cancelled(1, 1, party="GH"), "issuance_not_found"),
        (cancelled(1, 10, unit_type="lCER"), "unit_type_differs"),
        (cancelled(1, 10, cp="2"), "commitment_period_differs"),
        (cancelled(1, 10, completed_at="2012-01-01T09:59:59.999999999"), "cancelled_before_issuance"),
        (cancelled(1, 10, completed_at="2012-01-01T10:00:00Z"), None),
    ],
)
def test_a_cancellation_lies_inside_one_issuance_that_it_fits(row, code):
    issuances = [issued(1, 10), issued(11, 20, project_ref="13"), issued(30, 40)]
    for judgement in (judged(issuances, [row]), judged([], [row], recorded(judged(issuances)))):
        assert [each for *_, each in refused(judgement)] == ([code] if code else [])
        assert len(judgement.cancellations) == (0 if code else 1)


def test_a_cancellation_of_a_rejected_issuance_finds_none():
    judgement = judged([issued(1, 10, cp="3")], [cancelled(1, 10)])
    assert [code for *_, code in refused(judgement)] == ["commitment_period_unknown", "issuance_not_found"]


@pytest.mark.parametrize(("first", "last", "free"), [(4, 4, True), (4, 5, False), (7, 7, False), (8, 8, True)])
def test_units_are_cancelled_once(first, last, free):
    issuances, earlier, later = [issued(1, 10)], cancelled(5, 7), cancelled(first, last, day=21)
    beside = judged([], [later], recorded(judged(issuances, [earlier])))
    for judgement in (judged(issuances, [earlier, later]), beside):
        assert [code for *_, code in refused(judgement)] == ([] if free else ["units_already_cancelled"])


def test_verdicts_are_in_the_order_of_the_files_and_their_rows():
    world = synthetic_reports(8)
    inject, code = reports.ROW_FAULTS["quantity too large by one"]
    issuances, cancellations = list(world.issuances), list(world.cancellations)
    for rows in (issuances, cancellations):
        for place in (30, 3, 17):
            rows[place] = inject(rows[place])
    found = refused(judged(issuances, cancellations))
    assert [each for each in found if each[2] == code] == [
        (report, row, code) for report in ("issuances", "cancellations") for row in (4, 18, 31)
    ]
    assert found == sorted(found, key=lambda each: (each[0] != "issuances", each[1]))


ROWS = st.lists(
    st.tuples(
        st.integers(1, 30),
        st.integers(1, 12),
        st.sampled_from(["CER", "tCER"]),
        st.sampled_from(["12", "13", ""]),
    ),
    max_size=12,
)


def at_different_times(drawn, make) -> list[Row]:
    return [
        make(first, first + length - 1, unit_type=unit_type, project_ref=project)
        | {"completed_at": f"2012-02-{1 + place:02d}T10:00:00.{place:03d}"}
        for place, (first, length, unit_type, project) in enumerate(drawn)
    ]


@given(ROWS, ROWS, st.randoms(use_true_random=False))
def test_no_verdict_depends_on_the_order_of_rows_of_different_instants(drawn_issued, drawn_cancelled, chance):
    issuances = at_different_times(drawn_issued, issued)
    cancellations = at_different_times(drawn_cancelled, cancelled)
    mixed_issuances, mixed_cancellations = list(issuances), list(cancellations)
    chance.shuffle(mixed_issuances)
    chance.shuffle(mixed_cancellations)
    assert told(issuances, cancellations) == told(mixed_issuances, mixed_cancellations)


def told(issuances: list[Row], cancellations: list[Row]) -> list[tuple[str, str, str]]:
    """Return what became of every row, by its content instead of its number."""
    judgement = judged(issuances, cancellations)
    rows = {"issuances": issuances, "cancellations": cancellations}
    said = [(each.report, rows[each.report][each.row - 1]["completed_at"], each.code) for each in judgement.verdicts]
    said += [("issuances", row.completed.text, "accepted") for row in judgement.issuances]
    said += [("cancellations", row.completed.text, "accepted") for row in judgement.cancellations]
    assert len(said) == len(issuances) + len(cancellations)
    return sorted(said)


@given(ROWS, ROWS)
def test_accepted_ranges_never_overlap_and_all_that_is_refused_has_a_reason(drawn_issued, drawn_cancelled):
    judgement = judged(at_different_times(drawn_issued, issued), at_different_times(drawn_cancelled, cancelled))
    for rows in (judgement.issuances, judgement.cancellations):
        serials = [serial for row in rows for serial in range(row.first, row.last + 1)]
        assert len(serials) == len(set(serials))
    for row in judgement.cancellations:
        assert any(
            each.first <= row.first
            and row.last <= each.last
            and (each.project_ref, each.unit_type) == (row.project_ref, row.unit_type)
            and each.completed.nanoseconds <= row.completed.nanoseconds
            for each in judgement.issuances
        )


@given(ROWS, st.integers(0, 12))
def test_after_recording_an_edition_it_is_known_and_everything_else_is_judged_as_before(drawn, cut):
    rows = at_different_times(drawn, issued)
    first = judged(rows[:cut])
    whole = judged(rows, [], recorded(first))
    assert [row.number for row in (*first.issuances, *whole.issuances)] == [
        row.number for row in judged(rows).issuances
    ]


@pytest.mark.parametrize("shape", ["as published", "shuffled", "all overlapping"])
def test_a_hundred_thousand_rows_are_judged_without_comparing_them_in_pairs(shape):
    world = synthetic_reports(2, issuances=20_000, cancellations=80_000)
    issuances, cancellations = list(world.issuances), list(world.cancellations)
    if shape == "shuffled":
        Random(1).shuffle(issuances)
        Random(2).shuffle(cancellations)
    if shape == "all overlapping":
        issuances.append(issued(1, 999_999_999_999_999, completed_at="2030-01-01T00:00:00"))
    read_issuances = [read_issuance(row, HOSTS) for row in numbered(issuances)]
    read_cancellations = [read_cancellation(row, HOSTS) for row in numbered(cancellations)]
    begun = perf_counter()
    judgement = judge(read_issuances, read_cancellations, NOTHING)
    took = perf_counter() - begun
    assert len(judgement.issuances) == 20_000
    assert len(judgement.cancellations) == 80_000
    assert took < 10, "2 seconds are the aim; a pairwise comparison would take minutes"


def test_the_facts_of_a_verdict_say_what_was_found_and_expected():
    (said,) = judged([issued(1, 10)], [cancelled(1, 10, day=1, completed_at="2011-01-01T00:00:00")]).verdicts
    assert dict(said.about) == {"found": "2011-01-01T00:00:00", "issued_at": "2012-01-01T10:00:00.000Z"}
    assert isinstance(said, Verdict)
    assert instant(str(said.about["issued_at"])) is not None
