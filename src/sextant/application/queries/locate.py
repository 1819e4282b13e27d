"""Where one serial stands at a moment, with the whole issuance around it.

`trace` tells the life of one unit to this day; here the moment is chosen, and the neighbours are shown too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sextant.application.queries.provenance import Provenance, Standings, provenance
from sextant.application.reader import LedgerReader, Moment
from sextant.domain.account import AccountType
from sextant.domain.activity import Activity
from sextant.domain.unit import SerialSpace


@dataclass(frozen=True, slots=True)
class Located:
    """One serial, the run in which it stands at a moment, and the issuance that both belong to."""

    space: SerialSpace
    serial: int
    provenance: Provenance
    standings: Standings
    activity: Activity | None

    @property
    def printed(self) -> str:
        return self.space.serial(self.serial)

    @property
    def synthetic(self) -> bool:
        """Whether anything that led here is made up for demonstration."""
        made_up = self.activity is not None and self.activity.synthetic
        return made_up or any(step.account.synthetic for step in self.standings.path)


def locate(
    reader: LedgerReader,
    account_types: Mapping[str, AccountType],
    prefix: str,
    serial: int,
    at: Moment,
    *,
    registry: str | None = None,
) -> list[Located]:
    """Return where a serial stands, in every registry that prints this prefix; empty where none had issued it."""
    found: list[Located] = []
    for space in reader.spaces(prefix=prefix):
        lot = reader.lot_at(space.id, serial) if registry in (None, space.registry) else None
        if lot is None:
            continue
        activities = reader.activities([lot.activity])
        for each in provenance(reader, account_types, [lot], at):
            standings = each.standing_at(serial)
            if standings is not None:
                activity = activities[0] if activities else None
                found.append(Located(space, serial, each, standings, activity))
    return found
