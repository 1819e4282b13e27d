"""Units: where serial numbers come from, what was issued, and the blocks in which units stand.

One unit is one tonne of carbon dioxide equivalent, has one serial number and is in exactly one account.
A *lot* is what was issued together and never changes; a *block* is a run of units of one lot that share
account, terms and state today. Serials are unique inside a *serial space*, not across spaces.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from typing import Any, NamedTuple
from uuid import UUID

from sextant.domain.identifier import MAX_SERIAL, canonical, key_id

DOMESTIC = "domestic"
"""The restriction of units that circulate inside one Party only."""
RESTRICTIONS = (DOMESTIC,)


@dataclass(frozen=True, slots=True)
class SerialSpace:
    """The numbers inside which a serial is unique: of a Party (CDM), of an activity and vintage (A6.4)."""

    registry: str
    key: str
    prefix: str
    """What is printed before the number: `GH` in `GH-123456`."""
    next_serial: int | None
    """The next serial to be given, or none where another registry gives the serials."""
    id: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", space_id(self.registry, self.key))

    def serial(self, number: int) -> str:
        """Return the printed form of one serial number of this space."""
        return f"{self.prefix}-{number}"


@cache
def space_id(registry: str, key: str) -> int:
    """Return the id of the serial space of a registry with this key."""
    return key_id("serial_space", registry, key)


@dataclass(frozen=True, slots=True)
class SerialRange:
    """Consecutive serials of one space, both ends included."""

    space: int
    first: int
    last: int

    @property
    def quantity(self) -> int:
        return self.last - self.first + 1

    @property
    def valid(self) -> bool:
        """Whether there can be such serials."""
        return 1 <= self.first <= self.last <= MAX_SERIAL


@dataclass(frozen=True, slots=True)
class Lot:
    """What was issued together: one range, one activity, one vintage. It never changes."""

    id: UUID
    space: int
    first: int
    last: int
    mechanism: str
    unit_type: str
    host_party: str
    activity: int
    issued_by: UUID
    """The entry of the issuance."""
    issued_on: date
    """The legal date of that entry."""
    vintage: int | None = None
    period_first: date | None = None
    period_last: date | None = None
    commitment_period: int | None = None
    underlying: str | None = None
    """Registry and serial of the units these stand for, where another registry issued them."""

    @property
    def range(self) -> SerialRange:
        return SerialRange(self.space, self.first, self.last)

    @property
    def quantity(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True)
class Terms:
    """What may be done with units: class, authorized uses, status. Equal content is the same terms."""

    unit_class: str
    uses: tuple[str, ...] = ()
    authorization: str | None = None
    """The key of the authorization (`authorization_key`)."""
    conditional: bool | None = None
    status: str | None = None
    labels: tuple[str, ...] = ()
    restrictions: tuple[str, ...] = field(default=())
    version: int | None = None
    """The version of the authorization that governs units since they were first transferred."""
    expires_on: date | None = None
    """The last day on which units count; none where they do not expire, or where nobody has set the day yet."""

    @cached_property
    def body(self) -> str:
        """The canonical text of these terms."""
        content: dict[str, Any] = {
            "authorization": self.authorization,
            "class": self.unit_class,
            "conditional": self.conditional,
            "labels": sorted(self.labels),
            "restrictions": sorted(self.restrictions),
            "status": self.status,
            "uses": sorted(self.uses),
        }
        if self.version is not None:
            content["version"] = self.version
        if self.expires_on is not None:
            content["expires_on"] = self.expires_on.isoformat()
        return canonical(content)

    @cached_property
    def id(self) -> int:
        return key_id("terms", self.body)

    @property
    def authorized(self) -> bool:
        """Whether a Party has authorized these units for any use (decision 2/CMA.3, annex, paragraph 1)."""
        return bool(self.uses)


class Block(NamedTuple):
    """A run of units of one lot as it stands now; the value that a writer claims to have seen.

    A tuple, because every act makes several: its fields are the columns of the table, in their order.
    """

    space: int
    first: int
    last: int
    lot: UUID
    account: int
    terms: int
    since: UUID
    """The entry that last changed these units; a split of a neighbour does not count."""
    acted_on: date
    """The legal date of that entry."""
    first_transfer: UUID | None = None
    hold: UUID | None = None

    @property
    def quantity(self) -> int:
        return self.last - self.first + 1

    @property
    def range(self) -> SerialRange:
        return SerialRange(self.space, self.first, self.last)
