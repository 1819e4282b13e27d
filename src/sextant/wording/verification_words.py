"""What is said of a verification: on the command line and on its page, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

CHINESE = "zh-Hant"

VERIFICATION_SAYINGS: dict[str, tuple[str, str]] = {
    "verification": (
        "The work of a verifier on a monitoring report, kept in a file.",
        "核查者對監測報告之工作，存於檔案。",
    ),
    "verification_workspace": ("File of the workspace (JSON).", "工作區檔案（JSON）。"),
    "verification_show": (
        "Tell where it stands; exits 1 while something stands against a positive opinion.",
        "說明現況；尚有事項妨礙肯定意見時以 1 結束。",
    ),
    "verification_add": (
        "Add an act to the workspace; exits 1 where it is not admitted.",
        "於工作區新增一項行為；不予准許者以 1 結束。",
    ),
    "verification_act": (
        "File of the act (JSON): act, on, by, and what it says.",
        "行為檔案（JSON）：act、on、by 及其內容。",
    ),
    "verification_role": (
        "The role that acts; an act that is not of this role is refused.",
        "行為者之角色；不屬該角色之行為予以拒絕。",
    ),
    "verification_reports": ("Tell what differs between two versions of the report.", "說明兩版報告之差異。"),
    "verification_before": ("The earlier version.", "較早之版本。"),
    "verification_after": ("The later version.", "較晚之版本。"),
    "verification_next": (
        "Print the beginning of the next period's workspace, with what is carried over.",
        "印出下一期工作區之起始內容，含結轉事項。",
    ),
    "verification_added": ("Added; the workspace has {count} acts.", "已新增；工作區現有 {count} 項行為。"),
    "verification_materiality": (
        "Reported {reported}, verified {verified}, overstated by {overstated} tCO2e; threshold {threshold}, "
        "material: {material}.",
        "報告 {reported}，核查 {verified}，高估 {overstated} tCO2e；門檻 {threshold}，是否重大：{material}。",
    ),
}

_STATES: dict[str, tuple[str, str]] = {
    "ticked": ("ticked", "已核對"),
    "of_the_rules": ("of the rules, read in the official text", "規則所定，已與官方文件核對"),
    "stale": ("changed since it was ticked", "核對後已變更"),
    "not_agreed": ("not agreed", "不相符"),
    "open": ("open", "未結"),
    "closed": ("closed", "已結"),
}

STANDING: dict[str, tuple[str, str]] = {
    "input_open": ("{node} has not been ticked against evidence.", "{node} 尚未與證據核對。"),
    "input_stale": ("{node} has changed since it was ticked.", "{node} 於核對後已變更。"),
    "input_not_agreed": ("{node} does not agree with its evidence.", "{node} 與其證據不符。"),
    "finding_open": ("{finding} is open.", "{finding} 尚未結案。"),
    "forward_request_unresolved": (
        "{finding} of an earlier verification is neither closed nor taken up by a corrective action request.",
        "先前核查之 {finding} 既未結案，亦未列為改正行動要求。",
    ),
    "error_not_corrected": (
        "The report does not have the verifier's figure of {node}; errors are corrected whether material or not.",
        "報告未採核查者之 {node}；錯誤無論是否重大均須更正。",
    ),
    "inspection_missing": (
        "An inspection on site is mandatory ({found}) and none was made.",
        "現場查驗為必要（{found}），而未進行。",
    ),
    "inspection_unknown": (
        "Whether an inspection on site is mandatory is not known: {found} is not stated.",
        "無從得知是否須現場查驗：未載明 {found}。",
    ),
}
"""What stands against a positive opinion."""

_TRIGGERS: dict[str, tuple[str, str]] = {
    "first_by_verifier": ("first verification by this entity", "該機構首次核查"),
    "inspection_long_ago": ("more than three years since the last one", "距上次逾三年"),
    "tonnes_since_inspection": ("more than 300,000 t since the last one", "自上次起逾 300,000 公噸"),
    "last_inspection": ("the last inspection", "上次查驗"),
}


def state_word(state: str, language: str) -> str:
    """Return what the state of an input or finding is called."""
    return _STATES[state][language == CHINESE]


def standing_sentence(code: str, about: Mapping[str, object], language: str) -> str:
    """Return what stands against a positive opinion, as a sentence."""
    comma = "、" if language == CHINESE else ", "
    facts = dict(about)
    if code.startswith("inspection_"):
        facts["found"] = comma.join(_TRIGGERS[each][language == CHINESE] for each in str(about["found"]).split(", "))
    return STANDING[code][language == CHINESE].format(**facts)
