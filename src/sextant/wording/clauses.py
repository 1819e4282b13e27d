"""The clauses of an authorization in words, in both languages; the letter itself has the words of its template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sextant.domain.authorization import Authorization, Window
from sextant.domain.authorization_clause import CLAUSES
from sextant.domain.source import Source
from sextant.rules.words import Group
from sextant.storage.rulebook_files import rulebooks
from sextant.wording.party_name import party_name
from sextant.wording.word import CHINESE, word

_ABSENT = {
    "uses": ("none", "無"),
    "parties": ("any Party", "任何締約方"),
    "entities": ("any entity", "任何實體"),
    "quantity": ("no limit stated", "未載上限"),
}
_FORESEEN = {
    True: (
        "A later version may reach units first transferred under this one.",
        "後續版本得及於已依本版首次轉讓之單位。",
    ),
    False: (
        "A later version does not reach units first transferred under this one.",
        "後續版本不及於已依本版首次轉讓之單位。",
    ),
}
_NOT_STATED = ("not stated", "未載明")
_WORDS = {"first_transfer": "first_transfer_event", "state": "authorization_state"}


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause as it stands on a page."""

    name: str
    label: str
    text: str
    source: Source


def clause_rows(version: Authorization, language: str) -> list[ClauseRow]:
    """Return the clauses of a version in words, those that say nothing included."""
    return [
        ClauseRow(
            each.name,
            word("clause", each.name, language),
            clause_text(each.name, getattr(version, each.name), language),
            each.source,
        )
        for each in CLAUSES
    ]


def clause_text(name: str, value: Any, language: str) -> str:
    """Return the value of a clause in words."""
    chinese = language == CHINESE
    if name == "foresees_changes":
        return _FORESEEN[bool(value)][chinese]
    if isinstance(value, Window):
        return _span(value, chinese=chinese)
    if value is None or value == ():
        return _ABSENT.get(name, _NOT_STATED)[chinese]
    if isinstance(value, int):
        return f"{value:,} 公噸二氧化碳當量" if chinese else f"{value:,} t CO₂ eq"
    values = value if isinstance(value, tuple) else (value,)
    return ("、" if chinese else ", ").join(_one(name, str(each), language) for each in values)


def _one(name: str, value: str, language: str) -> str:
    if name == "parties":
        return party_name(value, language)
    if name == "uses":
        label = rulebooks().label(Group.PURPOSES, value)
        return label.in_language(language) if label else value
    return word(_WORDS[name], value, language) if name in _WORDS else value


def _span(window: Window, *, chinese: bool) -> str:
    if window.first is None and window.last is None:
        return _NOT_STATED[chinese]
    if window.last is None:
        return f"自 {window.first} 起" if chinese else f"from {window.first}"
    if window.first is None:
        return f"至 {window.last} 止" if chinese else f"until {window.last}"
    return f"{window.first} 至 {window.last}" if chinese else f"{window.first} to {window.last}"
