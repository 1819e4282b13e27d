"""How an actor can stand to the subject of a case: a closed set of forms, which rulebooks fill with their own facts.

Facts that name several Parties or entities divide them by `;` (or `+` where they act together only).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sextant.rules import reading
from sextant.rules.reading import Item
from sextant.rules.text import RuleTextError, load_text
from sextant.workflow.case import Stated
from sextant.workflow.cycle import Relation, Stands
from sextant.workflow.need import Situation

_FACTS = frozenset({Stands.PARTY_IN, Stands.NOT_PARTY_IN, Stands.ENTITY_IN, Stands.NOT_ENTITY_IN, Stands.NAME_IN})
_FILLED = _FACTS | {Stands.TOOK, Stands.NAME_STATED}


def stands(relation: Relation, situation: Situation) -> bool:
    """Return whether the actor of a situation stands in a relation; what is not known names nobody."""
    actor = situation.actor
    match relation.form:
        case Stands.PARTY_IN:
            return actor.party in _named(situation, relation.of)
        case Stands.NOT_PARTY_IN:
            return actor.party not in _named(situation, relation.of)
        case Stands.ENTITY_IN:
            return actor.entity in _named(situation, relation.of)
        case Stands.NOT_ENTITY_IN:
            return actor.entity not in _named(situation, relation.of)
        case Stands.ENTITY_IS_SUBJECT:
            return actor.entity is not None and actor.entity == situation.run.case.subject
        case Stands.NAME_IN:
            return actor.name in _named(situation, relation.of)
        case Stands.NAME_STATED:
            runs = [run for run in situation.world.chain(situation.run) if relation.of in run.stated]
            return bool(runs) and actor.name in _parts(runs[0].stated[relation.of])
        case Stands.TOOK:
            return _took(situation, relation.of)
        case Stands.ACTED_ELSEWHERE:
            return _acted_elsewhere(situation)
        case Stands.PARTY_IS_SUBJECT:
            return actor.party is not None and actor.party == situation.run.case.subject
        case Stands.OPENED_THIS:
            return _opened_this(situation)
        case Stands.OPENED_IN_SAME_ROLE:
            return _opened_in_same_role(situation)


def _named(situation: Situation, fact: str) -> frozenset[str]:
    return _parts(situation.facts.get(fact))


def _parts(value: Stated) -> frozenset[str]:
    parts = re.split(r"[;+]", value) if isinstance(value, str) else []
    return frozenset(part.strip() for part in parts if part.strip())


def _opened_this(situation: Situation) -> bool:
    """The actor acts for the Party or entity whose act opened this case."""
    opened = situation.run.opened_by
    if opened is None:
        return False
    same_party = opened.actor.party is not None and opened.actor.party == situation.actor.party
    return same_party or (opened.actor.entity is not None and opened.actor.entity == situation.actor.entity)


def _took(situation: Situation, step: str) -> bool:
    """The actor acts for the entity that last took a step in this case, or in the nearest above where it was taken."""
    for run in situation.world.chain(situation.run):
        acts = [each.act for each in run.transitions if each.step == step and each.act is not None]
        if acts:
            return acts[-1].actor.entity is not None and acts[-1].actor.entity == situation.actor.entity
    return False


def _acted_elsewhere(situation: Situation) -> bool:
    """The actor acts for an entity that took a step in the same role in another case of the subject."""
    actor, here = situation.actor, situation.run.case
    runs = [run for run in situation.world.runs.values() if run.case.subject == here.subject and run.case.id != here.id]
    acts = (each.act for run in runs for each in run.transitions if each.act is not None)
    return actor.entity is not None and any(
        (act.actor.role, act.actor.entity) == (actor.role, actor.entity) for act in acts
    )


def _opened_in_same_role(situation: Situation) -> bool:
    """The actor acts for the entity that opened this case in the same role, or else the nearest case above."""
    for run in situation.world.chain(situation.run):
        if run.opened_by is not None and run.opened_by.actor.role == situation.actor.role:
            return run.opened_by.actor.entity == situation.actor.entity
    return False


def parse_relations(text: str, file: str, *, sources: bool) -> dict[str, Relation]:
    """Return the relations of one file by name. Raises RuleTextError naming file, key and remedy.

    Those of a mechanism rest on a text; those that all share say nothing that a text could say otherwise.
    """
    content = Item(load_text(text, file), file, needed={"relations"}, mark=": ")
    found: dict[str, Relation] = {}
    needed = {"label", "is", "source"} if sources else {"label", "is"}
    for name, each in content.read("relations", reading.mapping, {}).items():
        with content.kept():
            where = f"{file}: {name}"
            item = Item(each, where, needed=needed)
            with item.kept():
                reading.name(name, where)
            label, source = item.read("label", reading.label), item.maybe("source", reading.source)
            form = item.maybe("is", _form)
            item.done()
            if form is not None:
                found[name] = Relation(name, label, form[0], form[1], source)
    content.done()
    return found


def _form(content: Any, where: str) -> tuple[Stands, str]:
    """Return the form of a relation and the fact it asks about: `{party_in: host_party}`, or `opened_this_case`."""
    forms = tuple(each.value for each in Stands)
    if isinstance(content, str):
        form = Stands(reading.one_of(content, forms, where, "form of relation"))
        if form in _FILLED:
            if form is Stands.NAME_STATED:
                raise RuleTextError(f"{where}: {form} asks about what is stated; write {{{form}: name_of_it}}")
            if form is Stands.TOOK:
                raise RuleTextError(f"{where}: {form} asks about a step; write {{{form}: name_of_the_step}}")
            raise RuleTextError(f"{where}: {form} asks about a fact; write {{{form}: name_of_the_fact}}")
        return form, ""
    body: Mapping[str, Any] = reading.mapping(content, where)
    if len(body) != 1:
        raise RuleTextError(f"{where}: a relation has one form; write {{party_in: name_of_the_fact}}")
    [(key, fact)] = body.items()
    form = Stands(reading.one_of(key, forms, where, "form of relation"))
    if form not in _FILLED:
        raise RuleTextError(f"{where}: {form} asks about nothing; write it alone")
    return form, reading.name(fact, f"{where}.{key}")
