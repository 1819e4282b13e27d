"""For each of the 53 rules a smallest slip in a history that passes, and exactly the consequences that it has.

The history is synthetic: two invented Parties over two years. What is expected is written as the rules that fail,
the one nearest the cause first; a set that changes is a change of what a Party is told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pytest
from tests.reporting.history import (
    APPROACH,
    BUYER,
    HOST,
    OTHER,
    action,
    authorization,
    bought,
    buyer_2023,
    changed,
    checked,
    entity,
    failing,
    heading,
    history,
    holding,
    host_2023,
    itmo,
    reports,
    sold,
    unverifiable,
    used,
)

from sextant.reporting.aef.model import AnnualInformation, Flaw, Moment, Timeframe, Version
from sextant.reporting.checks.reports import InitialReport
from sextant.reporting.checks.run import CHECKS
from sextant.storage.aef_format import check_catalogue

HOST22, HOST23, BUYER22, BUYER23 = "host-2022.xlsx", "host-2023.xlsx", "buyer-2022.xlsx", "buyer-2023.xlsx"
Contents = dict[str, AnnualInformation]


def change(file: str, table: str, row: int, **changes: object) -> Contents:
    return changed(history(), file, table, row, **changes)


def added(contents: Contents, file: str, table: str, *rows: object) -> Contents:
    return {**contents, file: replace(contents[file], **{table: (*getattr(contents[file], table), *rows)})}


def without(contents: Contents, file: str, table: str, row: int) -> Contents:
    kept = tuple(each for each in getattr(contents[file], table) if each.row != row)
    return {**contents, file: replace(contents[file], **{table: kept})}


def resubmitted(year: int, version: Version, on: date, **changes: object) -> Contents:
    base = {2022: history()[BUYER22], 2023: history()[BUYER23]}[year]
    again = replace(base, heading=base.heading._replace(version=version, submitted_on=on), **changes)
    return {**history(), "again.xlsx": again}


def obsolete() -> Contents:
    """Version 2.0 is on file before version 1.0 comes."""
    first = replace(buyer_2023(), heading=heading(BUYER, 2023, version=Version(2, 0), submitted_on=date(2024, 3, 1)))
    return {**history(), "first.xlsx": first}


def stamped(contents: Contents, file: str, row: int, milliseconds: int) -> Contents:
    acted = next(each.acted for each in contents[file].actions if each.row == row)
    return changed(contents, file, "actions", row, acted=acted._replace(milliseconds=milliseconds))


def gap() -> Contents:
    later = replace(buyer_2023(), heading=heading(BUYER, 2025), actions=(), holdings=())
    return {"buyer-2022.xlsx": history()[BUYER22], "buyer-2025.xlsx": later}


def second_version(**changes: object) -> Contents:
    later = authorization(version=2, authorized_on=date(2023, 1, 15), **changes)
    return added(history(), HOST23, "authorizations", later)


def non_ghg() -> Contents:
    contents = history()
    for file, row in ((HOST23, 5), (BUYER23, 5)):
        changes = {"metric": "non_ghg", "non_ghg_metric": "MWh", "quantity_non_ghg": 400, "remarks": "0.5 t a MWh"}
        contents = changed(contents, file, "actions", row, **changes)
    return changed(contents, BUYER23, "holdings", 7, metric="non_ghg", non_ghg_metric="MWh", quantity_non_ghg=400)


def reused_elsewhere() -> Contents:
    """Two Parties use the same units: OTHER acquired them too, as nobody reports."""
    third = AnnualInformation(
        heading(OTHER, 2023), (), (used(5, date(2023, 11, 1), 1, 100, using_party=OTHER, registry="XOT01"),), (), ()
    )
    return {**history(), "other.xlsx": third}


SLIPS: dict[str, tuple[Callable[[], Contents], list[str]]] = {
    "V01": (lambda: resubmitted(2023, Version(1, 0), date(2024, 5, 1)), ["V01"]),
    "V02": (lambda: obsolete(), ["V02"]),
    "V03": (lambda: resubmitted(2023, Version(1, 1), date(2024, 5, 1)), ["V03"]),
    "T01": (lambda: change(HOST23, "actions", 5, acted=Moment(date(2022, 3, 1))), ["T01", "P06"]),
    "T02": (lambda: change(BUYER23, "actions", 6, used_for_year=None, oimp_purpose="Voluntary market"), ["T02", "X01"]),
    "T03": (lambda: change(BUYER23, "heading", 0, ndc_first_year=2021, ndc_last_year=2022), ["T03", "Y04"]),
    "T04": (lambda: change(BUYER23, "heading", 0, ndc_first_year=2023, ndc_last_year=2030), ["T04", "Y04"]),
    "T05": (lambda: change(HOST22, "authorizations", 5, first_transfer_definition="issuance"), ["T05"]),
    "T07": (lambda: change(HOST22, "authorizations", 5, authorized_on=date(2022, 6, 2)), ["T07"]),
    "T09": (
        lambda: change(
            HOST22, "authorizations", 5, timeframe=Timeframe(use_from=date(2021, 1, 1), use_to=date(2023, 8, 31))
        ),
        ["T09"],
    ),
    "T10": (lambda: change(HOST22, "authorizations", 5, quantity=1999), ["T10"]),
    "T11": (lambda: change(HOST23, "actions", 7, subtype="voluntary_adaptation"), ["T11"]),
    "I01": (lambda: added(history(), BUYER23, "entities", entity(approach="CA0043")), ["I01"]),
    "I02": (
        lambda: added(
            history(), HOST23, "actions", *(each._replace(row=8) for each in host_2023().actions if each.row == 7)
        ),
        ["Y01", "I02"],
    ),
    "I03": (lambda: second_version(sectors=("waste",)), ["I03"]),
    "I05": (lambda: change(BUYER23, "actions", 5, first_unit="77-7002-VCU", last_unit="77-7401-VCU"), ["I05"]),
    "I06": (lambda: change(BUYER23, "actions", 6, using_party=None), ["I06"]),
    "I08": (lambda: change(BUYER23, "holdings", 5, mitigation_type="removals"), ["I08"]),
    "I09": (lambda: change(HOST23, "actions", 7, registry="XHA02"), ["I09"]),
    "I10": (lambda: change(BUYER23, "holdings", 5, quantity=399), ["I10"]),
    "I11": (lambda: change(BUYER23, "holdings", 5, authorization="XHA-2022-2"), ["I11"]),
    "I12": (
        lambda: (
            change(HOST22, "entities", 5, identification="SYN-002")
            | {HOST23: replace(host_2023(), entities=(entity(identification="SYN-002"),))}
        ),
        ["I12", "X03"],
    ),
    "H01": (lambda: without(history(), BUYER23, "holdings", 7), ["H01"]),
    "H02": (lambda: added(history(), BUYER23, "holdings", holding(8, 1401, 1500)), ["H02"]),
    "H03": (lambda: added(history(), BUYER23, "holdings", holding(8, 501, 600)), ["H03", "H01"]),
    "P01": (lambda: without(without(history(), BUYER23, "actions", 5), BUYER23, "holdings", 7), ["P01", "P02"]),
    "P02": (lambda: change(HOST23, "actions", 5, quantity=None), ["P02", "X01"]),
    "P03": (reused_elsewhere, ["H01", "I01", "P03", "Y01"]),
    "P04": (lambda: change(HOST22, "authorizations", 5, parties=(OTHER,)), ["I01", "P04"]),
    "P05": (lambda: change(HOST22, "actions", 5, acted=Moment(date(2022, 6, 2))), ["P05", "P06"]),
    "P06": (lambda: change(BUYER23, "actions", 5, acted=Moment(date(2023, 3, 2))), ["P06"]),
    "Y01": (
        lambda: added(
            history(),
            HOST23,
            "actions",
            action(8, date(2023, 5, 1), "cancellation", 3001, 3100, subtype="voluntary_omge"),
        ),
        ["Y01"],
    ),
    "Y02": (
        lambda: added(
            history(),
            HOST23,
            "actions",
            action(8, date(2023, 4, 1), "first_transfer", 3001, 3100, subtype="other_cancellation"),
        ),
        ["Y02", "X01"],
    ),
    "Y03": (lambda: second_version(quantity=1400), ["T10", "Y03"]),
    "Y04": (lambda: change(BUYER23, "heading", 0, ndc_last_year=2029), ["Y04"]),
    "Y05": (
        lambda: resubmitted(2022, Version(1, 1), date(2024, 5, 1), holdings=(holding(5, 1, 1000),)),
        ["H01", "Y05", "V03"],
    ),
    "X04": (lambda: change(HOST23, "heading", 0, submitted_on=date(2024, 4, 16)), ["X04"]),
}

OF_FORM = ("S01", "S02", "S03", "S04", "S05", "S06")
OF_REPORTS = ("T08", "X01", "X02", "X03", "X05")
ELSEWHERE = ("T06", "I04", "I07", "P07", "Y06")
"""Their slips have a test of their own below."""


def test_the_history_passes_every_rule():
    result = checked(history())
    assert result.findings == ()
    assert set(result.outcomes.values()) == {"pass"}
    assert len(result.outcomes) == 53


def test_every_rule_has_a_module_a_record_and_a_slip():
    rules = list(check_catalogue().rules)
    assert len(rules) == 53
    assert set(CHECKS) == set(rules)
    assert sorted({*SLIPS, *OF_FORM, *OF_REPORTS, *ELSEWHERE}) == sorted(rules)


@pytest.mark.parametrize("rule", SLIPS)
def test_a_smallest_slip_breaks_its_rule_and_exactly_these(rule):
    slip, expected = SLIPS[rule]
    result = checked(slip())
    assert rule in expected
    assert sorted(failing(result)) == sorted(expected), [
        (each.finding.rule, each.finding.code, dict(each.finding.about)) for each in result.findings
    ]
    assert result.outcomes[rule] == "fail"


@pytest.mark.parametrize("rule", OF_FORM)
def test_a_flaw_of_form_is_a_finding_of_its_rule_alone(rule):
    flaw = Flaw(rule, "malformed" if rule != "S01" else "sheet_missing", 3, "Action type", (5,), "x", "year")
    result = checked(history(), flaws={HOST23: [flaw]})
    assert failing(result) == [rule]
    assert result.blocked is (rule != "S06")


def test_t06_a_vintage_before_2021_breaks_what_rests_on_it():
    contents = history()
    for file, row in ((HOST23, 6), (HOST23, 7)):
        vintage = {"vintage": 2020, "first": itmo(3001, 2020), "last": itmo(3100, 2020)}
        contents = changed(contents, file, "actions", row, **vintage)
    result = checked(contents)
    assert failing(result) == ["T06", "T09", "X01"]
    assert [each.caused_by.rule for each in result.findings if each.finding.rule == "T09"] == ["T06"]


@pytest.mark.parametrize(("vintage", "fails"), [(2020, True), (2021, False), (2023, False), (2024, True)])
def test_t06_just_at_and_beyond_both_ends(vintage, fails):
    contents = history()
    for row in (6, 7):
        given = {"vintage": vintage, "first": itmo(3001, vintage), "last": itmo(3100, vintage)}
        contents = changed(contents, HOST23, "actions", row, **given)
    assert ("T06" in failing(checked(contents))) is fails


def test_i04_another_metric_on_the_same_units():
    assert failing(checked(non_ghg(), given=())) == []
    slip = changed(non_ghg(), BUYER23, "holdings", 7, non_ghg_metric="kWh")
    assert failing(checked(slip, given=())) == ["I04"]


def test_y06_a_missing_year_while_units_are_held():
    result = checked(gap(), given=())
    assert failing(result) == ["Y06"]
    assert not result.blocked
    nothing_held = {**gap(), BUYER22: replace(gap()[BUYER22], holdings=())}
    assert "Y06" not in failing(checked(nothing_held, given=()))


def test_h01_a_year_after_a_gap_cannot_be_verified():
    contents = {BUYER22: history()[BUYER22], "later.xlsx": replace(buyer_2023(), heading=heading(BUYER, 2025))}
    result = checked(contents, given=())
    assert "H01" in unverifiable(result)
    assert "H01" not in failing(result)


def test_i10_a_conversion_of_another_metric_is_documented():
    slip = changed(non_ghg(), BUYER23, "actions", 5, remarks=None)
    assert failing(checked(slip, given=())) == ["I10"]


def test_i07_another_approach_follows_from_the_column_that_disagrees_with_the_identifier():
    result = checked(change(BUYER23, "actions", 5, approach="CA0043"))
    assert sorted(failing(result)) == ["I01", "I07", "I09", "P02", "X03"]
    assert failing(result)[0] == "I09"
    causes = {each.finding.rule: each.caused_by.rule if each.caused_by else None for each in result.findings}
    assert causes == {"I09": None, "I01": "I09", "I07": "I09", "P02": "I09", "X03": "I09"}


def test_p07_without_the_counterparty_nothing_between_parties_is_said_to_pass():
    host_only = {name: each for name, each in history().items() if each.heading.party == HOST}
    result = checked(host_only)
    assert failing(result) == []
    assert set(unverifiable(result)) == {"P07"}
    assert [rule for rule in ("P01", "P02", "P05", "P06", "P07") if result.outcomes[rule] != "unverifiable"] == []
    buyer_only = {name: each for name, each in history().items() if each.heading.party == BUYER}
    assert set(unverifiable(checked(buyer_only))) == {"P07", "I11", "I01", "I06", "I12", "T02", "P04"}
    assert failing(checked(buyer_only)) == []


def with_reports(party: str, **changes: object):
    return tuple(replace(each, **changes) if each.party == party else each for each in reports())


def summary_with(year: int, **changes: int):
    summary = next(each.summary for each in reports() if each.party == HOST)
    years = {**summary.years, year: {**summary.years[year], **{name: Decimal(each) for name, each in changes.items()}}}
    return with_reports(HOST, summary=replace(summary, years=MappingProxyType(years)))


REPORT_SLIPS = {
    "T08": (lambda: with_reports(HOST, initial_reports=(InitialReport(date(2022, 2, 2)),)), ["T08"]),
    "X01": (lambda: summary_with(2022, first_transferred_23c=1499), ["X01"]),
    "X02": (lambda: summary_with(2022, balance_23k=90_000 - 2000), ["X02"]),
    "X03": (
        lambda: with_reports(HOST, initial_reports=(InitialReport(date(2022, 1, 1), ("CA0001",)),)),
        ["T08", "X03"],
    ),
    "X04": (lambda: with_reports(HOST, biennial_report=(2024, date(2025, 1, 1))), ["X04"]),
    "X05": (lambda: with_reports(HOST, inventory_latest_year=2019), ["X05"]),
    "Y04": (
        lambda: with_reports(
            HOST,
            initial_reports=(
                InitialReport(date(2022, 1, 1), method="averaging"),
                InitialReport(date(2022, 1, 2), method="trajectory"),
            ),
        ),
        ["Y04"],
    ),
}


@pytest.mark.parametrize("rule", REPORT_SLIPS)
def test_a_slip_in_the_reports(rule):
    slip, expected = REPORT_SLIPS[rule]
    result = checked(history(), given=slip())
    assert sorted(failing(result)) == sorted(expected)


def test_rules_that_need_reports_are_unverifiable_without_them_and_never_pass():
    result = checked(history(), given=())
    assert failing(result) == []
    assert {rule for rule, outcome in result.outcomes.items() if outcome == "unverifiable"} == {
        "T08", "X01", "X02", "X03", "X04", "X05",
    }  # fmt: skip


def test_the_sign_error_of_a_balance_is_named():
    result = checked(history(), given=summary_with(2022, balance_23k=88_000))
    assert [each.finding.code for each in result.findings] == ["sign_reversed"]
    other = checked(history(), given=summary_with(2022, balance_23k=88_001))
    assert [each.finding.code for each in other.findings] == ["balance_differs"]


def test_an_equal_action_is_an_error_with_a_time_of_day_and_a_warning_without():
    copy = added(history(), HOST23, "actions", *(each._replace(row=8) for each in host_2023().actions if each.row == 7))
    assert _severity(checked(copy), "I02") == "W"
    timed = stamped(stamped(copy, HOST23, 7, 5000), HOST23, 8, 5000)
    assert _severity(checked(timed), "I02") == "E"


def test_a_transfer_at_the_end_of_the_year_may_be_acquired_in_the_next():
    late = added(history(), HOST23, "actions", sold(9, date(2023, 12, 31), 5001, 5010))
    result = checked(late, given=())
    assert failing(result) == ["P01"]
    assert _severity(result, "P01") == "W"
    early = added(history(), HOST23, "actions", sold(9, date(2023, 11, 30), 5001, 5010))
    result = checked(early, given=())
    assert sorted(failing(result)) == ["P01", "P02"]
    assert _severity(result, "P01") == "E"


def test_times_of_day_are_compared_where_both_sides_have_them():
    near = stamped(stamped(history(), HOST23, 5, 0), BUYER23, 5, 300_000)
    assert failing(checked(near)) == []
    far = stamped(stamped(history(), HOST23, 5, 0), BUYER23, 5, 300_001)
    assert failing(checked(far)) == ["P06"]


def test_a_first_transfer_at_issuance_enters_the_holdings_of_the_host():
    auth = authorization(first_transfer_definition="issuance")
    issued = action(5, date(2022, 6, 1), "first_transfer", 1, 100, subtype="issuance")
    passed_on = action(6, date(2022, 7, 1), "transfer", 1, 40, acquiring_party=BUYER)
    host = AnnualInformation(
        heading(HOST, 2022), (auth,), (issued, passed_on), (holding(5, 41, 100, registry="XHA01"),), (entity(),)
    )
    buyer = AnnualInformation(heading(BUYER, 2022), (), (bought(5, date(2022, 7, 1), 1, 40),), (holding(5, 1, 40),), ())
    contents = {"h.xlsx": host, "b.xlsx": buyer}
    assert failing(checked(contents, given=())) == []
    assert failing(checked(without(contents, "h.xlsx", "holdings", 5), given=())) == ["H01"]


def test_the_version_in_force_at_the_first_transfer_governs():
    narrowed = second_version(purposes="ndc", first_transfer_definition=None, oimp=None)
    # The units of 2022 were first transferred under version 1; those cancelled for CORSIA in 2023 under version 2.
    result = checked(narrowed, given=())
    assert sorted(failing(result)) == ["T02", "T05"]
    assert {place.file for each in result.findings for place in each.finding.places} == {HOST23}


def test_obsolete_and_duplicate_submissions_are_left_out_of_all_other_rules():
    wrong = replace(buyer_2023(), heading=heading(BUYER, 2023, submitted_on=date(2024, 5, 1)), holdings=(), actions=())
    result = checked({**history(), "again.xlsx": wrong})
    assert failing(result) == ["V01"]


def test_the_order_of_the_files_changes_nothing():
    slip = change(BUYER23, "actions", 5, quantity=399)
    backwards = dict(reversed(slip.items()))
    assert failing(checked(slip)) == failing(checked(backwards)) == ["I10", "P02"]


def _severity(result, rule: str) -> str:
    return next(each.severity for each in result.findings if each.finding.rule == rule)


def test_the_history_names_what_the_tests_rely_on():
    assert APPROACH == "CA0042"
