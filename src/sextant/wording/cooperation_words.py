"""The words for the codes of Article 6.8. None of them says approved, registered, accredited, credit or unit."""

from __future__ import annotations

WORDS_OF_COOPERATION: dict[str, dict[str, tuple[str, str]]] = {
    "approach_state": {
        "draft": ("draft", "草稿"),
        "concurrence_open": ("concurrence awaited", "待各方同意"),
        "ready": ("all Parties concur", "各方均已同意"),
        "submitted": ("submitted", "已提交"),
        "returned": ("returned for completion", "退回補正"),
        "recorded": ("recorded", "已登錄"),
        "challenged": ("challenged", "受質疑"),
        "below_minimum": ("too few Parties", "締約方數不足"),
        "completed": ("completed", "已完成"),
        "withdrawn": ("withdrawn", "已撤回"),
    },
    "consent": {
        "invited": ("not answered yet", "尚未回覆"),
        "consented": ("consented", "已同意"),
        "declined": ("declined", "已婉拒"),
        "left": ("left", "已退出"),
    },
    "rule_outcome": {
        "declared": ("declared", "已聲明"),
        "missing": ("missing", "缺漏"),
        "contradicted": ("contradicted", "相互牴觸"),
    },
    "offer_state": {
        "listed": ("listed", "刊登中"),
        "expired": ("expired", "已過期"),
        "withdrawn": ("withdrawn", "已撤回"),
    },
    "match_state": {
        "suggested": ("suggested", "已建議"),
        "viewed": ("viewed", "已檢視"),
        "contacted": ("contacted", "已聯繫"),
        "discussing": ("under discussion", "商談中"),
        "agreed": ("agreed", "已議定"),
        "delivering": ("being delivered", "執行中"),
        "delivered": ("delivered", "已完成交付"),
        "declined": ("declined", "已婉拒"),
        "lapsed": ("lapsed", "已失效"),
    },
    "light": {
        "on_track": ("on track", "如期"),
        "watch": ("to be watched", "須留意"),
        "off_track": ("off track", "落後"),
        "no_data": ("no data", "無資料"),
    },
    "note_kind": {
        "progress": ("progress", "進展"),
        "lesson": ("lesson", "經驗"),
        "case_study": ("case study", "案例"),
        "feedback": ("feedback", "回饋"),
    },
    "gate": {
        "QUID_PRO_QUO": ("asks for something in return", "要求對價"),
        "WINDOW": ("periods do not overlap", "期間不重疊"),
        "STAGE": ("not for this stage", "不適用此階段"),
        "REGION": ("not for this place or group", "不適用此地或此群組"),
        "FOCUS": ("no shared focus area", "無共同重點領域"),
        "TYPE": ("no fitting kind of support", "無相符之支援種類"),
    },
    "component": {
        "focus": ("focus areas", "重點領域"),
        "type": ("kinds of support", "支援種類"),
        "region": ("closeness of scope", "範圍接近程度"),
        "sdg": ("sustainable development goals", "永續發展目標"),
        "amount": ("amounts", "金額"),
    },
    "rule_weight": {
        "hard": ("stops a recording", "不符則不予登錄"),
        "declared": ("has to be declared", "須聲明"),
        "complete": ("has to be complete", "須完整"),
        "optional": ("optional", "選填"),
        "warning": ("only looked at", "僅供留意"),
    },
    "focus_status": {
        "initial": ("initial", "初始"),
        "candidate": ("candidate, not adopted", "候選，未經通過"),
        "adopted": ("adopted", "已通過"),
    },
    "export": {
        "support-chapters": ("Support chapters of a transparency report", "透明度報告之支援章節"),
        "narrative": ("Narrative on implementation", "落實情形之敘述"),
        "platform": ("Pack for the platform", "平臺提交資料"),
        "submission": ("Submission to the Glasgow Committee", "向格拉斯哥非市場方法委員會提交"),
        "synthesis": ("Synthesis", "綜整"),
        "adaptation": ("Adaptation indicators", "調適指標"),
    },
    "export_content": {
        "support-chapters": (
            "support needed, received and provided, as tables III.1 to III.11 have it",
            "所需、已收受與已提供之支援，依表 III.1 至 III.11",
        ),
        "narrative": (
            "each approach as an action, with its estimate as a range and no transferred outcome",
            "各方法列為行動，附區間估計，無轉讓成果",
        ),
        "platform": ("the fields as form text, the record, letters of consent", "表單文字、紀錄與同意書"),
        "submission": ("progress, lessons, case studies, feedback", "進展、經驗、案例與回饋"),
        "synthesis": (
            "counts by focus area, place, stage and support; money by currency; never tonnes",
            "依重點領域、地點、階段與支援計數；金額依貨幣；絕不計公噸",
        ),
        "adaptation": (
            "one by one, for the global stocktake and the global goal on adaptation",
            "逐項列出，供全球盤點與全球調適目標",
        ),
    },
    "material": {
        "participants": ("Parties", "締約方"),
        "submitting_party": ("submitting Party", "提交之締約方"),
        "focus_areas": ("focus areas", "重點領域"),
        "themes": ("themes", "主題"),
        "reach": ("reach", "範圍"),
        "sector": ("sector", "部門"),
        "stage": ("stage", "階段"),
        "first": ("first day", "起日"),
        "last": ("last day", "迄日"),
        "needs": ("support needed", "所需支援"),
        "declarations": ("declarations", "聲明"),
        "overlaps": ("other mechanisms", "其他機制"),
        "certificates": ("certificates of results", "成果證明"),
    },
}

REASONS: dict[str, tuple[str, str]] = {
    "said": ("Said in the record.", "紀錄已載明。"),
    "not_signed_by": ("Not signed by: {about}.", "未簽署者：{about}。"),
    "refused_by": ("Declined or left: {about}.", "婉拒或退出者：{about}。"),
    "no_consent_of": ("No consent yet of: {about}.", "尚未同意者：{about}。"),
    "support_on_condition": ("Support is tied to: {about}.", "支援附帶條件：{about}。"),
    "too_few_parties": ("Parties named, and at least needed: {about}.", "所列締約方數與下限：{about}。"),
    "too_few_consents": ("Parties with consent, and at least needed: {about}.", "已同意締約方數與下限：{about}。"),
    "own_outcome_authorized": (
        "Its own outcome is authorized for transfer under: {about}.",
        "其自身成果已於下列活動授權轉讓：{about}。",
    ),
    "no_answer_to": ("No answer to: {about}.", "未回應：{about}。"),
    "no_theme": ("No theme is ticked.", "未勾選任何主題。"),
    "mitigation_alone": (
        "Only mitigation is ticked; the text asks for an integrated and balanced approach.",
        "僅勾選減緩；原文要求整合均衡之方法。",
    ),
    "no_host": ("No host Party is named.", "未列東道締約方。"),
    "no_contribution_of": ("No reference to the contribution of: {about}.", "未引用其國家自定貢獻：{about}。"),
    "no_word_on": ("No word on: {about}.", "未述及：{about}。"),
    "impact_without_answer": ("Named without saying how it is avoided: {about}.", "未說明如何避免：{about}。"),
    "no_impact_named": ("No negative impact is named.", "未指明負面影響。"),
    "no_entity": ("No implementing entity is named.", "未列實施實體。"),
    "no_contact_of": ("No contact of: {about}.", "缺聯絡方式：{about}。"),
    "not_submitted": ("Not submitted yet.", "尚未提交。"),
    "submitted_without": ("Submitted without the concurrence of: {about}.", "提交時未經同意：{about}。"),
    "submitted_by": ("Submitted by: {about}.", "提交者：{about}。"),
    "no_need": ("No support is asked for.", "未請求支援。"),
    "no_focus": ("Neither a focus area nor a tag.", "無重點領域亦無標籤。"),
    "focus_not_adopted": ("Named for submissions, not adopted: {about}.", "曾列入徵詢，未經通過：{about}。"),
    "no_scope_split": ("No written split of scope with: {about}.", "未以書面劃分範圍：{about}。"),
    "scope_split": ("The scope is split in writing from: {about}.", "已以書面劃分範圍：{about}。"),
    "no_overlap_declared": (
        "No other mechanism is named for the same site, technology and period.",
        "同一地點、技術與期間未列其他機制。",
    ),
}
"""Why a rule yields what it yields; `about` is a list in words."""

FORM_FAULTS: dict[str, tuple[str, str]] = {
    "not_an_object": ("{where}: found {found}; expected names with values.", "{where}：現為 {found}；應為名稱與值。"),
    "key_unknown": (
        "{where}: “{found}” is no field of a record; the fields are {expected}.",
        "{where}：「{found}」不是紀錄之欄位；欄位為 {expected}。",
    ),
    "key_missing": ("{where}: {expected} is missing; add it.", "{where}：缺少 {expected}；請補上。"),
    "not_a_list": ("{where}: found {found}; expected a list.", "{where}：現為 {found}；應為清單。"),
    "list_empty": ("{where}: the list is empty; expected at least one line.", "{where}：清單為空；至少應有一行。"),
    "given_twice": ("{where}: {found} is given twice; remove one.", "{where}：{found} 重複；請刪去其一。"),
    "not_a_text": ("{where}: found {found}; expected a text.", "{where}：現為 {found}；應為文字。"),
    "text_too_long": (
        "{where}: the text has {found} characters; at most {expected} are kept.",
        "{where}：文字長 {found} 字；上限 {expected} 字。",
    ),
    "text_not_storable": (
        "{where}: the text has characters that cannot be kept; remove control characters.",
        "{where}：文字含無法保存之字元；請移除控制字元。",
    ),
    "unit_number": (
        "{where}: “{found}” is printed like the number of a unit; a non-market approach transfers no "
        "mitigation outcome (Decision 4/CMA.3, annex, paragraph 3(c)).",
        "{where}：「{found}」形似單位之序號；非市場方法不轉讓減緩成果（第4/CMA.3號決定附件第3(c)段）。",
    ),
    "unit_quantity": (
        "{where}: “{found}” is a quantity of units; a non-market approach has none "
        "(Decision 4/CMA.3, annex, paragraph 3(c)).",
        "{where}：「{found}」為單位之數量；非市場方法沒有單位（第4/CMA.3號決定附件第3(c)段）。",
    ),
    "code_unknown": (
        "{where}: found {found}; expected one of {expected}.",
        "{where}：現為 {found}；應為 {expected} 之一。",
    ),
    "not_a_date": (
        "{where}: found {found}; expected a day as 2026-11-24.",
        "{where}：現為 {found}；應為日期，如 2026-11-24。",
    ),
    "not_whole": (
        "{where}: found {found}; expected a whole number from {expected}.",
        "{where}：現為 {found}；應為 {expected} 之整數。",
    ),
    "not_a_number": (
        '{where}: found {found}; expected a number in quotes, as "0.5", or a whole number.',
        '{where}：現為 {found}；應為加引號之數字（如 "0.5"）或整數。',
    ),
    "not_true_or_false": (
        "{where}: found {found}; expected true or false.",
        "{where}：現為 {found}；應為 true 或 false。",
    ),
    "not_a_party": (
        "{where}: found {found}; expected the code of a Party in capital letters.",
        "{where}：現為 {found}；應為大寫之締約方代碼。",
    ),
    "party_not_named": (
        "{where}: the Party {found} is not among the participating Parties {expected}.",
        "{where}：締約方 {found} 不在參與締約方 {expected} 之列。",
    ),
    "not_a_reference": (
        "{where}: found {found}; expected a reference like {expected}.",
        "{where}：現為 {found}；應為如 {expected} 之編號。",
    ),
    "amount_and_currency": (
        "{where}: {found} stands alone; an amount and its currency go together, and {expected} is missing.",
        "{where}：{found} 單獨出現；金額須與貨幣並列，缺少 {expected}。",
    ),
    "instrument_of_finance": (
        "{where}: found {found} on a line of {expected}; finance has an instrument, other support has none.",
        "{where}：{expected} 類項目之值為 {found}；資金須載明工具，其他支援則無。",
    ),
    "currencies_mixed": (
        "{where}: the needs of {expected} are in {found}; ask in one currency, so that they can be compared.",
        "{where}：{expected} 之需求使用 {found}；請使用單一貨幣，以便比對。",
    ),
    "period_reversed": ("{where}: {found} ends before it begins.", "{where}：{found} 之迄日早於起日。"),
    "window_of_two_days": (
        "{where}: found {found} days; expected the first and the last day.",
        "{where}：現有 {found} 個日期；應為起日與迄日。",
    ),
    "scope_names": (
        "{where}: found {found} for the scope {expected}; a global scope names nobody, every other names somebody.",
        "{where}：範圍 {expected} 之名稱為 {found}；全球範圍不列名稱，其餘須列出。",
    ),
    "indicator_in_units": (
        "{where}: “{found}” counts mass of greenhouse gases or units; the one estimate of mitigation stands apart.",
        "{where}：「{found}」計量溫室氣體質量或單位；減緩之估計另行列載。",
    ),
    "not_a_step": (
        "{where}: found {found}; expected a step of the ladder: {expected}.",
        "{where}：現為 {found}；應為階梯之一階：{expected}。",
    ),
    "range_reversed": (
        "{where}: the range {found} ends below its beginning.",
        "{where}：區間 {found} 之上限低於下限。",
    ),
}
"""What is wrong with a form: where, what was found, what was expected."""
