"""Where an authorization stands on a day, and what one version changed against another.

The state is computed, never stored: a version that was filed ahead is not in force yet, a quantity is exhausted by
what was first transferred, a window of use is over by the calendar. A stranger who holds an earlier version wants to
know first whether the authorization was revoked, then whether the version was replaced.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from sextant.domain.authorization import Authorization


class Standing(StrEnum):
    """Where an authorization, or one version of it, stands on a day."""

    NOT_YET = "not_yet"
    VALID = "valid"
    AMENDED = "amended"
    """Of a version only: a later one is in force in its place."""
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    EXHAUSTED = "exhausted"
    """All of its quantity is first transferred."""
    EXPIRED = "expired"
    """The last day on which units may be used or cancelled is over."""


def version_in_force(versions: Sequence[Authorization], on: date) -> Authorization | None:
    """Return the version that applies on a day, whatever it says; none where the first does not apply yet."""
    return next((each for each in reversed(versions) if each.effective_on <= on), None)


def standing_of(versions: Sequence[Authorization], on: date, first_transferred: int) -> Standing:
    """Return where an authorization stands at the end of a day, with so many tonnes first transferred by then."""
    version = version_in_force(versions, on)
    if version is None:
        return Standing.NOT_YET
    if not version.in_force:
        return Standing(version.state.value)
    if version.use.last is not None and version.use.last < on:
        return Standing.EXPIRED
    if version.quantity is not None and first_transferred >= version.quantity:
        return Standing.EXHAUSTED
    return Standing.VALID


def standing_of_version(
    version: Authorization, versions: Sequence[Authorization], on: date, first_transferred: int
) -> Standing:
    """Return where one version stands at the end of a day.

    A revocation or suspension by a later version speaks before the amendment: units can no longer rest on it.
    """
    if version.effective_on > on:
        return Standing.NOT_YET
    whole = standing_of(versions, on, first_transferred)
    current = version_in_force(versions, on)
    if current is None or current.version == version.version or whole in (Standing.SUSPENDED, Standing.REVOKED):
        return whole
    return Standing.AMENDED


@dataclass(frozen=True, slots=True)
class Change:
    """A clause that a version gives otherwise than the one before it."""

    clause: str
    before: Any
    after: Any


_NOT_CLAUSES = frozenset({"party", "reference", "version", "authorized_on", "effective_on"})


def changes(before: Authorization, after: Authorization) -> Iterator[Change]:
    """Yield the clauses that differ between two versions, in the order of the statement."""
    for each in fields(Authorization):
        old, new = getattr(before, each.name), getattr(after, each.name)
        if each.name not in _NOT_CLAUSES and old != new:
            yield Change(each.name, old, new)
