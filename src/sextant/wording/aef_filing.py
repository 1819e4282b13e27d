"""What is said when workbooks are filed and looked up, in both languages."""

from __future__ import annotations

from sextant.wording.command_line import CHINESE, language

SAYINGS: dict[str, tuple[str, str]] = {
    "file": (
        "File a workbook: keep it byte for byte with its hash, version, and what changed and why; exits 1 where a rule "
        "of severity E fails or it cannot be filed as this version.",
        "存檔活頁簿：逐位元組保存，並載其雜湊值、版本、變更內容與理由；E 級規則未通過或不得以此版本存檔者以 1 結束。",
    ),
    "workbook": ("The workbook to file.", "擬存檔之活頁簿。"),
    "archive": ("Folder of what was filed.", "存檔資料夾。"),
    "why": (
        "Why a later version is filed; needed from the second version on.",
        "存檔較新版本之理由；自第二個版本起必填。",
    ),
    "filed": (
        "List what was filed and whether its bytes are unchanged; exits 1 where they are not.",
        "列出已存檔者及其位元組是否未變；有變更者以 1 結束。",
    ),
}

SENTENCES: dict[str, tuple[str, str]] = {
    "unnamed": (
        "{file} does not say Party, reported year and version; expected all three in table 1.",
        "{file} 未載締約方、報告年度與版本；表 1 應載明三者。",
    ),
    "archive_unreadable": (
        "{folder} cannot be used as a folder of what was filed: {reason}.",
        "無法以 {folder} 作為存檔資料夾：{reason}。",
    ),
    "already": ("{name} is already filed with these bytes.", "{name} 已以相同位元組存檔。"),
    "other_bytes": (
        "{name} is already filed with other bytes; what is filed is never replaced, so give it a higher version.",
        "{name} 已以不同位元組存檔；已存檔者不得取代，請提高版本。",
    ),
    "not_above": (
        "Version {found} of {party} {year} is not above {expected}, which is on file.",
        "{party} {year} 之版本 {found} 不高於已存檔之 {expected}。",
    ),
    "why_missing": (
        "Version {expected} of {party} {year} is on file; say with --why what this version is for.",
        "{party} {year} 之版本 {expected} 已存檔；請以 --why 說明本版本之理由。",
    ),
    "fails": ("Not filed: rules of severity E fail ({rules}).", "未存檔：E 級規則未通過（{rules}）。"),
    "kept": ("Filed as {name}, SHA-256 {sha256}.", "已存檔為 {name}，SHA-256 {sha256}。"),
    "intact": ("{name}  SHA-256 {sha256}  unchanged", "{name}  SHA-256 {sha256}  未變"),
    "damaged": ("{name}  SHA-256 {sha256}  CHANGED OR MISSING", "{name}  SHA-256 {sha256}  已變更或遺失"),
}


def say(key: str, /, **facts: object) -> str:
    """Return a saying or sentence in the language of the command line."""
    text = (SAYINGS.get(key) or SENTENCES[key])[language() == CHINESE]
    return text.format(**facts) if facts else text
