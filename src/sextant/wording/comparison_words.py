"""What the comparison says in words: values of mechanisms, and who is exempt from a levy."""

from __future__ import annotations

from sextant.comparison.readings import Found
from sextant.comparison.row import Answer
from sextant.rules.rulebook import Rulebooks
from sextant.wording.value_words import value_in_words
from sextant.wording.word import CHINESE, word

_NONE_IN_FORCE = ("none in force on this day", "當日無有效之值")
_NO_SUCH = ("none: its rulebook has no such thing", "無：其規則中無此項")
_EXEMPT = ("exempt: {}", "豁免：{}")
_BY = ("{}: by {}", "{}：由{}")


def answer_lines(found: Answer, books: Rulebooks, language: str) -> tuple[str, ...]:
    """Return what is said of one mechanism, line by line."""
    if found.found is not None:
        return found_lines(found.found, books, language)
    if found.fact is None:
        return (word("basis_of_answer", "unanswered", language),)
    if found.fact.text is not None:
        return (found.fact.text.in_language(language),)
    return (word("plain_value", str(found.fact.plain), language),)


def found_lines(found: Found, books: Rulebooks, language: str) -> tuple[str, ...]:
    """Return what the rules answer, line by line: the value or the names, and who is exempt."""
    at = 1 if language == CHINESE else 0
    if found.absent:
        return (_NO_SUCH[at],)
    exempt = tuple(_EXEMPT[at].format(each.in_language(language)) for each in found.exempt)
    if found.value is not None:
        said = value_in_words(found.value, found.unit, found.paths[0].partition(".")[0], books, language)
        lines = tuple(f"{name}: {amount} {said.unit}".rstrip() for name, amount in said.rows) or (said.text,)
        return (*lines, *exempt)
    if not found.names:
        return (_NONE_IN_FORCE[at],)
    return _named(found, language, at)


def _named(found: Found, language: str, at: int) -> tuple[str, ...]:
    """Return names: of a step who takes it, of anything else one a line."""
    names = tuple(each.in_language(language) for each in found.names)
    if "#" in found.paths[0] and len(names) > 1:
        return (_BY[at].format(names[0], ("、" if at else ", ").join(names[1:])),)
    return names
