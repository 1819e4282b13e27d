"""What the 53 rules say, in both languages: one sentence for each rule and code."""

from __future__ import annotations

from collections.abc import Mapping

from sextant.reporting.checks.finding import Fact, Finding
from sextant.wording.aef_sentences import (
    BETWEEN_FILES,
    DIFFERS,
    NO_REPORT,
    NOT_LIKE_LIST,
    PARTY_NOT_AUTHORIZED,
    UNKNOWN,
)
from sextant.wording.aef_words import expected_words, word_of_list
from sextant.wording.command_line import CHINESE

SENTENCES: dict[str, tuple[str, str]] = {
    "S01.sheet_missing": ("There is no sheet {expected!r}.", "缺少工作表 {expected!r}。"),
    "S01.sheet_named_otherwise": (
        "The sheet of table {table} is named {found!r}; expected {expected!r}.",
        "表 {table} 之工作表名為 {found!r}；應為 {expected!r}。",
    ),
    "S01.heading_missing": (
        "Table {table} lacks {found} of its headings: {expected}.",
        "表 {table} 缺少 {found} 個標題：{expected}。",
    ),
    "S01.heading_unknown": (
        "Table {table} has headings that are not of the format, or given twice: {found}.",
        "表 {table} 有格式所無或重複之標題：{found}。",
    ),
    "S01.heading_order": (
        "The headings of table {table} stand in another order, from {found!r} on.",
        "表 {table} 之標題順序不符，自 {found!r} 起。",
    ),
    "S02.malformed": NOT_LIKE_LIST,
    "S02.other_dialect": (
        "{column} is {found!r}, in the form of another profile; expected {expected}.",
        "「{column}」為 {found!r}，屬另一格式之寫法；應為{expected}。",
    ),
    "S02.outside_list": (
        "{column} is {found!r}, which is not in the list; expected {expected}.",
        "「{column}」為 {found!r}，不在清單內；應為{expected}。",
    ),
    "S02.spelled_otherwise": (
        "{column} is {found!r}; this profile writes {expected}.",
        "「{column}」為 {found!r}；此格式寫作 {expected}。",
    ),
    "S02.formula": (
        "{column} holds a formula ({found}); expected a value, and what the formula last gave is not used.",
        "「{column}」為公式（{found}）；應為數值，公式先前之計算結果不予採用。",
    ),
    "S02.error_value": (
        "{column} holds the error value {found}; expected a value.",
        "「{column}」為錯誤值 {found}；應為數值。",
    ),
    "S03.secretariat_cell_changed": (
        "{column} is filled by the secretariat only, but holds {found!r}.",
        "「{column}」僅由秘書處填寫，卻載有 {found!r}。",
    ),
    "S03.secretariat_cell_emptied": (
        "{column} is filled by the secretariat only, but the text of the template is gone.",
        "「{column}」僅由秘書處填寫，但範本文字已遭移除。",
    ),
    "S04.missing": ("{column} is empty; here it is required.", "「{column}」空白；此處為必填。"),
    "S04.needless": (
        "{column} is {found!r}, but does not apply here; expected NA or nothing.",
        "「{column}」為 {found!r}，但此處不適用；應為 NA 或空白。",
    ),
    "S05.malformed": NOT_LIKE_LIST,
    "S05.series_differ": (
        "First ID {first} and Last ID {last} are not of one series.",
        "首識別碼 {first} 與尾識別碼 {last} 不屬同一系列。",
    ),
    "S05.last_before_first": (
        "First ID {first} is above Last ID {last}.",
        "首識別碼 {first} 大於尾識別碼 {last}。",
    ),
    "S06.outside_list": (
        "{column} is {found!r}, which is not in the nomenclature.",
        "「{column}」為 {found!r}，不在用語表內。",
    ),
    "S06.spelled_otherwise": (
        "{column} is {found!r}; the nomenclature writes {expected}.",
        "「{column}」為 {found!r}；用語表寫作 {expected}。",
    ),
    "V01.duplicate": (
        "{party} {year} version {version} is on file already ({other}); {file} is left out of the other rules.",
        "{party} {year} 年第{version}版已存檔（{other}）；{file} 不列入其他規則。",
    ),
    "V02.obsolete": (
        "Version {version} comes after version {known} ({other}); {file} is left out of the other rules.",
        "第{version}版晚於第{known}版（{other}）提交；{file} 不列入其他規則。",
    ),
    "V03.superseded": (
        "Version {newer} ({other}) supersedes version {version}; Parties whose own results may change: {parties}.",
        "第{newer}版（{other}）取代第{version}版；結果可能受影響之締約方：{parties}。",
    ),
    "T01.other_year": (
        "The action is of {found}; the reported year is {expected}.",
        "行動屬 {found} 年；報告年度為 {expected}。",
    ),
    "T02.authorization_unknown": UNKNOWN,
    "T02.approach_differs": (
        "The approach is {found}; authorization {authorization!r} is of {expected}.",
        "合作方式為 {found}；授權 {authorization!r} 屬 {expected}。",
    ),
    "T02.purpose_not_authorized": (
        "{found!r} is no purpose that authorization {authorization!r} covers.",
        "授權 {authorization!r} 未涵蓋 {found!r} 之目的。",
    ),
    "T03.year_outside_period": (
        "Used for {found}, outside the NDC period {first}–{last} of the reporting Party.",
        "用於 {found} 年，不在報告締約方之國家自定貢獻期間 {first}–{last} 內。",
    ),
    "T04.vintage_outside_period": (
        "Vintage {found} is used towards an NDC of the period {first}–{last}.",
        "產生年份 {found} 用於 {first}–{last} 期間之國家自定貢獻。",
    ),
    "T05.authorization_unknown": UNKNOWN,
    "T05.definition_unknown": (
        "Authorization {authorization!r} does not say what the first transfer is, so this cannot be verified.",
        "授權 {authorization!r} 未載明首次轉讓為何，無法查證。",
    ),
    "T05.not_the_host": (
        "A first transfer is reported by a Party that is not the first transferring Party.",
        "報告首次轉讓者並非首次轉讓締約方。",
    ),
    "T05.to_itself": (
        "A first transfer to another Party names the host itself as acquiring Party.",
        "向他國之首次轉讓以東道締約方自身為取得締約方。",
    ),
    "T05.not_abroad": (
        "Authorization {authorization!r} is for an NDC only: its first transfer is the one to another Party.",
        "授權 {authorization!r} 僅供國家自定貢獻：其首次轉讓為向他國之轉讓。",
    ),
    "T05.not_the_event": (
        "The first transfer is not the event that authorization {authorization!r} defines.",
        "首次轉讓並非授權 {authorization!r} 所定之事件。",
    ),
    "T05.not_the_earliest": (
        "By authorization {authorization!r} the units were first transferred before they went abroad.",
        "依授權 {authorization!r}，單位於轉往他國前即已首次轉讓。",
    ),
    "T06.before_floor": ("Vintage {found} is before {floor}.", "產生年份 {found} 早於 {floor} 年。"),
    "T06.after_action": (
        "Vintage {found} is after the year {year} of the row.",
        "產生年份 {found} 晚於該列之年度 {year}。",
    ),
    "T07.after_reported_year": (
        "The authorization is dated {found}, after the end of {year}.",
        "授權日期為 {found}，晚於 {year} 年底。",
    ),
    "T07.after_first_transfer": (
        "Authorization {authorization!r} is of {found}, later than first transfers under it.",
        "授權 {authorization!r} 日期為 {found}，晚於依其所為之首次轉讓。",
    ),
    "T07.first_version_unknown": (
        "The first version of {authorization!r} is not on file, so first transfers before {found} cannot be verified.",
        "授權 {authorization!r} 之首版未存檔；{found} 以前之首次轉讓無法查證。",
    ),
    "T08.report_not_given": NO_REPORT,
    "T08.report_later": (
        "Authorization {authorization!r} is of {authorized}; the report on its approach came on {reported}.",
        "授權 {authorization!r} 日期為 {authorized}；該合作方式之報告提交於 {reported}。",
    ),
    "T09.occurred_outside": (
        "Vintage {vintage} is outside the timeframe {window} of authorization {authorization!r}.",
        "產生年份 {vintage} 不在授權 {authorization!r} 之期間 {window} 內。",
    ),
    "T09.used_outside": (
        "The action is outside the timeframe for use {window} of authorization {authorization!r}.",
        "行動不在授權 {authorization!r} 之使用期間 {window} 內。",
    ),
    "T10.above_quantity": (
        "{found} distinct units are reported under authorization {authorization!r}, which allows {expected}.",
        "授權 {authorization!r} 容許 {expected} 個單位，所報告者共 {found} 個。",
    ),
    "T11.subtype_of_another_type": (
        "The subtype {subtype} does not belong to the type {type}.",
        "子類型「{subtype}」不屬類型「{type}」。",
    ),
    "I01.not_a_participant": (
        "{party} neither authorizes under {approach} nor is named for it.",
        "{party} 既未於 {approach} 授權，亦未列名其中。",
    ),
    "I01.host_not_on_file": (
        "The host of {approach} has nothing on file, so the part of {party} in it cannot be verified.",
        "{approach} 之東道締約方無存檔，無法查證 {party} 是否參與。",
    ),
    "I02.reported_twice": (
        "The same action of {day} is reported {count} times.",
        "{day} 之同一行動報告 {count} 次。",
    ),
    "I02.reported_twice_by_day": (
        "Equal actions of {day} are reported {count} times; without a time of day they cannot be told apart.",
        "{day} 有 {count} 筆相同行動；未載時刻，無從區別。",
    ),
    "I03.differs": DIFFERS,
    "I04.differs": DIFFERS,
    "I05.one_end_only": (
        "Only one end of the underlying units is given: {first!r}, {last!r}.",
        "基礎單位僅載一端：{first!r}、{last!r}。",
    ),
    "I05.ends_differ": (
        "{first!r} and {last!r} are no block of underlying units: they differ in more than one ascending number.",
        "{first!r} 與 {last!r} 不構成基礎單位區段：兩者相異之處不只一個遞增數字。",
    ),
    "I05.sizes_differ": (
        "The underlying units {first!r} to {last!r} are not as many as the ITMOs.",
        "基礎單位 {first!r} 至 {last!r} 之數目與成果不符。",
    ),
    "I05.units_differ": (
        "The same ITMOs of {series} ({units}) stand for different underlying units.",
        "{series} 之同一成果（{units}）對應不同之基礎單位。",
    ),
    "I06.using_party_missing": ("A use names no using Party.", "使用未載明使用締約方。"),
    "I06.authorization_unknown": UNKNOWN,
    "I06.party_not_authorized": PARTY_NOT_AUTHORIZED,
    "I06.entity_not_authorized": (
        "{found!r} is no entity that the authorization names; it names {expected}.",
        "{found!r} 並非授權所列實體；授權列有 {expected}。",
    ),
    "I07.differs": DIFFERS,
    "I08.differs": DIFFERS,
    "I09.identifier_differs": (
        "The identifier says {expected} for {attribute}; the column says {found}.",
        "識別碼之{attribute}為 {expected}；欄位為 {found}。",
    ),
    "I10.quantity_differs": (
        "The quantity is {found}; the block {units} has {expected} identifiers.",
        "數量為 {found}；區段 {units} 有 {expected} 個識別碼。",
    ),
    "I10.conversion_not_documented": (
        "The conversion to t CO2 eq is not documented in the remarks.",
        "換算為公噸二氧化碳當量之方法未載於說明欄。",
    ),
    "I11.authorization_not_found": (
        "Authorization {found!r} is in no table 2 on file of the reporter or of {host}.",
        "報告締約方與 {host} 已存檔之表 2 均無授權 {found!r}。",
    ),
    "I11.host_not_on_file": (
        "{host} has nothing on file, so authorization {found!r} cannot be verified.",
        "{host} 無存檔，無法查證授權 {found!r}。",
    ),
    "I12.entity_not_listed": (
        "Entity {found!r} is not in table 5 for {approach}.",
        "實體 {found!r} 未列於 {approach} 之表 5。",
    ),
    "I12.host_not_on_file": (
        "The host has nothing on file, so entity {found!r} of {approach} cannot be verified.",
        "東道締約方無存檔，無法查證 {approach} 之實體 {found!r}。",
    ),
    **BETWEEN_FILES,
}


def finding_sentence(finding: Finding, language: str) -> str:
    """Return what a finding says, in one sentence."""
    chinese = language == CHINESE
    facts: Mapping[str, Fact] = dict(finding.about)
    told = dict(facts)
    if "expected" in told and finding.rule in ("S02", "S05", "S06"):
        told["expected"] = expected_words(str(told["expected"]), language)
    for name in ("attribute", "type", "subtype"):
        if name in told:
            told[name] = word_of_list(str(told[name]), language)
    return SENTENCES[f"{finding.rule}.{finding.code}"][chinese].format(**told)
