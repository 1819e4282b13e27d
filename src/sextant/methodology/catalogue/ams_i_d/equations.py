"""Equations of AMS-I.D: generation times the emission factor of the grid."""

from __future__ import annotations

from sextant.domain.label import Label
from sextant.methodology.catalogue.common import BE, RESULTS, EF_grid, reductions
from sextant.methodology.equation import Equation, Model, Requirement, measured, term

EG_PJ_facility = measured(
    "EG_PJ_facility", "MWh",
    "Net electricity that the plant supplied to the grid in the period",
    "電廠於該期間供入電網之淨電量",
)  # fmt: skip
Cap = measured("Cap", "MW", "Installed capacity of the project", "項目之裝置容量")
Cap_max = term("Cap_max", "MW", "Largest capacity of a small-scale project", "小型項目之容量上限")

MODEL = Model(
    equations=(
        Equation("(1)", BE, EG_PJ_facility * EF_grid),
        reductions("(10)"),
    ),
    requirements=(
        Requirement(
            "small_scale",
            Cap <= Cap_max,
            Label("a small-scale renewable energy project has at most 15 MW", "小型再生能源項目之容量至多 15 MW"),
            Cap,
        ),
    ),
    results=RESULTS,
)
