"""Equations of AR-ACM0003: net removals between verifications, and the temporary units that they give.

The first element of the set of verifications is the start of the project; nothing is counted for it.
"""

from __future__ import annotations

from sextant.domain.label import Label
from sextant.methodology.equation import Equation, Model, Sets, term
from sextant.methodology.language.expression import AtFirst, choose, greatest, index, last, number, previous, total

C_P = term(
    "C_P", "tCO2e", "Carbon stock of the project at a verification", "核查時之項目碳儲量", "t", least=0, measured=True
)
C_BSL = term("C_BSL", "tCO2e", "Carbon stock of the baseline at a verification", "核查時之基線碳儲量", "t", least=0)
GHG_E = term("GHG_E", "tCO2e", "Other emissions since the last verification", "自上次核查起之其他排放", "t", least=0,
             measured=True, sparse=True)  # fmt: skip
LK = term("LK", "tCO2e", "Leakage since the last verification", "自上次核查起之洩漏", "t", least=0, measured=True,
          sparse=True)  # fmt: skip
dC_P = term("dC_P", "tCO2e", "Change of the project's stock", "項目碳儲量變化", "t")
dC_BSL = term("dC_BSL", "tCO2e", "Change of the baseline's stock", "基線碳儲量變化", "t")
dC_ACTUAL = term("dC_ACTUAL", "tCO2e", "Actual net removals", "實際淨移除量", "t")
dC_AR = term("dC_AR", "tCO2e", "Net removals since the last verification", "自上次核查起之淨移除量", "t")
cumulative = term("dC_AR_cumulative", "tCO2e", "Net removals since the start", "自起始之淨移除量", "t")
tCER = term("tCER", "tCO2e", "Quantity for tCERs at a verification", "核查時之 tCER 數量", "t")
lCER = term("lCER", "tCO2e", "Quantity for lCERs at a verification", "核查時之 lCER 數量", "t")
replace = term("lCER_to_replace", "tCO2e", "lCERs to be replaced after a reversal", "逆轉後須替換之 lCER", "t")
removals = term("net_removals", "tCO2e", "Quantity for units at the last verification", "最近一次核查之單位數量")
ZERO = number(0, "tCO2e")
NOW = index("t")

MODEL = Model(
    equations=(
        Equation("(3)", dC_P, choose(AtFirst("t"), ZERO, C_P - C_P[previous("t")])),
        Equation("(4)", dC_BSL, choose(AtFirst("t"), ZERO, C_BSL - C_BSL[previous("t")])),
        Equation("(2)", dC_ACTUAL, dC_P - GHG_E),
        Equation("(1)", dC_AR, dC_ACTUAL - dC_BSL - LK),
        Equation("(5a)", cumulative, total(dC_AR["s"], "s", of="t", where=index("s") <= NOW)),
        Equation("(5)", tCER, greatest(cumulative, ZERO)),
        Equation("(6)", lCER, greatest(dC_AR, ZERO)),
        Equation("(6a)", replace, greatest(-dC_AR, ZERO)),
        Equation("(7)", removals, tCER[last("t")], (("credit", "tCER"),)),
        Equation("(7)", removals, dC_AR[last("t")], (("credit", "lCER"),)),
    ),
    sets=(Sets("t", Label("verifications, by year after the start", "核查（起始後年次）"), numbers=True),),
    results={"emission_reductions": "net_removals"},
    targets=("net_removals", "tCER", "lCER", "lCER_to_replace"),
)
