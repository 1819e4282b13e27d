"""Equations of AR-TOOL14: carbon of trees from plots in strata, and the discount where the mean is uncertain."""

from __future__ import annotations

from sextant.domain.label import Label
from sextant.methodology.catalogue.common import C_TO_CO2
from sextant.methodology.equation import Equation, Model, Sets, measured, share, term
from sextant.methodology.language.expression import choose, exp, least, ln, number, sqrt, total

A_s = measured("A", "ha", "Area of a stratum", "分層面積", "s")
n_s = term("n", "plot", "Plots in a stratum", "分層樣區數", "s", above=0, measured=True, whole=True)
b_s = measured("b", "t/ha", "Mean biomass of trees in a stratum", "分層林木平均生質量", "s")
sd_s = measured("sd", "t/ha", "Standard deviation between the plots of a stratum", "分層樣區間標準差", "s")
t_val = term("t_val", "1", "Two-sided value of Student's distribution for 90 % and n − M degrees of freedom",
             "雙尾 90 %、自由度 n − M 之 t 值", above=0)  # fmt: skip
CF = share("CF", "Carbon fraction of tree biomass", "林木生質含碳比例")
A_all = term("A_total", "ha", "Area of all strata", "總面積")
w = term("w", "1", "Weight of a stratum", "分層權重", "s")
b = term("b_TREE", "t/ha", "Mean biomass of trees", "林木平均生質量")
variance = term("variance_of_mean", "t*t/ha/ha", "Variance of the mean", "平均值之變異數")
u_computed = term("u_c", "1", "Uncertainty of the mean", "平均值之不確定性")
u_given = measured("u_given", "1", "Uncertainty of the mean, given", "平均值之不確定性（給定）")
B_TREE = term("B_TREE", "t", "Biomass of trees", "林木生質量")
C_TREE = term("C_TREE", "tCO2e", "Carbon stock of trees", "林木碳儲量")
limits = [term(f"U_{name}", "1", f"Uncertainty up to which {name} % of it is taken off", f"折減其 {name} % 之不確定性上限", least=0)
          for name in ("0", "25", "50", "75")]  # fmt: skip
shares = [share(f"share_{name}", f"Share of the uncertainty that is taken off, class {name}", f"第 {name} 級之不確定性折減比例")
          for name in ("1", "2", "3", "4", "5")]  # fmt: skip
factor = term("discount_factor", "1", "Share of the uncertainty that is taken off", "不確定性之折減比例")
discount = term("discount", "1", "Discount of the mean", "平均值之折減")
C_discounted = term("C_TREE_discounted", "tCO2e", "Carbon stock of trees after the discount", "折減後林木碳儲量")
b_above = measured("b_above", "t/ha", "Biomass of trees above ground", "林木地上部生質量")
R = term("R", "1", "Root-shoot ratio", "根莖比")
ONE = number(1)
A_PLOT = number(1, "plot")
# What is measured in tonnes of dry matter per hectare enters the regression as a plain number.
PLAIN_B = b_above / number(1, "t/ha")
ROOT_A, ROOT_B = number("-1.085"), number("0.9256")
SOURCE, SIDE = "uncertainty", "side"
FACTOR = choose(
    u_computed <= limits[0], shares[0],
    choose(u_computed <= limits[1], shares[1],
           choose(u_computed <= limits[2], shares[2],
                  choose(u_computed <= limits[3], shares[3], shares[4]))),
)  # fmt: skip

MODEL = Model(
    equations=(
        Equation("(5a)", A_all, total(A_s, "s")),
        Equation("(5b)", w, A_s / A_all),
        Equation("(5)", b, total(w * b_s, "s")),
        Equation("(6a)", variance, total(w**2 * sd_s**2 / (n_s / A_PLOT), "s")),
        Equation("(6)", u_computed, t_val * sqrt(variance) / b, ((SOURCE, "strata"),)),
        Equation("(6)", u_computed, u_given + 0, ((SOURCE, "own_uncertainty"),)),
        Equation("(4)", B_TREE, A_all * b),
        Equation("(3)", C_TREE, C_TO_CO2 * CF * number(1, "tC/t") * B_TREE),
        Equation("(A1)", factor, FACTOR),
        Equation("(A2)", discount, least(factor * u_computed, ONE)),
        Equation("(A3)", C_discounted, C_TREE * (1 - discount), ((SIDE, "project"),)),
        Equation("(A3)", C_discounted, C_TREE * (1 + discount), ((SIDE, "baseline"),)),
        Equation("(R)", R, exp(ROOT_A + ROOT_B * ln(PLAIN_B)) / PLAIN_B),
    ),
    sets=(Sets("s", Label("strata", "分層")),),
    results={"carbon_stock": "C_TREE_discounted"},
    targets=("C_TREE_discounted",),
)  # fmt: skip
