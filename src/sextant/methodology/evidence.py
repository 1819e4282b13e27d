"""Evidence: which document proves something, by its hash and page, and of which kind it is.

A statement without evidence is not shown, however true. A person gives
`[{"document": "PPA of 2025", "sha256": "64 digits", "page": "12", "kind": "statistics"}]`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sextant.domain.refusal import Refusal, refuse

_KEYS = {"document", "sha256", "page", "kind", "reference"}
_HASH = re.compile(r"[0-9a-f]{64}")
TEXT_MAX = 500


@dataclass(frozen=True, slots=True)
class Evidence:
    """One document: its name, the SHA-256 of its bytes or where it is published, and the page."""

    document: str
    sha256: str | None = None
    page: str | None = None
    kind: str | None = None
    reference: str | None = None
    """Where it is published: for what has no file of its own, a law or a statistic."""


def evidence_of(where: str, content: Any) -> tuple[Evidence, ...] | Refusal:
    """Return what is given as evidence, or the first reason why it cannot be read."""
    if content is None:
        return ()
    if not isinstance(content, list):
        return refuse("evidence_malformed", where=where, found=short(content), expected='[{"document": …}]')
    found: list[Evidence] = []
    for each in content:
        one = _one(where, each)
        if isinstance(one, Refusal):
            return one
        found.append(one)
    return tuple(found)


def _one(where: str, content: Any) -> Evidence | Refusal:
    if not isinstance(content, Mapping) or content.keys() - _KEYS or "document" not in content:
        extra = sorted(content.keys() - _KEYS) if isinstance(content, Mapping) else [short(content)]
        return refuse("evidence_malformed", where=where, found=", ".join(extra) or "–",
                      expected=", ".join(sorted(_KEYS)))  # fmt: skip
    texts = {key: str(each) if isinstance(each, int) and not isinstance(each, bool) else each
             for key, each in content.items()}  # fmt: skip
    for key, each in texts.items():
        if not isinstance(each, str) or not each.strip() or len(each) > TEXT_MAX:
            return refuse("evidence_malformed", where=f"{where}.{key}", found=short(each), expected="text")
    if "sha256" in texts and not _HASH.fullmatch(texts["sha256"]):
        return refuse("evidence_malformed", where=f"{where}.sha256", found=short(texts["sha256"]),
                      expected="64 × 0-9a-f")  # fmt: skip
    if not texts.keys() & {"sha256", "reference"}:
        return refuse("evidence_malformed", where=where, found=texts["document"], expected="sha256, reference")
    return Evidence(**texts)


def evidence_record(each: Evidence) -> dict[str, str]:
    """Return evidence as its parts, without those that were not given."""
    parts = {"document": each.document, "sha256": each.sha256, "page": each.page, "kind": each.kind,
             "reference": each.reference}  # fmt: skip
    return {key: text for key, text in parts.items() if text is not None}


def short(content: Any) -> str:
    """Return what was found, short enough for a sentence."""
    text = str(content)
    return text if len(text) <= 60 else f"{text[:57]}..."
