"""What the 53 rules say, in both languages: one sentence for each rule and code."""

from __future__ import annotations

from collections.abc import Mapping

from sextant.reporting.checks.finding import Fact, Finding
from sextant.wording.aef_words import expected_words, word_of_list
from sextant.wording.command_line import CHINESE

_UNKNOWN = (
    "The authorization {authorization!r} is not on file, so this cannot be verified.",
    "授權 {authorization!r} 未存檔，無法查證。",
)
_NO_REPORT = (
    "No initial report of {party} was given, so this cannot be verified.",
    "未提供 {party} 之初始報告，無法查證。",
)
_NO_SUMMARY = (
    "No structured summary of {party} with these rows was given, so this cannot be verified.",
    "未提供 {party} 含此等列之結構化摘要，無法查證。",
)
_DIFFERS = (
    "Rows about the same units of {series} ({units}) differ in {attribute}: {found} and {other}.",
    "{series} 同一單位（{units}）之各列{attribute}不一：{found} 與 {other}。",
)
_NOT_LIKE_LIST = ("{column} is {found!r}; expected {expected}.", "「{column}」為 {found!r}；應為{expected}。")
_PARTY_NOT_AUTHORIZED = (
    "{found} is no Party that the authorization names; it names {expected}.",
    "{found} 並非授權所列締約方；授權列有 {expected}。",
)

SENTENCES: dict[str, tuple[str, str]] = {
    "S01.sheet_missing": ("There is no sheet {expected!r}.", "缺少工作表 {expected!r}。"),
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
    "S02.malformed": _NOT_LIKE_LIST,
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
    "S05.malformed": _NOT_LIKE_LIST,
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
        "{party} {year} 年第 {version} 版已存檔（{other}）；{file} 不列入其他規則。",
    ),
    "V02.obsolete": (
        "Version {version} comes after version {known} ({other}); {file} is left out of the other rules.",
        "第 {version} 版晚於第 {known} 版（{other}）提交；{file} 不列入其他規則。",
    ),
    "V03.superseded": (
        "Version {newer} ({other}) supersedes version {version}; Parties whose own results may change: {parties}.",
        "第 {newer} 版（{other}）取代第 {version} 版；結果可能受影響之締約方：{parties}。",
    ),
    "T01.other_year": (
        "The action is of {found}; the reported year is {expected}.",
        "行動屬 {found} 年；報告年度為 {expected}。",
    ),
    "T02.authorization_unknown": _UNKNOWN,
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
    "T05.authorization_unknown": _UNKNOWN,
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
        "向他國之首次轉讓以東道國自身為取得締約方。",
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
    "T08.report_not_given": _NO_REPORT,
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
        "{approach} 之東道國無存檔，無法查證 {party} 是否參與。",
    ),
    "I02.reported_twice": (
        "The same action of {day} is reported {count} times.",
        "{day} 之同一行動報告 {count} 次。",
    ),
    "I02.reported_twice_by_day": (
        "Equal actions of {day} are reported {count} times; without a time of day they cannot be told apart.",
        "{day} 有 {count} 筆相同行動；未載時刻，無從區別。",
    ),
    "I03.differs": _DIFFERS,
    "I04.differs": _DIFFERS,
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
    "I06.authorization_unknown": _UNKNOWN,
    "I06.party_not_authorized": _PARTY_NOT_AUTHORIZED,
    "I06.entity_not_authorized": (
        "{found!r} is no entity that the authorization names; it names {expected}.",
        "{found!r} 並非授權所列實體；授權列有 {expected}。",
    ),
    "I07.differs": _DIFFERS,
    "I08.differs": _DIFFERS,
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
        "報告締約方與 {host} 已存檔之表2均無授權 {found!r}。",
    ),
    "I11.host_not_on_file": (
        "{host} has nothing on file, so authorization {found!r} cannot be verified.",
        "{host} 無存檔，無法查證授權 {found!r}。",
    ),
    "I12.entity_not_listed": (
        "Entity {found!r} is not in table 5 for {approach}.",
        "實體 {found!r} 未列於 {approach} 之表5。",
    ),
    "I12.host_not_on_file": (
        "The host has nothing on file, so entity {found!r} of {approach} cannot be verified.",
        "東道國無存檔，無法查證 {approach} 之實體 {found!r}。",
    ),
    "H01.missing_from_holdings": (
        "{party} should hold {series} {units} at the end of {year}, and table 4 does not have them.",
        "{party} 於 {year} 年底應持有 {series} {units}，惟表4未列。",
    ),
    "H01.held_without_in": (
        "Table 4 has {series} {units} at the end of {year}, which {party} neither held before nor took in.",
        "表4列有 {series} {units}（{year} 年底），惟 {party} 先前未持有，亦未轉入。",
    ),
    "H01.out_without_in": (
        "{party} gave up {series} {units} in {year} without holding them.",
        "{party} 於 {year} 年轉出或使用 {series} {units}，惟未曾持有。",
    ),
    "H01.year_before_missing": (
        "The report of {party} about {year} is not on file, so the holdings cannot be verified.",
        "{party} {year} 年之報告未存檔，無法查證持有量。",
    ),
    "H02.holdings_overlap": (
        "{series} {units} is in two rows of the holdings of registry {registry}.",
        "{series} {units} 於登記簿 {registry} 之持有中出現兩次。",
    ),
    "H03.held_after": (
        "Table 4 of {party} for {year} still has {series} {units}, which had been used, cancelled or transferred.",
        "{party} {year} 年表4仍列有 {series} {units}，惟該等單位業經使用、取消或轉出。",
    ),
    "P01.acquisition_missing": (
        "{party} transferred {series} {units} to {other}, which reports no acquisition of them.",
        "{party} 將 {series} {units} 轉讓予 {other}，惟 {other} 未報告取得。",
    ),
    "P01.transfer_missing": (
        "{party} acquired {series} {units} from {other}, which reports no transfer of them.",
        "{party} 自 {other} 取得 {series} {units}，惟 {other} 未報告轉讓。",
    ),
    "P01.acquisition_late": (
        "{party} transferred {series} {units} to {other} shortly before the end of the year; "
        "the acquisition may come with the next report.",
        "{party} 於年底前不久將 {series} {units} 轉讓予 {other}；取得可能載於次年報告。",
    ),
    "P01.years_differ": (
        "{party} and {other} report the transfer of {series} {units} for different years.",
        "{party} 與 {other} 就 {series} {units} 之轉讓所報年度不同。",
    ),
    "P01.series_ambiguous": (
        "{count} rows give serial numbers only, and two registries of origin have such; they cannot be matched.",
        "{count} 列僅載序號，而有兩個來源登記簿使用相同序號；無法比對。",
    ),
    "P02.sums_differ": (
        "{party} to {other}, {approach}, vintage {vintage}: {transferred} transferred, {acquired} acquired.",
        "{party} 至 {other}，{approach}，產生年份 {vintage}：轉讓 {transferred}，取得 {acquired}。",
    ),
    "P03.held_by_two": (
        "{party} and {other} both hold {series} {units} at the end of one year.",
        "{party} 與 {other} 於同一年底均持有 {series} {units}。",
    ),
    "P03.held_after_end_elsewhere": (
        "{party} used or cancelled {series} {units}, and {other} holds them afterwards.",
        "{party} 已使用或取消 {series} {units}，其後 {other} 仍持有。",
    ),
    "P03.ended_by_two": (
        "{party} and {other} both used or cancelled {series} {units}.",
        "{party} 與 {other} 均使用或取消 {series} {units}。",
    ),
    "P04.authorization_unknown": _UNKNOWN,
    "P04.party_not_authorized": _PARTY_NOT_AUTHORIZED,
    "P05.no_first_transfer": (
        "{series} {units} is acquired or used, and {host} reports no first transfer of it.",
        "{series} {units} 已被取得或使用，惟 {host} 未報告其首次轉讓。",
    ),
    "P05.before_first_transfer": (
        "{series} {units} is acquired or used before {host} first transfers it.",
        "{series} {units} 於 {host} 首次轉讓前即被取得或使用。",
    ),
    "P06.dates_differ": (
        "{party} dates the transfer of {series} {units} {found}, {other} dates it {expected}.",
        "{series} {units} 之轉讓，{party} 載為 {found}，{other} 載為 {expected}。",
    ),
    "P07.counterparty_not_filed": (
        "The report of {other} about {year} is not on file: what {party} says about it cannot be verified.",
        "{other} {year} 年之報告未存檔：{party} 所述與其有關者無法查證。",
    ),
    "Y01.action_after_end": (
        "{series} {units} was used or cancelled, and an action follows.",
        "{series} {units} 業經使用或取消，其後仍有行動。",
    ),
    "Y01.too_many_rows": (
        "{count} rows lie on units that two hundred other rows are about; they were not followed.",
        "{count} 列所涉單位另有二百列；未予追蹤。",
    ),
    "Y02.first_transferred_again": (
        "{series} {units} is first transferred more than once.",
        "{series} {units} 首次轉讓超過一次。",
    ),
    "Y03.version_told_twice": (
        "Version {version} of authorization {authorization!r} is reported in two ways.",
        "授權 {authorization!r} 第 {version} 版有兩種不同之報告內容。",
    ),
    "Y03.dates_not_ascending": (
        "Version {version} of authorization {authorization!r} is dated before version {before}.",
        "授權 {authorization!r} 第 {version} 版之日期早於第 {before} 版。",
    ),
    "Y03.backdated": (
        "Version {version} of authorization {authorization!r} is dated back before first transfers already reported.",
        "授權 {authorization!r} 第 {version} 版之日期回溯至已報告之首次轉讓以前。",
    ),
    "Y03.below_first_transferred": (
        "Version {version} of authorization {authorization!r} allows less than was first transferred before it.",
        "授權 {authorization!r} 第 {version} 版之數量少於先前已首次轉讓者。",
    ),
    "Y04.period_changed": (
        "{party} reports the NDC period {found}; before it was {expected}.",
        "{party} 所報國家自定貢獻期間為 {found}；先前為 {expected}。",
    ),
    "Y04.method_changed": (
        "{party} names more than one method of corresponding adjustment: {found}.",
        "{party} 所載相應調整方法不只一種：{found}。",
    ),
    "Y05.holdings_changed": (
        "{file} changes the holdings of {year} after {later} was filed ({other}).",
        "{file} 於 {later} 年報告存檔後更動 {year} 年之持有（{other}）。",
    ),
    "Y06.year_missing": (
        "{party} has nothing on file about {found}, although units were held.",
        "{party} 於 {found} 年無存檔，惟其間持有單位。",
    ),
    "X01.summary_not_given": _NO_SUMMARY,
    "X01.sum_differs": (
        "{party} reports {found} in row {row} for {year}; the actions on file add up to {expected}.",
        "{party} {year} 年第 {row} 列為 {found}；存檔行動合計為 {expected}。",
    ),
    "X02.summary_not_given": _NO_SUMMARY,
    "X02.sign_reversed": (
        "The balance of {party} for {year} is {found}: the adjustment was subtracted; added it is {expected}.",
        "{party} {year} 年之餘額為 {found}：調整遭扣減；相加應為 {expected}。",
    ),
    "X02.balance_differs": (
        "The balance of {party} for {year} is {found}; emissions plus adjustment are {expected}.",
        "{party} {year} 年之餘額為 {found}；排放量加調整為 {expected}。",
    ),
    "X03.report_not_given": _NO_REPORT,
    "X03.approaches_not_reported": (
        "{party} has approaches that its initial reports do not name: {found}.",
        "{party} 有初始報告未列之合作方式：{found}。",
    ),
    "X03.entities_not_reported": (
        "{party} has entities that its initial reports do not name: {found}.",
        "{party} 有初始報告未列之實體：{found}。",
    ),
    "X03.metrics_not_reported": (
        "{party} has metrics that its initial reports do not name: {found}.",
        "{party} 有初始報告未列之計量單位：{found}。",
    ),
    "X04.filed_late": (
        "Submitted on {found}; it was due on {expected}.",
        "提交於 {found}；期限為 {expected}。",
    ),
    "X04.report_late": (
        "The biennial transparency report of {party} came on {found}; it was due on {expected}.",
        "{party} 之兩年期透明度報告提交於 {found}；期限為 {expected}。",
    ),
    "X04.report_not_given": (
        "The date of the biennial transparency report of {party} was not given, so it cannot be verified.",
        "未提供 {party} 兩年期透明度報告之日期，無法查證。",
    ),
    "X05.inventory_not_given": (
        "Nothing was given about the inventory of {party}, so this cannot be verified.",
        "未提供 {party} 盤查清冊之資訊，無法查證。",
    ),
    "X05.inventory_missing": ("{party} has no national inventory report.", "{party} 無國家溫室氣體盤查清冊報告。"),
    "X05.inventory_old": (
        "The inventory of {party} ends in {found}; expected {expected} or later.",
        "{party} 之盤查清冊止於 {found} 年；應為 {expected} 年以後。",
    ),
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
