"""The names under which things are shown in the visitor's language: Parties, accounts, words of the rulebooks."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sextant.application.activity_of_cases import NO_ACTIVITIES
from sextant.domain.account import Account, AccountType
from sextant.domain.label import Label
from sextant.rules.words import Group
from sextant.storage.account_types import account_types
from sextant.storage.rulebook_files import cyclebooks, rulebooks
from sextant.wording.account_name import account_said, name_said
from sextant.wording.party_name import party_name as name_of_party
from sextant.wording.word import WORDS
from sextant.wording.word import word as word_of

_SYNTHETIC = " (synthetic)"


def html_language() -> str:
    """Return the language of the page as HTML and the wording spell it: `en` or `zh-Hant`."""
    return "zh-Hant" if get_language() == "zh-hant" else "en"


def word(group: str, code: object) -> str:
    """Return the word for a code; the code itself where there is no word for it."""
    if group in _OF_RULES:
        found = _OF_RULES[group](str(code))
        return found.in_language(html_language()) if found else str(code)
    return word_of(group, str(code), html_language())


def has_word(group: str, code: object) -> bool:
    """Return whether there is a word for a code beside the code itself."""
    return _OF_RULES[group](str(code)) is not None if group in _OF_RULES else str(code) in WORDS[group]


def _mechanism(code: str) -> Label | None:
    book = rulebooks().books.get(code)
    return book.mechanism.label if book else None


_OF_RULES: dict[str, Callable[[str], Label | None]] = {
    "mechanism": _mechanism,
    "unit_type": lambda code: rulebooks().unit_label(code),
    "use": lambda code: rulebooks().label(Group.PURPOSES, code),
}
"""Groups of words that rulebooks say."""


def status(code: str, mechanism: str) -> str:
    """Return the word for the status of an activity of a mechanism: of one that has cases, the state of its first case.

    States of two mechanisms may have one name; each has the label that its own rulebook gives it.
    """
    book = cyclebooks().books.get(mechanism)
    cycles = tuple(book.every())[::-1] if book is not None else ()
    opened = {each.cycle for cycle in cycles for step in cycle.steps.values() for each in step.opens}
    # A cycle that another one may open, as a transition opens a project, begins cases by itself as well.
    for cycle in sorted(cycles, key=lambda each: each.path in opened):
        state = cycle.states.get(code)
        if cycle.subject not in NO_ACTIVITIES and state is not None:
            return state.label.in_language(html_language()) if state.public else _("Not public yet")
    return word("status", code)


def party_name(code: str) -> str:
    """Return the name of a Party; its code where nobody has named it."""
    return name_of_party(code, html_language())


def account_type(code: str) -> AccountType | None:
    """Return what the rulebook says of an account type."""
    return account_types().get(code)


def account_type_label(code: str) -> str:
    """Return the rulebook's label of an account type."""
    found = account_type(code)
    if found is None:
        return code
    return found.label_chinese if html_language() == "zh-Hant" else found.label_english


def account_name(account: Account) -> str:
    """Return the name of an account in the visitor's language."""
    return account_said(account, html_language())


def made_up(name: str) -> str:
    """Return the name of somebody in the synthetic world in the visitor's language; any other as it is."""
    return name_said(name, html_language())


def made_up_party(code: str) -> bool:
    """Return whether a Party belongs to the synthetic world."""
    return name_of_party(code, "en").endswith(_SYNTHETIC)
