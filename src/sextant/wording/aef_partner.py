"""What is said of two reports side by side: of two Parties about the same transfers, and of two versions of one."""

from __future__ import annotations

from typing import Any

from sextant.wording.command_line import CHINESE, language

SAYINGS: dict[str, tuple[str, str]] = {
    "reconcile": (
        "Compare your reports with a partner's, block range by block range, and propose the acquisitions that are "
        "missing; exits 1 where something differs. Nothing is posted.",
        "逐區段比對本方與夥伴之報告，並就缺漏者提出取得紀錄之建議；有差異者以 1 結束。不作任何登錄。",
    ),
    "ours": ("Workbooks of one Party: ours.", "本方締約方之活頁簿。"),
    "partner": (
        "A workbook of the partner; may be repeated. Files among ours that are of its Party count as the partner's.",
        "夥伴之活頁簿，可重複指定；列於本方而屬同一締約方者視為夥伴之檔案。",
    ),
    "diff": (
        "Tell row by row what a later version of a report says otherwise; exits 1 where something differs.",
        "逐列說明較新版本之報告有何不同；有差異者以 1 結束。",
    ),
    "old": ("The earlier version (workbook).", "較早之版本（活頁簿）。"),
    "new": ("The later version (workbook).", "較新之版本（活頁簿）。"),
}

SENTENCES: dict[str, tuple[str, str]] = {
    "reports_of_several": (
        "The reports on one side are of {found}; expected reports of one Party.",
        "同一方之報告屬於 {found}；應屬同一締約方。",
    ),
    "same_party": (
        "Both sides are reports of {found}; expected reports of two Parties.",
        "雙方報告均屬於 {found}；應屬兩個締約方。",
    ),
    "unnamed": (
        "{file} does not say its Party or its reported year; expected both in table 1.",
        "{file} 未載締約方或報告年度；表 1 應載明兩者。",
    ),
    "not_versions": (
        "{old} is of {found} and {new} of {expected}; expected two versions of one report.",
        "{old} 屬於 {found}，{new} 屬於 {expected}；應為同一報告之兩個版本。",
    ),
    "agreed": ("Both report the same.", "雙方所報相同。"),
    "differs": (
        "Both report these units, and differ in {columns}; agree on what is right.",
        "雙方均申報此等單位，惟 {columns} 不同；請協商何者正確。",
    ),
    "not_acquired": (
        "{giver} reports the transfer, and {taker} reports no acquisition for {year}.",
        "{giver} 已申報轉讓，{taker} 於 {year} 年未申報取得。",
    ),
    "not_transferred": (
        "{taker} reports the acquisition, and {giver} reports no transfer for {year}; one of them corrects its report.",
        "{taker} 已申報取得，{giver} 於 {year} 年未申報轉讓；應由一方更正報告。",
    ),
    "twice": (
        "One side reports this more often than the other; the row that is one too many goes.",
        "一方申報之次數多於他方；請刪除多出之列。",
    ),
    "another_party": (
        "The other side reports these units as passing to or from a third Party; agree on what is right.",
        "他方申報此等單位係與第三締約方轉讓；請協商何者正確。",
    ),
    "year_end": (
        "The other leg may stand in the report of the next year, which was not given.",
        "相對之紀錄可能載於次年報告，惟未提供該報告。",
    ),
    "unverifiable": (
        "The report of the other side for this year was not given, so nothing can be said.",
        "未提供他方該年度之報告，故無從判斷。",
    ),
    "not_compared": (
        "{file}, row {row}: units, day or kind cannot be read, so the row was not compared.",
        "{file} 第{row}列：單位、日期或類型無法辨識，故未比對。",
    ),
    "left_out": (
        "{file} is a copy or has been replaced by a later version and was left out.",
        "{file} 為副本或已由較新版本取代，故不列入。",
    ),
    "proposed": (
        "Proposed: an acquisition of {quantity:,} on {day}; nothing was posted.",
        "建議：於 {day} 取得 {quantity:,}；未作任何登錄。",
    ),
    "summary": (
        "{agreed} ranges agree, {differing} differ, {open} cannot be verified yet; {unread} rows were not compared.",
        "{agreed} 個區段相符，{differing} 個不同，{open} 個尚無法查證；{unread} 列未比對。",
    ),
    "changed": ("{sheet}, row {row}: {fields}.", "{sheet} 第{row}列：{fields}。"),
    "heading_changed": ("{sheet}: {fields}.", "{sheet}：{fields}。"),
    "added": ("{sheet}, row {row}: added ({what}).", "{sheet} 第{row}列：新增（{what}）。"),
    "removed": (
        "{sheet}, row {row} of the earlier version: removed ({what}).",
        "{sheet} 較早版本第{row}列：刪除（{what}）。",
    ),
    "revision": (
        "Version {old} to {new}: {changed} rows changed, {added} added, {removed} removed.",
        "版本 {old} 至 {new}：變更 {changed} 列，新增 {added} 列，刪除 {removed} 列。",
    ),
}

WHO: dict[str, tuple[str, str]] = {
    "nobody": ("nobody", "無須處理"),
    "ours": ("we act", "由本方處理"),
    "theirs": ("the partner acts", "由夥伴處理"),
    "both": ("both act", "由雙方處理"),
}
_FIELD = ("{column} was {old}, is {new}", "{column} 原為 {old}，現為 {new}")
_BLANK = ("blank", "空白")


def say(key: str, /, **facts: object) -> str:
    """Return a saying or sentence in the language of the command line."""
    return said(key, language(), **facts)


def said(key: str, chosen: str, /, **facts: object) -> str:
    """Return a saying or sentence in a language."""
    text = (SAYINGS.get(key) or SENTENCES[key])[chosen == CHINESE]
    return text.format(**facts) if facts else text


def who_word(code: str) -> str:
    """Return who acts, in words."""
    return who_acts_said(code, language())


def who_acts_said(code: str, chosen: str) -> str:
    """Return who acts, in words of a language."""
    return WHO[code][chosen == CHINESE]


def field_words(column: str, old: Any, new: Any) -> str:
    """Return what a column said and says."""
    at = language() == CHINESE
    return _FIELD[at].format(column=column, old=_shown(old), new=_shown(new))


def _shown(value: Any) -> str:
    if value is None or value == []:
        return _BLANK[language() == CHINESE]
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
