"""Values of rules in words of both languages: numbers with their unit, lists and choices in words, tables as rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sextant.domain.rule_value import Bracket, RuleValue
from sextant.rules.rulebook import Rulebooks, written
from sextant.rules.words import Group
from sextant.wording.spacing import spaced
from sextant.wording.word import CHINESE

_SAID_BY_VALUE = frozenset({"policy", "time_of_day", "yes_or_no", "items", "date"})
"""Units that add nothing to a value that says what it is."""
_ONE = {"days": "day", "working days": "working day", "months": "month", "years": "year", "times": "time"}
_BOUNDS = {
    (True, "lower"): ("{} or more", "{} 以上"),
    (False, "lower"): ("more than {}", "逾 {}"),
    (True, "upper"): ("up to {}", "{} 以下"),
    (False, "upper"): ("less than {}", "未滿 {}"),
}


@dataclass(frozen=True, slots=True)
class InWords:
    """A value as one text, or as rows of what and how much with their unit."""

    text: str
    rows: tuple[tuple[str, str], ...] = ()
    unit: str = ""


def value_in_words(value: RuleValue, unit: str, mechanism: str, books: Rulebooks, language: str) -> InWords:
    """Return a value in words, with its unit where the value does not say it."""
    name = "" if unit in _SAID_BY_VALUE else books.units[unit].in_language(language)
    if isinstance(value, Mapping):
        stages = books.books[mechanism].mechanism.stages
        named = ((stages[key].label.in_language(language) if key in stages else key, written(number))
                 for key, number in value.items())  # fmt: skip
        return InWords("", tuple(named), name)
    if isinstance(value, tuple):
        brackets = [each for each in value if isinstance(each, Bracket)]
        if brackets:
            return InWords("", tuple((range_in_words(each, language), written(each.value)) for each in brackets), name)
        items = (_choice(str(each), mechanism, books, language) for each in value)
        return InWords(("；" if language == CHINESE else "; ").join(items))
    if isinstance(value, bool):
        yes, no = ("是", "否") if language == CHINESE else ("yes", "no")
        return InWords(yes if value else no)
    if isinstance(value, str):
        return InWords(_choice(value, mechanism, books, language))
    if unit.startswith("fraction") and isinstance(value, Decimal):
        return InWords(_fraction(value, name, language))
    return InWords(_counted(written(value), name, language))


def _choice(value: str, mechanism: str, books: Rulebooks, language: str) -> str:
    """Return what the rulebook calls a text among its values."""
    found = books.books[mechanism].words.label(Group.CHOICES, value)
    return found.in_language(language) if found else value.replace("_", " ")


def range_in_words(each: Bracket, language: str) -> str:
    """Return which quantities a bracket holds."""
    chinese = language == CHINESE
    parts = [
        _BOUNDS[included, side][chinese].format(written(bound))
        for bound, included, side in ((each.lower, each.lower_included, "lower"), (each.upper, each.upper_included,
                                                                                  "upper"))
        if bound is not None
    ]  # fmt: skip
    if not parts:
        return "不論數量" if chinese else "any quantity"
    return ("、" if chinese else ", ").join(parts)


def _counted(said: str, name: str, language: str) -> str:
    """Return a number with its unit; one of a thing is no plural."""
    if said == "1" and language != CHINESE and name in _ONE:
        name = _ONE[name]
    return f"{said} {name}".rstrip()


def _fraction(value: Decimal, name: str, language: str) -> str:
    """Return a fraction with what it is in a hundred, and of what."""
    percent = f"{(value * 100).normalize():f}%"
    if language == CHINESE:
        return spaced(f"{written(value)}（{name.removesuffix('比率')}{percent}）")
    return f"{written(value)} ({percent}{name.removeprefix('fraction')})"
