"""What a refusal says with names in words: steps, states, roles, documents, statements, conditions, accounts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from sextant.domain.refusal import Fact, Refusal
from sextant.domain.source import Source
from sextant.wording.party_name import party_name
from sextant.wording.refusals import sentence
from sextant.wording.rule_names import Spoken, joined, uncapital
from sextant.wording.word import CHINESE
from sextant.workflow.cycle import Cycle
from sextant.workflow.cyclebook import Cyclebook

_STATES = {("step_out_of_order", "found"), ("step_out_of_order", "expected")}
_ROLES = {("role_not_entitled", "found"), ("role_not_entitled", "expected")}
_ONLY_ONE = {"secretariat", "registry_administrator", "supervisory_body_chair"}
"""Roles of which there is one, so that English speaks of "the" one and not of "a" one."""
_ACCOUNTS = ("account", "to_account", "accounts")
_BOTH = ("found", "expected")
_STANDS_IN = {"units_not_in_account": _BOTH}
"""Facts that are accounts under another name."""

Called = Mapping[str, str]
"""What accounts are called, by their codes, and those who act, by the names that the journal has."""
_NOTHING: Called = MappingProxyType({})


def spoken(
    refusal: Refusal,
    cycle: Cycle | None,
    names: Spoken,
    *,
    source: Source | None = None,
    called: Called = _NOTHING,
) -> str:
    """Return the sentence of a refusal with the names of the rulebook, and of accounts, in words.

    `source` is the paragraph of the step or of the transaction; without one it is that of the step that the refusal
    names, or of the cycle.
    """
    book = names.books.books[names.here.mechanism]
    about: dict[str, Fact] = {
        name: _said(refusal.code, name, fact, cycle, book, names, called) for name, fact in refusal.about.items()
    }
    rests_on = source or _source(refusal, cycle)
    said = sentence(replace(refusal, about=MappingProxyType(about)), names.language, rests_on)
    said = said.replace("` ", "").replace("`", "")
    return said if names.language == CHINESE else said[:1].upper() + said[1:]


def _source(refusal: Refusal, cycle: Cycle | None) -> Source | None:
    if cycle is None:
        return None
    step = cycle.steps.get(str(refusal.about.get("step")))
    return step.source if step else cycle.source


def _said(
    code: str, name: str, fact: Fact, cycle: Cycle | None, book: Cyclebook, names: Spoken, called: Called
) -> Fact:
    if not isinstance(fact, str):
        return fact
    if name in _ACCOUNTS or name in _STANDS_IN.get(code, ()):
        return joined((_account(each, called, names) for each in fact.split(", ")), names.language)
    if name == "actor":
        return called.get(fact, fact)
    if (code, name) in _ROLES:
        return _roles(fact.split(", "), name, book, names)
    if name == "relation":
        return _relation(fact, book, names)
    if name == "rule" and names.books.rulebooks.has(fact):
        return names.rule(fact)
    if name in ("cycle", "case") and fact in book.cycles:
        return names.cycle(fact)
    if name in ("party", "subject"):
        return party_name(fact, names.language)
    if name == "name" or (code, name) == ("account_not_for_this_party", "expected"):
        return names.facts([fact])
    if cycle is None:
        return fact
    if (code, name) in _STATES:
        return names.states(each for each in fact.split(", ") if each in cycle.states)
    if code == "condition_not_met" and name in _BOTH:
        return joined((_asked(each, cycle, names) for each in fact.split(", ")), names.language)
    said = _BY_NAME.get(name)
    return said(fact, cycle, book, names) if said else fact


def _account(code: str, called: Called, names: Spoken) -> str:
    """Return the name of an account with its code; the code alone where nobody has named it."""
    known = called.get(code)
    if known is None:
        return code
    return f"「{known}」（{code}）" if names.language == CHINESE else f"“{known}” ({code})"


def _roles(codes: list[str], name: str, book: Cyclebook, names: Spoken) -> str:
    """Return roles as they stand in a sentence: for the one, not for another one."""
    chinese = names.language == CHINESE
    said: list[str] = []
    for code in codes:
        role = book.roles.get(code)
        label = uncapital(role.label.in_language(names.language)) if role else code.replace("_", " ")
        if not chinese:
            article = "the" if name == "expected" or code in _ONLY_ONE else "an" if label[:1] in "aeiou" else "a"
            label = f"{article} {label}"
        said.append(label)
    return ("或" if chinese else " or ").join(said)


_OF_A_CASE = re.compile(r"[a-z_]+\.[a-z_]+")
"""A state of a case of another cycle, or a rule."""
_YES_NO = {"yes": ("yes", "是"), "no": ("no", "否"), "none": ("none", "無")}


def _asked(fact: str, cycle: Cycle, names: Spoken) -> str:
    """Return what a condition found or wanted, in words where it is a name of the rulebook."""
    if fact in _YES_NO:
        return _YES_NO[fact][names.language == CHINESE]
    term, divided, rest = fact.partition(": ")
    if divided and names.is_stated(term):
        return f"{names.asked(term)}{'：' if names.language == CHINESE else ': '}{rest}"
    named = fact in cycle.states or fact in cycle.steps or names.is_stated(fact) or _OF_A_CASE.fullmatch(fact)
    return names.asked(fact) if named else fact


def _step(fact: str, cycle: Cycle, book: Cyclebook, names: Spoken) -> str:
    return names.asked(fact) if fact in cycle.steps else fact


def _paper(fact: str, cycle: Cycle, book: Cyclebook, names: Spoken) -> str:
    return uncapital(book.papers[fact].label.in_language(names.language)) if fact in book.papers else fact


def _need(fact: str, cycle: Cycle, book: Cyclebook, names: Spoken) -> str:
    needs = names.books.conditions
    return uncapital(needs[fact].in_language(names.language)) if fact in needs else fact


def _relation(fact: str, book: Cyclebook, names: Spoken) -> str:
    found = book.relations.get(fact)
    return uncapital(found.label.in_language(names.language)) if found else fact


def _zone(fact: str, cycle: Cycle, book: Cyclebook, names: Spoken) -> str:
    return f"UTC{fact}"


_BY_NAME: Mapping[str, Callable[[str, Cycle, Cyclebook, Spoken], str]] = {
    "step": _step,
    "document": _paper,
    "need": _need,
    "zone": _zone,
}
