"""Worked figures of Gold Standard SMEC: the adjustment for the Hawthorne effect comes before leakage is taken off."""

from __future__ import annotations

from sextant.methodology.catalogue.common import ER, LE, RESULTS
from sextant.methodology.equation import Equation, Model, measured, share, term

n = measured("n", "device", "Devices", "設備數", whole=True)
usage = share("usage", "Share of devices in use", "設備使用率", measured=True)
p_base = measured("p_base", "t/device", "Fuel of a device in the baseline", "基線每設備燃料用量")
p_act = measured("p_act", "t/device", "Fuel of a device in the project", "項目每設備燃料用量")
NCV = term("NCV", "TJ/t", "Net calorific value of the fuel", "燃料淨熱值", above=0)
EF_CO2 = term("EF_CO2", "tCO2e/TJ", "Emission factor for CO2", "二氧化碳排放係數", least=0)
EF_nonCO2 = term("EF_nonCO2", "tCO2e/TJ", "Emission factor for other gases", "其他氣體排放係數", least=0)
fNRB = share("fNRB", "Fraction of the fuel that is not renewable", "燃料之非再生比例")
DAF = share("DAF", "Downward adjustment", "向下調整比例")
HE = share("HE", "Adjustment for the Hawthorne effect", "霍桑效應調整")
market = share("market", "Share lost through the market", "市場洩漏比例")
embodied = measured("embodied", "tCO2e/device", "Emissions of making a device", "每設備製造排放量")
factor = term(
    "EF", "tCO2e/TJ", "Emission factor, non-renewable CO2 and other gases", "排放係數（非再生二氧化碳與其他氣體）"
)
BE_unadj = term("BE_unadj", "tCO2e", "Baseline emissions before the adjustment", "調整前基線排放量")
BE = term("BE", "tCO2e", "Baseline emissions", "基線排放量")
PE = term("PE", "tCO2e", "Emissions of the activity", "活動排放量")
LE_embodied = term("LE_embodied", "tCO2e", "Leakage of making the devices", "製造洩漏量")
LE_market = term("LE_market", "tCO2e", "Leakage through the market", "市場洩漏量")
ER_after = term(
    "ER_HE_after_LE", "tCO2e", "The other order, which the published result rules out", "另一順序（與公布結果不符）"
)

MODEL = Model(
    equations=(
        Equation("(1)", factor, EF_CO2 * fNRB + EF_nonCO2),
        Equation("(2)", BE_unadj, n * usage * p_base * NCV * factor),
        Equation("(3)", BE, BE_unadj * (1 - DAF)),
        Equation("(4)", PE, n * usage * p_act * NCV * factor),
        Equation("(5)", LE_embodied, n * embodied),
        Equation("(6)", LE_market, market * (BE - PE)),
        Equation("(7)", LE, LE_embodied + LE_market),
        Equation("(8)", ER, (BE - PE) * HE - LE),
        Equation("(9)", ER_after, (BE - PE - LE) * HE),
    ),
    results=RESULTS,
    targets=("ER", "ER_HE_after_LE"),
)
