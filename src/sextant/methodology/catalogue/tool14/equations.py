"""Equations of TOOL14: methane that a digester lets out."""

from __future__ import annotations

from sextant.methodology.catalogue.common import GWP_CH4
from sextant.methodology.equation import Equation, Model, measured, share, term

Q_biogas = measured("Q_biogas", "m3", "Biogas collected", "收集之沼氣量")
f_CH4 = share("f_CH4", "Volume fraction of methane in the biogas", "沼氣中甲烷之體積比例", measured=True)
rho = term("rho_CH4", "tCH4/m3", "Density of methane", "甲烷密度", above=0)
Q_metered = measured("Q_CH4_metered", "tCH4", "Methane produced, measured", "甲烷產量（量測）")
Q_CH4 = term("Q_CH4", "tCH4", "Methane produced", "甲烷產量")
EF = share("EF_CH4", "Share of the methane that leaks", "甲烷洩漏比例")
PE_CH4 = term("PE_CH4", "tCO2e", "Emissions of methane from the digester", "消化槽甲烷排放量")

MODEL = Model(
    equations=(
        Equation("(1)", Q_CH4, Q_biogas * f_CH4 * rho, (("methane", "from_biogas"),)),
        Equation("(1a)", Q_CH4, Q_metered + 0, (("methane", "metered"),)),
        Equation("(2)", PE_CH4, Q_CH4 * EF * GWP_CH4),
    ),
    results={"project_emissions": "PE_CH4"},
    targets=("PE_CH4",),
)
