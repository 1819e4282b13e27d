"""What the command line says about events of other registries, in both languages."""

from __future__ import annotations

FOREIGN_SAYINGS: dict[str, tuple[str, str]] = {
    "import_foreign_events": (
        "Take in what other registries did: issuances, labels, authorizations, transfers, uses, cancellations.",
        "匯入其他登記簿之事件：核發、標籤、授權、轉讓、使用、取消。",
    ),
    "foreign_events_file": (
        "Events as comma-separated rows or JSON, or a file as a registry publishes it.",
        "以逗號分隔或 JSON 書寫之事件，或登記簿公布之檔案。",
    ),
    "foreign_periods": (
        "Period of a Party's contribution, as CH=2021-2030; needed for uses towards it. May be given several times.",
        "締約方國家自定貢獻期間，如 CH=2021-2030；用於國家自定貢獻時必須載明。可重複。",
    ),
    "foreign_period_wrong": (
        "{found} is no period of a contribution; write it as CH=2021-2030.",
        "{found} 並非國家自定貢獻期間；請寫為 CH=2021-2030。",
    ),
    "foreign_row_damaged": (
        "This row has another number of fields than the header, or quotation marks that do not pair.",
        "此列欄位數與標題列不同，或引號未成對。",
    ),
    "foreign_row": ("Row {row}: {message}", "第 {row} 列：{message}"),
    "foreign_warned": (
        "Row {row}: recorded; the authorization says against it: {codes}",
        "第 {row} 列：已登錄；與授權不符之處：{codes}",
    ),
    "foreign_undetermined": (
        "Row {row}: recorded; when the units are first transferred cannot be determined ({named}).",
        "第 {row} 列：已登錄；無法判定單位何時首次轉讓（{named}）。",
    ),
    "foreign_done": (
        "{format}: {accepted} events recorded, {known} known before, {rejected} not taken; {itmos} new ITMOs.",
        "{format}：登錄 {accepted} 項事件，{known} 項先前已登錄，{rejected} 項未採；新增 {itmos} 單位 ITMO。",
    ),
}
