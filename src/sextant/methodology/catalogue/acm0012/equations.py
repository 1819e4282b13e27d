"""Equations of ACM0012: energy from waste heat, capped by what the facility wasted before."""

from __future__ import annotations

from sextant.domain.label import Label
from sextant.methodology.catalogue.common import BE, PE, PE_EC, PE_FC, RESULTS, reductions
from sextant.methodology.equation import Equation, Model, Sets, efficiency, measured, share, term
from sextant.methodology.language.expression import least, number, total

EG = measured("EG", "MWh", "Electricity supplied from waste energy", "廢熱發電供電量", "j")
EF_elec = term("EF_elec", "tCO2e/MWh", "Emission factor of the electricity that is displaced", "被取代電力之排放係數", "j",
               least=0, by=(("TOOL07", "EF_CM"),))  # fmt: skip
HG = measured("HG", "GJ", "Heat supplied from waste energy", "廢熱供熱量")
ws = share("ws", "Share of a boiler in the heat", "鍋爐供熱占比", "i")
EF_CO2 = term("EF_CO2", "tCO2e/GJ", "Emission factor of a boiler's fuel", "鍋爐燃料排放係數", "i", least=0)
eta = efficiency("eta", "Efficiency of a boiler", "鍋爐效率", "i")
EF_heat = term("EF_heat", "tCO2e/GJ", "Emission factor of the heat", "熱能排放係數")
Q_BL = measured(
    "Q_BL",
    "t",
    "Waste energy carrying medium before the project, the most of three years",
    "項目前廢熱介質量（三年最大）",
)
Q_y = term("Q_y", "t", "Waste energy carrying medium in the period", "期間廢熱介質量", above=0, measured=True)
f_cap = term(
    "f_cap", "1", "Share of the energy that the facility wasted before", "設施原已浪費之能量比例", least=0, most=1
)
f_wcm = share("f_wcm", "Share of the energy from the waste energy carrying medium", "來自廢熱介質之能量比例")
BE_Elec = term("BE_Elec", "tCO2e", "Baseline emissions of electricity", "電力之基線排放量")
BE_Ther = term("BE_Ther", "tCO2e", "Baseline emissions of heat", "熱能之基線排放量")
ENERGY, CAP = "energy", "capping"

MODEL = Model(
    equations=(
        Equation("(14)", f_cap, least(number(1), Q_BL / Q_y), ((CAP, "method_1"),)),
        Equation("(3)", BE_Elec, f_cap * f_wcm * total(EG * EF_elec, "j")),
        Equation("(9)", EF_heat, total(ws * EF_CO2 / eta, "i")),
        Equation("(8)", BE_Ther, f_cap * f_wcm * HG * EF_heat),
        Equation("(1)", BE, BE_Elec + 0, ((ENERGY, "electricity"),)),
        Equation("(1)", BE, BE_Ther + 0, ((ENERGY, "heat"),)),
        Equation("(1)", BE, BE_Elec + BE_Ther, ((ENERGY, "both"),)),
        Equation("(30)", PE, PE_FC + PE_EC),
        reductions("(40)"),
    ),
    sets=(Sets("j", Label("recipients of electricity", "受電者")), Sets("i", Label("boilers", "鍋爐"))),
    results=RESULTS,
)
