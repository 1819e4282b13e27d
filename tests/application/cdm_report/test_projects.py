"""The registration list: names, methodologies and dates are read; undated rows are kept as what they are."""

from __future__ import annotations

from datetime import date

import pytest
from tests.reports import numbered, registration_list, synthetic_reports

from sextant.application.cdm_report.projects import (
    PROJECT_COLUMNS,
    ProjectRecord,
    ProjectStatus,
    read_project,
    read_projects,
    repaired,
)
from sextant.application.cdm_report.report import Damage, ReportRow
from sextant.application.cdm_report.verdict import Verdict
from sextant.storage.rulebook_files import parties

CELLS = {
    "Registered": "23/04/2005",
    "Project title": "Invented Hydroelectric Project",
    "Host parties": "Kenya",
    "Other Parties": "Austria/ United Kingdom of Great Britain and Northern Ireland",
    "Methodology": "AMS-III.H. ver. 10/ AMS-I.D./ACM0002 ver. 5",
    "Reductions": "35660",
    "Ref": "45",
}


def read(**changes: str) -> ProjectRecord | Verdict:
    cells = {**CELLS, **{name.replace("_", " "): text for name, text in changes.items()}}
    return read_project(ReportRow(9, cells), parties())


def record(**changes: str) -> ProjectRecord:
    found = read(**changes)
    assert isinstance(found, ProjectRecord), found
    return found


def test_a_project_is_read():
    assert record() == ProjectRecord(
        number=9,
        reference="45",
        title="Invented Hydroelectric Project",
        host_parties=("KE",),
        other_parties=("Austria", "United Kingdom of Great Britain and Northern Ireland"),
        methodologies=("AMS-III.H. ver. 10", "AMS-I.D.", "ACM0002 ver. 5"),
        expected_annual_reductions=35660,
        status=ProjectStatus.REGISTERED,
        registered_on=date(2005, 4, 23),
    )


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("", ProjectStatus.UNDATED),
        ("Rejected", ProjectStatus.REJECTED),
        ("Withdrawn", ProjectStatus.WITHDRAWN),
    ],
)
def test_a_row_without_a_date_is_kept_as_what_it_is(text, status):
    found = record(Registered=text)
    assert (found.status, found.registered_on) == (status, None)


def test_several_hosts_are_read_in_order_and_each_once():
    assert record(Host_parties="Viet Nam/ Kenya/Vietnam").host_parties == ("VN", "KE")


def test_what_may_be_empty_may_be_empty():
    found = record(Other_Parties="", Methodology="", Reductions="")
    assert (found.other_parties, found.methodologies, found.expected_annual_reductions) == ((), (), None)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"Ref": ""}, "reference_not_digits"),
        ({"Ref": "PoA 7"}, "reference_not_digits"),
        ({"Project_title": " "}, "title_missing"),
        ({"Host_parties": ""}, "host_party_missing"),
        ({"Host_parties": " / "}, "host_party_missing"),
        ({"Host_parties": "Kenya/ Atlantis"}, "host_party_unknown"),
        ({"Reductions": "-1"}, "reductions_not_a_number"),
        ({"Reductions": "1.5"}, "reductions_not_a_number"),
        ({"Reductions": "9" * 16}, "reductions_not_a_number"),
        ({"Registered": "31/02/2005"}, "registered_not_a_date"),
        ({"Registered": "2005-04-23"}, "registered_not_a_date"),
        ({"Registered": "rejected?"}, "registered_not_a_date"),
    ],
)
def test_a_malformed_row_gets_its_verdict(changes, code):
    found = read(**changes)
    assert isinstance(found, Verdict)
    assert found.code == code


def test_a_second_date_column_that_agrees_is_welcome():
    both = ReportRow(9, {**CELLS, "registered_date": "2005-04-23"})
    assert read_project(both, parties()) == record()
    for differing in ({"registered_date": "2005-04-24"}, {"Registered": "", "registered_date": "2005-04-23"}):
        found = read_project(ReportRow(9, {**CELLS, **differing}), parties())
        assert isinstance(found, Verdict)
        assert found.code == "registered_dates_differ"


def test_a_damaged_row_is_named():
    found = read_project(ReportRow(9, {}, Damage(3, 7)), parties())
    assert isinstance(found, Verdict)
    assert found.code == "row_damaged"


def test_titles_get_the_characters_that_code_page_1252_meant():
    assert repaired("El Molle \x96 Landfill") == "El Molle – Landfill"
    assert repaired("\x93Project\x94 of H\x92Mun\x99 \x80\x85") == "“Project” of H’Mun™ €…"
    assert repaired("señal \x81 Óptima ´ �") == "señal \x81 Óptima ´ �"
    assert record(Project_title="A \x96 B").title == "A – B"


def test_a_repeated_row_counts_once_and_a_reference_with_other_content_is_rejected():
    rows = [CELLS, dict(CELLS), {**CELLS, "Reductions": "1"}, {**CELLS, "Ref": "46"}]
    records, verdicts = read_projects(numbered(rows), parties())
    assert [each.reference for each in records] == ["45", "46"]
    assert [(each.row, each.code, each.about["other_row"]) for each in verdicts] == [(3, "reference_given_twice", 1)]


def test_a_synthetic_registration_list_is_read_whole():
    rows = registration_list(synthetic_reports(4, issuances=200))
    assert set(rows[0]) == set(PROJECT_COLUMNS)
    records, verdicts = read_projects(numbered(rows), parties())
    assert verdicts == ()
    assert len(records) == len(rows)
    assert {each.status for each in records} == set(ProjectStatus)
