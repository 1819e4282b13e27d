"""Reports of the synthetic Parties: an initial report of Alidade with an item held back and one missing, and regular
information of Vernier. Nothing in them is of any country."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sextant.application.commands.state_for_party import record_statement
from sextant.application.party_statements import PartyStatements, StatementKind
from sextant.application.ports import Clock

_BUSINESS = {"en": "Commercial confidentiality of the operator", "zh-Hant": "營運者之商業機密"}


def _text(english: str, chinese: str) -> dict[str, Any]:
    return {"text": {"en": f"{english} (synthetic)", "zh-Hant": f"{chinese}（模擬）"}}


_ON_APPROACH: Mapping[str, dict[str, Any]] = {
    "B": _text("Authorized emission reductions of landfill and nitric acid plants", "掩埋場與硝酸廠之經授權減量"),
    "D": _text("About 70,000 t CO₂ eq a year from 2025 to 2030", "2025 至 2030 年每年約 70,000 公噸二氧化碳當量"),
    "G.1": _text("Every first transfer is adjusted in its vintage year", "每次首次轉讓均於其產生年份調整"),
    "G.2": _text("Baselines are those of the adopted methodologies", "基線採已通過之方法學"),
    "G.3": _text("No activity stores carbon", "無碳儲存活動"),
    "H.1": _text("Each activity is assessed with the sustainable development tool", "各活動均以永續發展工具評估"),
    "H.2": _text("Consultations are public and answered", "諮商公開並予回應"),
    "H.3": _text("Waste and industry are priorities of the national plan", "廢棄物與工業為國家計畫之優先事項"),
    "H.4": _text("The limits of the mechanism are enforced by its registry", "機制之限制由其登記簿執行"),
    "H.5": {"text": {"en": "The price per unit holds a part for adaptation, which the contract states (synthetic)"},
            "basis": _BUSINESS},
}  # fmt: skip

INITIAL: Mapping[str, Any] = {
    "party": "XA",
    "report": "initial",
    "approaches": ["CA0001"],
    "synthetic": True,
    "items": {
        "I.A": _text("Ratified in 2016", "2016 年批准"),
        "I.B": _text("The contribution to 2030 was communicated in 2021", "2021 年通報至 2030 年之貢獻"),
        "I.C": _text("The law on carbon cooperation names the body that authorizes", "碳合作法指定授權機關"),
        "I.D": _text("Units are tracked in this registry by serial number", "單位於本登記簿依序號追蹤"),
        "I.E": _text("The inventory report was provided in April 2026", "清冊報告於 2026年4月提交"),
        "I.F": _text("Revenue pays for measures beyond the contribution", "收入用於貢獻以外之措施"),
        "II.C": _text("No base year: the targets are absolute", "無基準年：目標為絕對值"),
        "II.E": _text("All sectors and gases of the inventory", "清冊之全部部門與氣體"),
        "II.F": _text("The Party intends to authorize outcomes for other Parties", "擬授權成果供其他締約方使用"),
        "II.G": {"not_applicable": {"en": "First report", "zh-Hant": "首次報告"}},
        "III.E": {"not_applicable": {"en": "The contribution is quantified", "zh-Hant": "貢獻已量化"}},
        **{f"IV.{name}@CA0001": said for name, said in _ON_APPROACH.items()},
    },
}

REGULAR: Mapping[str, Any] = {
    "party": "XV",
    "report": "regular",
    "approaches": ["CA0001"],
    "synthetic": True,
    "items": {
        "I.A": _text("Ratified in 2017", "2017 年批准"),
        "IV": _text("Uses are subtracted once, in the year they are used for", "使用僅於所用年度扣減一次"),
        "V": _text("Used units stand in a final account", "已使用之單位置於終局帳戶"),
    },
}


def build_reports(statements: PartyStatements, clock: Clock) -> None:
    """Put the reports on record; what is there already stays as it is."""
    for body in (INITIAL, REGULAR):
        kept = [each.subject for each in statements.of(body["party"], StatementKind.REPORT)]
        if body["report"] not in kept:
            text = json.dumps(body, ensure_ascii=False)
            record_statement(statements, body["party"], StatementKind.REPORT, body["report"], text, clock.now())
