"""Separate processes that ask one ledger for things at the same moment, each on a connection of its own.

The processes are started once and asked many times: a barrier lets all of them go together each time.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.clock import WaitingClock
from tests.stores import store_on

from sextant.application.batch import perform_batch
from sextant.application.registry import Registry
from sextant.domain.refusal import Refusal
from sextant.ledger.posting import Posted
from sextant.ledger.request import Request
from sextant.storage.account_types import account_types

PATIENCE_SECONDS = 120


@dataclass(frozen=True)
class Told:
    """What one caller was told."""

    code: str | None
    """None where it was posted."""
    quantity: int = 0
    moved: tuple[tuple[int, int, int], ...] = ()
    replayed: bool = False
    about: tuple[tuple[str, Any], ...] = ()

    @property
    def posted(self) -> bool:
        return self.code is None


def told(outcome: Posted | Refusal) -> Told:
    if isinstance(outcome, Refusal):
        return Told(outcome.code, about=tuple(outcome.about.items()))
    result = outcome.result
    return Told(None, result["quantity"], tuple(map(tuple, result["moved"])), outcome.replayed)


class Racers:
    """As many processes as are wanted, waiting to be asked."""

    def __init__(self, count: int = 4, run: Callable[[Any, Any], None] | None = None) -> None:
        context = multiprocessing.get_context("spawn")
        # Kept, because a process that has not read it yet would find it gone.
        self._barrier = context.Barrier(count)
        self._pipes: list[Any] = []
        self._processes: list[Any] = []
        for _ in range(count):
            ours, theirs = context.Pipe()
            process = context.Process(target=run or _run, args=(theirs, self._barrier), daemon=True)
            process.start()
            theirs.close()
            self._pipes.append(ours)
            self._processes.append(process)

    def race(self, url: str, requests: Sequence[Sequence[Any]], *, batch: bool = False) -> list[list[Any]]:
        """Return what each process was told by the ledger at this address to each of its requests."""
        assert len(requests) == len(self._pipes)
        for pipe, own in zip(self._pipes, requests, strict=True):
            pipe.send((url, batch, list(own)))
        answers: list[list[Any]] = []
        for pipe in self._pipes:
            assert pipe.poll(PATIENCE_SECONDS), "a process did not answer"
            answer = pipe.recv()
            assert not isinstance(answer, str), answer
            answers.append(answer)
        return answers

    def leave(self) -> None:
        """Close all connections, so that the database can be removed."""
        self.race("", [[] for _ in self._pipes])

    def stop(self) -> None:
        for pipe in self._pipes:
            with contextlib.suppress(OSError):
                pipe.send(None)
        for process in self._processes:
            process.join(10)
            if process.is_alive():
                process.kill()


def _run(pipe: Any, barrier: Any) -> None:
    registry: Registry | None = None
    opened = ""
    while (asked := pipe.recv()) is not None:
        url, batch, requests = asked
        try:
            if url != opened and registry is not None:
                registry.store.driver.close()  # type: ignore[attr-defined]
            if url != opened:
                registry = Registry(store_on(url), WaitingClock(), account_types()) if url else None
                opened = url
            barrier.wait(PATIENCE_SECONDS)
            pipe.send([told(outcome) for outcome in _answers(registry, requests, batch=batch)])
        except BaseException:
            pipe.send(traceback.format_exc())
            raise


def _answers(registry: Registry | None, requests: list[Request], *, batch: bool) -> list[Posted | Refusal]:
    if registry is None:
        return []
    if batch:
        return perform_batch(registry, requests)
    return [registry.perform(request) for request in requests]
