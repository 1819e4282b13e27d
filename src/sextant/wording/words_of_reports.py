"""The words for codes of balances, reports and reviews, and the phrases of their papers."""

from __future__ import annotations

WORDS_OF_REPORTS: dict[str, dict[str, tuple[str, str]]] = {
    "adjusting": {
        "first_transfer": ("First transfer", "首次轉讓"),
        "use": ("Use towards a contribution", "用於國家自定貢獻"),
    },
    "affordable": {
        "affordable": ("affordable", "可負擔"),
        "not_affordable": ("not affordable", "無法負擔"),
        "unknown": ("unknown", "不詳"),
    },
    "report_state": {
        "given": ("given by the Party", "締約方已載明"),
        "from_records": ("from the records", "出自紀錄"),
        "not_applicable": ("not applicable", "不適用"),
        "withheld": ("withheld", "不公開"),
        "missing": ("missing", "缺漏"),
        "unknown": ("unknown", "不詳"),
    },
    "rendering": {"public": ("public", "公開版"), "review": ("for the review", "審查版")},
    "year_basis": {
        "adjusted": ("vintage year and year used for", "產生年份與所用年度"),
        "executed": ("year of the act", "行為年度"),
    },
}

REPORT_PHRASES: dict[str, tuple[str, str]] = {
    "reconstruction": (
        "Reconstructed from the decisions; no official template has been seen.",
        "依決定重建；未見官方範本。",
    ),
    "synthetic": ("SYNTHETIC: Parties and figures are made up.", "模擬資料：締約方與數值均屬虛構。"),
    "for_review": ("CONFIDENTIAL: for the review team only.", "機密：僅供審查小組使用。"),
    "structured_summary": ("Structured summary: cooperative approaches", "結構化摘要：合作方式"),
    "summary_sheet": ("Summary", "摘要"),
    "summary_caption": (
        "Decision 5/CMA.3, annex II, table 4: the rows of decision 2/CMA.3, annex, paragraph 23, in t CO₂ eq",
        "第5/CMA.3號決定附件二表 4：第2/CMA.3號決定附件第23段各列，單位：公噸二氧化碳當量",
    ),
    "shares_caption": (
        "By approach, sector, transferring Party, using Party and vintage (paragraph 23(j)), in t CO₂ eq",
        "依合作方式、部門、轉讓締約方、使用締約方與產生年份（第23(j)段），單位：公噸二氧化碳當量",
    ),
    "serials_sheet": ("Serials", "序號"),
    "serials_caption": ("The events behind the figures, in t CO₂ eq", "數值所據之事件，單位：公噸二氧化碳當量"),
    "ndc_period": ("NDC period", "國家自定貢獻期間"),
    "method": ("Method", "方法"),
    "edition": ("Inventory edition", "清冊版本"),
    "year_basis": ("Annual quantities by", "年度數量所依年度"),
    "rendering": ("Rendering", "版本"),
    "undetermined": ("Events without a place in the balance", "無法列入餘額之事件"),
    "paragraph": ("Paragraph", "段次"),
    "row": ("Row", "列"),
    "year": ("Year", "年度"),
    "approach": ("Cooperative approach", "合作方式"),
    "sectors": ("Sectors", "部門"),
    "transferring": ("Transferring Party", "轉讓締約方"),
    "using": ("Using Party", "使用締約方"),
    "vintage": ("Vintage", "產生年份"),
    "quantity": ("Quantity", "數量"),
    "event": ("Event", "事件"),
    "first_serial": ("First serial", "首序號"),
    "last_serial": ("Last serial", "末序號"),
    "year_used_for": ("Used for", "所用年度"),
    "executed_on": ("Day", "日期"),
    "entry": ("Entry", "分錄"),
    "version": ("Version", "版次"),
    "rests_on": ("Outline", "大綱"),
    "missing_items": ("Missing items", "缺漏項目"),
    "item": ("Item", "項次"),
    "what": ("What it is about", "內容事項"),
    "state": ("State", "狀態"),
    "content": ("Content", "內容"),
    "whole_report": ("Report", "報告"),
    "report_caption": ("Items of the Party", "締約方事項"),
    "approach_caption": ("Items of the cooperative approach {approach}", "合作方式 {approach} 事項"),
    "withheld_because": ("Confidential. Basis: {basis}", "機密。依據：{basis}"),
    "page": ("Page {at} of {of}", "第{at}頁，共{of}頁"),
}
