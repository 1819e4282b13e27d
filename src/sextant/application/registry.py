"""The one loop of the ledger: decide, post, and on a conflict load, decide and post again.

A request is decided on the claims of its caller first, which costs one round trip; what the store then
finds changed is loaded and decided again. A refusal is only ever given from loaded facts, never from
claims: what a caller saw a minute ago is no reason to say no.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from operator import itemgetter
from uuid import UUID

from sextant.application.ports import Clock, LedgerStore, Locking, TransientFault
from sextant.domain.account import Account, AccountType
from sextant.domain.activity import Activity
from sextant.domain.authorization import Authorization
from sextant.domain.refusal import Refusal, refuse
from sextant.domain.unit import Block, Terms
from sextant.ledger.decide import decide, needed_for
from sextant.ledger.facts import Facts, Needed, Tally
from sextant.ledger.kinds import refuse_kinds
from sextant.ledger.posting import AlreadyPosted, Hold, Posted, Posting, Stale
from sextant.ledger.request import ChangeTerms, Issue, Request, Take
from sextant.ledger.texts import refuse_texts

ATTEMPTS = 60
"""How often a request is tried when the store reports conflicts before the caller is told so."""

SKIPPING_ATTEMPTS = 20
"""How many of these may pass over units that others are changing just now."""


class RegistryBusy(Exception):
    """The store reported conflicts every time; nothing is known to be wrong, asking again is safe."""


class NotStorable(ValueError):
    """A record with a text that cannot be kept as it is; why, as the refusal that a caller may hand on."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(refusal.code, dict(refusal.about))


def must_be_storable(record: Account | Activity | Tally) -> None:
    """Raise NotStorable where a text of a record cannot be kept as it is."""
    refusal = refuse_texts(record)
    if refusal is not None:
        raise NotStorable(refusal)


class Registry:
    """A ledger that acts can be asked of. One object may serve one thread."""

    def __init__(self, store: LedgerStore, clock: Clock, account_types: Mapping[str, AccountType]) -> None:
        self.store = store
        self.clock = clock
        self.account_types = account_types
        self.retries = 0
        self._joined = False
        """Whether what is done now is part of a transaction that somebody else began."""
        self._accounts: dict[int, Account] = {}
        self._terms: dict[int, Terms] = {}
        self._holds: dict[UUID, Hold] = {}
        self._authorizations: dict[str, tuple[Authorization, ...]] = {}
        self._vintages: dict[UUID, int | None] = {}

    def perform(self, request: Request, claims: Sequence[Block] = ()) -> Posted | Refusal:
        """Return what was recorded (or had been, for a repetition), or the first reason to refuse.

        Raises RegistryBusy when the store reports conflicts every time. Inside a transaction of somebody else's a
        conflict ends that one: TransientFault is raised, and whoever began it begins again.
        """
        unfit = refuse_kinds(request) or refuse_texts(request)
        if unfit is not None:
            return unfit
        if self.store.inside:
            return self._join(request)
        # What is warned of, or given back, must be seen: claims do not carry the tallies of authorizations.
        seen = isinstance(request, ChangeTerms) or getattr(request, "elsewhere", None) is not None
        needed = needed_for(request)
        if claims and not seen:
            outcome = self._on_claims(request, needed, claims)
            if outcome is not None:
                return outcome
        if isinstance(request, Issue):
            outcome = self._on_counters(request, needed)
            if outcome is not None:
                return outcome
        if needed.take is not None and not seen:
            outcome = self._on_taken(request, needed, needed.take)
            if outcome is not None:
                return outcome
        for attempt in range(ATTEMPTS):
            try:
                outcome = self._on_loaded(request, attempt)
            except TransientFault:
                outcome = None
            if outcome is not None:
                return outcome
            self.retries += 1
            self.clock.pause(attempt)
        raise RegistryBusy(f"{request.kind} {request.id}: conflicts in {ATTEMPTS} attempts")

    def _join(self, request: Request) -> Posted | Refusal:
        self._joined = True
        try:
            outcome = self._on_loaded(request, attempt=0)
        finally:
            self._joined = False
        if outcome is None:
            raise TransientFault("what the decision saw has changed")
        return outcome

    def _on_claims(self, request: Request, needed: Needed, claims: Sequence[Block]) -> Posted | Refusal | None:
        known = self._known(needed, claims)
        if known is None:
            return None
        try:
            return self._decided_on(request, known)
        except TransientFault:
            return None

    def _on_counters(self, request: Issue, needed: Needed) -> Posted | Refusal | None:
        """Return what was issued on known accounts and counters just looked at, or none where that is not enough.

        Versions of accounts and what stands on the counters are compared when it is written, as is whether it was.
        """
        if needed.authorizations or not self._accounts.keys() >= set(needed.accounts):
            return None
        try:
            seen = self.store.load(replace(needed, entry=None, accounts=()))
            known = replace(seen, accounts=self._accounts, terms=self._terms, complete=False)
            return self._decided_on(request, known.of_rulebook(self.clock.now(), self.account_types))
        except TransientFault:
            return None

    def _decided_on(self, request: Request, known: Facts) -> Posted | Refusal | None:
        """Return what was recorded on facts that may be old; none where they let nothing be recorded."""
        posting = decide(request, known)
        return None if isinstance(posting, Refusal) else self._post(request, posting)

    def _on_taken(self, request: Request, needed: Needed, take: Take) -> Posted | Refusal | None:
        """Return what was recorded on units that nobody is changing just now, or none where all must be loaded."""
        try:
            with self.store.transaction():
                facts = self._known(needed, self.store.taken(take))
                return None if facts is None else self._decided_on(request, facts)
        except TransientFault:
            return None

    def _known(self, needed: Needed, claims: Sequence[Block]) -> Facts | None:
        """Return the facts behind claims, or none where they contradict each other or name what was never seen here."""
        ordered = sorted(claims, key=itemgetter(0, 1)) if len(claims) > 1 else claims
        for one, two in itertools.pairwise(ordered):
            if one.space == two.space and one.last >= two.first:
                return None
        if not all(number in self._accounts for number in needed.accounts):
            return None
        for block in ordered:
            terms = self._terms.get(block.terms)
            if terms is None or block.account not in self._accounts:
                return None
            key = terms.authorization
            if key is not None and not (key in self._authorizations and block.lot in self._vintages):
                return None
        now = self.clock.now()
        return Facts(
            today=now.date(),
            now=now,
            authorizations=self._authorizations,
            vintages=self._vintages,
            blocks=tuple(ordered),
            accounts=self._accounts,
            account_types=self.account_types,
            terms=self._terms,
            holds=self._holds,
            complete=False,
        )

    def _on_loaded(self, request: Request, attempt: int) -> Posted | Refusal | None:
        """Return the outcome on facts loaded for this request, or none where they changed meanwhile.

        What is loaded without a lock comes from several looks, between which others may write. That is good
        enough to post, since a store compares all of it; before a refusal it is looked at again, locked.
        """
        takes = isinstance(getattr(request, "units", None), Take)
        if takes and attempt < SKIPPING_ATTEMPTS:
            outcome = self._locked(request, Locking.SKIP)
            if not (isinstance(outcome, Refusal) and outcome.code == "units_insufficient"):
                return outcome
        if not takes and attempt == 0:
            outcome = self._decide_and_post(request, Locking.NONE)
            if not isinstance(outcome, Refusal):
                return outcome
        return self._locked(request, Locking.WAIT)

    def foresee(self, request: Request) -> Refusal | None:
        """Return why a request would be refused as things stand, or none; nothing is written."""
        unfit = refuse_kinds(request) or refuse_texts(request)
        if unfit is not None:
            return unfit
        loaded = self.store.load(needed_for(request))
        if loaded.stored is not None:
            outcome = replayed(request, loaded.stored)
            return outcome if isinstance(outcome, Refusal) else None
        decided = decide(request, loaded.of_rulebook(self.clock.now(), self.account_types))
        return decided if isinstance(decided, Refusal) else None

    def _locked(self, request: Request, locking: str) -> Posted | Refusal | None:
        with self.store.transaction():
            return self._decide_and_post(request, locking)

    def _decide_and_post(self, request: Request, locking: str) -> Posted | Refusal | None:
        loaded = self.store.load(needed_for(request), locking=locking)
        if loaded.stored is not None:
            return replayed(request, loaded.stored)
        self.learn(loaded)
        posting = decide(request, loaded.of_rulebook(self.clock.now(), self.account_types))
        return posting if isinstance(posting, Refusal) else self._post(request, posting)

    def _post(self, request: Request, posting: Posting) -> Posted | Refusal | None:
        outcome = self.store.post(posting)
        if isinstance(outcome, Stale):
            return None
        if isinstance(outcome, AlreadyPosted):
            return replayed(request, outcome)
        if not self._joined:
            self._terms.update({terms.id: terms for terms in posting.terms})
            self._holds.update({hold.id: hold for hold in posting.holds})
        return outcome

    def open_account(self, account: Account) -> bool:
        """Write a new account; return whether it was new. Raises NotStorable, RegistryBusy.

        An account of a type that no rulebook has is not storable: a mechanism without units has none.
        """
        must_be_storable(account)
        if account.type not in self.account_types:
            raise NotStorable(refuse("account_type_unknown", found=account.type))
        store = self.store
        return self._persist(lambda: store.open_account(account), lambda: store.account(account.id) == account)

    def change_account(self, account: Account) -> bool:
        """Write the next version of an account; return whether it followed the stored one.

        Raises NotStorable, RegistryBusy.
        """
        must_be_storable(account)
        store = self.store
        return self._persist(lambda: store.change_account(account), lambda: store.account(account.id) == account)

    def put_tally(self, tally: Tally) -> bool:
        """Write a new tally, or the next version of one; return whether it followed.

        Raises NotStorable, RegistryBusy.
        """
        must_be_storable(tally)
        store = self.store

        def written() -> bool:
            known = store.tally(tally.name)
            return known is not None and (known.limit, known.version) == (tally.limit, tally.version)

        return self._persist(lambda: store.put_tally(tally), written)

    def _persist(self, write: Callable[[], bool], written: Callable[[], bool]) -> bool:
        """Return what a write returns, asked again after every fault that passes.

        After a fault it is not known whether the write was done; then what is stored decides.
        """
        if self.store.inside:
            return write()
        for attempt in range(ATTEMPTS):
            try:
                return write() or (attempt > 0 and written())
            except TransientFault:
                self.retries += 1
                self.clock.pause(attempt)
        raise RegistryBusy(f"conflicts in {ATTEMPTS} attempts")

    def learn(self, facts: Facts) -> None:
        """Keep what was loaded for later claims; versions are compared whenever something is written."""
        if self._joined:
            return  # What the transaction has written so far may yet be taken back.
        self._accounts.update(facts.accounts)
        self._terms.update(facts.terms)
        self._holds.update(facts.holds)
        self._authorizations.update(facts.authorizations)
        self._vintages.update(facts.vintages)

    def today(self) -> date:
        """Return the present day in UTC."""
        return self.clock.now().date()


def replayed(request: Request, stored: AlreadyPosted) -> Posted | Refusal:
    """Return the stored result for the same request, or a refusal where the id carries another one."""
    if stored.digest != request.digest():
        return refuse("idempotency_key_reused", id=str(request.id))
    return Posted(entry=request.id, blocks=(), result_text=stored.result, replayed=True)
