"""The loop of Article 6.8: read a journal, decide on what it tells, add one line; on a conflict read and decide again.

It shares nothing with the ledger but the clock. No line here can open an account or issue, move or cancel a unit:
there is no port through which it could.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from sextant.application.cases import IdTaken
from sextant.application.ports import Clock, TransientFault
from sextant.application.registry import ATTEMPTS, RegistryBusy
from sextant.application.retry import until_settled
from sextant.cooperation.approach_form import read_approach
from sextant.cooperation.catalogue import Catalogue
from sextant.cooperation.criteria import Ground
from sextant.cooperation.form import text
from sextant.cooperation.journal import Kind, Line, Told, tell
from sextant.cooperation.record import Approach
from sextant.domain.identifier import canonical
from sextant.domain.refusal import Refusal, refuse


class Subject:
    """The kinds of journals."""

    APPROACH = "approach"
    OFFER = "offer"
    MATCH = "match"
    TOPIC = "topic"


class CooperationStore(Protocol):
    """Where journals are kept, each under the key of what it is about."""

    def lines(self, key: str) -> tuple[Line, ...]:
        """Return the lines of a journal in their order; none where it is not known."""
        ...

    def append(self, key: str, number: int, line: Line, recorded_at: datetime) -> bool:
        """Write line `number` of a journal; return False where that number is taken. Raises IdTaken."""
        ...

    def keys(self, kind: str) -> list[str]:
        """Return the keys of all journals of a kind, in their order."""
        ...


@dataclass(frozen=True, slots=True)
class Saying:
    """What is to be added to a journal. The id is the caller's: asking twice is harmless."""

    id: UUID
    kind: Kind
    actor: str
    body: Mapping[str, Any]
    at: datetime | None = None
    """When it was said; now where it is left out."""


@dataclass(frozen=True, slots=True)
class Said:
    """A line that was written, or had been."""

    number: int
    line: Line
    replayed: bool = False


Decide = Callable[[Sequence[Line], date], Refusal | None]
"""Why a line may not be added to those that are there, on the day on which it is said."""


def key_of(subject: str, reference: str) -> str:
    """Return the key of a journal."""
    return f"{subject}:{reference}"


class Cooperation:
    """Journals of Article 6.8 that can be read and added to. One object may serve one thread."""

    def __init__(self, store: CooperationStore, clock: Clock, catalogue: Catalogue) -> None:
        self.store = store
        self.clock = clock
        self.catalogue = catalogue

    def add(self, key: str, saying: Saying, decide: Decide) -> Said | Refusal:
        """Return what was written, or the first reason to refuse. Raises NotAForm, RegistryBusy."""
        text(saying.actor, "actor")
        for attempt in range(ATTEMPTS):
            try:
                outcome = self._attempt(key, saying, decide)
            except TransientFault:
                outcome = None
            if outcome is not None:
                return outcome
            self.clock.pause(attempt)
        raise RegistryBusy(f"{key}: conflicts in {ATTEMPTS} attempts")

    def _attempt(self, key: str, saying: Saying, decide: Decide) -> Said | Refusal | None:
        known, now = self.store.lines(key), self.clock.now()
        for number, line in enumerate(known, start=1):
            if line.id == saying.id:
                return _replayed(number, line, saying)
        at = saying.at or now
        if at > now:
            return refuse("effective_in_the_future", found=at.isoformat(), expected=now.isoformat())
        if known and at < known[-1].at:
            return refuse("said_before_the_last", found=at.isoformat(), expected=known[-1].at.isoformat())
        refusal = decide(known, at.date())
        if refusal is not None:
            return refusal
        line = Line(saying.id, saying.kind.value, saying.actor, at, saying.body)
        try:
            written = self.store.append(key, len(known) + 1, line, now)
        except IdTaken:
            return refuse("idempotency_key_reused", id=str(saying.id))
        return Said(len(known) + 1, line) if written else None

    def lines(self, subject: str, reference: str) -> tuple[Line, ...]:
        """Return the journal of something. Raises RegistryBusy."""
        return until_settled(self.clock, lambda: self.store.lines(key_of(subject, reference)))

    def references(self, subject: str) -> list[str]:
        """Return the references of everything of a kind. Raises RegistryBusy."""
        keys = until_settled(self.clock, lambda: self.store.keys(subject))
        return [each.partition(":")[2] for each in keys]

    def versions(self, lines: Sequence[Line]) -> list[Approach]:
        """Return the versions in the journal of an approach, read as they are stored."""
        return [read_approach(each.body, self.catalogue) for each in lines if each.kind == Kind.VERSION]

    def told(self, lines: Sequence[Line], on: date) -> Told | None:
        """Return what follows from the journal of an approach by the end of a day; none where nothing does yet."""
        if not lines or lines[0].at.date() > on:
            return None
        return tell(
            lines,
            self.versions(lines),
            parties_min=self.catalogue.parameter("participating_parties_min", on),
            cure_days=self.catalogue.parameter("below_minimum_cure_days", on),
            on=on,
        )

    def ground(self, approach: Approach, told: Told, on: date) -> Ground:
        """Return what the rules of a record look at on a day."""
        return Ground(
            approach=approach,
            told=told,
            catalogue=self.catalogue,
            parties_min=self.catalogue.parameter("participating_parties_min", on),
            forbidden=frozenset(self.catalogue.parameter("matching_forbidden_conditions", on)),
        )

    def today(self) -> date:
        """Return the present day in UTC."""
        return self.clock.now().date()


def _replayed(number: int, line: Line, saying: Saying) -> Said | Refusal:
    same = (line.kind, line.actor, canonical(dict(line.body))) == (
        saying.kind.value,
        saying.actor,
        canonical(dict(saying.body)),
    )
    if not same or (saying.at is not None and saying.at != line.at):
        return refuse("idempotency_key_reused", id=str(saying.id))
    return Said(number, line, replayed=True)
