"""Which set of warming potentials a calculation uses, and that it uses only one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from sextant.domain.refusal import Refusal, refuse
from sextant.methodology.book import Book
from sextant.methodology.language.exact import shown
from sextant.methodology.library import Gwps, GwpSet


@dataclass
class Potentials:
    """The warming potentials that a calculation and its tools used: gas and value."""

    stated: list[tuple[str, Fraction]] = field(default_factory=list)


def choose_set(gwps: Gwps, book: Book, asked: object, period: tuple[date, date] | None) -> GwpSet | Refusal:
    """Return the set that was asked for, else that of the period, else the latest that the methodology admits."""
    admitted = [each for each in gwps.sets if each.name in book.gwp_sets]
    names = ", ".join(each.name for each in admitted)
    if asked is not None:
        found = next((each for each in admitted if each.name == asked), None)
        return found or refuse("gwp_set_not_admitted", methodology=book.id, found=str(asked)[:40], expected=names)
    if period is not None and len(admitted) > 1:
        of_period = [each for each in gwps.of_period(*period) if each in admitted]
        if len(of_period) > 1:
            return refuse("gwp_sets_of_period", found=", ".join(each.name for each in of_period),
                          expected=str(of_period[-1].first))  # fmt: skip
        if of_period:
            return of_period[0]
    return admitted[-1]


def mixed(potentials: Potentials, gwps: Gwps) -> Refusal | None:
    """Return a refusal where potentials are of different sets, or one gas has two."""
    candidates: frozenset[str] | None = None
    by_gas: dict[str, Fraction] = {}
    for gas, value in potentials.stated:
        if by_gas.setdefault(gas, value) != value:
            return _mixed(potentials, gwps)
        stating = gwps.stating(gas, value)
        if stating:
            candidates = stating if candidates is None else candidates & stating
    return _mixed(potentials, gwps) if candidates is not None and not candidates else None


def other_than_named(potentials: Potentials, gwps: Gwps, asked: object) -> Refusal | None:
    """Return a refusal where a set was named and a potential that was given is not the one of that set."""
    for gas, value in potentials.stated:
        if asked is not None and value != gwps.value(str(asked), gas):
            stating = ", ".join(sorted(gwps.stating(gas, value))) or "–"
            return refuse("gwp_sets_mixed", found=f"{asked}; {gas} {shown(value)} ({stating})")
    return None


def admitted_only(potentials: Potentials, gwps: Gwps, book: Book) -> Refusal | None:
    """Return a refusal where a potential is not of a set that the methodology admits."""
    for gas, value in potentials.stated:
        stating = gwps.stating(gas, value)
        if book.gwp_sets and not stating & set(book.gwp_sets):
            found = ", ".join(sorted(stating)) or f"{gas} {shown(value)}"
            return refuse("gwp_set_not_admitted", methodology=book.id, found=found,
                          expected=", ".join(book.gwp_sets))  # fmt: skip
    return None


def _mixed(potentials: Potentials, gwps: Gwps) -> Refusal:
    said = []
    for gas, value in dict.fromkeys(potentials.stated):
        stating = ", ".join(sorted(gwps.stating(gas, value))) or "–"
        said.append(f"{gas} {shown(value)} ({stating})")
    return refuse("gwp_sets_mixed", found="; ".join(said))
