"""Equations of TOOL05: electricity consumed times its emission factor, with the losses of the grid on top."""

from __future__ import annotations

from sextant.domain.label import Label
from sextant.methodology.equation import Equation, Model, Sets, measured, term
from sextant.methodology.language.expression import greatest, least, total

EC = measured("EC", "MWh", "Electricity consumed", "用電量", "j")
EF_EL = term(
    "EF_EL", "tCO2e/MWh", "Emission factor of the electricity", "電力排放係數", "j", least=0, by=(("TOOL07", "EF_CM"),)
)
EF_grid = term(
    "EF_grid", "tCO2e/MWh", "Emission factor of the grid", "電網排放係數", "j", least=0, by=(("TOOL07", "EF_CM"),)
)
EF_captive = term("EF_captive", "tCO2e/MWh", "Emission factor of the captive plant", "自用電廠排放係數", "j", least=0)
TDL = term("TDL", "1", "Losses of transmission and distribution", "輸配電損失率", "j", least=0, most=1)
PE_EC = term("PE_EC", "tCO2e", "Project emissions from electricity", "項目用電之排放量")
BE_EC = term("BE_EC", "tCO2e", "Baseline emissions from electricity", "基線用電之排放量")
LE_EC = term("LE_EC", "tCO2e", "Leakage from electricity", "用電之洩漏量")
EMISSIONS = total(EC * EF_EL * (1 + TDL), "j")
SIDE, SCENARIO = "side", "scenario"

MODEL = Model(
    equations=(
        Equation("(1)", PE_EC, EMISSIONS, ((SIDE, "project"),)),
        Equation("(2)", BE_EC, EMISSIONS, ((SIDE, "baseline"),)),
        Equation("(3)", LE_EC, EMISSIONS, ((SIDE, "leakage"),)),
        Equation(
            "(C)", EF_EL, greatest(EF_grid, EF_captive),
            ((SCENARIO, "c"), (SIDE, "project"), (SIDE, "leakage")),
            Label("The more conservative of both", "取二者中較保守者"),
        ),
        Equation("(C)", EF_EL, least(EF_grid, EF_captive), ((SCENARIO, "c"), (SIDE, "baseline"))),
    ),
    sets=(Sets("j", Label("sources of electricity", "電力來源")),),
    results={"project_emissions": "PE_EC", "baseline_emissions": "BE_EC", "leakage": "LE_EC"},
    targets=("PE_EC", "BE_EC", "LE_EC"),
)  # fmt: skip
