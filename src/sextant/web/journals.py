"""The cases of an activity for one request, as they stood at the end of the day asked for."""

from __future__ import annotations

from datetime import datetime

from sextant.application.cases import Cases
from sextant.storage.database.cases import DatabaseCases
from sextant.storage.database.reader import DatabaseReader
from sextant.storage.rulebook_files import cyclebooks
from sextant.storage.system import SystemClock
from sextant.web.asking import Asked
from sextant.workflow.world import World


def instant_of(at: Asked, mechanism: str) -> datetime:
    """Return the end of the day asked for in the mechanism's time, and never later than now."""
    book = cyclebooks().books.get(mechanism)
    return min(book.calendar.end_of(at.as_of), at.now) if book else at.now


def world_of(reader: DatabaseReader, mechanism: str, subject: str, at: Asked) -> World | None:
    """Return the cases of a subject, or none where no journal is kept of it."""
    cases = Cases(DatabaseCases(reader.driver), cyclebooks(), SystemClock())
    found = cases.world(mechanism, subject, instant_of(at, mechanism))
    return found if isinstance(found, World) else None
