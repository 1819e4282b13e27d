"""The rules NMA-C01 to C16 of a record: each is declared, missing or contradicted. None is ever approved.

A finding says what it rests on, in codes; the words hang on them in `wording`. Only what is declared is looked at:
whether a declaration is true is nobody's to decide here (8/CMA.4, 9).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sextant.cooperation.catalogue import Catalogue
from sextant.cooperation.journal import Told
from sextant.cooperation.record import Approach


class Outcome(StrEnum):
    """What a rule yields. There is no fourth outcome."""

    DECLARED = "declared"
    MISSING = "missing"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one rule: why, in a code of its own, and what it is about."""

    rule: str
    outcome: Outcome
    reason: str
    about: tuple[str, ...] = ()
    warned: bool = False
    """Whether a person should look at it although it stops nothing."""


@dataclass(frozen=True)
class Ground:
    """What the rules look at: the version, what the Parties said to it, the lists, and the least number of Parties."""

    approach: Approach
    told: Told
    catalogue: Catalogue
    parties_min: int
    forbidden: frozenset[str]


DECLARATIONS = ("NMA-C01", "NMA-C02", "NMA-C03", "NMA-C04")
"""Rules that each participating Party signs."""


def assess(ground: Ground) -> tuple[Finding, ...]:
    """Return the outcome of every rule, in their order."""
    return tuple(_RULES[rule](rule, ground) for rule in ground.catalogue.criteria)


def stops(findings: tuple[Finding, ...], catalogue: Catalogue) -> tuple[Finding, ...]:
    """Return the findings that keep a record from being complete: all but optional ones and warnings."""
    lenient = ("optional", "warning")
    return tuple(
        each
        for each in findings
        if each.outcome is not Outcome.DECLARED and catalogue.criteria[each.rule].weight not in lenient
    )


def _declared(rule: str, about: tuple[str, ...] = (), *, reason: str = "said", warned: bool = False) -> Finding:
    return Finding(rule, Outcome.DECLARED, reason, about, warned)


def _missing(rule: str, reason: str, about: tuple[str, ...] = ()) -> Finding:
    return Finding(rule, Outcome.MISSING, reason, about)


def _contradicted(rule: str, reason: str, about: tuple[str, ...] = ()) -> Finding:
    return Finding(rule, Outcome.CONTRADICTED, reason, about)


def _signed(rule: str, ground: Ground) -> Finding:
    signed = ground.approach.declarations.get(rule, ())
    left = tuple(each for each in ground.approach.parties if each not in signed)
    return _missing(rule, "not_signed_by", left) if left else _declared(rule, ground.approach.parties)


def _consent(rule: str, ground: Ground) -> Finding:
    said = ground.told.consents
    refused = tuple(each.party for each in said.values() if each.answer in ("declined", "left"))
    if refused:
        return _contradicted(rule, "refused_by", refused)
    waiting = tuple(each.party for each in said.values() if not each.given)
    return _missing(rule, "no_consent_of", waiting) if waiting else _signed(rule, ground)


def _no_transaction(rule: str, ground: Ground) -> Finding:
    tied = tuple(sorted({each for line in ground.approach.support for each in line.conditions} & ground.forbidden))
    return _contradicted(rule, "support_on_condition", tied) if tied else _signed(rule, ground)


def _enough_parties(rule: str, ground: Ground) -> Finding:
    given = tuple(each.party for each in ground.told.consents.values() if each.given)
    if len(set(ground.approach.parties)) < ground.parties_min:
        return _contradicted(rule, "too_few_parties", (str(len(set(ground.approach.parties))), str(ground.parties_min)))
    if len(given) < ground.parties_min:
        return _missing(rule, "too_few_consents", (str(len(given)), str(ground.parties_min)))
    return _signed(rule, ground)


def _no_transfer(rule: str, ground: Ground) -> Finding:
    authorized = tuple(each.activity for each in ground.approach.overlaps if each.own_outcome_authorized)
    return _contradicted(rule, "own_outcome_authorized", authorized) if authorized else _signed(rule, ground)


def _texts(*codes: str) -> Callable[[str, Ground], Finding]:
    def look(rule: str, ground: Ground) -> Finding:
        left = tuple(each for each in codes if not ground.approach.answers.get(each))
        return _missing(rule, "no_answer_to", left) if left else _declared(rule, codes)

    return look


def _balanced(rule: str, ground: Ground) -> Finding:
    themes = ground.approach.themes
    if not themes:
        return _missing(rule, "no_theme")
    if not ground.approach.answers.get("2_b_ii"):
        return _missing(rule, "no_answer_to", ("2_b_ii",))
    alone = themes == ("mitigation",)
    return _declared(rule, themes, reason="mitigation_alone" if alone else "said", warned=alone)


def _hosts(rule: str, ground: Ground) -> Finding:
    approach = ground.approach
    if not approach.hosts:
        return _missing(rule, "no_host")
    without = tuple(each.party for each in approach.participants if each.role == "host" and not each.ndc)
    if without:
        return _missing(rule, "no_contribution_of", without)
    return _texts("3_d")(rule, ground)


def _rights(rule: str, ground: Ground) -> Finding:
    every = tuple(ground.catalogue.lists["right"].codes)
    left = tuple(each for each in every if not ground.approach.rights.get(each))
    if left:
        return _missing(rule, "no_word_on", left)
    return _texts("3_e")(rule, ground)


def _impacts(rule: str, ground: Ground) -> Finding:
    open_ones = tuple(each.impact for each in ground.approach.safeguards if not each.answer)
    if open_ones:
        return _missing(rule, "impact_without_answer", open_ones)
    if not ground.approach.safeguards:
        return _missing(rule, "no_impact_named")
    return _declared(rule, tuple(each.impact for each in ground.approach.safeguards))


def _entities(rule: str, ground: Ground) -> Finding:
    if not ground.approach.entities:
        return _missing(rule, "no_entity")
    without = tuple(each.name for each in ground.approach.entities if not each.contact)
    if without:
        return _missing(rule, "no_contact_of", without)
    return _declared(rule, tuple(each.name for each in ground.approach.entities))


def _answered(rule: str, ground: Ground) -> Finding:
    return _texts(*ground.catalogue.answers)(rule, ground)


def _submitted(rule: str, ground: Ground) -> Finding:
    told = ground.told
    if told.submitted_by is None:
        return _missing(rule, "not_submitted")
    # A Party that left later on had concurred when it was submitted; NMA-C01 tells that it left.
    without = tuple(each for each, said in told.consents.items() if said.answer in ("invited", "declined"))
    if without:
        return _contradicted(rule, "submitted_without", without)
    return _declared(rule, (told.submitted_by, told.focal_point or ""), reason="submitted_by")


def _needs(rule: str, ground: Ground) -> Finding:
    needs = ground.approach.needs
    if not needs:
        return _missing(rule, "no_need")
    return _declared(rule, tuple(sorted({each.type for each in needs})))


def _focus(rule: str, ground: Ground) -> Finding:
    approach, known = ground.approach, ground.catalogue.focus_areas
    if not approach.focus_areas and not approach.tags:
        return _missing(rule, "no_focus")
    candidates = tuple(each for each in approach.focus_areas if known[each].status == "candidate")
    reason = "focus_not_adopted" if candidates else "said"
    return _declared(rule, candidates or approach.focus_areas, reason=reason, warned=bool(candidates))


def _scope(rule: str, ground: Ground) -> Finding:
    overlaps = ground.approach.overlaps
    authorized = tuple(each.activity for each in overlaps if each.own_outcome_authorized)
    if authorized:
        return _contradicted(rule, "own_outcome_authorized", authorized)
    open_ones = tuple(each.activity for each in overlaps if not each.scope_split)
    if open_ones:
        return _missing(rule, "no_scope_split", open_ones)
    if overlaps:
        return _declared(rule, tuple(each.activity for each in overlaps), reason="scope_split", warned=True)
    return _declared(rule, reason="no_overlap_declared")


_RULES: Mapping[str, Callable[[str, Ground], Finding]] = {
    "NMA-C01": _consent,
    "NMA-C02": _no_transaction,
    "NMA-C03": _enough_parties,
    "NMA-C04": _no_transfer,
    "NMA-C05": _texts("2_a_i", "2_a_ii", "2_a_iii"),
    "NMA-C06": _balanced,
    "NMA-C07": _hosts,
    "NMA-C08": _texts("2_a_i", "2_b_i"),
    "NMA-C09": _rights,
    "NMA-C10": _impacts,
    "NMA-C11": _entities,
    "NMA-C12": _answered,
    "NMA-C13": _submitted,
    "NMA-C14": _needs,
    "NMA-C15": _focus,
    "NMA-C16": _scope,
}
