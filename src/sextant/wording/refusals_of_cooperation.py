"""What Sextant says when it refuses an act on a non-market approach, an offer, a match or the forum."""

from __future__ import annotations

SENTENCES_OF_COOPERATION: dict[str, tuple[str, str]] = {
    "mechanism_without_units": (
        "The mechanism {mechanism} has no units: its rulebook has no account for any. Nothing is issued under it.",
        "機制 {mechanism} 沒有單位：其規則書無任何帳戶。不得於其下核發。",
    ),
    "approach_unknown": (
        "There is no non-market approach {reference} here. Write its first version before anything else.",
        "此處沒有非市場方法 {reference}。請先撰寫其第一版。",
    ),
    "approach_not_public": (
        "The approach {reference} is not recorded yet, so nothing can be told of it in public.",
        "方法 {reference} 尚未登錄，因此無從公開說明。",
    ),
    "approach_ended": (
        "The approach {reference} is {found}; nothing more is written to it.",
        "方法 {reference} 為 {found}；不再寫入任何內容。",
    ),
    "approach_state_wrong": (
        "The approach is {found}; this is possible while it is: {expected}.",
        "該方法為 {found}；僅於下列狀態可行：{expected}。",
    ),
    "said_before_the_last": (
        "{found} lies before the last line of the journal, which is of {expected}. Lines stand in the order of time.",
        "{found} 早於日誌最後一行之時刻 {expected}。各行依時間先後排列。",
    ),
    "version_unchanged": (
        "This is what version {version} of {reference} says already. A new version changes something.",
        "此內容與 {reference} 第{version}版相同。新版須有變更。",
    ),
    "version_not_the_latest": (
        "The answer is to version {found}, and version {expected} is the latest. Read that one and answer it.",
        "此回覆針對第{found}版，而最新為第{expected}版。請閱讀並回覆最新版。",
    ),
    "party_not_in_approach": (
        "The Party {party} is not named in this approach; those named are: {expected}.",
        "締約方 {party} 未列於此方法；所列者為：{expected}。",
    ),
    "answer_out_of_order": (
        "The Party {party} stands at “{found}”, so it cannot answer “{expected}” now.",
        "締約方 {party} 目前為「{found}」，不得再回覆「{expected}」。",
    ),
    "not_the_submitting_party": (
        "The record names {expected} as the Party that submits it, not {found}.",
        "紀錄載明由 {expected} 提交，而非 {found}。",
    ),
    "concurrence_missing": (
        "These Parties have not concurred with the latest version: {found}. Each of them has to.",
        "下列締約方尚未同意最新版：{found}。各締約方均須同意。",
    ),
    "record_incomplete": (
        "The record is not complete: {found}. Write a version that says what is missing.",
        "紀錄尚不完整：{found}。請撰寫補足內容之新版。",
    ),
    "offer_unknown": (
        "There is no offer {offer} here.",
        "此處沒有提供 {offer}。",
    ),
    "offer_withdrawn": (
        "The offer {offer} was withdrawn; list another one under a new id.",
        "提供 {offer} 已撤回；請以新編號另行刊登。",
    ),
    "offer_unchanged": (
        "This is what the offer {offer} says already.",
        "此內容與提供 {offer} 現況相同。",
    ),
    "match_unknown": (
        "The need {need} and the offer {offer} have not been suggested to each other yet.",
        "需求 {need} 與提供 {offer} 尚未列為建議媒合。",
    ),
    "match_moved_by_people": (
        "“{found}” was asked for by {by}: the comparison only suggests, and only people move a match.",
        "「{found}」由 {by} 提出：比對僅得建議，媒合之進展只由人推動。",
    ),
    "match_step_wrong": (
        "The match is {found} and cannot become {expected} from there.",
        "該媒合為 {found}，無法由此轉為 {expected}。",
    ),
    "topic_without_title": (
        "The topic {topic} is new; its first post needs a title.",
        "主題 {topic} 為新主題；首篇貼文須有標題。",
    ),
    "post_unknown": (
        "The topic {topic} has no post {post}.",
        "主題 {topic} 沒有第 {post} 篇貼文。",
    ),
}
