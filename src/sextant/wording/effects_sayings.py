"""What the command line says of a change of an authorization in mid-life, in both languages."""

from __future__ import annotations

EFFECTS_SAYINGS: dict[str, tuple[str, str]] = {
    "letter_effects": (
        "What the version in force means: who must be told, what stops, what stands; of everybody or of one Party.",
        "現行版本之效果：應通知何人、何者停止、何者維持；就全體或就某締約方。",
    ),
    "effects_party": ("Only what this Party sees, as alpha-2.", "僅列該締約方所見，以 alpha-2 表示。"),
    "effects_on": ("The day asked for; today where none is given.", "查詢之日；未指定者為今日。"),
    "effects_day_wrong": ("{found} is no day; write it as 2026-11-25.", "{found} 並非日期；請寫為 2026-11-25。"),
    "effects_unknown": (
        "No version of the authorization {key} was recorded; write the key as PARTY:REFERENCE.",
        "授權 {key} 尚未記錄任何一版；請以 PARTY:REFERENCE 書寫。",
    ),
    "effects_head": (
        "{authorization}, version {version}, on {on}: {standing}",
        "{authorization} 第{version}版，{on}：{standing}",
    ),
    "effects_sums": (
        "Units that stop: {stops}; of the quantity never first transferred: {left}; units that stand: {stands}; "
        "used or cancelled: {ended}",
        "停止之單位：{stops}；授權數量中未首次轉讓者：{left}；維持之單位：{stands}；已使用或取消：{ended}",
    ),
    "effects_told": ("To be told: {who} ({why})", "應通知：{who}（{why}）"),
    "effects_units": (
        "{prefix} {first} to {last}, vintage {vintage}, in {account}, bound to version {version}: {outcome}",
        "{prefix} {first} 至 {last}，產生年份 {vintage}，於 {account}，受第{version}版拘束：{outcome}",
    ),
}

EFFECTS_WORDS: dict[str, tuple[str, str]] = {
    "stands": ("stands", "維持"),
    "stops": ("stops", "停止"),
    "ended": ("used or cancelled", "已使用或取消"),
    "no_limit": ("no limit", "無上限"),
    "authorized_party": ("a Party that is authorized", "經授權之締約方"),
    "authorized_entity": ("an entity that is authorized", "經授權之實體"),
    "registry": ("a registry of these units", "該單位之登記簿"),
    "holds_units": ("holds units", "持有單位"),
    "used_units": ("used or cancelled units", "已使用或取消單位"),
    "platform": ("keeps the platform", "維運平台"),
    "not_yet": ("not in force yet", "尚未生效"),
    "valid": ("valid", "有效"),
    "amended": ("amended", "已修正"),
    "suspended": ("suspended", "已中止"),
    "revoked": ("revoked", "已撤銷"),
    "exhausted": ("exhausted", "已用罄"),
    "expired": ("expired", "已屆期"),
}
