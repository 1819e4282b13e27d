"""Equations of ACM0002: what the plant generates beyond what would have been, less reservoir and geothermal emissions."""

from __future__ import annotations

from sextant.domain.label import Label
from sextant.methodology.catalogue.common import BE, ER, GWP_CH4, LE, PE, PE_FC, RESULTS, EF_grid
from sextant.methodology.equation import Equation, Model, Requirement, Sets, measured, share, term
from sextant.methodology.language.expression import choose, number, sqrt, total

EG_facility = measured("EG_facility", "MWh", "Net electricity supplied to the grid", "供入電網之淨電量")
EG_PJ_add = measured("EG_PJ_add", "MWh", "Net electricity of the units that were added", "新增機組之淨電量")
EG_PJ = term("EG_PJ", "MWh", "Net electricity that the project adds", "項目增加之淨電量")
EG_hist = measured(
    "EG_hist", "MWh", "Net electricity of each historical year before the retrofit", "改造前各歷史年度之淨電量", "h"
)
EG_historical = term("EG_historical", "MWh", "Mean of the historical years", "歷史年度平均值")
sigma_historical = term("sigma_historical", "MWh", "Sample standard deviation of the historical years",
                        "歷史年度之樣本標準差")  # fmt: skip
years_historical = term("years_historical", "1", "Number of historical years", "歷史年度數", above=1)
share_before = share(
    "share_before_retrofit_date",
    "Share of the period before the date at which the plant would have been replaced anyway",
    "該期間中早於原應更新日之比例",
)
PE_GP = term("PE_GP", "tCO2e", "Emissions of a geothermal plant", "地熱電廠排放量")
PE_HP = term("PE_HP", "tCO2e", "Emissions of a reservoir", "水庫排放量")
PE_BESS = term("PE_BESS", "tCO2e", "Emissions from charging a battery", "電池儲能充電之排放量", least=0)
w_CO2 = share("w_CO2", "Mass fraction of CO2 in the steam", "蒸汽中二氧化碳之質量比例", measured=True)
w_CH4 = share("w_CH4", "Mass fraction of methane in the steam", "蒸汽中甲烷之質量比例", measured=True)
M_steam = measured("M_steam", "t", "Steam produced", "蒸汽產量")
M_in = measured("M_in", "t", "Fluid entering a binary plant", "進入雙循環電廠之流體量")
M_out = measured("M_out", "t", "Fluid leaving a binary plant", "離開雙循環電廠之流體量")
M_wf = measured("M_wf", "t", "Working fluid that was lost", "流失之工作流體量")
GWP_wf = term("GWP_wf", "tCO2e/t", "Global warming potential of the working fluid", "工作流體之全球暖化潛勢", least=0)
EF_Res = term("EF_Res", "kgCO2e/MWh", "Emission factor of reservoirs", "水庫排放係數", least=0)
TEG = measured("TEG", "MWh", "Total electricity generated, own use included", "總發電量（含自用）")
Cap = measured("Cap_PJ", "W", "Installed capacity after the project", "項目後之裝置容量")
Cap_BL = measured("Cap_BL", "W", "Installed capacity before the project", "項目前之裝置容量")
A_PJ = measured("A_PJ", "m2", "Reservoir area at full level after the project", "項目後滿水位之水庫面積")
A_BL = measured("A_BL", "m2", "Reservoir area at full level before the project", "項目前滿水位之水庫面積")
PD = term("PD", "W/m2", "Power density", "功率密度")
PD_refused = term("PD_refused", "W/m2", "Power density up to which the methodology does not apply",
                  "不適用本方法學之功率密度上限")  # fmt: skip
PD_free = term(
    "PD_free", "W/m2", "Power density above which the reservoir counts nothing", "水庫免計排放之功率密度下限"
)
KG_PER_T = number(1000, "kgCO2e/tCO2e")
# A tonne of CO2 in the steam is a tonne of CO2e; the mass fraction is a plain number.
CO2_OF_STEAM = number(1, "tCO2e/t")
CH4_OF_STEAM = number(1, "tCH4/t")
STEAM = w_CO2 * CO2_OF_STEAM + w_CH4 * CH4_OF_STEAM * GWP_CH4
ACTIVITY, SOURCE = "activity", "emitting"

MODEL = Model(
    equations=(
        Equation("(7)", EG_PJ, EG_facility + 0, ((ACTIVITY, "greenfield"),)),
        Equation("(8)", EG_PJ, EG_PJ_add + 0, ((ACTIVITY, "capacity_addition"),)),
        Equation(
            "(9)", EG_PJ,
            (EG_facility - (EG_historical + sigma_historical)) * share_before,
            ((ACTIVITY, "retrofit"),),
        ),
        Equation("(9a)", EG_historical, total(EG_hist, "h") / years_historical),
        Equation("(9b)", years_historical, total(number(1), "h")),
        Equation("(9c)", sigma_historical,
                 sqrt(total((EG_hist - EG_historical) ** 2, "h") / (years_historical - 1))),
        Equation("(11)", BE, EG_PJ * EF_grid),
        Equation("(2)", PE_GP, STEAM * M_steam, ((SOURCE, "geothermal"),)),
        Equation("(2b)", PE_GP, (M_in - M_out) * STEAM + M_wf * GWP_wf, ((SOURCE, "geothermal_binary"),)),
        Equation("(4)", PE_HP, choose(PD > PD_free, number(0, "tCO2e"), EF_Res * TEG / KG_PER_T),
                 ((SOURCE, "reservoir"),)),
        Equation("(5)", PD, (Cap - Cap_BL) / (A_PJ - A_BL)),
        Equation("(1)", PE, PE_FC + PE_BESS, ((SOURCE, "none"),)),
        Equation("(1a)", PE, PE_FC + PE_GP + PE_BESS, ((SOURCE, "geothermal"), (SOURCE, "geothermal_binary"))),
        Equation("(1b)", PE, PE_FC + PE_HP + PE_BESS, ((SOURCE, "reservoir"),)),
        Equation("(17)", ER, BE - PE - LE),
    ),
    sets=(Sets("h", Label("historical years", "歷史年度")),),
    requirements=(
        Requirement(
            "power_density",
            PD > PD_refused,
            Label("the power density of a reservoir must be above 4 W/m²", "水庫之功率密度必須高於 4 W/m²"),
            PD,
            ((SOURCE, "reservoir"),),
            PE_HP,
        ),
    ),
    results=RESULTS,
)  # fmt: skip
