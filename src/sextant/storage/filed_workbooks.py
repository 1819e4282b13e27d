"""Workbooks as they were filed: byte for byte, with hash, version, and what changed and why. Nothing is rewritten.

A folder holds for each version two files that are written once: `XHA-2023-1.0.xlsx`, the workbook, and
`XHA-2023-1.0.json`, the record. Whoever can write to the folder can damage it; every reading compares the hash.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from sextant.reporting.aef.model import Version


@dataclass(frozen=True, slots=True)
class Filed:
    """One version as it was filed."""

    party: str
    year: int
    version: str
    sha256: str
    bytes: int
    submitted_on: str | None = None
    follows: str | None = None
    """The version before it; none for the first."""
    why: str | None = None
    changes: list[dict[str, Any]] = field(default_factory=list)

    @property
    def number(self) -> Version:
        """The version as a number."""
        major, minor = self.version.split(".")
        return Version(int(major), int(minor))

    @property
    def name(self) -> str:
        """The name of its two files, without their endings."""
        return f"{self.party}-{self.year}-{self.version}"


def sha256_of(content: bytes) -> str:
    """Return the SHA-256 of a workbook in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def filed_in(folder: Path) -> list[Filed]:
    """Return what is filed, by Party, year and version. Raises OSError, and ValueError where a record is none."""
    found = []
    for record in sorted(folder.glob("*.json")):
        try:
            found.append(Filed(**json.loads(record.read_text(encoding="utf-8"))))
        except TypeError as error:
            raise ValueError(str(record)) from error
    return sorted(found, key=lambda each: (each.party, each.year, each.number))


def workbook_file(folder: Path, filed: Filed) -> Path:
    """Return where the workbook lies."""
    return folder / f"{filed.name}.xlsx"


def intact(folder: Path, filed: Filed) -> bool:
    """Return whether the workbook is there and has the bytes that were filed."""
    try:
        return sha256_of(workbook_file(folder, filed).read_bytes()) == filed.sha256
    except OSError:
        return False


def keep(folder: Path, filed: Filed, content: bytes) -> None:
    """Write a version, the workbook before the record. Raises FileExistsError where it is there, and other OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    record = json.dumps(asdict(filed), ensure_ascii=False, indent=1, sort_keys=True).encode()
    for file, written in ((workbook_file(folder, filed), content), (folder / f"{filed.name}.json", record)):
        # A workbook whose record was never written is taken up again; anything else that is there stays.
        if file.suffix == ".xlsx" and file.is_file() and file.read_bytes() == written:
            continue
        with file.open("xb") as opened:
            opened.write(written)
        file.chmod(0o444)
