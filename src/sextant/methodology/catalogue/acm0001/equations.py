"""Equations of ACM0001: methane of a landfill that is flared or used, less what would have been destroyed anyway."""

from __future__ import annotations

from sextant.methodology.catalogue.common import BE, GWP_CH4, PE, PE_EC, PE_FC, RESULTS, EF_grid, reductions
from sextant.methodology.equation import Equation, Model, measured, share, term
from sextant.methodology.language.expression import greatest, number

F_sent = measured("F_CH4_sent_flare", "tCH4", "Methane sent to the flare", "送往燃燒塔之甲烷")
F_EL = measured("F_CH4_EL", "tCH4", "Methane used for electricity", "用於發電之甲烷")
F_HG = measured("F_CH4_HG", "tCH4", "Methane used for heat", "用於產熱之甲烷")
F_NG = measured("F_CH4_NG", "tCH4", "Methane sent to a gas network", "送入天然氣管網之甲烷")
eta_flare = share("eta_flare", "Efficiency of the flare", "燃燒塔效率", measured=True)
PE_flare = term("PE_flare", "tCO2e", "Methane that the flare lets through", "燃燒塔未燃盡甲烷排放量")
F_flared = term("F_CH4_flared", "tCH4", "Methane destroyed by flaring", "燃燒塔銷毀之甲烷")
F_PJ = term("F_CH4_PJ", "tCH4", "Methane that the project destroys or uses", "項目銷毀或使用之甲烷", least=0)
F_BL = term("F_CH4_BL", "tCH4", "Methane that would have been destroyed anyway", "基線原已銷毀之甲烷", least=0)
F_existing = measured("F_CH4_BL_existing", "tCH4", "Methane that the system in place destroyed", "既有系統銷毀之甲烷")
rate = share("rho_required", "Share of methane that the law requires to be destroyed", "法規要求之甲烷銷毀比例")
baseline_share = share("baseline_fraction", "Default share destroyed anyway", "基線銷毀比例預設值")
OX = share("OX", "Methane that the cover of the landfill oxidises", "覆土氧化甲烷比例")
eta_PJ = share("eta_PJ", "Share of the methane that the system captures", "收集系統效率")
BE_SWDS = term("BE_CH4_SWDS", "tCO2e", "Methane that the landfill generates", "掩埋場產生之甲烷", least=0,
               by=(("TOOL04", "BE_SWDS_year"),))  # fmt: skip
BE_CH4 = term("BE_CH4", "tCO2e", "Baseline emissions of methane", "甲烷之基線排放量")
BE_EC = term("BE_EC", "tCO2e", "Baseline emissions of electricity", "電力之基線排放量")
BE_HG = measured("BE_HG", "tCO2e", "Baseline emissions of heat", "熱能之基線排放量")
BE_NG = measured("BE_NG", "tCO2e", "Baseline emissions of natural gas", "天然氣之基線排放量")
EG = measured("EG", "MWh", "Electricity supplied from landfill gas", "掩埋氣發電供電量")
MODE, LAW, POWER = "mode", "baseline_destruction", "electricity"

MODEL = Model(
    equations=(
        Equation("(6)", PE_flare, GWP_CH4 * F_sent * (1 - eta_flare)),
        Equation("(5)", F_flared, F_sent - PE_flare / GWP_CH4),
        Equation("(4)", F_PJ, F_flared + F_EL + F_HG + F_NG, ((MODE, "ex_post"),)),
        Equation("(7)", F_PJ, eta_PJ * BE_SWDS / GWP_CH4, ((MODE, "ex_ante"),)),
        Equation("(8)", F_BL, number(0, "tCH4"), ((LAW, "nothing"),)),
        Equation("(9)", F_BL, baseline_share * F_PJ, ((LAW, "unspecified"), (LAW, "existing_without_data"))),
        Equation("(10)", F_BL, rate * F_PJ, ((LAW, "required_share"),)),
        Equation("(11)", F_BL, F_existing + 0, ((LAW, "existing"),)),
        Equation("(12)", F_BL, greatest(rate * F_PJ, F_existing), ((LAW, "required_and_existing"),)),
        Equation("(3)", BE_CH4, ((1 - OX) * F_PJ - F_BL) * GWP_CH4),
        Equation("(13)", BE_EC, EG * EF_grid, ((POWER, "power"),)),
        Equation("(13)", BE_EC, number(0, "tCO2e"), ((POWER, "no_power"),)),
        Equation("(2)", BE, BE_CH4 + BE_EC + BE_HG + BE_NG),
        Equation("(14)", PE, PE_EC + PE_FC),
        reductions("(15)"),
    ),
    results=RESULTS,
)
