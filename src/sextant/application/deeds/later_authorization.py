"""Later authorization: units of an activity that never moved become authorized where they stand.

The host Party's revised statement covers what is still held by those it was issued to; what was forwarded for
adaptation and for overall mitigation follows and is first transferred (A6.4-PROC-REGS-001, paragraphs 61 and 62).
A unit that moved carries a status that says so, so the ledger knows by itself what may still be authorized.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sextant.application.cases import Doing
from sextant.application.deeds.authorization import AuthorizationOfUse, terms_to_authorize
from sextant.application.deeds.record_authorization import RecordAuthorizationDeed
from sextant.application.reader import LedgerReader
from sextant.application.registry import Registry
from sextant.domain.account import Act
from sextant.domain.activity import activity_id
from sextant.domain.identifier import content_id
from sextant.domain.refusal import Refusal, refuse
from sextant.domain.unit import Block, Terms
from sextant.ledger.posting import Posted
from sextant.ledger.request import ChangeTerms, MarkFirstTransfer
from sextant.rules.rulebook import Rulebook, Rulebooks


def entries_of_authorization(act: UUID, space: int, first: int, last: int) -> tuple[UUID, UUID]:
    """Return the ids of the entries that an act makes of a block: its authorization, and its first transfer."""
    told = f"{act.hex} {space} {first} {last}"
    return content_id("later authorization", told), content_id("first transfer", told)


class LaterAuthorizationDeed:
    """Units that may still be authorized get the terms of the statement, block by block, each once."""

    def __init__(self, registry: Registry, reader: LedgerReader, rulebooks: Rulebooks) -> None:
        self.registry = registry
        self.reader = reader
        self.rulebooks = rulebooks
        self.record = RecordAuthorizationDeed(registry, reader)

    def foresee(self, doing: Doing) -> Refusal | None:
        """Return why the ledger would refuse, or none."""
        unmoved = terms_to_authorize(self._book(doing)).id
        if not any(block.terms == unmoved for block in self._blocks(doing)):
            return refuse("nothing_to_authorize", subject=doing.act_subject)
        return self.record.foresee(doing)

    def do(self, doing: Doing) -> Posted | Refusal:
        """Authorize what never moved, and mark what was forwarded; return the last entry, or the first refusal.

        Whatever moves while this runs has another status by then, and is left as it is. Asked again, it does what
        could not be done before, and nothing twice.
        """
        recorded = self.record.do(doing)
        if isinstance(recorded, Refusal):
            return recorded
        on = self._day(doing)
        statement = self._statement(doing)
        before = terms_to_authorize(self._book(doing)).id
        terms = statement.authorized_terms()
        unmoved = [block for block in self._blocks(doing) if block.terms == before]
        done = [self._authorize(doing, block, terms, on) for block in unmoved]
        done += [self._mark(doing, block, on) for block in self._to_mark(doing, statement, terms)]
        refusals = [each for each in done if isinstance(each, Refusal)]
        posted = [each for each in done if isinstance(each, Posted)]
        if refusals:
            return refusals[0]
        return posted[-1] if posted else recorded

    def _authorize(self, doing: Doing, block: Block, terms: Terms, on: date) -> Posted | Refusal:
        request = ChangeTerms(
            id=entries_of_authorization(doing.act.id, block.space, block.first, block.last)[0],
            actor=doing.act.actor.name,
            effective_on=max(on, block.acted_on),
            units=(block.range,),
            terms=terms,
            from_terms=block.terms,
            reason="authorization after issuance",
        )
        return self.registry.perform(request)

    def _mark(self, doing: Doing, block: Block, on: date) -> Posted | Refusal:
        request = MarkFirstTransfer(
            id=entries_of_authorization(doing.act.id, block.space, block.first, block.last)[1],
            actor=doing.act.actor.name,
            effective_on=max(on, block.acted_on),
            units=(block.range,),
            trigger="authorization after issuance",
            trigger_date=on,
        )
        return self.registry.perform(request)

    def _to_mark(self, doing: Doing, statement: AuthorizationOfUse, terms: Terms) -> Iterable[Block]:
        """Return the authorized blocks that are first transferred: what was forwarded, or all if the host says so."""
        everything = statement.first_transferred_at_issuance
        for block in self._blocks(doing):
            if block.terms == terms.id and block.first_transfer is None:
                account = self.reader.account(block.account)
                kind = self.registry.account_types[account.type] if account else None
                if everything or (kind is not None and Act.LEVY in kind.entered_by):
                    yield block

    def _book(self, doing: Doing) -> Rulebook:
        return self.rulebooks.books[doing.after.runs[doing.act.case].cycle.mechanism]

    def _statement(self, doing: Doing) -> AuthorizationOfUse:
        return AuthorizationOfUse(doing.after, doing.after.runs[doing.act.case], self._book(doing))

    def _blocks(self, doing: Doing) -> list[Block]:
        run = doing.after.runs[doing.act.case]
        book = self._book(doing)
        activity = activity_id(book.mechanism.registry_code, run.case.subject)
        lots = self.reader.lots(activity=activity)
        on = self._day(doing)
        ranges = [each.range for each in lots if each.issued_on <= on]
        return self.reader.blocks(ranges=ranges) if ranges else []

    def _day(self, doing: Doing) -> date:
        run = doing.after.runs[doing.act.case]
        return doing.after.rules.calendar(run.cycle.path).day_of(doing.act.at)
