"""Reports of the synthetic Parties: an initial report of Alidade with an item held back, and regular information of
Vernier. Both are complete; the first version of the initial report was not, as its review found. Nothing in them is of
any country."""

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
    "A": _text("The authorizations stand in this registry, each with its version", "授權載於本登記簿，各附版次"),
    "B": _text("Authorized emission reductions of landfill and nitric acid plants", "掩埋場與硝酸廠之經授權減量"),
    "C": _text("From 1 January 2025 to 31 December 2030", "2025年1月1日至 2030年12月31日"),
    "D": _text("About 70,000 t CO₂ eq a year from 2025 to 2030", "2025 至 2030 年每年約 70,000 公噸二氧化碳當量"),
    "E": _text("Alidade as host; Vernier may acquire", "照準國為東道締約方；游標國得取得"),
    "F": _text("Each account holder that the authorizations name", "授權所列之各帳戶持有人"),
    "G.1": _text("Every first transfer is adjusted in its vintage year", "每次首次轉讓均於其產生年份調整"),
    "G.2": _text("Baselines are those of the adopted methodologies", "基線採已通過之方法學"),
    "G.3": _text("No activity stores carbon", "無碳儲存活動"),
    "H.1": _text("Each activity is assessed with the sustainable development tool", "各活動均以永續發展工具評估"),
    "H.2": _text("Consultations are public and answered", "諮商公開並予回應"),
    "H.3": _text("Waste and industry are priorities of the national plan", "廢棄物與工業為國家計畫之優先事項"),
    "H.4": _text("The limits of the mechanism are enforced by its registry", "機制之限制由其登記簿執行"),
    "H.5": {"text": {"en": "The price per unit holds a part for adaptation, which the contract states (synthetic)"},
            "basis": _BUSINESS},
    "H.6": _text("Two per cent of each issuance is cancelled for it", "每次核發之百分之二為此取消"),
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

_LACKING_AT_FIRST = ("IV.C@CA0001", "IV.H.6@CA0001")
REVIEWED: Mapping[str, Any] = {
    **INITIAL,
    "items": {name: said for name, said in INITIAL["items"].items() if name not in _LACKING_AT_FIRST},
}
"""The first version of the initial report, which the review found without the duration of the approach."""

_REGULAR_ON_APPROACH: Mapping[str, dict[str, Any]] = {
    "A": _text("Acquired outcomes close the gap to the target of 2030", "取得之成果用以補足 2030 年目標之差距"),
    "B.1": _text("What is used was first transferred and adjusted by its host", "所用成果均經東道締約方首次轉讓並調整"),
    "B.2": _text("Only outcomes below business as usual are acquired", "僅取得基線低於一切照舊情境之成果"),
    "B.3": _text("No activity stores carbon", "無碳儲存活動"),
    "C": _text("Measured by the methodologies, warming potentials of AR5", "依方法學量測，暖化潛勢採 AR5"),
    "E": {"not_applicable": {"en": "No outcome is a co-benefit", "zh-Hant": "無共效益成果"}},
    "F": _text("The assessments of the host are read before each purchase", "每次購買前審閱東道締約方之評估"),
    "G": _text("Complaints are open to everyone concerned", "申訴對所有關係人開放"),
    "H": _text("Each purchase names the objectives that it serves", "每次購買載明所服務之目標"),
    "I": _text("At most a tenth of the target is met with acquired outcomes", "至多以取得之成果達成目標之十分之一"),
    "J": _text("A part of each purchase goes to the Adaptation Fund", "每次購買之一部分歸適應基金"),
    "K": _text("Outcomes cancelled for it are counted towards no target", "為此取消之成果不計入任何目標"),
}  # fmt: skip

REGULAR: Mapping[str, Any] = {
    "party": "XV",
    "report": "regular",
    "approaches": ["CA0001"],
    "synthetic": True,
    "items": {
        "I.A": _text("Ratified in 2017", "2017 年批准"),
        "I.B": _text("The contribution to 2030 was communicated in 2020", "2020 年通報至 2030 年之貢獻"),
        "I.C": _text("The climate act names the body that authorizes use", "氣候法指定授權使用之機關"),
        "I.D": _text("Acquired units are tracked in this registry by serial number", "取得之單位於本登記簿依序號追蹤"),
        "I.E": _text("The inventory report was provided in April 2026", "清冊報告於 2026年4月提交"),
        "I.F": _text("Measures at home come first; acquired outcomes add to them", "國內措施為先，取得之成果為補充"),
        "II": _text("No change since the initial report", "初始報告後無變更"),
        "III": _text("The Party uses and authorizes no export", "本締約方僅使用，未授權輸出"),
        "IV": _text("Uses are subtracted once, in the year they are used for", "使用僅於所用年度扣減一次"),
        "V": _text("Used units stand in a final account", "已使用之單位置於終局帳戶"),
        **{f"VI.{name}@CA0001": said for name, said in _REGULAR_ON_APPROACH.items()},
    },
}


def build_reports(statements: PartyStatements, clock: Clock) -> None:
    """Put the reports on record; what is there already stays as it is."""
    for versions in ((REVIEWED, INITIAL), (REGULAR,)):
        kept = [each.subject for each in statements.of(versions[0]["party"], StatementKind.REPORT)]
        if versions[0]["report"] not in kept:
            for body in versions:
                text = json.dumps(body, ensure_ascii=False)
                record_statement(statements, body["party"], StatementKind.REPORT, body["report"], text, clock.now())
