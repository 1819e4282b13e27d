"""A journey through cases, and every wrong way of taking each of its steps: each is to be refused by its own code."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.workflow.play import CHAIR, MEMBER, Play

from sextant.domain.refusal import Refusal
from sextant.workflow.case import Actor

NOBODY = Actor("Nobody", "nobody_has_this_role")


@dataclass(frozen=True)
class Move:
    """A step that is taken on a journey; a vote is one move, with twelve members in favour."""

    cycle: str
    step: str
    actor: Actor
    at: datetime
    stated: dict[str, Any] = field(default_factory=dict)

    def try_(self, play: Play, **changed: Any) -> Refusal | None:
        stated = {**self.stated, **changed.pop("stated", {})}
        if self.actor is CHAIR and not changed:
            return play.vote(self.cycle, self.step, self.at, yes=12, **stated)
        return play.try_(self.cycle, self.step, changed.pop("actor", self.actor), self.at, **changed, **stated)


def played(play: Play, moves: Sequence[Move]) -> Play:
    """Return a play after its moves, none of which may be refused."""
    for move in moves:
        refusal = move.try_(play)
        assert refusal is None, f"{move.step}: {refusal}"
    return play


def wrong_ways(make: Callable[[], Play], moves: Sequence[Move]) -> Iterator[tuple[str, str, Refusal | None]]:
    """Yield for each move: its step, what was wrong, and the refusal that it got; none where it was not refused."""
    play = make()
    for at, move in enumerate(moves):
        yield from _wrong(play, move)
        later = moves[at + 1 :]
        yield from _out_of_order(play, move, [each for each in later if each.cycle == move.cycle])
        refusal = move.try_(play)
        assert refusal is None, f"{move.step}: {refusal}"


def _wrong(play: Play, move: Move) -> Iterator[tuple[str, str, Refusal | None]]:
    step = play.run(move.cycle, move.at).cycle.steps[move.step]
    yield move.step, "role_not_entitled", move.try_(copy(play), actor=NOBODY)
    for entitled in step.by:
        if entitled.relation is not None and entitled.role == move.actor.role:
            stranger = Actor("Stranger", move.actor.role, party="ZZ", entity="Nobody's entity")
            yield move.step, "relation_missing", move.try_(copy(play), actor=stranger)
    if move.actor.role == CHAIR.role:
        yield move.step, "vote_not_carried", move.try_(copy(play), papers=step.documents)
        yield move.step, "vote_not_carried", copy(play).vote(move.cycle, move.step, move.at, yes=8, **move.stated)
        assert MEMBER.role in {each.role for each in step.by}
    for paper in step.documents if move.actor.role != CHAIR.role else ():
        left = tuple(each for each in step.documents if each != paper)
        yield move.step, "document_missing", move.try_(copy(play), papers=left)
    for name in step.states_data:
        if move.actor.role != CHAIR.role:
            yield move.step, "statement_missing", move.try_(copy(play), stated={name: None})
    for needed in step.needs:
        for name in needed.of if needed.name in ("confirmed", "denied") else ():
            yield move.step, "condition_not_met", move.try_(copy(play), stated={name: needed.name == "denied"})


def _out_of_order(play: Play, move: Move, later: Sequence[Move]) -> Iterator[tuple[str, str, Refusal | None]]:
    run = play.run(move.cycle, move.at)
    for each in later:
        step = run.cycle.steps[each.step]
        if run.state not in step.from_states:
            found = play.try_(each.cycle, each.step, each.actor, move.at, **each.stated)
            yield each.step, "step_out_of_order", found


def assert_every_wrong_way_is_refused(make: Callable[[], Play], moves: Sequence[Move], *, least: int) -> None:
    """Assert that each wrong way is refused by its own code, and that there were enough of them to mean anything."""
    tried = list(wrong_ways(make, moves))
    amiss = [(step, wanted, got) for step, wanted, got in tried if got is None or got.code != wanted]
    assert amiss == []
    assert len(tried) >= least
