"""Forms: what is written and read and written again is the same; each bad cell is told; values feed the calculation."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import pairwise

import pytest
from tests.methodology.test_vectors import inputs_of, shared_vectors, vectors  # noqa: F401 - a fixture
from tests.methodology.test_verification import ALL as TICKS
from tests.methodology.test_verification import PROOF, act, raised, tick, workspace
from tests.methodology.vector_table import ALL

from sextant.application.forms.filling import filled
from sextant.application.forms.layout import read_record, read_sheets, sheets_of
from sextant.application.forms.statement import Filled, Statement, read_statement
from sextant.application.forms.taking import taken
from sextant.application.queries.quantify import Quantified, quantify
from sextant.cli.main import run
from sextant.domain.refusal import Refusal
from sextant.methodology.plan import Request
from sextant.storage.form_files import forms, read_form, write_form
from sextant.storage.methodology_files import ShippedLibrary
from sextant.storage.verification_files import verification_rules
from sextant.wording.refusals import sentence

LIBRARY, RULES = ShippedLibrary(), verification_rules()
CALCULATIONS = [name for name, form in forms().items() if form.subject == "calculation"]
SOLAR = {
    "request": {
        "methodology": "JCM-SOLAR-PV",
        "inputs": {"displaced": "gas_grid",
                   "EG": {"value": {"Roof A": Decimal("2500.123456789012345678"), "Roof; B": 3340}, "unit": "MWh",
                          "origin": "Meter 4711 (synthetic)"}},
    },
    "period": "2024-07-01:2025-06-30",
    "said": {"project": {"project": "Solar roofs (synthetic)"},
             "monitored": {"EG": {"option": "C", "comments": "None"}}},
}  # fmt: skip


def fill(name, content, language="en"):
    """Return a filled form."""
    form = forms()[name]
    statement = read_statement(content, form)
    assert isinstance(statement, Statement), statement
    done = filled(form, statement, language, LIBRARY, RULES)
    assert isinstance(done, Filled), done
    return done


def read_again(path):
    """Return what is read from a file of a form."""
    name, language, content = read_form(path)
    form = forms()[name]
    found = (read_sheets if path.suffix == ".xlsx" else read_record)(form, language, content)
    done = taken(form, language, found.sections, found.where, LIBRARY, RULES)
    done.findings[:0] = found.findings
    return done


def there_and_back(done, path):
    """Write a form and read it; return the form that the reading gives."""
    write_form(path, done, sheets_of(done))
    found = read_again(path)
    assert [sentence(each, "en") for each in found.findings] == []
    return found


@pytest.mark.parametrize("ending", ["xlsx", "json"])
@pytest.mark.parametrize("language", ["en", "zh-Hant"])
@pytest.mark.parametrize("name", CALCULATIONS)
def test_a_form_that_is_written_read_and_written_is_the_same(name, language, ending, tmp_path):
    sections = forms()[name].sections
    said = {key: each for key, each in SOLAR["said"].items() if key in sections and name in ("JCM-MPS", "JCM-MRS")}
    if "description" in sections or "general" in sections:
        said = {next(iter(sections)): {"title": "Roofs (synthetic)"}}
    done = fill(name, SOLAR | {"said": said}, language)
    found = there_and_back(done, tmp_path / f"form.{ending}")
    assert found.again.as_record() == done.as_record()
    assert found.statement.request["inputs"]["EG"]["value"] == SOLAR["request"]["inputs"]["EG"]["value"]


@pytest.mark.parametrize("name", ALL)
def test_the_inputs_of_every_vector_pass_through_a_monitoring_report(name, shared_vectors, tmp_path):  # noqa: F811
    """Tables, lists, sets, choices, and tools of tools come back as they were."""
    for run_ in ALL[name]:
        inputs = inputs_of(run_, shared_vectors[name]["inputs"])
        request = {"methodology": run_.methodology, "inputs": inputs} | ({"case": run_.case} if run_.case else {})
        was = quantify(Request(run_.methodology, inputs, run_.case or None), LIBRARY)
        if run_.results or isinstance(was, Refusal):
            continue
        done = fill("A6.4-MR", {"request": request, "said": {"general": {"title": name}}})
        sections = {key: rows if isinstance(rows, list) else [rows]
                    for key, rows in done.as_record()["sections"].items()}  # fmt: skip
        found = taken(done.form, "en", sections, lambda *at: str(at), LIBRARY, RULES)
        assert [sentence(each, "en") for each in found.findings] == []
        assert found.again.as_record() == done.as_record()
        again = quantify(Request(run_.methodology, found.statement.request["inputs"], run_.case or None), LIBRARY)
        assert isinstance(again, Quantified)
        assert (again.results, again.units) == (was.results, was.units)


VERIFIED = workspace(
    *TICKS[1:], raised(),
    act("own_figure", "2025-03-02", node="EG_PJ_facility", report=1, value=Decimal("19999.5"), text="Invoice",
        evidence=[*PROOF, {"document": "Statistics (synthetic)", "reference": "https://example.org/s", "page": 3}]),
    act("respond", "2025-03-05", id="CAR1", text="Corrected (synthetic)."),
    act("close", "2025-03-06", id="CAR1", text="Seen (synthetic).", evidence=PROOF),
    tick("EG_PJ_facility", on="2025-03-07"),
    carried=[{"id": "FAR1", "node": "EF_grid", "text": "Look at it (synthetic).", "raised_on": "2024-04-01",
              "period": "2023-01-01:2023-12-31"}],
)  # fmt: skip


@pytest.mark.parametrize("ending", ["xlsx", "json"])
def test_a_verification_report_gives_the_workspace_back(ending, tmp_path):
    done = fill("A6.4-VCR", {"workspace": VERIFIED, "said": {"said": {"summary": "Synthetic."}}})
    assert done.sections["certified"][0]["verified_amount"] == Decimal("15999.6")
    found = there_and_back(done, tmp_path / f"form.{ending}")
    assert found.again.as_record() == done.as_record()
    assert found.statement.workspace["acts"][-1] == VERIFIED["acts"][-1]
    figure = next(each for each in found.statement.workspace["acts"] if each["act"] == "own_figure")
    assert [each["page"] for each in figure["evidence"]] == ["2", "3"]


def edited(tmp_path, changes):
    """Return the sentences that a form gives after some of its cells were changed."""
    path = tmp_path / "form.xlsx"
    done = fill("JCM-MRS", SOLAR)
    sheets = sheets_of(done)
    for key, column, value in changes:
        line = next(each for name, lines in sheets.items() for each in lines if name != "Fields" and each[:1] == [key])
        line[ord(column) - ord("A")] = value
    write_form(path, done, sheets)
    return [sentence(each, "en") for each in read_again(path).findings]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([("EG", "D", "much")], "MRS(input)!D20 (value) holds much; expected 1234.5"),
        ([("EG", "D", None)], "(value) is empty"),
        ([("EG", "D", "=1+1")], "expected 1234.5"),
        ([("EG", "E", "kWh")], "kWh"),
        ([("EG", "G", "D")], "expected A, B, C"),
        ([("period", "C", "2025-06-30:2024-07-01")], "expected YYYY-MM-DD:YYYY-MM-DD"),
        ([("period", "C", "soon")], "expected YYYY-MM-DD:YYYY-MM-DD"),
        ([("emission_reductions", "C", 5)], "and the rest of the form gives 1862.99938271"),
        ([("units", "C", 5)], "(units) holds 5, and the rest of the form gives 1862"),
        ([("methodology", "C", "AM9999")], "AM9999"),
        ([("methodology", "C", None)], "(methodology) is empty"),
        ([("version", "C", "99")], "99"),
        ([("[fixed]", "A", "[unfixed]")], "the form has no section unfixed"),
        ([("[fixed]", "A", "[monitored]")], "stands in the form twice"),
        ([("case", "A", "casus")], "has no field casus"),
        ([("EG", "A", "PE_EC/EG")], "names PE_EC/EG, and the form has no tool"),
        ([("EG", "A", "EH")], "EH"),
        ([("EF_RE", "C", 0.4)], "gives 0.319"),
    ],
)  # fmt: skip
def test_each_bad_cell_is_told_in_a_sentence(changes, said, tmp_path):
    found = edited(tmp_path, changes)
    assert any(said in each for each in found), found


def test_cells_that_a_spreadsheet_writes_in_its_own_way_are_read(tmp_path):
    """A number where a text is meant, an empty version, and computed cells that nobody filled."""
    changes = [("project", 12), ("reference", 7.5), ("version", None), ("emission_reductions", None), ("units", None)]
    assert edited(tmp_path, [(key, "C", value) for key, value in changes]) == []
    assert read_again(tmp_path / "form.xlsx").statement.said["project"] == {"project": "12", "reference": "7.5"}


def keys_of(sheets):
    """Return the keys of sections and facts, and the columns of tables."""
    form, found = forms()["A6.4-MR"], []
    for name, lines in sheets.items():
        for above, line in pairwise(lines):
            if str(above[:1]).startswith("['[") or (line[0:1] and line[0] in form.sections["general"].fields):
                found.append((name, above[:1], line[:1]))
    return found


def test_a_form_in_chinese_has_the_same_keys():
    one, other = sheets_of(fill("A6.4-MR", MR)), sheets_of(fill("A6.4-MR", MR, "zh-Hant"))
    assert keys_of(one) == keys_of(other)
    assert "計算" in str(other)
    assert "計算" not in str(one)


MR = {"request": SOLAR["request"], "said": {"general": {"title": "Roofs (synthetic)"}}}


@pytest.mark.parametrize("name", forms())
def test_every_field_says_where_it_is_known_from(name):
    form = forms()[name]
    assert form.sections
    for section, each in form.fields():
        assert each.source.document, (section.key, each.key)
        assert each.source.verified == (form.mechanism != "jcm")


def test_the_command_writes_reads_and_feeds_the_calculation(tmp_path, capfd, monkeypatch):
    monkeypatch.setenv("SEXTANT_LANGUAGE", "en")
    statement, form, inputs = tmp_path / "s.json", tmp_path / "f.xlsx", tmp_path / "i.json"
    statement.write_text(json.dumps(SOLAR, default=float), encoding="utf-8")
    assert run(["form", "list", "--json"]) == 0
    assert {each["id"] for each in json.loads(capfd.readouterr().out)} == set(forms())
    assert run(["form", "describe", "JCM-MRS"]) == 0
    assert "Monitoring option" in capfd.readouterr().out
    assert run(["form", "write", "JCM-MRS", str(statement), str(form)]) == 0
    assert run(["form", "read", str(form), "--into", str(inputs), "--json"]) == 0
    assert json.loads(capfd.readouterr().out.split("}\n{")[-1].split(".xlsx.\n")[-1])["in_order"]
    assert run(["quantify", "JCM-SOLAR-PV", "--inputs", str(inputs), "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["results"]["units"] == 1862
    assert run(["form", "describe", "JCM-XXX"]) == 2
    assert "There is no form JCM-XXX" in capfd.readouterr().err
    assert run(["form", "read", str(statement)]) == 2
    assert run(["form", "read", str(tmp_path / "none.xlsx")]) == 2


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ({"said": {}}, "request"),
        ({"request": {"methodology": "AMS-I.D"}}, "request.inputs"),
        ({"request": {"methodology": 5, "inputs": {}}}, "request.methodology"),
        ({"request": {"methodology": "AMS-I.D", "inputs": {}}, "period": "2024"}, "period"),
        ({"request": {"methodology": "AMS-I.D", "inputs": {}}, "more": 1}, "more"),
        ({"request": {"methodology": "AMS-I.D", "inputs": {}}, "said": {"x": {}}}, "said.x"),
        ({"request": {"methodology": "AMS-I.D", "inputs": {}}, "said": {"general": {"x": 1}}}, "said.general"),
        ({"request": {"methodology": "AMS-I.D", "inputs": {}}, "said": {"general": []}}, "said.general"),
    ],
)
def test_a_statement_that_cannot_be_read_is_refused(content, where):
    found = read_statement(content, forms()["A6.4-MR"])
    assert isinstance(found, Refusal)
    assert found.about["where"] == where
