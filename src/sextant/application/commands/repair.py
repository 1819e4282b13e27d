"""What follows from the journals of cases and is not there: units that an act brings about, and lists.

The journals are the truth and are not touched. Everything that is done here is done once, however often it is asked
for: the ids of entries are derived from the acts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sextant.application.case_finding import UNREPLAYABLE
from sextant.application.doing import Followed
from sextant.application.office import Office
from sextant.domain.refusal import Refusal


@dataclass
class Repaired:
    """What came of a repair."""

    subjects: int = 0
    finished: list[tuple[str, Followed]] = field(default_factory=list)
    """What the ledger has followed now, each with the key of its subject."""
    outstanding: list[tuple[str, Followed]] = field(default_factory=list)
    """What it still refuses."""
    unreadable: list[str] = field(default_factory=list)
    """The keys of subjects whose journals cannot be replayed; `sextant verify` says why."""


def repair(office: Office, progress: Callable[[int, int], None] = lambda done, of: None) -> Repaired:
    """Return what was done for all subjects. Raises RegistryBusy; what was done by then stays done."""
    done = Repaired()
    keys = sorted(office.cases.store.counted())
    for key in keys:
        try:
            for each in office.cases.finish(key):
                refused = isinstance(each.outcome, Refusal)
                (done.outstanding if refused else done.finished).append((key, each))
            office.cases.relist(key)
        except UNREPLAYABLE:
            done.unreadable.append(key)
        done.subjects += 1
        progress(done.subjects, len(keys))
    return done
