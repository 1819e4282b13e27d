"""Equations of the JCM's solar methodologies: electricity of the system times a conservative reference factor."""

from __future__ import annotations

from sextant.domain.label import Label
from sextant.methodology.equation import Equation, Model, Sets, efficiency, measured, term
from sextant.methodology.language.expression import number, total

EG = measured("EG", "MWh", "Electricity that a system generated in the period", "系統於期間之發電量", "i")
EF_RE = term("EF_RE", "tCO2e/MWh", "Reference factor of the electricity that a system displaces",
             "系統所取代電力之參考係數", "i", least=0)  # fmt: skip
EF_fuel = term("EF_fuel", "kgCO2e/GJ", "Lower emission factor of the reference plant's fuel", "參考電廠燃料之排放係數下限", "i",
               least=0)  # fmt: skip
eta = efficiency("eta", "Efficiency of the most efficient plausible plant", "最高效可行電廠之效率", "i")
EF_CM = term(
    "EF_CM", "tCO2e/MWh", "Combined margin, for comparison", "組合邊際（供比較）", least=0, by=(("TOOL07", "EF_CM"),)
)
RE = term("RE_p", "tCO2e", "Reference emissions", "參考排放量")
PE = term("PE_p", "tCO2e", "Project emissions", "項目排放量", least=0)
ER = term("ER_p", "tCO2e", "Emission reductions", "減排量")
net = term("net_decrease", "tCO2e", "What the conservative factor leaves out against the combined margin",
           "保守係數相對組合邊際所少計之減排")  # fmt: skip

MODEL = Model(
    equations=(
        Equation("(EF)", EF_RE, EF_fuel * number("3.6", "GJ/MWh") / eta / number(1000, "kgCO2e/tCO2e"),
                 (("reference_factor", "derived"),)),
        Equation("(1)", RE, total(EG * EF_RE, "i")),
        Equation("(3)", ER, RE - PE),
        Equation("(N)", net, total(EG * (EF_CM - EF_RE), "i")),
    ),
    sets=(Sets("i", Label("systems", "系統")),),
    results={"baseline_emissions": "RE_p", "project_emissions": "PE_p", "emission_reductions": "ER_p"},
)  # fmt: skip
