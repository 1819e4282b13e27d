"""The workbook is the calculation: LibreOffice recalculates every cell to the figure of the library."""

from __future__ import annotations

import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from tests.methodology.test_vectors import inputs_of, shared_vectors  # noqa: F401
from tests.methodology.vector_table import ALL

from sextant.methodology.calculate import Calculation, calculate
from sextant.methodology.language.exact import shown
from sextant.methodology.plan import Request
from sextant.methodology.workbook import MICRO, WHOLE_MAX, Cell, workbook
from sextant.storage.methodology_files import ShippedLibrary
from sextant.storage.workbook_files import write_workbook

SPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode"><value>0</value></prop></item>
</oor:items>
"""
WRONG = Fraction(-123456789)


def calculated(methodology, inputs, case=None) -> Calculation:
    done = calculate(Request(methodology, inputs, case), ShippedLibrary())
    assert isinstance(done, Calculation), done
    return done


def cells(path: Path, sheet: int = 1) -> dict[str, tuple[str | None, str | None]]:
    """Return formula and value of each cell of a sheet."""
    with zipfile.ZipFile(path) as archive:
        root = ET.fromstring(archive.read(f"xl/worksheets/sheet{sheet}.xml"))
    found = {}
    for cell in root.iterfind(".//m:c", SPACE):
        formula, value = cell.find("m:f", SPACE), cell.find("m:v", SPACE)
        found[cell.get("r")] = (None if formula is None else formula.text, None if value is None else value.text)
    return found


def test_inputs_defaults_steps_and_result_have_their_sections(tmp_path):
    done = calculated("AMS-I.D", {"EG_PJ_facility": 21900, "EF_grid": Fraction("0.758"), "Cap": 5})
    made = workbook(done, "en")
    named = [row[0].text for row in made.rows]
    assert named == [
        "AMS-I.D 18.0: Grid connected renewable electricity generation", "Symbol",
        "Inputs", "EG_PJ_facility", "EF_grid", "Cap", "Parameters and defaults", "PE", "LE", "Cap_max",
        "Steps", "BE", "Result", "ER",
    ]  # fmt: skip
    file = tmp_path / "out.xlsx"
    write_workbook(made, file)
    assert cells(file)["C12"] == ("(Calculation!$C$4*Calculation!$C$5)", "16600.2")
    assert cells(file)["C14"] == ("((Calculation!$C$12-Calculation!$C$8)-Calculation!$C$9)", "16600.2")


def test_a_workbook_speaks_both_languages():
    done = calculated("AMS-I.D", {"EG_PJ_facility": 1, "EF_grid": 1})
    assert {"輸入值", "參數與預設值", "計算步驟", "結果"} <= {row[0].text for row in workbook(done, "zh-Hant").rows}


def test_what_a_person_wrote_about_an_input_is_no_formula(tmp_path):
    done = calculated("AMS-I.D", {"EG_PJ_facility": {"value": 1, "origin": "=1+1"}, "EF_grid": 1})
    write_workbook(workbook(done, "en"), tmp_path / "out.xlsx")
    formulas = [formula for formula, _ in cells(tmp_path / "out.xlsx").values() if formula]
    assert "1+1" not in formulas
    assert len(formulas) == 2


def test_a_tool_that_computed_an_input_has_its_own_live_cells(tmp_path):
    tool = {"tool": "TOOL05", "inputs": {"EC": [100, 200, 300, 400, 500], "EF_EL": 1}}
    inputs = {"EG": 48000, "Q_BL": 310, "Q_y": 335, "EF_elec": Fraction("0.758"), "PE_EC": tool}
    made = workbook(calculated("ACM0012", inputs), "en")
    by_symbol = {row[0].text: row[2] for row in made.rows if len(row) > 2}
    assert by_symbol["PE_EC"].formula == "SUM(Terms!$A$1:$A$5)"
    assert "$C$" in by_symbol["PE"].formula
    assert [cell.number for (cell,) in made.terms] == [each * Fraction("1.2") for each in (100, 200, 300, 400, 500)]


EXTREMES = {
    "negative": ("ACM0002", {"EG_facility": 10, "EF_grid": Fraction("0.333333"), "PE_FC": Fraction("9876.4321")}, None),
    "large": ("ACM0002", {"EG_facility": 899_999_999, "EF_grid": Fraction("0.999999"), "PE_FC": 1}, None),
    "beyond": ("ACM0002", {"EG_facility": 9_007_199_254_740_993, "EF_grid": 3, "PE_FC": Fraction("0.5")}, None),
    "beyond_negative": ("ACM0002", {"EG_facility": 0, "EF_grid": 3, "PE_FC": 9_007_199_254_740_993}, None),
}  # fmt: skip


@pytest.fixture(scope="module")
def recalculated(shared_vectors, tmp_path_factory):  # noqa: F811
    """Return every vector's workbook with its figures, and what LibreOffice makes of it from wrong cached figures."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("workbooks")
    made = {}
    for name, runs in ALL.items():
        for place, run in enumerate(runs):
            request = Request(run.methodology, inputs_of(run, shared_vectors[name]["inputs"]), run.case or None,
                              results=run.results)  # fmt: skip
            done = calculate(request, ShippedLibrary())
            assert isinstance(done, Calculation)
            stem = re.sub(r"\W", "_", f"{name}_{place}")
            made[stem] = workbook(done, "en")
            book = workbook(done, "en")
            book.rows = [tuple(map(spoiled, row)) for row in book.rows]
            book.terms = [tuple(map(spoiled, row)) for row in book.terms]
            write_workbook(book, folder / f"{stem}.xlsx")
    for name, (methodology, inputs, case) in EXTREMES.items():
        done = calculate(Request(methodology, inputs, case), ShippedLibrary())
        assert isinstance(done, Calculation), done
        made[name], book = workbook(done, "en"), workbook(done, "en")
        book.rows = [tuple(map(spoiled, row)) for row in book.rows]
        write_workbook(book, folder / f"{name}.xlsx")
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    options = ["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out")]
    files = map(str, sorted(folder.glob("*.xlsx")))
    command = [office, f"-env:UserInstallation=file://{profile}", *options, *files]
    subprocess.run(command, check=True, capture_output=True, timeout=280)
    return {stem: (book, folder / "out" / f"{stem}.xlsx") for stem, book in made.items()}


def spoiled(cell: Cell) -> Cell:
    return cell if cell.formula is None else replace(cell, number=WRONG)


def test_libreoffice_recalculates_every_vector_to_the_same_figures(recalculated):
    compared = 0
    for stem, (book, path) in recalculated.items():
        found = cells(path)
        for number, row in enumerate(book.rows, start=1):
            if len(row) > 2 and row[2].formula is not None:
                formula, value = found[f"C{number}"]
                assert formula, (stem, row[0].text, "the formula is not live")
                expected = float(row[2].number)
                assert float(value) == pytest.approx(expected, rel=1e-12, abs=1e-9), (stem, row[0].text)
                if abs(row[2].number) * MICRO <= WHOLE_MAX:
                    told, exact = (round(Fraction(each) * MICRO) for each in (value, row[2].number))
                    assert told == exact, (stem, row[0].text, "a micro-unit differs")
                else:
                    assert str(shown(row[2].number)) in row[4].text, (stem, row[0].text, "the exact figure is not told")
                compared += 1
    assert compared > 300
