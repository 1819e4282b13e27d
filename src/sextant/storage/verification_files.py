"""The rules of verification that ship with Sextant, and a workspace that is written back to its file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from sextant.methodology.verification.rules import VerificationRules, parse_verification
from sextant.storage.exact_json import exact_json


@cache
def verification_rules() -> VerificationRules:
    """Return the rules of verification."""
    text = files("sextant.methodology.verification").joinpath("rules.yaml").read_text(encoding="utf-8")
    return parse_verification(text, "verification/rules.yaml")


def write_workspace(path: Path, content: Mapping[str, Any]) -> None:
    """Write a workspace in place of the file, whole or not at all. Raises OSError."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as written:
        written.write(exact_json(dict(content)) + "\n")
        written.flush()
        os.fsync(written.fileno())
    Path(written.name).replace(path)
