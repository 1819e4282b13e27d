"""A whole ledger sifted by looks at whole tables: what they could not clear is looked at one by one.

Whoever sifts says of a serial space that it is clear only where no law about its legs and blocks is broken in it. A
space that is not clear may be sound all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Protocol
from uuid import UUID

from sextant.ledger.findings.condensed import Moved


class Sifted(Protocol):
    """What was found by looks at whole tables, of the instant at which the reader reads."""

    legs: int
    blocks: int
    spaces: Set[int]
    """The spaces that legs or blocks name."""
    doubtful: Set[int]
    """Those of them that are not clear."""
    accounts: Set[int]
    """The accounts that legs name."""
    terms: Set[int]
    holds: Set[UUID]

    def moved(self) -> Iterator[Moved]:
        """Yield what entries moved, by their ids, of those that moved many ranges from one state into another."""
        ...
