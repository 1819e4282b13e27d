"""The journal of an approach and what follows from it on a day: versions, consent per Party, state.

A version is never changed: a new one stands after it, and the old one stays readable. Consent is given to a version.
It holds for the next one as well unless that changes something material; then each Party is asked again. The
decisions fix submitting, recording and updating only; the other states are Sextant's. None of them says that an
approach was approved, since nobody approves one (8/CMA.4, 9).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sextant.cooperation.record import Approach


class State(StrEnum):
    """Where a record stands. The words for these never imply approval."""

    DRAFT = "draft"
    CONCURRENCE_OPEN = "concurrence_open"
    READY = "ready"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    RECORDED = "recorded"
    CHALLENGED = "challenged"
    BELOW_MINIMUM = "below_minimum"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"


class Answer(StrEnum):
    """What a Party said to a version."""

    INVITED = "invited"
    CONSENTED = "consented"
    DECLINED = "declined"
    LEFT = "left"


class Kind(StrEnum):
    """The lines of journals."""

    VERSION = "version"
    ANSWER = "answer"
    SUBMISSION = "submission"
    RETURN = "return"
    RECORDING = "recording"
    CHALLENGE = "challenge"
    COMPLETION = "completion"
    WITHDRAWAL = "withdrawal"
    NOTE = "note"
    OFFER = "offer"
    MOVE = "move"
    POST = "post"
    MODERATION = "moderation"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a journal: what was said, by whom, when. The id is the caller's."""

    id: UUID
    kind: str
    actor: str
    at: datetime
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Consent:
    """What a Party last said, to which version, when, and where that can be read."""

    party: str
    answer: Answer
    version: int | None = None
    on: date | None = None
    evidence: str | None = None
    actor: str | None = None

    @property
    def given(self) -> bool:
        """Return whether the Party takes part."""
        return self.answer is Answer.CONSENTED


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a record with the day it was written."""

    number: int
    approach: Approach
    on: date
    actor: str
    material: tuple[str, ...]
    """What it changes materially against the version before; the first changes nothing."""


@dataclass(frozen=True, slots=True)
class Note:
    """A progress note, a lesson, a case study, or what somebody outside said of the approach."""

    kind: str
    by: str
    on: date
    text: str


@dataclass(frozen=True)
class Told:
    """All that follows from the journal of an approach on a day."""

    state: State
    versions: tuple[Version, ...]
    consents: Mapping[str, Consent]
    """By Party, of the latest version."""
    recorded: int | None
    """Number of the version that is public."""
    submitted_by: str | None = None
    focal_point: str | None = None
    submission_on: date | None = None
    reason: str | None = None
    """Of a return, a challenge or a withdrawal."""
    challenge: str | None = None
    """What stands against the public version until a newer one is recorded."""
    below_since: date | None = None
    notes: tuple[Note, ...] = field(default=())
    taking_part: Mapping[str, Consent] = field(default_factory=dict)
    """By Party, of the public version; a later version that waits for answers does not touch them."""
    recorded_from: tuple[str, str] | None = None
    """Who submitted the public version: Party and focal point."""

    @property
    def latest(self) -> Version:
        """Return the newest version."""
        return self.versions[-1]

    @property
    def public(self) -> Version | None:
        """Return the version that is recorded, or none."""
        return None if self.recorded is None else self.versions[self.recorded - 1]

    def of_public_version(self) -> Told:
        """Return the same with the consents and the submission of the public version, or itself where none is."""
        if self.recorded is None or self.recorded_from is None:
            return self
        party, focal_point = self.recorded_from
        return replace(self, consents=self.taking_part, submitted_by=party, focal_point=focal_point)

    @property
    def matchable(self) -> bool:
        """Return whether the needs of its public version are compared with offers: while nothing stands against it."""
        ended = (State.BELOW_MINIMUM, State.COMPLETED, State.WITHDRAWN)
        return self.recorded is not None and self.challenge is None and self.state not in ended


MATERIAL = (
    "participants", "submitting_party", "focus_areas", "themes", "reach", "sector", "stage", "first", "last", "needs",
    "declarations", "overlaps", "certificates",
)  # fmt: skip
"""What consent rests on: Parties, scope, the support asked for, declarations."""

MATERIAL_LISTS = frozenset({"participants", "needs", "focus_areas", "themes"})


def material_changes(before: Approach, after: Approach) -> tuple[str, ...]:
    """Return the names of what a version changes materially; the order of a list is not material."""
    return tuple(name for name in MATERIAL if _compared(before, name) != _compared(after, name))


def _compared(approach: Approach, name: str) -> Any:
    value = getattr(approach, name)
    return frozenset(value) if name in MATERIAL_LISTS else value


@dataclass
class _Fold:
    """The journal as far as it was read."""

    versions: list[Version] = field(default_factory=list)
    consents: dict[str, Consent] = field(default_factory=dict)
    recorded: int | None = None
    state: State = State.DRAFT
    submission: Line | None = None
    reason: str | None = None
    challenge: str | None = None
    taking_part: dict[str, Consent] = field(default_factory=dict)
    recorded_from: tuple[str, str] | None = None
    below_since: date | None = None
    notes: list[Note] = field(default_factory=list)


def tell(lines: Sequence[Line], approaches: Sequence[Approach], *, parties_min: int, cure_days: int, on: date) -> Told:
    """Return what follows from a journal by the end of a day. `approaches` are its versions, read, in their order.

    The first line is a version. Raises ValueError where none had been written by that day.
    """
    fold = _Fold()
    versions = iter(approaches)
    for line in lines:
        if line.at.date() > on:
            break
        if line.kind == Kind.VERSION:
            _version(fold, line, next(versions))
        else:
            _STEPS[Kind(line.kind)](fold, line)
        _count(fold, line.at.date(), parties_min)
    if not fold.versions:
        raise ValueError(f"no version had been written by {on}")
    lapsed = fold.below_since is not None and on > fold.below_since + timedelta(days=cure_days)
    return Told(
        state=State.WITHDRAWN if lapsed else _state(fold),
        versions=tuple(fold.versions),
        consents=dict(fold.consents),
        recorded=fold.recorded,
        submitted_by=fold.submission.body["party"] if fold.submission else None,
        focal_point=fold.submission.body["focal_point"] if fold.submission else None,
        submission_on=fold.submission.at.date() if fold.submission else None,
        reason="below_minimum" if lapsed else fold.reason,
        challenge=fold.challenge,
        below_since=fold.below_since,
        notes=tuple(fold.notes),
        taking_part=dict(fold.taking_part),
        recorded_from=fold.recorded_from,
    )


def _version(fold: _Fold, line: Line, approach: Approach) -> None:
    before = fold.versions[-1].approach if fold.versions else None
    changed = material_changes(before, approach) if before else ()
    number = len(fold.versions) + 1
    fold.versions.append(Version(number, approach, line.at.date(), line.actor, changed))
    kept = {} if changed else fold.consents
    fold.consents = {each: kept.get(each, Consent(each, Answer.INVITED)) for each in approach.parties}
    fold.submission, fold.reason = None, None
    fold.state = State.DRAFT


def _answer(fold: _Fold, line: Line) -> None:
    party = line.body["party"]
    answer = Answer(line.body["answer"])
    number = len(fold.versions)
    said = Consent(party, answer, number, line.at.date(), line.body.get("evidence"), line.actor)
    fold.consents[party] = said
    if answer is Answer.LEFT or fold.recorded == number:
        fold.taking_part[party] = said


def _submission(fold: _Fold, line: Line) -> None:
    fold.submission, fold.state, fold.reason = line, State.SUBMITTED, None


def _return(fold: _Fold, line: Line) -> None:
    fold.submission, fold.state, fold.reason = None, State.RETURNED, line.body["reason"]


def _recording(fold: _Fold, line: Line) -> None:
    fold.recorded, fold.state, fold.reason = len(fold.versions), State.RECORDED, None
    fold.challenge, fold.taking_part = None, dict(fold.consents)
    if fold.submission is not None:
        fold.recorded_from = (fold.submission.body["party"], fold.submission.body["focal_point"])


def _challenge(fold: _Fold, line: Line) -> None:
    fold.state, fold.reason, fold.challenge = State.CHALLENGED, line.body["reason"], line.body["reason"]


def _completion(fold: _Fold, line: Line) -> None:
    fold.state, fold.reason = State.COMPLETED, None


def _withdrawal(fold: _Fold, line: Line) -> None:
    fold.state, fold.reason = State.WITHDRAWN, line.body["reason"]


def _note(fold: _Fold, line: Line) -> None:
    fold.notes.append(Note(line.body["kind"], line.actor, line.at.date(), line.body["text"]))


_STEPS = {
    Kind.ANSWER: _answer,
    Kind.SUBMISSION: _submission,
    Kind.RETURN: _return,
    Kind.RECORDING: _recording,
    Kind.CHALLENGE: _challenge,
    Kind.COMPLETION: _completion,
    Kind.WITHDRAWAL: _withdrawal,
    Kind.NOTE: _note,
}


def _count(fold: _Fold, on: date, parties_min: int) -> None:
    """Keep the day since which a public record has had too few Parties."""
    ended = fold.state in (State.COMPLETED, State.WITHDRAWN)
    enough = sum(each.given for each in fold.taking_part.values()) >= parties_min
    if fold.recorded is None or ended or enough:
        fold.below_since = None
    elif fold.below_since is None:
        fold.below_since = on


def _state(fold: _Fold) -> State:
    if fold.below_since is not None and fold.state is not State.SUBMITTED:
        return State.BELOW_MINIMUM
    if fold.state is not State.DRAFT:
        return fold.state
    answered = [each.answer for each in fold.consents.values()]
    if answered and all(each is Answer.CONSENTED for each in answered):
        return State.READY
    return State.CONCURRENCE_OPEN if any(each is not Answer.INVITED for each in answered) else State.DRAFT
