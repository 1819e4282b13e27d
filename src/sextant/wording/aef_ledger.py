"""What is said of a report that is built from the ledger: help, and what the ledger does not carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sextant.wording.command_line import CHINESE, language

if TYPE_CHECKING:
    from sextant.application.queries.annual_information import Missing

SAYINGS: dict[str, tuple[str, str]] = {
    "database": (
        "Build the report of --party about --year from this registry (database URL) instead of a file.",
        "由此登記簿（資料庫網址）建立 --party 於 --year 之報告，而非取自檔案。",
    ),
    "stated": (
        "JSON with what the registry does not carry; it replaces nothing that the registry says.",
        "載有登記簿所無事項之 JSON；不取代登記簿所載。",
    ),
}

SENTENCES: dict[str, tuple[str, str]] = {
    "one_source": (
        "Give either --from, or --database with --party and --year (and --stated where something is to be added).",
        "請擇一指定：--from，或 --database 併 --party 與 --year（須補充者另加 --stated）。",
    ),
    "party_unknown": (
        "{found} is no code of a Party that the registry knows; expected an alpha-3 code, or one given under parties.",
        "{found} 並非登記簿所知締約方之代碼；應為三字母代碼，或於 parties 載明。",
    ),
    "not_a_mapping": (
        "{file}: {where}: expected an object of names and values.",
        "{file}：{where}：應為名稱與值之物件。",
    ),
    "value_malformed": (
        "{file}: {where} is {found}; expected {expected}.",
        "{file}：{where} 為 {found}；應為 {expected}。",
    ),
}

MISSING: dict[str, tuple[str, str]] = {
    "authorization": (
        "Units of the lot {about} name no authorization of a Party by its reference.",
        "批次 {about} 之單位未以編號載明締約方之授權。",
    ),
    "version": (
        "The registry does not carry the version of the report of {about}; state it under submission.",
        "登記簿未載 {about} 報告之版本；請於 submission 載明。",
    ),
    "submitted_on": (
        "The registry does not carry the day on which {about} submits; state it under submission.",
        "登記簿未載 {about} 之提交日期；請於 submission 載明。",
    ),
    "ndc_first_year": (
        "No account of {about} names one NDC period; state its first and last year under submission.",
        "{about} 之帳戶未載單一國家自定貢獻期間；請於 submission 載明起訖年份。",
    ),
    "alpha3": (
        "The table of Parties has no alpha-3 code for {about}; state it under parties.",
        "締約方表無 {about} 之三字母代碼；請於 parties 載明。",
    ),
    "registry": (
        "The registry does not carry the id that the format uses for {about}; state it under registries.",
        "登記簿未載 {about} 於議定電子格式之代號；請於 registries 載明。",
    ),
    "approach": (
        "No unit in the registry tells the cooperative approach of authorization {about}; state it under "
        "authorizations.",
        "登記簿無單位可資辨識授權 {about} 之合作方式；請於 authorizations 載明。",
    ),
    "purposes": (
        "The uses of authorization {about} are none that the format lists.",
        "授權 {about} 之用途不在議定電子格式所列之內。",
    ),
    "sectors": (
        "Authorization {about} names no sector; state it under authorizations.",
        "授權 {about} 未載部門；請於 authorizations 載明。",
    ),
    "oimp": (
        "Authorization {about} does not name the other international mitigation purposes; state oimp under "
        "authorizations.",
        "授權 {about} 未載其他國際減緩目的之名稱；請於 authorizations 載明 oimp。",
    ),
    "use_from": (
        "Authorization {about} gives no first day of use, which the format needs; the last day stands in the remarks.",
        "授權 {about} 未載使用起始日，而格式須有之；最後日載於說明欄。",
    ),
    "first_transfer": (
        "The registry does not say what event makes the first transfer under {about}.",
        "登記簿未載 {about} 以何事件構成首次轉讓。",
    ),
    "mitigation_type": (
        "The registry does not carry the mitigation type of units under {about}; state it under mitigation_types.",
        "登記簿未載 {about} 項下單位之減緩類型；請於 mitigation_types 載明。",
    ),
    "vintage": ("The registry does not carry the vintage of {about}.", "登記簿未載 {about} 之產生年份。"),
    "used_for_year": (
        "Entry {about} does not say for which calendar year units are used; state it under used_for_year.",
        "紀錄 {about} 未載單位用於何曆年；請於 used_for_year 載明。",
    ),
    "series_shared": (
        "Units of several activities of {about} would have the same identifiers, since the format names no activity; "
        "First ID and Last ID are left blank.",
        "{about} 有數項活動之單位，而格式之識別碼不載活動，致將相同；First ID 與 Last ID 留空。",
    ),
    "entrance": (
        "Nothing says what action it is when units enter an account of type {about}; the row is left out.",
        "未載單位進入類型 {about} 之帳戶屬何動作；該列從略。",
    ),
    "entities": (
        "The registry does not carry the entities that {about} authorized as table 5 needs them; state them under "
        "entities.",
        "登記簿未載 {about} 所授權實體之表 5 資料；請於 entities 載明。",
    ),
}


def say(key: str, /, **facts: object) -> str:
    """Return a saying or sentence in the language of the command line."""
    text = (SAYINGS.get(key) or SENTENCES[key])[language() == CHINESE]
    return text.format(**facts) if facts else text


def missing_sentence(missing: Missing) -> str:
    """Return what the ledger does not carry, in the language of the command line."""
    return missing_said(missing, language())


def missing_said(missing: Missing, spoken: str) -> str:
    """Return what the ledger does not carry, in a language."""
    return MISSING[missing.code][spoken == CHINESE].format(about=missing.about)
