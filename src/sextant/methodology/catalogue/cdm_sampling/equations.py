"""How many to draw for a proportion or a mean, by simple random sampling from a known population."""

from __future__ import annotations

from sextant.methodology.equation import Equation, Model, measured, term
from sextant.methodology.language.expression import ceiling

N = term("N", "1", "Size of the population", "母體數", least=1, measured=True, whole=True)
p = term("p", "1", "Expected proportion", "預期比例", above=0, most=1)
mean = term("mean", "1", "Expected mean, in any unit", "預期平均值（任意單位）", above=0)
sd = measured("sd", "1", "Expected standard deviation, in the unit of the mean", "預期標準差（與平均值同單位）")
z = term("z", "1", "Value of the normal distribution for the confidence", "信賴水準之常態值", above=0)
precision = term("precision", "1", "Relative precision", "相對精度", above=0, most=1)
V = term("V", "1", "Relative variance", "相對變異數")
n_exact = term("n_exact", "1", "Sample size before rounding up", "進位前樣本數")
n = term("n", "1", "Sample size", "樣本數")

MODEL = Model(
    equations=(
        Equation("(1)", V, (1 - p) / p, (("of", "proportion"),)),
        Equation("(2)", V, (sd / mean) ** 2, (("of", "mean_value"),)),
        Equation("(3)", n_exact, z**2 * N * V / ((N - 1) * precision**2 + z**2 * V)),
        Equation("(4)", n, ceiling(n_exact)),
    ),
    results={"sample_size": "n"},
    targets=("n",),
)
