"""Letters of authorization: the record of a version as programs read it, and the signed originals that were filed.

The signed original is the legal document. What is kept of it is its hash and where it came from, not the file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Protocol

from sextant.domain.authorization import Authorization


@dataclass(frozen=True, slots=True)
class FiledLetter:
    """The signed original of a version, by its hash."""

    sha256: str
    key: str
    version: int
    name: str
    """The file's name, as it was filed."""
    size: int
    """Bytes of the file."""
    filed_at: datetime


class Letters(Protocol):
    """Where it is kept which originals were filed. Nothing is ever changed or taken out."""

    def put(self, letter: FiledLetter) -> bool:
        """Keep one; return whether it was new."""
        ...

    def of(self, key: str) -> Sequence[FiledLetter]:
        """Return those of an authorization, by version and instant of filing."""
        ...

    def by_hash(self, found: str) -> Sequence[FiledLetter]:
        """Return those with a hash, by authorization and version; one letter may carry several authorizations."""
        ...


def twin(version: Authorization) -> bytes:
    """Return the record of a version for programs: canonical JSON, so that whoever has the facts has the bytes."""
    return version.body.encode()


def twin_hash(version: Authorization) -> str:
    """Return the SHA-256 of the record for programs."""
    return sha256(twin(version)).hexdigest()


@dataclass(frozen=True, slots=True)
class Verified:
    """A version that a hash leads to, and as what."""

    version: Authorization
    as_original: bool
    """Whether the hash is that of the signed original; of the record for programs otherwise."""
    letter: FiledLetter | None
    """The filing, where the original was filed here and not only named in the version."""


def led_to(
    found: str, known: Mapping[str, Sequence[Authorization]], letters: Sequence[FiledLetter]
) -> tuple[Verified, ...]:
    """Return every version that a hash leads to, by authorization and version."""
    filed = {(each.key, each.version): each for each in letters if each.sha256 == found}
    verified = []
    for key in sorted(known):
        for version in known[key]:
            letter = filed.get((key, version.version))
            if letter is not None or version.document == found:
                verified.append(Verified(version, True, letter))
            elif twin_hash(version) == found:
                verified.append(Verified(version, False, None))
    return tuple(verified)
