"""The account types of every rulebook that ships with Sextant, read once in a process."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from sextant.domain.account import AccountType
from sextant.rules.account_type import parse_account_types


@cache
def account_types() -> Mapping[str, AccountType]:
    """Return all account types by code."""
    found: dict[str, AccountType] = {}
    for folder in sorted(files("sextant.rules").iterdir(), key=lambda each: each.name):
        file = folder / "accounts.yaml"
        if folder.is_dir() and file.is_file():
            name = f"{folder.name}/accounts.yaml"
            found.update(parse_account_types(file.read_text(encoding="utf-8"), name))
    return MappingProxyType(found)
