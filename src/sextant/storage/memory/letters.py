"""Filed originals in memory: the reference for the database, and for scratch registries."""

from __future__ import annotations

from sextant.application.letters import FiledLetter


class MemoryLetters:
    """Originals that are forgotten when the process ends."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, int, str], FiledLetter] = {}

    def put(self, letter: FiledLetter) -> bool:
        """Keep one; return whether it was new."""
        key = (letter.key, letter.version, letter.sha256)
        return self._kept.setdefault(key, letter) is letter

    def of(self, key: str) -> list[FiledLetter]:
        """Return those of an authorization, by version and instant of filing."""
        found = (each for each in self._kept.values() if each.key == key)
        return sorted(found, key=lambda each: (each.version, each.filed_at, each.sha256))

    def by_hash(self, found: str) -> list[FiledLetter]:
        """Return those with a hash, by authorization and version."""
        matching = (each for each in self._kept.values() if each.sha256 == found)
        return sorted(matching, key=lambda each: (each.key, each.version))
