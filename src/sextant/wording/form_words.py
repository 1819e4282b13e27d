"""What the command line says about forms, and what is said where a form is not in order."""

from __future__ import annotations

FORM_SAYINGS: dict[str, tuple[str, str]] = {
    "form": (
        "Forms of the mechanisms: written from a calculation or verification, and read back.",
        "各機制之表單：由計算或核查產生，並可讀回。",
    ),
    "form_list": ("Tell which forms there are.", "列出現有表單。"),
    "form_describe": (
        "Tell what a form holds: fields, types, units, sheets and sources.",
        "說明表單之欄位、型別、單位、工作表與出處。",
    ),
    "form_write": (
        "Write a filled form as XLSX or JSON; exits 1 where it cannot be filled.",
        "產生已填表單（XLSX 或 JSON）；無法填寫者以 1 結束。",
    ),
    "form_read": ("Read a form back; exits 1 where a cell is not in order.", "讀回表單；有儲存格不合者以 1 結束。"),
    "form_id": ("Id of the form, as `form list` tells it.", "表單代號，見 `form list`。"),
    "form_statement_file": (
        "File (JSON) with request and period, or workspace, and what is said.",
        "檔案（JSON）：request 與 period，或 workspace，以及 said。",
    ),
    "form_out": (
        "File to write; its ending, .xlsx or .json, says which kind.",
        "輸出檔案；副檔名 .xlsx 或 .json 決定格式。",
    ),
    "form_file": ("File of a form, .xlsx or .json.", "表單檔案（.xlsx 或 .json）。"),
    "form_into": (
        "File to write the inputs for `quantify` to, or the workspace for `verification`.",
        "輸出檔案：供 `quantify` 之輸入值，或供 `verification` 之工作區。",
    ),
    "form_statement_out": (
        "File to write the whole statement to, for `form write`.",
        "輸出完整陳述之檔案，供 `form write`。",
    ),
    "form_written": ("{form} is in {file}.", "{form} 已存於 {file}。"),
    "form_in_order": ("{file} is in order.", "{file} 均無不合。"),
    "form_unknown": (
        "There is no form {found}; expected one of {expected}.",
        "沒有表單 {found}；應為下列之一：{expected}。",
    ),
    "form_not_of_its_kind": (
        "{file} is no form that was written here: its language is {found}, expected one of {expected}.",
        "{file} 並非本系統產生之表單：其語言為 {found}，應為下列之一：{expected}。",
    ),
}

SENTENCES_OF_FORMS: dict[str, tuple[str, str]] = {
    "form_statement": (
        "The form cannot be filled from {where}: found {found}, expected {expected}.",
        "無法由 {where} 填寫表單：現為 {found}，應為 {expected}。",
    ),
    "form_cell": (
        "{where} ({field}) holds {found}; expected {expected}.",
        "{where}（{field}）為 {found}；應為 {expected}。",
    ),
    "form_cell_empty": (
        "{where} ({field}) is empty; expected {expected}.",
        "{where}（{field}）為空白；應為 {expected}。",
    ),
    "form_differs": (
        "{where} ({field}) holds {found}, and the rest of the form gives {expected}.",
        "{where}（{field}）為 {found}，而表單其餘內容得出 {expected}。",
    ),
    "form_rows": (
        "{where}: the section has {found} rows, and the rest of the form gives {expected}.",
        "{where}：該部分有 {found} 列，而表單其餘內容得出 {expected} 列。",
    ),
    "form_rows_apart": (
        "{where} ({field}) holds {found}, and another row of the same parameter {expected}; say one thing.",
        "{where}（{field}）為 {found}，同一參數之另一列為 {expected}；兩者應一致。",
    ),
    "form_row_twice": (
        "{where} ({field}) names {found} a second time; a parameter and element have one row.",
        "{where}（{field}）重複指定 {found}；同一參數與要素僅有一列。",
    ),
    "form_tool_absent": (
        "{where} ({field}) names {found}, and the form has no tool that computes what stands before the slash.",
        "{where}（{field}）為 {found}，而表單沒有計算斜線前參數之工具。",
    ),
    "form_section_missing": (
        "The form has no section {found}, which must be filled in.",
        "表單缺少必填之部分 {found}。",
    ),
    "form_section_unknown": (
        "{where}: the form has no section {found}; expected one of {expected}.",
        "{where}：表單沒有部分 {found}；應為下列之一：{expected}。",
    ),
    "form_section_twice": (
        "{where}: the section {found} stands in the form twice; keep one.",
        "{where}：部分 {found} 於表單出現兩次；請保留其一。",
    ),
    "form_field_unknown": (
        "{where}: the section {section} has no field {found}; expected one of {expected}.",
        "{where}：部分 {section} 沒有欄位 {found}；應為下列之一：{expected}。",
    ),
}
