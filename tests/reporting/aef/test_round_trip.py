"""Write, read, write again: the same cells in every profile; the same data in the canonical record."""

from __future__ import annotations

import json

import pytest
from tests.reporting.history import HOST_REGISTRY, buyer_2022, checked, failing, history, host_2022

from sextant.reporting.aef.cell import Sheet, Workbook
from sextant.reporting.aef.model import AnnualInformation, block_of
from sextant.reporting.aef.reading import read_submission
from sextant.reporting.aef.record import RecordUnreadable, content_of, record_of
from sextant.reporting.aef.writing import CannotBeWritten, workbook_of
from sextant.storage.aef_format import aef_format
from sextant.storage.rulebook_files import parties
from sextant.storage.workbook_reading import read_workbook
from sextant.storage.workbook_writing import workbook_bytes, write_workbook

PROFILES = aef_format().written_profiles


def written(content: AnnualInformation, profile: str, name: str = "x.xlsx") -> Workbook:
    the_format = aef_format()
    return workbook_of(content, the_format, the_format.profile(profile), parties(), name=name, statement=["said"])


def read(workbook: Workbook):
    return read_submission(workbook, aef_format(), parties())


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("file", history())
def test_what_is_written_is_read_without_a_flaw_and_written_the_same(profile, file, tmp_path):
    workbook = written(history()[file], profile)
    write_workbook(tmp_path / "x.xlsx", workbook)
    submission = read(read_workbook(tmp_path / "x.xlsx"))
    assert submission.flaws == ()
    assert submission.profile == profile
    assert written(submission.content, profile) == workbook


@pytest.mark.parametrize("profile", ["secretariat-checker-2025", "cadtrust-v2"])
def test_profiles_with_full_identifiers_lose_nothing(profile):
    for content in history().values():
        assert read(written(content, profile)).content == content


def test_the_integer_dialect_keeps_everything_but_the_registry_of_origin():
    content = buyer_2022()
    again = read(written(content, "nomenclature-2026-02")).content
    for ours, theirs in zip(content.unit_rows, again.unit_rows, strict=True):
        block, other = block_of(ours), block_of(theirs)
        assert other == block._replace(series=block.series._replace(registry=""))


def test_identifiers_are_not_made_up_where_the_registry_of_origin_is_unknown():
    again = read(written(buyer_2022(), "nomenclature-2026-02")).content
    with pytest.raises(CannotBeWritten) as refused:
        written(again, "secretariat-checker-2025")
    assert refused.value.code == "registry_of_origin_unknown"
    # The host's own rows say where the units come from: the registry that tracked them is the one of origin.
    host = read(written(host_2022(), "nomenclature-2026-02")).content
    full = read(written(host, "secretariat-checker-2025")).content
    assert {row.first.registry for row in full.actions} == {HOST_REGISTRY}


@pytest.mark.parametrize("profile", PROFILES)
def test_the_same_content_gives_the_same_bytes(profile):
    workbook = written(host_2022(), profile)
    assert workbook_bytes(workbook) == workbook_bytes(written(host_2022(), profile))


def test_the_canonical_record_comes_back_from_json():
    for content in history().values():
        text = json.dumps(record_of(content, aef_format()))
        again = content_of(json.loads(text), aef_format(), parties())
        rows = [each._replace(row=0) for each in content.actions]
        assert [each._replace(row=0) for each in again.actions] == rows
        assert again.heading == content.heading
        assert len(again.holdings) == len(content.holdings)


@pytest.mark.parametrize(
    ("record", "code", "where"),
    [
        ([], "not_an_object", "file"),
        ({"submission": {"party": "ZZ"}}, "not_readable", "submission.party"),
        ({"submission": {"year": 1}}, "key_unknown", "submission.year"),
        ({"submission": {}, "actions": {}}, "not_a_list", "actions"),
        ({"submission": {}, "actions": [{"vintage": True}]}, "not_a_value", "actions[1].vintage"),
        ({"submission": {}, "actions": [{"type": "Sale"}]}, "not_readable", "actions[1].type"),
        ({"submission": {}, "actions": [{"first": "CA1"}]}, "not_readable", "actions[1].first"),
    ],
)
def test_a_record_that_cannot_be_read_says_where(record, code, where):
    with pytest.raises(RecordUnreadable) as refused:
        content_of(record, aef_format(), parties())
    assert (refused.value.code, refused.value.where) == (code, where)


def test_files_of_three_dialects_of_two_parties_are_checked_together():
    dialects = [*PROFILES, PROFILES[0]]
    contents = {}
    for (name, content), profile in zip(history().items(), dialects, strict=True):
        submission = read(written(content, profile, name))
        assert submission.profile == profile
        contents[name] = submission.content
    assert failing(checked(contents)) == []
    row = contents["buyer-2023.xlsx"].actions[0]
    contents["buyer-2023.xlsx"] = _with_action(
        contents["buyer-2023.xlsx"], row._replace(last=2399, last_unit="77-7399-VCU")
    )
    assert failing(checked(contents))[0] == "I10"


def test_a_year_without_anything_is_a_valid_report():
    empty = AnnualInformation(host_2022().heading)
    for profile in PROFILES:
        submission = read(written(empty, profile))
        assert submission.flaws == ()
        assert failing(checked({"x.xlsx": submission.content}, given=())) == []


def test_the_79_columns_are_written_with_gutter_and_spacers():
    workbook = written(host_2022(), "nomenclature-2026-02")
    assert [sheet.name for sheet in workbook.sheets] == [
        "Summary information", "Table 1 Submission", "Table 2 Authorizations", "Table 3 Actions", "Table 4 Holdings",
        "Table 5 Auth. entities",
    ]  # fmt: skip
    headings = [[cell for cell in sheet.rows[3] if cell] for sheet in workbook.sheets[2:]]
    assert [len(each) for each in headings] == [19, 27, 16, 8]
    assert len([row for row in workbook.sheets[1].rows[3:] if row[1]]) == 9
    # The result of the check stands in row 9, column 3; every sheet keeps its first column empty.
    assert workbook.sheets[1].rows[8][1] == "Result of the consistency check of this AEF submission"
    assert all(not row or row[0] is None for sheet in workbook.sheets for row in sheet.rows)
    actions = workbook.sheets[3].rows[3]
    spacers = [actions[at - 1] for at, cell in enumerate(actions) if cell is None and at]
    assert spacers == [
        "Last ID", "Last unit ID", "Quantity (in non-GHG metric)", "Vintage", "Acquiring participating Party ID",
        "Calendar year for which the ITMOs are used towards the Party's NDC",
    ]  # fmt: skip


V1_HEADER = [
    "Article 6 database record ID", "Cooperative approach", "First unique identifier", "Last unique identifier",
    "Underlying unit block start ID", "Underlying unit last block ID", "Metric", "Quantity (expressed in metric)",
    "Quantity (t CO2 eq)", "Conversion factor (reporting Party)", "First transferring Party", "Vintage", "Sector(s)",
    "Activity type(s)", "Date of authorization", "Authorization ID", "Purpose(s) for authorization",
    "OIMP authorized by the Party", "First transfer definition", "Action date", "Action type",
    "Transferring participating Party", "Acquiring participating Party", "Purposes for cancellation",
    "Using participating Party or authorized entity or entities", "First transfer",
]  # fmt: skip


def test_the_draft_of_2022_is_read_into_the_tables_of_today():
    row = [
        "1", "CA0042", "CA0042-XHA01-XHA-1-2022", "CA0042-XHA01-XHA-100-2022", "5001", "5100", "GHG", 100, 100, None,
        "XHA", 2022, "Energy", "Solar", "01/02/2022", "XHA-1", "NDC", None, None, "01/06/2022", "First transfer",
        "XHA", "XBU", None, None, "Yes",
    ]  # fmt: skip
    sheet = Sheet("Actions", [["Party", "XHA"], ["Reported year", 2022], [], list(V1_HEADER), row])
    submission = read(Workbook("old.xlsx", (sheet,)))
    assert submission.profile == "v1-draft-2022"
    assert submission.flaws == ()
    content = submission.content
    assert (content.heading.party, content.heading.reported_year) == ("XHA", 2022)
    assert [each.authorization for each in content.authorizations] == ["XHA-1"]
    assert content.authorizations[0].sectors == ("energy",)
    assert [block_of(each).size for each in content.actions] == [100]
    assert content.actions[0].quantity_non_ghg is None


def _with_action(content: AnnualInformation, action) -> AnnualInformation:
    from dataclasses import replace

    return replace(content, actions=tuple(action if each.row == action.row else each for each in content.actions))
