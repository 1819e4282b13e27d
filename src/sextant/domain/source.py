"""Where a number or a rule comes from: document, version, paragraph."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """The text that a value rests on. A value without one does not load."""

    document: str
    paragraph: str
    version: str | None = None
    verified: bool = True
    """False where the value is known from memory only; pages mark it."""

    def __str__(self) -> str:
        named = f"{self.document} {self.version}" if self.version else self.document
        return f"{named}, {self.paragraph}"
