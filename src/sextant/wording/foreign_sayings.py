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
    "foreign_row": ("Row {row}: {message}", "第{row}列：{message}"),
    "foreign_warned": (
        "Row {row}: recorded; the authorization says against it: {codes}",
        "第{row}列：已登錄；與授權不符之處：{codes}",
    ),
    "foreign_undetermined": (
        "Row {row}: recorded; when the units are first transferred cannot be determined ({named}).",
        "第{row}列：已登錄；無法判定單位何時首次轉讓（{named}）。",
    ),
    "foreign_done": (
        "{format}: {accepted} events recorded, {known} known before, {rejected} not taken; {itmos} new ITMOs.",
        "{format}：登錄 {accepted} 項事件，{known} 項先前已登錄，{rejected} 項未採；新增 {itmos} 單位 ITMO。",
    ),
    "import_opening_positions": (
        "Take over a running office: earlier annual information of one Party becomes positions, and is reconciled.",
        "承接運作中之登記業務：將某締約方先前之年度資訊轉為期初部位並核對。",
    ),
    "opening_files": (
        "Agreed electronic formats of one Party, all years and versions, in any dialect.",
        "某締約方之議定電子格式，各年度與版本，任何寫法均可。",
    ),
    "opening_several": (
        "The files are of several Parties ({found}); take over one at a time.",
        "檔案屬數個締約方（{found}）；請逐一承接。",
    ),
    "opening_row": (
        "{file}, table {table}, row {row}: {message}",
        "{file}，表 {table} 第{row}列：{message}",
    ),
    "opening_here": (
        "{series}: {first} to {last} are held here and not by the last report.",
        "{series}：{first} 至 {last} 於此處持有，最近報告則無。",
    ),
    "opening_there": (
        "{series}: {first} to {last} are held by the last report and not here.",
        "{series}：{first} 至 {last} 於最近報告持有，此處則無。",
    ),
    "opening_reconciled": (
        "{party}: {recorded} entries recorded, {known} known before; what is held here is what the last report says.",
        "{party}：新增 {recorded} 筆紀錄，{known} 筆先前已有；此處持有者與最近報告相符。",
    ),
    "opening_open": (
        "{party}: {recorded} entries recorded, {known} known before; not reconciled, so nothing should be filed yet.",
        "{party}：新增 {recorded} 筆紀錄，{known} 筆先前已有；尚未核對相符，暫勿提交。",
    ),
}
