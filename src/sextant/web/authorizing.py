"""Authorizations as the pages show them at a moment: versions on record, what is counted, where they stand.

What is counted stands on tallies; for a past day it is added up from the entries that drew on them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from sextant.domain.authorization import Authorization, Use
from sextant.domain.authorization_standing import (
    Change,
    Standing,
    changes,
    standing_of,
    standing_of_version,
    version_in_force,
)
from sextant.ledger.authorized import tally_of_first_transferred, tally_of_issued, tally_of_use
from sextant.storage.database.authorizations import DatabaseAuthorizations
from sextant.storage.database.reader import DatabaseReader
from sextant.web.asking import Asked
from sextant.web.names import made_up_party


@dataclass(frozen=True, slots=True)
class Recorded:
    """A version, the entry that recorded it, and where it stands."""

    version: Authorization
    entry: UUID
    standing: Standing
    changes: tuple[Change, ...]
    """What it changed against the version before."""


@dataclass(frozen=True)
class Known:
    """An authorization at the end of a day."""

    key: str
    versions: tuple[Authorization, ...]
    entries: tuple[UUID, ...]
    on: date
    counted: Mapping[str, int]

    @cached_property
    def current(self) -> Authorization:
        """The version in force; before the first applies, the first."""
        return version_in_force(self.versions, self.on) or self.versions[0]

    @property
    def applies(self) -> bool:
        """Whether a version is in force at all."""
        return version_in_force(self.versions, self.on) is not None

    @property
    def party(self) -> str:
        return self.versions[0].party

    @property
    def reference(self) -> str:
        return self.versions[0].reference

    @property
    def synthetic(self) -> bool:
        return made_up_party(self.party)

    @property
    def issued(self) -> int:
        return self.counted.get(tally_of_issued(self.key), 0)

    @property
    def first_transferred(self) -> int:
        return self.counted.get(tally_of_first_transferred(self.key), 0)

    @property
    def used_by_purpose(self) -> dict[str, int]:
        """Tonnes used, by purpose; a purpose that nothing was used for is left out."""
        found = {each.value: self.counted.get(tally_of_use(self.key, each.value), 0) for each in Use}
        return {name: quantity for name, quantity in found.items() if quantity}

    @property
    def used(self) -> int:
        return sum(self.used_by_purpose.values())

    @property
    def left(self) -> int | None:
        """Tonnes that may still be first transferred; nothing while it is stopped, none where no limit is stated."""
        if self.standing in (Standing.SUSPENDED, Standing.REVOKED):
            return 0
        quantity = self.current.quantity
        return None if quantity is None else max(quantity - self.first_transferred, 0)

    @cached_property
    def standing(self) -> Standing:
        return standing_of(self.versions, self.on, self.first_transferred)

    def standing_of(self, version: Authorization) -> Standing:
        """Return where one of the versions stands."""
        return standing_of_version(version, self.versions, self.on, self.first_transferred)

    def recorded(self) -> Iterator[Recorded]:
        """Yield the versions, the last first."""
        for index in range(len(self.versions) - 1, -1, -1):
            version = self.versions[index]
            changed = tuple(changes(self.versions[index - 1], version)) if index else ()
            yield Recorded(version, self.entries[index], self.standing_of(version), changed)


def authorizations_at(reader: DatabaseReader, at: Asked, key: str | None = None) -> dict[str, Known]:
    """Return all authorizations, or one, as they were on record at a moment, by key."""
    stored = DatabaseAuthorizations(reader.driver)
    found = stored.recorded(at.moment, key)
    if not found:
        return {}
    counted = stored.drawn(at.moment) if at.chosen else {each.name: each.used for each in reader.all_tallies()}
    return {
        name: Known(name, tuple(each for each, _ in pairs), tuple(entry for _, entry in pairs), at.as_of, counted)
        for name, pairs in found.items()
    }
