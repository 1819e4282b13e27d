"""Suspension: the units that came from an activity stay where they are until the case that suspended them ends it.

Every unit that could still move is put under a hold of the case (A6.4-STAN-METH-002, paragraphs 25, 44 and 46); what
lies in a final account cannot move anyway. Units that another case has reserved stay under that reservation.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sextant.application.doing import Doing
from sextant.application.reader import LedgerReader
from sextant.application.registry import Registry
from sextant.domain.activity import activity_id
from sextant.domain.identifier import content_id
from sextant.domain.refusal import Refusal
from sextant.domain.unit import Block
from sextant.ledger.posting import Posted
from sextant.ledger.request import PlaceHold, ReleaseHold
from sextant.rules.rulebook import Rulebook, Rulebooks


def case_key(doing: Doing) -> str:
    """Return the name under which a case holds units: that of the case itself."""
    return doing.act.case.hex


def day_of(doing: Doing) -> date:
    """Return the day of an act by the calendar of its cycle."""
    run = doing.after.runs[doing.act.case]
    return doing.after.rules.calendar(run.cycle.path).day_of(doing.act.at)


def book_of(doing: Doing, books: Rulebooks) -> Rulebook:
    """Return the rulebook of the case in which a step was taken."""
    return books.books[doing.after.runs[doing.act.case].cycle.mechanism]


def already(doing: Doing) -> Posted:
    """Return that the ledger has followed an act: it did so before, or had no units to do anything with."""
    return Posted(doing.act.id, (), "{}", replayed=True)


class SuspensionDeed:
    """The units of the activity are held for the case."""

    def __init__(self, registry: Registry, reader: LedgerReader, rulebooks: Rulebooks) -> None:
        self.registry = registry
        self.reader = reader
        self.rulebooks = rulebooks

    def foresee(self, doing: Doing) -> Refusal | None:
        """Return why the ledger would refuse, or none."""
        refusals = (self.registry.foresee(each) for each in self._requests(doing))
        return next((each for each in refusals if each is not None), None)

    def do(self, doing: Doing) -> Posted | Refusal:
        """Hold what could move, block by block; a case that held its units once does not hold them again."""
        if any(each.case == case_key(doing) for each in self.reader.holds().values()):
            return already(doing)
        return _all(doing, self.registry, self._requests(doing))

    def _requests(self, doing: Doing) -> list[PlaceHold]:
        on = day_of(doing)
        return [
            PlaceHold(
                id=content_id("suspension", f"{doing.act.id.hex} {block.space} {block.first} {block.last}"),
                actor=doing.act.actor.name,
                effective_on=max(on, block.acted_on),
                units=(block.range,),
                case=case_key(doing),
            )
            for block in self._free(doing)
        ]

    def _free(self, doing: Doing) -> Iterable[Block]:
        book = book_of(doing, self.rulebooks)
        subject = doing.after.runs[doing.act.case].case.subject
        lots = self.reader.lots(activity=activity_id(book.mechanism.registry_code, subject))
        for block in self.reader.blocks(ranges=[each.range for each in lots]) if lots else ():
            account = self.reader.account(block.account)
            final = account is None or self.registry.account_types[account.type].final
            if block.hold is None and not final:
                yield block


class ResumptionDeed:
    """The units that the case held may move again."""

    def __init__(self, registry: Registry, reader: LedgerReader) -> None:
        self.registry = registry
        self.reader = reader

    def foresee(self, doing: Doing) -> Refusal | None:
        """Return why the ledger would refuse, or none."""
        refusals = (self.registry.foresee(each) for each in self._requests(doing))
        return next((each for each in refusals if each is not None), None)

    def do(self, doing: Doing) -> Posted | Refusal:
        """Release what the case still holds."""
        return _all(doing, self.registry, self._requests(doing))

    def _requests(self, doing: Doing) -> list[ReleaseHold]:
        own = {number for number, each in self.reader.holds().items() if each.case == case_key(doing)}
        on = day_of(doing)
        return [
            ReleaseHold(
                id=content_id("resumption", f"{doing.act.id.hex} {block.space} {block.first} {block.last}"),
                actor=doing.act.actor.name,
                effective_on=max(on, block.acted_on),
                units=(block.range,),
                case=case_key(doing),
            )
            for block in (self.reader.blocks() if own else ())
            if block.hold in own
        ]


def _all(doing: Doing, registry: Registry, requests: Iterable[PlaceHold | ReleaseHold]) -> Posted | Refusal:
    """Perform all requests; return the last entry, the first refusal, or that there was nothing to do."""
    last = already(doing)
    for each in requests:
        outcome = registry.perform(each)
        if isinstance(outcome, Refusal):
            return outcome
        last = outcome
    return last
