"""The published list beside the registry's report: what differs, by how much, and nothing else."""

from __future__ import annotations

import pytest
from tests.reports import Row, numbered, published_list, synthetic_reports

from sextant.application.cdm_report.reconcile import Reconciliation, read_listed, reconcile
from sextant.application.cdm_report.report import Damage, ReportRow
from sextant.application.cdm_report.rows import IssuanceRow, read_issuance
from sextant.application.cdm_report.verdict import Verdict

HOSTS = frozenset({"KE", "VN", "GH"})
WORLD = synthetic_reports(3)


def reconciled(listed: list[Row]) -> Reconciliation:
    read = [read_issuance(row, HOSTS) for row in numbered(WORLD.issuances)]
    rows = [row for row in read if isinstance(row, IssuanceRow)]
    return reconcile(rows, [read_listed(row, HOSTS) for row in numbered(listed)])


def test_equal_lists_do_not_differ_in_whatever_order():
    found = reconciled(published_list(WORLD)[::-1]).as_json()
    assert found["projects"] == []
    assert found["parties"] == []
    assert found["totals"] == {"registry": WORLD.issued, "list": WORLD.issued, "difference": 0}


def test_a_row_that_the_list_lacks_is_a_negative_difference():
    listed = published_list(WORLD)
    gone = listed.pop(4)
    found = reconciled(listed).as_json()
    quantity = int(gone["Units - Total"])
    (project,) = found["projects"]
    (party,) = found["parties"]
    assert (project["party"], project["project"]) == (
        gone["HostParty"],
        gone["CDM project reference number"],
    )
    assert project["list"] - project["registry"] == project["difference"] == -quantity
    assert (party["party"], party["difference"]) == (gone["HostParty"], -quantity)
    assert found["totals"]["difference"] == -quantity


def test_a_project_that_only_the_list_has_is_a_positive_difference():
    extra = {**published_list(WORLD)[0], "CDM project reference number": "99999", "Units - Total": "7"}
    found = reconciled([*published_list(WORLD), extra]).as_json()
    assert [(each["project"], each["registry"], each["difference"]) for each in found["projects"]] == [("99999", 0, 7)]


def test_differences_of_two_projects_that_cancel_out_leave_the_party_out():
    listed = published_list(WORLD)
    first = next(row for row in listed if row["HostParty"] == "KE")
    second = next(
        row
        for row in listed
        if row["HostParty"] == "KE" and row["CDM project reference number"] != first["CDM project reference number"]
    )
    first["Units - Total"] = str(int(first["Units - Total"]) + 5)
    second["Units - Total"] = str(int(second["Units - Total"]) - 5)
    found = reconciled(listed)
    assert sorted(each.difference for each in found.projects) == [-5, 5]
    assert found.parties == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"HostParty": ""}, "party_not_a_cdm_host"),
        ({"HostParty": "DE"}, "party_not_a_cdm_host"),
        ({"CDM project reference number": ""}, "project_ref_not_digits"),
        ({"CDM project reference number": "8712.0"}, "project_ref_not_digits"),
        ({"Units - Total": ""}, "quantity_not_a_number"),
        ({"Units - Total": "-4"}, "quantity_not_a_number"),
        ({"Units - Total": "1,000"}, "quantity_not_a_number"),
        ({"Units - Total": "9" * 16}, "quantity_not_a_number"),
        ({"Units - Total": "9" * 15}, None),
    ],
)
def test_a_malformed_row_of_the_list_is_a_finding(changes, code):
    read = read_listed(ReportRow(2, {**published_list(WORLD)[0], **changes}), HOSTS)
    assert (read.code if isinstance(read, Verdict) else None) == code


def test_findings_are_kept_beside_the_figures():
    listed = [*published_list(WORLD), {**published_list(WORLD)[0], "Units - Total": "many"}]
    found = reconciled(listed)
    assert [(each.row, each.code) for each in found.findings] == [(41, "quantity_not_a_number")]
    assert found.projects == ()
    damaged = read_listed(ReportRow(2, {}, Damage(1, 14)), HOSTS)
    assert isinstance(damaged, Verdict)
    assert damaged.code == "row_damaged"
