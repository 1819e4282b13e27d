"""The report of a technical expert review as a paper, section by section of its outline."""

from __future__ import annotations

from collections.abc import Sequence

from sextant.application.queries.party_reviews import ReviewTold
from sextant.domain.label import Label
from sextant.reporting.national.paper import Figure, Paper, Table
from sextant.reporting.national.public import Rendering
from sextant.reporting.national.review import Carried, Finding
from sextant.wording.aef_words import source_words
from sextant.wording.party_name import party_name
from sextant.wording.report_papers import marks_of, phrase
from sextant.wording.word import word


def text_of(text: Label | None, language: str) -> str:
    """Return a text; that it is withheld where there is none."""
    return word("report_state", "withheld", language) if text is None else text.in_language(language)


def recommended(finding: Finding, language: str) -> str:
    """Return the recommendation of a finding; that it is withheld where its text is."""
    if finding.recommendation is None:
        return "–"
    return text_of(None if finding.text is None else finding.recommendation, language)


def review_paper(told: ReviewTold, rendering: Rendering, language: str) -> Paper:
    """Return the report of a review (decision 6/CMA.4, annex III)."""
    review = told.review
    facts = (
        (phrase("review", language), review.id),
        (phrase("reviewed", language), f"{review.of_report} {review.report_version}"),
        (phrase("format", language), word("review_format", review.format.value, language)),
        (phrase("review_week", language), review.review_week.isoformat()),
        (phrase("rests_on", language), source_words(str(told.form.source), language)),
    )
    tables = [
        Table(each.id, f"{each.id}  {each.label.in_language(language)}", *_section(each.id, told, language))
        for each in told.form.sections
    ]
    return Paper(
        phrase("review_report", language),
        party_name(review.party, language),
        facts,
        marks_of(rendering, review.synthetic, language),
        tuple(tables),
        language,
        told.statement.recorded_at.date(),
    )


_Body = tuple[tuple[str, ...], tuple[tuple[Figure, ...], ...]]


def _section(name: str, told: ReviewTold, language: str) -> _Body:
    review = told.review
    several: dict[str, _Body] = {
        "I.B": _clock(told, language),
        "I.D": _counts(told, language),
        "II.A": _findings(review.findings, language),
        "II.B": (
            (phrase("content", language),), tuple((each.in_language(language),) for each in review.improvements)
        ),
        "II.C": _carried(told.carried, language),
        "III": _recommendations(review.findings, language),
    }  # fmt: skip
    plain = {
        "I.A": phrase("review_introduction", language, party=party_name(review.party, language), id=review.id),
        "I.C": phrase("review_scope", language),
        "I.E": phrase("review_information", language, report=review.of_report, version=review.report_version),
    }
    if name in several:
        head, rows = several[name]
        return head, rows or ((phrase("none", language), *("" for _ in head[1:])),)
    return (phrase("content", language),), ((plain[name],),)


def _clock(told: ReviewTold, language: str) -> _Body:
    head = tuple(phrase(each, language) for each in ("step", "last_day", "taken_on"))
    rows = tuple(
        (
            each.step.label.in_language(language),
            each.last_day.isoformat(),
            each.taken_on.isoformat() if each.taken_on else "–",
        )
        for each in told.clock
    )
    return head, rows


def _counts(told: ReviewTold, language: str) -> _Body:
    review = told.review
    rows: tuple[tuple[Figure, ...], ...] = (
        (phrase("findings", language), len(review.findings)),
        (phrase("inconsistent", language), sum(not each.consistent for each in review.findings)),
        (phrase("recommendations", language), sum(each.recommendation is not None for each in review.findings)),
        (phrase("carried", language), len(told.carried)),
    )
    return (phrase("what", language), phrase("number", language)), rows


def _findings(findings: Sequence[Finding], language: str) -> _Body:
    head = tuple(phrase(each, language) for each in ("paragraph", "state", "finding", "replies"))
    rows = tuple(
        (
            each.paragraph,
            word("consistency", "consistent" if each.consistent else "inconsistent", language),
            text_of(each.text, language),
            "\n".join(f"{one.on}: {one.text.in_language(language)}" for one in each.replies) or "–",
        )
        for each in findings
    )
    return head, rows


def _carried(found: Sequence[Carried], language: str) -> _Body:
    head = tuple(phrase(each, language) for each in ("review", "paragraph", "recommendation"))
    return head, tuple((each.review, each.finding.paragraph, recommended(each.finding, language)) for each in found)


def _recommendations(findings: Sequence[Finding], language: str) -> _Body:
    head = tuple(phrase(each, language) for each in ("paragraph", "recommendation"))
    chosen = [each for each in findings if each.recommendation is not None]
    return head, tuple((each.paragraph, recommended(each, language)) for each in chosen)
