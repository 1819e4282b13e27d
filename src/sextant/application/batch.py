"""Many requests decided together and written together: imports and bulk operations.

Each request is decided on what the ones before it leave behind; a refused one changes nothing and stops
nobody. What was accepted is written in one step: the whole batch or none of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sextant.application.ports import Batch, BatchFacts, TransientFault
from sextant.application.registry import ATTEMPTS, Registry, RegistryBusy, replayed
from sextant.domain.refusal import Refusal, refuse
from sextant.domain.unit import Lot
from sextant.ledger.block_map import BlockMap
from sextant.ledger.decide import decide, needed_for
from sextant.ledger.facts import Facts, Needed
from sextant.ledger.kinds import refuse_kinds
from sextant.ledger.lot_map import LotMap
from sextant.ledger.posting import AlreadyPosted, Posted, Posting, Stale
from sextant.ledger.request import Authorize, Correct, Request
from sextant.ledger.texts import refuse_texts

Outcome = Posted | Refusal


def perform_batch(registry: Registry, requests: Sequence[Request]) -> list[Outcome]:
    """Return one outcome a request, in their order. Raises RegistryBusy when conflicts do not end."""
    if any(isinstance(request, Correct | Authorize) for request in requests):
        raise ValueError("a correction, or a version of an authorization, is asked for on its own")
    unfit = {
        number: found
        for number, request in enumerate(requests)
        if (found := refuse_kinds(request) or refuse_texts(request))
    }
    if unfit:
        done = iter(perform_batch(registry, [each for number, each in enumerate(requests) if number not in unfit]))
        return [unfit[number] if number in unfit else next(done) for number in range(len(requests))]
    for attempt in range(ATTEMPTS):
        try:
            outcomes = _attempt(registry, requests)
        except TransientFault:
            outcomes = None
        if outcomes is not None:
            return outcomes
        registry.retries += 1
        registry.clock.pause(attempt)
    raise RegistryBusy(f"a batch of {len(requests)}: conflicts in {ATTEMPTS} attempts")


def _attempt(registry: Registry, requests: Sequence[Request]) -> list[Outcome] | None:
    needed = [needed_for(request) for request in requests]
    loaded = registry.store.load_batch(needed)
    registry.learn(loaded.facts)
    work = _Overlay(registry, loaded)
    outcomes = [work.perform(*each) for each in zip(requests, needed, strict=True)]
    if work.postings and isinstance(registry.store.post_batch(work.batch()), Stale):
        return None
    return outcomes


class _Overlay:
    """What the requests decided so far make of what was loaded."""

    def __init__(self, registry: Registry, loaded: BatchFacts) -> None:
        self._facts = loaded.facts.of_rulebook(registry.clock.now(), registry.account_types)
        self._stored = dict(loaded.stored)
        self._before = BlockMap(loaded.facts.blocks)
        self._blocks = BlockMap(loaded.facts.blocks)
        self._lots = LotMap(loaded.facts.lots)
        self._spaces = dict(loaded.facts.spaces)
        self._terms = dict(loaded.facts.terms)
        self._tallies = dict(loaded.facts.tallies)
        self._holds = dict(loaded.facts.holds)
        self._authorizations = dict(loaded.facts.authorizations)
        self._vintages = dict(loaded.facts.vintages)
        self.postings: list[Posting] = []

    def perform(self, request: Request, needed: Needed) -> Outcome:
        stored = self._stored.get(request.id)
        if stored is not None:
            return replayed(request, stored)
        posting = decide(request, self._facts_for(needed))
        if isinstance(posting, Refusal):
            return posting
        refusal = self._refuse_new_tally(posting)
        if refusal:
            return refusal
        self._apply(posting)
        return Posted(posting.entry.id, posting.becomes, posting.entry.result)

    def _facts_for(self, needed: Needed) -> Facts:
        blocks = (
            tuple(self._blocks.of_account(needed.take.account))
            if needed.take
            else tuple(block for each in needed.ranges for block in self._blocks.overlapping(each))
        )
        if len(needed.ranges) > 1:
            blocks = tuple(sorted(dict.fromkeys(blocks), key=lambda each: (each.space, each.first)))
        lots: tuple[Lot, ...] = tuple(lot for each in needed.lots_in for lot in self._lots.overlapping(each))
        return Facts(
            today=self._facts.today,
            now=self._facts.now,
            accounts=self._facts.accounts,
            account_types=self._facts.account_types,
            blocks=blocks,
            lots=lots,
            spaces=self._spaces,
            terms=self._terms,
            tallies=self._tallies,
            holds=self._holds,
            authorizations=self._authorizations,
            vintages=self._vintages,
        )

    def _refuse_new_tally(self, posting: Posting) -> Refusal | None:
        for draw in posting.draws:
            if draw.name not in self._tallies:
                return refuse("tally_unknown", tally=draw.name)
        return None

    def _apply(self, posting: Posting) -> None:
        self.postings.append(posting)
        self._blocks.replace(posting.expected, posting.becomes)
        self._stored[posting.entry.id] = AlreadyPosted(posting.entry.digest, posting.entry.result)
        for lot in posting.lots:
            self._lots.add(lot)
        for numbering in posting.numbering:
            self._spaces[numbering.space.id] = replace(numbering.space, next_serial=numbering.left)
        for space in posting.spaces:
            self._spaces.setdefault(space.id, space)
        for terms in posting.terms:
            self._terms[terms.id] = terms
        for lot in posting.lots:
            self._vintages[lot.id] = lot.vintage
        for hold in posting.holds:
            self._holds[hold.id] = hold
        for draw in posting.draws:
            tally = self._tallies[draw.name]
            self._tallies[draw.name] = replace(tally, used=tally.used + draw.quantity)

    def batch(self) -> Batch:
        """Return the net effect: what stood before and is no more, and what stands now."""
        before = {(each.space, each.first): each for each in self._before}
        after = {(each.space, each.first): each for each in self._blocks}
        return Batch(
            postings=tuple(self.postings),
            expected=tuple(each for key, each in before.items() if after.get(key) != each),
            becomes=tuple(each for key, each in after.items() if before.get(key) != each),
        )
