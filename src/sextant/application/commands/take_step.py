"""A step of a cycle is taken: the act, what the ledger of units does with it, and the lists, all of it or nothing."""

from __future__ import annotations

from sextant.application.doing import Taken
from sextant.application.office import Office
from sextant.domain.refusal import Refusal
from sextant.workflow.case import Act


def take_step(office: Office, mechanism: str, subject: str, act: Act) -> Taken | Refusal:
    """Return what was recorded, or had been under the same id, or the first reason to refuse. Raises RegistryBusy.

    The actor of the act is whoever the caller has made sure it is; what the actor's role may do, the rulebook says.
    """
    return office.cases.take(mechanism, subject, act)
