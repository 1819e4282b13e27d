"""What the command line says about the comparison, in both languages."""

from __future__ import annotations

COMPARE_SAYINGS: dict[str, tuple[str, str]] = {
    "compare": (
        "Compare the mechanisms, and answer the founding paper, from the rules of a day.",
        "依某日之規則比較各機制，並逐段回應奠基論文。",
    ),
    "compare_activity": (
        "Compare one activity under every mechanism: `sextant compare ACTIVITY.json`. Exits 1 where a mechanism's "
        "rules refuse it.",
        "比較單一活動於各機制之結果：`sextant compare ACTIVITY.json`。若某機制之規則予以拒絕，以 1 結束。",
    ),
    "compare_file": (
        "An activity as JSON; --schema prints its form.",
        "以 JSON 表示之活動；其格式以 --schema 印出。",
    ),
    "compare_schema": ("Print the JSON schema of an activity.", "印出活動之 JSON schema。"),
    "compare_causes": (
        "Also imagine each parameter away alone, and show what the spread between mechanisms becomes.",
        "並逐一排除各參數，顯示機制間差距之變化。",
    ),
    "compare_no_file": (
        "No activity was named; expected a JSON file, or --schema for its form.",
        "未指明活動；應為 JSON 檔案，或以 --schema 印出其格式。",
    ),
    "compare_facts": (
        "Show figures that change with the day (agreements, partners, registrations, issuance), counted from tables in "
        "folders; unknown where a table is absent.",
        "顯示隨日期變動之數字（協議、合作國、註冊、核發），自資料夾內之表計得；缺表者為不詳。",
    ),
    "compare_folders": (
        "Folders with tables, such as bilateral_agreements.csv or projects.csv.gz.",
        "載有表之資料夾，如 bilateral_agreements.csv 或 projects.csv.gz。",
    ),
    "compare_facts_on": (
        "As of the end of this day (YYYY-MM-DD); today where it is left out.",
        "截至此日終了（YYYY-MM-DD）；省略則為今日。",
    ),
    "compare_table_unreadable": ("{where} cannot be read: {why}.", "無法讀取 {where}：{why}。"),
    "compare_undated": (" (rows without a day, not counted: {rows})", "（無日期而未計之列：{rows}）"),
    "compare_aspects": ("Show the mechanisms side by side, one question a row.", "並列各機制，一列一問。"),
    "compare_paper": (
        "Show every claim of the founding paper with its verdict and what answers it; with --against, exits 1 where "
        "a copy of the paper differs.",
        "顯示奠基論文每一主張、其判定與依據；用 --against 時，論文副本有出入者以 1 結束。",
    ),
    "compare_on": (
        "Rules of this day (YYYY-MM-DD); today where it is left out.",
        "此日之規則（YYYY-MM-DD）；省略則為今日。",
    ),
    "compare_view": (
        "Only the rows of a theme or a view, such as contribution.",
        "僅顯示某主題或檢視之列，如 contribution。",
    ),
    "compare_verdict": ("Only the claims with a verdict, such as wrong.", "僅顯示某判定之主張，如 wrong。"),
    "compare_against": (
        "A copy of the paper (text, UTF-8), to see whether every paragraph of it has its entry.",
        "論文副本（UTF-8 純文字），查對其每一段是否皆有條目。",
    ),
    "compare_no_view": (
        "There is no view “{found}”; use one of {expected}.",
        "沒有「{found}」此一檢視；請用 {expected} 之一。",
    ),
    "compare_no_verdict": (
        "There is no verdict “{found}”; use one of {expected}.",
        "沒有「{found}」此一判定；請用 {expected} 之一。",
    ),
    "compare_unreadable": ("{file} cannot be read: {reason}.", "無法讀取 {file}：{reason}。"),
    "compare_basis": (
        "{count} rows: {computed} with computed values, {sourced} of sourced facts, {judgement} of judgement, "
        "{unanswered} not answered yet.",
        "共 {count} 列：{computed} 列含計算所得，{sourced} 列為有據事實，"
        "{judgement} 列為評斷，{unanswered} 列尚未作答。",
    ),
    "compare_values": (
        "{computed} values computed, {sourced} sourced facts, {unanswered} not answered yet.",
        "計算所得 {computed} 項，有據事實 {sourced} 項，尚未作答 {unanswered} 項。",
    ),
    "compare_claims": (
        "{paragraphs} paragraphs, {claims} claims: {verdicts}.",
        "共 {paragraphs} 段、{claims} 項主張：{verdicts}。",
    ),
    "compare_same": (
        "Every paragraph of this copy has its entry, and its text is the one judged here.",
        "此副本每一段皆有條目，且文字與此處所評者相同。",
    ),
    "compare_unknown_paragraph": (
        "{paragraph}: this paragraph has no entry; expected one for every paragraph of the paper.",
        "{paragraph}：此段沒有條目；論文每一段皆應有條目。",
    ),
    "compare_other_paragraph": (
        "{paragraph}: the text is missing or is not the one judged here.",
        "{paragraph}：此段缺漏，或文字與此處所評者不同。",
    ),
    "compare_unverified": ("unverified", "未查證"),
}
