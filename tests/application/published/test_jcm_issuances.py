"""The table of amounts of a JCM partner: what is missing is named, and what was issued becomes units of each side."""

from datetime import date

import pytest
from tests.clock import FakeClock
from tests.shared_data import shared

from sextant.application.cdm_report.report import Report, ReportRow
from sextant.application.commands.import_published import book_of, boundary, import_issuances
from sextant.application.published.jcm_issuances import COLUMNS, read_issuances
from sextant.application.queries.verify import verify
from sextant.application.registry import Registry
from sextant.domain.account import account_id
from sextant.storage.account_types import account_types
from sextant.storage.memory.reader import MemoryReader
from sextant.storage.memory.store import MemoryStore
from sextant.storage.report_files import read_report
from sextant.storage.rulebook_files import parties, rulebooks

FILE = "data/jcm-mongolia-2026-06/issuance_records.csv"
GOOD = {
    "reference_no": "MN009", "project_title": "A plant (synthetic)", "monitoring_start": "2019-01-01",
    "monitoring_end": "2019-12-31", "decision_date": "2021-02-01", "total_notified": "10", "country": "Japan",
    "notified_amount": "10", "issuance_date": "2021-02-03", "issued_amount": "10.0",
}  # fmt: skip


def table(*rows):
    numbered = [ReportRow(number, {**GOOD, **row}) for number, row in enumerate(rows, start=1)]
    return read_issuances(Report("t.csv", COLUMNS, numbered, "0"), parties(), boundary(rulebooks()))


def codes(found):
    return [(each.row, each.code) for each in found.notes]


def registry():
    return Registry(MemoryStore(), FakeClock(), account_types())


def test_a_good_row_is_a_part_with_its_days():
    found = table({})
    assert codes(found) == []
    [part] = found.parts
    assert (part.host, part.party, part.issued, part.decided, part.issued_on) == (
        "MN", "JP", 10, date(2021, 2, 1), date(2021, 2, 3),
    )  # fmt: skip


@pytest.mark.parametrize(("row", "code", "kept"), [
    ({"reference_no": "9"}, "reference_malformed", False),
    ({"country": "Atlantis"}, "party_not_known", False),
    ({"notified_amount": "many"}, "not_a_number", False),
    ({"notified_amount": "10.5"}, "not_a_number", False),
    ({"decision_date": "soon"}, "not_a_day", True),
    ({"monitoring_end": "2018-01-01"}, "period_reversed", True),
    ({"monitoring_start": "2020-12-31", "monitoring_end": "2021-01-01"}, "period_spans", True),
    ({"issuance_date": "2020-01-01"}, "issued_before_decided", True),
    ({"issued_amount": "9"}, "issued_not_as_notified", True),
    ({"total_notified": "12"}, "numbers_missing", True),
])  # fmt: skip
def test_what_is_wrong_with_a_row_is_named(row, code, kept):
    found = table(row)
    assert (1, code) in codes(found)
    assert bool(found.parts) == kept


def test_a_side_with_two_parts_of_one_decision_is_named():
    assert (2, "side_twice") in codes(table({"total_notified": "20"}, {"total_notified": "20"}))


def test_the_rulebook_of_a_project_follows_from_its_number():
    found = {number: book_of(number, rulebooks()).code for number in ("MN001", "ID041", "TH001", "VN001")}
    assert found == {"MN001": "jcm_mongolia", "ID041": "jcm_indonesia", "TH001": "jcm_thailand", "VN001": "jcm"}


def test_the_published_table_of_mongolia_names_what_is_missing():
    found = read_issuances(read_report(shared(FILE), COLUMNS), parties(), boundary(rulebooks()))
    missing = {each.about["subject"]: each.about["missing"] for each in found.notes if each.code == "numbers_missing"}
    assert missing == {"MN001": 24, "MN002": 42}
    early = [each.row for each in found.notes if each.code == "issued_before_decided"]
    assert [(each.project, each.issued) for each in found.parts if each.row in early] == [("MN002", 166), ("MN001", 94)]
    assert len(found.parts) == 22


def test_what_each_side_issued_becomes_units_in_its_own_registry_once():
    found = read_issuances(read_report(shared(FILE), COLUMNS), parties(), boundary(rulebooks()))
    kept = registry()
    first, again = (import_issuances(kept, found, rulebooks()) for _ in range(2))
    assert (first.posted, first.already_known, again.posted, again.already_known) == (18, 0, 0, 18)
    assert first.refusals == ()
    assert [(each.project, each.notified) for each in first.waiting] == [("MN006", 6_063), ("MN002", 66), ("MN001", 29)]
    reader = MemoryReader(kept.store)
    held = {
        party: sum(
            each.quantity for each in reader.blocks(account=account_id(code, f"{party}-MN-holder-not-published"))
        )
        for party, code in (("JP", "JCM-JP"), ("MN", "JCM-MN"))
    }
    issued = {party: sum(each.issued for each in found.parts if each.party == party) for party in held}
    assert held == issued
    assert sum(held.values()) == first.issued == 123_096
    assert verify(reader, account_types()).findings == []
