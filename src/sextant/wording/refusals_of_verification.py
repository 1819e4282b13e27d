"""What Sextant says when the workspace of a verification is not in order."""

from __future__ import annotations

SENTENCES_OF_VERIFICATION: dict[str, tuple[str, str]] = {
    "workspace_value": (
        "The workspace cannot be read at {where}: found {found}, expected {expected}.",
        "工作區於 {where} 無法解讀：現為 {found}，應為 {expected}。",
    ),
    "act_of_another_role": (
        "The act {act} is not of the role {found}; it is of {expected}.",
        "行為 {act} 不屬於角色 {found}；屬於 {expected}。",
    ),
    "workspace_order": (
        "An act of {found} stands after one of {expected}; acts stand in the order of their days.",
        "{found} 之行為列於 {expected} 之後；行為應依日期排列。",
    ),
    "workspace_report": (
        "The act {act} of {on} names the report {found}, which is not there or came later.",
        "{on} 之行為 {act} 指定報告 {found}，該報告不存在或較晚提出。",
    ),
    "node_unknown": (
        "The report has no node {found}; expected one of {expected}.",
        "報告沒有節點 {found}；應為下列之一：{expected}。",
    ),
    "finding_unknown": (
        "There is no finding {found}; expected one of {expected}.",
        "沒有事項 {found}；應為下列之一：{expected}。",
    ),
    "finding_twice": ("There is already a finding {found}; take another id.", "已有事項 {found}；請改用其他編號。"),
    "finding_closed": ("{found} was closed on {expected}.", "{found} 已於 {expected} 結案。"),
    "finding_before": (
        "The act of {found} lies before {finding} was raised on {expected}.",
        "{found} 之行為早於 {finding} 提出日 {expected}。",
    ),
    "finding_forward": (
        "{found} is for the next verification and cannot be closed in the one that raised it.",
        "{found} 屬下次核查之事項，不得於提出之核查中結案。",
    ),
    "finding_unanswered": (
        "{found} has no answer yet; it is closed only after one.",
        "{found} 尚無回覆；須有回覆始得結案。",
    ),
    "opinion_not_positive": (
        "A positive opinion is not possible while this stands against it: {found}.",
        "尚有下列事項時，不得出具肯定意見：{found}。",
    ),
    "report_unknown": (
        "There is no version {found} of the report; expected one of {expected}.",
        "報告沒有第{found}版；應為下列之一：{expected}。",
    ),
}
