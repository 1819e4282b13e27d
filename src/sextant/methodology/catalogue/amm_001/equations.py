"""Equations of A6.4-AMM-001 on the skeleton of ACM0001: the baseline falls faster for flaring than for energy use.

The rates of that fall could not be read; they are inputs that must be given.
"""

from __future__ import annotations

from sextant.domain.label import Label
from sextant.methodology.catalogue.acm0001.equations import (
    BE_CH4,
    BE_EC,
    BE_HG,
    BE_NG,
    F_EL,
    F_HG,
    F_NG,
    F_PJ,
    F_flared,
)
from sextant.methodology.catalogue.acm0001.equations import MODEL as ACM0001
from sextant.methodology.catalogue.common import BE, RESULTS
from sextant.methodology.equation import Equation, Model, Requirement, share, term

rate_flare = share("rate_flare", "Yearly fall of the baseline for methane that is flared", "燃燒部分基線之逐年降幅")
rate_use = share("rate_use", "Yearly fall of the baseline for methane that is used", "利用部分基線之逐年降幅")
k = term(
    "k", "1", "Calendar years since the first crediting period began", "自第一計入期起之曆年數", least=0, whole=True
)
fall = term("fall", "1", "Share of the methane baseline that is taken off", "甲烷基線之扣減比例", least=0, most=1)
BE_CH4_adj = term("BE_CH4_adj", "tCO2e", "Baseline emissions of methane, adjusted", "調整後甲烷基線排放量")
USED = F_EL + F_HG + F_NG
SKELETON = tuple(each for each in ACM0001.equations if each.symbol is not BE and ("mode", "ex_ante") not in each.when)

MODEL = Model(
    equations=(
        *SKELETON,
        Equation("(adj)", fall, k * (rate_flare * F_flared + rate_use * USED) / F_PJ),
        Equation("(adj)", BE_CH4_adj, BE_CH4 * (1 - fall)),
        Equation("(2)", BE, BE_CH4_adj + BE_EC + BE_HG + BE_NG),
    ),
    requirements=(
        Requirement(
            "flaring_falls_faster",
            rate_flare >= rate_use,
            Label(
                "the baseline falls at least as fast for flaring as for energy use",
                "燃燒部分基線之降幅不得小於利用部分",
            ),
            rate_flare,
        ),
    ),
    results=RESULTS,
)
