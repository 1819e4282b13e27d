"""Equations of AMS-II.J: what efficient lamps save each year, while they last."""

from __future__ import annotations

from sextant.domain.label import Label
from sextant.methodology.catalogue.common import ER, EF_grid
from sextant.methodology.equation import Equation, Model, Sets, measured, share, term
from sextant.methodology.language.expression import ceiling, choose, index, number, total

P_BL = measured("P_BL", "W/device", "Power of the lamp that was replaced", "被汰換燈具功率", "i")
P_PJ = measured("P_PJ", "W/device", "Power of the efficient lamp", "高效燈具功率", "i")
O = term("O", "h/d", "Hours of use a day", "每日使用時數", "i", least=0, most=24, measured=True)  # noqa: E741
days = term("days", "d/year", "Days of the year", "全年日數", above=0)
L = term("L", "h", "Rated life of the efficient lamp", "高效燈具額定壽命", "i", above=0)
R = term(
    "R", "%", "Lamps that still work at the end of the rated life", "額定壽命屆滿時仍可用之燈具比例", least=0, most=100
)
Q = measured("Q", "device", "Efficient lamps", "高效燈具數", "i", whole=True)
NTG = share("NTG", "Net-to-gross factor", "淨總比")
TD = share("TD", "Losses of transmission and distribution", "輸配電損失率")
X = term("X", "h/year", "Hours of use a year", "每年使用時數", "i", above=0)
life = term("life_years", "1", "First year in which all lamps have failed", "燈具全數失效之首年", "i")
ES_i = term("ES_i", "MWh/device/year", "Electricity that a lamp saves in a year", "每燈每年節電量", "i")
LFR = share("LFR", "Share of lamps that have failed", "燈具失效率", "i", "y")
ES = term("ES", "MWh/year", "Electricity saved in a year", "各年節電量", "y")
ER_y = term("ER_y", "tCO2e/year", "Emission reductions of a year", "各年減排量", "y")
YEAR = number(1, "year")
ONE = number(1)
y = index("y", "year")
ALL = number(100, "%")

MODEL = Model(
    equations=(
        Equation("(1)", ES_i, (P_BL - P_PJ) * O * days / number(1_000_000, "W/MW")),
        Equation("(4)", X, O * days),
        Equation("(4a)", life, ceiling(L / X / YEAR)),
        Equation("(3)", LFR, choose(y * X < L, y * X * (ALL - R) / (ALL * L), ONE)),
        Equation("(2)", ES, total(Q * (1 - LFR) * ES_i, "i") * NTG / (1 - TD)),
        Equation("(5)", ER_y, ES * EF_grid),
        Equation("(6)", ER, total(ER_y * YEAR, "y")),
    ),
    sets=(
        Sets("i", Label("types of lamps", "燈具類型")),
        Sets("y", Label("years of use", "使用年次"), numbers=True, count=life),
    ),
    results={"emission_reductions": "ER"},
)
