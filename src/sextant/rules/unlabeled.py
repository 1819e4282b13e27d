"""What a rulebook names by code and gives no words for: it does not load, or a page would show the code."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.rules.rulebook import Rulebook
from sextant.rules.words import Group


def faults_of_words(book: Rulebook) -> Iterator[tuple[str, str]]:
    """Yield each code without a label, and the sentence that says so."""
    for group, code, where in _named(book):
        if book.words.label(group, code) is None:
            yield code, f"{where}: {code} has no name in words; add it under `{group}` of {book.code}/words.yaml"


def _named(book: Rulebook) -> Iterator[tuple[Group, str, str]]:
    """Yield what is named by code: the sort of word it needs, the code, and where it stands."""
    files = [*(each.file for each in book.parameters.values()), *(each.file for each in book.levies.values())]
    for file in dict.fromkeys(files):
        yield Group.TOPICS, file.rpartition("/")[2].removesuffix(".yaml"), file
    for parameter in book.parameters.values():
        for dated in parameter.values:
            texts = dated.value if isinstance(dated.value, tuple) else (dated.value,)
            for text in texts:
                if isinstance(text, str):
                    yield Group.CHOICES, text, f"{parameter.file}: {parameter.path}"
    for account in book.account_types.values():
        for purpose in sorted(account.purposes):
            yield Group.PURPOSES, purpose, f"{book.code}/accounts.yaml: {account.code}"
    for unit_type in book.mechanism.unit_types:
        if unit_type not in book.unit_classes:
            yield Group.UNIT_TYPES, unit_type, f"{book.code}/mechanism.yaml: unit_types"
