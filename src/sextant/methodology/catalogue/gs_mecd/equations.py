"""Worked figures of Gold Standard MECD: the weighted factor of the baseline fuels, and reductions of a device."""

from __future__ import annotations

from sextant.domain.label import Label
from sextant.methodology.catalogue.common import ER, LE, RESULTS
from sextant.methodology.equation import Equation, Model, Sets, share, term
from sextant.methodology.language.expression import total

Prop = share("Prop", "Share of a fuel", "燃料占比", "f")
EF_CO2 = term("EF_CO2", "tCO2e/TJ", "Emission factor of a fuel for CO2", "燃料之二氧化碳排放係數", "f", least=0)
EF_nonCO2 = term("EF_nonCO2", "tCO2e/TJ", "Emission factor of a fuel for other gases", "燃料之其他氣體排放係數", "f",
                 least=0)  # fmt: skip
fNRB = share("fNRB", "Fraction of the fuel that is not renewable", "燃料之非再生比例", "f")
EFb = term("EFb", "tCO2e/TJ", "Weighted factor of the baseline fuels", "基線燃料加權係數")
BE = term("BE", "tCO2e", "Baseline emissions of a device", "單一設備基線排放量", least=0)
PE = term("PE", "tCO2e", "Project emissions of a device", "單一設備項目排放量", least=0, by=(("TOOL05", "PE_EC"),))

MODEL = Model(
    equations=(
        Equation("(2)", EFb, total(Prop * (EF_CO2 * fNRB + EF_nonCO2), "f")),
        Equation("(ER)", ER, BE - PE - LE),
    ),
    sets=(Sets("f", Label("baseline fuels", "基線燃料")),),
    results=RESULTS,
)
