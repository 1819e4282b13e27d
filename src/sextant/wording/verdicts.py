"""What an import says of each row that it does not take, in both languages."""

from __future__ import annotations

from sextant.application.cdm_report.verdict import CONDITIONS, Verdict
from sextant.wording.basis import in_chinese
from sextant.wording.command_line import CHINESE
from sextant.wording.spacing import spaced

SENTENCES: dict[str, tuple[str, str]] = {
    "row_damaged": (
        "The number of fields in the row is {fields_found}; the header announces {fields_expected}.",
        "此列之欄位數為 {fields_found}，標題列所示為 {fields_expected}。",
    ),
    "quotation_marks_unpaired": (
        "A quotation mark in the row has no partner.",
        "此列之引號未成對。",
    ),
    "party_not_a_cdm_host": (
        "{found!r} is no Party that hosts CDM activities; the row is kept apart and counts nowhere.",
        "{found!r} 並非 CDM 活動之東道締約方；此列另行保存，不計入任何總數。",
    ),
    "unit_type_not_of_the_cdm": (
        "{found!r} is no unit of the CDM registry (CER, tCER, lCER); the row is kept apart and counts nowhere.",
        "{found!r} 並非 CDM 登記簿之單位（CER、tCER、lCER）；此列另行保存，不計入任何總數。",
    ),
    "serial_not_plain_digits": (
        "{column} is {found!r}; serials of the CDM registry are plain digits; the row is kept apart.",
        "{column} 為 {found!r}；CDM 登記簿之序號僅由數字組成；此列另行保存。",
    ),
    "serial_not_a_number": (
        "{column} is {found!r}; expected a whole number.",
        "{column} 為 {found!r}；應為整數。",
    ),
    "serial_not_positive": (
        "{column} is {found}; serials begin at 1.",
        "{column} 為 {found}；序號自 1 起。",
    ),
    "serial_above_limit": (
        "{column} is {found}; a serial has at most 15 digits ({limit}).",
        "{column} 為 {found}；序號至多 15 位（{limit}）。",
    ),
    "serial_last_before_first": (
        "The range ends at {last}, before it begins at {first}.",
        "區段終於 {last}，早於其起始 {first}。",
    ),
    "quantity_not_a_number": (
        "{column} is {found!r}; expected a whole number of tonnes.",
        "{column} 為 {found!r}；應為整數公噸。",
    ),
    "quantity_differs_from_range": (
        "The quantity is {found}, but {first} to {last} are {expected} units.",
        "數量為 {found}，但 {first} 至 {last} 為 {expected} 個單位。",
    ),
    "commitment_period_unknown": (
        "The commitment period is {found!r}; expected 1 or 2.",
        "承諾期為 {found!r}；應為 1 或 2。",
    ),
    "completed_at_not_an_instant": (
        "completed_at is {found!r}; expected YYYY-MM-DDTHH:MM:SS.",
        "completed_at 為 {found!r}；應為 YYYY-MM-DDTHH:MM:SS。",
    ),
    "completed_in_the_future": (
        "completed_at is {found}, after today ({today}).",
        "completed_at 為 {found}，晚於今日（{today}）。",
    ),
    "transaction_not_an_issuance": (
        "The transaction is {found!r}; expected an issuance.",
        "交易類型為 {found!r}；應為核發。",
    ),
    "transaction_not_a_cancellation": (
        "The transaction is {found!r}; expected a cancellation.",
        "交易類型為 {found!r}；應為取消。",
    ),
    "transaction_not_completed": (
        "The status is {found!r}; only completed transactions count.",
        "狀態為 {found!r}；僅計入已完成之交易。",
    ),
    "project_ref_not_digits": (
        "The project is {found!r}; expected its number.",
        "項目為 {found!r}；應為項目編號。",
    ),
    "via_vcp_not_yes_or_no": (
        "via_vcp is {found!r}; expected Yes or No.",
        "via_vcp 為 {found!r}；應為 Yes 或 No。",
    ),
    "issuance_not_found": (
        "{party} {first}–{last} does not lie inside an issuance: some or all of it was never issued.",
        "{party} {first}–{last} 不在任何核發批次之內：全部或部分從未核發。",
    ),
    "range_spans_issuances": (
        "{party} {first}–{last} does not lie inside one issuance ({issuances} are touched).",
        "{party} {first}–{last} 不在單一核發批次之內（涉及 {issuances} 批）。",
    ),
    "project_differs": (
        "The cancellation names project {found}; the units were issued to project {issued_to}.",
        "取消所載項目為 {found}；該等單位核發予項目 {issued_to}。",
    ),
    "unit_type_differs": (
        "The cancellation names {found}; the units were issued as {issued_as}.",
        "取消所載單位類型為 {found}；該等單位以 {issued_as} 核發。",
    ),
    "commitment_period_differs": (
        "The cancellation names commitment period {found}; the units were issued in {issued_in}.",
        "取消所載承諾期為 {found}；該等單位核發於承諾期 {issued_in}。",
    ),
    "cancelled_before_issuance": (
        "The cancellation is of {found}, before the issuance of {issued_at}.",
        "取消時間為 {found}，早於核發時間 {issued_at}。",
    ),
    "serials_recorded_with_other_content": (
        "{party} {first}–{last} is recorded already with other content ({other_row}).",
        "{party} {first}–{last} 已以不同內容記錄（{other_row}）。",
    ),
    "serials_overlap_an_issuance": (
        "{party} {first}–{last} overlaps the issuance {other_first}–{other_last} ({other_row}).",
        "{party} {first}–{last} 與核發批次 {other_first}–{other_last} 重疊（{other_row}）。",
    ),
    "units_already_cancelled": (
        "{party} {first}–{last} overlaps the cancellation {other_first}–{other_last} ({other_row}).",
        "{party} {first}–{last} 與取消 {other_first}–{other_last} 重疊（{other_row}）。",
    ),
    "reference_not_digits": (
        "The reference is {found!r}; expected a number.",
        "編號為 {found!r}；應為數字。",
    ),
    "reference_given_twice": (
        "Reference {reference} stands in {other_row} already, with other content.",
        "編號 {reference} 已見於{other_row}，內容不同。",
    ),
    "title_missing": ("Project {reference} has no title.", "項目 {reference} 無名稱。"),
    "host_party_missing": ("Project {reference} names no host Party.", "項目 {reference} 未載東道締約方。"),
    "host_party_unknown": (
        "Project {reference} names the host Party {found!r}, which is not known.",
        "項目 {reference} 之東道締約方 {found!r} 無法辨識。",
    ),
    "reductions_not_a_number": (
        "Project {reference} expects {found!r}; expected a whole number of tonnes a year.",
        "項目 {reference} 之預期減量為 {found!r}；應為每年整數公噸。",
    ),
    "registered_not_a_date": (
        "Project {reference} was registered on {found!r}; expected DD/MM/YYYY, Rejected, Withdrawn or nothing.",
        "項目 {reference} 之註冊日為 {found!r}；應為 DD/MM/YYYY、Rejected、Withdrawn 或空白。",
    ),
    "registered_dates_differ": (
        "Project {reference} has two registration dates, {found} and {other}.",
        "項目 {reference} 有兩個註冊日：{found} 與 {other}。",
    ),
}

_ROW = ("row {row}", "第{row}列")
_LEDGER_ROW = ("in the ledger already", "已記入帳本")


def verdict_sentence(verdict: Verdict, language: str) -> str:
    """Return what a verdict says, with the text it rests on."""
    chinese = language == CHINESE
    facts = dict(verdict.about)
    if "other_row" in facts:
        row = facts["other_row"]
        facts["other_row"] = _LEDGER_ROW[chinese] if row is None else _ROW[chinese].format(row=row)
    sentence = SENTENCES[verdict.code][chinese].format(**facts)
    rests_on = CONDITIONS[verdict.code].rests_on
    if chinese:
        return spaced(f"{sentence.removesuffix('。')}（{in_chinese(rests_on)}）。")
    return f"{sentence.removesuffix('.')} ({rests_on})."
