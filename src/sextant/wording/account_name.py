"""The names of accounts, and of those who act in the synthetic world, in both languages.

An account is kept under one name. A scenario that ships with Sextant gives its names in both languages; an account that
is named after what it is has the label of its type.
"""

from __future__ import annotations

from sextant.domain.account import Account
from sextant.domain.label import Label
from sextant.storage.account_types import account_types
from sextant.storage.scenario_files import shipped_stories
from sextant.wording.party_name import party_name
from sextant.wording.word import CHINESE, WORDS, word

_SYNTHETIC = " (synthetic)"
_AFTER_ITS_TYPE = frozenset({
    "holder not published", "cancellation", "holding", "international", "pending", "adaptation", "omge",
    "omge-voluntary", "administrative", "voluntary",
})  # fmt: skip
"""What imports and the demonstration call accounts that are of a type and nothing more."""


def name_said(name: str, language: str) -> str:
    """Return the name of somebody, marked as made up in the language where it is; any other stays as it is."""
    known = _in_both(name)
    if known is not None:
        return known.in_language(language)
    if language == CHINESE and name.endswith(_SYNTHETIC):
        return f"{name.removesuffix(_SYNTHETIC)}（模擬）"
    return name


def _in_both(name: str) -> Label | None:
    return next((story.names[name] for story in shipped_stories() if name in story.names), None)


def account_said(account: Account, language: str) -> str:
    """Return the name of an account in a language."""
    if _in_both(account.name) is not None:
        return name_said(account.name, language)
    made_up = account.name.endswith(_SYNTHETIC)
    plain = account.name.removesuffix(_SYNTHETIC)
    if account.party:
        plain = plain.removeprefix(f"{party_name(account.party, 'en').removesuffix(_SYNTHETIC)}{_SYNTHETIC}: ")
        plain = plain.removeprefix(f"{party_name(account.party, 'en')}: ")
    said = _said(plain, account.type, language)
    if said is None:
        return name_said(account.name, language)
    if account.party:
        # The name of a Party that is made up says so already.
        return f"{party_name(account.party, language)}{'：' if language == CHINESE else ': '}{said}"
    mark = "（模擬）" if language == CHINESE else _SYNTHETIC
    return f"{said}{mark}" if made_up else said


def _said(plain: str, kind: str, language: str) -> str | None:
    """Return what an account is called apart from its Party; none where it has a name of its own."""
    if plain in WORDS["account_name"]:
        return word("account_name", plain, language)
    found = account_types().get(kind)
    if found is None or plain not in _AFTER_ITS_TYPE | {found.label_english}:
        return None
    return found.label_chinese if language == CHINESE else found.label_english
