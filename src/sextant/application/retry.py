"""Reads and writes around the ledger, tried again where they meet those of others."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sextant.application.ports import Clock, TransientFault
from sextant.application.registry import ATTEMPTS, RegistryBusy

Result = TypeVar("Result")


def until_settled(clock: Clock, act: Callable[[], Result]) -> Result:
    """Return the result of something that may be done twice. Raises RegistryBusy when conflicts do not end."""
    for attempt in range(ATTEMPTS):
        try:
            return act()
        except TransientFault:
            clock.pause(attempt)
    raise RegistryBusy(f"conflicts in {ATTEMPTS} attempts")
