"""Equations of AMS-III.D: methane that lagoons would have released, capped by the methane that was destroyed."""

from __future__ import annotations

from sextant.domain.label import Label
from sextant.methodology.catalogue.common import BE, D_CH4, ER, GWP_CH4, LE, PE, RESULTS
from sextant.methodology.equation import Equation, Model, Sets, efficiency, measured, share, term
from sextant.methodology.language.expression import choose, least, number, total

N_p = measured("N_p", "animal", "Animals in the period", "期間飼養頭數", "l")
N_days = measured("N_days", "d", "Days on which animals are on the farm", "在養日數", "l")
N = term("N", "animal", "Average number of animals", "平均飼養頭數", "l", least=0)
W_site = measured("W_site", "kg", "Weight of an animal on the farm", "場內動物體重", "l")
W_default = term("W_default", "kg", "Default weight of an animal", "動物體重預設值", "l", above=0)
VS_default = term("VS_default", "kg/animal/d", "Default of volatile solids of an animal and day",
                  "每頭每日揮發性固體預設值", "l", least=0)  # fmt: skip
VS_site = measured("VS_site", "kg/animal/d", "Volatile solids of an animal and day, own figure",
                   "每頭每日揮發性固體（自訂）", "l")  # fmt: skip
nd = term("nd", "d", "Days on which the treatment works", "處理系統運轉日數", least=0, most=366, measured=True)
VS = term("VS", "kg/animal", "Volatile solids of an animal in the period", "期間每頭揮發性固體", "l")
B0 = term("B0", "m3/kg", "Methane that manure can produce at most", "糞便最大甲烷產量", "l", least=0)
MCF = share("MCF", "Methane conversion factor of a system", "處理系統甲烷轉換係數", "j")
MS = share("MS", "Share of the manure in a system", "糞便於各系統之比例", "j", measured=True)
UF_b = share("UF_b", "Correction for the uncertainty of the model", "模式不確定性校正")
leak = share("leak_fraction", "Share of the methane that leaks", "甲烷洩漏比例")
PE_PL = term("PE_PL", "tCO2e", "Methane that leaks from the project system", "項目系統甲烷洩漏量", least=0,
             by=(("TOOL14", "PE_CH4"),))  # fmt: skip
PE_flare = measured("PE_flare", "tCO2e", "Methane that the flare lets through", "燃燒塔未燃盡甲烷排放量")
PE_power = term("PE_power", "tCO2e", "Emissions of power and fuel", "電力與燃料排放量", least=0,
                by=(("TOOL05", "PE_EC"), ("TOOL03", "PE_FC")))  # fmt: skip
PE_other = measured("PE_other", "tCO2e", "Emissions of transport and storage", "運輸與貯存排放量")
BG = measured("BG_burnt", "m3", "Biogas burnt", "燃燒之沼氣量")
w_CH4 = share("w_CH4", "Volume fraction of methane in the biogas", "沼氣中甲烷之體積比例", measured=True)
FE = efficiency("FE", "Efficiency of the destruction", "銷毀效率", measured=True)
MD = term("MD", "tCO2e", "Methane destroyed", "銷毀之甲烷量")
cap = term(
    "cap", "tCO2e", "Methane destroyed less project emissions of power and transport", "銷毀量扣除電力與運輸排放"
)
ER_calc = term("ER_calc", "tCO2e", "Emission reductions before the cap", "設上限前之減排量")
binds = term("cap_binds", "1", "1 where the cap binds", "上限生效為 1")
# Per animal type: methane at most, in cubic metres, over the systems that each treats its share.
AT_MOST = total(B0 * N * VS, "l")
MODE, POPULATION, SOLIDS, LEAKING = "mode", "population", "solids", "leaking"

MODEL = Model(
    equations=(
        Equation("(4)", N, N_p + 0, ((POPULATION, "average"),)),
        Equation("(4a)", N, N_days * N_p / number(365, "d"), ((POPULATION, "daily"),)),
        Equation("(3)", VS, W_site / W_default * VS_default * nd, ((SOLIDS, "scaled"),)),
        Equation("(3a)", VS, VS_site * nd, ((SOLIDS, "site"),)),
        Equation("(2)", BE, GWP_CH4 * D_CH4 * UF_b * total(MCF * MS, "j") * AT_MOST),
        Equation("(6)", PE_PL, leak * GWP_CH4 * D_CH4 * total(MS, "j") * AT_MOST, ((LEAKING, "default"),)),
        Equation("(5)", PE, PE_PL + PE_flare + PE_power + PE_other),
        Equation("(9)", ER_calc, BE - PE - LE),
        Equation("(10)", MD, BG * w_CH4 * D_CH4 * FE * GWP_CH4),
        Equation("(11)", cap, MD - PE_power - PE_other),
        Equation("(12)", ER, ER_calc + 0, ((MODE, "ex_ante"),)),
        Equation("(12)", ER, least(ER_calc, cap), ((MODE, "ex_post"),)),
        Equation("(12a)", binds, choose(cap < ER_calc, number(1), number(0))),
    ),
    sets=(Sets("l", Label("types of animals", "動物類型")), Sets("j", Label("treatment systems", "處理系統"))),
    results=RESULTS,
)
