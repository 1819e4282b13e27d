"""Equations of AMS-III.C: a conventional vehicle that improves from year to year, against the electric one."""

from __future__ import annotations

from sextant.domain.label import Label
from sextant.methodology.catalogue.common import ER, LE, TDL
from sextant.methodology.equation import Equation, Model, Sets, measured, share, term
from sextant.methodology.language.expression import index, number, total

SFC = term("SFC", "g/km", "Fuel that the baseline vehicle uses", "基線車輛燃料消耗", "i", least=0)
NCV = term("NCV", "MJ/kg", "Net calorific value of the baseline fuel", "基線燃料淨熱值", "i", above=0)
EF_fuel = term("EF_BL", "gCO2e/MJ", "Emission factor of the baseline fuel", "基線燃料排放係數", "i", least=0)
IR = share("IR", "Improvement of the technology, per year", "技術逐年改善係數", "i")
SEC = term("SEC", "kWh/km", "Electricity that the project vehicle uses", "項目車輛用電", "i", least=0, measured=True)
EF_elect = term("EF_elect", "tCO2e/MWh", "Emission factor of the electricity", "電力排放係數", least=0,
                by=(("TOOL07", "EF_CM"),))  # fmt: skip
DD = measured("DD", "km/vehicle", "Distance of a vehicle in a year", "每車每年行駛里程", "i")
N = measured("N", "vehicle", "Vehicles in operation", "營運車輛數", "i", whole=True)
EF_BL = term(
    "EF_BL_km", "gCO2e/km", "Emissions of the baseline vehicle per kilometre", "基線車輛每公里排放量", "i", "t"
)
EF_PJ = term("EF_PJ_km", "gCO2e/km", "Emissions of the project vehicle per kilometre", "項目車輛每公里排放量", "i")
BE_t = term("BE_t", "tCO2e", "Baseline emissions of a year", "各年基線排放量", "t")
PE_t = term("PE_t", "tCO2e", "Project emissions of a year", "各年項目排放量", "t")
ER_t = term("ER_t", "tCO2e", "Emission reductions of a year", "各年減排量", "t")
BE = term("BE", "tCO2e", "Baseline emissions", "基線排放量")
PE = term("PE", "tCO2e", "Project emissions", "項目排放量")
PER_TONNE = number("0.000001", "tCO2e/gCO2e")

MODEL = Model(
    equations=(
        Equation("(2)", EF_BL, SFC * NCV * EF_fuel / number(1000, "g/kg") * IR ** index("t"),
                 note=Label("The given t is the exponent", "所給之 t 即為指數")),
        Equation("(4)", EF_PJ, SEC * EF_elect / (1 - TDL) * number(1000, "gCO2e*MWh/tCO2e/kWh")),
        Equation("(1)", BE_t, total(EF_BL * DD * N, "i") * PER_TONNE),
        Equation("(3)", PE_t, total(EF_PJ * DD * N, "i") * PER_TONNE),
        Equation("(5)", ER_t, BE_t - PE_t),
        Equation("(1a)", BE, total(BE_t, "t")),
        Equation("(3a)", PE, total(PE_t, "t")),
        Equation("(6)", ER, BE - PE - LE),
    ),
    sets=(
        Sets("i", Label("types of vehicles", "車輛類型")),
        Sets("t", Label("years after the start", "起始後年次"), numbers=True),
    ),
    results={"baseline_emissions": "BE", "project_emissions": "PE", "leakage": "LE", "emission_reductions": "ER"},
    targets=("ER", "ER_t"),
)  # fmt: skip
