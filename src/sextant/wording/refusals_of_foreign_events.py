"""What Sextant says of events of other registries that it cannot take, in both languages."""

from __future__ import annotations

SENTENCES_OF_FOREIGN_EVENTS: dict[str, tuple[str, str]] = {
    "foreign_field_missing": (
        "The event {found} does not say {field}; an event of the kind {expected} needs it.",
        "事件 {found} 未載 {field}；「{expected}」類事件必須載明。",
    ),
    "foreign_field_wrong": (
        "The field {field} of the event is {found}; write it as {expected}.",
        "事件欄位 {field} 為 {found}；應寫為 {expected}。",
    ),
    "foreign_units_unknown": (
        "Not all units of {found} were told as issued by {expected}; their issuance comes first.",
        "{found} 之單位未全數登錄為 {expected} 所核發；應先登錄核發。",
    ),
    "foreign_units_not_free": (
        "Units of {found} are locked or cancelled already, or are not those of {expected}.",
        "{found} 之單位已鎖定或取消，或非屬 {expected}。",
    ),
    "foreign_units_not_authorized": (
        "Units of {found} ({expected}) are no ITMOs: no authorization was recorded for them, and a label is none.",
        "{expected} 之單位 {found} 並非 ITMO：未登錄任何授權，而標籤並非授權。",
    ),
    "foreign_vintage_too_early": (
        "Mitigation of {found} cannot become ITMOs; the first year is {expected}.",
        "{found} 年之減緩不得成為 ITMO；最早為 {expected} 年。",
    ),
    "foreign_not_verified": (
        "The units were not verified by {expected} (verified on: {found}); before that they have no identifier.",
        "單位至 {expected} 尚未核查（核查日：{found}）；在此之前不得有識別碼。",
    ),
    "approach_not_identified": (
        "The authorization {authorization} names the approach {found}; identifiers need its number, as CA0001.",
        "授權 {authorization} 所載合作方式為 {found}；識別碼須有其編號，如 CA0001。",
    ),
    "registry_not_authorized": (
        "The authorization {authorization} names units of {expected}, not of {found}.",
        "授權 {authorization} 所列為 {expected} 之單位，不含 {found}。",
    ),
    "opening_identifier_incomplete": (
        "The identifiers {found} do not name approach, registry, Party and vintage; a position needs all of them.",
        "識別碼 {found} 未載明合作方式、登記簿、締約方與產生年份；部位須全部載明。",
    ),
    "contribution_period_unknown": (
        "The period of the contribution of {party} is not known here; state it, or a use cannot be placed in it.",
        "未載 {party} 之國家自定貢獻期間；請載明，否則無法判定使用是否在期間內。",
    ),
}
