"""TOOL33: default values that other methodologies take, and the factor of charcoal with its making."""

from __future__ import annotations

from sextant.methodology.equation import Equation, Model, efficiency, share, term

EF_wood = term("EF_wood", "tCO2e/TJ", "Emission factor of wood", "薪柴排放係數", least=0)
NCV_wood = term("NCV_wood", "TJ/t", "Net calorific value of wood", "薪柴淨熱值", above=0)
NCV_charcoal = term("NCV_charcoal", "TJ/t", "Net calorific value of charcoal", "木炭淨熱值", above=0)
WCCF = term("WCCF", "1", "Wood for a unit of charcoal, by mass", "每單位木炭所需薪柴（質量比）", above=0)
per_tonne = term("CO2_per_t_charcoal", "tCO2e/t", "CO2 of a tonne of charcoal with its making",
                 "每公噸木炭（含燒製）之二氧化碳")  # fmt: skip
EF_charcoal = term("EF_charcoal", "tCO2e/TJ", "Emission factor of charcoal with its making", "木炭排放係數（含燒製）")
B_default = term(
    "B_person_default", "t/person", "Default of woody biomass per person", "每人木質生質燃料預設值", least=0
)
B_person = term("B_person", "t/person", "Woody biomass that a person uses", "每人木質生質燃料用量")
fNRB_default = share("fNRB_default", "Default fraction of non-renewable biomass", "非再生生質燃料比例預設值")
fNRB = share("fNRB", "Fraction of woody biomass that is not renewable", "木質生質燃料之非再生比例")
eta_default = efficiency("eta_old_default", "Default efficiency of the old device", "舊設備效率預設值")
eta_old = efficiency("eta_old", "Efficiency of the old device", "舊設備效率")

MODEL = Model(
    equations=(
        Equation("(1)", per_tonne, EF_wood * NCV_wood * WCCF),
        Equation("(2)", EF_charcoal, per_tonne / NCV_charcoal),
        Equation("(3)", B_person, B_default + 0),
        Equation("(4)", fNRB, fNRB_default + 0),
        Equation("(5)", eta_old, eta_default + 0),
    ),
    results={"emission_factor": "EF_charcoal"},
    targets=("EF_charcoal",),
)
