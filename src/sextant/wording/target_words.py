"""What is said of a volume that is aimed at: what is known of it, and plainly what is not."""

from __future__ import annotations

from sextant.comparison.target import Progress
from sextant.wording.compare_activity_words import said

_AIMED_AT = (
    "{about}{quantity:,} t CO2 eq by {by}, as stated on {stated_on}",
    "{about}{quantity:,} 公噸二氧化碳當量，期限 {by}，於 {stated_on} 宣布",
)
_ABOUT = ("about ", "約 ")
_LATER = (" (later than this day)", "（晚於此日）")
_KNOWN = ("Known: {value:,} t CO2 eq issued, {per_cent} % of it", "已知核發 {value:,} 公噸二氧化碳當量，占 {per_cent}%")
_NOTHING = (
    "What was issued is unknown: no table of issuances is given",
    "已核發量不詳：未提供核發清單",
)
_TOLD = ("; the table tells of {parts}", "；清單所載為 {parts}")
_REST = (
    "The rest is unknown, not 0: {whole}: {count}; what {untold} of them issued is in no table given",
    "其餘不詳，並非為零：{whole}：{count}；其中 {untold} 個之核發量未見於所提供之清單",
)
_WHOLE_UNKNOWN = (
    "The rest is unknown, not 0: {whole}: unknown, as no table of them is given",
    "其餘不詳，並非為零：{whole}：不詳，未提供其清單",
)
_ALL_TOLD = ("{whole}: {count}; the tables tell of all of them", "{whole}：{count}；清單已載全部")


def target_lines(each: Progress, language: str) -> tuple[str, ...]:
    """Return what is aimed at, what is known, and what is unknown, a line each."""
    target = each.target
    aimed = said(
        _AIMED_AT, language, about=said(_ABOUT, language) if target.about else "", quantity=target.quantity,
        by=target.by, stated_on=target.stated_on,
    )  # fmt: skip
    aimed += "" if each.stated else said(_LATER, language)
    if each.known.value is None:
        return aimed, said(_NOTHING, language)
    known = said(_KNOWN, language, value=each.known.value, per_cent=each.per_cent)
    told = said(_TOLD, language, parts=", ".join(each.parts)) if each.parts else ""
    return aimed, known + told, _rest(each, language)


def _rest(each: Progress, language: str) -> str:
    whole = each.whole.fact.label.in_language(language)
    if each.untold is None:
        return said(_WHOLE_UNKNOWN, language, whole=whole)
    if each.untold == 0:
        return said(_ALL_TOLD, language, whole=whole, count=each.whole.value)
    return said(_REST, language, whole=whole, count=each.whole.value, untold=each.untold)
