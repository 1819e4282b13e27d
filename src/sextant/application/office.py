"""Where steps are taken: the ledger of units, the cycles beside it and the rulebooks that govern both.

`storage.opening.open_office` opens one on a database; pages, commands and scenarios act through it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sextant.application.activity_of_cases import ActivityRegister
from sextant.application.case_store import CaseStore
from sextant.application.cases import Cases
from sextant.application.deeds.every import every_deed
from sextant.application.ports import Clock
from sextant.application.reader import LedgerReader
from sextant.application.registry import Registry
from sextant.rules.rulebook import Rulebooks
from sextant.workflow.cyclebook import Cyclebooks


@dataclass(frozen=True)
class Office:
    """A registry and the cases beside it. One object may serve one thread."""

    registry: Registry
    reader: LedgerReader
    cases: Cases
    books: Rulebooks


def office_of(registry: Registry, reader: LedgerReader, journals: CaseStore, rules: Cyclebooks, clock: Clock) -> Office:
    """Return an office in which every deed is done and every list kept.

    Registry, reader and journals must share one connection, or one lock: an act and what follows from it are written
    together.
    """
    books = rules.rulebooks
    register = ActivityRegister(registry.store, reader, books)
    cases = Cases(journals, rules, clock, every_deed(registry, reader, books), register.keep)
    return Office(registry, reader, cases, books)
