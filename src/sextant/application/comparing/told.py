"""A course told by the journal of an approach: written, answered by each Party, submitted, recorded, noted, ended.

The lines go through the same commands as those of people, so that a rule of a record refuses here what it refuses
there. Nothing in here knows a unit: journals share nothing with the ledger but the clock.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sextant.application.commands.cooperation.add_note import AddNote, add_note
from sextant.application.commands.cooperation.answer_version import AnswerVersion, answer_version
from sextant.application.commands.cooperation.record_approach import RecordApproach, record_approach
from sextant.application.commands.cooperation.say_with_reason import SayWithReason, say_with_reason
from sextant.application.commands.cooperation.submit_approach import SubmitApproach, submit_approach
from sextant.application.commands.cooperation.write_version import WriteVersion, write_version
from sextant.application.cooperation import Cooperation, Said, Subject
from sextant.comparison.course import Stage, Written
from sextant.cooperation.catalogue import NoValueYet
from sextant.cooperation.journal import Answer, Kind, Told
from sextant.domain.refusal import Refusal, refuse

if TYPE_CHECKING:
    from sextant.application.comparing.walk import Walk

APPROACH = "NMA-S0001"
"""What the approach is called in its journal."""
Done = Said | Refusal


def write(walk: Walk, stage: Stage, written: Written) -> Refusal | None:
    """Write one line into the journal and keep what became of the record, or return why it may not be written."""
    if stage.on is not None:
        walk.pass_to(date.fromisoformat(str(walk.places[stage.on])) + timedelta(days=1))
    cooperation = walk.cooperation()
    walk.count += 1
    try:
        before = told_on(cooperation, walk.today())
        outcome = _LINES[Kind(written.kind)](walk, stage, filled(walk, written.said), before)
    except NoValueYet as error:
        return refuse("rule_not_in_force", step=written.kind, rule=error.path)
    if isinstance(outcome, Refusal):
        return outcome
    after = told_on(cooperation, walk.today())
    states = [each.state.value if each else "" for each in (before, after)]
    walk.wrote(stage, APPROACH, states[0], states[1])
    return None


def told_on(cooperation: Cooperation, on: date) -> Told | None:
    """Return what the journal tells by the end of a day; none before its first line. Raises NoValueYet."""
    return cooperation.told(cooperation.lines(Subject.APPROACH, APPROACH), on)


def filled(walk: Walk, said: Any) -> Any:
    """Return what a line says with the places of its texts filled."""
    if isinstance(said, Mapping):
        return {key: filled(walk, each) for key, each in said.items()}
    return [filled(walk, each) for each in said] if isinstance(said, list) else walk.said(str(said))


def _version(walk: Walk, stage: Stage, said: Any, before: Told | None) -> Done:
    form = {**said, "reference": APPROACH, "synthetic": True}
    return write_version(WriteVersion(walk.number(), _actor(walk, stage), form), walk.cooperation())


def _answer(walk: Walk, stage: Stage, said: Any, before: Told | None) -> Done:
    command = AnswerVersion(
        walk.number(),
        _actor(walk, stage),
        APPROACH,
        said["party"],
        Answer(said["answer"]),
        len(before.versions) if before else 0,
        said["evidence"],
    )
    return answer_version(command, walk.cooperation())


def _submission(walk: Walk, stage: Stage, said: Any, before: Told | None) -> Done:
    command = SubmitApproach(walk.number(), _actor(walk, stage), APPROACH, said["party"], said["focal_point"])
    return submit_approach(command, walk.cooperation())


def _recording(walk: Walk, stage: Stage, said: Any, before: Told | None) -> Done:
    return record_approach(RecordApproach(walk.number(), _actor(walk, stage), APPROACH), walk.cooperation())


def _note(walk: Walk, stage: Stage, said: Any, before: Told | None) -> Done:
    command = AddNote(walk.number(), _actor(walk, stage), APPROACH, said["kind"], said["text"])
    return add_note(command, walk.cooperation())


def _completion(walk: Walk, stage: Stage, said: Any, before: Told | None) -> Done:
    command = SayWithReason(walk.number(), Kind.COMPLETION, _actor(walk, stage), APPROACH, said["reason"])
    return say_with_reason(command, walk.cooperation())


def _actor(walk: Walk, stage: Stage) -> str:
    return walk.course.cast[stage.who].name.english


_LINES: Mapping[Kind, Callable[[Walk, Stage, Any, Told | None], Done]] = {
    Kind.VERSION: _version,
    Kind.ANSWER: _answer,
    Kind.SUBMISSION: _submission,
    Kind.RECORDING: _recording,
    Kind.NOTE: _note,
    Kind.COMPLETION: _completion,
}
