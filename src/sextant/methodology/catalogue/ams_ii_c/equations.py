"""Equations of AMS-II.C: electricity of the devices before and after, with the losses of the grid."""

from __future__ import annotations

from sextant.domain.label import Label
from sextant.methodology.catalogue.common import BE, ER, LE, PE, RESULTS, EF_grid
from sextant.methodology.equation import Equation, Model, Sets, measured, share, term
from sextant.methodology.language.expression import number, total

n = measured("n", "device", "Devices", "設備數", "i", whole=True)
P_BL = measured("P_BL", "kW/device", "Power of a device in the baseline", "基線每設備功率", "i")
P_PJ = measured("P_PJ", "kW/device", "Power of a device in the project", "項目每設備功率", "i")
o = measured("o", "h", "Hours of operation in the period", "期間運轉時數", "i")
l_y = share("l", "Losses of transmission and distribution", "輸配電損失率")
E_BL = term("E_BL", "MWh", "Electricity in the baseline", "基線用電量")
E_PJ = term("E_PJ", "MWh", "Electricity in the project", "項目用電量")
PE_ref = measured("PE_ref", "tCO2e", "Project emissions of refrigerant", "項目冷媒排放量")
BE_ref = measured("BE_ref", "tCO2e", "Baseline emissions of refrigerant", "基線冷媒排放量")
KWH = number(1000, "kWh/MWh")

MODEL = Model(
    equations=(
        Equation("(2)", E_BL, total(n * P_BL * o, "i") / KWH / (1 - l_y)),
        Equation("(5)", E_PJ, total(n * P_PJ * o, "i") / KWH / (1 - l_y)),
        Equation("(1)", BE, E_BL * EF_grid + BE_ref),
        Equation("(4)", PE, E_PJ * EF_grid + PE_ref),
        Equation("(6)", ER, BE - PE - LE),
    ),
    sets=(Sets("i", Label("groups of devices", "設備分組")),),
    results=RESULTS,
)
