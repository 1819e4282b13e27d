"""Real data that is tried and not shipped: it lies beside the repository, or the test is skipped and says so."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def shared(path: str) -> Path:
    """Return a file or folder of the shared data; skip the test where it is absent."""
    found = SHARED / path
    if not found.exists():
        pytest.skip(f"../shared/{path} is not here: it is real data that is not ours to ship")
    return found
