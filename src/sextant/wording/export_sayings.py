"""What the command line says about exports, in both languages."""

from __future__ import annotations

EXPORT_SAYINGS: dict[str, tuple[str, str]] = {
    "export": (
        "Write the ledger as Parquet files for questions about the whole registry, and prove that they equal it.",
        "將帳本寫為 Parquet 檔，供查詢整個登記簿之用，並證明兩者相同。",
    ),
    "export_folder": ("Folder of the export.", "匯出檔之資料夾。"),
    "export_check": (
        "Write nothing; compare the files with the database as it is now.",
        "不寫入；將檔案與資料庫現況比對。",
    ),
    "export_audit": (
        "Also hold the files against the laws that can be asked of all rows at once; this is not `sextant verify`.",
        "並以可對所有列一次查驗之法則檢查檔案；此非 `sextant verify`。",
    ),
    "audit_sound": (
        "Nothing breaks these laws: {laws}. For all the others ask `sextant verify`.",
        "下列法則均未遭違反：{laws}。其餘法則請用 `sextant verify`。",
    ),
    "audit_broken": ("Laws are broken, so often each: {laws}.", "有法則遭違反，各違反次數：{laws}。"),
    "from_export": (
        "Answer from an export in this folder instead of from the database.",
        "由此資料夾之匯出檔作答，而非資料庫。",
    ),
    "exported": (
        "{folder} equals the database: {rows}. {seconds} s.",
        "{folder} 與資料庫相同：{rows}。{seconds} 秒。",
    ),
    "export_equal": (
        "{folder} still equals the database: {rows}. {seconds} s.",
        "{folder} 仍與資料庫相同：{rows}。{seconds} 秒。",
    ),
    "export_behind": (
        "{table}: the export has {found} rows and the database now {expected}, or their contents differ.",
        "{table}：匯出檔有 {found} 列，資料庫現有 {expected} 列，或其內容不同。",
    ),
    "export_folder_not_empty": (
        "{folder} holds other files and no export; name an empty folder or that of an earlier export.",
        "{folder} 內有其他檔案而無匯出檔；請指定空資料夾或先前匯出之資料夾。",
    ),
    "export_not_there": (
        "There is no export in {folder}; make one with `sextant export`.",
        "{folder} 沒有匯出檔；請以 `sextant export` 製作。",
    ),
    "export_incomplete": (
        "The export in {folder} lacks the table {table}; make it again with `sextant export`.",
        "{folder} 之匯出檔缺少資料表 {table}；請以 `sextant export` 重新製作。",
    ),
    "export_of_another_form": (
        "The export has form {found} and this version reads form {expected}; make it again with `sextant export`.",
        "匯出檔之形式為 {found}，本版讀取形式 {expected}；請以 `sextant export` 重新製作。",
    ),
    "export_differs": (
        "The file of {table} is not what the database told: its digest is {found}, expected {expected}.",
        "{table} 之檔案與資料庫所述不同：其摘要為 {found}，應為 {expected}。",
    ),
}
