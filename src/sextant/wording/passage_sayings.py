"""What the command line says of moves between mechanisms, the funnel and overlaps, in both languages."""

from __future__ import annotations

PASSAGE_SAYINGS: dict[str, tuple[str, str]] = {
    "overlaps": (
        "Search lists of activities, a registry, or both for the same activity twice; each candidate with its evidence "
        "and score, for a person to decide.",
        "於活動清單、登記簿或兩者之中尋找重複之同一活動；各候選附其證據與評分，由人判定。",
    ),
    "overlap_lists": (
        "Lists (CSV, plain or gzip): the CDM registration list, the pipeline's JCM projects or prior considerations.",
        "清單（CSV，可為 gzip）：CDM 註冊清單、管線之 JCM 項目或事前考量通知。",
    ),
    "overlap_least": ("Least score of a candidate, from 0 to 1.", "候選之最低評分（0 至 1）。"),
    "overlap_across": ("Only candidates of two different registers.", "僅列不同登記簿之候選。"),
    "overlap_least_bad": (
        "The least score is {found}; write a number from 0 to 1, as 0.7.",
        "最低評分為 {found}；請填 0 至 1 之數，如 0.7。",
    ),
    "list_unreadable": ("{file} cannot be read: {reason}.", "無法讀取 {file}：{reason}。"),
    "list_unknown": (
        "{file}: found the columns {columns}; expected those of {expected}.",
        "{file}：欄位為 {columns}；應為下列之一：{expected}。",
    ),
    "overlap_row": ("{score}  {one} | {other}", "{score}  {one} ｜ {other}"),
    "overlap_point": (
        "      {evidence}: {points} of {most} ({found} | {other})",
        "      {evidence}：{points}／{most}（{found} ｜ {other}）",
    ),
    "overlap_done": (
        "{candidates} candidates among {activities} activities of {lists} lists; a person decides.",
        "{lists} 份清單之 {activities} 項活動中，有 {candidates} 組候選；由人判定。",
    ),
    "overlap_done_registry": (
        "{candidates} candidates among {activities} activities, {own} of the registry and the others of {lists} lists; "
        "a person decides.",
        "{activities} 項活動中，有 {candidates} 組候選；其中 {own} 項屬登記簿，其餘來自 {lists} 份清單；由人判定。",
    ),
    "overlap_where": (
        "Neither a list nor a registry is named; name files, or --database URL, or both.",
        "未指定清單或登記簿；請指定檔案、--database URL 或兩者。",
    ),
    "overlap_passed_over": (
        "{file}: {rows} rows have no title or no host Party of a known name, the first being row {first}.",
        "{file}：{rows} 列無名稱，或東道締約方名稱無從辨識，首列為第{first}列。",
    ),
    "move": (
        "Say whether an activity may move from one mechanism to another, and what is lost; exits 1 where it may not.",
        "回答活動得否由一機制轉入另一機制，以及將失去什麼；不得者以 1 結束。",
    ),
    "move_from": (
        "Mechanism it is under, such as cdm, jcm, vcs or article_6_2.",
        "現屬機制，如 cdm、jcm、vcs 或 article_6_2。",
    ),
    "move_to": ("Mechanism it is to move to, such as article_6_4.", "擬轉入之機制，如 article_6_4。"),
    "move_fact": (
        "A fact, as name=yes, name=no or name=2026-01-31; may be given often. What is not given is not known.",
        "事實，如 name=yes、name=no 或 name=2026-01-31；可重複提供。未提供者視為未知。",
    ),
    "move_on": (
        "Rules of this day (YYYY-MM-DD); today where it is left out.",
        "此日之規則（YYYY-MM-DD）；省略則為今日。",
    ),
    "move_unknown": (
        "No way from {begins} to {ends} is known; known are {expected}.",
        "並無由 {begins} 至 {ends} 之途徑；已知者為 {expected}。",
    ),
    "move_fact_bad": (
        "The fact “{found}” cannot be read; write name=yes, name=no or name=2026-01-31.",
        "無法讀取事實「{found}」；請寫 name=yes、name=no 或 name=2026-01-31。",
    ),
    "move_fact_unknown": (
        "No fact is called {found}; known are {expected}.",
        "並無名為 {found} 之事實；已知者為 {expected}。",
    ),
    "move_verdict_may": ("{move}: it may move.", "{move}：得轉入。"),
    "move_verdict_may_not": ("{move}: it may not move.", "{move}：不得轉入。"),
    "move_verdict_not_known": ("{move}: not known; facts are missing.", "{move}：未知；欠缺事實。"),
    "move_met_yes": ("  yes      {says} [{source}]", "  是    {says}［{source}］"),
    "move_met_no": (
        "  no       {says} Found: {found}{limit}. [{source}]",
        "  否    {says}現況：{found}{limit}。［{source}］",
    ),
    "move_met_unknown": (
        "  unknown  {says} Not known: {fact} ({name}). [{source}]",
        "  未知  {says}欠缺：{fact}（{name}）。［{source}］",
    ),
    "move_met_does_not_apply": ("  –        {says} Does not apply. [{source}]", "  –     {says}不適用。［{source}］"),
    "move_limit": ("; limit: {limit}", "；界限：{limit}"),
    "move_loses": ("What is lost or taken on:", "將失去或承擔者："),
    "move_perhaps": ("What may be lost, as facts are missing:", "因欠缺事實，可能失去者："),
    "move_loss": ("  – {says} [{source}]", "  – {says}［{source}］"),
    "funnel": (
        "Show how many CDM activities have come how far in their transition on a day, from published lists, reports "
        "and a registry.",
        "顯示某日 CDM 活動於過渡程序各階段之件數，取自公開清單、報告與登記簿。",
    ),
    "funnel_paths": (
        "Folders or files read where they lie: a pipeline with totals.json, reports of meetings as text.",
        "就地讀取之資料夾或檔案：含 totals.json 之管線、會議報告純文字。",
    ),
    "funnel_on": ("The day (YYYY-MM-DD); today where it is left out.", "日期（YYYY-MM-DD）；省略則為今日。"),
    "funnel_known": (
        "  {stage}: {quantity}  (as of {as_of}, {told_by}{only})",
        "  {stage}：{quantity}（截至 {as_of}，{told_by}{only}）",
    ),
    "funnel_unknown": ("  {stage}: unknown", "  {stage}：未知"),
    "funnel_only": ("; {only} alone", "；僅計{only}"),
    "funnel_nothing": (
        "Name folders or files, or a --database, that tell of the transition.",
        "請指定載有過渡資訊之資料夾、檔案或 --database。",
    ),
}
