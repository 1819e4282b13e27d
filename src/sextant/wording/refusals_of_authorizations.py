"""What Sextant says when an authorization forbids an act, or cannot be recorded: in both languages."""

from __future__ import annotations

SENTENCES_OF_AUTHORIZATIONS: dict[str, tuple[str, str]] = {
    "units_domestic_only": (
        "Units {first} to {last} circulate inside {expected} only; the account belongs to {found}.",
        "單位 {first} 至 {last} 僅得於 {expected} 境內流通；該帳戶屬於 {found}。",
    ),
    "authorization_not_in_force": (
        "The authorization {authorization}, version {version}, does not apply: it is {found}.",
        "授權 {authorization} 第{version}版不適用：{found}。",
    ),
    "use_not_authorized": (
        "The authorization {authorization}, version {version}, does not cover the use {found}; it covers {expected}.",
        "授權 {authorization} 第{version}版未涵蓋「{found}」；其涵蓋者為：{expected}。",
    ),
    "use_outside_window": (
        "The authorization {authorization}, version {version}, allows use in {expected}, not on {found}.",
        "授權 {authorization} 第{version}版允許使用之期間為 {expected}，不含 {found}。",
    ),
    "party_not_authorized": (
        "The authorization {authorization}, version {version}, names {expected}, not the Party {found}.",
        "授權 {authorization} 第{version}版所列締約方為 {expected}，不含 {found}。",
    ),
    "entity_not_authorized": (
        "The authorization {authorization}, version {version}, names {expected}, not the entity {found}.",
        "授權 {authorization} 第{version}版所列實體為 {expected}，不含 {found}。",
    ),
    "entity_no_longer_authorized": (
        "The entity {found} is no longer authorized under {authorization}, version {version}; authorized: {expected}.",
        "實體 {found} 依授權 {authorization} 第{version}版已不再經授權；經授權者：{expected}。",
    ),
    "vintage_not_authorized": (
        "The authorization {authorization} covers mitigation in {expected}, not the vintage {found}.",
        "授權 {authorization} 涵蓋之減緩期間為 {expected}，不含產生年份 {found}。",
    ),
    "authorized_quantity_exceeded": (
        "The authorization {authorization} is for {limit} units, of which {expected} are left; this needs {found}.",
        "授權 {authorization} 以 {limit} 單位為限，尚餘 {expected}；此次需 {found}。",
    ),
    "bound_to_version": (
        "Units {first} to {last} were first transferred under version {version} of the authorization {authorization}, "
        "which foresees no change for them.",
        "單位 {first} 至 {last} 已依授權 {authorization} 第{version}版首次轉讓，該版未預定得予變更。",
    ),
    "authorization_unknown": (
        "No version of the authorization {authorization} was recorded; state the reference of one that was.",
        "授權 {authorization} 尚未記錄任何一版；請載明已記錄者之編號。",
    ),
    "clause_malformed": (
        "The clause {field} of the statement is {found}; write it as {expected}.",
        "聲明之條款「{field}」為 {found}；應寫為 {expected}。",
    ),
    "outside_contribution_period": (
        "The year {found} ({field}) is outside {expected}, the period of the contribution of account {account}.",
        "{found} 年（{field}）不在帳戶 {account} 所屬國家自定貢獻期間 {expected} 之內。",
    ),
    "issuance_after_last_day": (
        "The authorization {authorization} lets units be issued until {expected}, not on {found}.",
        "授權 {authorization} 允許核發至 {expected}，不含 {found}。",
    ),
    "policy_cap_exceeded": (
        "The policy of {party} allows {limit} tonnes to be authorized; {expected} are left, and this needs {found}.",
        "{party} 政策之授權上限為 {limit} 公噸，尚餘 {expected} 公噸；此次需 {found} 公噸。",
    ),
    "policy_malformed": (
        "The field {field} of the policy is {found}; write it as {expected}.",
        "政策之欄位「{field}」為 {found}；應寫為 {expected}。",
    ),
    "policy_forbids": (
        "The policy of {party}, version {version}, forbids this: {field} would be {found}; it allows {expected}.",
        "{party} 政策第{version}版不允許：{field} 為 {found}；其允許者為 {expected}。",
    ),
    "version_not_next": (
        "The authorization {authorization} needs version {expected} next; the statement is version {found}.",
        "授權 {authorization} 之下一版為第{expected}版；所提聲明為第{found}版。",
    ),
    "version_effective_before_last": (
        "The version of {authorization} would apply from {found}, before the last one does, {expected}.",
        "授權 {authorization} 之此版自 {found} 起適用，早於前一版之 {expected}。",
    ),
    "window_reversed": (
        "The authorization {authorization} gives {found} for {field}; it ends before it begins.",
        "授權 {authorization} 之「{field}」期間為 {found}；其終日早於始日。",
    ),
    "below_what_was_done": (
        "The authorization {authorization} would be for {found} units, but {expected} are first transferred already.",
        "授權 {authorization} 將以 {found} 單位為限，惟已首次轉讓 {expected} 單位。",
    ),
    "used_for_what_is_left_out": (
        "The version of {authorization} leaves out {found}, for which {expected} units were used already.",
        "授權 {authorization} 之此版未列「{found}」，惟已有 {expected} 單位用於該目的。",
    ),
    "first_transferred_stays_authorized": (
        "Units {first} to {last} were first transferred under an authorization; they cannot lose it.",
        "單位 {first} 至 {last} 已依授權首次轉讓，不得再喪失授權。",
    ),
    "authorization_not_corrected": (
        "The entry {entry} records a version of an authorization; record a further version instead.",
        "分錄 {entry} 記錄授權之一版；請改為記錄後續版本。",
    ),
    "use_unknown": (
        "{found} is no use that can be authorized; the uses are {expected}.",
        "{found}不是可授權之用途；可授權之用途為：{expected}。",
    ),
}
