"""What a refusal of a step says, with the names of its cycle in words: steps, states, roles, documents, conditions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from sextant.domain.refusal import Fact, Refusal
from sextant.wording.refusals import sentence
from sextant.wording.rule_names import Spoken, joined, uncapital
from sextant.wording.word import CHINESE
from sextant.workflow.cycle import Cycle
from sextant.workflow.cyclebook import Cyclebook

_STATES = {("step_out_of_order", "found"), ("step_out_of_order", "expected")}
_ROLES = {("role_not_entitled", "found"), ("role_not_entitled", "expected")}


def spoken(refusal: Refusal, cycle: Cycle | None, names: Spoken) -> str:
    """Return the sentence of a refusal; what is refused in no cycle, such as a transfer, stays as it is said."""
    if cycle is None:
        return sentence(refusal, names.language)
    book = names.books.books[cycle.mechanism]
    about: dict[str, Fact] = {
        name: _said(refusal.code, name, fact, cycle, book, names) for name, fact in refusal.about.items()
    }
    return sentence(replace(refusal, about=MappingProxyType(about)), names.language).replace("` ", "").replace("`", "")


def _said(code: str, name: str, fact: Fact, cycle: Cycle, book: Cyclebook, names: Spoken) -> Fact:
    if not isinstance(fact, str):
        return fact
    if (code, name) in _STATES:
        return names.states(each for each in fact.split(", ") if each in cycle.states)
    if (code, name) in _ROLES:
        found = (book.roles[each].label.in_language(names.language) for each in fact.split(", ") if each in book.roles)
        return joined((uncapital(each) for each in found), names.language)
    if code == "condition_not_met" and name in ("found", "expected"):
        return joined((_asked(each, cycle, names) for each in fact.split(", ")), names.language)
    said = _BY_NAME.get(name)
    return said(fact, cycle, book, names) if said else fact


_OF_A_CASE = re.compile(r"[a-z_]+\.[a-z_]+")
"""A state of a case of another cycle, or a rule."""
_YES_NO = {"yes": ("yes", "是"), "no": ("no", "否"), "none": ("none", "無")}


def _asked(fact: str, cycle: Cycle, names: Spoken) -> str:
    """Return what a condition found or wanted, in words where it is a name of the rulebook."""
    if fact in _YES_NO:
        return _YES_NO[fact][names.language == CHINESE]
    named = fact in cycle.states or fact in cycle.steps or names.is_stated(fact) or _OF_A_CASE.fullmatch(fact)
    return names.asked(fact) if named else fact


def _step(fact: str, cycle: Cycle, book: Cyclebook, names: Spoken) -> str:
    return names.asked(fact) if fact in cycle.steps else fact


def _paper(fact: str, cycle: Cycle, book: Cyclebook, names: Spoken) -> str:
    return uncapital(book.papers[fact].label.in_language(names.language)) if fact in book.papers else fact


def _cycle(fact: str, cycle: Cycle, book: Cyclebook, names: Spoken) -> str:
    return names.cycle(fact) if fact in book.cycles else fact


def _stated(fact: str, cycle: Cycle, book: Cyclebook, names: Spoken) -> str:
    return names.facts([fact])


def _need(fact: str, cycle: Cycle, book: Cyclebook, names: Spoken) -> str:
    needs = names.books.conditions
    return uncapital(needs[fact].in_language(names.language)) if fact in needs else fact


def _relation(fact: str, cycle: Cycle, book: Cyclebook, names: Spoken) -> str:
    found = book.relations.get(fact)
    return uncapital(found.label.in_language(names.language)) if found else fact


def _zone(fact: str, cycle: Cycle, book: Cyclebook, names: Spoken) -> str:
    return f"UTC{fact}"


_BY_NAME: Mapping[str, Callable[[str, Cycle, Cyclebook, Spoken], str]] = {
    "step": _step,
    "document": _paper,
    "cycle": _cycle,
    "name": _stated,
    "need": _need,
    "relation": _relation,
    "zone": _zone,
}
