"""Equations of the baseline standard: how far the baseline is lowered each calendar year, and what limits it.

Quantities of a year are those of its days inside the crediting period; a partial first year is annualized before
anything is taken from it, and each partial year takes its share of days.
"""

from __future__ import annotations

from sextant.domain.label import Label
from sextant.methodology.equation import Equation, Model, Requirement, Sets, measured, share, term
from sextant.methodology.language.expression import Expression, Function, choose, index, least, number, total

BE = term("BE", "tCO2e", "Unadjusted baseline of a year", "各年未調整基線", "y")
AE = term("AE", "tCO2e", "Emissions of the activity in a year", "各年活動排放量", "y", measured=True)
AE_y0 = term("AE_y0", "tCO2e", "Ex ante emissions of the activity in the first year", "首年之事前活動排放量")
BAU = term(
    "BAU", "tCO2e", "Business as usual of a year, the most conservative plausible", "各年最保守可行之常態情境", "y"
)
LE = measured("LE", "tCO2e", "Leakage of a year", "各年洩漏量", "y")
days = share("day_share", "Share of the year's days inside the crediting period", "該年屬計入期之日數比例", "y")
y0 = term("y0", "1", "Calendar year in which the first crediting period starts", "第一計入期起始之曆年", whole=True)
UNC = term("UNC", "1", "Distance from the central value to the lower end of the 95 % interval", "中央值至 95 % 區間下限之相對距離",
           least=0)  # fmt: skip
BE_lower = term(
    "BE_lower", "tCO2e", "Lower end of the 95 % interval of the first year's baseline", "首年基線 95 % 區間下限"
)
UNC_BAU = term("UNC_BAU", "1", "The same distance for business as usual", "常態情境之同一距離", least=0)
cut = share("cut", "Share of the difference to the activity that is taken off at least", "與活動差額之最低扣減比例")
rate = share("rate", "Yearly increase of the adjustment, of the first year's baseline", "調整之逐年增幅（占首年基線）")
rate_min = share("rate_min", "Least yearly increase", "逐年增幅下限")
first_BE = term("BE_y0", "tCO2e", "Unadjusted baseline of the first year, annualized", "首年未調整基線（年化）")
first_AE = term("AE_y0_annual", "tCO2e", "Ex ante emissions of the activity, annualized", "首年事前活動排放量（年化）")
stated_BE = term("BE_y0_ex_ante", "tCO2e", "Ex ante baseline of the first year, annualized", "首年事前基線（年化）")
stated_AE = term("AE_y0_ex_ante", "tCO2e", "Ex ante emissions of the activity in the first year, annualized",
                 "首年事前活動排放量（年化）")  # fmt: skip
BE_unc = term("BE_adj_UNC", "tCO2e", "First year's baseline less its uncertainty", "首年基線扣除不確定性")
BE_min = term("BE_adj_min", "tCO2e", "First year's baseline with the least adjustment", "首年基線之最低調整")
Adj_y0 = term("Adj_y0", "tCO2e", "Adjustment of the first year", "首年調整量")
k = term("k", "1", "Years of increase that count", "計入之增幅年數", "y", least=0)
Adj = term("Adj", "tCO2e", "Adjustment of a year", "各年調整量", "y")
BE_adj = term("BE_adj", "tCO2e", "Downward adjusted baseline of a year", "各年向下調整後基線", "y")
BAU_cons = term("BAU_cons", "tCO2e", "Conservative business as usual of a year", "各年保守常態情境", "y")
BE_cred = term("BE_cred", "tCO2e", "Crediting baseline of a year", "各年計入基線", "y")
ER_y = term("ER_y", "tCO2e", "Emission reductions of a year", "各年減排量", "y")
above = term("years_above_BAU", "1", "Years in which the adjusted baseline is not below business as usual",
             "調整後基線未低於常態情境之年數")  # fmt: skip
excess = term("excess_over_BAU", "tCO2e", "What the adjusted baselines exceed business as usual by, over all years",
              "調整後基線合計超出常態情境之量")  # fmt: skip
sums = {
    symbol: term(symbol, "tCO2e", english, chinese)
    for symbol, english, chinese in (
        ("BE_total", "Crediting baseline of all years", "各年計入基線合計"),
        ("AE_total", "Emissions of the activity in all years", "各年活動排放量合計"),
        ("LE_total", "Leakage of all years", "各年洩漏量合計"),
        ("ER", "Emission reductions of all years", "各年減排量合計"),
    )
}
ZERO, ONE, THREE = number(0, "tCO2e"), number(1), number(3)
YEARS = index("y") - y0
APPROACH, FORM, STEPS, COMPARED, MODE = "approach", "uncertainty", "increase", "business_as_usual", "mode"
FIRST = "first_year"


def floor_of(what: Expression) -> Expression:
    """Return the greatest whole number that is not above."""
    return Function("floor", what)


MODEL = Model(
    equations=(
        Equation("(y0)", first_BE, BE[y0] / days[y0], ((FIRST, "of_the_years"),)),
        Equation("(y0)", first_AE, AE_y0 / days[y0], ((FIRST, "of_the_years"),)),
        Equation("(y0)", first_BE, stated_BE + 0, ((FIRST, "stated"),)),
        Equation("(y0)", first_AE, stated_AE + 0, ((FIRST, "stated"),)),
        Equation("(1)", BE_unc, first_BE * (1 - UNC), ((FORM, "fraction"),)),
        Equation("(1)", BE_unc, BE_lower / days[y0], ((FORM, "lower_end"),),
                 Label("The lower end itself; the printed form changes sign for removals", "直接採下限；原式於移除時正負相反")),
        Equation("(2)", BE_min, first_BE - (first_BE - first_AE) * cut),
        Equation("(3)", Adj_y0, first_BE - least(BE_min, BE_unc), ((APPROACH, "actual_or_historical"),)),
        Equation("¶63", Adj_y0, ZERO, ((APPROACH, "bat"), (APPROACH, "benchmark"))),
        Equation("¶69", k, YEARS + 0, ((STEPS, "yearly"),)),
        Equation("¶69", k, choose(YEARS > 0, (floor_of((YEARS - 1) / THREE) + 1) * THREE, number(0)),
                 ((STEPS, "three_years_ahead"),)),
        Equation("¶69", k, choose(YEARS > 0, floor_of((YEARS - 1) / THREE) * THREE + 1, number(0)),
                 ((STEPS, "three_years_behind"),)),
        Equation("¶71", Adj, (Adj_y0 + k * rate * first_BE) * days),
        Equation("step 3", BE_adj, BE - Adj),
        Equation("(4)–(6)", BAU_cons, least(BAU - (BAU - AE) * cut, BAU * (1 - UNC_BAU))),
        Equation("¶84", BE_cred, least(BE_adj, BAU_cons), ((COMPARED, "compared"),)),
        Equation("METH-006 ¶29(e)", BE_cred, BE_adj + 0, ((COMPARED, "waived"),)),
        Equation("ER", ER_y, BE_cred - AE - LE),
        Equation("ER", sums["BE_total"], total(BE_cred, "y")),
        Equation("ER", sums["AE_total"], total(AE, "y")),
        Equation("ER", sums["LE_total"], total(LE, "y")),
        Equation("ER", sums["ER"], sums["BE_total"] - sums["AE_total"] - sums["LE_total"]),
        Equation("¶83", above, total(choose(BAU_cons < BE_adj, ONE, number(0)), "y")),
        Equation("¶83", excess, total(BE_adj - BAU_cons, "y")),
    ),
    sets=(Sets("y", Label("calendar years", "曆年"), numbers=True),),
    requirements=(
        Requirement("least_increase", rate >= rate_min,
                    Label("the adjustment grows by at least 1 % of the first year's baseline each year",
                          "調整量每年至少增加首年基線之 1 %"), rate),
        Requirement("below_business_as_usual", above <= 0,
                    Label("ex ante the adjusted baseline must be below conservative business as usual in every year; "
                          "tighten the adjustment", "事前調整後基線每年均須低於保守常態情境；請加嚴調整"),
                    above, ((MODE, "ex_ante"), (COMPARED, "compared"))),
        Requirement("below_business_as_usual_in_all", excess <= 0,
                    Label("ex ante the adjusted baselines of all years together must be below conservative business as "
                          "usual", "事前各年調整後基線合計須低於保守常態情境"),
                    excess, ((MODE, "ex_ante"), (COMPARED, "compared"))),
    ),
    results={"baseline_emissions": "BE_total", "project_emissions": "AE_total", "leakage": "LE_total",
             "emission_reductions": "ER", "by_year": "ER_y"},
    targets=("ER", "ER_y"),
)  # fmt: skip
