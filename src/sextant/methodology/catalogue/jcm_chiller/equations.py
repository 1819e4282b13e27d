"""Equations of the JCM's chiller methodologies: the project's electricity, scaled by how much better its chiller is."""

from __future__ import annotations

from sextant.domain.label import Label
from sextant.methodology.equation import Equation, Model, Sets, measured, term
from sextant.methodology.language.expression import total

EC = measured("EC_PJ", "MWh", "Electricity of a project chiller in the period", "項目冰水機期間用電量", "i")
COP_PJ = term("COP_PJ", "1", "Coefficient of performance of a project chiller", "項目冰水機之性能係數", "i", above=0)
COP_RE = term(
    "COP_RE", "1", "Coefficient of performance of the reference chiller", "參考冰水機之性能係數", "i", above=0
)
T_cool = term("T_cooling_out", "K", "Outlet temperature of the cooling water, in °C", "冷卻水出口溫度（°C）", "i")
T_chill = term("T_chilled_out", "K", "Outlet temperature of the chilled water, in °C", "冰水出口溫度（°C）", "i")
TD_cool = term("TD_cooling", "K", "Temperature difference of the condenser", "冷凝器溫差", least=0)
TD_chill = term("TD_chilled", "K", "Temperature difference of the evaporator", "蒸發器溫差", least=0)
T_cool_ref = term("T_cooling_ref", "K", "Cooling water at the rated point, in °C", "額定點冷卻水溫（°C）")
T_chill_ref = term("T_chilled_ref", "K", "Chilled water at the rated point, in °C", "額定點冰水溫（°C）")
EF = term("EF_elec", "tCO2e/MWh", "Emission factor of the electricity", "電力排放係數", least=0)
COP_tc = term(
    "COP_PJ_tc", "1", "Project coefficient at the reference temperatures", "換算至參考溫度之項目性能係數", "i"
)
RE = term("RE_p", "tCO2e", "Reference emissions", "參考排放量")
PE = term("PE_p", "tCO2e", "Project emissions", "項目排放量")
ER = term("ER_p", "tCO2e", "Emission reductions", "減排量")

MODEL = Model(
    equations=(
        Equation("(2)", COP_tc, COP_PJ * (T_cool - T_chill + TD_chill + TD_cool)
                 / (T_cool_ref - T_chill_ref + TD_chill + TD_cool)),
        Equation("(1)", RE, total(EC * (COP_tc / COP_RE) * EF, "i")),
        Equation("(3)", PE, total(EC * EF, "i")),
        Equation("(4)", ER, RE - PE),
    ),
    sets=(Sets("i", Label("chillers", "冰水機")),),
    results={"baseline_emissions": "RE_p", "project_emissions": "PE_p", "emission_reductions": "ER_p"},
)  # fmt: skip
