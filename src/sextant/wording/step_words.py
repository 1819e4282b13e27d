"""Who takes a step, how it is decided and what it asks for, in words of both languages, one clause each."""

from __future__ import annotations

from sextant.wording.rule_names import Names, joined, uncapital
from sextant.wording.word import CHINESE, word
from sextant.workflow.cycle import Decision, Step
from sextant.workflow.cyclebook import Cyclebook, Cyclebooks

_WORDS = {
    "en": {
        "closed": "closed by {}", "no": "never: ", "paper": "paper: ", "says": "states: ", "opens": "opens: ",
        "fee": "fee: ", "any": "any one of them", "money": "money: ", "ends": "refund as at: ",
    },
    CHINESE: {
        "closed": "由{}宣布表決結果", "no": "不得為：", "paper": "文件：", "says": "載明：", "opens": "開啟：",
        "fee": "費用：", "any": "任一人", "money": "款項：", "ends": "退費階段：",
    },
}  # fmt: skip
_FORMS = {
    Decision.ALL_OF: ("one of each", "各角色各一"),
    Decision.AT_LEAST: ("at least {}", "至少 {}"),
    Decision.MAJORITY: ("a share of {} with a quorum of {}", "比例 {}，法定人數 {}"),
    Decision.THOSE_NAMED: ("those named in {}", "{} 所列者"),
}


def who(step: Step, book: Cyclebook, books: Cyclebooks, language: str) -> list[str]:
    """Return who may take a step: a role, and how whoever has it must stand to the subject."""
    found: list[str] = []
    for each in step.by:
        said = book.roles[each.role].label.in_language(language)
        if each.relation is not None:
            said += _bracketed(each.relation.label.in_language(language), language)
        if each.never is not None:
            never = uncapital(each.never.label.in_language(language))
            said += _bracketed(f"{_WORDS[language]['no']}{never}", language)
        found.append(said)
    return found


def _bracketed(said: str, language: str) -> str:
    return f"（{said}）" if language == CHINESE else f" ({uncapital(said)})"


def decided(step: Step, book: Cyclebook, names: Names) -> list[str]:
    """Return how a step is decided, where it takes more than one of those entitled."""
    found: list[str] = []
    rule = step.decided_by
    if rule.form in _FORMS:
        form = _FORMS[rule.form][names.language == CHINESE]
        numbers_of = {
            Decision.AT_LEAST: (rule.number,),
            Decision.MAJORITY: (rule.share, rule.quorum),
            Decision.THOSE_NAMED: (rule.fact,),
        }.get(rule.form, ())
        found.append(form.format(*(_shown(each, names) for each in numbers_of)))
    if rule.closed_by is not None:
        closer = book.roles[rule.closed_by].label.in_language(names.language)
        found.append(_WORDS[names.language]["closed"].format(closer))
    return found


def _shown(value: int | str | None, names: Names) -> str:
    if not isinstance(value, str) or value[0].isdigit():
        return str(value)
    return f"{names.value(value)}{names.mark(value)}" if "." in value else names.facts([value])


def papers(step: Step, book: Cyclebook, language: str) -> list[str]:
    """Return the documents that come with a step."""
    return [book.papers[kind].label.in_language(language) for kind in step.documents]


def needs(step: Step, books: Cyclebooks, names: Names) -> list[str]:
    """Return the conditions of a step, each with what it asks about."""
    found: list[str] = []
    colon = "：" if names.language == CHINESE else ": "
    for needed in step.needs:
        of = joined((names.asked(name) for name in needed.of), names.language)
        said = books.conditions[needed.name].in_language(names.language)
        found.append(f"{said}{colon}{of}" if of else said)
    return found


def stage(name: str, book: Cyclebook, books: Cyclebooks, language: str) -> str:
    """Return the stage at which a request ends, as the mechanism calls it."""
    return books.rulebooks.books[book.mechanism].mechanism.stages[name].label.in_language(language)


def what(step: Step, book: Cyclebook, books: Cyclebooks, names: Names) -> list[str]:
    """Return all that a step asks for and brings about, each clause with its kind."""
    words, language = _WORDS[names.language], names.language
    found = [words["paper"] + each for each in papers(step, book, language)]
    if step.states_data:
        found.append(words["says"] + joined((names.facts([name]) for name in step.states_data), language))
    found += needs(step, books, names)
    found += [words["opens"] + books.latest(each.cycle).label.in_language(language) for each in step.opens]
    if step.fee is not None:
        found.append(words["fee"] + books.rulebooks.levy(step.fee).label.in_language(language))
    if step.money is not None:
        found.append(words["money"] + word("money_act", step.money.value, language))
    if step.stage is not None:
        found.append(words["ends"] + stage(step.stage, book, books, language))
    return found
