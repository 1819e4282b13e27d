"""The words for codes of the software: kinds of entries, acts, states. One word a code, the same on every page.

The code is what programs read (CSV, JSON, addresses); the word is what people read. Terms follow docs/terms.md.
What a rulebook names by code it labels itself (`rules/words.py`).
"""

from __future__ import annotations

from sextant.wording.cooperation_words import WORDS_OF_COOPERATION
from sextant.wording.words_of_comparison import COMPARISON_WORDS
from sextant.wording.words_of_passage import PASSAGE_WORDS
from sextant.wording.words_of_reports import WORDS_OF_REPORTS
from sextant.wording.words_of_rules import WORDS_OF_RULES

CHINESE = "zh-Hant"

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "kind": {
        "issue": ("Issuance", "核發"),
        "record_issuance": ("Issuance", "核發"),
        "transfer": ("Transfer", "轉讓"),
        "cancel": ("Cancellation", "取消"),
        "retirement": ("Retirement", "註銷"),
        "administrative_cancellation": ("Administrative cancellation", "行政取消"),
        "mark_first_transfer": ("First transfer", "首次轉讓"),
        "place_hold": ("Hold placed", "保留"),
        "release_hold": ("Hold released", "解除保留"),
        "change_terms": ("Change of terms", "變更授權條件"),
        "correct": ("Correction", "更正"),
    },
    "act": {
        "issuance": ("issuance", "核發"),
        "levy": ("levy", "提撥"),
        "transfer": ("transfer", "轉讓"),
        "cancellation": ("cancellation", "取消"),
        "retirement": ("retirement", "註銷"),
        "administrative_cancellation": ("administrative cancellation", "行政取消"),
    },
    "standing": {
        "in_account": ("in an account", "在帳戶中"),
        "held": ("held for a case", "保留中"),
        "cancelled": ("cancelled", "已取消"),
        "retired": ("retired", "已註銷"),
    },
    "account_state": {
        "open": ("open", "使用中"),
        "suspended": ("suspended", "已暫停"),
        "terminated": ("terminated", "已終止"),
    },
    "status": {
        "registered": ("Registered", "已註冊"),
        "rejected": ("Rejected", "已駁回"),
        "withdrawn": ("Withdrawn", "已撤回"),
        "undated": ("Listed without a date", "列名而無日期"),
        "requested": ("Registration requested", "已申請註冊"),
        "validated": ("Validated", "已審定"),
        "not_begun": ("Nothing by this day", "至該日尚無紀錄"),
        "not_public": ("Not public yet", "尚未公開"),
    },
    "kind_of_value": {
        "whole_number": ("whole number", "整數"),
        "day": ("day", "日期"),
        "year": ("year from 1900 on", "1900 年以後之年份"),
        "name": ("name", "名稱"),
        "decimal": ("decimal number", "十進位數"),
        "UUID": ("UUID", "UUID"),
    },
    "authorization_state": {
        "in_force": ("in force", "有效"),
        "not_yet": ("not in force yet", "尚未生效"),
        "suspended": ("suspended", "已暫停"),
        "revoked": ("revoked", "已撤銷"),
    },
    "authorization_standing": {
        "not_yet": ("not in force yet", "尚未生效"),
        "valid": ("valid", "有效"),
        "amended": ("amended", "已修正"),
        "suspended": ("suspended", "已暫停"),
        "revoked": ("revoked", "已撤銷"),
        "exhausted": ("exhausted", "額度已用盡"),
        "expired": ("expired", "已失效"),
    },
    "language": {
        "en": ("English", "英文"),
        "zh-Hant": ("Traditional Chinese", "繁體中文"),
    },
    "first_transfer_event": {
        "authorization": ("the authorization", "授權"),
        "issuance": ("the issuance", "核發"),
        "use_or_cancellation": ("the use or cancellation", "使用或取消"),
    },
    "clause": {
        "cooperative_approach": ("Cooperative approach", "合作方式"),
        "uses": ("Uses", "用途"),
        "first_transfer": ("First transferred with", "首次轉讓之事件"),
        "purposes_named": ("Purposes named", "列名之目的"),
        "parties": ("Parties that may acquire and use", "得取得並使用之締約方"),
        "entities": ("Entities that may hold and use", "得持有並使用之實體"),
        "quantity": ("Quantity", "數量"),
        "mitigation": ("When mitigation may take place", "減緩得發生之期間"),
        "use": ("When units may be used or cancelled", "單位得使用或取消之期間"),
        "sectors": ("Sectors", "部門"),
        "activity_types": ("Activity types", "活動類型"),
        "metric": ("Metric", "計量單位"),
        "non_ghg_metric": ("Other metric", "其他計量單位"),
        "gwp": ("Global warming potentials", "全球暖化潛勢"),
        "registries": ("Registries", "登記簿"),
        "underlying_registries": ("Registries that issue the units behind", "核發所代表單位之登記簿"),
        "issue_until": ("Last day of issuance", "最後核發日"),
        "methodologies": ("Methodologies", "方法學"),
        "terms": ("Terms and conditions", "條款與條件"),
        "foresees_changes": ("Changes after first transfer", "首次轉讓後之變更"),
        "state": ("State", "狀態"),
        "document": ("Signed original named", "列名之簽署正本"),
    },
    "changed": {
        "issued": ("issued", "核發"),
        "account": ("account", "帳戶"),
        "terms": ("terms", "授權條件"),
        "first_transfer": ("first transfer", "首次轉讓"),
        "hold": ("hold", "保留"),
    },
    "account_name": {
        "trader": ("trader", "交易者"),
        "ndc-2030": ("use towards the NDC to 2030", "用於 2030 年國家自定貢獻"),
    },
    **WORDS_OF_REPORTS,
    **WORDS_OF_RULES,
    **WORDS_OF_COOPERATION,
    **COMPARISON_WORDS,
    **PASSAGE_WORDS,
}


def word(group: str, code: str, language: str = "en") -> str:
    """Return the word for a code of a group; the code itself where there is none."""
    english, chinese = WORDS[group].get(code, (code, code))
    return chinese if language == CHINESE else english
