"""What cannot be calculated is refused with one sentence in both languages: just beyond each limit, each rule once."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import sextant.methodology
from sextant.application.queries.quantify import Quantified, quantify
from sextant.domain.refusal import Refusal
from sextant.domain.refusal_code import REFUSAL_CODES
from sextant.methodology.plan import Request
from sextant.storage.input_files import parse_inputs
from sextant.storage.methodology_files import ShippedLibrary
from sextant.wording.refusals import SENTENCES, sentence

SOURCE = Path(sextant.methodology.__file__).parent

HYDRO = {"EG_facility": 10, "EF_grid": 1, "Cap_PJ": 5, "A_PJ": 1, "TEG": 10}
STOVES = {"B_old_survey": 2, "eta_old": "0.1", "eta_new": "0.3", "N": 10}
DIGESTER = {"Q_biogas": 100, "EF_CH4": "0.05"}
LANDFILL = {"F_CH4_EL": 10, "OX": "0.1"}
SITE = {"W": {"1": {"food": 10}}}

CASES: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "methodology_unknown": ("AMS-I.Z", {}, {}),
    "version_unknown": ("AMS-I.D", {}, {"version": "99"}),
    "outside_validity": ("AMS-I.D", {}, {"period": (date(2014, 11, 27), date(2015, 1, 1))}),
    "variant_unknown": ("ACM0002", {}, {"case": "nuclear"}),
    "variant_twice": ("ACM0002", {}, {"case": "greenfield,retrofit"}),
    "option_unknown": ("ACM0002", {"emitting": "lava"}, {}),
    "choice_missing": ("ACM0001", LANDFILL, {}),
    "result_unknown": ("AMS-I.D", {}, {"results": ("XX",)}),
    "result_not_computed": ("AMS-I.D", {}, {"results": ("EF_grid",)}),
    "input_unknown": ("AMS-I.D", {"EG_PJ": 1}, {}),
    "input_not_used": ("ACM0002", {"EG_facility": 1, "EF_grid": 1, "M_steam": 5}, {}),
    "input_computed": ("AMS-I.D", {"BE": 1}, {}),
    "value_malformed": ("AMS-I.D", {"EG_PJ_facility": {"value": 1, "values": 2}}, {}),
    "not_a_number": ("AMS-I.D", {"EG_PJ_facility": "NaN"}, {}),
    "unit_wrong": ("AMS-I.D", {"EG_PJ_facility": {"value": 1, "unit": "kWh"}}, {}),
    "out_of_range": ("AMS-I.D", {"EG_PJ_facility": -1}, {}),
    "not_whole": ("AMS-II.G", {**STOVES, "N": "10.5"}, {}),
    "element_not_expected": ("AMS-I.D", {"EG_PJ_facility": {"a": 1}}, {}),
    "elements_differ": ("TOOL05", {"EC": {"a": 1}, "EF_EL": {"b": 1}}, {}),
    "set_malformed": ("TOOL05", {"EC": 1, "EF_EL": 1, "j": []}, {}),
    "element_no_number": ("AMS-III.C", {"t": ["first"]}, {}),
    "element_unknown": ("TOOL03", {"FC": {"peat": 1}}, {}),
    "tool_not_admitted": ("AMS-I.D", {"EF_grid": {"tool": "TOOL03", "inputs": {}}}, {}),
    "tool_not_expected": ("AMS-I.D", {"EG_PJ_facility": {"tool": "TOOL03", "inputs": {}}}, {}),
    "element_too_few": ("TOOL04", {"W": {"1": 5}}, {}),
    "gwp_set_not_admitted": ("TOOL14", {**DIGESTER, "gwp_set": "AR6"}, {}),
    "gwp_sets_of_period": ("TOOL14", DIGESTER, {"period": (date(2020, 7, 1), date(2021, 6, 30))}),
    "gwp_sets_mixed": ("AMS-III.D", {"N_p": 1, "W_site": 1, "W_default": 1, "VS_default": 1, "B0": 1, "MCF": 1,
                                     "GWP_CH4": 28,
                                     "PE_PL": {"tool": "TOOL14", "inputs": {**DIGESTER, "gwp_set": "AR4"}}},
                       {"case": "measured"}),
    "input_missing": ("AMS-I.D", {}, {}),
    "not_applicable": ("ACM0002", {**HYDRO, "Cap_PJ": 4}, {"case": "reservoir"}),
    "no_value": ("ACM0002", {**HYDRO, "A_PJ": 0}, {"case": "reservoir"}),
}  # fmt: skip

NOT_PROVOKED = {
    "element_missing": "no shipped input runs over two sets and must be whole",
    "tools_too_deep": "no shipped tool is computed by tools six deep",
    "gwp_not_stated": "all shipped sets state methane",
}


def inputs(given: dict[str, Any]) -> dict[str, Any]:
    """Return inputs as a file gives them; a text of digits stands for a decimal."""
    text = re.sub(r'"(-?\d+\.\d+|NaN)"', r"\1", json.dumps(given))
    return parse_inputs(text)


def asked(name: str, given: dict[str, Any], **more: Any) -> Quantified | Refusal:
    return quantify(Request(name, inputs(given), **more), ShippedLibrary())


@pytest.mark.parametrize("code", CASES)
def test_a_request_is_refused_for_its_own_reason_in_both_languages(code):
    name, given, more = CASES[code]
    refusal = asked(name, given, **more)
    assert isinstance(refusal, Refusal), refusal
    assert refusal.code == code, refusal
    wanted = set(re.findall(r"\{([a-z_]+)", SENTENCES[code][0]))
    assert wanted <= set(refusal.about), wanted - set(refusal.about)
    for language in ("en", "zh-Hant"):
        said = sentence(refusal, language)
        assert "{" not in said
        assert "None" not in said


PARTS = ("readings", "sampling", "additionality", "forecast", "metering", "tables", "verification")
"""Tests of parts of quantification that provoke the refusals of their own."""


def test_every_reason_that_a_calculation_gives_is_provoked():
    given = {code for file in SOURCE.rglob("*.py") for code in re.findall(r'refuse\(\s*"([a-z_]+)"', file.read_text())}
    assert given <= set(REFUSAL_CODES)
    beside = "".join(Path(__file__).with_name(f"test_{name}.py").read_text() for name in PARTS)
    elsewhere = {code for code in given if f'"{code}"' in beside}
    assert given == set(CASES) | set(NOT_PROVOKED) | elsewhere


@pytest.mark.parametrize(
    ("name", "given", "symbol", "bad", "good", "case"),
    [
        ("AMS-II.G", STOVES, "eta_new", "1.2", "1.0", None),
        ("AMS-II.G", STOVES, "eta_new", "0", "0.25", None),
        ("AMS-II.G", STOVES, "fNRB", "-0.1", "0", None),
        ("AMS-II.G", STOVES, "fNRB", "1.000000001", "1", None),
        ("AMS-II.G", STOVES, "mu", "1.1", "1", None),
        ("AMS-II.G", STOVES, "N", "-1", "0", None),
        ("TOOL14", DIGESTER, "f_CH4", "1.01", "1", None),
        ("AMS-I.D", {"EF_grid": 1}, "EG_PJ_facility", "-0.000001", "0", None),
        ("TOOL04", SITE, "MCF", "1.01", "1", "tropical_wet"),
    ],
)
def test_a_value_just_beyond_a_limit_is_refused_and_the_limit_is_not(name, given, symbol, bad, good, case):
    more = {"case": case} if case else {}
    over = {"y": 1} if name == "TOOL04" else {}
    refused = asked(name, {**given, **over, symbol: decimal(bad)}, **more)
    assert isinstance(refused, Refusal)
    assert refused.code == "out_of_range"
    assert isinstance(asked(name, {**given, **over, symbol: decimal(good)}, **more), Quantified)


def decimal(text: str) -> str:
    return text if "." in text else f"{text}.0"


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity"])
def test_no_number_is_no_number(text):
    refusal = quantify(Request("AMS-I.D", parse_inputs(f'{{"EG_PJ_facility": {text}}}')), ShippedLibrary())
    assert isinstance(refusal, Refusal)
    assert refusal.code == "not_a_number"


@pytest.mark.parametrize("value", [True, None, "12", [], {}, [[1]], {"value": None}, 10**999])
def test_what_is_no_number_is_refused_and_raises_nothing(value):
    refusal = quantify(Request("AMS-I.D", {"EG_PJ_facility": value, "EF_grid": 1}), ShippedLibrary())
    assert isinstance(refusal, Refusal) == (value != 10**999)


def test_power_density_is_refused_at_four_pays_up_to_ten_and_is_free_above():
    at = {
        power: asked("ACM0002", {**HYDRO, "Cap_PJ": decimal(power)}, case="reservoir")
        for power in ("4", "4.000001", "10", "10.000001")
    }
    assert isinstance(at["4"], Refusal)
    assert at["4"].code == "not_applicable"
    assert [each.calculation.value("PE_HP") > 0 for power, each in at.items() if power != "4"] == [True, True, False]


def test_small_scale_ends_at_fifteen_megawatts():
    given = {"EG_PJ_facility": 1, "EF_grid": 1}
    assert isinstance(asked("AMS-I.D", {**given, "Cap": 15}), Quantified)
    refused = asked("AMS-I.D", {**given, "Cap": "15.000001"})
    assert isinstance(refused, Refusal)
    assert "15 MW" in sentence(refused)
    unknown = asked("AMS-I.D", given)
    assert isinstance(unknown, Quantified)
    assert "requirement_not_checked" in {each.code for each in unknown.warnings}


def test_the_first_day_of_a_version_is_in_and_the_day_before_is_out():
    given = {"EG_PJ_facility": 1, "EF_grid": 1}
    assert isinstance(asked("AMS-I.D", given, period=(date(2014, 11, 28), date(2015, 1, 1))), Quantified)


def test_the_warming_potential_is_that_of_the_period():
    for first, last, expected in (("2012-01-01", "2012-12-31", 21), ("2013-01-01", "2020-12-31", 25),
                                  ("2021-01-01", "2021-12-31", 28)):  # fmt: skip
        done = asked("TOOL14", DIGESTER, period=(date.fromisoformat(first), date.fromisoformat(last)))
        assert isinstance(done, Quantified), done
        assert done.calculation.value("GWP_CH4") == expected


def test_a_unit_that_means_the_same_is_taken_and_another_scale_is_not():
    good = {"value": 1, "unit": "MWh"}
    assert isinstance(asked("AMS-I.D", {"EG_PJ_facility": good, "EF_grid": 1}), Quantified)
    for unit in ("kWh", "GJ", "t", "furlong", ""):
        refused = asked("AMS-I.D", {"EG_PJ_facility": {"value": 1, "unit": unit}, "EF_grid": 1})
        assert isinstance(refused, Refusal)
        assert refused.code == "unit_wrong"
