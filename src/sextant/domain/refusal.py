"""Refusals: outcomes that the rules foresee. They are returned, never raised.

The code states the failed condition; the sentences in both languages hang on the code in `wording`,
and `docs/refusals.md` lists them. A code that is not declared here cannot be used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from sextant.domain.refusal_code import REFUSAL_CODES

Fact = str | int | None
_NOTHING: Mapping[str, Fact] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Refusal:
    """The first reason why something cannot be done, and what was found and expected."""

    code: str
    about: Mapping[str, Fact] = field(default_factory=lambda: _NOTHING)

    def __post_init__(self) -> None:
        if self.code not in REFUSAL_CODES:
            raise ValueError(f"{self.code} is not declared in domain/refusal_code.py")


@dataclass(frozen=True, slots=True)
class Warned:
    """Something that was done, and that a person should look at."""

    code: str
    about: Mapping[str, Fact]

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "about": dict(self.about)}


def refuse(code: str, **about: Fact) -> Refusal:
    """Return the refusal with what was found and expected as named facts."""
    return Refusal(code, MappingProxyType(about))
