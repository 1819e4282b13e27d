"""The name of a Party in the reader's language (settled point 31): the rulebook's, or the synthetic world's."""

from __future__ import annotations

from functools import cache

CHINESE = "zh-Hant"


def party_name(code: str, language: str = "en") -> str:
    """Return the name of a Party; its code where nobody has named it."""
    english, chinese = _names().get(code, (code, code))
    return chinese if language == CHINESE else english


def party_codes(text: str) -> list[str]:
    """Return the codes of the Parties that a text may mean: exact forms first, then names that contain it."""
    from sextant.storage.rulebook_files import parties

    wanted = text.strip()
    exact = wanted.upper() if wanted.upper() in _names() else None
    named = parties().by_name(wanted)
    found = [exact] if exact else [named.code] if named else []
    lowered = wanted.casefold()
    contained = [code for code, names in _names().items() if any(lowered in name.casefold() for name in names)]
    return list(dict.fromkeys(found + sorted(contained)))


@cache
def _names() -> dict[str, tuple[str, str]]:
    from sextant.application.demo.cast import PARTIES
    from sextant.storage.rulebook_files import parties

    names = {each.code: (each.name_english, each.name_chinese) for each in PARTIES}
    return names | {each.code: (each.name_english, each.name_chinese) for each in parties()}
