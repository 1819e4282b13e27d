"""Equations of TOOL30: woody biomass harvested against what grows again."""

from __future__ import annotations

from sextant.domain.label import Label
from sextant.methodology.equation import Equation, Model, Sets, measured, share, term
from sextant.methodology.language.expression import greatest, number, total

HW = measured("HW", "t/person", "Woody biomass that a person uses", "每人木質生質燃料用量")
N = measured("N", "person", "Persons who use woody biomass", "使用木質生質燃料之人數", whole=True)
CE = measured("CE", "t", "Commercial use of wood", "商業用材")
NE = measured("NE", "t", "Other use of wood", "其他用材")
MAI_forest = measured("MAI_forest", "t/ha", "Yearly growth of forest", "森林年生長量", "f")
F_forest = measured("F_forest", "ha", "Forest", "森林面積", "f")
P_forest = measured("P_forest", "ha", "Forest that is protected or out of reach", "受保護或不可及之森林面積", "f")
MAI_other = measured("MAI_other", "t/ha", "Yearly growth of other wooded land", "其他林地年生長量", "o")
F_other = measured("F_other", "ha", "Other wooded land", "其他林地面積", "o")
P_other = measured("P_other", "ha", "Other wooded land that is protected or out of reach",
                   "受保護或不可及之其他林地面積", "o")  # fmt: skip
H = term("H", "t", "Woody biomass harvested", "木質生質燃料採伐量")
RB = term("RB", "t", "Renewable biomass", "再生生質燃料量", least=0)
NRB = term("NRB", "t", "Non-renewable biomass, never below 0", "非再生生質燃料量（不低於 0）")
fNRB = share("fNRB", "Fraction of woody biomass that is not renewable", "木質生質燃料之非再生比例")
discount = share("VM0050_discount", "Discount that VM0050 takes off results of this tool", "VM0050 對本工具結果之折減")
fNRB_VM0050 = share("fNRB_VM0050", "The fraction after the discount of VM0050", "經 VM0050 折減之比例")

MODEL = Model(
    equations=(
        Equation("(1)", H, HW * N + CE + NE),
        Equation(
            "(2)", RB, total(MAI_forest * (F_forest - P_forest), "f") + total(MAI_other * (F_other - P_other), "o")
        ),
        Equation("(3)", NRB, greatest(H - RB, number(0, "t"))),
        Equation("(4)", fNRB, NRB / (NRB + RB)),
        Equation("(V)", fNRB_VM0050, fNRB * (1 - discount)),
    ),
    sets=(Sets("f", Label("forests", "森林")), Sets("o", Label("other wooded land", "其他林地"))),
    results={"fraction": "fNRB"},
    targets=("fNRB",),
)
