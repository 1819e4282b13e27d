"""What the command line says about Article 6.8, in both languages."""

from __future__ import annotations

COOPERATION_SAYINGS: dict[str, tuple[str, str]] = {
    "cooperation": (
        "Article 6.8: non-market approaches, support asked for and offered.",
        "第6.8條：非市場方法、所需與所提供之支援。",
    ),
    "cooperation_register": (
        "Write a version of an approach, or list an offer, from a JSON file.",
        "以 JSON 檔撰寫方法之新版，或刊登提供。",
    ),
    "cooperation_answer": (
        "A Party consents to the latest version, declines it, or leaves.",
        "締約方同意最新版、婉拒或退出。",
    ),
    "cooperation_submit": (
        "A focal point submits what all Parties concur with.",
        "聯絡人提交各方均已同意之版本。",
    ),
    "cooperation_record": (
        "Record what was submitted, where it is complete; that is no approval.",
        "登錄已提交且完整之版本；此非核准。",
    ),
    "cooperation_say": (
        "Return, challenge, complete or withdraw an approach, or withdraw an offer, with a reason.",
        "附理由退回、質疑、完成或撤回方法，或撤回提供。",
    ),
    "cooperation_note": (
        "Add a progress note, a lesson, a case study or feedback.",
        "新增進展、經驗、案例或回饋。",
    ),
    "cooperation_move": ("Move a match of a need and an offer.", "推進需求與提供之媒合。"),
    "cooperation_post": ("Write in the forum.", "於論壇發文。"),
    "cooperation_moderate": (
        "Hide a post with a reason, or show it again; none is deleted.",
        "附理由隱藏貼文或恢復顯示；不予刪除。",
    ),
    "cooperation_list": (
        "List approaches, needs, offers, providers or topics.",
        "列出方法、需求、提供、提供者或主題。",
    ),
    "cooperation_show": (
        "Show one approach: state, consents, and what each rule yields.",
        "顯示一項方法：狀態、同意情形及各規則之結果。",
    ),
    "cooperation_match": (
        "Compare needs with offers, with all that explains the outcome; never a ranking of Parties.",
        "比對需求與提供並說明結果；絕不為締約方排名。",
    ),
    "cooperation_export": (
        "Export: support-chapters, narrative, platform, submission, synthesis, adaptation.",
        "匯出：support-chapters、narrative、platform、submission、synthesis、adaptation。",
    ),
    "cooperation_programme": (
        "Show the Glasgow Committee: meetings, phases, calls, what is unknown.",
        "顯示格拉斯哥非市場方法委員會：會議、階段、徵詢與不詳之處。",
    ),
    "cooperation_file": ("JSON file.", "JSON 檔。"),
    "cooperation_actor": ("Who does it.", "行為人。"),
    "cooperation_reference": ("Reference of the approach.", "方法之編號。"),
    "cooperation_party": ("Code of a Party.", "締約方代碼。"),
    "cooperation_said": ("consented, declined or left.", "consented、declined 或 left。"),
    "cooperation_version": ("The version that was read.", "所閱讀之版次。"),
    "cooperation_evidence": ("Where that can be read.", "可查閱之處。"),
    "cooperation_focal_point": ("Name or office of the focal point.", "聯絡人姓名或單位。"),
    "cooperation_act": (
        "return, challenge, completion, withdrawal or offer-withdrawal.",
        "return、challenge、completion、withdrawal 或 offer-withdrawal。",
    ),
    "cooperation_reason": ("Why.", "理由。"),
    "cooperation_kind": ("progress, lesson, case_study or feedback.", "progress、lesson、case_study 或 feedback。"),
    "cooperation_text": ("The text.", "內容。"),
    "cooperation_need": (
        "A need, such as NMA-0001/XA/implement; all of them where it is left out.",
        "需求，如 NMA-0001/XA/implement；省略則為全部。",
    ),
    "cooperation_offer": ("Id of an offer.", "提供之編號。"),
    "cooperation_to": (
        "viewed, contacted, discussing, agreed, delivering, delivered or declined; suggested by the comparison.",
        "viewed、contacted、discussing、agreed、delivering、delivered 或 declined；suggested 由比對提出。",
    ),
    "cooperation_topic": ("Reference of the topic.", "主題編號。"),
    "cooperation_title": ("Title of a new topic.", "新主題之標題。"),
    "cooperation_post_number": ("Number of the post in its topic.", "貼文於主題中之序號。"),
    "cooperation_shown": ("Show the post again instead of hiding it.", "恢復顯示而非隱藏。"),
    "cooperation_what": ("What to list.", "列出何者。"),
    "cooperation_compare": (
        "Compare the needs and offers in this JSON file instead of those of the registry.",
        "改為比對此 JSON 檔中之需求與提供。",
    ),
    "cooperation_export_what": ("Which export.", "匯出何者。"),
    "cooperation_csv": ("Print CSV instead of JSON, where the export is a table.", "匯出為表格時改印 CSV。"),
    "cooperation_on": (
        "Day, to its end (YYYY-MM-DD); today where it is left out.",
        "日期，計至當日終了；省略則為今日。",
    ),
    "cooperation_at": (
        "When it was said (YYYY-MM-DDTHH:MM, UTC); now where it is left out.",
        "行為時刻（YYYY-MM-DDTHH:MM，UTC）；省略則為現在。",
    ),
    "cooperation_not_json": ("{file} is no JSON: {reason}.", "{file} 不是 JSON：{reason}。"),
    "cooperation_not_readable": ("{file} cannot be read: {reason}.", "無法讀取 {file}：{reason}。"),
    "cooperation_neither": (
        "{file}: expected an object with the key approach or offer.",
        "{file}：應為含 approach 或 offer 之物件。",
    ),
    "cooperation_choice": (
        "“{found}” is not served here; expected one of {expected}.",
        "此處不支援「{found}」；應為 {expected} 之一。",
    ),
    "cooperation_unknown": ("There is no “{found}” here.", "此處沒有「{found}」。"),
    "cooperation_export_needs": (
        "This export is of one {what}; name it with --{what}.",
        "此匯出須指定對象；請以 --{what} 指定。",
    ),
    "cooperation_no_table": ("This export is no table; leave out --csv.", "此匯出不是表格；請勿使用 --csv。"),
    "cooperation_done": ("{subject}: line {number} of its journal, {kind}.", "{subject}：日誌第 {number} 行，{kind}。"),
    "cooperation_done_already": (
        "{subject}: line {number} of its journal was there already.",
        "{subject}：日誌第 {number} 行先前已存在。",
    ),
    "cooperation_nothing": ("Nothing is recorded.", "尚無紀錄。"),
    "cooperation_refused": ("Refused: {sentence}", "駁回：{sentence}"),
    "cooperation_no_score": ("fails: {gates}", "未通過：{gates}"),
    "cooperation_covered": (
        "{need}: {coverage} covered, gap {gap} {currency}",
        "{need}：涵蓋 {coverage}，缺口 {gap} {currency}",
    ),
    "cooperation_no_amount": ("{need}: no amount asked for", "{need}：未請求金額"),
}
