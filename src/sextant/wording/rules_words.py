"""The words around the rules on their pages, in both languages."""

from __future__ import annotations

from datetime import date

from sextant.domain.source import Source
from sextant.wording.citation import citation

CHINESE = "zh-Hant"
PAPER_KNEW = date(2025, 10, 10)
"""The end of the latest meeting that the founding paper cites."""

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "index": "Rules",
        "index_text": (
            "Every number, date and table that a text states is data, with the day from which it applies and the\n"
            "paragraph that says so. These pages are written from the data by `python -m sextant.wording.rules_page`.\n"
            "A rule is changed by adding a value under the old one; `sextant rules check FOLDER` says what is wrong."
        ),
        "counts": "{parameters} parameters, {levies} levies",
        "documents": "Documents, their versions, and what the founding paper cites",
        "paragraphs": "Which data or code implements a paragraph",
        "unverified": "Values not verified against the official text",
        "rules_of": "Rules: {name}",
        "written": "This page is written by `python -m sextant.wording.rules_page`.",
        "head": "| Path | What | From and value | Read at | Source |",
        "levies": "Levies",
        "levy_head": "| Levy | What | How | Not due when | Source |",
        "exemptions": "Exemptions",
        "exemption_head": "| Exemption | When any of | Unless any of | From | Source |",
        "accounts": "Account types",
        "account_head": "| Type | What | Admits | Final | Source |",
        "acts": "Transactions",
        "act_head": "| Transaction | From and to | Classes | By | First transfer | Applies from, and source |",
        "classes": "Unit classes and their marks",
        "class_head": "| Class and mark | What | Source |",
        "kind_share": "share",
        "kind_tariff": "price a unit",
        "kind_amount": "sum",
        "cumulative_over": "added up over",
        "span_calendar_year": "the calendar year",
        "none_below": "none below",
        "cap": "at most",
        "credited_against": "an advance on",
        "part_of": "part of",
        "kept_at_most": "kept when it ends early",
        "settled_above": "a difference is settled above",
        "first_transfer_none": "none",
        "first_transfer_always": "yes, of authorized units",
        "first_transfer_other_authorizing_party": "when the account is of another authorizing Party",
        "first_transfer_host_definition": "where the host Party so defines it",
        "first_transfer_by_authorization": "where the authorization makes it one",
        "outside": "outside the registry",
        "all": "all",
        "yes": "yes",
        "no": "no",
        "none": "none any more:",
        "paper": "What the founding paper cites",
        "paper_text": (
            "The version of then is the one in force, or else at hand, on {day}, the end of the latest meeting that\n"
            "the paper cites."
        ),
        "paper_head": "| Document | Cited as | Version cited | Version then | Right text | Remark |",
        "register": "The register",
        "register_head": "| Document | Version | Dated, adopted | In force from | Mark |",
        "annex": "annex {number}",
        "no_versions": "without versions",
        "unknown": "unknown",
        "read": "read for these rules",
        "not_verified": "not verified",
        "paragraphs_text": ("Data names the rule and its file; code names the module whose text cites the paragraph."),
        "paragraph_head": "| Paragraph | Implemented by |",
        "unverified_text": (
            "These are known from documents that cite the text, from the press, or from memory. They are marked\n"
            "wherever they are shown, until somebody has read the text."
        ),
        "unverified_head": "| What | From | Source |",
    },
    CHINESE: {
        "index": "規則",
        "index_text": (
            "文件所載之每一數字、日期與表格均為資料，並附適用起日與所據段落。\n"
            "各頁由 `python -m sextant.wording.rules_page` 依資料產生。\n"
            "修改規則係於舊值之下新增一值；`sextant rules check FOLDER` 會指出錯誤。"
        ),
        "counts": "{parameters} 項參數，{levies} 項徵收",
        "documents": "文件、版本與奠基論文之引用",
        "paragraphs": "實作各段落之資料或程式",
        "unverified": "尚未與官方文件核對之數值",
        "rules_of": "規則：{name}",
        "written": "本頁由 `python -m sextant.wording.rules_page` 產生。",
        "head": "| 路徑 | 內容 | 起日與數值 | 適用時點 | 出處 |",
        "levies": "徵收",
        "levy_head": "| 徵收 | 內容 | 方式 | 免徵情形 | 出處 |",
        "exemptions": "豁免",
        "exemption_head": "| 豁免 | 符合任一 | 但有任一則否 | 起日 | 出處 |",
        "accounts": "帳戶類型",
        "account_head": "| 類型 | 內容 | 可存入 | 終局 | 出處 |",
        "acts": "交易",
        "act_head": "| 交易 | 由何至何 | 類別 | 行為人 | 首次轉讓 | 適用起日與出處 |",
        "classes": "單位類別與標記",
        "class_head": "| 類別與標記 | 內容 | 出處 |",
        "kind_share": "比率",
        "kind_tariff": "每單位單價",
        "kind_amount": "定額",
        "cumulative_over": "累計期間",
        "span_calendar_year": "曆年",
        "none_below": "低於此數免徵",
        "cap": "上限",
        "credited_against": "抵充",
        "part_of": "屬於",
        "kept_at_most": "提前終止時不退部分",
        "settled_above": "差額結算門檻",
        "first_transfer_none": "無",
        "first_transfer_always": "是（經授權單位）",
        "first_transfer_other_authorizing_party": "帳戶屬另一授權締約方時",
        "first_transfer_host_definition": "依東道締約方之定義",
        "first_transfer_by_authorization": "依授權所定",
        "outside": "登記簿之外",
        "all": "全部",
        "yes": "是",
        "no": "否",
        "none": "不再適用：",
        "paper": "奠基論文之引用",
        "paper_text": "當時版本以 {day} 有效者（無生效日者以當時最新者）為準，即論文所引最近一次會議之結束日。",
        "paper_head": "| 文件 | 引用方式 | 所引版本 | 當時版本 | 文件正確 | 說明 |",
        "register": "文件登錄",
        "register_head": "| 文件 | 版本 | 日期與通過 | 生效日 | 標記 |",
        "annex": "附件{number}",
        "no_versions": "無版本",
        "unknown": "不詳",
        "read": "據以訂定規則",
        "not_verified": "未核對",
        "paragraphs_text": "資料列出規則及其檔案；程式列出引用該段落之模組。",
        "paragraph_head": "| 段落 | 實作者 |",
        "unverified_text": (
            "下列內容係由引用該文件之其他文件、報導或記憶得知。在有人閱讀原文之前，凡顯示之處均予標示。"
        ),
        "unverified_head": "| 內容 | 起日 | 出處 |",
    },
}


def marked(source: Source, language: str) -> str:
    """Return a source as a page shows it: what was not verified says so."""
    said = citation(source, language)
    if source.verified:
        return said
    not_verified = WORDS[language]["not_verified"]
    return f"{said}（{not_verified}）" if language == CHINESE else f"{said} ({not_verified})"
