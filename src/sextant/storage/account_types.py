"""The account types of every rulebook that ships with Sextant, with the transactions by which units enter them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sextant.domain.account import AccountType
from sextant.storage.rulebook_files import rulebooks


@cache
def account_types() -> Mapping[str, AccountType]:
    """Return all account types by code."""
    return rulebooks().account_types
