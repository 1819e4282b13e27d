"""Which authorization governs a row: looked up in table 2 of the host and of the reporter, in all years on file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sextant.reporting.aef.model import Action, Authorization, Holding
from sextant.reporting.checks.filing import Filed


class Granted(NamedTuple):
    """A version of an authorization, and the file that reports it."""

    filed: Filed
    row: Authorization


class Authorities:
    """All authorizations on file, by the Party that grants them and their id."""

    def __init__(self, filed: Iterable[Filed]) -> None:
        self._versions: dict[tuple[str, str], list[Granted]] = {}
        self.parties: set[str] = set()
        for each in filed:
            self.parties.add(each.party)
            for row in each.submission.content.authorizations:
                if row.authorization is not None:
                    self._versions.setdefault((each.party, row.authorization), []).append(Granted(each, row))
        for versions in self._versions.values():
            versions.sort(key=lambda granted: (granted.row.version or 0, granted.row.authorized_on or date.min))

    def all(self) -> Iterable[tuple[tuple[str, str], list[Granted]]]:
        """Return all authorizations with their versions, oldest first."""
        return self._versions.items()

    def versions(self, row: Action | Holding, reporter: str) -> list[Granted]:
        """Return the versions of the authorization that a row names: of the host, or else of the reporter."""
        if row.authorization is None:
            return []
        for party in (row.first_transferring_party, reporter):
            found = self._versions.get((party, row.authorization)) if party else None
            if found:
                return found
        return []

    def could_be_elsewhere(self, row: Action | Holding, reporter: str) -> bool:
        """Return whether the authorization may stand in a file that is not here: nothing of the host is on file."""
        host = row.first_transferring_party
        return host is not None and host != reporter and host not in self.parties


def in_force(versions: list[Granted], day: date | None) -> Granted | None:
    """Return the version in force on a day; the first where none was yet, the last where no day is known."""
    if not versions:
        return None
    if day is None:
        return versions[-1]
    known = [each for each in versions if each.row.authorized_on is not None and each.row.authorized_on <= day]
    return known[-1] if known else versions[0]
