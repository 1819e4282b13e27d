"""The name of a thing in both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """English and Traditional Chinese, always both."""

    english: str
    chinese: str

    def in_language(self, language: str) -> str:
        """Return the name in a language; English unless Traditional Chinese is asked for."""
        return self.chinese if language == "zh-Hant" else self.english
