"""The terms of an agreement on a cooperative approach, and what they say against an authorization under it.

The terms are what the Parties wrote down (decision 2/CMA.3, annex, paragraph 18(g)); nothing here is a rule of the
CMA. A term stated as `any` limits nothing. A statement that leaves a clause open where the agreement names values
goes beyond the agreement, and is held against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sextant.domain.authorization import Use

ANY = "any"
_YEARS = re.compile(r"([12]\d{3})(?: to ([12]\d{3}))?")
_DIVIDED = re.compile(r"[;+]")
SHARE = "agreed_share"

Said = str | int | bool | None


class AgreementBadly(ValueError):
    """A term is not written as it should be; `name` says which."""

    def __init__(self, name: str, found: object, expected: str) -> None:
        super().__init__(name)
        self.name, self.found, self.expected = name, str(found), expected


@dataclass(frozen=True, slots=True)
class Agreement:
    """The terms of an approach as they stand on a day."""

    approach: str
    agreed_on: date
    """The day on which these terms were stated last: the clause is read in the agreement of that day."""
    parties: tuple[str, ...]
    sectors: tuple[str, ...] | None
    """The sectors of the approach; none is any."""
    standards: tuple[str, ...] | None
    methodologies: tuple[str, ...] | None
    share_percent: int
    """The most that may be authorized, in per cent of the units for which the application asks."""
    ends_on: date | None
    """The last day of the approach, by its duration or by a notified termination; none where none is agreed."""


@dataclass(frozen=True, slots=True)
class Against:
    """One term that a statement goes beyond."""

    term: str
    found: str
    expected: str


def agreement_from(stated: Mapping[str, Said], *, approach: str, agreed_on: date, ends_on: date | None) -> Agreement:
    """Return the terms that the Parties stated. Raises AgreementBadly."""
    return Agreement(
        approach=approach,
        agreed_on=agreed_on,
        parties=listed(stated.get("participating_parties")),
        sectors=_recognised(stated, "agreed_sectors"),
        standards=_recognised(stated, "agreed_standards"),
        methodologies=_recognised(stated, "agreed_methodologies"),
        share_percent=_percent(stated.get(SHARE)),
        ends_on=ends_on,
    )


def beyond(agreement: Agreement, statement: Mapping[str, Said], applied: Mapping[str, Said]) -> Iterator[Against]:
    """Yield each term of an agreement that a statement of authorization goes beyond.

    `applied` is what the application of the same case stated: its standards, and the units that it asks for.
    """
    yield from _outside("participating_parties", _parties(statement), agreement.parties)
    yield from _outside("agreed_sectors", listed(statement.get("sectors")), agreement.sectors)
    for standards in (applied.get("standards"), statement.get("underlying_registries")):
        yield from _outside("agreed_standards", listed(standards), agreement.standards)
    yield from _outside("agreed_methodologies", listed(statement.get("methodologies")), agreement.methodologies)
    yield from _after_the_end(agreement, statement.get("vintages"))
    most = most_of(applied.get("requested_quantity"), agreement.share_percent)
    quantity = statement.get("authorized_quantity")
    if agreement.share_percent < 100 and (most is None or not _whole(quantity) or int(str(quantity)) > most):
        yield Against(SHARE, str(quantity), f"{agreement.share_percent} % = {most if most is not None else '–'}")


def most_of(applied_for: Said, percent: int) -> int | None:
    """Return a share of the units that an application asks for, rounded down; none where it names no number."""
    return int(str(applied_for)) * percent // 100 if _whole(applied_for) else None


def listed(found: Said) -> tuple[str, ...]:
    """Return names divided by `;` or `+`."""
    return tuple(each.strip() for each in _DIVIDED.split(str(found or "")) if each.strip())


def _parties(statement: Mapping[str, Said]) -> tuple[str, ...]:
    """Return the Parties of a statement; use towards a contribution is for Parties of the approach alone.

    Other purposes have no acquiring Party, so a statement for these alone may leave Parties open.
    """
    named = listed(statement.get("parties"))
    open_to_any = named == (ANY,) and Use.NDC.value not in listed(statement.get("uses"))
    return () if open_to_any else named


def _outside(term: str, found: Sequence[str], allowed: Sequence[str] | None) -> Iterator[Against]:
    outside = [each for each in found if allowed is not None and each not in allowed]
    if outside:
        yield Against(term, "; ".join(outside), "; ".join(allowed or ()))


def _after_the_end(agreement: Agreement, vintages: Said) -> Iterator[Against]:
    """Yield that mitigation after the last year of the approach would be authorized."""
    end, years = agreement.ends_on, _YEARS.fullmatch(str(vintages).strip())
    if end is None or (years is None and vintages != ANY):
        return
    last = int(years[2] or years[1]) if years else None
    if last is None or last > end.year:
        yield Against("approach_end", str(vintages), end.isoformat())


def _whole(found: Said) -> bool:
    return not isinstance(found, bool) and str(found).isascii() and str(found).isdecimal()


def _recognised(stated: Mapping[str, Said], name: str) -> tuple[str, ...] | None:
    found = listed(stated.get(name))
    if not found:
        raise AgreementBadly(name, stated.get(name), "names divided by ;, or any")
    return None if found == (ANY,) else found


def _percent(found: Said) -> int:
    if found == ANY:
        return 100
    if not _whole(found) or not 1 <= int(str(found)) <= 100:
        raise AgreementBadly(SHARE, found, "a whole number from 1 to 100, or any")
    return int(str(found))
