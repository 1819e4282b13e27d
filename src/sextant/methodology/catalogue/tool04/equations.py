"""Equations of TOOL04: waste that decays year by year after its disposal."""

from __future__ import annotations

from sextant.domain.label import Label
from sextant.methodology.catalogue.common import GWP_CH4
from sextant.methodology.equation import Equation, Model, Sets, measured, share, term
from sextant.methodology.language.expression import exp, greatest, index, number, sqrt, total

W = term("W", "t", "Waste of a type disposed of in a year", "各年各類廢棄物處置量", "x", "j", least=0, measured=True,
         sparse=True)  # fmt: skip
DOC = term(
    "DOC", "tC/t", "Degradable organic carbon of a type of waste", "各類廢棄物之可分解有機碳", "j", least=0, most=1
)
k = term("k", "1/year", "Decay rate of a type of waste", "各類廢棄物之衰減率", "j", least=0)
phi = term("phi", "1", "Correction for the uncertainty of the model", "模式不確定性校正", least=0, most=1)
v = measured("v", "1", "Uncertainty of a parameter of the model", "模式參數之不確定性", "u")
v_total = term("v_total", "1", "Uncertainty of the model", "模式不確定性")
f_y = share("f", "Methane captured and destroyed at the site", "場址收集並銷毀之甲烷比例")
OX = share("OX", "Methane that the cover oxidises", "覆土氧化甲烷比例")
F = share("F", "Share of methane in the gas of the site", "掩埋氣之甲烷比例")
DOC_f = share("DOC_f", "Share of the carbon that decays", "可分解碳之分解比例")
MCF = share("MCF", "Methane correction factor", "甲烷校正係數")
depth = term("depth", "m", "Depth of the site", "場址深度", above=0)
water = measured("h_w", "m", "Height of the water table above the base of the site", "地下水位高於場底之高度")
decayed = term("decayed", "tC", "Carbon that decays in the year", "當年分解之碳", "y")
prefactor = term("prefactor", "tCO2e/tC", "Emissions of a tonne of carbon that decays", "每公噸分解碳之排放量")
BE = term("BE_SWDS", "tCO2e", "Methane that the site generates in the year", "當年場址產生之甲烷", "y")
CH4 = term("CH4", "tCH4", "Methane in the year", "當年甲烷量", "y")
year = term(
    "year",
    "1",
    "Year that is asked for, counted from the first disposal",
    "所求年次（自首次處置起算）",
    least=1,
    whole=True,
)
BE_year = term(
    "BE_SWDS_year", "tCO2e", "Methane that the site generates in the year that is asked for", "所求年次之甲烷"
)
BE_infinite = term("BE_infinite", "tCO2e", "Methane of the waste over all time", "廢棄物歷年甲烷總量")
A_YEAR = number(1, "year")
C_TO_CH4 = number("16/12", "tCH4/tC")
x, y = index("x", "year"), index("y", "year")

MODEL = Model(
    equations=(
        Equation("(2)", v_total, sqrt(total(v * v, "u")), (("uncertainty", "computed"),)),
        Equation("(3)", phi, 1 / (1 + v_total), (("uncertainty", "computed"),)),
        Equation("(4)", MCF, greatest(1 - number(2, "m") / depth, water / depth), (("site", "water_table"),)),
        Equation("(1a)", prefactor, phi * (1 - f_y) * GWP_CH4 * (1 - OX) * C_TO_CH4 * F * DOC_f * MCF),
        Equation(
            "(1b)", decayed,
            total(total(W * DOC * exp(-(k * (y - x))) * (1 - exp(-(k * A_YEAR))), "j"), "x", where=x <= y),
        ),
        Equation("(1)", BE, prefactor * decayed),
        Equation("(1c)", CH4, BE / GWP_CH4),
        Equation("(1d)", BE_year, prefactor * total(
            total(W * DOC * exp(-(k * (year * A_YEAR - x))) * (1 - exp(-(k * A_YEAR))), "j"), "x",
            where=x <= year * A_YEAR)),
        Equation("(1e)", BE_infinite, prefactor * total(total(W * DOC, "j"), "x")),
    ),
    sets=(
        Sets("x", Label("years of disposal", "處置年次"), numbers=True),
        Sets("y", Label("years that are asked for", "所求年次"), numbers=True),
        Sets("j", Label("types of waste", "廢棄物類型")),
        Sets("u", Label("uncertain parameters", "不確定之參數")),
    ),
    results={"baseline_emissions": "BE_SWDS_year"},
    targets=("BE_SWDS", "CH4"),
)  # fmt: skip
