"""Equations of AMS-II.G: woody biomass saved by better stoves, by four ways to measure it."""

from __future__ import annotations

from sextant.domain.label import Label
from sextant.methodology.catalogue.common import BE, ER, LAF, LE, RESULTS, EF_pff, NCV_biomass, fNRB
from sextant.methodology.equation import Equation, Model, Requirement, Sets, efficiency, measured, share, term
from sextant.methodology.language.expression import choose, least, number, total

B_old_given = measured("B_old_survey", "t/device", "Woody biomass used with the old device, by survey",
                       "舊設備之木質生質燃料用量（調查）", "i")  # fmt: skip
B_person = term("B_person", "t/person", "Woody biomass that a person used", "每人木質生質燃料用量", "i", least=0,
                by=(("TOOL33", "B_person"),))  # fmt: skip
persons = measured("persons_per_device", "person/device", "Persons who use a device", "每設備使用人數", "i")
HG = measured("HG", "GJ/device", "Useful heat of a device", "每設備有效熱", "i")
B_old = term("B_old", "t/device", "Woody biomass used with the old device", "舊設備之木質生質燃料用量", "i")
B_new = measured("B_new", "t/device", "Woody biomass used with the new device", "新設備之木質生質燃料用量", "i")
B_still = measured("B_still", "t/device", "Woody biomass still used in old devices", "舊設備續用之木質生質燃料", "i")
B_lower = term("B_savings_lower", "t/device", "Lower bound of the 90 % interval of the saving",
               "節省量 90 % 信賴區間下限", "i", measured=True)  # fmt: skip
B_mean = term("B_savings_mean", "t/device", "Mean saving of a device", "每設備平均節省量", "i")
B_savings = term("B_savings", "t/device", "Saving of a device", "每設備節省量", "i")
eta_old = efficiency("eta_old", "Efficiency of the old device", "舊設備效率", "i")
eta_new = efficiency("eta_new", "Efficiency of the new device in the year", "新設備於當年之效率", "i", measured=True)
eta_p = efficiency("eta_p", "Efficiency of the new device when new", "新設備之初始效率", "i")
eta_end = efficiency("eta_end", "Efficiency of the new device at the end of its life", "新設備之壽命末效率", "i")
age = term(
    "age", "1", "Year of use of the device, the first being 1", "設備使用年次（首年為 1）", "i", least=1, whole=True
)
life = term("life", "1", "Years of life of the device", "設備壽命年數", "i", above=1)
DF_eta = share("DF_eta", "Efficiency kept from year to year", "逐年效率保持率")
adj_eta = share("adj_eta", "Discount for the uncertainty of the test", "測試不確定性折減")
SC_old = measured("SC_old", "1", "Specific fuel consumption of the old device", "舊設備比燃料消耗", "i")
SC_new = measured("SC_new", "1", "Specific fuel consumption of the new device", "新設備比燃料消耗", "i")
N = measured("N", "device", "Devices that were installed", "已安裝設備數", "i", whole=True)
mu = share("mu", "Share of devices and days in operation", "運轉之設備與日數比例", "i", measured=True)
weight = share("weight", "Weight of a fossil fuel", "化石燃料權重", "f")
EF_fossil = term("EF_fossil", "tCO2e/TJ", "Emission factor of a fossil fuel", "化石燃料排放係數", "f", least=0)
eta_min = efficiency("eta_min", "Least efficiency of a new device", "新設備效率下限")
inefficient = term("inefficient_types", "1", "Types of devices below the least efficiency", "低於效率下限之設備類型數")
GJ_PER_TJ = number(1000, "GJ/TJ")
SAVING, OLD, ETA, FOSSIL, PRECISION = "savings", "old_use", "new_efficiency", "fossil_factor", "precision"

MODEL = Model(
    equations=(
        Equation("(5)", B_old, B_old_given + 0, ((OLD, "survey"),)),
        Equation("(6)", B_old, B_person * persons, ((OLD, "per_capita"),)),
        Equation("(7)", B_old, HG / (NCV_biomass * GJ_PER_TJ * eta_old), ((OLD, "heat"),)),
        Equation("(8)", eta_new, eta_p * DF_eta ** (age - 1) * adj_eta, ((ETA, "degrading"),)),
        Equation("(9)", eta_new, eta_p - (eta_p - eta_end) * (age - 1) / (life - 1), ((ETA, "linear"),)),
        Equation("(2)", B_mean, B_old * (1 - eta_old / eta_new), ((SAVING, "wbt"),)),
        Equation("(3)", B_mean, B_old * (1 - SC_new / SC_old), ((SAVING, "cct"),)),
        Equation("(4)", B_mean, B_old - B_new, ((SAVING, "kpt"),)),
        Equation("(4a)", B_mean, B_new * (eta_new / eta_old - 1), ((SAVING, "teo"),)),
        Equation("(S)", B_savings, B_mean - B_still, ((PRECISION, "met"),)),
        Equation("(S)", B_savings, least(B_mean, B_lower) - B_still, ((PRECISION, "missed"),)),
        Equation("(F)", EF_pff, total(weight * EF_fossil, "f"), ((FOSSIL, "weighted"),)),
        Equation("(1)", BE, total(B_savings * N * mu, "i") * fNRB * NCV_biomass * EF_pff),
        Equation("(L)", LE, BE * (1 - LAF)),
        Equation("(ER)", ER, BE - LE),
        Equation("(A)", inefficient, total(choose(eta_new < eta_min, number(1), number(0)), "i")),
    ),
    sets=(Sets("i", Label("types and batches of devices", "設備類型與批次")), Sets("f", Label("fossil fuels", "化石燃料"))),
    requirements=(
        Requirement(
            "efficiency",
            inefficient <= 0,
            Label("every new device must have an efficiency of at least 25 %", "每種新設備之效率至少須為 25 %"),
            inefficient,
            ((SAVING, "wbt"),),
            BE,
        ),
    ),
    results={name: symbol for name, symbol in RESULTS.items() if symbol != "PE"},
)  # fmt: skip
