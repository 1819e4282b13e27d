"""An Article 6 technical expert review: its clock, findings by paragraph, replies, and recommendations until resolved.

The review looks at consistency and at nothing else; it judges neither the contribution, nor an approach, nor an
authorization (decision 6/CMA.4, annex II, paragraph 10). A recommendation that a later review does not find resolved
is carried into that review's report. What is confidential is reported without being disclosed (paragraphs 22 and 23).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.reporting.fields import FieldBadly, choice, day, flag, label, listed, mapping, text
from sextant.reporting.national.public import Rendering

_NEEDED = frozenset({"party", "review", "of_report", "report_version", "format", "review_week"})
_KNOWN = _NEEDED | {"findings", "improvements", "resolves", "steps", "synthetic"}
_FINDING = {"id", "paragraph", "consistent", "text", "basis", "replies", "recommendation"}


class Format(StrEnum):
    """How a review is held (decision 2/CMA.3, annex, paragraph 25)."""

    DESK = "desk"
    CENTRALIZED = "centralized"


@dataclass(frozen=True, slots=True)
class Reply:
    """What the Party answered to a finding."""

    on: date
    text: Label


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether the information is consistent with a paragraph."""

    id: str
    paragraph: str
    consistent: bool
    text: Label | None
    """None in the public rendering of a confidential finding."""
    basis: Label | None
    replies: tuple[Reply, ...]
    recommendation: Label | None


@dataclass(frozen=True, slots=True)
class Resolved:
    """A recommendation of an earlier review that this review finds resolved, and how."""

    review: str
    finding: str
    how: Label


@dataclass(frozen=True)
class Review:
    """One review, as the latest version of its record tells it."""

    party: str
    id: str
    of_report: str
    report_version: int
    format: Format
    review_week: date
    """The first day of the week that was agreed."""
    findings: tuple[Finding, ...]
    improvements: tuple[Label, ...]
    """Capacity-building needs and areas of improvement."""
    resolves: tuple[Resolved, ...]
    steps: Mapping[str, date]
    """The days on which steps of the clock were taken."""
    synthetic: bool


@dataclass(frozen=True, slots=True)
class ClockStep:
    """A step of the clock, as the rule file has it: days counted from the week or from the step before."""

    step: str
    label: Label
    source: Source
    before_week: str | None
    after_week: str | None
    after_step: str | None


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the report."""

    id: str
    label: Label


@dataclass(frozen=True)
class ReviewForm:
    """The outline of the report and the clock."""

    source: Source
    sections: tuple[Section, ...]
    clock: tuple[ClockStep, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """A step with its last day, and the day on which it was taken."""

    step: ClockStep
    last_day: date
    taken_on: date | None

    @property
    def late(self) -> bool | None:
        """Whether it was taken after its last day; none while it was not taken."""
        return None if self.taken_on is None else self.taken_on > self.last_day


@dataclass(frozen=True, slots=True)
class Carried:
    """A recommendation that is not resolved."""

    review: str
    finding: Finding


def clock(review: Review, form: ReviewForm, days: Mapping[str, int]) -> tuple[Due, ...]:
    """Return the steps with their last days, counted from the agreed week (decision 6/CMA.4, annex II, paragraph 21).

    What is counted from the step before is counted from the day it was taken, or else from its last day.
    """
    found: list[Due] = []
    for each in form.clock:
        if each.before_week is not None:
            last = review.review_week - timedelta(days[each.before_week])
        elif each.after_week is not None:
            last = review.review_week + timedelta(days[each.after_week])
        else:
            before = found[-1]
            assert each.after_step is not None, "a step is counted from the week or from the step before"
            last = (before.taken_on or before.last_day) + timedelta(days[each.after_step])
        found.append(Due(each, last, review.steps.get(each.step)))
    return tuple(found)


def carried(review: Review, every: Sequence[Review]) -> tuple[Carried, ...]:
    """Return the recommendations of earlier reviews of the Party that neither they nor this one found resolved."""
    earlier = [each for each in every if (each.review_week, each.id) < (review.review_week, review.id)]
    return _open(earlier, (*earlier, review))


def unresolved(every: Sequence[Review]) -> tuple[Carried, ...]:
    """Return the recommendations of all reviews of a Party that no review found resolved."""
    return _open(every, every)


def _open(made: Sequence[Review], resolving: Sequence[Review]) -> tuple[Carried, ...]:
    resolved = {(one.review, one.finding) for each in resolving for one in each.resolves}
    return tuple(
        Carried(each.id, finding)
        for each in sorted(made, key=lambda one: (one.review_week, one.id))
        for finding in each.findings
        if finding.recommendation is not None and (each.id, finding.id) not in resolved
    )


def rendered_review(review: Review, rendering: Rendering) -> Review:
    """Return a review as it is rendered; in public a confidential finding keeps its paragraph and its result only."""
    if rendering is Rendering.REVIEW:
        return review
    return replace(review, findings=tuple(_public(each) for each in review.findings))


def _public(finding: Finding) -> Finding:
    if finding.basis is None:
        return finding
    recommended = None if finding.recommendation is None else Label("–", "–")
    return replace(finding, text=None, replies=(), recommendation=recommended)


def review_of(content: Any) -> Review:
    """Return the review that a document describes. Raises FieldBadly."""
    body = mapping(content, "", set(_KNOWN), _NEEDED)
    version = body["report_version"]
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise FieldBadly("report_version", version, "a whole number from 1 on")
    found = Review(
        party=text(body["party"], "party"),
        id=text(body["review"], "review"),
        of_report=text(body["of_report"], "of_report"),
        report_version=version,
        format=choice(Format, body["format"], "format"),
        review_week=day(body["review_week"], "review_week"),
        findings=tuple(_findings(body.get("findings", []))),
        improvements=tuple(
            label(each, f"improvements[{at}]")
            for at, each in enumerate(listed(body.get("improvements", []), "improvements"))
        ),
        resolves=tuple(_resolved(body.get("resolves", []))),
        steps={each: day(on, f"steps.{each}") for each, on in mapping(body.get("steps", {}), "steps", _STEPS).items()},
        synthetic=flag(body.get("synthetic", False), "synthetic"),
    )
    names = [each.id for each in found.findings]
    twice = next((each for each in names if names.count(each) > 1), None)
    if twice is not None:
        raise FieldBadly("findings", twice, "each id once")
    return found


_STEPS = {"week_agreed", "team_composed", "questions_sent", "draft_sent", "comments_received", "finished"}


def _findings(content: Any) -> Iterator[Finding]:
    for at, each in enumerate(listed(content, "findings")):
        where = f"findings[{at}]"
        body = mapping(each, where, _FINDING, frozenset({"id", "paragraph", "consistent", "text"}))
        consistent = flag(body["consistent"], f"{where}.consistent")
        if consistent and "recommendation" in body:
            raise FieldBadly(f"{where}.recommendation", "a recommendation", "none where the information is consistent")
        yield Finding(
            text(body["id"], f"{where}.id"),
            text(body["paragraph"], f"{where}.paragraph"),
            consistent,
            label(body["text"], f"{where}.text"),
            label(body["basis"], f"{where}.basis") if "basis" in body else None,
            tuple(_replies(body.get("replies", []), where)),
            label(body["recommendation"], f"{where}.recommendation") if "recommendation" in body else None,
        )


def _replies(content: Any, where: str) -> Iterator[Reply]:
    for at, each in enumerate(listed(content, f"{where}.replies")):
        body = mapping(each, f"{where}.replies[{at}]", {"on", "text"}, frozenset({"on", "text"}))
        yield Reply(day(body["on"], f"{where}.replies.on"), label(body["text"], f"{where}.replies.text"))


def _resolved(content: Any) -> Iterator[Resolved]:
    for at, each in enumerate(listed(content, "resolves")):
        where = f"resolves[{at}]"
        body = mapping(each, where, {"review", "finding", "how"}, frozenset({"review", "finding", "how"}))
        how = label(body["how"], f"{where}.how")
        yield Resolved(text(body["review"], f"{where}.review"), text(body["finding"], f"{where}.finding"), how)
