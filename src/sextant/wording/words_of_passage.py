"""The words for codes of overlaps, moves and the funnel."""

from __future__ import annotations

PASSAGE_WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "overlap_evidence": {
        "identifier": ("shared identifier", "共同識別碼"),
        "title": ("title", "名稱"),
        "numbers": ("numbers in the title", "名稱中之數字"),
        "technology": ("technology", "技術"),
        "participants": ("participants", "參與者"),
        "place": ("place", "地點"),
        "period": ("period", "期間"),
        "size": ("reductions a year", "年減排量"),
    },
    "funnel_stage": {
        "requested": ("requested", "已申請"),
        "host_approved": ("approved by the host Party", "東道締約方已核准"),
        "refused": ("refused by the host Party", "東道締約方拒絕"),
        "lapsed": ("lapsed", "已失效"),
        "approved": ("approved by the Supervisory Body", "監督理事會已核准"),
        "issued": ("issued units", "已核發單位"),
    },
    "funnel_only": {
        "projects": ("projects without programmes", "項目，不含方案"),
    },
    "said_so": {
        "yes": ("yes", "是"),
        "no": ("no", "否"),
    },
}
