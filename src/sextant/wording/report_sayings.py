"""What the command line says of statements and reports of Parties, in both languages."""

from __future__ import annotations

REPORT_SAYINGS: dict[str, tuple[str, str]] = {
    "report": ("Reports of Parties under Article 6, paragraph 2.", "第6條第2項之締約方報告。"),
    "report_state": (
        "Put a statement of a Party on record (JSON): its accounts, or a report. A further version, never a change.",
        "登錄締約方之聲明（JSON）：核算聲明或報告。以新版登錄，不更改舊版。",
    ),
    "report_file": ("File with the statement (JSON).", "聲明檔（JSON）。"),
    "report_afford": (
        "Say whether a Party can afford all it has promised, under every method; exits 1 where it cannot.",
        "回答締約方於各方法下能否負擔全部承諾；無法負擔時以 1 結束。",
    ),
    "report_summary": (
        "Make the structured summary (decision 5/CMA.3, table 4); every figure names its serial numbers.",
        "編製結構化摘要（第5/CMA.3號決定表 4）；各數值均列其序號。",
    ),
    "report_check": (
        "Check a report of a Party item by item of its outline; exits 1 where an item is missing.",
        "依大綱逐項檢查締約方之報告；有缺漏時以 1 結束。",
    ),
    "report_review": (
        "Make the report of a technical expert review; exits 1 while recommendations are not resolved.",
        "編製技術專家審查報告；尚有未解決之建議時以 1 結束。",
    ),
    "report_review_name": ("Identifier of the review, such as irterr2026_XAa01.", "審查代號，如 irterr2026_XAa01。"),
    "report_no_review": (
        "{party} has no review {name} on record; put it on record with: sextant report state FILE.",
        "{party} 無審查 {name} 之紀錄；請以下列指令登錄：sextant report state FILE。",
    ),
    "report_party": ("Code of the Party, such as XA.", "締約方代碼，如 XA。"),
    "report_name": ("initial, updated or regular.", "initial、updated 或 regular。"),
    "report_out": (
        "Also write it: a workbook in both languages (.xlsx), or a typeset file (.pdf).",
        "並寫入檔案：雙語試算表（.xlsx）或排版文件（.pdf）。",
    ),
    "report_rendering": (
        "public (the default) leaves out what is confidential; review shows it, for the review team.",
        "public（預設）略去機密內容；review 供審查小組，含機密內容。",
    ),
    "report_unreadable": ("{file} cannot be read as JSON: {reason}.", "無法以 JSON 讀取 {file}：{reason}。"),
    "report_field": (
        "{file}: {field}: found {found}; expected {expected}.",
        "{file}：{field}：現為 {found}；應為 {expected}。",
    ),
    "report_stated": (
        "On record as version {version} of {subject} of {party}.",
        "已登錄為 {party} 之 {subject} 第{version}版。",
    ),
    "report_stated_before": (
        "Version {version} of {subject} of {party} says the same; nothing changed.",
        "{party} 之 {subject} 第{version}版內容相同；未作變更。",
    ),
    "report_no_accounts": (
        "{party} has stated no accounts here; put them on record with: sextant report state FILE.",
        "{party} 尚未於此提出核算聲明；請以下列指令登錄：sextant report state FILE。",
    ),
    "report_unknown": ("There is no report {found}. Reports: {expected}.", "無報告 {found}。現有報告：{expected}。"),
    "report_absent": (
        "{party} has no report {name} on record; put it on record with: sextant report state FILE.",
        "{party} 無報告 {name} 之紀錄；請以下列指令登錄：sextant report state FILE。",
    ),
    "report_suffix": (
        "A report is written as .xlsx or .pdf, not as {found}.",
        "報告寫為 .xlsx 或 .pdf，不寫為 {found}。",
    ),
    "report_no_setting": (
        "Papers are not set here: install the extra letters, or write a workbook.",
        "此處無法排版：請安裝 letters 套件，或改寫為試算表。",
    ),
    "report_not_set": (
        "This paper cannot be set: a text has a character that the font lacks.",
        "無法排版此文件：文字含字型所無之字元。",
    ),
    "report_not_written": ("{file} cannot be written: {reason}.", "無法寫入 {file}：{reason}。"),
}
