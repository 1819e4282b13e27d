"""Terms that many methodologies share under the same symbol, and what their results are called."""

from __future__ import annotations

from collections.abc import Mapping

from sextant.methodology.equation import Equation, share, term
from sextant.methodology.language.expression import number

BE = term("BE", "tCO2e", "Baseline emissions", "基線排放量")
PE = term("PE", "tCO2e", "Project emissions", "項目排放量")
LE = term("LE", "tCO2e", "Leakage", "洩漏量")
ER = term("ER", "tCO2e", "Emission reductions", "減排量")

RESULTS: Mapping[str, str] = {
    "baseline_emissions": "BE", "project_emissions": "PE", "leakage": "LE", "emission_reductions": "ER",
}  # fmt: skip

GWP_CH4 = term("GWP_CH4", "tCO2e/tCH4", "Global warming potential of methane", "甲烷之全球暖化潛勢", least=0, gas="CH4")
D_CH4 = term("D_CH4", "tCH4/m3", "Density of methane at 20 °C and 1 atm", "甲烷密度（20 °C、1 大氣壓）", above=0)
EF_grid = term(
    "EF_grid", "tCO2e/MWh",
    "Combined margin emission factor of the grid", "電網之組合邊際排放係數",
    least=0, by=(("TOOL07", "EF_CM"),),
)  # fmt: skip
PE_FC = term(
    "PE_FC", "tCO2e",
    "Project emissions from fossil fuel", "項目化石燃料燃燒之排放量",
    least=0, by=(("TOOL03", "PE_FC"),),
)  # fmt: skip
PE_EC = term(
    "PE_EC", "tCO2e",
    "Project emissions from electricity consumption", "項目用電之排放量",
    least=0, by=(("TOOL05", "PE_EC"),),
)  # fmt: skip
fNRB = term(
    "fNRB", "1",
    "Fraction of woody biomass that is not renewable", "木質生質燃料之非再生比例",
    least=0, most=1, by=(("TOOL30", "fNRB"), ("TOOL33", "fNRB")),
)  # fmt: skip
NCV_biomass = term("NCV_biomass", "TJ/t", "Net calorific value of woody biomass", "木質生質燃料之淨熱值", above=0)
EF_pff = term(
    "EF_pff", "tCO2e/TJ",
    "Emission factor of the fossil fuels that would be used instead", "推定替代化石燃料之排放係數",
    least=0,
)  # fmt: skip
LAF = share("LAF", "Net-to-gross adjustment for leakage", "洩漏之淨總調整係數")
TDL = share("TDL", "Losses of transmission and distribution", "輸配電損失率")
C_TO_CO2 = number("44/12", "tCO2e/tC")


def reductions(number_of_equation: str) -> Equation:
    """Return ER = BE − PE − LE under the number that the methodology gives it."""
    return Equation(number_of_equation, ER, BE - PE - LE)
