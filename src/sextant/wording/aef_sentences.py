"""What the rules about holdings, between Parties, across years and against reports say, and what several rules say."""

from __future__ import annotations

UNKNOWN = (
    "The authorization {authorization!r} is not on file, so this cannot be verified.",
    "授權 {authorization!r} 未存檔，無法查證。",
)
NO_REPORT = (
    "No initial report of {party} was given, so this cannot be verified.",
    "未提供 {party} 之初始報告，無法查證。",
)
NO_SUMMARY = (
    "No structured summary of {party} with these rows was given, so this cannot be verified.",
    "未提供 {party} 含此等列之結構化摘要，無法查證。",
)
DIFFERS = (
    "Rows about the same units of {series} ({units}) differ in {attribute}: {found} and {other}.",
    "{series} 同一單位（{units}）之各列{attribute}不一：{found} 與 {other}。",
)
NOT_LIKE_LIST = ("{column} is {found!r}; expected {expected}.", "「{column}」為 {found!r}；應為{expected}。")
PARTY_NOT_AUTHORIZED = (
    "{found} is no Party that the authorization names; it names {expected}.",
    "{found} 並非授權所列締約方；授權列有 {expected}。",
)

BETWEEN_FILES: dict[str, tuple[str, str]] = {
    "H01.missing_from_holdings": (
        "{party} should hold {series} {units} at the end of {year}, and table 4 does not have them.",
        "{party} 於 {year} 年底應持有 {series} {units}，惟表 4 未列。",
    ),
    "H01.held_without_in": (
        "Table 4 has {series} {units} at the end of {year}, which {party} neither held before nor took in.",
        "表 4 列有 {series} {units}（{year} 年底），惟 {party} 先前未持有，亦未轉入。",
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
        "{party} {year} 年表 4 仍列有 {series} {units}，惟該等單位業經使用、取消或轉出。",
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
    "P04.authorization_unknown": UNKNOWN,
    "P04.party_not_authorized": PARTY_NOT_AUTHORIZED,
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
        "{count} rows lie on units that sixty other rows are about; they were not followed.",
        "{count} 列所涉單位另有六十列；未予追蹤。",
    ),
    "Y02.first_transferred_again": (
        "{series} {units} is first transferred more than once.",
        "{series} {units} 首次轉讓超過一次。",
    ),
    "Y03.version_told_twice": (
        "Version {version} of authorization {authorization!r} is reported in two ways.",
        "授權 {authorization!r} 第{version}版有兩種不同之報告內容。",
    ),
    "Y03.dates_not_ascending": (
        "Version {version} of authorization {authorization!r} is dated before version {before}.",
        "授權 {authorization!r} 第{version}版之日期早於第{before}版。",
    ),
    "Y03.backdated": (
        "Version {version} of authorization {authorization!r} is dated back before first transfers already reported.",
        "授權 {authorization!r} 第{version}版之日期回溯至已報告之首次轉讓以前。",
    ),
    "Y03.below_first_transferred": (
        "Version {version} of authorization {authorization!r} allows less than was first transferred before it.",
        "授權 {authorization!r} 第{version}版之數量少於先前已首次轉讓者。",
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
    "X01.summary_not_given": NO_SUMMARY,
    "X01.sum_differs": (
        "{party} reports {found} in row {row} for {year}; the actions on file add up to {expected}.",
        "{party} {year} 年第{row}列為 {found}；存檔行動合計為 {expected}。",
    ),
    "X02.summary_not_given": NO_SUMMARY,
    "X02.sign_reversed": (
        "The balance of {party} for {year} is {found}: the adjustment was subtracted; added it is {expected}.",
        "{party} {year} 年之餘額為 {found}：調整遭扣減；相加應為 {expected}。",
    ),
    "X02.balance_differs": (
        "The balance of {party} for {year} is {found}; emissions plus adjustment are {expected}.",
        "{party} {year} 年之餘額為 {found}；排放量加調整為 {expected}。",
    ),
    "X03.report_not_given": NO_REPORT,
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
