"""All deeds that a rulebook can name, each with what does it."""

from __future__ import annotations

from collections.abc import Mapping

from sextant.application.deeds.changed_authorization import ChangeOfIssuedDeed
from sextant.application.deeds.holding import ResumptionDeed, SuspensionDeed
from sextant.application.deeds.issuance import IssuanceDeed
from sextant.application.deeds.later_authorization import LaterAuthorizationDeed
from sextant.application.deeds.record_authorization import RecordAuthorizationDeed
from sextant.application.deeds.record_entities import RecordEntitiesDeed
from sextant.application.deeds.remediation import BufferCancellationDeed, ReplenishmentDeed
from sextant.application.doing import LedgerDeed
from sextant.application.reader import LedgerReader
from sextant.application.registry import Registry
from sextant.domain.authorization import AuthorizationState
from sextant.rules.rulebook import Rulebooks
from sextant.workflow.cycle import Deed


def every_deed(registry: Registry, reader: LedgerReader, books: Rulebooks) -> Mapping[Deed, LedgerDeed]:
    """Return what does each deed in a registry; the reader must read through the connection of its store."""
    return {
        Deed.ISSUANCE: IssuanceDeed(registry, books),
        Deed.AUTHORIZATION: RecordAuthorizationDeed(registry, reader),
        Deed.ENTITY_AUTHORIZATION: RecordEntitiesDeed(registry, reader),
        Deed.ENTITY_REVOCATION: RecordEntitiesDeed(registry, reader, ends=True),
        Deed.SUSPENSION: RecordAuthorizationDeed(registry, reader, AuthorizationState.SUSPENDED),
        Deed.RESUMPTION: RecordAuthorizationDeed(registry, reader, AuthorizationState.IN_FORCE),
        Deed.LATER_AUTHORIZATION: LaterAuthorizationDeed(registry, reader, books),
        Deed.CHANGE_OF_ISSUED: ChangeOfIssuedDeed(registry, reader, books),
        Deed.UNIT_SUSPENSION: SuspensionDeed(registry, reader, books),
        Deed.UNIT_RELEASE: ResumptionDeed(registry, reader),
        Deed.BUFFER_CANCELLATION: BufferCancellationDeed(registry, reader, books),
        Deed.REPLENISHMENT: ReplenishmentDeed(registry, reader, books),
    }
