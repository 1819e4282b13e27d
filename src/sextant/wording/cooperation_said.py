"""Sentences about records of Article 6.8: why a rule yields what it yields, and what is wrong with a form."""

from __future__ import annotations

from sextant.cooperation.catalogue import Catalogue
from sextant.cooperation.criteria import Finding
from sextant.cooperation.form import NotAForm
from sextant.wording.cooperation_words import FORM_FAULTS, REASONS
from sextant.wording.party_name import party_name

CHINESE = "zh-Hant"

_LISTS = {
    "no_answer_to": "answer",
    "no_word_on": "right",
    "support_on_condition": "condition",
    "focus_not_adopted": "focus_area",
}
_PARTIES = ("not_signed_by", "refused_by", "no_consent_of", "no_contribution_of", "submitted_without")


def finding_sentence(finding: Finding, catalogue: Catalogue, language: str) -> str:
    """Return why a rule yields its outcome."""
    comma = "、" if language == CHINESE else ", "
    about = [_word(finding.reason, each, catalogue, language) for each in finding.about if each]
    return REASONS[finding.reason][language == CHINESE].format(about=comma.join(about))


def _word(reason: str, code: str, catalogue: Catalogue, language: str) -> str:
    if reason in _PARTIES:
        return party_name(code, language)
    return catalogue.label(_LISTS[reason], code).in_language(language) if reason in _LISTS else code


def form_sentence(fault: NotAForm, language: str) -> str:
    """Return what is wrong with a form, in one sentence."""
    facts = {name: "–" if each is None else each for name, each in fault.about.items()}
    return FORM_FAULTS[fault.code][language == CHINESE].format(where=fault.where, **facts)
