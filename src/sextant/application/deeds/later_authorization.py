"""Later authorization: units of an activity that never moved become authorized where they stand, all or a part.

The host Party's revised statement covers what is still held by those it was issued to; what was forwarded for
adaptation and for overall mitigation follows and is first transferred (A6.4-PROC-REGS-001, paragraphs 61 and 62).
A unit that moved carries a status that says so, so the ledger knows by itself what may still be authorized. Which
units these are is decided before the first of them changes: vintages that the statement does not cover stay as they
are, and a part is as many units as the statement authorizes and has not given out yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sextant.application.cases import Doing
from sextant.application.deeds.authorization import terms_to_authorize
from sextant.application.deeds.holding import already
from sextant.application.deeds.issued_units import IssuedUnits, Stretch, whole
from sextant.application.deeds.record_authorization import RecordAuthorizationDeed
from sextant.application.deeds.statement import ClauseBadly
from sextant.application.reader import LedgerReader
from sextant.application.registry import Registry
from sextant.domain.authorization import Authorization
from sextant.domain.identifier import content_id
from sextant.domain.refusal import Refusal, refuse
from sextant.domain.unit import Block, Terms
from sextant.ledger.posting import Posted
from sextant.ledger.request import ChangeTerms, MarkFirstTransfer
from sextant.rules.rulebook import Rulebooks

REASON = "authorization after issuance"
FULL = "full"
"""What a statement says that authorizes everything it covers; anything else authorizes a part."""


def entries_of_authorization(act: UUID) -> tuple[UUID, UUID]:
    """Return the ids of the entries that an act makes of units: their authorization, and their first transfer."""
    return content_id("later authorization", act.hex), content_id("first transfer", act.hex)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be authorized, and what of it is first transferred with it."""

    authorized: ChangeTerms
    marked: MarkFirstTransfer | None


class LaterAuthorizationDeed:
    """Units that may still be authorized get the terms of the statement, all in one entry."""

    def __init__(self, registry: Registry, reader: LedgerReader, rulebooks: Rulebooks) -> None:
        self.registry = registry
        self.reader = reader
        self.rulebooks = rulebooks
        self.record = RecordAuthorizationDeed(registry, reader)

    def foresee(self, doing: Doing) -> Refusal | None:
        """Return why the ledger would refuse, or none."""
        plan = self._plan(doing)
        if isinstance(plan, Refusal):
            return plan
        return self.record.foresee(doing) or self.registry.foresee(plan.authorized)

    def do(self, doing: Doing) -> Posted | Refusal:
        """Authorize what never moved, and mark what was forwarded; return the last entry, or the first refusal.

        What moves meanwhile is found changed by the one entry that authorizes, and nothing of it happens.
        """
        authorized, marked = entries_of_authorization(doing.act.id)
        if self.reader.known_entries([authorized, marked]):
            return already(doing)
        plan = self._plan(doing)
        recorded = plan if isinstance(plan, Refusal) else self.record.do(doing)
        if isinstance(plan, Refusal) or isinstance(recorded, Refusal):
            return recorded
        done = self.registry.perform(plan.authorized)
        if isinstance(done, Refusal) or plan.marked is None:
            return done
        return self.registry.perform(plan.marked)

    def _plan(self, doing: Doing) -> _Plan | Refusal:
        recording = self.record.request(doing)
        if isinstance(recording, Refusal):
            return recording
        issued = IssuedUnits(doing, self.registry, self.reader, self.rulebooks)
        before = terms_to_authorize(issued.book)
        unmoved = [block for block in issued.blocks if block.terms == before.id]
        if not unmoved:
            return refuse("nothing_to_authorize", subject=doing.act_subject)
        chosen = _chosen(doing, issued, unmoved, recording.authorization)
        if isinstance(chosen, Refusal):
            return chosen
        terms = issued.statement.authorized_terms()
        marked = _marked(issued, chosen, terms)
        against = _limit(issued, recording.authorization, chosen, marked)
        return against or _Plan(
            self._authorize(doing, issued, chosen, before, terms), self._mark(doing, issued, marked)
        )

    def _authorize(
        self, doing: Doing, issued: IssuedUnits, chosen: list[Stretch], before: Terms, terms: Terms
    ) -> ChangeTerms:
        return ChangeTerms(
            id=entries_of_authorization(doing.act.id)[0],
            actor=doing.act.actor.name,
            effective_on=max(issued.on, *(each.block.acted_on for each in chosen)),
            units=tuple(each.range for each in chosen),
            terms=terms,
            from_terms=before.id,
            reason=REASON,
        )

    def _mark(self, doing: Doing, issued: IssuedUnits, marked: list[Stretch]) -> MarkFirstTransfer | None:
        if not marked:
            return None
        return MarkFirstTransfer(
            id=entries_of_authorization(doing.act.id)[1],
            actor=doing.act.actor.name,
            effective_on=max(issued.on, *(each.block.acted_on for each in marked)),
            units=tuple(each.range for each in marked),
            trigger=REASON,
            trigger_date=issued.on,
        )


def _chosen(doing: Doing, issued: IssuedUnits, unmoved: list[Block], version: Authorization) -> list[Stretch] | Refusal:
    """Return the units that a statement authorizes: of its vintages all, or as many as its quantity leaves."""
    covered = [block for block in unmoved if _covers(version, issued.vintages[block.lot])]
    if not covered:
        found = ", ".join(sorted({str(issued.vintages[block.lot]) for block in unmoved}))
        return refuse(
            "vintage_not_authorized", authorization=version.key, found=found, expected=str(version.mitigation)
        )
    if doing.act.stated.get("authorization") == FULL:
        return whole(covered)
    if version.quantity is None:
        expected = "the quantity that is authorized, where the statement authorizes a part"
        return ClauseBadly("authorized_quantity", doing.act.stated.get("authorized_quantity"), expected).refusal
    left = version.quantity - issued.used(version.key)[0]
    if left <= 0:
        return _exceeded(version, 1, 0)
    return issued.part_of(covered, min(left, sum(block.quantity for block in covered)))


def _covers(version: Authorization, vintage: int | None) -> bool:
    return vintage is None or version.mitigation.holds_year(vintage)


def _marked(issued: IssuedUnits, chosen: list[Stretch], terms: Terms) -> list[Stretch]:
    """Return what is first transferred with its authorization: what was forwarded, or all if the host says so."""
    if issued.statement.first_transferred_at_issuance:
        return chosen
    return [each for each in chosen if issued.forwarded_first_transferred(each.block, terms.unit_class)]


def _limit(issued: IssuedUnits, version: Authorization, chosen: list[Stretch], marked: list[Stretch]) -> Refusal | None:
    """Return a refusal where the statement is for fewer units than come under it."""
    if version.quantity is None:
        return None
    for stretches, used in zip((chosen, marked), issued.used(version.key), strict=True):
        wanted = sum(each.range.quantity for each in stretches)
        if used + wanted > version.quantity:
            return _exceeded(version, wanted, version.quantity - used)
    return None


def _exceeded(version: Authorization, wanted: int, left: int) -> Refusal:
    return refuse(
        "authorized_quantity_exceeded",
        authorization=version.key,
        found=wanted,
        expected=max(left, 0),
        limit=version.quantity,
    )
