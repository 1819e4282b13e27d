"""The clock of this machine: the only place where time and chance come in."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        return datetime.now(UTC)

    def pause(self, attempt: int) -> None:
        """Wait a moment that grows with the attempt and differs between callers, at most a fifth of a second."""
        time.sleep(random.random() * min(0.2, 0.001 * 2 ** min(attempt, 8)))
