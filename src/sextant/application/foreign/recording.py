"""One event of another registry being recorded: what is asked of the ledger for it, in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from sextant.application.foreign.acquiring import acquire
from sextant.application.foreign.event import ForeignEvent, Kind
from sextant.application.foreign.sections import (
    HOLDING,
    ITMO,
    LEAVING,
    LOCKED,
    MECHANISM,
    OUTCOME,
    UNDERLYING,
    Series,
    is_approach,
    is_party_registry,
    outcome_space,
    series_of_units,
    underlying_of,
)
from sextant.application.foreign.told import NotTaken, Told
from sextant.application.reader import LedgerReader
from sextant.domain.account import Act
from sextant.domain.activity import Activity, activity_id
from sextant.domain.authorization import Authorization, Use, authorization_key
from sextant.domain.authorization_standing import version_in_force
from sextant.domain.first_transfer import Happening, Undetermined, triggers
from sextant.domain.foreign_serial import ForeignRange, foreign_range
from sextant.domain.identifier import content_id
from sextant.domain.refusal import Refusal, refuse
from sextant.domain.unit import Block, Lot, SerialRange, Terms, space_id
from sextant.ledger.posting import Posted
from sextant.ledger.request import (
    Cancel,
    ChangeTerms,
    Distribution,
    IssuanceCell,
    Issue,
    MarkFirstTransfer,
    RecordIssuance,
    Request,
    Transfer,
)

if TYPE_CHECKING:
    from sextant.application.foreign.feed import ForeignFeed


Behind = Mapping[tuple[str, str], Sequence[tuple[Lot, ForeignRange]]]


def behind(reader: LedgerReader) -> Behind:
    """Return the lots of ITMOs by the registry and series of the units behind them."""
    found: defaultdict[tuple[str, str], list[tuple[Lot, ForeignRange]]] = defaultdict(list)
    for lot in reader.lots(mechanism=MECHANISM):
        registry, serials = underlying_of(lot) or ("", "")
        units = foreign_range(serials)
        if units is not None:
            found[registry, units.series].append((lot, units))
    return found


def first_entry(registry: str, event: str) -> UUID:
    """Return the id of the first entry that is made of an event of a registry."""
    return content_id("foreign event", f"{registry}:{event}:1")


class Recording:
    """One event being recorded inside one transaction."""

    def __init__(self, feed: ForeignFeed, event: ForeignEvent) -> None:
        self.feed = feed
        self.event = event
        self.on = event.executed_on
        self.number = 0
        self.posted: list[Posted] = []
        self.itmos: list[SerialRange] = []
        self.undetermined: str | None = None

    def told(self) -> Told:
        return Told(
            self.event.id,
            known=bool(self.posted) and all(each.replayed for each in self.posted),
            itmos=tuple(self.itmos),
            warnings=tuple(str(w["code"]) for each in self.posted for w in each.result.get("warnings", ())),
            undetermined=self.undetermined,
            entry=self.posted[0].entry if self.posted else None,
        )

    def go(self) -> None:
        """Do what the event says. Raises NotTaken."""
        if self._known_before():
            return
        match self.event.kind:
            case Kind.ISSUANCE:
                self._issue()
            case Kind.LABEL:
                self._label()
            case Kind.AUTHORIZATION:
                self._authorize()
            case Kind.TRANSFER:
                self._transfer()
            case Kind.ACQUISITION:
                acquire(self)
            case Kind.RETIREMENT | Kind.CANCELLATION:
                self._leave()

    def _known_before(self) -> bool:
        """Whether the first entry of this event is in the journal; the transaction wrote all of them or none."""
        stored = next(iter(self.feed.reader.entries([self._id(1)])), None)
        if stored is None:
            return False
        self.posted.append(Posted(stored.id, (), stored.result, replayed=True))
        return True

    def _id(self, number: int) -> UUID:
        return content_id("foreign event", f"{self.event.registry}:{self.event.id}:{number}")

    def next_id(self) -> UUID:
        """Return the id of the next entry of this event, the same whenever it is told."""
        self.number += 1
        return self._id(self.number)

    def do(self, request: Request) -> Posted:
        """Return what was recorded. Raises NotTaken, which ends the event."""
        outcome = self.feed.registry.perform(request)
        if isinstance(outcome, Refusal):
            raise NotTaken(outcome)
        self.posted.append(outcome)
        return outcome

    # --- units of the other registry ----------------------------------------------------------------

    def _issue(self) -> None:
        event, code = self.event, self.feed.sections.code
        host, project = str(event.host_party), f"{event.registry} {event.project}"
        self.feed.registry.store.put_activities(
            [Activity(code, project, MECHANISM, host_parties=(host,), synthetic=self.feed.synthetic)]
            if not self.feed.registry.store.lock_activities([activity_id(code, project)])
            else []
        )
        units = event.units
        self.do(
            RecordIssuance(
                id=self.next_id(), actor=event.registry, effective_on=self.on, registry=code,
                space_key=outcome_space(event.registry, units), prefix=units.series, first=units.first, last=units.last,
                mechanism=MECHANISM, unit_type=OUTCOME, host_party=host, activity=activity_id(code, project),
                terms=Terms(OUTCOME), account=self.feed.sections.account(host, UNDERLYING), vintage=event.vintage,
                reported=_reported(event),
            )
        )  # fmt: skip
        if event.authorization is not None:
            self._authorize()

    def _outcomes(self) -> list[Block]:
        """Return the blocks of the other registry's units, cut to the event. Raises NotTaken where some are unknown."""
        units, space = (
            self.event.units,
            space_id(self.feed.sections.code, outcome_space(self.event.registry, self.event.units)),
        )
        found = self.feed.reader.blocks(ranges=[SerialRange(space, units.first, units.last)])
        cut = [
            each._replace(first=max(each.first, units.first), last=min(each.last, units.last))
            for each in sorted(found, key=lambda each: each.first)
        ]
        if sum(each.quantity for each in cut) != units.quantity:
            raise NotTaken(refuse("foreign_units_unknown", found=str(units), expected=self.event.registry))
        return cut

    def _label(self) -> None:
        blocks = self._outcomes()
        terms = self.feed.reader.terms({each.terms for each in blocks})
        for block in blocks:
            before = terms[block.terms]
            after = replace(before, labels=tuple(sorted({*before.labels, str(self.event.label)})))
            self.do(
                ChangeTerms(id=self.next_id(), actor=self.event.registry, effective_on=self.on, units=(block.range,),
                            terms=after, reason=f"label: {self.event.label}")
            )  # fmt: skip

    # --- from outcomes to ITMOs -------------------------------------------------------------------------

    def _authorize(self) -> None:
        version = self._version()
        blocks = self._outcomes()
        lots = {lot.id: lot for lot in self.feed.reader.lots(ids={each.lot for each in blocks})}
        held = self.feed.sections.account(version.party, UNDERLYING)
        for block in blocks:
            if block.account != held:
                raise NotTaken(refuse("foreign_units_not_free", found=str(self.event.units), expected=version.party))
            vintage = lots[block.lot].vintage
            if vintage is None or vintage < self.feed.first_year:
                raise NotTaken(refuse("foreign_vintage_too_early", found=vintage, expected=self.feed.first_year))
        for block in blocks:
            vintage = lots[block.lot].vintage
            assert vintage is not None, "looked at above"
            self._convert(block, version, vintage, lots[block.lot].activity)

    def _version(self) -> Authorization:
        """Return the version under which units come. Raises NotTaken."""
        event = self.event
        key = authorization_key(str(event.host_party), str(event.authorization))
        versions = self.feed.reader.authorizations([key]).get(key, ())
        version = version_in_force(versions, self.on)
        if version is None:
            raise NotTaken(refuse("authorization_unknown", authorization=key))
        if event.verified_on is None or event.verified_on > self.on:
            found = event.verified_on.isoformat() if event.verified_on else None
            raise NotTaken(refuse("foreign_not_verified", found=found, expected=self.on.isoformat()))
        if not is_approach(version.cooperative_approach):
            raise NotTaken(refuse("approach_not_identified", authorization=key, found=version.cooperative_approach))
        if not is_party_registry(event.party_registry):
            raise NotTaken(
                refuse("foreign_field_wrong", field="party_registry", found=event.party_registry, expected="GHA01")
            )
        if version.underlying_registries and event.registry not in version.underlying_registries:
            listed = ", ".join(version.underlying_registries)
            raise NotTaken(refuse("registry_not_authorized", authorization=key, found=event.registry, expected=listed))
        return version

    def _convert(self, block: Block, version: Authorization, vintage: int, activity: int) -> None:
        event, sections = self.event, self.feed.sections
        party = self.feed.parties.by_code(version.party)
        series = Series(
            str(version.cooperative_approach),
            str(event.party_registry),
            party.alpha3 if party else version.party,
            vintage,
        )
        behind = f"{event.registry} {replace(event.units, first=block.first, last=block.last)}"
        terms = Terms(ITMO, uses=tuple(sorted(version.uses)), authorization=version.key)
        issued = self.do(self._bring(series, terms, block.quantity, activity, behind))
        self.do(
            Cancel(id=self.next_id(), actor=event.registry, effective_on=self.on, units=(block.range,),
                   to_account=sections.account(version.party, LOCKED), act=Act.CANCELLATION)
        )  # fmt: skip
        ranges = tuple(SerialRange(*each) for each in issued.result["moved"])
        self.itmos += ranges
        self._mark(version, ranges)

    def _bring(self, series: Series, terms: Terms, quantity: int, activity: int, behind: str) -> Request:
        """Return the request by which ITMOs come into being, under the next numbers of their series.

        A series that was taken over from an earlier registry keeps its numbers, and goes on after the last of them.
        """
        event, sections = self.event, self.feed.sections
        host = str(event.host_party)
        account = sections.account(host, HOLDING)
        space = space_id(sections.code, series.key)
        taken_over = any(each.id == space and each.next_serial is None for each in self.feed.reader.spaces())
        if not taken_over:
            return Issue(
                id=self.next_id(), actor=event.registry, effective_on=self.on, registry=sections.code,
                mechanism=MECHANISM, unit_type=OUTCOME, host_party=host, activity=activity,
                cells=(IssuanceCell(series.key, series.prefix, series.vintage, terms, quantity),),
                distribution=Distribution((), account), underlying=behind,
            )  # fmt: skip
        first = 1 + max(lot.last for lot in self.feed.reader.lots(mechanism=MECHANISM) if lot.space == space)
        return RecordIssuance(
            id=self.next_id(), actor=event.registry, effective_on=self.on, registry=sections.code, space_key=series.key,
            prefix=series.prefix, first=first, last=first + quantity - 1, mechanism=MECHANISM, unit_type=OUTCOME,
            host_party=host, activity=activity, terms=terms, account=account, vintage=series.vintage, underlying=behind,
            reported=_reported(event),
        )  # fmt: skip

    def _mark(self, version: Authorization, ranges: tuple[SerialRange, ...]) -> None:
        """First transfer what the authorization or the issuance first transfers, with the day of that event."""
        wanted = triggers(version.uses, version.first_transfer)
        if isinstance(wanted, Undetermined):
            self.undetermined = wanted.named or "–"
            return
        days = {Happening.AUTHORIZATION: version.authorized_on, Happening.ISSUANCE: self.on}
        for happening, day in days.items():
            if happening in wanted:
                self.do(
                    MarkFirstTransfer(id=self.next_id(), actor=self.event.registry, effective_on=self.on, units=ranges,
                                      trigger=happening.value, trigger_date=day, elsewhere=self.event.registry)
                )  # fmt: skip

    # --- what becomes of them ---------------------------------------------------------------------------

    def _itmos(self) -> tuple[list[Block], list[SerialRange]]:
        """Return the ITMOs that stand for the units of the event, as they stand now, and what has none, in serials."""
        event = self.event
        series = series_of_units(event.units)
        if series is not None:
            units = SerialRange(space_id(self.feed.sections.code, series.key), event.units.first, event.units.last)
            return self._cut([units], whole=units.quantity), []
        free = self._outcomes()
        ranges: list[SerialRange] = []
        covered: list[tuple[int, int]] = []
        for lot, behind in self.feed.behind().get((event.registry, event.units.series), ()):
            first, last = max(behind.first, event.units.first), min(behind.last, event.units.last)
            if first <= last:
                offset = lot.first - behind.first
                ranges.append(SerialRange(lot.space, first + offset, last + offset))
                covered.append((first, last))
        alone = [each.range for each in free if not any(a <= each.first and each.last <= b for a, b in covered)]
        return self._cut(ranges), alone

    def _cut(self, ranges: Sequence[SerialRange], whole: int | None = None) -> list[Block]:
        """Return the blocks of some ranges, cut to them. Raises NotTaken where there are fewer units than a whole."""
        blocks = self.feed.reader.blocks(ranges=ranges) if ranges else []
        cut = [
            block._replace(first=max(block.first, each.first), last=min(block.last, each.last))
            for each in ranges
            for block in blocks
            if block.space == each.space and block.first <= each.last and each.first <= block.last
        ]
        if whole is not None and sum(each.quantity for each in cut) != whole:
            raise NotTaken(refuse("foreign_units_unknown", found=str(self.event.units), expected=self.event.registry))
        return cut

    def _transfer(self) -> None:
        event = self.event
        blocks, alone = self._itmos()
        if alone:
            raise NotTaken(refuse("foreign_units_not_authorized", found=str(event.units), expected=event.registry))
        for _, ranges in _by_account(blocks):
            self.do(
                Transfer(id=self.next_id(), actor=event.registry, effective_on=self.on, units=ranges,
                         to_account=self.feed.sections.account(str(event.to_party), HOLDING), elsewhere=event.registry)
            )  # fmt: skip

    def _leave(self) -> None:
        event = self.event
        blocks, alone = self._itmos()
        if event.purpose is not None and alone:
            raise NotTaken(refuse("foreign_units_not_authorized", found=str(event.units), expected=event.registry))
        leaving = LEAVING[event.purpose]
        accounts = {each.id: each for each in self.feed.reader.accounts()}
        for account, ranges in _by_account(blocks):
            party = str(accounts[account].party)
            period = self._period(party) if leaving.purpose == Use.NDC.value else None
            target = self.feed.sections.account(party, leaving.kind, period)
            if leaving.act is Act.TRANSFER:
                self.do(
                    Transfer(id=self.next_id(), actor=event.registry, effective_on=self.on, units=ranges,
                             to_account=target, elsewhere=event.registry)
                )  # fmt: skip
                continue
            self.do(
                Cancel(id=self.next_id(), actor=event.registry, effective_on=self.on, units=ranges, to_account=target,
                       purpose=leaving.purpose, act=leaving.act, on_behalf_of=event.on_behalf_of,
                       used_for_year=event.used_for_year, elsewhere=event.registry, reported=_reported(event))
            )  # fmt: skip
        held = self.feed.sections
        for each in alone:
            party = next(str(accounts[b.account].party) for b in self._outcomes() if b.first <= each.first <= b.last)
            self.do(
                Cancel(id=self.next_id(), actor=event.registry, effective_on=self.on, units=(each,),
                       to_account=held.account(party, "cancellation_voluntary"), act=Act.CANCELLATION,
                       on_behalf_of=event.on_behalf_of, reported=_reported(event))
            )  # fmt: skip

    def _period(self, party: str) -> tuple[int, int]:
        period = self.feed.periods.get(party)
        if period is None:
            raise NotTaken(refuse("contribution_period_unknown", party=party))
        return period


def _by_account(blocks: Iterable[Block]) -> Iterator[tuple[int, tuple[SerialRange, ...]]]:
    found: dict[int, list[SerialRange]] = {}
    for block in blocks:
        found.setdefault(block.account, []).append(block.range)
    for account in sorted(found):
        yield account, tuple(found[account])


def _reported(event: ForeignEvent) -> Mapping[str, str]:
    """Return the event as it was told, for the journal."""
    told = {"event": event.id, "registry": event.registry, "kind": event.kind.value, "serials": str(event.units),
            "project": event.project, "authorization": event.authorization, "purpose": event.purpose,
            "note": event.note}  # fmt: skip
    return {name: value for name, value in told.items() if value}
