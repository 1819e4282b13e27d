"""What a check of the journals of cases found: which of them is not what the rules allow, or was not followed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

CASE_FINDING_CODES = ("case_journal_unreadable", "act_not_allowed", "deed_outstanding")
"""Every code, in the order in which a journal is checked."""

UNREPLAYABLE = (LookupError, ValueError, TypeError, AttributeError, AssertionError)
"""What a journal raises, when it is replayed, whose lines are none or name what the rules do not know."""


@dataclass(frozen=True, slots=True)
class CaseFinding:
    """One thing that is wrong with a journal of cases or with what follows from it."""

    code: str
    about: Mapping[str, str | int | None]

    def __post_init__(self) -> None:
        if self.code not in CASE_FINDING_CODES:
            raise ValueError(f"{self.code} is not declared in application/case_finding.py")


def case_finding(code: str, **about: str | int | None) -> CaseFinding:
    """Return a finding with what was found as named facts."""
    return CaseFinding(code, MappingProxyType(about))
