"""The ambitious benchmark: the mean of the best performers, weighted by output, up to a percentile of them."""

from __future__ import annotations

from sextant.domain.label import Label
from sextant.methodology.equation import Equation, Model, Requirement, Sets, measured, share, term
from sextant.methodology.language.expression import NameBefore, choose, equal, number, total

intensity = measured("intensity", "tCO2e/t", "Emissions of a tonne of output of a performer", "業者單位產出排放量", "p")
output = measured("output", "t", "Output of a performer", "業者產出量", "p")
percentile = share("percentile", "Share of performers that counts as the best", "列為最佳業者之比例")
percentile_max = share("percentile_max", "Largest share that the standard admits", "標準允許之最大比例")
performers = term("performers", "1", "Number of performers", "業者數")
better = term("better", "1", "Number of better performers", "較佳業者數", "p")
best = term("best", "1", "1 among the best performers", "屬最佳業者為 1", "p")
benchmark = term("benchmark", "tCO2e/t", "Benchmark", "標竿值")
ONE, NONE = number(1), number(0)
BETTER = (intensity["q"] < intensity["p"]) | (equal(intensity["q"], intensity["p"]) & NameBefore("q", "p"))

MODEL = Model(
    equations=(
        Equation("¶52(h)", performers, total(ONE, "p")),
        Equation("¶52(g)", better, total(ONE, "q", of="p", where=BETTER)),
        Equation("¶52(h)", best, choose(better + 1 <= percentile * performers, ONE, NONE),
                 note=Label("The best performers by number, never more than the percentile", "以家數計，不超過百分位")),
        Equation("¶52(i)", benchmark, total(output * intensity * best, "p") / total(output * best, "p")),
    ),
    sets=(Sets("p", Label("performers", "業者")),),
    requirements=(
        Requirement("ambition", percentile <= percentile_max,
                    Label("the best performers are at most the best 20 %", "最佳業者至多為前 20 %"), percentile),
    ),
    results={"benchmark": "benchmark"},
    targets=("benchmark",),
)  # fmt: skip
