"""Whatever stands in the cells, every file is read and every rule runs: what is wrong is a finding, never a crash."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from tests.reporting.history import BUYER, HOST, changed, checked, failing, heading, history, reports, sold, used

from sextant.application.queries.check_aef import check_aef
from sextant.cli.aef import outcome_of
from sextant.reporting.aef.cell import Formula, Sheet, Workbook
from sextant.reporting.aef.model import AnnualInformation, Moment
from sextant.reporting.aef.reading import read_submission
from sextant.reporting.aef.writing import workbook_of
from sextant.reporting.checks.life import EVENTS_MAX
from sextant.storage.aef_format import aef_format, check_catalogue
from sextant.storage.rulebook_files import parties

PROFILES = aef_format().written_profiles
CELLS = (
    None, "", " ", "NA", "x", "0", "-1", -1, 0, 1, 2.5, 1e300, 10**20, "1,000", "1,00", "=1", Formula(), "#REF!",
    "2022", 2019, 2022, 3000, "XHA", "XBU", "ZZZ", "Ghana", "CA0042", "CA42", "XHA01", "GHG", "non-GHG", "Use",
    "Transfer", "Acquisition", "First transfer", "Cancellation", "Issuance", "Not yet defined", "NDC", "OIMP", "IMP",
    "CA0042-XHA01-XHA-1-2022", "CA0042-XHA01-XHA-700-2022", "CA0042-XHA02-XHA-7-2021", "9" * 40, "77-1", "A", "é\n\t",
    "01/02/2022", "31/12/2023", "2023-05-05", "2023-05-05T10:00:00.000Z", "2021 - 2030", "{text}", date(2023, 1, 1),
    datetime(2023, 1, 1, 5),  # noqa: DTZ001 - a cell has no time zone.
    date(9999, 12, 31), Decimal("1.5"), "1.0", "2.0", "C02 usage", "Solar, Wind", ", ,",
)  # fmt: skip


def workbooks(dialects: random.Random) -> list[Workbook]:
    known = aef_format()
    return [
        workbook_of(content, known, known.profile(dialects.choice(PROFILES)), parties(), name=name)
        for name, content in history().items()
    ]


@pytest.mark.parametrize("seed", range(60))
def test_any_cell_anywhere_is_answered(seed):
    chance = random.Random(seed)
    given = workbooks(chance)
    for _ in range(chance.randint(1, 8)):
        sheet = chance.choice(chance.choice(given).sheets[1:])
        row = chance.choice([each for each in sheet.rows if each] or [[None]])
        row[chance.randrange(len(row))] = chance.choice(CELLS)
    read = [read_submission(each, aef_format(), parties()) for each in given]
    result = check_aef(read, aef_format(), check_catalogue(), reports())
    outcome = outcome_of(result)
    assert outcome["summary"]["passed"] is not result.blocked
    assert all(each["message"] for each in outcome["findings"])


def test_sheets_of_nothing_and_of_rubbish_are_answered():
    for rows in ([], [[]], [["x"] * 50] * 50, [[None, "Party"]], [["Party"], ["Version", "1.0"]]):
        names = [aef_format().summary_sheet, *(table.sheet for table in aef_format().tables.values())]
        book = Workbook("x.xlsx", tuple(Sheet(name, [list(row) for row in rows]) for name in names))
        read = [read_submission(each, aef_format(), parties()) for each in (book, Workbook("y.xlsx", ()))]
        result = check_aef(read, aef_format(), check_catalogue())
        assert result.outcomes["S01"] == "fail"
        assert result.blocked


def test_sixteen_thousand_rows_on_the_same_units_are_answered_in_bounded_time():
    sales = tuple(sold(5 + at, date(2022, 6, 1), 1 + at, 40_000 - at) for at in range(8_000))
    uses = tuple(used(5 + at, date(2022, 7, 1), 1 + at, 40_000 - at) for at in range(8_000))
    host = replace(history()["host-2022.xlsx"], actions=sales)
    began = time.process_time()
    result = checked({"h.xlsx": host, "b.xlsx": AnnualInformation(heading(BUYER, 2022), (), uses, (), ())}, given=())
    assert time.process_time() - began < 30
    assert {"Y01", "Y02", "H01"} <= set(failing(result))
    crowded = [each for each in result.findings if each.finding.code == "too_many_rows"]
    assert crowded[0].finding.about["count"] > 16_000 - 3 * EVENTS_MAX


def test_times_of_two_registries_of_origin_cannot_be_told_apart_by_bare_serials():
    contents = history()
    host, buyer = contents["host-2022.xlsx"], contents["buyer-2022.xlsx"]
    other = sold(9, date(2022, 8, 1), 1, 10)
    other = other._replace(first=other.first._replace(registry="XHA02"), last=other.last._replace(registry="XHA02"))
    host = replace(host, actions=(*host.actions, other._replace(registry="XHA02", first_unit=None, last_unit=None)))
    bare = tuple(row._replace(first=row.first.serial, last=row.last.serial) for row in buyer.actions)
    result = checked({"h.xlsx": host, "b.xlsx": replace(buyer, actions=bare, holdings=())}, given=())
    codes = {(each.finding.rule, each.finding.code) for each in result.findings}
    assert ("P01", "series_ambiguous") in codes
    assert result.outcomes["P01"] != "pass"


def test_a_day_without_time_and_an_instant_of_it_are_the_same_day():
    contents = changed(history(), "host-2022.xlsx", "actions", 5, acted=Moment(date(2022, 6, 1), 86_399_999))
    assert failing(checked(contents)) == []
    assert HOST in {content.heading.party for content in contents.values()}
