"""The canonical model of the agreed electronic format: what the five tables say, in no dialect.

Fields stand in the order of the columns. None means blank or "NA". A code of a list is our own word
(`first_transfer`); the spellings of the dialects are data. Quantities are whole tonnes wherever they are whole.

The ledger feeds the same records that a workbook is read into: `AnnualInformation` is the one input of the writer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple, TypeVar

from sextant.reporting.aef.identifier import ItmoBlock, ItmoId, ItmoSeries

Quantity = int | Decimal
Record = TypeVar("Record", bound=tuple[Any, ...])


class Version(NamedTuple):
    """The number of a submission, X.Y; the first is 1.0."""

    major: int
    minor: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}"


class Moment(NamedTuple):
    """When an action was executed, UTC. The time of day is none where the dialect has only the day."""

    day: date
    milliseconds: int | None = None


class Timeframe(NamedTuple):
    """When outcomes may occur and when they may be used; an open end is none (table 2, column 15)."""

    occurred_from: date | None = None
    occurred_to: date | None = None
    use_from: date | None = None
    use_to: date | None = None
    text: str | None = None
    """The words of a dialect that has no grammar for it."""


class Heading(NamedTuple):
    """Table 1."""

    party: str | None = None
    version: Version | None = None
    reported_year: int | None = None
    submitted_on: date | None = None
    initial_report_review: str | None = None
    consistency_result: str | None = None
    ndc_first_year: int | None = None
    ndc_last_year: int | None = None
    review_report: str | None = None


class Authorization(NamedTuple):
    """A row of table 2: an authorization granted or changed in the reported year."""

    row: int
    authorization: str | None = None
    authorized_on: date | None = None
    approach: str | None = None
    version: int | None = None
    quantity: int | None = None
    metric: str | None = None
    gwp: str | None = None
    non_ghg_metric: str | None = None
    sectors: tuple[str, ...] = ()
    activity_types: tuple[str, ...] = ()
    purposes: str | None = None
    parties: tuple[str, ...] = ()
    """Empty where any Party is authorized."""
    entities: tuple[str, ...] = ()
    oimp: str | None = None
    timeframe: Timeframe | None = None
    terms: str | None = None
    documentation: str | None = None
    first_transfer_definition: str | None = None
    remarks: str | None = None


class Action(NamedTuple):
    """A row of table 3."""

    row: int
    acted: Moment | None = None
    type: str | None = None
    subtype: str | None = None
    approach: str | None = None
    authorization: str | None = None
    first_transferring_party: str | None = None
    registry: str | None = None
    """The registry that tracked the action, not the one the identifiers originate from."""
    first: ItmoId | int | None = None
    last: ItmoId | int | None = None
    unit_registry: str | None = None
    first_unit: str | None = None
    last_unit: str | None = None
    metric: str | None = None
    gwp: str | None = None
    non_ghg_metric: str | None = None
    quantity: Quantity | None = None
    quantity_non_ghg: Quantity | None = None
    mitigation_type: str | None = None
    vintage: int | None = None
    transferring_party: str | None = None
    acquiring_party: str | None = None
    oimp_purpose: str | None = None
    using_party: str | None = None
    using_entity: str | None = None
    used_for_year: int | None = None
    consistency_result: str | None = None
    remarks: str | None = None


class Holding(NamedTuple):
    """A row of table 4: a balance at the end of 31 December of the reported year."""

    row: int
    approach: str | None = None
    authorization: str | None = None
    first_transferring_party: str | None = None
    registry: str | None = None
    first: ItmoId | int | None = None
    last: ItmoId | int | None = None
    unit_registry: str | None = None
    first_unit: str | None = None
    last_unit: str | None = None
    metric: str | None = None
    gwp: str | None = None
    non_ghg_metric: str | None = None
    quantity: Quantity | None = None
    quantity_non_ghg: Quantity | None = None
    mitigation_type: str | None = None
    vintage: int | None = None


class Entity(NamedTuple):
    """A row of table 5; the table is cumulative."""

    row: int
    authorized_on: date | None = None
    name: str | None = None
    country: str | None = None
    identification: str | None = None
    """What the entity ids of tables 2 and 3 name."""
    approach: str | None = None
    conditions: str | None = None
    revocation_conditions: str | None = None
    remarks: str | None = None


@dataclass(frozen=True, slots=True)
class AnnualInformation:
    """What one Party reports about one year (decision 2/CMA.3, annex, paragraph 20): the content of one workbook."""

    heading: Heading
    authorizations: tuple[Authorization, ...] = ()
    actions: tuple[Action, ...] = ()
    holdings: tuple[Holding, ...] = ()
    entities: tuple[Entity, ...] = ()

    @property
    def unit_rows(self) -> tuple[Action | Holding, ...]:
        """The rows of tables 3 and 4: those about units."""
        return (*self.actions, *self.holdings)


class Flaw(NamedTuple):
    """Something in a file that is not as the format wants it, found while reading."""

    rule: str
    code: str
    table: int
    column: str | None
    rows: tuple[int, ...]
    found: str
    expected: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """One file as it was read: its content, its dialect, and what is wrong with its form."""

    file: str
    profile: str
    content: AnnualInformation
    flaws: tuple[Flaw, ...] = field(default=())


def rows_of(record: type[Record], columns: Iterable[Iterable[Any]]) -> Iterator[Record]:
    """Yield the rows of a table whose columns are given, all of them and in the order of the fields.

    The rows are made as the record makes them once its arguments are in order; hundreds of thousands are asked for.
    """
    return map(partial(tuple.__new__, record), zip(*columns, strict=True))


def block_of(row: Action | Holding) -> ItmoBlock | None:
    """Return the block of a row, or none where its identifiers cannot be read.

    The series is that of the identifier; a bare serial number belongs to the series that the columns name, whose
    originating registry is then unknown.
    """
    first, last = row.first, row.last
    if first is None or last is None:
        return None
    if isinstance(first, int) or isinstance(last, int):
        if not (isinstance(first, int) and isinstance(last, int)):
            return None
        if row.approach is None or row.first_transferring_party is None or row.vintage is None or first > last:
            return None
        return ItmoBlock(ItmoSeries(row.approach, "", row.first_transferring_party, row.vintage), first, last)
    if first[:3] != last[:3] or first[4] != last[4] or first[3] > last[3]:
        return None
    return ItmoBlock(ItmoSeries(first[0], first[1], first[2], first[4]), first[3], last[3])
