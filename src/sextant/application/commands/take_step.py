"""A step of a cycle is taken: the act, what the ledger of units does with it, and the lists, all of it or nothing.

What a host Party records is known to each of its activities from then on. Their lists are made again after the step,
each by itself: until then they no longer hold, which whoever reads them can tell.
"""

from __future__ import annotations

from sextant.application.case_store import key_of
from sextant.application.doing import Taken
from sextant.application.office import Office
from sextant.domain.refusal import Refusal
from sextant.workflow.case import Act


def take_step(office: Office, mechanism: str, subject: str, act: Act) -> Taken | Refusal:
    """Return what was recorded, or had been under the same id, or the first reason to refuse. Raises RegistryBusy.

    The actor of the act is whoever the caller has made sure it is; what the actor's role may do, the rulebook says.
    """
    taken = office.cases.take(mechanism, subject, act)
    if isinstance(taken, Taken) and not taken.replayed:
        for reader in office.cases.store.readers(key_of(mechanism, subject)):
            office.cases.relist(reader)
    return taken
