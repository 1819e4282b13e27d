"""What a Party reports about a year, built from the ledger as far as the ledger carries it.

What the ledger does not carry stays blank and is named: nothing is made up. A person may state it beside the ledger,
and it is then theirs. Acts between two accounts of one Party are no actions of the format.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sextant.application.foreign.sections import series_of, underlying_of
from sextant.application.queries.itmo_acts import Held, ItmoAct, ItmoBook
from sextant.application.reader import LedgerReader
from sextant.domain.account import Account, AccountType
from sextant.domain.authorization import Authorization
from sextant.domain.foreign_serial import MARK, foreign_range
from sextant.domain.unit import Lot, Terms
from sextant.reporting.aef.identifier import ItmoId
from sextant.reporting.aef.ledger_terms import Entrance, LedgerTerms
from sextant.reporting.aef.model import (
    Action,
    AnnualInformation,
    Entity,
    Heading,
    Holding,
    Moment,
    Timeframe,
)
from sextant.reporting.aef.model import Authorization as Row

FIRST_ROW = 5
"""The row of a workbook that the first record of a table is written in."""
_NOTHING = Heading()


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that the format asks for and the ledger does not carry: a code, and what it is about."""

    code: str
    about: str


@dataclass(frozen=True, slots=True)
class Stated:
    """What a person states beside the ledger. Nothing of it replaces what the ledger carries."""

    heading: Heading = _NOTHING
    authorizations: Mapping[str, Row] = field(default_factory=dict)
    """By the identifier of the authorization."""
    entities: tuple[Entity, ...] = ()
    parties: Mapping[str, str] = field(default_factory=dict)
    """Alpha-3 codes by the code that the ledger uses."""
    registries: Mapping[str, str] = field(default_factory=dict)
    """Ids of registries as the format writes them, by the id that the ledger uses."""
    mitigation_types: Mapping[str, str] = field(default_factory=dict)
    used_for_year: Mapping[str, int] = field(default_factory=dict)
    """The calendar year of a use, by the id of its entry in the journal."""


@dataclass(frozen=True, slots=True)
class Annual:
    """A report built from the ledger, and what is missing in it."""

    content: AnnualInformation
    missing: tuple[Missing, ...]


def annual_information(
    reader: LedgerReader,
    account_types: Mapping[str, AccountType],
    terms: LedgerTerms,
    alpha3: Mapping[str, str],
    party: str,
    year: int,
    stated: Stated,
) -> Annual:
    """Return what a Party reports about a year (decision 2/CMA.3, annex, paragraph 20; settled points 24 and 29).

    `party` is the code that the ledger uses; `alpha3` gives the codes of the format for those that have one.
    """
    with reader.at_one_instant():
        book = ItmoBook(reader, (*terms.approaches, *terms.by_series))
        known = reader.authorizations()
        accounts = reader.accounts(party=party)
    return _Report(book, known, accounts, account_types, terms, alpha3, party, year, stated).annual()


class _Report:
    def __init__(
        self,
        book: ItmoBook,
        known: Mapping[str, tuple[Authorization, ...]],
        accounts: list[Account],
        account_types: Mapping[str, AccountType],
        terms: LedgerTerms,
        alpha3: Mapping[str, str],
        party: str,
        year: int,
        stated: Stated,
    ) -> None:
        self._book = book
        self._known = known
        self._accounts = accounts
        self._final = frozenset(code for code, each in account_types.items() if each.final)
        self._terms = terms
        self._alpha3 = {**stated.parties, **alpha3}
        self._party = party
        self._year = year
        self._stated = stated
        self._missing: dict[tuple[str, str], Missing] = {}
        self._shared = _shared_series(book)

    def annual(self) -> Annual:
        """Return the report and what is missing in it."""
        content = AnnualInformation(
            heading=self._heading(),
            authorizations=_numbered(self._authorizations()),
            actions=_numbered(self._actions()),
            holdings=_numbered(self._holdings()),
            entities=_numbered(iter(self._stated.entities)),
        )
        if not content.entities and any(each.entities for each in self._of_this_party()):
            self._lack("entities", self._party)
        return Annual(content, tuple(self._missing.values()))

    def _lack(self, code: str, about: object) -> None:
        self._missing.setdefault((code, str(about)), Missing(code, str(about)))

    def _heading(self) -> Heading:
        given = self._stated.heading
        first, last = self._ndc_period()
        heading = given._replace(
            party=self._code(self._party), reported_year=self._year, ndc_first_year=first, ndc_last_year=last
        )
        for name in ("version", "submitted_on", "ndc_first_year"):
            if getattr(heading, name) is None:
                self._lack(name, self._party)
        return heading

    def _ndc_period(self) -> tuple[int | None, int | None]:
        """Return the period that the Party's accounts name, all the same one; else the one stated."""
        periods = {each.ndc_period for each in self._accounts if each.ndc_period}
        years = periods.pop().split("-") if len(periods) == 1 else []
        if len(years) == 2 and all(each.isdigit() for each in years):
            return int(years[0]), int(years[1])
        return self._stated.heading.ndc_first_year, self._stated.heading.ndc_last_year

    def _code(self, party: str | None) -> str | None:
        if party is None:
            return None
        if party not in self._alpha3:
            self._lack("alpha3", party)
        return self._alpha3.get(party)

    def _of_this_party(self) -> list[Authorization]:
        versions = [version for each in self._known.values() for version in each if version.party == self._party]
        return sorted(versions, key=lambda each: (each.authorized_on, each.reference, each.version))

    def _authorizations(self) -> Iterator[Row]:
        for version in self._of_this_party():
            if version.authorized_on.year == self._year:
                yield self._authorization(version)

    def _authorization(self, version: Authorization) -> Row:
        about = version.reference
        given = self._stated.authorizations.get(about, Row(0))
        purposes = self._terms.purposes_of(version.uses)
        approach = version.cooperative_approach or self._approach(version) or given.approach
        sectors = given.sectors or version.sectors
        oimp = ", ".join(version.purposes_named) or given.oimp
        for_others = purposes is not None and purposes != "ndc"
        for name, wanted in (("approach", approach), ("purposes", purposes), ("sectors", sectors or None)):
            if wanted is None:
                self._lack(name, about)
        if for_others and oimp is None:
            self._lack("oimp", about)
        return Row(
            row=0,
            authorization=about,
            authorized_on=version.authorized_on,
            approach=approach,
            version=version.version,
            quantity=version.quantity,
            metric=version.metric.casefold().replace("-", "_"),
            gwp=version.gwp or given.gwp,
            non_ghg_metric=version.non_ghg_metric,
            sectors=sectors,
            activity_types=given.activity_types or version.activity_types,
            purposes=purposes,
            parties=tuple(sorted(each for each in map(self._code, version.parties) if each)),
            entities=version.entities_named,
            oimp=oimp if for_others else None,
            timeframe=self._timeframe(version),
            terms=version.terms,
            first_transfer_definition=version.first_transfer.value if version.first_transfer and for_others else None,
            remarks=_until(version),
        )

    def _approach(self, version: Authorization) -> str | None:
        """Return the approach of the units that the ledger knows under an authorization, or none."""
        mechanisms = self._book.mechanisms_under(version.key)
        return self._terms.approaches.get(mechanisms[0]) if len(mechanisms) == 1 else None

    def _timeframe(self, version: Authorization) -> Timeframe | None:
        occurred, use = version.mitigation, version.use
        if use.first is None and use.last is not None:
            # The format has no window that is open at its beginning; the last day stands in the remarks.
            self._lack("use_from", version.reference)
        whole = use.first is not None and use.last is not None
        frame = Timeframe(occurred.first, occurred.last, *((use.first, use.last) if whole else (None, None)))
        return None if frame == Timeframe() else frame

    def _actions(self) -> Iterator[Action]:
        for act in self._book.acts(self._year):
            yield from self._of_act(act)

    def _of_act(self, act: ItmoAct) -> Iterator[Action]:
        """Yield the rows of this Party about an act: a first transfer of the host, and what is done with the units."""
        entrance = self._terms.entrances.get(act.account.type)
        giver = act.came_from.party if act.came_from else act.lot.host_party
        taker = act.account.party
        crosses = entrance is None and taker is not None and taker != giver
        if act.first_transferred and act.lot.host_party == self._party:
            yield self._first_transfer(act, entrance, taker if crosses else None)
        if crosses:
            if act.was_first_transferred and giver == self._party:
                yield self._action(act, "transfer", acquiring_party=self._code(taker))
            if taker == self._party:
                yield self._action(act, "acquisition", transferring_party=self._code(giver))
        elif entrance is not None and (act.moved or act.first_transferred):
            if giver is None or act.came_from == act.account:
                giver = act.lot.host_party
            if giver == self._party:
                yield self._entered(act, entrance)
        elif act.moved and act.account.type in self._final and giver == self._party:
            self._lack("entrance", act.account.type)

    def _first_transfer(self, act: ItmoAct, entrance: Entrance | None, taker: str | None) -> Action:
        if taker is not None:
            return self._action(act, "first_transfer", subtype="to_another_party", acquiring_party=self._code(taker))
        if entrance is not None:
            return self._action(act, "first_transfer", subtype=entrance.first_transfer, oimp_purpose=entrance.purpose)
        versions = self._known.get(act.terms.authorization or "", ())
        event = versions[-1].first_transfer if versions else None
        if event is None:
            self._lack("first_transfer", act.terms.authorization or str(act.entry.id))
        return self._action(act, "first_transfer", subtype=event.value if event else None)

    def _entered(self, act: ItmoAct, entrance: Entrance) -> Action:
        asked = act.asked
        using = self._code(self._party) if entrance.type != "transfer" and not act.levied else None
        year = None
        if entrance.type == "use":
            year = asked.get("used_for_year") or self._stated.used_for_year.get(str(act.entry.id))
            if year is None:
                self._lack("used_for_year", act.entry.id)
        on_behalf = asked.get("on_behalf_of")
        return self._action(
            act,
            entrance.type,
            subtype=entrance.subtype,
            oimp_purpose=entrance.purpose,
            using_party=using,
            used_for_year=year,
            remarks=f"On behalf of {on_behalf}" if on_behalf else None,
        )

    def _action(self, act: ItmoAct, kind: str, **special: Any) -> Action:
        row = Action(row=0, acted=Moment(act.entry.effective_on), type=kind)
        return row._replace(**self._units(act.lot, act.first, act.last, act.terms), **special)

    def _holdings(self) -> Iterator[Holding]:
        for held in _joined(self._book.held(self._party, self._final, date(self._year, 12, 31))):
            yield Holding(row=0)._replace(**self._units(held.lot, held.first, held.last, held.terms))

    def _units(self, lot: Lot, first: int, last: int, terms: Terms) -> dict[str, Any]:
        """Return what a row says of its units."""
        reference = (terms.authorization or "").partition(":")[2] or None
        series = series_of(self._book.keys[lot.space]) if lot.mechanism in self._terms.by_series else None
        approach = series.approach if series else self._terms.approaches.get(lot.mechanism)
        host = series.party if series else self._code(lot.host_party)
        # The registry of the identifier is that of the host; the one that tracked the act is the reporter's own.
        own = series is not None and self._party == lot.host_party
        registry = series.party_registry if series and own else self._registry(self._book.registries[lot.space])
        origin = series.party_registry if series else registry
        mitigation_type = self._stated.mitigation_types.get(reference or "")
        for name, found in (
            ("authorization", reference),
            ("mitigation_type", mitigation_type),
            ("vintage", lot.vintage),
        ):
            if found is None:
                self._lack(name, reference or lot.id)
        ids: dict[str, Any] = {"first": first, "last": last}
        if series is None and (lot.host_party, lot.vintage) in self._shared:
            self._lack("series_shared", f"{lot.host_party} {lot.vintage}")
            ids = {}
        elif origin and host and approach and lot.vintage is not None:
            ids = {name: ItmoId(approach, origin, host, serial, lot.vintage) for name, serial in ids.items()}
        return {
            "approach": approach,
            "authorization": reference,
            "first_transferring_party": host,
            "registry": registry,
            **ids,
            **_behind(lot, first, last),
            "metric": "ghg",
            "quantity": last - first + 1,
            "mitigation_type": mitigation_type,
            "vintage": lot.vintage,
        }

    def _registry(self, registry: str) -> str | None:
        if registry not in self._stated.registries:
            self._lack("registry", registry)
        return self._stated.registries.get(registry)


def _behind(lot: Lot, first: int, last: int) -> dict[str, Any]:
    """Return the registry and the first and last serial of the units behind a part of a lot; nothing where none are."""
    registry, serials = underlying_of(lot) or (None, "")
    units = foreign_range(serials)
    if registry is None or units is None:
        return {}
    ends = (units.first + each - lot.first for each in (first, last))
    told = (units.series.replace(MARK, str(each)) for each in ends)
    return {"unit_registry": registry.casefold().replace("-", "_"), "first_unit": next(told), "last_unit": next(told)}


def _shared_series(book: ItmoBook) -> frozenset[tuple[str, int | None]]:
    """Return the hosts and vintages under which serials of several spaces would be one series and overlap.

    A serial of the mechanism registry is unique inside an activity and vintage; an identifier of the format names no
    activity (6/CMA.4, annex I, paragraph 5).
    """
    spaces: dict[tuple[str, int | None], set[int]] = {}
    for lot in book.lots.values():
        spaces.setdefault((lot.host_party, lot.vintage), set()).add(lot.space)
    return frozenset(key for key, found in spaces.items() if len(found) > 1)


def _until(version: Authorization) -> str | None:
    use = version.use
    return f"Use or cancellation until {use.last}" if use.first is None and use.last is not None else None


def _numbered(rows: Iterator[Any]) -> tuple[Any, ...]:
    return tuple(each._replace(row=number) for number, each in enumerate(rows, start=FIRST_ROW))


def _joined(held: Iterator[Held]) -> Iterator[Held]:
    """Yield neighbours in serials of one series under one authorization as one."""
    before: Held | None = None
    for each in held:
        if before and before.last + 1 == each.first and _alike(before) == _alike(each):
            before = replace(before, last=each.last)
            continue
        if before:
            yield before
        before = each
    if before:
        yield before


def _alike(held: Held) -> tuple[object, ...]:
    return held.lot.space, held.lot.host_party, held.lot.vintage, held.terms.authorization
