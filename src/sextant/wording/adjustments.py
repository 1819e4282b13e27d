"""What is said of corresponding adjustments: help, notes, and inputs that cannot be read, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from sextant.wording.command_line import CHINESE, language

_SAID: Mapping[str, tuple[str, str]] = {
    "adjust": (
        "Compute the corresponding adjustments and the emissions balance of a Party over an NDC period.",
        "計算締約方於一個國家自定貢獻期間之相應調整與排放餘額。",
    ),
    "inputs": ("File with the inputs (JSON).", "輸入資料檔（JSON）。"),
    "database": (
        "Take the events from this registry instead of the file (database URL).",
        "事件取自此登記簿而非檔案（資料庫網址）。",
    ),
    "events_twice": (
        "{file} gives events, and --database would take them from a registry; leave one of them out.",
        "{file} 已載事件，而 --database 亦將自登記簿讀取；請擇一。",
    ),
    "file_unreadable": ("{file} cannot be read: {reason}.", "無法讀取 {file}：{reason}。"),
    "not_json": (
        "{file} is not JSON: line {line}, column {column}. Expected one object.",
        "{file} 不是 JSON：第 {line} 行第 {column} 字。應為一個物件。",
    ),
    "field": (
        "{file}: {field}: found {found}; expected {expected}.",
        "{file}：{field}：現為 {found}；應為 {expected}。",
    ),
    "head": (
        "{party}, {first}–{last}, {method}, {metric}",
        "{party}，{first}–{last}，{method}，{metric}",
    ),
    "columns": (
        "Year; emissions; first transferred; used; adjustment; cumulative; average; balance",
        "年度；排放量；首次轉讓；使用；調整；累計；平均；餘額",
    ),
    "unknown": ("unknown", "不詳"),
    "target_met": (
        "Target of {year}: {balance} against {limit}: met.",
        "{year} 年目標：{balance}，上限 {limit}：達成。",
    ),
    "target_missed": (
        "Target of {year}: {balance} against {limit}: not met.",
        "{year} 年目標：{balance}，上限 {limit}：未達成。",
    ),
    "target_unknown": (
        "Target of {year}: unknown, because an inventory is missing.",
        "{year} 年目標：不詳，因缺清冊。",
    ),
}
_METHODS = {
    "trajectory": ("single-year target with trajectory or budget", "單一年目標，採軌跡或預算"),
    "averaging": ("single-year target, averaging", "單一年目標，採平均"),
    "multi_year": ("multi-year target", "多年目標"),
}
_NOTES = {
    "inventory_missing": (
        "No inventory for {years}: what rests on it is unknown.",
        "{years} 無清冊：據以計算者均屬不詳。",
    ),
    "average_as_of": (
        "Averages end with {years}, the last year with an inventory; earlier years are restated with it.",
        "平均計至 {years}，即最近有清冊之年；較早年度據以重列。",
    ),
    "late_first_transfer": (
        "{quantity} of vintage {years} were first transferred later; they adjust that year.",
        "{years} 年產生之 {quantity} 於其後首次轉讓；調整計入該年。",
    ),
    "signs_reversed": (
        "The metric is no greenhouse gas: first transfers are subtracted from the indicator, uses added (paragraph 9).",
        "計量非溫室氣體：首次轉讓自指標扣除，使用則加計（第9段）。",
    ),
    "target_at_least": (
        "An indicator in this metric meets its target when it reaches it.",
        "此計量之指標達到或高於目標值即為達成。",
    ),
}
_WHY = {
    "vintage_before_2021": (
        "mitigation before 2021 is no ITMO (paragraph 1(e))",
        "2021 年前之減緩不得為國際轉讓減緩成果（第1(e)段）",
    ),
    "vintage_outside_period": ("it adjusts another NDC period", "應調整另一國家自定貢獻期間"),
    "use_year_missing": ("the year for which it is used is not stated", "未載明使用於何年度"),
    "use_year_outside_period": ("it is used for a year of another NDC period", "使用於另一國家自定貢獻期間之年度"),
    "vintage_of_another_period": (
        "its vintage lies in another NDC period than its use (paragraph 8(b))",
        "產生年份與使用年度不在同一國家自定貢獻期間（第8(b)段）",
    ),
}


def say(name: str, **facts: object) -> str:
    """Return a sentence in the language of the command line."""
    return _SAID[name][language() == CHINESE].format(**facts)


def method_word(method: str) -> str:
    """Return the name of a method in the language of the command line."""
    return method_said(method, language())


def method_said(method: str, spoken: str) -> str:
    """Return the name of a method in a language."""
    return _METHODS[method][spoken == CHINESE]


def note_sentence(note: str, years: str, quantity: str) -> str:
    """Return what a note says in the language of the command line."""
    return note_said(note, years, quantity, language())


def note_said(note: str, years: str, quantity: str, spoken: str) -> str:
    """Return what a note says in a language."""
    return _NOTES[note][spoken == CHINESE].format(years=years, quantity=quantity)


def why_phrase(why: str) -> str:
    """Return why an event has no place in the balance, in the language of the command line."""
    return why_said(why, language())


def why_said(why: str, spoken: str) -> str:
    """Return why an event has no place in the balance, in a language."""
    return _WHY[why][spoken == CHINESE]
