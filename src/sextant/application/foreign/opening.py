"""Taking over a running office: its earlier annual information becomes positions in the ledger, each with its origin.

Authorizations, first transfers, transfers, acquisitions, uses and cancellations are recorded in the order of days,
as done elsewhere: nothing of them is refused for what an authorization says. Units that are held and whose history is
not on file are taken as held. Then what is held here is compared with what the last report says: until nothing differs,
nothing should be filed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sextant.application.foreign.feed import ForeignFeed
from sextant.application.foreign.opening_terms import statement_of, uses_of
from sextant.application.foreign.sections import HOLDING, ITMO, LEAVING, MECHANISM, OUTCOME, Series
from sextant.domain.activity import Activity, activity_id
from sextant.domain.authorization import Use, authorization_key
from sextant.domain.identifier import content_id
from sextant.domain.refusal import Refusal, refuse
from sextant.domain.unit import Block, SerialRange, Terms, space_id
from sextant.ledger.posting import Posted
from sextant.ledger.request import Authorize, Cancel, MarkFirstTransfer, RecordIssuance, Request, Transfer
from sextant.ledger.runs import Run, net, without
from sextant.reporting.aef.model import Action, Holding, Submission, block_of
from sextant.reporting.checks.underlying import parse_underlying

_RANK = {"acquisition": 0, "first_transfer": 1, "transfer": 2, "cancellation": 3, "voluntary_cancellation": 3, "use": 3}
_BY_LEAVING = frozenset({"use_or_cancellation", "voluntary_omge", "mandatory_omge", "other_cancellation"})
"""First transfers that are told by the row of the use or cancellation as well."""
_OF_SUBTYPE = {"voluntary_omge": "overall_mitigation", "mandatory_omge": "overall_mitigation"}
_OF_PURPOSE = {"IMP": Use.INTERNATIONAL_MITIGATION.value, "OP": Use.OTHER_PURPOSES.value}


class Difference(NamedTuple):
    """Units that are held here and not by the last report, or the other way round."""

    series: str
    first: int
    last: int
    here: bool
    """Whether they are held here only."""


class NotTaken(NamedTuple):
    """A row that could not be taken, and why."""

    file: str
    table: int
    row: int
    refusal: Refusal


@dataclass
class Opened:
    """What became of the reports."""

    recorded: int = 0
    known: int = 0
    not_taken: list[NotTaken] = field(default_factory=list)
    warnings: list[tuple[str, int, tuple[str, ...]]] = field(default_factory=list)
    """File, row, and codes of what authorizations say against what was done."""
    differences: list[Difference] = field(default_factory=list)

    @property
    def reconciled(self) -> bool:
        """Whether what is held here is what the last report says."""
        return not self.differences and not self.not_taken


class Opening:
    """Takes over the reports of one Party; `alpha2` gives the codes of Parties by those of the format."""

    def __init__(self, feed: ForeignFeed, alpha2: Mapping[str, str]) -> None:
        self.feed = feed
        self.alpha2 = alpha2
        self.done = Opened()
        self._uses: dict[str, tuple[str, ...]] = {}
        self._party = ""
        self._where = ("", 0, 0)
        self._marks: list[tuple[tuple[str, int, int], Action, Series, int, int, date]] = []

    def take(self, submissions: Sequence[Submission]) -> Opened:
        """Return what became of the reports of one Party, one a year; of several versions the last counts."""
        ordered = _latest(submissions)
        self._party = self.alpha2.get(str(ordered[-1].content.heading.party), "") if ordered else ""
        for each in ordered:
            self._authorizations(each)
        rows = [(each, row) for each in ordered for row in each.content.actions]
        for submission, row in sorted(rows, key=lambda pair: _order(pair[1])):
            self._where = (submission.file, 3, row.row)
            self._row(row, submission)
        for where, row, series, first, last, on in self._marks:
            self._where = where
            self._mark(row, series, first, last, on)
        for submission in ordered[-1:]:
            for held in submission.content.holdings:
                self._where = (submission.file, 4, held.row)
                self._held(held, submission)
            self.done.differences = list(self._differences(submission))
        return self.done

    # --- what is asked of the ledger ----------------------------------------------------------------

    def _id(self, what: str) -> UUID:
        return content_id("opening", ":".join((self._party, *map(str, self._where), what)))

    def _do(self, request: Request) -> bool:
        outcome = self.feed.registry.perform(request)
        if isinstance(outcome, Refusal):
            self._refused(outcome)
            return False
        assert isinstance(outcome, Posted)
        self.done.known += outcome.replayed
        self.done.recorded += not outcome.replayed
        codes = tuple(str(each["code"]) for each in outcome.result.get("warnings", ()))
        if codes:
            self.done.warnings.append((self._where[0], self._where[2], codes))
        return True

    def _refused(self, refusal: Refusal) -> None:
        self.done.not_taken.append(NotTaken(*self._where, refusal))

    def _authorizations(self, submission: Submission) -> None:
        for row in submission.content.authorizations:
            self._where = (submission.file, 2, row.row)
            key = authorization_key(self._party, str(row.authorization))
            self._uses[key] = uses_of(row.purposes)
            statement = statement_of(row, self._party, self.alpha2)
            if isinstance(statement, Refusal):
                self._refused(statement)
                continue
            known = self.feed.reader.authorizations([key]).get(key, ())
            if any(each.version == statement.version for each in known):
                self.done.known += 1
                continue
            self._do(
                Authorize(id=self._id("authorization"), actor=self._actor(), effective_on=statement.authorized_on,
                          authorization=statement)
            )  # fmt: skip

    def _actor(self) -> str:
        return f"opening position of {self._party}: {self._where[0]}"

    # --- rows ------------------------------------------------------------------------------------------

    def _row(self, row: Action, submission: Submission) -> None:
        units = self._units(row)
        if isinstance(units, Refusal):
            self._refused(units)
            return
        series, first, last = units
        on = row.acted.day if row.acted else None
        if on is None:
            self._refused(refuse("foreign_field_missing", field="Action date", found=str(row.row), expected=row.type))
            return
        kind = row.type or ""
        if kind in ("first_transfer", "acquisition"):
            home = self._party if kind == "acquisition" else self.alpha2.get(series.party, "")
            self._exist(row, series, first, last, home, on)
            later = kind == "first_transfer" and (row.subtype in _BY_LEAVING or row.acquiring_party)
            if later:
                # The movement itself is the first transfer; where none follows, they are marked at the end.
                self._marks.append((self._where, row, series, first, last, on))
            else:
                self._mark(row, series, first, last, on)
        if kind in ("first_transfer", "transfer") and row.acquiring_party:
            self._move(series, first, last, on, self.alpha2.get(row.acquiring_party, ""))
        if kind in ("use", "cancellation", "voluntary_cancellation"):
            self._leave(row, series, first, last, on, submission)

    def _units(self, row: Action | Holding) -> tuple[Series, int, int] | Refusal:
        block = block_of(row)
        if block is None:
            return refuse("opening_identifier_incomplete", found=f"{row.first} – {row.last}")
        registry = block.series.registry
        if not registry and row.registry and row.registry[:3] == block.series.first_transferring_party:
            # Integer dialects name the registry in a column; only on rows of the host it is that of the identifier.
            registry = row.registry
        if not registry or block.series.first_transferring_party not in self.alpha2:
            return refuse("opening_identifier_incomplete", found=f"{row.first} – {row.last}")
        series = Series(block.series.approach, registry, block.series.first_transferring_party, block.series.vintage)
        return series, block.first, block.last

    def _exist(self, row: Action | Holding, series: Series, first: int, last: int, home: str, on: date) -> None:
        """Record the units of a row that are not in the ledger yet, in an account of a Party."""
        code = self.feed.sections.code
        space = space_id(code, series.key)
        known = [(lot.first, lot.last) for lot in self.feed.reader.lots(mechanism=MECHANISM) if lot.space == space]
        host = self.alpha2[series.party]
        key = authorization_key(host, str(row.authorization)) if row.authorization else None
        uses = self._uses.get(key or "") or (_inferred(row),)
        project = f"opening {series.approach} {series.party}"
        activity = activity_id(code, project)
        with self.feed.registry.store.transaction():
            if not self.feed.registry.store.lock_activities([activity]):
                self.feed.registry.store.put_activities([Activity(code, project, MECHANISM, host_parties=(host,))])
        for begin, end in _without((first, last), known):
            self._do(
                RecordIssuance(
                    id=self._id(f"units {begin}"), actor=self._actor(), effective_on=on, registry=code,
                    space_key=series.key, prefix=series.prefix, first=begin, last=end, mechanism=MECHANISM,
                    unit_type=OUTCOME, host_party=host, activity=activity, vintage=series.vintage,
                    terms=Terms(ITMO, uses=tuple(sorted(uses)), authorization=key),
                    account=self.feed.sections.account(home, HOLDING), underlying=_behind(row, first, begin, end),
                    reported={"origin": self._where[0], "table": str(self._where[1]), "row": str(self._where[2])},
                )
            )  # fmt: skip

    def _blocks(self, series: Series, first: int, last: int) -> list[Block]:
        space = space_id(self.feed.sections.code, series.key)
        found = self.feed.reader.blocks(ranges=[SerialRange(space, first, last)])
        return [each._replace(first=max(each.first, first), last=min(each.last, last)) for each in found]

    def _mark(self, row: Action, series: Series, first: int, last: int, on: date) -> None:
        unmarked = tuple(b.range for b in self._blocks(series, first, last) if b.first_transfer is None)
        if unmarked:
            self._do(
                MarkFirstTransfer(id=self._id("first transfer"), actor=self._actor(), effective_on=on, units=unmarked,
                                  trigger=row.subtype or "to_another_party", trigger_date=on, elsewhere=self._where[0])
            )  # fmt: skip

    def _moving(
        self, series: Series, first: int, last: int, target: int
    ) -> Iterator[tuple[tuple[SerialRange, ...], bool]]:
        """Yield the units that are not in an account yet, those that were first transferred apart from the others."""
        blocks = [each for each in self._blocks(series, first, last) if each.account != target]
        for before in (True, False):
            ranges = tuple(each.range for each in blocks if (each.first_transfer is not None) == before)
            if ranges:
                yield ranges, before

    def _move(self, series: Series, first: int, last: int, on: date, to: str) -> None:
        target = self.feed.sections.account(to, HOLDING)
        for ranges, before in self._moving(series, first, last, target):
            self._do(
                Transfer(id=self._id(f"transfer {before}"), actor=self._actor(), effective_on=on, units=ranges,
                         to_account=target, first_transfer=None if before else "to_another_party",
                         elsewhere=self._where[0])
            )  # fmt: skip

    def _leave(self, row: Action, series: Series, first: int, last: int, on: date, submission: Submission) -> None:
        purpose = Use.NDC.value if row.type == "use" else _OF_SUBTYPE.get(row.subtype or "")
        purpose = purpose or _OF_PURPOSE.get(row.oimp_purpose or "")
        leaving = LEAVING[purpose]
        heading = submission.content.heading
        period = None
        if leaving.purpose == Use.NDC.value and heading.ndc_first_year and heading.ndc_last_year:
            period = (heading.ndc_first_year, heading.ndc_last_year)
        self._exist(row, series, first, last, self._party, on)
        target = self.feed.sections.account(self._party, leaving.kind, period)
        for ranges, before in self._moving(series, first, last, target):
            self._do(
                Cancel(id=self._id(f"leave {before}"), actor=self._actor(), effective_on=on, units=ranges,
                       to_account=target, purpose=leaving.purpose, act=leaving.act, used_for_year=row.used_for_year,
                       first_transfer=None if before else "use_or_cancellation", elsewhere=self._where[0])
            )  # fmt: skip

    def _held(self, row: Holding, submission: Submission) -> None:
        """Take over units that are held and whose history is not on file."""
        units = self._units(row)
        if isinstance(units, Refusal):
            self._refused(units)
            return
        on = date(submission.content.heading.reported_year or 0, 12, 31)
        series, first, last = units
        self._exist(row, series, first, last, self._party, on)
        unmarked = tuple(b.range for b in self._blocks(series, first, last) if b.first_transfer is None)
        if unmarked:
            self._do(
                MarkFirstTransfer(id=self._id("first transfer"), actor=self._actor(), effective_on=on, units=unmarked,
                                  trigger="held", elsewhere=self._where[0])
            )  # fmt: skip

    # --- reconciled -------------------------------------------------------------------------------------

    def _differences(self, submission: Submission) -> Iterator[Difference]:
        """Yield what is held here and not by the report, and the other way round, range by range."""
        told: dict[str, list[tuple[int, int, int]]] = {}
        for row in submission.content.holdings:
            units = self._units(row)
            if not isinstance(units, Refusal):
                told.setdefault(units[0].key, []).append((-1, units[1], units[2]))
        spaces = {each.id: each.key for each in self.feed.reader.spaces()}
        final = {code for code, each in self.feed.registry.account_types.items() if each.final}
        accounts = {each.id: each for each in self.feed.reader.accounts(party=self._party)}
        lots = {lot.id for lot in self.feed.reader.lots(mechanism=MECHANISM)}
        terms = self.feed.reader.terms()
        for block in self.feed.reader.blocks():
            account = accounts.get(block.account)
            held = account is not None and account.type not in final and block.first_transfer is not None
            if held and block.lot in lots and terms[block.terms].authorized:
                told.setdefault(spaces[block.space], []).append((1, block.first, block.last))
        for key in sorted(told):
            here = net([(1, first, last) for sign, first, last in told[key] if sign > 0])
            there = net([(1, first, last) for sign, first, last in told[key] if sign < 0])
            yield from (Difference(key, *each, here=True) for run in here for each in _without(run, there))
            yield from (Difference(key, *each, here=False) for run in there for each in _without(run, here))


def _latest(submissions: Iterable[Submission]) -> list[Submission]:
    """Return the last version of each year, in the order of the years."""
    found: dict[int, Submission] = {}
    for each in submissions:
        heading = each.content.heading
        year = heading.reported_year or 0
        known = found.get(year)
        if known is None or (heading.version or (1, 0)) >= (known.content.heading.version or (1, 0)):
            found[year] = each
    return [found[year] for year in sorted(found)]


def _order(row: Action) -> tuple[date, int, int, int]:
    day, milliseconds = (row.acted.day, row.acted.milliseconds or 0) if row.acted else (date.min, 0)
    return day, milliseconds, _RANK.get(row.type or "", 4), row.row


def _inferred(row: Action | Holding) -> str:
    """Return the use that a row itself speaks of, where no authorization on file says one."""
    purpose = row.oimp_purpose if isinstance(row, Action) else None
    return _OF_PURPOSE.get(purpose or "", Use.NDC.value)


def _behind(row: Action | Holding, first: int, begin: int, end: int) -> str | None:
    """Return the units behind a part of a row, as lots name them; none where the row names none."""
    if row.unit_registry is None or row.first_unit is None or row.last_unit is None:
        return None
    units = parse_underlying(row.first_unit, row.last_unit)
    if units is None or units.outer is None:
        return None
    offset = units.first - first
    serials = units.outer.replace("#", f"{begin + offset}-{end + offset}")
    return f"{row.unit_registry.upper().replace('_', '-')} {serials}"


def _without(whole: Run, known: Iterable[Run]) -> list[Run]:
    """Return what of a range is in none of some ranges."""
    inside = [(max(a, whole[0]), min(b, whole[1])) for a, b in known if a <= whole[1] and whole[0] <= b]
    return without(whole, sorted(inside))
