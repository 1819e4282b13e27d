"""Filing the signed original of a version of an authorization: by its hash, and for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sextant.application.letters import FiledLetter, Letters
from sextant.domain.authorization import Authorization


class WhyNotFiled(StrEnum):
    """Why an original cannot be filed."""

    AUTHORIZATION_UNKNOWN = "letter_authorization_unknown"
    VERSION_UNKNOWN = "letter_version_unknown"
    ANOTHER_NAMED = "letter_another_named"
    """The version itself names the hash of its original, and it is another one."""
    EMPTY = "letter_empty"


@dataclass(frozen=True, slots=True)
class NotFiled:
    """A refusal to file: why, what was found, and what was expected."""

    why: WhyNotFiled
    found: str
    expected: str


@dataclass(frozen=True, slots=True)
class Filed:
    """What is on file now, and whether this filing put it there."""

    letter: FiledLetter
    new: bool


@dataclass(frozen=True, slots=True)
class Original:
    """A file to be filed, as far as it is kept."""

    sha256: str
    name: str
    size: int


def file_letter(
    letters: Letters, versions: Sequence[Authorization], number: int, original: Original, at: datetime
) -> Filed | NotFiled:
    """Return what is on file afterwards, or why the original was not filed.

    Filing the same bytes for the same version again changes nothing, and the first instant stands.
    """
    if not versions:
        return NotFiled(WhyNotFiled.AUTHORIZATION_UNKNOWN, "0", "1")
    key = versions[0].key
    if not 1 <= number <= len(versions):
        return NotFiled(WhyNotFiled.VERSION_UNKNOWN, str(number), str(len(versions)))
    if original.size == 0:
        return NotFiled(WhyNotFiled.EMPTY, "0", "1")
    named = versions[number - 1].document
    if named is not None and named != original.sha256:
        return NotFiled(WhyNotFiled.ANOTHER_NAMED, original.sha256, named)
    letter = FiledLetter(original.sha256, key, number, original.name, original.size, at)
    new = letters.put(letter)
    kept = next(each for each in letters.of(key) if (each.version, each.sha256) == (number, original.sha256))
    return Filed(kept, new)
