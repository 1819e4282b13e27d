"""An event of another registry as it is told: a row of a file, or an object sent by a program."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sextant.domain.authorization import Use
from sextant.domain.foreign_serial import MARK, ForeignRange, foreign_range
from sextant.domain.refusal import Refusal, refuse
from sextant.reporting.aef.identifier import parse_itmo_id


class Kind(StrEnum):
    """What happened there."""

    ISSUANCE = "issuance"
    LABEL = "label"
    """A mark, such as "Article 6 authorized"; it never changes what units may be used for."""
    AUTHORIZATION = "authorization"
    """Units came under a Party's authorization: the letter is on file there and they are locked."""
    TRANSFER = "transfer"
    ACQUISITION = "acquisition"
    """ITMOs of another Party's registry came to a Party of this one, under identifiers of their own."""
    RETIREMENT = "retirement"
    CANCELLATION = "cancellation"


COLUMNS = (
    "event", "registry", "kind", "executed_on", "serials", "project", "host_party", "vintage", "verified_on", "label",
    "authorization", "party_registry", "to_party", "purpose", "used_for_year", "on_behalf_of", "note", "underlying",
)  # fmt: skip
NEEDED = ("event", "registry", "kind", "executed_on", "serials")
_FURTHER: Mapping[Kind, tuple[str, ...]] = {
    Kind.ISSUANCE: ("project", "host_party", "vintage"),
    Kind.LABEL: ("label",),
    Kind.AUTHORIZATION: ("authorization", "host_party", "party_registry", "verified_on"),
    Kind.TRANSFER: ("to_party",),
    Kind.ACQUISITION: ("to_party", "authorization"),
    Kind.RETIREMENT: (),
    Kind.CANCELLATION: (),
}
_OF_ITMOS_TOO = frozenset({Kind.TRANSFER, Kind.RETIREMENT, Kind.CANCELLATION})
OVERALL_MITIGATION = "overall_mitigation"
ADAPTATION = "adaptation"
PURPOSES = (*(each.value for each in Use), OVERALL_MITIGATION, ADAPTATION)


@dataclass(frozen=True, slots=True)
class ForeignEvent:
    """One event, understood."""

    id: str
    registry: str
    kind: Kind
    executed_on: date
    units: ForeignRange
    project: str | None = None
    host_party: str | None = None
    vintage: int | None = None
    verified_on: date | None = None
    label: str | None = None
    authorization: str | None = None
    """The Party's own identifier of the authorization."""
    party_registry: str | None = None
    """The Party's registry that tracks the units, such as GHA01."""
    to_party: str | None = None
    purpose: str | None = None
    used_for_year: int | None = None
    on_behalf_of: str | None = None
    note: str | None = None
    underlying: str | None = None
    """The registry and the serials behind ITMOs that are acquired."""


def itmo_range(text: str) -> ForeignRange | None:
    """Return the block between two identifiers of ITMOs, as `CA0003-GHA01-GHA-1-2022 to CA0003-GHA01-GHA-9-2022`."""
    first, _, last = text.partition(" to ")
    ends = parse_itmo_id(first.strip()), parse_itmo_id((last or first).strip())
    if ends[0] is None or ends[1] is None or ends[0].series != ends[1].series or ends[0].serial > ends[1].serial:
        return None
    of = ends[0]
    series = f"{of.approach}-{of.registry}-{of.first_transferring_party}-{MARK}-{of.vintage}"
    return ForeignRange(series, of.serial, ends[1].serial)


def _units(kind: Kind, text: str) -> ForeignRange | None:
    """Return the block that an event of a kind is about: ITMOs, units of the other registry, or either."""
    itmos = itmo_range(text)
    if kind is Kind.ACQUISITION or (itmos is not None and kind in _OF_ITMOS_TOO):
        return itmos
    return foreign_range(text) if itmos is None else None


def event_of(row: Mapping[str, str], parties: Collection[str]) -> ForeignEvent | Refusal:
    """Return the event that a row tells, or the first thing that is wrong with it. Parties are alpha-2 codes."""
    told = {name: str(row.get(name) or "").strip() for name in COLUMNS}
    kinds = tuple(Kind)
    if told["kind"] and told["kind"] not in kinds:
        return _wrong("kind", told["kind"], ", ".join(kinds))
    further = _FURTHER[Kind(told["kind"])] if told["kind"] else ()
    for name in (*NEEDED, *further):
        if not told[name]:
            return refuse("foreign_field_missing", field=name, found=told["event"], expected=told["kind"])
    found = _units(Kind(told["kind"]), told["serials"])
    if found is None:
        return _wrong("serials", told["serials"], "a block as that registry writes it, first not above last")
    days = {name: _day(told[name]) for name in ("executed_on", "verified_on")}
    years = {name: _year(told[name]) for name in ("vintage", "used_for_year")}
    for name, value in (days | years).items():
        if told[name] and value is None:
            return _wrong(name, told[name], "a day as YYYY-MM-DD" if name in days else "a year as YYYY")
    for name in ("host_party", "to_party"):
        if told[name] and told[name] not in parties:
            return _wrong(name, told[name], "the alpha-2 code of a Party")
    if told["purpose"] and told["purpose"] not in PURPOSES:
        return _wrong("purpose", told["purpose"], ", ".join(PURPOSES))
    if told["purpose"] == Use.NDC.value and not told["used_for_year"]:
        return refuse("foreign_field_missing", field="used_for_year", found=told["event"], expected=told["purpose"])
    executed = days["executed_on"]
    assert executed is not None, "a day that is needed was read"
    texts = ("project", "host_party", "label", "authorization", "party_registry", "to_party", "purpose",
             "on_behalf_of", "note", "underlying")  # fmt: skip
    return ForeignEvent(
        id=told["event"],
        registry=told["registry"],
        kind=Kind(told["kind"]),
        executed_on=executed,
        units=found,
        vintage=years["vintage"],
        verified_on=days["verified_on"],
        used_for_year=years["used_for_year"],
        **{name: told[name] or None for name in texts},
    )


def _wrong(field: str, found: str, expected: str) -> Refusal:
    return refuse("foreign_field_wrong", field=field, found=found, expected=expected)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def _year(text: str) -> int | None:
    return int(text) if len(text) == 4 and text.isascii() and text.isdecimal() else None
