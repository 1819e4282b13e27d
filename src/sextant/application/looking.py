"""A registry that is only looked at: what is asked of it is compared with the journal, and never written.

Deeds are functions of an act and of what the ledger holds. Done on this registry, a deed says whether the ledger has
followed an act: where it has, all it asks for is a repetition.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sextant.application.registry import Registry, replayed
from sextant.domain.refusal import Refusal
from sextant.domain.unit import Block
from sextant.ledger.decide import needed_for
from sextant.ledger.posting import Posted
from sextant.ledger.request import Request


class LookingRegistry(Registry):
    """Answers as a registry would that wrote what is asked, and writes nothing."""

    def perform(self, request: Request, claims: Sequence[Block] = ()) -> Posted | Refusal:
        """Return the stored outcome; of what is not in the journal what it would be, told as new."""
        loaded = self.store.load(needed_for(request))
        if loaded.stored is not None:
            return replayed(request, loaded.stored)
        return self.foresee(request) or Posted(request.id, (), "{}")

    def _persist(self, write: Callable[[], bool], written: Callable[[], bool]) -> bool:
        return False
