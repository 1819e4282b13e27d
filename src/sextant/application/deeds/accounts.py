"""The accounts of a mechanism's registry: those of which there is one, and who may have one of the others."""

from __future__ import annotations

from collections.abc import Mapping

from sextant.application.registry import Registry
from sextant.domain.account import Account, account_id
from sextant.domain.refusal import Refusal, refuse
from sextant.ledger.texts import refuse_texts
from sextant.rules.rulebook import Rulebook
from sextant.workflow.case import Stated


def single_accounts(book: Rulebook) -> dict[str, str]:
    """Return the code of each account of which there is one, by account type."""
    return {code: each.single for code, each in book.account_types.items() if each.single is not None}


def numbers_of_single(book: Rulebook) -> dict[str, int]:
    """Return the id of each account of which there is one, by account type."""
    registry = book.mechanism.registry_code
    return {kind: account_id(registry, code) for kind, code in single_accounts(book).items()}


def open_single_accounts(registry: Registry, book: Rulebook, *, synthetic: bool) -> None:
    """Open the accounts that the administrator opens; those that are open already stay as they are."""
    for kind, code in single_accounts(book).items():
        label = book.account_types[kind].label_english
        name = f"{label} (synthetic)" if synthetic else label
        registry.open_account(
            Account(book.mechanism.registry_code, code, kind, name, owner=name, synthetic=synthetic),
        )


def open_account(registry: Registry, account: Account, known_of_party: Mapping[str, Stated]) -> Refusal | None:
    """Open an account, or return why it cannot be: the type asks for more than is known of the Party.

    Paragraph 20 of A6.4-PROC-REGS-001 with footnote 20. An account that is open already stays as it is.
    """
    refusal = refuse_texts(account)
    if refusal is not None:
        return refusal
    account_type = registry.account_types.get(account.type)
    if account_type is None:
        return refuse("account_type_unknown", found=account.type)
    for fact in sorted(account_type.opened_for):
        if known_of_party.get(fact) is not True:
            return refuse("account_not_for_this_party", account=account.code, party=account.party, expected=fact)
    known = registry.store.account(account.id)
    if known is not None and (known.type, known.party, known.owner) != (account.type, account.party, account.owner):
        return refuse("account_already_exists", account=account.code)
    registry.open_account(account)
    return None
