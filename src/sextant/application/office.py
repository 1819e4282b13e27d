"""Where steps are taken: the ledger of units, the cycles beside it and the rulebooks that govern both.

`storage.opening.open_office` opens one on a database; pages, commands and scenarios act through it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sextant.application.activity_of_cases import ActivityRegister
from sextant.application.case_store import CaseStore
from sextant.application.cases import Cases
from sextant.application.deeds.every import every_deed
from sextant.application.finding import AlikeFinder, Likening
from sextant.application.reader import LedgerReader
from sextant.application.registry import Registry
from sextant.application.standing import Edition, Lists, StandingStore
from sextant.rules.rulebook import Rulebooks
from sextant.workflow.cycle import Search
from sextant.workflow.cyclebook import Cyclebooks


@dataclass(frozen=True)
class Office:
    """A registry and the cases beside it. One object may serve one thread."""

    registry: Registry
    reader: LedgerReader
    cases: Cases
    books: Rulebooks
    standings: StandingStore


def office_of(
    registry: Registry,
    reader: LedgerReader,
    journals: CaseStore,
    standings: StandingStore,
    rules: Cyclebooks,
    edition: Edition,
    likening: Likening,
) -> Office:
    """Return an office in which every deed is done and every list kept.

    Registry, reader, journals and standings must share one connection, or one lock: an act and what follows from it
    are written together.
    """
    clock = registry.clock
    books = rules.rulebooks
    lists = Lists(ActivityRegister(registry.store, reader, books), standings, edition)
    finders = {Search.ACTIVITIES_ALIKE: AlikeFinder(reader, journals, books, likening)}
    cases = Cases(journals, rules, clock, every_deed(registry, reader, books), lists.keep, finders)
    return Office(registry, reader, cases, books, standings)
