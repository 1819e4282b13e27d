"""New ids, time-ordered as those of callers of the ledger are."""

import secrets
import time
from uuid import UUID


def new_id() -> UUID:
    """Return a new id (UUID version 7, RFC 9562, section 5.7)."""
    number = (time.time_ns() // 1_000_000) << 80 | 0x7 << 76 | secrets.randbits(12) << 64
    return UUID(int=number | 0x2 << 62 | secrets.randbits(62))
