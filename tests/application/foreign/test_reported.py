"""What two Parties report of units that came through the feed passes the 53 rules together; a changed cell is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.application.foreign.test_feed import IMP, NDC, Office
from tests.reporting.history import CHECKER

from sextant.application.queries.annual_information import Stated, annual_information
from sextant.domain.authorization import FirstTransferEvent
from sextant.reporting.aef.model import Heading, Submission, Version
from sextant.reporting.checks.run import check_submissions
from sextant.storage.aef_format import aef_format, check_catalogue, ledger_terms
from sextant.storage.rulebook_files import parties

ALPHA3 = {each.code: each.alpha3 for each in parties() if each.alpha3}


def reported(office: Office, party: str, **cells) -> Submission:
    heading = Heading(version=Version(1, 0), submitted_on=date(2026, 4, 1), ndc_first_year=2021, ndc_last_year=2030)
    annual = annual_information(
        office.office.reader, office.office.registry.account_types, ledger_terms(), ALPHA3, party, 2025,
        Stated(heading=heading, mitigation_types={"LoA 1": "reductions"}, registries={"A62": f"{ALPHA3[party]}01"}),
    )  # fmt: skip
    assert [each.code for each in annual.missing] == []
    content = annual.content
    if cells:
        content = replace(content, actions=(content.actions[0]._replace(**cells), *content.actions[1:]))
    return Submission(f"{party}-2025", CHECKER, content)


def history() -> Office:
    office = Office()
    office.authorize(uses=(NDC, IMP), first_transfer=FirstTransferEvent.USE_OR_CANCELLATION, purposes_named=("CORSIA",),
                     sectors=("energy",), parties=("CH",))  # fmt: skip
    office.tell("issuance")
    office.letter(label="")
    office.tell("transfer", 1, 60, to_party="CH", executed_on="2025-04-01")
    office.tell("retirement", 1, 20, purpose=NDC, used_for_year="2025", executed_on="2025-06-01")
    office.tell("retirement", 61, 70, purpose=IMP, note="CORSIA first phase", executed_on="2025-07-01")
    return office


def errors(*submissions):
    findings = check_submissions(submissions, aef_format(), check_catalogue()).findings
    return [each.finding for each in findings if each.severity == "E" and each.finding.outcome == "fail"]


def test_two_parties_report_the_same_history_and_one_changed_cell_is_found():
    office = history()
    host, buyer = reported(office, "GH"), reported(office, "CH")
    told = [(each.type, each.first.serial, each.last.serial) for each in host.content.actions]
    assert told == [("first_transfer", 1, 60), ("first_transfer", 61, 70), ("cancellation", 61, 70)]
    first = host.content.actions[0]
    assert str(first.first) == "CA0003-GHA01-GHA-1-2022"
    assert (first.unit_registry, first.first_unit) == ("vcs", "9999-1-VCS-VCU-997-VER-GH-1-4242-01012022-31122022-0")
    assert [(each.type, each.first.serial, each.last.serial) for each in buyer.content.actions] == [
        ("acquisition", 1, 60), ("use", 1, 20),
    ]  # fmt: skip
    assert errors(host, buyer) == []
    changed = reported(office, "CH", last=buyer.content.actions[0].last._replace(serial=59), quantity=59)
    assert "P01" in {each.rule for each in errors(host, changed)}
