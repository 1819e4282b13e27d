"""What a caller may ask of the ledger: one frozen record a kind of act.

The id is the caller's: asking twice is harmless. Dates that the ledger fills in (`effective_on` left out)
are not part of the request, so a repetition on the next day is still the same request.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sextant.domain.account import Act
from sextant.domain.authorization import Authorization
from sextant.domain.identifier import canonical, digest
from sextant.domain.rounding import Rounding
from sextant.domain.unit import SerialRange, Terms


class Order(StrEnum):
    """In which order `Take` looks through an account."""

    LOWEST_SERIAL = "lowest_serial"
    HIGHEST_SERIAL = "highest_serial"
    FEWEST_BLOCKS = "fewest_blocks"
    """The smallest block that alone holds enough; where none does, the largest first. Of equal ones the lowest."""


@dataclass(frozen=True, slots=True)
class Take:
    """Any units of an account under these terms, so many; the caller does not care which serials.

    Whole blocks are taken in order and the last one is split: the account keeps its head. Units under a hold that
    has expired are looked at only where the others do not suffice.
    """

    account: int
    quantity: int
    terms: int | None = None
    within: SerialRange | None = None
    order: Order = Order.LOWEST_SERIAL


Units = tuple[SerialRange, ...] | Take


@dataclass(frozen=True, slots=True)
class Levy:
    """A share of the gross request that goes to an account of its own, in the order of the record."""

    name: str
    share: Decimal
    account: int
    marks_first_transfer: bool
    """Authorized units that are forwarded by this levy are first transferred by it."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """How an issuance is shared out. Levies come in order; what is left goes to the last account."""

    levies: tuple[Levy, ...]
    remainder: int
    rounding: Rounding = Rounding.UP


@dataclass(frozen=True, slots=True)
class IssuanceCell:
    """Part of an issuance: one vintage under one class of terms. Serials ascend by vintage, then by cell order."""

    space_key: str
    prefix: str
    vintage: int | None
    terms: Terms
    quantity: int
    first_transferred: bool = False
    """Whether the host Party deems its authorized units first transferred when they are issued (REGS-001, 52)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What every request says: who asks, under which id, and from which legal date."""

    id: UUID
    actor: str
    effective_on: date | None = None
    kind: ClassVar[str] = ""

    def body(self) -> str:
        """Return the canonical text of the request."""
        content: dict[str, Any] = {"kind": self.kind}
        for name in names_of(type(self)):
            value = getattr(self, name)
            if name != "id" and value is not None and value != ():
                content[name] = plain(value)
        return canonical(content)

    def digest(self) -> bytes:
        """Return the digest that tells whether two requests with one id are the same request."""
        return digest(self.body())


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Request):
    """Bring new units into being and share them out; the registry gives the serials."""

    kind: ClassVar[str] = "issue"
    added_later: ClassVar[frozenset[str]] = frozenset({"commitment_period", "underlying"})
    registry: str
    mechanism: str
    unit_type: str
    host_party: str
    activity: int
    cells: tuple[IssuanceCell, ...]
    distribution: Distribution
    period_first: date | None = None
    period_last: date | None = None
    commitment_period: int | None = None
    note: str | None = None
    underlying: str | None = None
    """Registry and serial of the units these stand for, where another registry issued them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordIssuance(Request):
    """Record units that another registry issued under serials of its own, in one account."""

    kind: ClassVar[str] = "record_issuance"
    registry: str
    space_key: str
    prefix: str
    first: int
    last: int
    mechanism: str
    unit_type: str
    host_party: str
    activity: int
    terms: Terms
    account: int
    vintage: int | None = None
    period_first: date | None = None
    period_last: date | None = None
    commitment_period: int | None = None
    underlying: str | None = None
    reported: Mapping[str, str] = field(default_factory=dict)
    """The row of the other registry's report, column by column, as published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer(Request):
    """Units pass from one account to another. With `first_transfer` the act is the first transfer."""

    kind: ClassVar[str] = "transfer"
    units: Units
    to_account: int
    from_account: int | None = None
    first_transfer: str | None = None
    """The trigger of the first transfer, in words of the rulebook; none where the act is not one."""
    case: str | None = None
    tallies: tuple[str, ...] = ()
    """Names of the limits that this act draws on, each by the quantity moved."""
    elsewhere: str | None = None
    """The registry that has done it already; what an authorization says against it is then warned of only."""
    roles: tuple[str, ...] = ()
    """In which roles it is asked for; none where the caller has settled that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel(Request):
    """Units enter a final account: cancellation, retirement, use; `purpose` says what for."""

    kind: ClassVar[str] = "cancel"
    units: Units
    to_account: int
    purpose: str | None = None
    act: Act = Act.CANCELLATION
    from_account: int | None = None
    first_transfer: str | None = None
    on_behalf_of: str | None = None
    used_for_year: int | None = None
    """The calendar year for which units are used towards a contribution (decision 2/CMA.3, annex, paragraph 8(b))."""
    case: str | None = None
    tallies: tuple[str, ...] = ()
    elsewhere: str | None = None
    """The registry that has done it already; what an authorization says against it is then warned of only."""
    roles: tuple[str, ...] = ()
    """In which roles it is asked for; none where the caller has settled that."""
    reported: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkFirstTransfer(Request):
    """Record the first transfer of units where they stand (authorization, issuance or use as trigger)."""

    kind: ClassVar[str] = "mark_first_transfer"
    units: Units
    trigger: str
    trigger_date: date | None = None
    case: str | None = None
    tallies: tuple[str, ...] = ()
    elsewhere: str | None = None
    """The registry that has done it already; what an authorization says against it is then warned of only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceHold(Request):
    """Reserve units for a case: nothing but that case may move them until release or expiry."""

    kind: ClassVar[str] = "place_hold"
    units: Units
    case: str
    expires_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseHold(Request):
    """Give held units back to the free disposal of their account."""

    kind: ClassVar[str] = "release_hold"
    units: tuple[SerialRange, ...]
    case: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTerms(Request):
    """Put units under other terms where they stand; legal in final accounts too (REGS-001, paragraph 62)."""

    kind: ClassVar[str] = "change_terms"
    units: tuple[SerialRange, ...]
    terms: Terms
    reason: str
    case: str | None = None
    from_terms: int | None = None
    """The terms that the units must have now; none where that does not matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorize(Request):
    """Record a version of a Party's authorization; `effective_on` is the day on which it is filed."""

    kind: ClassVar[str] = "authorize"
    authorization: Authorization
    tallies: tuple[str, ...] = ()
    """The limit of the Party's own policy, on which the authorized quantity draws; none where it has no limit."""
    cap: int | None = None
    """That limit, in tonnes, as the policy in force has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct(Request):
    """Reverse an entry whose units nobody has acted on since; the original stays visible."""

    kind: ClassVar[str] = "correct"
    entry: UUID
    reason: str


_LATER = frozenset({"expires_on"})
"""Fields that requests of earlier times do not have; left out where they say nothing, so that digests stay the same."""
_FIELDS: dict[type, tuple[str, ...]] = {}


def names_of(kind: type) -> tuple[str, ...]:
    """Return the names of the fields of a record, found once."""
    known = _FIELDS.get(kind)
    if known is None:
        known = _FIELDS[kind] = tuple(each.name for each in fields(kind))
    return known


_PLAIN: dict[type, Callable[[Any], Any]] = {
    UUID: str,
    Decimal: str,
    date: date.isoformat,
    tuple: lambda value: [plain(each) for each in value],
    list: lambda value: [plain(each) for each in value],
    dict: lambda value: value,
    SerialRange: lambda value: [value.space, value.first, value.last],
}


def plain(value: Any) -> Any:
    """Return a value as JSON text, numbers and lists: the form that is digested and stored."""
    kind = type(value)
    if value is None or kind is str or kind is int or kind is bool:
        return value
    change = _PLAIN.get(kind)
    if change is not None:
        return change(value)
    if isinstance(value, StrEnum):
        return value.value
    later = _LATER | getattr(kind, "added_later", frozenset())
    said = {name: getattr(value, name) for name in names_of(kind)}
    return {name: plain(each) for name, each in said.items() if each or name not in later}
