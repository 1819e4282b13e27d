"""Workbooks of strangers: what cannot be read says why in bounded time and memory, what can is read as it stands."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from tests.reporting.history import buyer_2023, host_2022

from sextant.reporting.aef.cell import Formula, Sheet, Workbook
from sextant.reporting.aef.model import Moment
from sextant.reporting.aef.reading import read_submission
from sextant.reporting.aef.writing import workbook_of
from sextant.storage import workbook_parts
from sextant.storage.aef_format import aef_format
from sextant.storage.rulebook_files import parties
from sextant.storage.workbook_reading import UnreadableWorkbook, read_workbook
from sextant.storage.workbook_writing import workbook_bytes, write_workbook
from sextant.wording.aef_words import FILES, file_sentence

CHECKER, NOMENCLATURE = "secretariat-checker-2025", "nomenclature-2026-02"


def sheets_of(content=None, profile: str = CHECKER) -> dict[str, list[list[object]]]:
    the_format = aef_format()
    workbook = workbook_of(content or host_2022(), the_format, the_format.profile(profile), parties(), name="x.xlsx")
    return {sheet.name: sheet.rows for sheet in workbook.sheets}


def read(file: Path):
    return read_submission(read_workbook(file), aef_format(), parties())


def saved(file: Path, sheets) -> Path:
    write_workbook(file, Workbook(file.name, tuple(Sheet(name, rows) for name, rows in sheets.items())))
    return file


def read_again(tmp_path: Path, sheets):
    return read(saved(tmp_path / "x.xlsx", sheets))


def refusal(file: Path) -> str:
    with pytest.raises(UnreadableWorkbook) as refused:
        read_workbook(file)
    for language in ("en", "zh-Hant"):
        assert len(file_sentence(refused.value, language).splitlines()) == 1
    return refused.value.code


def flaws(submission) -> list[tuple[str, str]]:
    return [(flaw.rule, flaw.code) for flaw in submission.flaws]


def repacked(content: bytes, **parts: bytes) -> bytes:
    """Return a workbook with parts replaced or added; a name has __ for a slash."""
    stream = io.BytesIO()
    changed = {name.replace("__", "/"): each for name, each in parts.items()}
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename not in changed:
                new.writestr(info.filename, old.read(info))
        for name, each in changed.items():
            new.writestr(name, each)
    return stream.getvalue()


def good() -> bytes:
    return workbook_bytes(Workbook("x", tuple(Sheet(name, rows) for name, rows in sheets_of().items())))


def part(name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(good())) as opened:
        return opened.read(name).decode()


ACTIONS = "xl/worksheets/sheet4.xml"


def with_actions(tmp_path: Path, change) -> Path:
    file = tmp_path / "changed.xlsx"
    file.write_bytes(repacked(good(), **{ACTIONS.replace("/", "__"): change(part(ACTIONS)).encode()}))
    return file


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"Party,Version\n", "not_a_workbook"),
        (b"%PDF-1.7", "not_a_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "workbook_of_an_old_kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "workbook_encrypted"),
        (b"PK\x05\x06" + b"\0" * 18, "not_a_workbook"),
        (b"PK\x03\x04rubbish", "workbook_damaged"),
    ],
)
def test_what_is_no_workbook(tmp_path, content, code):
    file = tmp_path / "x.xlsx"
    file.write_bytes(content)
    assert refusal(file) == code


def test_paths_that_lead_nowhere(tmp_path):
    assert refusal(tmp_path / "absent.xlsx") == "missing"
    assert refusal(tmp_path) == "folder"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_workbook_that_ends_too_early_is_damaged(tmp_path, share):
    content = good()
    file = tmp_path / "x.xlsx"
    file.write_bytes(content[: int(len(content) * share)])
    assert refusal(file) == "workbook_damaged"


def test_a_single_wrong_byte_is_damage_or_changes_nothing(tmp_path):
    content = good()
    file = tmp_path / "x.xlsx"
    plain = read_workbook(_write(file, content))
    for at in range(40, len(content), max(1, len(content) // 60)):
        broken = bytearray(content)
        broken[at] ^= 0x55
        outcome = _outcome(_write(file, bytes(broken)))
        assert outcome == plain or outcome in FILES, at


def test_a_part_with_macros_is_refused(tmp_path):
    file = _write(tmp_path / "y.xlsm", repacked(good(), **{"xl__vbaProject.bin": b"x"}))
    assert refusal(file) == "workbook_with_macros"


def test_a_workbook_that_expands_beyond_the_limit_is_refused_while_it_is_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook_parts, "PART_BYTES_MAX", 4 * 1024 * 1024)
    bomb = b"<worksheet><sheetData>" + b"<row/>" * 2_000_000 + b"</sheetData></worksheet>"
    file = _write(tmp_path / "x.xlsx", repacked(good(), **{ACTIONS.replace("/", "__"): bomb}))
    assert file.stat().st_size < 200_000
    assert refusal(file) == "workbook_expands"


def test_many_parts_that_expand_together_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook_parts, "ALL_BYTES_MAX", 4 * 1024 * 1024)
    parts = {f"xl__media__{number}.png": b"\0" * 1_000_000 for number in range(5)}
    assert refusal(_write(tmp_path / "x.xlsx", repacked(good(), **parts))) == "workbook_expands"


def test_entities_that_multiply_are_not_read(tmp_path):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    file = with_actions(tmp_path, lambda text: text.replace("<worksheet", bomb + "<worksheet", 1))
    assert refusal(file) == "workbook_damaged"


@pytest.mark.parametrize("begin", ["<c r=", "<c\tr=", '<c s="0" r='])
@pytest.mark.parametrize("cell", ["XFD1048576", "A1048576", "XFD5"])
def test_one_cell_in_the_last_corner_does_not_make_a_grid_of_it(tmp_path, cell, begin):
    row = "".join(each for each in cell if each.isdigit())
    far = f'<row r="{row}">{begin}"{cell}"><v>1</v></c></row></sheetData>'
    file = with_actions(tmp_path, lambda text: text.replace("</sheetData>", far))
    assert refusal(file) == "workbook_too_far_out"


def test_a_million_styled_empty_rows_say_nothing(tmp_path):
    rows = "".join(f'<row r="{number}"><c r="B{number}" s="1"/></row>' for number in range(1000, 1_048_577))
    file = with_actions(tmp_path, lambda text: text.replace("</sheetData>", rows + "</sheetData>"))
    submission = read(file)
    assert submission.flaws == ()
    assert len(submission.content.actions) == 2


def test_a_formula_is_a_finding_and_its_stored_value_is_not_used(tmp_path):
    sheets = sheets_of()
    at = sheets["Table 3 Actions"][3].index("Vintage")
    file = tmp_path / "x.xlsx"
    book = xlsxwriter.Workbook(file)
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for row_at, row in enumerate(rows):
            for place, cell in enumerate(row):
                if name == "Table 3 Actions" and (row_at, place) == (4, at):
                    page.write_formula(row_at, place, "=2020+2", None, 2022)
                elif cell is not None:
                    page.write(row_at, place, cell)
    book.close()
    assert read_workbook(file).sheets[3].rows[4][at] == Formula("=2020+2")
    submission = read(file)
    assert flaws(submission) == [("S02", "formula")]
    assert submission.flaws[0].rows == (5,)
    assert [row.vintage for row in submission.content.actions] == [None, 2022]


def test_dates_as_real_date_cells_are_the_same_as_text(tmp_path):
    sheets = sheets_of()
    file = tmp_path / "x.xlsx"
    book = xlsxwriter.Workbook(file)
    style = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for row_at, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, str) and len(cell) == 10 and cell[2] == cell[5] == "/":
                    page.write_datetime(row_at, place, datetime.strptime(cell, "%d/%m/%Y"), style)  # noqa: DTZ007
                elif cell is not None:
                    page.write(row_at, place, cell)
    book.close()
    submission = read(file)
    assert submission.flaws == ()
    assert submission.content == host_2022()
    assert submission.content.actions[0].acted == Moment(date(2022, 6, 1))


def test_thousands_separators_in_quantities_and_identifiers(tmp_path):
    sheets = sheets_of()
    header, row = sheets["Table 3 Actions"][3], sheets["Table 3 Actions"][4]
    row[header.index("Quantity (t CO2 eq)")] = "1,000"
    row[header.index("Last ID")] = "CA0042-XHA01-XHA-1,000-2022"
    submission = read_again(tmp_path, sheets)
    assert submission.flaws == ()
    assert submission.content == host_2022()
    row[header.index("Quantity (t CO2 eq)")] = "1,00"
    assert flaws(read_again(tmp_path, sheets)) == [("S02", "malformed")]


def test_merged_cells_have_their_value_once(tmp_path):
    merged = '</sheetData><mergeCells count="1"><mergeCell ref="B5:B6"/></mergeCells>'
    file = with_actions(tmp_path, lambda text: text.replace("</sheetData>", merged))
    assert read(file).flaws == ()


def test_hidden_sheets_are_read_like_others(tmp_path):
    workbook = part("xl/workbook.xml").replace('<sheet name="Table 3', '<sheet state="veryHidden" name="Table 3')
    file = _write(tmp_path / "x.xlsx", repacked(good(), **{"xl__workbook.xml": workbook.encode()}))
    assert read(file).content == host_2022()


def test_another_order_of_headings_is_a_finding_and_the_cells_are_read(tmp_path):
    sheets = sheets_of()
    rows = sheets["Table 3 Actions"]
    one, other = rows[3].index("Action type"), rows[3].index("Cooperative approach ID")
    for row in rows[3:]:
        row[one], row[other] = row[other], row[one]
    submission = read_again(tmp_path, sheets)
    assert flaws(submission) == [("S01", "heading_order")]
    assert submission.content == host_2022()


def test_columns_too_many_and_too_few_are_findings(tmp_path):
    sheets = sheets_of()
    sheets["Table 3 Actions"][3].append("Our own notes")
    assert flaws(read_again(tmp_path, sheets)) == [("S01", "heading_unknown")]
    sheets["Table 3 Actions"][3][-1] = "Index"
    assert flaws(read_again(tmp_path, sheets)) == []
    at = sheets["Table 3 Actions"][3].index("Vintage")
    for row in sheets["Table 3 Actions"][3:]:
        row[at] = None
    assert ("S01", "heading_missing") in flaws(read_again(tmp_path, sheets))


def test_a_missing_sheet_is_a_finding(tmp_path):
    sheets = sheets_of()
    del sheets["Table 4 Holdings"]
    assert flaws(read_again(tmp_path, sheets)) == [("S01", "sheet_missing")]


def test_trailing_spaces_and_lower_case_names_are_no_matter(tmp_path):
    sheets = {name.lower(): rows for name, rows in sheets_of().items()}
    for rows in sheets.values():
        for row in rows:
            row[:] = [f"{cell}  " if isinstance(cell, str) else cell for cell in row]
    sheets["table 3 actions"][3] = [each and str(each).upper() for each in sheets["table 3 actions"][3]]
    submission = read_again(tmp_path, sheets)
    assert submission.flaws == ()
    assert submission.content == host_2022()


@pytest.mark.parametrize(
    ("table", "heading", "value", "expected"),
    [
        ("Table 3 Actions", "Action type", "Sale", [("S02", "outside_list")]),
        ("Table 3 Actions", "Action type", "first transfer", [("S02", "spelled_otherwise")]),
        ("Table 3 Actions", "Action date", "31/02/2022", [("S02", "malformed")]),
        ("Table 3 Actions", "Action date", "2022-06-01", [("S02", "other_dialect")]),
        ("Table 3 Actions", "Vintage", "22", [("S02", "malformed")]),
        ("Table 3 Actions", "First ID", "CA0042-XHA01-XHA-01-2022", [("S05", "malformed")]),
        ("Table 3 Actions", "First ID", 1, [("S02", "other_dialect")]),
        ("Table 3 Actions", "First transferring participating Party ID", "ABC", [("S02", "malformed")]),
        ("Table 3 Actions", "Metric", None, [("S04", "missing")]),
        ("Table 3 Actions", "Acquiring participating Party ID", "NA", [("S04", "missing")]),
        ("Table 3 Actions", "Transferring participating Party ID", "XHA", [("S04", "needless")]),
        ("Table 3 Actions", "Underlying unit registry ID", "Synthetic registry", [("S06", "outside_list")]),
        ("Table 3 Actions", "Result of the consistency checks", "consistent", [("S03", "secretariat_cell_changed")]),
        ("Table 2 Authorizations", "Sector(s)", "Other", [("S06", "outside_list")]),
        ("Table 2 Authorizations", "Activity type(s)", "CO2 usage", [("S06", "spelled_otherwise")]),
        ("Table 2 Authorizations", "Activity type(s)", "C02 usage", []),
        ("Table 2 Authorizations", "Authorized timeframe", "2021 - 2030", [("S02", "other_dialect")]),
        ("Table 2 Authorizations", "Authorized timeframe", "some day", [("S02", "malformed")]),
        ("Table 2 Authorizations", "Authorized Party(ies) ID", "Cooperative Approach Parties", [("S02", "malformed")]),
        ("Table 2 Authorizations", "Authorized quantity", None, [("S04", "missing")]),
        ("Table 2 Authorizations", "First transfer definition for OIMP", None, [("S04", "missing")]),
    ],
)  # fmt: skip
def test_one_wrong_cell_is_one_flaw(tmp_path, table, heading, value, expected):
    sheets = sheets_of()
    rows = sheets[table]
    rows[4][rows[3].index(heading)] = value
    submission = read_again(tmp_path, sheets)
    assert flaws(submission) == expected
    if expected:
        assert submission.flaws[0].column == heading
        assert submission.flaws[0].rows == (5,)


def test_a_use_is_for_a_year_or_for_a_purpose(tmp_path):
    sheets = sheets_of(buyer_2023(), NOMENCLATURE)
    rows = sheets["Table 3 Actions"]
    year = rows[3].index("Calendar year for which the ITMOs are used towards the Party's NDC")
    purpose = rows[3].index("Purpose for which the ITMO has been used towards or cancelled for OIMP")
    rows[5][purpose] = "CORSIA"
    assert flaws(read_again(tmp_path, sheets)) == [("S04", "needless")]
    rows[5][year] = "NA"
    assert flaws(read_again(tmp_path, sheets)) == []
    rows[5][purpose] = "NA"
    assert flaws(read_again(tmp_path, sheets)) == [("S04", "missing")]


def test_an_emptied_secretariat_cell_of_table_1_is_a_finding_in_the_profile_that_has_one(tmp_path):
    sheets = sheets_of()
    sheets["Table 1 Submission"][7][2] = None
    assert flaws(read_again(tmp_path, sheets)) == [("S03", "secretariat_cell_emptied")]


def _outcome(file: Path) -> Workbook | str:
    try:
        return read_workbook(file)
    except UnreadableWorkbook as error:
        return error.code


def _write(file: Path, content: bytes) -> Path:
    file.write_bytes(content)
    return file
