"""Words around the agreed electronic format: forms of cells, attributes, why a file cannot be read, the statement."""

from __future__ import annotations

from sextant.reporting.aef.record import RecordUnreadable
from sextant.reporting.aef.writing import CannotBeWritten
from sextant.reporting.checks.finding import FAIL, UNVERIFIABLE
from sextant.reporting.checks.reports import ReportsUnreadable
from sextant.reporting.checks.run import Result
from sextant.storage.aef_format import aef_format
from sextant.storage.json_files import UnreadableJson
from sextant.storage.workbook_reading import UnreadableWorkbook
from sextant.wording.basis import in_chinese
from sextant.wording.command_line import CHINESE

EXPECTED: dict[str, tuple[str, str]] = {
    "approach": ("CA and four digits, as CA0042", " CA 加四位數字，如 CA0042"),
    "registry": ("three letters and two digits, as XHA01", "三個字母加兩位數字，如 XHA01"),
    "authorization_id": ("letters, digits, spaces and - / .", "字母、數字、空格及 - / ."),
    "day:printed": ("a day as dd/mm/yyyy", "日期 dd/mm/yyyy"),
    "day:iso_day": ("a day as YYYY-MM-DD", "日期 YYYY-MM-DD"),
    "moment:instant": ("an instant in UTC as 2023-05-04T10:00:00.000Z", " UTC 時刻，如 2023-05-04T10:00:00.000Z"),
    "moment:day": ("a day as dd/mm/yyyy", "日期 dd/mm/yyyy"),
    "moment:iso_day": ("a day as YYYY-MM-DD", "日期 YYYY-MM-DD"),
    "year": ("a year of four digits", "四位數年份"),
    "version": ("X.Y, as 1.0", " X.Y，如 1.0"),
    "whole": ("a whole number", "整數"),
    "quantity": ("a number above zero", "大於零之數"),
    "party": ("the alpha-3 code of a Party", "締約方之三字母代碼"),
    "parties": ("alpha-3 codes separated by commas", "以逗號分隔之三字母代碼"),
    "reporting_party": ("the name or alpha-3 code of a Party", "締約方之名稱或三字母代碼"),
    "reporting_party:alpha3": ("the alpha-3 code of a Party", "締約方之三字母代碼"),
    "reporting_party:name": ("the name of a Party", "締約方之名稱"),
    "country": ("the name or alpha-3 code of a country", "國家名稱或三字母代碼"),
    "country:alpha3": ("the alpha-3 code of a country", "國家之三字母代碼"),
    "country:name": ("the name of a country", "國家名稱"),
    "block_id:serial": ("a serial number above zero", "大於零之序號"),
    "block_id:full": ("an identifier as CA0042-XHA01-XHA-1-2022", "識別碼，如 CA0042-XHA01-XHA-1-2022"),
    "timeframe:years": ("two years as 2021 - 2030", "起訖年份，如 2021 - 2030"),
    "timeframe:parts": (
        "Occurred: from 2021 to 2025. Use: from 2021 to 2030",
        " Occurred: from 2021 to 2025. Use: from 2021 to 2030",
    ),
}

ATTRIBUTES: dict[str, tuple[str, str]] = {
    "approach": ("the cooperative approach", "合作方式"),
    "first_transferring_party": ("the first transferring Party", "首次轉讓締約方"),
    "vintage": ("the vintage", "產生年份"),
    "registry": ("the registry", "登記簿"),
    "mitigation_type": ("the mitigation type", "減緩類型"),
    "gwp": ("the GWP values", "全球暖化潛勢"),
    "metric": ("the metric", "計量單位"),
    "non_ghg_metric": ("the non-GHG metric", "非溫室氣體計量單位"),
    "sectors": ("the sectors", "部門"),
    "activity_types": ("the activity types", "活動類型"),
}

FILES: dict[str, tuple[str, str]] = {
    "missing": ("{file} does not exist; give the path of a file.", "{file} 不存在；請指定檔案之路徑。"),
    "folder": ("{file} is a folder; expected a file.", "{file} 是資料夾；應為檔案。"),
    "not_permitted": (
        "{file} may not be read by this user; change its permissions.",
        "目前使用者無權讀取 {file}；請變更其權限。",
    ),
    "not_readable": ("{file} cannot be read: {reason}.", "無法讀取 {file}：{reason}。"),
    "empty": ("{file} is empty; expected an Excel workbook (.xlsx).", "{file} 是空檔；應為 Excel 活頁簿（.xlsx）。"),
    "not_a_workbook": (
        "{file} is not an Excel workbook (.xlsx).",
        "{file} 不是 Excel 活頁簿（.xlsx）。",
    ),
    "workbook_of_an_old_kind": (
        "{file} is an old Excel workbook (.xls) or another Office file; save it as .xlsx.",
        "{file} 是舊版 Excel 活頁簿（.xls）或其他 Office 檔案；請另存為 .xlsx。",
    ),
    "workbook_encrypted": (
        "{file} is encrypted; remove the password and save it again.",
        "{file} 已加密；請移除密碼後重新儲存。",
    ),
    "workbook_with_macros": (
        "{file} has a part with macros; save it as .xlsx without them.",
        "{file} 含巨集；請另存為不含巨集之 .xlsx。",
    ),
    "workbook_damaged": (
        "{file} is a damaged workbook; fetch or save it again.",
        "{file} 是損壞之活頁簿；請重新取得或儲存。",
    ),
    "workbook_too_large": (
        "{file} is larger than a workbook may be ({limit:,}).",
        "{file} 超過活頁簿之上限（{limit:,}）。",
    ),
    "workbook_expands": (
        "{file} expands beyond {limit:,} bytes when unpacked; no report is expected to be so large.",
        "{file} 解壓縮後超過 {limit:,} 位元組；報告不應如此之大。",
    ),
    "workbook_too_far_out": (
        "{file} has something in row {row}, column {column}, further out than any report.",
        "{file} 於第{row}列第{column}欄有內容，超出報告應有之範圍。",
    ),
    "not_json": ("{file} is not JSON: {reason}.", "{file} 不是 JSON：{reason}。"),
    "json_too_large": ("{file} is larger than {limit:,} bytes.", "{file} 超過 {limit:,} 位元組。"),
}

RECORDS: dict[str, tuple[str, str]] = {
    "not_an_object": ("{file}: {where}: expected an object.", "{file}：{where}：應為物件。"),
    "not_a_list": ("{file}: {where}: expected a list.", "{file}：{where}：應為清單。"),
    "not_a_value": (
        "{file}: {where} is {found}; expected a text, a number or a list of texts.",
        "{file}：{where} 為 {found}；應為文字、數字或文字清單。",
    ),
    "key_unknown": (
        "{file}: {where} is not known; use one of {expected}.",
        "{file}：無 {where}；應為下列之一：{expected}。",
    ),
    "not_readable": (
        "{file}: {where} is {found!r}; expected {expected}.",
        "{file}：{where} 為 {found!r}；應為{expected}。",
    ),
    "party_twice": ("{file}: {found} is given twice.", "{file}：{found} 出現兩次。"),
    "not_a_party": (
        "{file}: {where} is {found!r}; expected the alpha-3 code of a Party.",
        "{file}：{where} 為 {found!r}；應為締約方之三字母代碼。",
    ),
    "not_a_year_basis": (
        "{file}: {where} is {found!r}; expected vintage or action.",
        "{file}：{where} 為 {found!r}；應為 vintage 或 action。",
    ),
    "not_a_day": (
        "{file}: {where} is {found!r}; expected YYYY-MM-DD.",
        "{file}：{where} 為 {found!r}；應為 YYYY-MM-DD。",
    ),
    "not_a_year": (
        "{file}: {where} is {found!r}; expected a year of four digits.",
        "{file}：{where} 為 {found!r}；應為四位數年份。",
    ),
    "not_a_number": ("{file}: {where} is {found!r}; expected a number.", "{file}：{where} 為 {found!r}；應為數字。"),
    "timeframe_not_of_the_profile": (
        "The profile {profile} cannot express the timeframe of authorization row {row}; choose another profile.",
        "格式 {profile} 無法表達授權第{row}列之期間；請選用其他格式。",
    ),
    "registry_of_origin_unknown": (
        "The profile {profile} needs full identifiers, and row {row} does not say from which registry its units come.",
        "格式 {profile} 須載完整識別碼，惟第{row}列未載單位之來源登記簿。",
    ),
}

_STATEMENT: dict[str, tuple[str, str]] = {
    "passes": ("Passes our 53 rules in profile {profile}.", "通過格式 {profile} 之 53 條規則。"),
    "passes_in_part": (
        "Passes our 53 rules in profile {profile}; {count} of them cannot be verified from what was given ({rules}).",
        "通過格式 {profile} 之 53 條規則；其中 {count} 條無法僅憑所提供之檔案查證（{rules}）。",
    ),
    "warned": ("Points that need explanation: {rules}.", "須說明之處：{rules}。"),
    "fails": (
        "Does not pass our 53 rules in profile {profile}: {rules}.",
        "未通過格式 {profile} 之 53 條規則：{rules}。",
    ),
    "reconstruction": (
        "No official template has been seen; reconstructed is the profile {profile}.",
        "未見官方範本；格式 {profile} 係推定重建。",
    ),
}


_SOURCES = (
    ("Common nomenclature of the agreed electronic format", "議定電子格式共同用語表"),
    ("Checker written for the Article 6.2 Reference Manual v3", "依第6.2條參考手冊第3版編寫之檢核程式"),
    ("Settled points of Sextant", "Sextant 既定事項"),
    ("CAD Trust data model v2", "CAD Trust 資料模型"),
    ("formats and code lists", "格式與代碼清單"),
    ("sheets and headings", "工作表與標題"),
    ("cells of the secretariat", "秘書處儲存格"),
    ("need of each column", "各欄填寫要求"),
    ("invariants of a unit", "單位之不變項"),
    ("regular expressions and layout", "正規表示式與版面"),
    ("description of the interface", "介面說明"),
    ("as transcribed", "據轉錄"),
    ("duplicate", "重複"),
    ("obsolete", "過時"),
    ("supersedes", "取代"),
    (", annex ", "，附件 "),
    ("tables ", "表 "),
    ("table ", "表 "),
    (", columns ", "，欄 "),
    (", column ", "，欄 "),
    (" to ", " 至 "),
    (" and ", " 及 "),
    (", ", "，"),
)


def source_words(source: str, language: str) -> str:
    """Return the text that a rule rests on, with its paragraph, as the language writes it."""
    if language != CHINESE:
        return source
    named = in_chinese(source)
    for english, chinese in _SOURCES:
        named = named.replace(english, chinese)
    return named


def expected_words(key: str, language: str) -> str:
    """Return what was expected in a cell: a form, the values of a list, or a spelling."""
    chinese = language == CHINESE
    if key in EXPECTED:
        return EXPECTED[key][chinese]
    if key in aef_format().lists:
        values = list(aef_format().lists[key].spellings["nomenclature"].values())
        return "、".join(values) if chinese else ", ".join(values)
    return key


def word_of_list(code: str, language: str) -> str:
    """Return an attribute in words; a code of a list as the nomenclature spells it."""
    if code in ATTRIBUTES:
        return ATTRIBUTES[code][language == CHINESE]
    for name in ("action_type", "action_subtype"):
        spelling = aef_format().lists[name].spellings["nomenclature"].get(code)
        if spelling:
            return spelling
    return code


def file_sentence(error: UnreadableWorkbook | UnreadableJson, language: str) -> str:
    """Return why a file cannot be read."""
    return FILES[error.code][language == CHINESE].format(**error.about)


def record_sentence(error: RecordUnreadable | ReportsUnreadable, file: object, language: str) -> str:
    """Return what is wrong with the content of a JSON file."""
    where = error.where if isinstance(error, RecordUnreadable) else error.key
    expected = error.expected if isinstance(error, RecordUnreadable) else error.found
    sentence = RECORDS[error.code][language == CHINESE]
    return sentence.format(file=file, where=where, found=error.found, expected=expected_words(expected, language))


def cannot_be_written_sentence(error: CannotBeWritten, language: str) -> str:
    """Return what a profile cannot say."""
    return RECORDS[error.code][language == CHINESE].format(**error.about)


def statement(result: Result, profile: str, language: str) -> list[str]:
    """Return what may be said about a checked workbook: never more than the rules have shown."""
    chinese = language == CHINESE
    failing = _rules(result, "E", FAIL)
    unknown = [rule for rule, outcome in result.outcomes.items() if outcome == UNVERIFIABLE]
    warned = sorted({*_rules(result, "W", FAIL)} - set(failing))
    if failing:
        lines = [_STATEMENT["fails"][chinese].format(profile=profile, rules=", ".join(failing))]
    elif unknown:
        facts = {"profile": profile, "count": len(unknown), "rules": ", ".join(unknown)}
        lines = [_STATEMENT["passes_in_part"][chinese].format(**facts)]
    else:
        lines = [_STATEMENT["passes"][chinese].format(profile=profile)]
    if warned:
        lines.append(_STATEMENT["warned"][chinese].format(rules=", ".join(warned)))
    return [*lines, _STATEMENT["reconstruction"][chinese].format(profile=profile)]


def _rules(result: Result, severity: str, outcome: str) -> list[str]:
    found = {
        each.finding.rule for each in result.findings if each.severity == severity and each.finding.outcome == outcome
    }
    return [rule for rule in result.outcomes if rule in found]
