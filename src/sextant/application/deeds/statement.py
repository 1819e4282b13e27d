"""A statement of authorization as it is filed, read into the version of an authorization that it is.

A clause that limits nothing is stated as `any`, so that nothing is left out by oversight (A6.4-PROC-AC-002 v03.0,
paragraphs 163 and 164).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sextant.domain.authorization import (
    ALWAYS,
    Authorization,
    AuthorizationState,
    FirstTransferEvent,
    Use,
    Window,
)
from sextant.domain.refusal import Refusal, refuse
from sextant.workflow.case import Stated

ANY = "any"
APART = "none"
"""What a statement says of entities that are authorized by acts of their own alone."""
_YEARS = re.compile(r"([12]\d{3})(?: to ([12]\d{3}))?")


class ClauseBadly(ValueError):
    """A clause is not written as it should be."""

    def __init__(self, field: str, found: object, expected: str) -> None:
        super().__init__(field)
        self.refusal: Refusal = refuse("clause_malformed", field=field, found=str(found), expected=expected)


@dataclass(frozen=True, slots=True)
class Filing:
    """Who files a statement, as which version, and from which days it is made and applies."""

    party: str
    version: int
    authorized_on: date
    effective_on: date
    cooperative_approach: str | None = None


def version_of(stated: Mapping[str, Stated], filing: Filing) -> Authorization:
    """Return the version that a statement is. Raises ClauseBadly."""
    apart = stated.get("entities") == APART
    return Authorization(
        party=filing.party,
        reference=_text(stated, "reference"),
        version=filing.version,
        authorized_on=filing.authorized_on,
        effective_on=filing.effective_on,
        uses=_list(stated, "uses"),
        cooperative_approach=filing.cooperative_approach,
        first_transfer=_event(stated, _list(stated, "uses")),
        purposes_named=_maybe(stated, "purposes_named"),
        parties=_list(stated, "parties"),
        entities=() if apart else _list(stated, "entities"),
        entities_apart=apart,
        quantity=_quantity(stated.get("authorized_quantity")),
        mitigation=_years(stated.get("vintages")),
        use=_used(stated.get("use_from", ANY), stated.get("use_until")),
        sectors=_list(stated, "sectors"),
        activity_types=_maybe(stated, "activity_types"),
        metric=_text(stated, "metric") if "metric" in stated else "GHG",
        non_ghg_metric=_one(stated, "non_ghg_metric"),
        gwp=_one(stated, "gwp"),
        registries=_list(stated, "tracking_registry"),
        methodologies=_list(stated, "methodologies"),
        terms=_text(stated, "terms_of_change"),
        foresees_changes=stated.get("changes_foreseen") is True,
        underlying_registries=_maybe(stated, "underlying_registries"),
        issue_until=_day(stated, "issue_until"),
    )


def in_state(
    last: Authorization, state: AuthorizationState, *, authorized_on: date, effective_on: date, version: int
) -> Authorization:
    """Return the version that revokes, suspends or resumes an authorization; what it allowed stays readable in it."""
    return replace(
        last,
        version=version,
        authorized_on=authorized_on,
        effective_on=effective_on,
        state=state,
    )


def with_entities_of(last: Authorization | None, version: Authorization) -> Authorization:
    """Return a version that keeps what acts of their own said of entities; whom it names itself is not ended."""
    if last is None:
        return version
    ended = tuple(each for each in last.entities_ended if each not in version.entities)
    return replace(version, entities_authorized=last.entities_authorized, entities_ended=ended)


def named_entities(stated: Mapping[str, Stated]) -> tuple[str, ...]:
    """Return the entities that an act of their own names. Raises ClauseBadly."""
    found = _list(stated, "entities")
    if not found or APART in found:
        raise ClauseBadly("entities", stated.get("entities"), "names of entities divided by ;")
    return found


def _text(stated: Mapping[str, Stated], name: str) -> str:
    found = stated.get(name)
    if not isinstance(found, str | int) or isinstance(found, bool) or not str(found).strip():
        raise ClauseBadly(name, found, "a text")
    return str(found).strip()


def _list(stated: Mapping[str, Stated], name: str) -> tuple[str, ...]:
    found = tuple(each.strip() for each in _text(stated, name).split(";") if each.strip())
    return () if found == (ANY,) else found


def _maybe(stated: Mapping[str, Stated], name: str) -> tuple[str, ...]:
    """Return the names of a clause that not every statement has."""
    return _list(stated, name) if name in stated else ()


def _one(stated: Mapping[str, Stated], name: str) -> str | None:
    found = _text(stated, name) if name in stated else ANY
    return None if found == ANY else found


def _event(stated: Mapping[str, Stated], uses: tuple[str, ...]) -> FirstTransferEvent | None:
    found = _text(stated, "first_transfer")
    if found == ANY and uses == (Use.NDC.value,):
        return None
    names = [each.value for each in FirstTransferEvent]
    if found not in names:
        raise ClauseBadly("first_transfer", found, ", ".join(names))
    return FirstTransferEvent(found)


def _quantity(found: Stated) -> int | None:
    if found == ANY:
        return None
    if isinstance(found, bool) or not isinstance(found, int) or found < 1:
        raise ClauseBadly("authorized_quantity", found, "a whole number of 1 or more, or any")
    return found


def _years(found: Stated) -> Window:
    if found == ANY:
        return ALWAYS
    match = _YEARS.fullmatch(str(found).strip())
    if match is None:
        raise ClauseBadly("vintages", found, "a year, two years as 2026 to 2030, or any")
    return Window(date(int(match[1]), 1, 1), date(int(match[2] or match[1]), 12, 31))


def _used(first: Stated, last: Stated) -> Window:
    """Return when units may be used or cancelled."""
    return Window(_day({"use_from": first}, "use_from"), _day({"use_until": last}, "use_until"))


def _day(stated: Mapping[str, Stated], name: str) -> date | None:
    found = stated.get(name, ANY)
    if found == ANY:
        return None
    try:
        if isinstance(found, str) and len(found) == 10:
            return date.fromisoformat(found)
    except ValueError:
        pass
    raise ClauseBadly(name, found, "a day as YYYY-MM-DD, or any")
