"""Equations of AMS-I.E: woody biomass that is no longer burnt, its non-renewable part, and its energy."""

from __future__ import annotations

from sextant.domain.label import Label
from sextant.methodology.catalogue.common import (
    BE,
    ER,
    LAF,
    LE,
    PE,
    PE_EC,
    PE_FC,
    RESULTS,
    EF_pff,
    NCV_biomass,
    fNRB,
)
from sextant.methodology.equation import Equation, Model, Requirement, Sets, efficiency, measured, term
from sextant.methodology.language.expression import number, total

B_household = measured("B_household", "t/household", "Woody biomass that a household used", "每戶木質生質燃料用量", "i")
N_household = measured("N_household", "household", "Households that switched", "改用之戶數", "i", whole=True)
B_person = term("B_person", "t/person", "Woody biomass that a person used", "每人木質生質燃料用量", "i", least=0,
                by=(("TOOL33", "B_person"),))  # fmt: skip
N_person = measured("N_person", "person", "Persons who switched", "改用之人數", "i", whole=True)
HG = measured("HG", "GJ", "Useful heat of the project technology", "項目技術之有效熱", "i")
eta_old = efficiency("eta_old", "Efficiency of the device that was replaced", "被汰換設備之效率", "i")
B_y = term("B_y", "t", "Woody biomass that is no longer used", "不再使用之木質生質燃料", "i")
B_total = term("B_total", "t", "Woody biomass that is no longer used, all groups", "不再使用之木質生質燃料合計")
Cap = measured("Cap_thermal", "MW", "Thermal capacity", "熱容量")
Cap_max = term("Cap_thermal_max", "MW", "Largest thermal capacity of a small-scale project", "小型項目之熱容量上限")
GJ_PER_TJ = number(1000, "GJ/TJ")
ROUTE = "biomass"

MODEL = Model(
    equations=(
        Equation("(2)", B_y, B_household * N_household, ((ROUTE, "average"),)),
        Equation("(3)", B_y, B_person * N_person, ((ROUTE, "per_capita"),)),
        Equation("(4)", B_y, HG / (NCV_biomass * GJ_PER_TJ * eta_old), ((ROUTE, "thermal"),)),
        Equation("(2a)", B_total, total(B_y, "i")),
        Equation("(1)", BE, B_total * fNRB * NCV_biomass * EF_pff * LAF),
        Equation("(5)", PE, PE_FC + PE_EC),
        Equation("(6)", ER, BE - PE - LE),
    ),
    sets=(Sets("i", Label("groups of users", "使用者分組")),),
    requirements=(
        Requirement(
            "small_scale",
            Cap <= Cap_max,
            Label("a small-scale project has at most 45 MW of thermal capacity", "小型項目之熱容量至多 45 MW"),
            Cap,
        ),
    ),
    results=RESULTS,
)
