"""The words for codes that rulebooks do not set themselves: kinds of what cites, of levies, of documents, of money."""

from __future__ import annotations

CITED_KINDS = {
    "mechanism": ("mechanism", "機制"),
    "registry": ("registry", "登記簿"),
    "zone_of_deadlines": ("time zone of deadlines", "期限之時區"),
    "zone_of_records": ("time zone of records", "紀錄之時區"),
    "holiday": ("holiday", "假日"),
    "week": ("days of the week on which people work", "每週工作日"),
    "body": ("body", "機構"),
    "date": ("date of a case", "案件日期"),
    "fact": ("fact", "事實"),
    "base": ("base of a levy", "徵收基礎"),
    "payer": ("payer", "繳付人"),
    "stage": ("stage", "階段"),
    "parameter": ("parameter", "參數"),
    "exemption": ("exemption", "豁免"),
    "levy": ("levy", "徵收"),
    "account": ("account type", "帳戶類型"),
    "unit_class": ("unit class", "單位類別"),
    "mark": ("mark of a unit", "單位標記"),
    "transaction": ("transaction", "交易"),
    "agreement": ("agreement", "協議"),
    "issuance": ("what an issuance brings into being", "核發之內容"),
    "cycle": ("cycle", "週期"),
    "step": ("step", "步驟"),
    "relation": ("relation to a case", "與案件之關係"),
    "paper": ("document of a step", "步驟所需文件"),
    "role": ("role", "角色"),
    "meeting": ("meeting", "會議"),
    "data": ("other data", "其他資料"),
    "code": ("code", "程式"),
}
DOCUMENT_KINDS = {
    "treaty": ("treaty", "條約"),
    "decision": ("decision of the Parties", "締約方會議決定"),
    "procedure": ("procedure", "程序"),
    "standard": ("standard", "標準"),
    "tool": ("tool", "工具"),
    "methodology": ("methodology", "方法學"),
    "information_note": ("information note", "資訊說明"),
    "meeting_report": ("meeting report", "會議報告"),
    "register": ("register or code list", "名冊或代碼表"),
    "article": ("article", "論文"),
    "report": ("report", "報告"),
    "web_page": ("web page", "網頁"),
    "press_release": ("press release", "新聞稿"),
    "settled": ("settled by Sextant", "Sextant 自行認定"),
    "demonstration": ("demonstration", "示範"),
}
READS = {
    "deadline": ("as a deadline of the step", "作為步驟之期限"),
    "bound": ("as a limit of a date that the step states", "作為步驟所載日期之界限"),
    "decision": ("for the vote", "用於表決"),
    "need": ("as a condition of the step", "作為步驟之條件"),
    "fee": ("as the fee that becomes due", "作為應繳費用"),
    "rate": ("as its rate", "作為費率"),
    "rounding": ("for rounding", "用於取整"),
    "none_below": ("as the quantity below which it is not due", "作為免徵門檻"),
    "cap": ("as its highest sum", "作為上限"),
    "refund": ("for what is kept of it", "用於不退部分"),
    "settled_above": ("as the difference above which it is settled", "作為差額結算門檻"),
    "credited_against": ("as that on which it is an advance", "作為其所抵充者"),
    "part_of": ("as that of which it is a part", "作為其所屬者"),
}
LEVY_KINDS = {
    "share": ("a share of the base", "基礎之比率"),
    "tariff": ("a price for each unit of the base", "基礎每單位之單價"),
    "amount": ("one sum, by the size of the base", "依基礎大小之定額"),
}
LEVIES = {"levy": ("Levies", "徵收")}
SPANS = {"calendar_year": ("the calendar year", "曆年")}
MONEY_ACCOUNTS = {
    "payer": ("due from the payer", "應收款項"),
    "bank": ("received and held", "已入帳款項"),
    "fees": ("fees", "費用收入"),
    "owed_back": ("owed back", "應退款項"),
    "set_aside": ("set aside", "提撥款項"),
}
MONEY_KINDS = {
    "charged": ("fee charged", "計收費用"),
    "exempted": ("exempt, nothing charged", "免徵"),
    "difference_charged": ("difference charged", "計收差額"),
    "received": ("payment received", "款項入帳"),
    "overpaid": ("paid too much, owed back", "溢繳，應退還"),
    "dropped": ("no longer asked for", "不再收取"),
    "refund_due": ("refund due", "應退費"),
    "paid_back": ("paid back", "已退還"),
    "set_aside": ("set aside", "提撥"),
    "set_aside_less": ("less set aside", "減少提撥"),
}
MONEY_ACTS = {
    "receive": ("a payment comes in", "款項入帳"),
    "count_again": ("the fee is counted again", "重新核算費用"),
    "pay_back": ("money is paid back", "退還款項"),
}

WORDS_OF_RULES: dict[str, dict[str, tuple[str, str]]] = {
    "cited_kind": CITED_KINDS,
    "document_kind": DOCUMENT_KINDS,
    "reads": READS,
    "levy_kind": LEVY_KINDS,
    "span": SPANS,
    "of_levies": LEVIES,
    "money_account": MONEY_ACCOUNTS,
    "money_kind": MONEY_KINDS,
    "money_act": MONEY_ACTS,
}
