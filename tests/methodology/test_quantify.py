"""`sextant quantify`: results, whole units, vintages, trace and defaults; the catalogue; what a methodology needs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from tests.cli.conftest import process_environment

from sextant.application.queries.describe_methodology import described
from sextant.application.queries.quantify import Quantified, quantify
from sextant.cli.main import run
from sextant.methodology.catalogue.index import FOLDERS
from sextant.methodology.language.formula import latex, mathml, text
from sextant.methodology.methodology import faults
from sextant.methodology.plan import Request
from sextant.storage.methodology_files import ShippedLibrary, methodology

HYDRO = {"EG_PJ_facility": 21900, "EF_grid": Decimal("0.758"), "Cap": 5}
KEYS = ["methodology", "version", "verified", "case", "results", "unit", "by_vintage", "intermediate",
        "units_of_intermediate", "requirements", "defaults_used", "warnings"]  # fmt: skip


@pytest.fixture
def ask(tmp_path, capfd, monkeypatch):
    def asked(*arguments: str, inputs: str | None = None, language: str = "en") -> tuple[int, str, str]:
        monkeypatch.setenv("SEXTANT_LANGUAGE", language)
        given = list(arguments)
        if inputs is not None:
            file = tmp_path / "inputs.json"
            file.write_text(inputs, encoding="utf-8")
            given += ["--inputs", str(file)]
        capfd.readouterr()
        code = run(["quantify", *given])
        printed = capfd.readouterr()
        return code, printed.out, printed.err

    return asked


def done(name: str, inputs: dict[str, Any], **more: Any) -> Quantified:
    found = quantify(Request(name, inputs, **more), ShippedLibrary())
    assert isinstance(found, Quantified), found
    return found


INPUTS = '{"EG_PJ_facility": {"value": 21900, "unit": "MWh", "origin": "meter 1"}, "EF_grid": 0.758, "Cap": 5}'


def test_the_record_has_exactly_these_keys_and_exact_numbers(ask):
    code, out, err = ask("AMS-I.D", "--json", inputs=INPUTS)
    assert (code, err) == (0, "")
    record = json.loads(out, parse_float=Decimal)
    assert list(record) == KEYS
    assert record["results"] == {"baseline_emissions": Decimal("16600.2"), "project_emissions": 0, "leakage": 0,
                                 "emission_reductions": Decimal("16600.2"), "units": 16600}  # fmt: skip
    assert record["verified"] is False
    assert [each["symbol"] for each in record["defaults_used"]] == ["PE", "LE", "Cap_max"]
    assert all(each["source"]["document"] and each["source"]["paragraph"] for each in record["defaults_used"])


def test_no_digit_is_lost_from_the_file_to_the_record(ask):
    digits = "12345678901234567890.123456789012345678"
    _, out, _ = ask("AMS-I.D", "--json", inputs=f'{{"EG_PJ_facility": {digits}, "EF_grid": 1}}')
    assert f'"emission_reductions": {digits}' in out


def test_the_trace_leads_from_the_result_to_the_origin_of_each_input(ask):
    _, out, _ = ask("AMS-I.D", "--trace", "--json", inputs=INPUTS)
    (root,) = json.loads(out)["trace"]
    assert root["symbol"] == "ER"
    assert root["substituted"] == "16600.2 − 0 − 0"
    baseline = root["inputs"][0]
    assert baseline["equation"]["text"] == "BE = EG_PJ_facility · EF_grid"
    assert baseline["substituted"] == "21900 · 0.758"
    assert [(each["symbol"], each["origin"], each.get("said")) for each in baseline["inputs"]] == [
        ("EG_PJ_facility", "measured", "meter 1"), ("EF_grid", "given", None)]  # fmt: skip
    assert all(each["origin"] == "default" and each["verified"] is False for each in root["inputs"][1:])


def test_every_number_of_a_trace_has_an_equation_or_an_origin():
    from sextant.application.queries.quantified_record import node_record
    from sextant.methodology.trace import trace

    tool = {"tool": "TOOL05", "inputs": {"EC": 410, "EF_EL": Decimal("0.758")}}
    given = {"F_CH4_EL": 1800, "EG": 7200, "EF_grid": Decimal("0.758"), "PE_EC": tool}
    found = done("ACM0001", given, case="nothing,power,no_flare")

    def walk(node):
        assert ("equation" in node) != ("origin" in node), node["symbol"]
        assert node["unit"]
        assert node["meaning"]
        for each in node.get("inputs", ()):
            walk(each)

    for node in trace(found.calculation):
        walk(node_record(node, "zh-Hant"))
    assert any(each.origin.kind == "tool" for each in found.calculation.inputs.values())


def test_leakage_and_project_emissions_are_taken_off():
    found = done("AMS-I.D", {**HYDRO, "PE": 100, "LE": Decimal("0.2")})
    assert found.results["emission_reductions"] == 16_500


def test_a_period_over_two_years_is_split_by_days_and_the_whole_units_add_up():
    found = done("AMS-I.D", HYDRO, period=(date(2024, 7, 1), date(2025, 6, 30)))
    assert [(each.year, each.units) for each in found.vintages] == [(2024, 8368), (2025, 8232)]
    assert sum(each.emission_reductions for each in found.vintages) == found.results["emission_reductions"]
    assert found.units == 16_600


def test_a_result_below_zero_is_shown_and_earns_nothing():
    given = {"EC_PJ": 3650, "COP_PJ": Decimal("6.2"), "T_cooling_out": Decimal("32.5"), "T_chilled_out": 7,
             "COP_RE": Decimal("5.59"), "EF_elec": Decimal("0.5664")}  # fmt: skip
    found = done("JCM-CHILLER", given)
    assert found.results["emission_reductions"] < 0
    assert found.units == 0
    assert "negative_result" in {each.code for each in found.warnings}


def test_two_types_of_lamps_fail_each_by_its_own_life():
    given = {"P_BL": [60, 60], "P_PJ": [10, 10], "L": [1277, 2555], "Q": [100, 100], "EF_grid": 1}
    found = done("AMS-II.J", given)
    assert found.calculation.sets["y"] == ("1", "2")
    assert list(found.calculation.values("LFR").values()) == [1, Fraction(1, 4), 1, 1]


@pytest.mark.parametrize("name", FOLDERS)
def test_every_methodology_loads_describes_itself_and_typesets_its_formulas(name):
    found = methodology(name)
    assert not list(faults(found.book, found.model))
    for language in ("en", "zh-Hant"):
        record = described(found, found.book.versions[-1], language)
        json.dumps(record, default=str)
        assert record["schema"]["additionalProperties"] is False
    for each in found.model.equations:
        assert text(each.symbol, each.expression).startswith(each.symbol.symbol)
        assert latex(each.symbol, each.expression).count("{") == latex(each.symbol, each.expression).count("}")
        assert_well_formed(mathml(each.symbol, each.expression))
    for term in found.model.terms.values():
        assert term.meaning.english
        assert re.search(r"[㐀-鿿]", term.meaning.chinese), term.symbol


def assert_well_formed(markup: str) -> None:
    from xml.etree.ElementTree import fromstring

    fromstring(markup)


def test_the_catalogue_is_listed_in_both_languages(ask):
    code, out, _ = ask("--list", "--json")
    assert code == 0
    assert [each["id"] for each in json.loads(out)] == list(FOLDERS)
    assert "併網再生能源發電" in ask("--list", language="zh-Hant")[1]


def test_what_a_methodology_needs_is_described(ask):
    code, out, _ = ask("AMS-II.G", "--describe", "--json")
    assert code == 0
    record = json.loads(out)
    inputs = {each["symbol"]: each for each in record["inputs"]}
    assert inputs["LAF"]["default"]["value"] == 0.95
    assert inputs["eta_new"]["limits"] == {"above": 0, "most": 1}
    assert "wbt" in record["cases"]["savings"]["options"]
    assert ask("AMS-I.Z", "--describe")[0] == 1


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ("{", "is not JSON"),
        ("[]", "holds no inputs"),
        ('{"Cap": 1, "Cap": 2}', "gives Cap twice"),
        ("[" * 100_000, "is"),
    ],
)
def test_a_file_that_holds_no_inputs_ends_with_2_and_one_sentence(ask, inputs, said):
    code, out, err = ask("AMS-I.D", inputs=inputs)
    assert (code, out) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1


def test_wrong_usage_ends_with_2(ask, tmp_path):
    assert ask()[0] == 2
    assert ask("AMS-I.D")[0] == 2
    assert ask("AMS-I.D", "--inputs", str(tmp_path / "absent.json"))[0] == 2
    for period in ("2024", "2024-01-01", "2024-12-31:2024-01-01", "a:b"):
        assert ask("AMS-I.D", "--period", period, inputs=INPUTS)[0] == 2
    assert ask("AMS-I.D", "--xlsx", str(tmp_path / "no" / "out.xlsx"), inputs=INPUTS)[0] == 2


def test_a_refusal_ends_with_1_and_says_why_in_the_language_of_the_person(ask):
    code, out, err = ask("AMS-I.D", "--json", inputs='{"EG_PJ_facility": NaN, "EF_grid": 1}', language="zh-Hant")
    assert code == 1
    assert json.loads(out)["refused"]["code"] == "not_a_number"
    assert "應為有限之數字" in err


def test_neither_django_nor_a_database_is_loaded(tmp_path):
    file = tmp_path / "inputs.json"
    file.write_text(INPUTS, encoding="utf-8")
    program = "import sys; from sextant.cli.main import run; run(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    command = [sys.executable, "-c", program, "quantify", "AMS-I.D", "--inputs", str(file), "--json"]
    loaded = subprocess.run(command, env=process_environment(), capture_output=True, text=True, check=True).stderr
    assert not {"django", "duckdb", "xlsxwriter", "sqlite3", "babel", "globalwarmingpotentials"} & set(loaded.split())


def test_a_thousand_additions_of_a_tenth_are_a_hundred():
    from tests.methodology.invented import A, InventedLibrary
    from tests.methodology.invented import methodology as invented

    given = {"a": {str(row): Decimal("0.1") for row in range(1000)}}
    started = time.perf_counter()
    found = quantify(Request("INVENTED", given), InventedLibrary(invented(A + 0)))
    assert isinstance(found, Quantified)
    assert found.results["emission_reductions"] == 100
    assert time.perf_counter() - started < 5
