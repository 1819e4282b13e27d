"""Moving units as somebody: who the actor is to the account that gives decides in which roles they ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sextant.application.registry import Registry
from sextant.domain.account import Account
from sextant.domain.refusal import Refusal, refuse
from sextant.ledger.posting import Posted
from sextant.ledger.request import Cancel, Transfer
from sextant.rules.rulebook import Rulebook
from sextant.workflow.case import Actor, Stated

ADMINISTRATOR, PARTY, PARTICIPATING_PARTY, ENTITY = (
    "registry_administrator",
    "party",
    "participating_party",
    "authorized_entity",
)
"""The bodies that transaction matrices name."""


def roles_at(actor: Actor, account: Account, book: Rulebook, known_of_party: Mapping[str, Stated]) -> tuple[str, ...]:
    """Return in which roles an actor may dispose of what is in an account; none where it is somebody else's.

    A Party disposes of accounts without another owner, and is a participating Party when everything is known of it
    that the mechanism asks for; an entity disposes of its own accounts (A6.4-PROC-REGS-001, paragraphs 8, 20 and 47).
    """
    if actor.role == ADMINISTRATOR:
        return (ADMINISTRATOR,)
    if account.owner is not None and actor.entity == account.owner:
        return (ENTITY,)
    if account.owner is None and account.party is not None and actor.party == account.party:
        needed = book.mechanism.bodies[PARTICIPATING_PARTY].when if PARTICIPATING_PARTY in book.mechanism.bodies else ()
        takes_part = bool(needed) and all(known_of_party.get(fact) is True for fact in needed)
        return (PARTY, PARTICIPATING_PARTY) if takes_part else (PARTY,)
    return ()


def move_units(
    registry: Registry,
    actor: Actor,
    request: Transfer | Cancel,
    book: Rulebook,
    known_of_party: Mapping[str, Stated],
) -> Posted | Refusal:
    """Return what was recorded, or why the actor may not move these units. The request names the account that gives."""
    asked = asked_as(registry, actor, request, book, known_of_party)
    return asked if isinstance(asked, Refusal) else registry.perform(asked)


def asked_as(
    registry: Registry,
    actor: Actor,
    request: Transfer | Cancel,
    book: Rulebook,
    known_of_party: Mapping[str, Stated],
) -> Transfer | Cancel | Refusal:
    """Return a request in the roles that its actor has at the account that gives, or why there are none."""
    account = registry.store.account(request.from_account) if request.from_account is not None else None
    if account is None:
        return refuse("account_unknown", account=request.from_account)
    roles = roles_at(actor, account, book, known_of_party)
    if not roles:
        return refuse("account_of_another", account=account.code, actor=actor.name)
    return replace(request, roles=roles)
