"""The leakage standard: four sources, positive and negative, netted; a gain counts nothing; the gate of REDD+."""

from __future__ import annotations

from sextant.domain.label import Label
from sextant.methodology.equation import Equation, Model, Requirement, term
from sextant.methodology.language.expression import greatest, number

equipment = term("LE_equipment", "tCO2e", "Transfer of baseline equipment", "基線設備移出", measured=True)
resources = term("LE_resources", "tCO2e", "Competing use of resources", "資源競用", measured=True)
production = term("LE_production", "tCO2e", "Diverted production or service", "產出或服務轉移", measured=True)
environment = term(
    "LE_environment", "tCO2e", "Release from the environment outside the boundary", "邊界外環境釋放", measured=True
)
net = term("LE_net", "tCO2e", "Balance of all sources, above 0 where emissions rise", "各來源淨額（排放增加為正）")
LE = term("LE", "tCO2e", "Leakage to be subtracted", "應扣除之洩漏量")
elements = term("redd_elements", "1", "National elements of REDD+ that include the activity",
                "涵蓋該活動之 REDD+ 國家要素數", least=0, most=4, whole=True)  # fmt: skip
elements_all = term(
    "redd_elements_needed", "1", "Elements that must include the activity", "須涵蓋該活動之要素數", least=0
)

MODEL = Model(
    equations=(
        Equation("¶12", net, equipment + resources + production + environment),
        Equation("¶10", LE, greatest(net, number(0, "tCO2e"))),
    ),
    requirements=(
        Requirement("redd_plus", elements >= elements_all,
                    Label("an activity under REDD+ must be included in all four national elements",
                          "REDD+ 活動須納入全部四項國家要素"), elements, (("redd", "redd_activity"),)),
    ),
    results={"leakage": "LE"},
    targets=("LE",),
)  # fmt: skip
