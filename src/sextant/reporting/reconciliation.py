"""What two Parties report about the transfers between them, block range by block range, and who must act.

A host reports what it transferred, its partner what it acquired; both must be the same units. Acquisitions that are
missing on our side are proposed, and nothing more: whether they are right is decided by people. Where the file of a
year is not given, the range is unverifiable and never agreed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sextant.reporting.aef.format import Format
from sextant.reporting.aef.identifier import ItmoId, ItmoSeries
from sextant.reporting.aef.model import Action, Submission, block_of
from sextant.reporting.checks.call import Call
from sextant.reporting.checks.catalogue import Catalogue
from sextant.reporting.checks.filing import filing_of
from sextant.reporting.checks.finding import Place
from sextant.reporting.checks.legs import ALONE, LATE, Leg, legs_of
from sextant.reporting.checks.life import ACQUISITION, OUTGOING, Event, Life, kind_of, lives_of, milliseconds_after

_ALIKE = ("authorization", "metric", "gwp", "non_ghg_metric", "mitigation_type", "first_unit", "last_unit")
"""What both legs of a transfer say of the units; the units of another registry only where the rows are as long."""


class State(StrEnum):
    """What became of the comparison of some units that pass from one Party to the other."""

    AGREED = "agreed"
    DIFFERS = "differs"
    """The same units are reported by both, with another date, quantity or attribute."""
    NOT_ACQUIRED = "not_acquired"
    NOT_TRANSFERRED = "not_transferred"
    TWICE = "twice"
    """One side reports the same transfer of the same units more often than the other."""
    ANOTHER_PARTY = "another_party"
    """The other side reports these units as going to, or coming from, a third Party."""
    YEAR_END = "year_end"
    """The other leg may come in the report of the next year, which is not given."""
    UNVERIFIABLE = "unverifiable"
    """The report in which the other leg would stand is not given."""


class WhoActs(StrEnum):
    """Who has to do something about a range."""

    NOBODY = "nobody"
    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"


OPEN = frozenset({State.YEAR_END, State.UNVERIFIABLE})
"""States that say that nothing is known yet."""
_PROPOSED = frozenset({State.NOT_ACQUIRED, *OPEN})


@dataclass(frozen=True, slots=True)
class Line:
    """A range of units that passed, or is said to have passed, between the two Parties."""

    series: ItmoSeries
    first: int
    last: int
    transferring_party: str
    acquiring_party: str
    theirs: int
    """How many units the partner's rows carry across; tonnes, or units of another metric."""
    ours: int
    state: State
    who_acts: WhoActs
    differs: tuple[str, ...]
    """The fields in which the two legs differ, in the order of the columns."""
    their_rows: tuple[Place, ...]
    our_rows: tuple[Place, ...]
    year: int
    """The year in whose report the missing or differing leg belongs."""
    proposed: Action | None = None
    """The acquisition that would match, where ours is missing. Our own registry is left for us to fill in."""

    @property
    def difference(self) -> int:
        """Theirs less ours."""
        return self.theirs - self.ours


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What comes of putting the reports of two Parties side by side."""

    our_party: str
    their_party: str
    lines: tuple[Line, ...]
    not_compared: tuple[Place, ...]
    """Rows between the two Parties whose units, day or kind cannot be read: unknown, not agreed."""
    left_out: tuple[str, ...]
    """Files that a later version has replaced, or that are copies."""

    @property
    def differs(self) -> bool:
        """Whether anything differs; what is not known yet does not count."""
        return any(each.state is not State.AGREED and each.state not in OPEN for each in self.lines)

    @property
    def agreed(self) -> bool:
        """Whether everything is known and the same."""
        return not self.not_compared and all(each.state is State.AGREED for each in self.lines)


def reconcile(
    ours: Sequence[Submission], theirs: Sequence[Submission], the_format: Format, catalogue: Catalogue
) -> Reconciliation:
    """Return the transfers between two Parties as each reports them (decision 6/CMA.4, annex I, paragraph 39).

    Each side gives the reports of one Party, of any years and versions. Raises ValueError where it does not, and
    where both sides are the same Party.
    """
    us, them = _party_of(ours), _party_of(theirs)
    if us == them:
        raise ValueError(f"both sides are reports of {us}; two Parties are reconciled")
    call = Call(filing_of([*ours, *theirs]), the_format, catalogue)
    comparison = _Comparison(call, us, them)
    return Reconciliation(
        us,
        them,
        tuple(comparison.with_proposal(each) for each in _merged(comparison.lines())),
        tuple(sorted({*_unread(call, us, them), *call.ambiguous, *map(call.place_of, call.crowded)})),
        tuple(sorted(each.submission.file for each in call.filing.left_out)),
    )


def _party_of(submissions: Sequence[Submission]) -> str:
    parties = {each.content.heading.party for each in submissions}
    if len(parties) != 1:
        raise ValueError(f"the reports of one Party are expected, found those of {len(parties)}")
    party = parties.pop()
    if party is None or any(each.content.heading.reported_year is None for each in submissions):
        raise ValueError("a report without its Party or year cannot be reconciled")
    return party


def _unread(call: Call, us: str, them: str) -> Iterator[Place]:
    for filed in call.filed:
        other = them if filed.party == us else us
        for row in filed.submission.content.actions:
            if other in (row.transferring_party, row.acquiring_party):
                unknown = row.type is None or (kind_of(row) in (*OUTGOING, ACQUISITION) and row.acted is None)
                if unknown or block_of(row) is None:
                    yield call.place(filed, row)


class _Comparison:
    """The legs between two Parties, told range by range."""

    def __init__(self, call: Call, us: str, them: str) -> None:
        self._call = call
        self._us = us
        self._them = them
        self._outgoing: dict[Place, Action] = {}
        self._tolerance = call.figures["clock_tolerance_seconds"] * 1000

    def lines(self) -> Iterator[Line]:
        """Yield the lines, in the order of series, serials and direction."""
        for series, spans in sorted(self._call.spans.items()):
            moving = [span for span in spans if span[2].kind in OUTGOING or span[2].kind == ACQUISITION]
            for life in lives_of(series, moving, self._call.crowded):
                yield from self._of_life(life)

    def with_proposal(self, line: Line) -> Line:
        """Return the line with the acquisition that would match, where it is ours that is missing."""
        if line.acquiring_party != self._us or line.state not in _PROPOSED or line.our_rows:
            return line
        return replace(line, proposed=_acquisition(line, self._outgoing[line.their_rows[0]]))

    def _of_life(self, life: Life) -> Iterator[Line]:
        legs = legs_of([life], self._call.filed_years, lag_days=self._call.figures["year_end_lag_days"])
        for giver, taker in ((self._them, self._us), (self._us, self._them)):
            pairs = [(out, into) for _, out, into in legs.pairs if (out.party, into.party) == (giver, taker)]
            single = [leg for leg in legs.single if _direction(leg.event) == (giver, taker)]
            # A foreign first transfer and a later one between the same Parties are two transfers of the same units.
            for out, into in pairs if not single else ():
                yield self._pair(life, out, into)
            if single:
                yield self._alone(life, giver, taker, pairs, single)

    def _pair(self, life: Life, out: Event, into: Event) -> Line:
        differs = self._differing(out, into)
        state = State.DIFFERS if differs else State.AGREED
        who = WhoActs.BOTH if differs else WhoActs.NOBODY
        return self._line(life, out.party, into.party, [out, into], state, who, into.year, differs)

    def _differing(self, out: Event, into: Event) -> tuple[str, ...]:
        found = []
        if out.order[:2] != into.order[:2] and abs(milliseconds_after(out, into)) > self._tolerance:
            found.append("acted")
        one, other = out.row, into.row
        same_rows = (one.first, one.last) == (other.first, other.last)
        for name in _ALIKE:
            values = getattr(one, name), getattr(other, name)
            if None not in values and values[0] != values[1] and (same_rows or not name.endswith("_unit")):
                found.append(name)
        if any(_misstated(row) for row in (one, other)):
            found.append("quantity")
        return tuple(found)

    def _alone(self, life: Life, giver: str, taker: str, pairs: list[tuple[Event, Event]], single: list[Leg]) -> Line:
        leg = single[0]
        for each in single:
            if isinstance(each.event.row, Action):
                self._outgoing[self._call.place_of(each.event)] = each.event.row
        events = [event for pair in pairs for event in pair] + [each.event for each in single]
        state, who = self._standing(life, leg, taken=bool(pairs) or len(single) > 1)
        return self._line(life, giver, taker, events, state, who, leg.event.year)

    def _standing(self, life: Life, leg: Leg, *, taken: bool) -> tuple[State, WhoActs]:
        """Return what a leg without its counterpart means, and who must act."""
        reporter_is_us = leg.event.party == self._us
        other = WhoActs.THEIRS if reporter_is_us else WhoActs.OURS
        if taken:
            return State.TWICE, WhoActs.OURS if reporter_is_us else WhoActs.THEIRS
        if leg.state == LATE:
            return State.YEAR_END, other
        if leg.state != ALONE:
            return State.UNVERIFIABLE, other
        if _names_another(life, leg.event):
            return State.ANOTHER_PARTY, WhoActs.BOTH
        if leg.event.kind in OUTGOING:
            return State.NOT_ACQUIRED, other
        # Who has reported an acquisition may be wrong, and so may who has not reported the transfer.
        return State.NOT_TRANSFERRED, WhoActs.BOTH

    def _line(
        self,
        life: Life,
        giver: str,
        taker: str,
        events: Sequence[Event],
        state: State,
        who: WhoActs,
        year: int,
        differs: tuple[str, ...] = (),
    ) -> Line:
        rows = {
            party: tuple(sorted(self._call.place_of(event) for event in events if event.party == party))
            for party in (self._us, self._them)
        }
        size = life.last - life.first + 1
        return Line(
            series=life.series,
            first=life.first,
            last=life.last,
            transferring_party=giver,
            acquiring_party=taker,
            theirs=size * len(rows[self._them]),
            ours=size * len(rows[self._us]),
            state=state,
            who_acts=who,
            differs=differs,
            their_rows=rows[self._them],
            our_rows=rows[self._us],
            year=year,
        )


def _direction(event: Event) -> tuple[str, str | None] | tuple[str | None, str]:
    return (event.other, event.party) if event.kind == ACQUISITION else (event.party, event.other)


def _misstated(row: object) -> bool:
    """Whether a row's quantity is not the number of its identifiers (rule I10)."""
    assert isinstance(row, Action)
    block, metric = block_of(row), row.metric
    stated = row.quantity_non_ghg if metric == "non_ghg" else row.quantity
    return block is not None and stated is not None and stated != block.size


def _names_another(life: Life, event: Event) -> bool:
    """Whether the other Party reports these units as passing to or from somebody else on that day."""
    kinds = {ACQUISITION} if event.kind in OUTGOING else OUTGOING
    return any(
        each.kind in kinds and each.party == event.other and each.other != event.party and each.day == event.day
        for each in life.events
    )


def _acquisition(line: Line, row: Action) -> Action:
    """Return the acquisition that matches a transfer, for the units of a range alone.

    Identifiers never change; those of the underlying units are kept only where the whole row was acquired, since
    the file does not say how they divide.
    """
    block = block_of(row)
    whole = block is not None and (block.first, block.last) == (line.first, line.last)
    series, size = line.series, line.last - line.first + 1
    first: ItmoId | int = line.first
    last: ItmoId | int = line.last
    if series.registry:
        first = ItmoId(*series[:3], line.first, series.vintage)
        last = ItmoId(*series[:3], line.last, series.vintage)
    non_ghg = row.metric == "non_ghg"
    return Action(
        row=0,
        acted=row.acted,
        type="acquisition",
        approach=row.approach,
        authorization=row.authorization,
        first_transferring_party=row.first_transferring_party,
        first=first,
        last=last,
        unit_registry=row.unit_registry,
        first_unit=row.first_unit if whole else None,
        last_unit=row.last_unit if whole else None,
        metric=row.metric,
        gwp=row.gwp,
        non_ghg_metric=row.non_ghg_metric,
        quantity=(row.quantity if whole else None) if non_ghg else size,
        quantity_non_ghg=size if non_ghg else None,
        mitigation_type=row.mitigation_type,
        vintage=row.vintage,
        transferring_party=line.transferring_party,
    )


def _merged(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines, neighbours of the same rows and state made one again."""
    waiting: dict[tuple[str, str], Line] = {}
    done: list[Line] = []
    for line in lines:
        way = (line.transferring_party, line.acquiring_party)
        before = waiting.get(way)
        if before is not None and _one(before, line):
            theirs, ours = before.theirs + line.theirs, before.ours + line.ours
            waiting[way] = replace(before, last=line.last, theirs=theirs, ours=ours)
            continue
        if before is not None:
            done.append(before)
        waiting[way] = line
    done += waiting.values()
    yield from sorted(done, key=lambda each: (each.series, each.first, each.transferring_party, each.their_rows))


def _one(before: Line, line: Line) -> bool:
    """Whether a line goes on where another ends, about the same rows."""
    same = (line.series, line.state, line.differs, line.their_rows, line.our_rows)
    return before.last + 1 == line.first and same == (
        before.series,
        before.state,
        before.differs,
        before.their_rows,
        before.our_rows,
    )
