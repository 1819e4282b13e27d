"""A change or revocation of an authorization, carried to the units already issued under it.

The registry administrator takes the step once the change applies (A6.4-PROC-REGS-001, paragraphs 64 and 65). Units
that were first transferred keep the authorization under which that happened, also those forwarded for adaptation and
for overall mitigation, unless its terms foresee changes (A6.4-PROC-AC-002, paragraph 169); even then they stay
authorized, for their host has adjusted for them. Where the new version is for fewer units, those first transferred
count first, then the lowest serials of the earliest vintages: no text says which, and serials are given in that order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

from sextant.application.deeds.issued_units import IssuedUnits, Stretch, lowest, whole
from sextant.application.doing import Doing
from sextant.application.reader import LedgerReader
from sextant.application.registry import Registry
from sextant.domain.account import Act
from sextant.domain.authorization import Authorization
from sextant.domain.authorization_standing import version_in_force
from sextant.domain.identifier import content_id
from sextant.domain.refusal import Refusal, refuse
from sextant.domain.unit import Block, Terms
from sextant.ledger.posting import Posted
from sextant.ledger.request import ChangeTerms
from sextant.rules.rulebook import Rulebooks

REASON = "change of authorization"


def entry_of_change(act: UUID, before: int, after: int) -> UUID:
    """Return the id of the entry by which an act puts units from one set of terms under another."""
    return content_id("change of issued", f"{act.hex} {before} {after}")


class ChangeOfIssuedDeed:
    """Issued units get the terms of the version in force, or lose their authorization; one entry for each terms."""

    def __init__(self, registry: Registry, reader: LedgerReader, rulebooks: Rulebooks) -> None:
        self.registry = registry
        self.reader = reader
        self.rulebooks = rulebooks

    def foresee(self, doing: Doing) -> Refusal | None:
        """Return why the ledger would refuse, or none."""
        requests = self._requests(doing)
        if isinstance(requests, Refusal):
            return requests
        return next((found for each in requests if (found := self.registry.foresee(each)) is not None), None)

    def do(self, doing: Doing) -> Posted | Refusal:
        """Change what the version in force says otherwise of; return the last entry, or the first refusal."""
        requests = self._requests(doing)
        if isinstance(requests, Refusal):
            return requests
        for each in requests[:-1]:
            outcome = self.registry.perform(each)
            if isinstance(outcome, Refusal):
                return outcome
        return self.registry.perform(requests[-1])

    def _requests(self, doing: Doing) -> list[ChangeTerms] | Refusal:
        issued = IssuedUnits(doing, self.registry, self.reader, self.rulebooks)
        key = issued.statement.key
        versions = self.reader.authorizations([key]).get(key, ())
        version = version_in_force(versions, issued.on)
        if version is None:
            return refuse("authorization_unknown", authorization=key)
        becomes = dict[tuple[int, Terms], list[Stretch]]()
        for stretch, terms in _becomes(issued, versions, version):
            if stretch.block.terms != terms.id:
                becomes.setdefault((stretch.block.terms, terms), []).append(stretch)
        if not becomes:
            return refuse("nothing_to_change", subject=doing.act_subject, authorization=key, version=version.version)
        # What leaves the authorization goes first: it gives back what others may draw.
        ordered = sorted(becomes.items(), key=lambda each: each[0][1].authorized)
        return [self._change(doing, issued.on, before, terms, found) for (before, terms), found in ordered]

    def _change(self, doing: Doing, on: date, before: int, terms: Terms, found: list[Stretch]) -> ChangeTerms:
        return ChangeTerms(
            id=entry_of_change(doing.act.id, before, terms.id),
            actor=doing.act.actor.name,
            effective_on=max(on, *(each.block.acted_on for each in found)),
            units=tuple(each.range for each in found),
            terms=terms,
            from_terms=before,
            reason=REASON,
        )


def _becomes(
    issued: IssuedUnits, versions: tuple[Authorization, ...], version: Authorization
) -> Iterator[tuple[Stretch, Terms]]:
    """Yield the units under an authorization, each with the terms that the version in force gives them."""
    key = version.key
    under = [block for block in issued.blocks if issued.terms[block.terms].authorization == key]
    free = [block for block in under if block.first_transfer is None and not _ended(issued, block)]
    authorized, without = issued.statement.authorized_terms(), issued.statement.other_terms()
    kept = list(_kept(issued, version, free, sum(block.quantity for block in under)))
    yield from ((each, authorized) for each in kept)
    yield from ((each, without) for each in _rest(free, kept))
    for block in under:
        bound = issued.terms[block.terms].version
        if version.in_force and block.first_transfer and bound and versions[bound - 1].foresees_changes:
            yield Stretch(block, block.range), replace(authorized, version=bound)


def _ended(issued: IssuedUnits, block: Block) -> bool:
    """Whether units are in a final account that no levy filled: what became of them there is not undone."""
    kind = issued.kind(block)
    return kind is None or (kind.final and Act.LEVY not in kind.entered_by)


def _kept(issued: IssuedUnits, version: Authorization, free: list[Block], under: int) -> Iterable[Stretch]:
    """Return the units, not first transferred, that the version in force still authorizes."""
    if not version.in_force:
        return []
    vintages = issued.vintages
    covered = [
        block
        for block in free
        if (vintage := vintages[block.lot]) is None or version.mitigation.holds_year(vintage)
    ]  # fmt: skip
    if version.quantity is None:
        return whole(covered)
    elsewhere = under - sum(block.quantity for block in free)
    left = max(version.quantity - elsewhere, 0)
    kept = list[Stretch]()
    for vintage in sorted({vintages[block.lot] or 0 for block in covered}):
        of_year = [block for block in covered if (vintages[block.lot] or 0) == vintage]
        found = lowest(of_year, left)
        left -= sum(each.range.quantity for each in found)
        kept += found
    return kept


def _rest(free: list[Block], kept: list[Stretch]) -> Iterator[Stretch]:
    """Yield what of blocks is not kept: always their highest serials."""
    last = {each.block: each.range.last for each in kept}
    for block in free:
        first = last[block] + 1 if block in last else block.first
        if first <= block.last:
            yield Stretch(block, replace(block.range, first=first))
