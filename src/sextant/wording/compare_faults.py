"""What is said when an activity cannot be compared: a sentence a code, in both languages."""

from __future__ import annotations

from sextant.comparison.activity import Fault

FAULT_SENTENCES: dict[str, tuple[str, str]] = {
    "not_json": (
        "{where} is no JSON: it cannot be read from line {line}, column {column} on.",
        "{where} 不是 JSON：自第 {line} 行第 {column} 字起無法讀取。",
    ),
    "nested_too_deeply": (
        "{where}: values stand in values too deeply to be read; an activity has few levels.",
        "{where}：值之層次過深，無法讀取；活動僅有數層。",
    ),
    "not_an_object": (
        "{where}: found {found}; expected names with values in braces.",
        "{where}：見到 {found}；應為以大括號括住之名稱與值。",
    ),
    "key_unknown": (
        "{where}: {found} is not known; use one of {expected}.",
        "{where}：不認得 {found}；請用 {expected} 之一。",
    ),
    "key_missing": ("{where}: {expected} is missing; add it.", "{where}：缺少 {expected}；請補上。"),
    "key_twice": ("{found} is given twice; give it once.", "{found} 出現兩次；請只寫一次。"),
    "not_text": ("{where}: expected a text of at most 200 characters.", "{where}：應為至多 200 字元之文字。"),
    "not_yes_or_no": ("{where}: found {found}; expected true or false.", "{where}：見到 {found}；應為 true 或 false。"),
    "not_a_number": ("{where}: found {found}; expected a number.", "{where}：見到 {found}；應為數字。"),
    "number_too_long": (
        "{where}: the number has more than {most} characters; expected a shorter one.",
        "{where}：數字超過 {most} 個字元；應更短。",
    ),
    "not_whole": ("{where}: found {found}; expected a whole number.", "{where}：見到 {found}；應為整數。"),
    "out_of_range": (
        "{where}: found {found}; expected a number from {least} to {most}.",
        "{where}：見到 {found}；應為 {least} 至 {most} 之數字。",
    ),
    "rule_not_in_force": (
        "{rule} has no value on {found}; take the rules of a later day.",
        "{rule} 於 {found} 尚無值；請改用較晚之日的規則。",
    ),
    "no_years": ("years: expected a list of at least one calendar year.", "years：應為至少含一個曆年之清單。"),
    "too_many_years": (
        "years: found {found} calendar years; expected at most {expected}.",
        "years：見到 {found} 個曆年；至多 {expected} 個。",
    ),
    "years_not_in_a_row": (
        "years: {after} follows {before}; expected calendar years without a gap, the earliest first.",
        "years：{before} 之後為 {after}；曆年應連續且由早至晚。",
    ),
    "no_days": (
        "years: no day is covered; expected at least one covered day in some year.",
        "years：沒有任何涵蓋日；至少一年應有涵蓋日。",
    ),
    "emissions_without_days": (
        "{where}: {year} has no covered days and yet emissions; expected 0, or covered days.",
        "{where}：{year} 年沒有涵蓋日卻有排放量；應為 0，或填入涵蓋日數。",
    ),
    "opts_in_without_exemption": (
        "host: it opts in to the share for adaptation and has no exemption; expected a least developed country or a "
        "small island developing State (A6.4-PROC-AC-002 v03.0, paragraph 11(d)).",
        "host：選擇繳納調適收益分享者須本享有豁免；應為最不發達國家或小島嶼開發中國家"
        "（A6.4-PROC-AC-002 v03.0，第11(d)段）。",
    ),
    "too_many_decimals": (
        "{where}: found {found}; expected at most {most} decimals.",
        "{where}：見到 {found}；小數至多 {most} 位。",
    ),
    "assumption_unknown": (
        "assumptions: there is no assumption {found}; use one of {expected}.",
        "assumptions：沒有 {found} 此一假設；請用 {expected} 之一。",
    ),
    "not_a_choice": (
        "{where}: found {found}; expected one of {expected}.",
        "{where}：見到 {found}；應為 {expected} 之一。",
    ),
    "mechanism_unknown": (
        "credited: there is no mechanism {found}; use one of {expected}.",
        "credited：沒有 {found} 此一機制；請用 {expected} 之一。",
    ),
    "rule_unknown": (
        "rules: there is no rule {found}; `sextant rules list` shows their paths.",
        "rules：沒有 {found} 此一規則；路徑請見 `sextant rules list`。",
    ),
    "rule_not_replaceable": (
        "rules: {rule} cannot be replaced by {found}; expected a rule that is one number or one of a list of words.",
        "rules：{rule} 不得替換為 {found}；僅能替換值為單一數字或數個用詞之一的規則。",
    ),
    "rule_not_a_number": (
        "rules: {rule} cannot be {found}; expected a number.",
        "rules：{rule} 不得為 {found}；應為數字。",
    ),
    "rule_not_whole": (
        "rules: {rule} cannot be {found}; expected a whole number.",
        "rules：{rule} 不得為 {found}；應為整數。",
    ),
    "rule_not_a_choice": (
        "rules: {rule} cannot be {found}; expected one of {expected}.",
        "rules：{rule} 不得為 {found}；應為 {expected} 之一。",
    ),
    "rule_out_of_range": (
        "rules: {rule} cannot be {found}; expected a number from {least} to {most}.",
        "rules：{rule} 不得為 {found}；應為 {least} 至 {most} 之數字。",
    ),
    "rule_malformed": (
        "rules: found {found}; expected the path of a rule, an equals sign and a value.",
        "rules：見到 {found}；應為規則路徑、等號與值。",
    ),
    "example_unknown": (
        "There is no example {found}; use one of {expected}.",
        "沒有 {found} 此一範例；請用 {expected} 之一。",
    ),
    "file_absent": ("{where} is not there; name a file with an activity.", "找不到 {where}；請指明載有活動之檔案。"),
    "file_unreadable": (
        "{where} cannot be read; name a file that you may read.",
        "無法讀取 {where}；請指明得讀取之檔案。",
    ),
    "file_not_text": (
        "{where} is no text in UTF-8: byte {found} cannot be read; save it as UTF-8.",
        "{where} 不是 UTF-8 文字：位元組 {found} 無法讀取；請存為 UTF-8。",
    ),
    "file_too_large": (
        "{where} has more than {most} characters; an activity is shorter.",
        "{where} 超過 {most} 個字元；活動檔案應更短。",
    ),
}


def fault_sentence(fault: Fault, language: str = "en") -> str:
    """Return the one sentence that tells what is wrong."""
    english, chinese = FAULT_SENTENCES[fault.code]
    about = {name: _plain(value) for name, value in fault.about.items()}
    if about.get("where") == "":
        about["where"] = "檔案" if language == "zh-Hant" else "the file"
    return (chinese if language == "zh-Hant" else english).format(**about)


def _plain(value: object) -> str:
    return "".join(each if each.isprintable() else "�" for each in str(value))
