"""The clock and the source of ids of this machine: the only places where time and chance come in."""

from __future__ import annotations

import random
import secrets
import time
from datetime import UTC, datetime
from uuid import UUID

from sextant.domain.identifier import time_ordered_id


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        return datetime.now(UTC)

    def pause(self, attempt: int) -> None:
        """Wait a moment that grows with the attempt and differs between callers, at most a fifth of a second."""
        time.sleep(random.random() * min(0.2, 0.001 * 2 ** min(attempt, 8)))


class SystemIds:
    """Time-ordered ids from the machine's clock and its source of randomness."""

    def new(self) -> UUID:
        """Return a new id."""
        return time_ordered_id(time.time_ns() // 1_000_000, secrets.randbits(74))
