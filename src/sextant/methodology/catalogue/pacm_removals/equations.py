"""The removals standard: what a monitoring period earns, owes, or reverses, and what goes into the buffer.

A deficit is carried until a period earns more than it. The standard does not say what becomes of a deficit in a
period with a reversal; here it is carried on.
"""

from __future__ import annotations

from sextant.domain.label import Label
from sextant.methodology.equation import Equation, Model, Sets, share, term
from sextant.methodology.language.expression import AtFirst, choose, greatest, number, previous, total

dS = term(
    "dS", "tCO2e", "Net change in storage: activity less baseline", "儲存淨變化（活動減基線）", "t", measured=True
)
dE = term(
    "dE",
    "tCO2e",
    "Net change in other emissions: activity less baseline",
    "其他排放淨變化（活動減基線）",
    "t",
    measured=True,
)
L = term("L", "tCO2e", "Leakage", "洩漏", "t", least=0, measured=True)
D_before = term("D_before", "tCO2e", "Deficit from before the first period", "首期前之計入赤字", least=0)
D_in = term("D_in", "tCO2e", "Deficit carried into a period", "帶入當期之計入赤字", "t")
NR = term("NR", "tCO2e", "Net removals of a period", "當期淨移除量", "t")
issued = term("issued", "tCO2e", "Removals that earn units", "可核發之移除量", "t", least=0)
D_out = term("D_out", "tCO2e", "Deficit carried out of a period", "帶出當期之計入赤字", "t")
reversal = term("reversal", "tCO2e", "Reversal to be remediated", "應補救之逆轉量", "t")
rating = share("risk_rating", "Risk rating", "風險評等")
buffer = term("buffer", "tCO2e", "Quantity for the reversal risk buffer", "逆轉風險緩衝數量", "t")
removals = term("removals", "tCO2e", "Removals of all periods that earn units", "各期可核發之移除量合計")
ZERO = number(0, "tCO2e")

MODEL = Model(
    equations=(
        Equation("¶30(d)", D_in, choose(AtFirst("t"), D_before, D_out[previous("t")])),
        Equation("¶30(c)", NR, dS - dE - L - D_in),
        Equation("¶30(c)", issued, choose(dS > ZERO, greatest(NR, ZERO), ZERO)),
        Equation("¶30(d)", D_out, choose(dS > ZERO, greatest(ZERO - NR, ZERO), D_in)),
        Equation("¶30(e)", reversal, greatest(ZERO - dS, ZERO)),
        Equation("¶55", buffer, issued * rating),
        Equation("¶30", removals, total(issued, "t")),
    ),
    sets=(Sets("t", Label("monitoring periods", "監測期間"), numbers=True),),
    results={"emission_reductions": "removals"},
    targets=("removals", "D_out", "reversal"),
)
