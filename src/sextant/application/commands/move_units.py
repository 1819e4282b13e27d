"""Moving units as somebody: who the actor is to the account that gives decides in which roles they ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sextant.application.registry import Registry
from sextant.domain.account import Account
from sextant.domain.refusal import Refusal, refuse
from sextant.ledger.posting import Posted
from sextant.ledger.request import Cancel, Transfer
from sextant.rules.mechanism import Standing
from sextant.rules.rulebook import Rulebook
from sextant.workflow.case import Actor, Stated


def roles_at(actor: Actor, account: Account, book: Rulebook, known_of_party: Mapping[str, Stated]) -> tuple[str, ...]:
    """Return as which bodies an actor may dispose of what is in an account; none where it is somebody else's.

    The rulebook says of each body how it stands to an account, and what must be known of the Party; what is not known
    is not so.
    """
    return tuple(
        name
        for name, body in book.mechanism.bodies.items()
        if any(_stands(each, name, actor, account) for each in body.stands)
        and all(known_of_party.get(fact) is True for fact in body.when)
    )


def _stands(standing: Standing, body: str, actor: Actor, account: Account) -> bool:
    match standing:
        case Standing.ADMINISTRATOR:
            return actor.role == body
        case Standing.OWNER:
            return account.owner is not None and actor.entity == account.owner
        case Standing.PARTY:
            return account.owner is None and account.party is not None and actor.party == account.party


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
