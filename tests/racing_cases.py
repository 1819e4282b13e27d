"""Separate processes that act in the same cases at the same moment, each on a connection of its own."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from typing import Any

from tests.clock import WaitingClock
from tests.journals import Desk, close
from tests.racing import PATIENCE_SECONDS

from sextant.application.ports import TransientFault
from sextant.domain.refusal import Refusal
from sextant.workflow.case import Act


@dataclass(frozen=True)
class Asked:
    """An act that is asked for."""

    subject: str
    act: Act


@dataclass(frozen=True)
class Append:
    """A line that is to be written on what somebody saw."""

    key: str
    number: int
    line: Act
    seen: dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What one caller was told."""

    code: str | None
    """None where it was recorded."""
    replayed: bool = False
    facts: tuple[tuple[str, Any], ...] = ()
    """What was known of the subject right after the act."""


def run(pipe: Any, barrier: Any) -> None:
    """Answer until there is nothing more to be asked: each round, all processes go together."""
    desk: Desk | None = None
    while (asked := pipe.recv()) is not None:
        url, _, wanted = asked
        try:
            if desk is not None and desk.url != url:
                close(desk.store)
            if desk is None or desk.url != url:
                desk = Desk(url, WaitingClock()) if url else None
            barrier.wait(PATIENCE_SECONDS)
            pipe.send([] if desk is None else [_answer(desk, each) for each in wanted])
        except BaseException:
            pipe.send(traceback.format_exc())
            raise


def _answer(desk: Desk, asked: Asked | Append) -> Any:
    if isinstance(asked, Append):
        try:
            return desk.store.append(asked.key, asked.number, asked.line, **asked.seen)
        except TransientFault:
            return False
    outcome = desk.try_(asked.act, asked.subject)
    if isinstance(outcome, Refusal):
        return Answer(outcome.code)
    return Answer(None, outcome.replayed, tuple(sorted(outcome.world.facts().items())))
