"""Terms of TOOL07: units of the system, their fuel and generation, and the margins."""

from __future__ import annotations

from sextant.methodology.equation import measured, share, term

EG = measured("EG", "MWh", "Net electricity of a power unit", "機組淨發電量", "m")
LCMR = term("LCMR", "1", "1 where a unit is low-cost or must-run, else 0", "低成本／必須運轉機組為 1，否則 0", "m",
            least=0, most=1, whole=True)  # fmt: skip
cdm = term("CDM", "1", "1 where a unit is a registered CDM project, else 0", "已註冊之 CDM 項目為 1，否則 0", "m",
           least=0, most=1, whole=True)  # fmt: skip
commissioned = term("commissioned", "1", "Year in which a unit began to supply the grid", "機組開始供電之年份", "m",
                    whole=True)  # fmt: skip
assessment_year = term("assessment_year", "1", "Year of the assessment", "評估年份", whole=True)
FC = term("FC", "t", "Fuel burnt by a unit", "機組燃料用量", "m", "i", least=0, measured=True, sparse=True)
FC_system = measured("FC_system", "t", "Fuel burnt by all units but low-cost and must-run ones",
                     "非低成本／必須運轉機組之燃料總用量", "i")  # fmt: skip
EG_system = measured("EG_system", "MWh", "Net electricity of all units but low-cost and must-run ones",
                     "非低成本／必須運轉機組之淨發電總量")  # fmt: skip
NCV = term("NCV", "GJ/t", "Net calorific value of a fuel", "燃料淨熱值", "i", above=0)
EF_CO2 = term("EF_CO2", "tCO2e/GJ", "Emission factor of a fuel", "燃料排放係數", "i", least=0)
EF_CO2_m = term("EF_CO2_m", "tCO2e/GJ", "Emission factor of a unit's fuel", "機組所用燃料之排放係數", "m", least=0)
eta = term("eta", "1", "Efficiency of a unit", "機組效率", "m", above=0, most=1)
EF_EL = term("EF_EL", "tCO2e/MWh", "Emission factor of a unit", "機組排放係數", "m", least=0)
EG_total = term("EG_total", "MWh", "Generation of all units", "全系統發電量")
LCMR_share = term("LCMR_share", "1", "Share of low-cost and must-run units", "低成本／必須運轉機組占比")
LCMR_share_max = share(
    "LCMR_share_max", "Share that the simple operating margin must stay below", "簡單運轉邊際之占比上限"
)
EF_other = term("EF_nonLCMR", "tCO2e/MWh", "Mean factor of the other units", "其他機組之平均係數")
EF_LCMR = term("EF_LCMR", "tCO2e/MWh", "Mean factor of low-cost and must-run units", "低成本／必須運轉機組之平均係數")
hours_lcmr = term("lambda_hours", "h", "Hours with low-cost or must-run units on the margin",
                  "低成本／必須運轉機組位於邊際之時數", least=0, most=8784)  # fmt: skip
hours_year = term("hours_per_year", "h", "Hours of the year", "全年時數", above=0)
lambda_ = term("lambda", "1", "Share of hours with low-cost or must-run units on the margin",
               "低成本／必須運轉機組位於邊際之時數比例", least=0, most=1)  # fmt: skip
EF_OM_simple = term("EF_OM_simple", "tCO2e/MWh", "Simple operating margin", "簡單運轉邊際")
EF_OM_simple_adjusted = term(
    "EF_OM_simple_adjusted", "tCO2e/MWh", "Simple adjusted operating margin", "調整後簡單運轉邊際"
)
EF_OM_average = term("EF_OM_average", "tCO2e/MWh", "Average operating margin", "平均運轉邊際")
EF_OM_dispatch = term("EF_OM_dispatch", "tCO2e/MWh", "Dispatch data operating margin", "調度資料運轉邊際")
EF_OM_three_years = term("EF_OM_three_years", "tCO2e/MWh", "Generation-weighted margin of three years",
                         "三年發電量加權運轉邊際")  # fmt: skip
EF_OM_y = term("EF_OM_y", "tCO2e/MWh", "Operating margin of a year", "各年運轉邊際", "y", least=0)
EG_y = measured("EG_y", "MWh", "Generation of a year", "各年發電量", "y")
EF_hour = term("EF_hour", "tCO2e/MWh", "Factor of the units on top of the dispatch in an hour",
               "各小時調度頂端機組之係數", "h", least=0)  # fmt: skip
EG_PJ_hour = measured(
    "EG_PJ_hour", "MWh", "Electricity that the project displaced in an hour", "項目各小時取代之電量", "h"
)
EF_OM = term("EF_OM", "tCO2e/MWh", "Operating margin", "運轉邊際", least=0)

set_size = term("SET_size", "1", "Number of newest units in the first set", "第一組之最新機組數", above=0, whole=True)
sample_share = share("sample_share", "Share of generation that the second set must reach", "第二組須達之發電占比")
old_age = term("old_age", "1", "Years of age above which a unit is old", "視為老舊之機齡上限", least=0)
AEG = term("AEG_total", "MWh", "Generation of all units but CDM projects", "不含 CDM 項目之全系統發電量")
place = term("place", "1", "Number of newer units that are no CDM projects", "較新之非 CDM 機組數", "m")
EG_newer = term("EG_newer", "MWh", "Generation of newer units that are no CDM projects", "較新之非 CDM 機組發電量", "m")
in_5 = term("in_SET_5", "1", "1 in the set of the newest units", "屬最新機組組別為 1", "m")
in_20 = term("in_SET_20", "1", "1 in the set of the newest 20 %", "屬最新 20 % 組別為 1", "m")
AEG_5 = term("AEG_SET_5", "MWh", "Generation of the first set", "第一組發電量")
AEG_20 = term("AEG_SET_20", "MWh", "Generation of the second set", "第二組發電量")
in_sample = term("in_sample", "1", "1 in the larger set", "屬較大組別為 1", "m")
old = term("old", "1", "1 where a unit is old", "老舊機組為 1", "m")
old_units = term("old_in_sample", "1", "Number of old units in the larger set", "較大組別之老舊機組數")
EG_young = term("AEG_young", "MWh", "Generation of the sample without old units", "剔除老舊機組後之樣本發電量")
newer_cdm = term("EG_newer_CDM", "MWh", "Generation of newer CDM projects", "較新之 CDM 項目發電量", "m")
in_cdm = term("in_CDM", "1", "1 where a CDM project is added", "加入之 CDM 項目為 1", "m")
EG_with_cdm = term("AEG_with_CDM", "MWh", "Generation with the CDM projects added", "加入 CDM 項目後之發電量")
newer_old = term("EG_newer_old", "MWh", "Generation of newer units among the old", "老舊機組中較新者之發電量", "m")
in_old = term("in_old", "1", "1 where an old unit is added back", "重新納入之老舊機組為 1", "m")
in_BM = term("in_BM", "1", "1 in the sample of the build margin", "屬建構邊際樣本為 1", "m")
EF_BM = term("EF_BM", "tCO2e/MWh", "Build margin", "建構邊際", least=0)
w_OM = share("w_OM", "Weight of the operating margin", "運轉邊際權重")
w_BM = share("w_BM", "Weight of the build margin", "建構邊際權重")
EF_CM = term("EF_CM", "tCO2e/MWh", "Combined margin", "組合邊際")
