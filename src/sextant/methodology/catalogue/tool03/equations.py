"""Equations of TOOL03: fuel burnt times its coefficient, from carbon content (A) or energy content (B)."""

from __future__ import annotations

from sextant.domain.label import Label
from sextant.methodology.catalogue.common import C_TO_CO2
from sextant.methodology.equation import Equation, Model, Sets, measured, term
from sextant.methodology.language.expression import total

FC_mass = measured("FC", "t", "Fuel burnt", "燃料用量", "i")
FC_volume = measured("FC_volume", "L", "Fuel burnt, by volume", "燃料用量（體積）", "i")
rho = term("rho", "t/L", "Density of the fuel", "燃料密度", "i", above=0)
w_C = term("w_C", "tC/t", "Mass fraction of carbon in the fuel", "燃料之含碳質量比例", "i", least=0, most=1)
NCV = term("NCV", "GJ/t", "Net calorific value of the fuel", "燃料淨熱值", "i", above=0)
EF_CO2 = term("EF_CO2", "tCO2e/GJ", "Emission factor of the fuel", "燃料排放係數", "i", least=0)
FC = term("FC_burnt", "t", "Fuel burnt, as mass", "燃料用量（質量）", "i", least=0)
energy = term("energy", "GJ", "Energy of the fuel", "燃料之能量", "i")
COEF = term("COEF", "tCO2e/t", "CO2 coefficient of the fuel", "燃料之二氧化碳係數", "i")
PE_FC = term("PE_FC", "tCO2e", "Emissions from fossil fuel", "化石燃料燃燒之排放量")
QUANTITY, OPTION = "quantity", "option"

MODEL = Model(
    equations=(
        Equation("(1)", PE_FC, total(FC * COEF, "i")),
        Equation("(2)", COEF, w_C * C_TO_CO2, ((OPTION, "a"),)),
        Equation("(4)", COEF, NCV * EF_CO2, ((OPTION, "b"),)),
        Equation("(4a)", energy, FC * NCV, ((OPTION, "b"),)),
        Equation("(1a)", FC, FC_mass + 0, ((QUANTITY, "mass"),)),
        Equation("(3)", FC, FC_volume * rho, ((QUANTITY, "volume"),)),
    ),
    sets=(Sets("i", Label("fuels", "燃料")),),
    results={"project_emissions": "PE_FC"},
    targets=("PE_FC", "energy"),
)
