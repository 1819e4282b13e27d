"""The activity that a subject's cases are about, as lists show it: derived from what is public, never entered.

It stands in the last state that was public. Before its first case has been in any, the activity is not listed at
all: that somebody has an idea, or has notified one, is nobody else's business yet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sextant.application.doing import Look
from sextant.application.ports import LedgerStore
from sextant.application.publicity import public_face
from sextant.application.reader import LedgerReader
from sextant.domain.activity import Activity
from sextant.domain.refusal import Refusal
from sextant.rules.rulebook import Rulebook, Rulebooks
from sextant.workflow.world import World

SYNTHETIC = "synthetic"
"""The fact by which a subject is marked as invented when it is opened. It stays in its journal, as all facts do."""
NO_ACTIVITIES = frozenset({"party", "entity", "methodology"})
"""What the subjects of cycles are called that are no activities, whatever a mechanism calls its activities."""


def activity_of(world: World, book: Rulebook) -> Activity | None:
    """Return the activity as the public knows it, or none where there is nothing to know yet."""
    face = public_face(world)
    if face is None:
        return None
    run, stated = face.run, face.run.stated
    reductions = stated.get("annual_reductions")
    return Activity(
        registry=book.mechanism.registry_code,
        reference=world.history.subject,
        mechanism=book.code,
        host_parties=_names(face.facts.get("host_party")),
        other_parties=_names(face.facts.get("participating_parties")),
        title=_text(stated.get("title")),
        methodologies=_names(stated.get("methodologies")),
        status=run.state,
        registered_on=run.dates.get("registered"),
        expected_annual_reductions=reductions if isinstance(reductions, int) else None,
        synthetic=world.history.facts.get(SYNTHETIC) is True,
    )


class ActivityRegister:
    """Keeps the list of activities in step with their journals."""

    def __init__(self, store: LedgerStore, reader: LedgerReader, books: Rulebooks) -> None:
        self.store = store
        self.reader = reader
        self.books = books

    def keep(self, look: Look) -> Callable[[], None]:
        """Return what puts the activity into the list as it is now public; nothing for what is no activity."""
        if isinstance(look.world, Refusal):
            return _nothing
        first = look.world.runs.get(look.world.history.cases[0].id)
        if first is None:
            return _nothing
        cycle = first.cycle
        book = self.books.books.get(cycle.mechanism)
        listed = book is not None and cycle.subject not in NO_ACTIVITIES and book.mechanism.unit_types
        activity = activity_of(look.world, book) if listed and book is not None else None
        return _nothing if activity is None else lambda: self._put(activity)

    def _put(self, activity: Activity) -> None:
        listed = self.reader.activities([activity.id])
        # What was once listed as synthetic is so for good, also where its journal was opened before it said so.
        marked = replace(activity, synthetic=True) if any(each.synthetic for each in listed) else activity
        if listed != [marked]:
            self.store.put_activities([marked])


def _nothing() -> None:
    return None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _names(value: object) -> tuple[str, ...]:
    if not isinstance(value, str):
        return ()
    return tuple(each.strip() for each in value.replace("+", ";").split(";") if each.strip())
