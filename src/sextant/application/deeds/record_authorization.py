"""Recording a statement of authorization in the ledger, so that units are held to it: a version a statement."""

from __future__ import annotations

import json
from datetime import date

from sextant.application.deeds.statement import ClauseBadly, Filing, in_state, version_of
from sextant.application.doing import Doing
from sextant.application.reader import LedgerReader
from sextant.application.registry import Registry
from sextant.domain.authorization import (
    Authorization,
    AuthorizationState,
    authorization_from,
    authorization_key,
)
from sextant.domain.identifier import content_id
from sextant.domain.refusal import Refusal, refuse
from sextant.ledger.posting import Posted
from sextant.ledger.request import Authorize

TAKES_EFFECT = "change_effective"
"""The date of the case from which a change applies, where the step sets one."""


class RecordAuthorizationDeed:
    """The statement of the host Party becomes the first or the next version of its authorization.

    A statement that names no uses puts what was authorized into another state: revoked, suspended, in force again.
    """

    def __init__(
        self, registry: Registry, reader: LedgerReader, state: AuthorizationState = AuthorizationState.REVOKED
    ) -> None:
        self.registry = registry
        self.reader = reader
        self.state = state

    def foresee(self, doing: Doing) -> Refusal | None:
        """Return why the ledger would refuse, or none."""
        request = self.request(doing)
        return request if isinstance(request, Refusal) else self.registry.foresee(request)

    def do(self, doing: Doing) -> Posted | Refusal:
        """Record the version, once: the id of the entry is derived from the act."""
        request = self.request(doing)
        return request if isinstance(request, Refusal) else self.registry.perform(request)

    def request(self, doing: Doing) -> Authorize | Refusal:
        """Return the request that a statement is; asked again after it was recorded, the same."""
        number = content_id("authorization", doing.act.id.hex)
        stored = next(iter(self.reader.entries([number])), None)
        if stored is not None:
            recorded = authorization_from(json.loads(stored.body)["authorization"])
            return self._asked(doing, recorded)
        try:
            version = self._version(doing)
        except ClauseBadly as error:
            return error.refusal
        return version if isinstance(version, Refusal) else self._asked(doing, version)

    def _asked(self, doing: Doing, version: Authorization) -> Authorize:
        return Authorize(
            id=content_id("authorization", doing.act.id.hex),
            actor=doing.act.actor.name,
            effective_on=self._day(doing),
            authorization=version,
        )

    def _version(self, doing: Doing) -> Authorization | Refusal:
        run = doing.after.runs[doing.act.case]
        on = self._day(doing)
        effective = run.dates.get(TAKES_EFFECT, on) if TAKES_EFFECT in doing.act.stated else on
        party = str(doing.before.facts().get("host_party") or doing.act.actor.party or "")
        reference = str(doing.act.stated.get("reference") or run.stated.get("reference") or "")
        key = authorization_key(party, reference)
        known = self.reader.authorizations([key]).get(key, ())
        if "uses" not in doing.act.stated:
            if not known:
                return refuse("authorization_unknown", authorization=key)
            number = len(known) + 1
            return in_state(known[-1], self.state, authorized_on=on, effective_on=effective, version=number)
        return version_of(doing.act.stated, Filing(party, len(known) + 1, on, effective))

    def _day(self, doing: Doing) -> date:
        run = doing.after.runs[doing.act.case]
        return doing.after.rules.calendar(run.cycle.path).day_of(doing.act.at)
