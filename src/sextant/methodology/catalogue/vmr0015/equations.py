"""The rule of aggregation of VMR0015: woody leakage only with woody fuel, nothing where the water fails its tests."""

from __future__ import annotations

from sextant.methodology.catalogue.common import BE, ER, LE, PE, RESULTS
from sextant.methodology.equation import Equation, Model, measured, share, term
from sextant.methodology.language.expression import choose, greatest, number

BE_woody = measured("BE_woody", "tCO2e", "Baseline emissions of woody fuel", "木質燃料基線排放量")
BE_fossil = measured("BE_fossil", "tCO2e", "Baseline emissions of fossil fuel", "化石燃料基線排放量")
LE_woody = measured("LE_woody", "tCO2e", "Leakage of woody fuel", "木質燃料洩漏量")
LE_fossil = measured("LE_fossil", "tCO2e", "Leakage of fossil fuel", "化石燃料洩漏量")
PE_total = measured("PE_total", "tCO2e", "Project emissions", "項目排放量")
f_woody = share("f_woody", "Share of woody fuel", "木質燃料比例", measured=True)
pass_rate = share("wq_pass_rate", "Share of water samples that pass", "水質合格率", measured=True)
pass_min = share("wq_pass_min", "Least share of water samples that pass", "水質合格率下限")
u_def = share("u_def", "Discount for uncertainty", "不確定性折減")
ER_gross = term("ER_gross", "tCO2e", "Reductions before the discount, never below 0", "折減前減排量（不低於 0）")
ZERO = number(0, "tCO2e")

MODEL = Model(
    equations=(
        Equation("(1)", BE, BE_woody + BE_fossil),
        Equation("(2)", PE, PE_total + 0),
        Equation("(3)", LE, choose(f_woody > 0, LE_woody, ZERO) + LE_fossil),
        Equation("(4)", ER_gross, greatest(BE - PE - LE, ZERO)),
        Equation("(5)", ER, choose(pass_rate >= pass_min, ER_gross * u_def, ZERO)),
    ),
    results=RESULTS,
    targets=("ER", "ER_gross"),
)
