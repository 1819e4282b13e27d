"""What the command line says of dated lists of Parties, in both languages."""

from __future__ import annotations

PARTY_LIST_SAYINGS: dict[str, tuple[str, str]] = {
    "rules_parties": (
        "Show who is on a dated list of Parties on a day, such as that of least developed countries.",
        "顯示某日何者列於有日期之締約方清單，如最不發達國家清單。",
    ),
    "rules_party_list": (
        "Name of the list: least_developed or small_island.",
        "清單名稱：least_developed 或 small_island。",
    ),
    "rules_no_party_list": (
        "There is no list of Parties {found!r}; expected one of {expected}.",
        "沒有締約方清單 {found!r}；應為下列之一：{expected}。",
    ),
    "rules_party_list_before": (
        "Who was on the list {name} on {on} is not known; it is known from {first} on.",
        "{on} 何者列於清單 {name} 尚屬未知；該清單自 {first} 起始有資料。",
    ),
    "rules_party_list_on": ("{label} on {on}: {count}", "{on} 之{label}：{count}"),
    "rules_party_list_changes": ("Changes:", "變動："),
    "rules_party_list_unverified": (", not verified", "，未經查證"),
    "rules_party_joined": ("{on}: {party} is on the list.", "{on}：{party} 列入清單。"),
    "rules_party_left": ("{on}: {party} is on it no longer.", "{on}：{party} 自清單除名。"),
}
