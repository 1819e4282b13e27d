"""What a national focal point sends to the platform: the fields as form text, and one letter of consent a Party."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sextant.cooperation.approach_form import plain
from sextant.cooperation.catalogue import Catalogue
from sextant.cooperation.criteria import Finding
from sextant.cooperation.journal import Told, Version
from sextant.cooperation.record import Approach

_CHINESE = "zh-Hant"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form: its number in the order of the record, a stable name, and the text."""

    number: int
    name: str
    text: str


FIELDS = (
    "title", "description", "submission", "participants", "entities", "focus_areas", "themes", "answers", "rights",
    "contributions", "geography", "sector", "sdgs", "stage", "period", "needs", "support", "notes", "effects",
    "safeguards", "declarations", "related", "scope_split",
)  # fmt: skip
"""The fields in the order in which a record has them."""


def form_text(version: Version, told: Told, catalogue: Catalogue, language: str) -> list[Field]:
    """Return all fields of one version; one without content says so with an empty text."""
    approach = version.approach
    texts = dict(_texts(approach, told, catalogue, language))
    return [Field(number + 3, name, texts[name]) for number, name in enumerate(FIELDS)]


def _texts(approach: Approach, told: Told, catalogue: Catalogue, language: str) -> Iterator[tuple[str, str]]:
    def word(name: str, code: str) -> str:
        return catalogue.label(name, code).in_language(language)

    yield "title", approach.title
    yield "description", approach.description
    yield "submission", " · ".join(filter(None, (approach.submitting_party, told.focal_point or approach.focal_point)))
    yield "participants", _lines(f"{each.party}: {word('role', each.role)}" for each in approach.participants)
    entities = (f"{each.name} ({word('entity_kind', each.kind)}), {each.contact}" for each in approach.entities)
    yield "entities", _lines(entities)
    yield "focus_areas", _lines((*(word("focus_area", each) for each in approach.focus_areas), *approach.tags))
    yield "themes", _lines(word("theme", each) for each in approach.themes)
    yield "answers", _lines(f"{word('answer', code)}: {text}" for code, text in approach.answers.items())
    yield "rights", _lines(f"{word('right', code)}: {text}" for code, text in approach.rights.items())
    yield "contributions", _lines(f"{each.party}: {each.ndc}" for each in approach.participants if each.ndc)
    places = (f"{each.party}: {word('subregion', each.subregion)}" for each in approach.participants if each.subregion)
    yield "geography", _lines((*([word("reach", approach.reach)] if approach.reach else []), *places))
    yield "sector", word("sector", approach.sector) if approach.sector else ""
    yield "sdgs", ", ".join(str(each) for each in approach.sdgs)
    yield "stage", word("stage", approach.stage) if approach.stage else ""
    yield "period", f"{approach.first} – {approach.last}" if approach.first and approach.last else ""
    yield "needs", _lines(_money_line(each, word) for each in approach.needs)
    yield "support", _lines(f"{each.provider} → {_money_line(each, word)}" for each in approach.support)
    yield "notes", _lines(f"{each.on} {each.by}: {each.text}" for each in told.notes)
    effects = (f"{each.name}: {each.baseline} → {each.target} {each.unit}" for each in approach.indicators)
    yield "effects", _lines(effects)
    yield "safeguards", _lines(f"{each.impact}: {each.answer}" for each in approach.safeguards)
    signed = (f"{rule}: {', '.join(parties)}" for rule, parties in approach.declarations.items())
    yield "declarations", _lines(signed)
    yield "related", _lines(approach.related)
    splits = (f"{each.mechanism} {each.activity}: {each.scope_split or ''}" for each in approach.overlaps)
    yield "scope_split", _lines(splits)


def _lines(texts: Any) -> str:
    return "\n".join(texts)


def _money_line(line: Any, word: Any) -> str:
    kind = word("instrument", line.instrument) if line.instrument else word("support_type", line.type)
    amount = f" {line.amount:,} {line.currency}" if line.amount is not None else ""
    owner = getattr(line, "party", None) or line.recipient
    return f"{owner}: {kind}{amount}: {line.description}"


def pack(version: Version, told: Told, findings: tuple[Finding, ...]) -> dict[str, Any]:
    """Return a version as plain values with its consents and what its rules yield."""
    return {
        "reference": version.approach.reference,
        "version": version.number,
        "written_on": version.on.isoformat(),
        "record": plain(version.approach),
        "consents": [
            {
                "party": each.party,
                "answer": each.answer.value,
                "on": each.on.isoformat() if each.on else None,
                "evidence": each.evidence,
            }
            for each in told.of_public_version().consents.values()
        ],
        "rules": [
            {"rule": each.rule, "outcome": each.outcome.value, "reason": each.reason, "about": list(each.about)}
            for each in findings
        ],
    }


def letter(version: Version, party: str, catalogue: Catalogue, language: str, name: str) -> str:
    """Return the text of a Party's letter of consent to one version, to be signed by its focal point."""
    approach = version.approach
    others = ", ".join(each for each in approach.parties if each != party)
    criteria = [catalogue.criteria[each].label.in_language(language) for each in ("NMA-C01", "NMA-C02", "NMA-C04")]
    if language == _CHINESE:
        points = "\n".join(f"- {each}" for each in criteria)
        return (
            f"{name}（{party}）同意參與非市場方法 {approach.reference}「{approach.title}」第 {version.number} 版，"
            f"與 {others} 共同參與。\n\n本締約方聲明：\n{points}\n\n"
            "本同意書不產生權利或義務，亦不代表對該方法之核准（第8/CMA.4號決定第9段）。\n"
        )
    points = "\n".join(f"- {each}" for each in criteria)
    return (
        f"{name} ({party}) concurs with version {version.number} of the non-market approach {approach.reference}, "
        f"“{approach.title}”, in which it takes part with {others}.\n\nIt declares:\n{points}\n\n"
        "This letter creates no right or duty and is no approval of the approach (decision 8/CMA.4, paragraph 9).\n"
    )
