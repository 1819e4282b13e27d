"""The standard for suppressed demand: a baseline for the service up to basic human needs, and not beyond."""

from __future__ import annotations

from sextant.methodology.equation import Equation, Model, measured, term
from sextant.methodology.language.expression import greatest, least, number

service = measured(
    "service", "kWh/person", "Service that the activity delivers to a person in the year", "活動當年提供每人之服務量"
)
need = term(
    "basic_need", "kWh/person", "Service that meets basic human needs in a year", "滿足基本需求之年服務量", above=0
)
persons = measured("persons", "person", "Persons", "人數", whole=True)
share_of_year = term("share_of_year", "1", "Share of the year that the period is", "期間占全年比例", above=0, most=1)
EF_basic = term(
    "EF_basic", "tCO2e/MWh", "Factor of the technology that would meet the need", "滿足需求技術之係數", least=0
)
EF_beyond = term(
    "EF_beyond", "tCO2e/MWh", "Factor of the baseline for what is beyond the need", "超出需求部分之基線係數", least=0
)
counted = term("service_counted", "kWh/person", "Service that counts", "計入之服務量")
beyond = term("service_beyond", "kWh/person", "Service beyond the need", "超出需求之服務量")
BE_basic = term("BE_basic", "tCO2e", "Baseline emissions up to the need", "需求以內之基線排放量")
BE_beyond = term("BE_beyond", "tCO2e", "Baseline emissions beyond the need", "超出需求之基線排放量")
BE = term("BE", "tCO2e", "Baseline emissions", "基線排放量")
KWH, ZERO = number(1000, "kWh/MWh"), number(0, "kWh/person")
LIMIT = need * share_of_year

MODEL = Model(
    equations=(
        Equation("¶29(a)", counted, least(service, LIMIT)),
        Equation("¶27", beyond, greatest(service - LIMIT, ZERO)),
        Equation("¶29", BE_basic, counted * persons / KWH * EF_basic),
        Equation("¶27(b)", BE_beyond, beyond * persons / KWH * EF_beyond, (("beyond_need", "normal_baseline"),)),
        Equation("¶28", BE_beyond, number(0, "tCO2e"), (("beyond_need", "nothing"),)),
        Equation("¶27", BE, BE_basic + BE_beyond),
    ),
    results={"baseline_emissions": "BE"},
    targets=("BE",),
)
