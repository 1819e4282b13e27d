"""How subjects stand, in memory."""

from __future__ import annotations

from sextant.application.standing import Standing


class MemoryStandings:
    """Standings in a dictionary."""

    def __init__(self) -> None:
        self._standings: dict[str, Standing] = {}

    def standings(self) -> dict[str, Standing]:
        """Return all of them by the key of their subject."""
        return dict(self._standings)

    def put_standing(self, standing: Standing) -> None:
        """Write one in place of the one before it."""
        self._standings[standing.key] = standing
