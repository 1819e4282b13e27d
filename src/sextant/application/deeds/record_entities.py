"""Recording in the ledger that entities are authorized, or are so no longer: a version of the authorization each time.

The authorization of entities is an act of its own beside that of units (decision 2/CMA.3, annex, 18(g)). It changes no
clause of the statement; what it says of entities reaches units whatever version governs them.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from sextant.application.deeds.statement import ClauseBadly, named_entities
from sextant.application.doing import Doing
from sextant.application.reader import LedgerReader
from sextant.application.registry import Registry
from sextant.domain.authorization import Authorization, authorization_from, authorization_key
from sextant.domain.identifier import content_id
from sextant.domain.refusal import Refusal, refuse
from sextant.ledger.posting import Posted
from sextant.ledger.request import Authorize


class RecordEntitiesDeed:
    """The entities that an act names are authorized from its day on; or, where it ends that, no longer."""

    def __init__(self, registry: Registry, reader: LedgerReader, *, ends: bool = False) -> None:
        self.registry = registry
        self.reader = reader
        self.ends = ends

    def foresee(self, doing: Doing) -> Refusal | None:
        """Return why the ledger would refuse, or none."""
        request = self._request(doing)
        return request if isinstance(request, Refusal) else self.registry.foresee(request)

    def do(self, doing: Doing) -> Posted | Refusal:
        """Record the version, once: the id of the entry is derived from the act."""
        request = self._request(doing)
        return request if isinstance(request, Refusal) else self.registry.perform(request)

    def _request(self, doing: Doing) -> Authorize | Refusal:
        number, on = content_id("entities", doing.act.id.hex), _day(doing)
        stored = next(iter(self.reader.entries([number])), None)
        version = authorization_from(json.loads(stored.body)["authorization"]) if stored else self._version(doing, on)
        if isinstance(version, Refusal):
            return version
        return Authorize(id=number, actor=doing.act.actor.name, effective_on=on, authorization=version)

    def _version(self, doing: Doing, on: date) -> Authorization | Refusal:
        party = str(doing.before.facts().get("host_party") or "")
        reference = str(doing.after.runs[doing.act.case].stated.get("reference") or "")
        key = authorization_key(party, reference)
        known = self.reader.authorizations([key]).get(key, ())
        if not known:
            return refuse("authorization_unknown", authorization=key)
        try:
            named = named_entities(doing.act.stated)
        except ClauseBadly as error:
            return error.refusal
        last = known[-1]
        changed = ended(last, named) if self.ends else authorized(last, named)
        if isinstance(changed, Refusal):
            return changed
        effective = max(on, last.effective_on)
        return replace(changed, version=last.version + 1, authorized_on=on, effective_on=effective)


def authorized(last: Authorization, named: tuple[str, ...]) -> Authorization:
    """Return a version under which further entities are authorized."""
    return replace(
        last,
        entities_authorized=tuple(dict.fromkeys((*last.entities_authorized, *named))),
        entities_ended=tuple(each for each in last.entities_ended if each not in named),
    )


def ended(last: Authorization, named: tuple[str, ...]) -> Authorization | Refusal:
    """Return a version under which entities are no longer authorized; one that was not, cannot lose it."""
    for each in named:
        unknown = each in last.entities_ended or (last.names_entities and each not in last.entities_named)
        if unknown:
            expected = ", ".join(last.entities_named) or "–"
            return refuse(
                "entity_not_authorized", authorization=last.key, version=last.version, found=each, expected=expected
            )
    return replace(
        last,
        entities_authorized=tuple(each for each in last.entities_authorized if each not in named),
        entities_ended=tuple(dict.fromkeys((*last.entities_ended, *named))),
    )


def _day(doing: Doing) -> date:
    run = doing.after.runs[doing.act.case]
    return doing.after.rules.calendar(run.cycle.path).day_of(doing.act.at)
