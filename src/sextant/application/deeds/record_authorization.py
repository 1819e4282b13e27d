"""Recording a statement of authorization in the ledger, so that units are held to it: a version a statement."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from sextant.application.deeds.statement import ClauseBadly, Filing, in_state, version_of, with_entities_of
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
from sextant.domain.party_policy import Asked, PartyPolicy, objections, policy_in_force
from sextant.domain.refusal import Refusal, refuse
from sextant.ledger.facts import Tally
from sextant.ledger.posting import Posted
from sextant.ledger.request import Authorize
from sextant.workflow.case import Stated
from sextant.workflow.policy import policy_versions

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
        if isinstance(request, Refusal):
            return request
        for name in request.tallies:
            self.registry.put_tally(Tally(name, 0, None))
        return self.registry.perform(request)

    def request(self, doing: Doing) -> Authorize | Refusal:
        """Return the request that a statement is; asked again after it was recorded, the same."""
        number = content_id("authorization", doing.act.id.hex)
        stored = next(iter(self.reader.entries([number])), None)
        if stored is not None:
            body = json.loads(stored.body)
            names, cap = tuple(body.get("tallies", ())), body.get("cap")
            return self._asked(doing, authorization_from(body["authorization"]), names, cap)
        try:
            version = self._version(doing)
        except ClauseBadly as error:
            return error.refusal
        if isinstance(version, Refusal):
            return version
        policy = self._policy(doing, version.party)
        if policy is None:
            return self._asked(doing, version)
        asked = _asked_of(version, doing.after.runs[doing.act.case].stated)
        against = next(objections(policy, asked), None) if version.in_force else None
        capped = (policy.tally,) if policy.cap is not None else ()
        return against or self._asked(doing, version, capped, policy.cap)

    def _policy(self, doing: Doing, party: str) -> PartyPolicy | None:
        """Return the version of the Party's policy that applies on the day, where its cases stand beside this one."""
        return policy_in_force(policy_versions(doing.before, party), self._day(doing))

    def _asked(
        self, doing: Doing, version: Authorization, tallies: tuple[str, ...] = (), cap: int | None = None
    ) -> Authorize:
        return Authorize(
            id=content_id("authorization", doing.act.id.hex),
            actor=doing.act.actor.name,
            effective_on=self._day(doing),
            authorization=version,
            tallies=tallies,
            cap=cap,
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
        named = doing.after.facts().get("approach_identifier")
        approach = str(named) if named else None
        made = version_of(doing.act.stated, Filing(party, len(known) + 1, on, effective, approach))
        return with_entities_of(known[-1] if known else None, made)

    def _day(self, doing: Doing) -> date:
        run = doing.after.runs[doing.act.case]
        return doing.after.rules.calendar(run.cycle.path).day_of(doing.act.at)


def _asked_of(version: Authorization, applied: Mapping[str, Stated]) -> Asked:
    """Return what a version asks of the Party's policy; a registry of underlying units is named by its standard.

    `applied` is what the case stated so far: how much was applied for, and from which part of the contribution.
    """
    quantity = applied.get("requested_quantity")
    return Asked(
        uses=version.uses,
        sectors=version.sectors,
        standards=version.underlying_registries,
        quantity=version.quantity,
        mitigation=version.mitigation,
        part=str(applied.get("mitigation_part") or "") or None,
        decided=True,
        applied_for=quantity if isinstance(quantity, int) and not isinstance(quantity, bool) else None,
    )
