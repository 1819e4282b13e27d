"""Article 6.8 as rows for programs and people: the same rows on the command line, in downloads and on pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from sextant.application.cooperation import Cooperation
from sextant.application.queries.cooperation.approaches import Known, approaches, findings
from sextant.application.queries.cooperation.forum import topics
from sextant.application.queries.cooperation.matching import open_needs
from sextant.application.queries.cooperation.offers import Listed, offers, providers
from sextant.application.queries.cooperation.overview import Programme
from sextant.cooperation.approach_form import plain
from sextant.cooperation.coverage import Plan, asked_of
from sextant.cooperation.matching import Match, Method, Need, four_places
from sextant.cooperation.programme import call_is_over
from sextant.wording.cooperation_said import finding_sentence
from sextant.wording.word import word

Rows = list[dict[str, Any]]


def approach_row(known: Known) -> dict[str, Any]:
    """Return an approach as a row of a list."""
    approach = known.shown.approach
    return {
        "reference": known.reference,
        "title": approach.title,
        "state": known.told.state.value,
        "version": known.shown.number,
        "host_parties": list(approach.hosts),
        "parties": list(approach.parties),
        "focus_areas": list(approach.focus_areas),
        "themes": list(approach.themes),
        "stage": approach.stage,
        "sector": approach.sector,
        "subregions": [each.subregion for each in approach.participants if each.role == "host" and each.subregion],
        "needs": len(approach.needs),
        "synthetic": approach.synthetic,
    }


def offer_row(listed: Listed) -> dict[str, Any]:
    """Return an offer as a row of a list."""
    offer = listed.offer
    return {
        "id": offer.id,
        "provider": offer.provider,
        "state": listed.state.value,
        "scope": offer.scope.kind,
        "scope_names": list(offer.scope.names),
        "focus": list(offer.focus),
        "stages": list(offer.stages),
        "first": offer.first.isoformat(),
        "last": offer.last.isoformat(),
        "lines": [plain(each) for each in offer.lines],
        "conditions": list(offer.conditions),
        "tied_to": list(listed.tied_to),
        "synthetic": offer.synthetic,
    }


def need_row(need: Need, *, synthetic: bool = False) -> dict[str, Any]:
    """Return a need as a row of a list."""
    return {
        "id": need.id,
        "host": need.host,
        "stage": need.stage,
        "focus": list(need.focus),
        "first": need.first.isoformat(),
        "last": need.last.isoformat(),
        "lines": [plain(each) for each in need.lines],
        "synthetic": synthetic,
    }


def _approaches(there: Cooperation, on: date, language: str) -> Rows:
    return [approach_row(each) for each in approaches(there, on)]


def _needs(there: Cooperation, on: date, language: str) -> Rows:
    return [need_row(need, synthetic=known.shown.approach.synthetic) for known, need in open_needs(there, on)]


def _offers(there: Cooperation, on: date, language: str) -> Rows:
    return [offer_row(each) for each in offers(there, on)]


def _providers(there: Cooperation, on: date, language: str) -> Rows:
    return [
        {
            "provider": each.name,
            "kind": each.kind,
            "party": each.party,
            "contact": each.contact,
            "offers": [one.offer.id for one in each.offers],
        }
        for each in providers(offers(there, on))
    ]


def _topics(there: Cooperation, on: date, language: str) -> Rows:
    return [
        {
            "topic": reference,
            "title": topic.title,
            "approach": topic.approach,
            "posts": [
                {
                    "number": post.number,
                    "author": post.author,
                    "at": post.at.isoformat(),
                    "text": None if post.hidden_because else post.text,
                    "hidden_because": post.hidden_because,
                }
                for post in topic.posts
            ],
        }
        for reference, topic in topics(there, on)
    ]


ROWS: Mapping[str, Callable[[Cooperation, date, str], Rows]] = {
    "approaches": _approaches,
    "needs": _needs,
    "offers": _offers,
    "providers": _providers,
    "topics": _topics,
}
"""The lists by the name by which they are asked for."""


def as_told(there: Cooperation, known: Known, on: date, language: str) -> dict[str, Any]:
    """Return one approach with its consents, and what each rule yields and why."""
    told = known.told
    return {
        **approach_row(known),
        "as_of": on.isoformat(),
        "state_word": word("approach_state", told.state, language),
        "recorded": told.recorded,
        "reason": told.reason,
        "versions": [
            {"number": each.number, "on": each.on.isoformat(), "by": each.actor, "material": list(each.material)}
            for each in told.versions
        ],
        "consents": [
            {
                "party": each.party,
                "answer": each.answer.value,
                "answer_word": word("consent", each.answer, language),
                "version": each.version,
                "on": each.on.isoformat() if each.on else None,
                "evidence": each.evidence,
            }
            for each in told.of_public_version().consents.values()
        ],
        "rules": [
            {
                "rule": each.rule,
                "outcome": each.outcome.value,
                "outcome_word": word("rule_outcome", each.outcome, language),
                "reason": each.reason,
                "about": list(each.about),
                "message": finding_sentence(each, there.catalogue, language),
            }
            for each in findings(there, known, on)
        ],
        "notes": [{"kind": n.kind, "by": n.by, "on": n.on.isoformat(), "text": n.text} for n in told.notes],
        "record": plain(known.shown.approach),
    }


def match_row(match: Match) -> dict[str, Any]:
    """Return one need against one offer with all that explains the outcome; fractions are texts, so nothing is lost."""
    found: dict[str, Any] = {"need": match.need.id, "offer": match.offer.id, "eligible": match.eligible}
    if not match.eligible:
        return found | {"failed_gates": [each.value for each in match.failed]}
    score = match.score
    return found | {
        "components": {each.name: _fraction(each.value) for each in match.components},
        "weight_used": int(match.weight_used) if match.weight_used.denominator == 1 else str(match.weight_used),
        "unknown_amount_lines": match.unstated_lines,
        "score": four_places(score) if score is not None else None,
        "score_exact": _fraction(score),
    }


def _fraction(value: Any) -> str | None:
    return None if value is None else f"{value.numerator}/{value.denominator}"


def plan_row(plan: Plan) -> dict[str, Any]:
    """Return a plan as plain values."""
    currency = next((line.currency for line in plan.need.lines if line.currency), None)
    return {
        "need": plan.need.id,
        "order": list(plan.order),
        "steps": [[each.offer, each.line, each.amount] for each in plan.steps],
        "residual_by_line": list(plan.residual),
        "coverage_pct": None if plan.coverage is None else four_places(plan.coverage),
        "currency": currency,
        "asked": plan.asked,
        "gap": plan.gap,
        "open_lines": list(plan.open_lines),
        "ceiling_unstated": [[each.offer, each.line] for each in plan.unstated],
    }


def comparison(plans: Sequence[Plan], method: Method, on: date) -> dict[str, Any]:
    """Return pairs and plans with the method that they rest on."""
    return {
        "as_of": on.isoformat(),
        "weights": {name: str(each) for name, each in method.weights.items()},
        "region_scale": {name: str(each) for name, each in method.region_scale.items()},
        "forbidden_conditions": sorted(method.forbidden),
        "pairs": [match_row(one) for each in plans for one in each.matches],
        "plans": [plan_row(each) for each in plans],
        "offers_in_several_plans": asked_of(plans),
    }


def programme_rows(programme: Programme, on: date, language: str) -> dict[str, Any]:
    """Return the work programme on a day as plain values."""

    def dated(each: Any) -> dict[str, Any]:
        return {
            "code": each.code,
            "label": each.label.in_language(language),
            "when": each.when,
            "by": each.by.in_language(language) if each.by else None,
            "source": str(each.source),
        }

    return {
        "as_of": on.isoformat(),
        "phase": {"code": programme.phase.code, "label": programme.phase.label.in_language(language)},
        "phases": [
            {
                "code": each.code,
                "label": each.label.in_language(language),
                "from": each.first.isoformat() if each.first else None,
                "to": each.last.isoformat() if each.last else None,
                "source": str(each.source),
            }
            for each in programme.phases
        ],
        "meetings": [
            {
                "number": each.number,
                "month": each.month,
                "session": each.session,
                "told_by_a_text": each.told,
                "workshop": each.workshop,
                "source": str(each.source),
            }
            for each in programme.meetings
        ],
        "calls": [dated(each) | {"over": call_is_over(each, on)} for each in programme.calls],
        "dates": [dated(each) for each in programme.dates],
        "activities": [dated(each) for each in programme.activities],
        "known": [dated(each) for each in programme.known],
    }
