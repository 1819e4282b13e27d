"""What is said of lists that others publish: the commands that read them, and what is noted of a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sextant.application.published.noted import Noted

PUBLISHED_SAYINGS: dict[str, tuple[str, str]] = {
    "import_jcm_issuances": (
        "Import amounts that a Joint Committee notified and each side issued.",
        "匯入聯合委員會所通知、各方所核發之數量。",
    ),
    "import_article6_pipeline": (
        "Import the tables of the Article 6 pipeline: agreements, JCM projects, pilots, countries, notices.",
        "匯入第六條項目清單之各表：協議、JCM 項目、試點、國家、通知。",
    ),
    "jcm_issuances_file": ("The table of amounts (CSV, UTF-8).", "數量表（CSV、UTF-8）。"),
    "pipeline_folder": ("The folder with the tables.", "各表所在之資料夾。"),
    "partners": (
        "Show with whom Parties run a mechanism together on a day; with --list, also by the agreements of a list.",
        "顯示某日與何締約方共同運作一機制；用 --list 時並列清單所載協議。",
    ),
    "partners_mechanism": ("The mechanism, such as jcm.", "機制，如 jcm。"),
    "partners_on": ("The day (YYYY-MM-DD); today where it is left out.", "日期（YYYY-MM-DD）；省略則為今日。"),
    "partners_list": ("A list of agreements (CSV, UTF-8) to compare with.", "用以比對之協議清單（CSV、UTF-8）。"),
    "partners_buyer": (
        "The Party whose partners the list is asked for, as JP.",
        "向清單查詢何締約方之夥伴，如 JP。",
    ),
    "partners_none": (
        "{mechanism} has no agreements; use one of {expected}.",
        "{mechanism} 無協議紀錄；請用：{expected}。",
    ),
    "partners_not_a_day": ("{found} is no day; write it as 2026-01-31.", "{found} 非日期；請寫作 2026-01-31。"),
    "partners_count": ("{on}: {count} partners", "{on}：{count} 個合作國"),
    "partners_perhaps": ("{count} perhaps: {names}", "另 {count} 個尚不確定：{names}"),
    "partners_by_list": ("By the list: {count}", "依清單：{count} 個"),
    "partners_differ": (
        "The list has another day: {name}, {found}; here {expected}.",
        "清單所載日期不同：{name}，{found}；此處為 {expected}。",
    ),
    "issuances_imported": (
        "{posted} issuances recorded, {known} known already: {issued} units.",
        "記錄核發 {posted} 筆，已有 {known} 筆：共 {issued} 個單位。",
    ),
    "notified_not_issued": (
        "{project}: {quantity} notified to {party}, not issued.",
        "{project}：已通知{party} {quantity}，尚未核發。",
    ),
    "pipeline_read": ("{file}: {rows} rows, {records} used.", "{file}：{rows} 列，採用 {records} 列。"),
    "pipeline_put": ("{kind}: {changed} activities new or changed.", "{kind}：新增或變更活動 {changed} 筆。"),
    "noted": ("{file}, row {row}: {message} [{code}]", "{file} 第{row}列：{message}［{code}］"),
    "noted_count": ("{count} things noted.", "共註記 {count} 項。"),
}

_SENTENCES: dict[str, tuple[str, str]] = {
    "fields_differ": (
        "The row has {found} fields; the header announces {expected}.",
        "此列有 {found} 個欄位；標題列為 {expected} 個。",
    ),
    "not_a_day": ("{column} is “{found}”, which is no day.", "{column} 為「{found}」，非日期。"),
    "day_impossible": (
        "{column} is {found}; nothing of this kind can be before {expected}.",
        "{column} 為 {found}；此類事項不可能早於 {expected}。",
    ),
    "not_a_number": (
        "{column} is “{found}”, which is no number from 0.",
        "{column} 為「{found}」，非 0 以上之數字。",
    ),
    "nothing_stated": ("{column} says nothing.", "{column} 未填。"),
    "party_not_known": ("{column} names “{found}”, which is no Party.", "{column} 所載「{found}」並非締約方。"),
    "reference_malformed": (
        "The reference is “{found}”; expected one such as {expected}.",
        "編號為「{found}」；應如 {expected}。",
    ),
    "status_not_known": ("The status “{found}” is not known.", "狀態「{found}」未知。"),
    "registered_without_day": ("{found} is registered, and the day is missing.", "{found} 已註冊，但缺註冊日。"),
    "period_reversed": (
        "The period ends on {last}, before it begins on {first}.",
        "期間訖於 {last}，早於起始日 {first}。",
    ),
    "period_spans": (
        "The period {first} to {last} spans {expected}; it should be two batches.",
        "期間 {first} 至 {last} 跨越 {expected}；應分為兩批。",
    ),
    "issued_before_decided": (
        "Issued on {found}, before the decision of {expected}: the row is of an earlier decision that is missing.",
        "核發於 {found}，早於 {expected} 之決定：此列屬於表中所缺之較早決定。",
    ),
    "issued_not_as_notified": (
        "{found} were issued; {expected} were notified.",
        "核發 {found}；所通知者為 {expected}。",
    ),
    "side_twice": (
        "{found} has a part of the same decision in row {other_row}.",
        "{found} 於第{other_row}列已有同一決定之部分。",
    ),
    "numbers_missing": (
        "{subject}: the rows add up to {found}, their total says {expected}; {missing} are missing.",
        "{subject}：各列合計 {found}，所載總數為 {expected}；缺 {missing}。",
    ),
    "quantity_zero": ("{column} is 0.", "{column} 為 0。"),
    "row_again": ("The row repeats row {other_row}.", "此列與第{other_row}列重複。"),
    "title_again": (
        "The host and the title are those of row {other_row}.",
        "東道締約方與名稱與第{other_row}列相同。",
    ),
    "day_not_of_title": ("The day is {found}; the title says {expected}.", "日期為 {found}；標題載為 {expected}。"),
    "text_over_lines": ("{column} goes over several lines.", "{column} 跨越多行。"),
    "count_differs": (
        "{column} says {found}; the other tables have {expected}.",
        "{column} 載為 {found}；其他表為 {expected}。",
    ),
}


def noted_sentence(note: Noted, language: str) -> str:
    """Return what is noted of a row, in a sentence."""
    return _SENTENCES[note.code][language == "zh-Hant"].format(**note.about)
