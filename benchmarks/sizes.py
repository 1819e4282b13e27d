"""How large a run is. The workload is the same at every size; only counts and seconds differ."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """The counts of one run."""

    spaces: int
    accounts: int
    blocks: int
    """Blocks at the start of the standing workload."""
    large: int
    """Blocks of the large state that the standing one is compared with."""
    busy_legs: int
    """Legs of the one account of the large state that has very many."""
    rounds: int
    """How often each side is run, in turns; the figure is the median."""
    seconds: float
    """How long one side runs in one round."""
    batch: int = 1_000
    cold_clients: int = 4
    hot_clients: int = 16
    readings: int = 10_000_000
    """Rows of readings of devices."""
    actions: int = 100_000
    """Actions that each of two Parties reports."""


STANDING = Size(spaces=100, accounts=1_000, blocks=100_000, large=1_000_000, busy_legs=100_000, rounds=5, seconds=3.0)
"""The standing workload; the large state is a tenth of what the bars ask for, so that a run takes minutes."""

FULL = Size(spaces=100, accounts=1_000, blocks=100_000, large=10_000_000, busy_legs=1_000_000, rounds=5, seconds=3.0,
            readings=100_000_000)  # fmt: skip
"""The standing workload beside ten million blocks; needs 10 GB of disk and a quarter of an hour more."""

QUICK = Size(
    spaces=10, accounts=100, blocks=2_000, large=10_000, busy_legs=2_000, rounds=2, seconds=0.3, batch=200,
    hot_clients=4, readings=200_000, actions=2_000,
)  # fmt: skip
"""A pass that shows that everything runs. Its figures mean nothing."""

TINY = Size(
    spaces=2, accounts=20, blocks=200, large=400, busy_legs=100, rounds=1, seconds=0.05, batch=20, cold_clients=2,
    hot_clients=2, readings=20_000, actions=100,
)  # fmt: skip
"""What the test of the benchmarks runs."""
