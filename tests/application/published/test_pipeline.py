"""The tables of the Article 6 pipeline: whole, with every dirty row named, and partners on any day out of them."""

from datetime import date
from functools import cache

import pytest
from tests.application.published.test_jcm_issuances import registry
from tests.shared_data import SHARED, shared

from sextant.application.cdm_report.report import Damage, Report, ReportRow
from sextant.application.commands.import_published import import_pipeline
from sextant.application.published.agreements import partners_on as by_list
from sextant.application.published.pipeline import read_pipeline
from sextant.application.published.pipeline_rows import (
    AGREEMENTS,
    COLUMNS,
    COUNTRIES,
    NOTICES,
    PILOTS,
    PROJECTS,
    agreement,
    notice,
    project,
    read_rows,
)
from sextant.rules.agreement import Partners, parse_agreements, partners_on
from sextant.rules.text import RuleTextError
from sextant.storage.memory.reader import MemoryReader
from sextant.storage.report_files import read_report
from sextant.storage.rulebook_files import parties, rulebooks
from sextant.wording.published_sayings import noted_sentence

FOLDER = "data/article6-pipeline-2026-02"
AGREED = {"title": "T", "hostCountry": "Kenya", "buyingCountry": "Japan", "date": "2013-06-12", "status": "MoU"}
PROJECT = {"id": "KE001", "title": "T", "hostCountry": "Kenya", "type": "Solar", "ktCo2ePerYear": "0.114",
           "implementer": "I", "status": "Validation", "registrationDate": ""}  # fmt: skip
NOTICE = {"hostParty": "Kenya", "submissionDate": "2024-01-01", "title": "T", "methodology": "M", "tCo2ePerYear": "1"}


@cache
def pipeline():
    shared(FOLDER)
    reports = {name: read_report(SHARED / FOLDER / name, columns) for name, columns in COLUMNS.items()}
    return read_pipeline(reports, parties())


def one(read, file, good, **changed):
    report = Report(file, COLUMNS[file], [ReportRow(1, {**good, **changed})], "0")
    return read_rows(report, parties(), read)


@pytest.mark.parametrize(("read", "file", "good", "changed", "code"), [
    (agreement, AGREEMENTS, AGREED, {"hostCountry": "Atlantis"}, "party_not_known"),
    (agreement, AGREEMENTS, AGREED, {"date": "June"}, "not_a_day"),
    (agreement, AGREEMENTS, AGREED, {"title": "Signed on June 13th, 2013."}, "day_not_of_title"),
    (agreement, AGREEMENTS, AGREED, {"title": "T\nU"}, "text_over_lines"),
    (project, PROJECTS, PROJECT, {"id": "KE1"}, "reference_malformed"),
    (project, PROJECTS, PROJECT, {"status": "Lost"}, "status_not_known"),
    (project, PROJECTS, PROJECT, {"status": "Project registered"}, "registered_without_day"),
    (project, PROJECTS, PROJECT, {"implementer": " "}, "nothing_stated"),
    (project, PROJECTS, PROJECT, {"ktCo2ePerYear": "-1"}, "not_a_number"),
    (notice, NOTICES, NOTICE, {"submissionDate": "1970-01-01"}, "day_impossible"),
    (notice, NOTICES, NOTICE, {"tCo2ePerYear": "0"}, "quantity_zero"),
])  # fmt: skip
def test_what_is_wrong_with_a_row_is_named_in_both_languages(read, file, good, changed, code):
    records, notes = one(read, file, good)
    assert (len(records), notes) == (1, [])
    _, notes = one(read, file, good, **changed)
    assert [each.code for each in notes] == [code]
    assert len({noted_sentence(notes[0], language) for language in ("en", "zh-Hant")}) == 2


def test_a_row_with_a_field_too_few_is_named_and_not_used():
    rows = [ReportRow(1, AGREED, Damage(4, 5)), ReportRow(2, AGREED)]
    records, notes = read_rows(Report(AGREEMENTS, COLUMNS[AGREEMENTS], rows, "0"), parties(), agreement)
    assert [(each.row, each.code) for each in notes] == [(1, "fields_differ"), (2, "row_again")]
    assert [each.row for each in records] == [2]


def test_kilotonnes_become_whole_tonnes_without_a_float():
    [found], _ = one(project, PROJECTS, PROJECT)
    assert found.annual_tonnes == 114


def test_the_whole_pipeline_is_read_and_its_dirty_rows_are_named():
    found = pipeline()
    assert found.rows == found.records == {AGREEMENTS: 108, PROJECTS: 147, PILOTS: 29, COUNTRIES: 197, NOTICES: 890}
    named = [(each.file, each.code) for each in found.notes]
    counted = {key: named.count(key) for key in dict.fromkeys(named)}
    assert counted == {
        (AGREEMENTS, "text_over_lines"): 1,
        (PROJECTS, "title_again"): 5,
        (PROJECTS, "nothing_stated"): 2,
        (COUNTRIES, "count_differs"): 5,
        (NOTICES, "day_impossible"): 5,
        (NOTICES, "quantity_zero"): 2,
        (NOTICES, "row_again"): 13,
        (NOTICES, "title_again"): 22,
        (NOTICES, "nothing_stated"): 6,
        (NOTICES, "text_over_lines"): 1,
    }
    differs = [each.about for each in found.notes if each.code == "count_differs"]
    assert {each["column"] for each in differs} == {"paNotes"}


@pytest.mark.parametrize(("day", "count"), [
    ("2013-01-07", 0), ("2013-01-08", 1), ("2015-12-31", 16), ("2022-12-31", 25), ("2023-12-31", 28),
    ("2025-05-28", 30), ("2026-02-13", 31),
])  # fmt: skip
def test_partners_on_a_day_come_out_of_the_list_and_out_of_the_rules(day, count):
    on = date.fromisoformat(day)
    assert len(partners_on(rulebooks().books["jcm"].agreements, on).certain) == count
    assert len(by_list(pipeline().agreements, "JP", on)) == count


def test_an_agreement_of_which_the_month_is_known_is_certain_at_its_end_only():
    agreements = rulebooks().books["jcm"].agreements
    found = partners_on(agreements, date(2025, 8, 7))
    assert ("IN" in found.certain, found.perhaps) == (False, ("IN",))
    assert partners_on(agreements, date(2025, 8, 31)).certain[-1] == "IN"
    assert partners_on(agreements, date(2012, 1, 1)) == Partners(())


@pytest.mark.parametrize(("text", "said"), [
    ("agreements: {XA: {source: {document: D, paragraph: p}}}", "give the day under `signed`"),
    ("agreements: {XA: {between: [2020-02-01, 2020-01-01], source: {document: D, paragraph: p}}}", "the first and the"),
    ("agreements: {XA: {signed: 2020-02-01, source: {document: D, paragraph: p}},"
     " XB: {signed: 2020-01-01, source: {document: D, paragraph: p}}}", "list the oldest first"),
])  # fmt: skip
def test_an_agreement_that_is_written_wrongly_does_not_load(text, said):
    with pytest.raises(RuleTextError, match=said):
        parse_agreements(text, "jcm/agreements.yaml")


def test_projects_pilots_and_notices_become_activities_and_again_nothing_new():
    found, kept = pipeline(), registry()
    first, again = (import_pipeline(kept, found, rulebooks()) for _ in range(2))
    # Thirteen rows repeat another whole; they are one notice each.
    assert first == {"jcm_projects": 147, "pilot_projects": 29, "prior_consideration": 877}
    assert again == dict.fromkeys(first, 0)
    activities = MemoryReader(kept.store).activities()
    of_jcm = [each for each in activities if each.mechanism.startswith("jcm")]
    assert sum(each.status == "registered" for each in of_jcm) == 94
    assert {each.mechanism for each in of_jcm} == {"jcm", "jcm_mongolia", "jcm_indonesia", "jcm_thailand"}
