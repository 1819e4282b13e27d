"""Identifiers that need no central counter: ids derived from keys and contents, digests of requests.

A newcomer would expect the database to number rows. It never does here: a sequence is a meeting point of
all writers, and an id that is derived from what it names is the same on every machine that derives it.
"""

from __future__ import annotations

import json
from hashlib import sha256
from json import encoder
from typing import Any
from uuid import UUID

MAX_SERIAL = 999_999_999_999_999
"""The highest serial number: 15 digits (Data Exchange Standards for Kyoto registries, Annex F)."""

_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
_IN_C = getattr(encoder, "c_make_encoder", None)
_MADE = _IN_C and _IN_C(None, _ENCODER.default, encoder.encode_basestring, None, ":", ",", True, False, True)
"""What the encoder makes anew at each text, made once; none where this Python has no encoder in C."""

_VERSION_8 = 0x8 << 76
_VARIANT = 0x2 << 62


def key_id(kind: str, *parts: str) -> int:
    """Return a positive 63-bit integer that stands for a natural key, the same wherever it is derived."""
    digest = sha256("\x1f".join((kind, *parts)).encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1


def content_id(kind: str, content: str) -> UUID:
    """Return the id (UUID version 8) of a piece of content: equal content, equal id."""
    number = int.from_bytes(sha256(f"{kind}\x1f{content}".encode()).digest()[:16], "big")
    return _as_version_8(number)


def dated_content_id(kind: str, content: str, unix_milliseconds: int) -> UUID:
    """Return the id of a piece of content that has an instant; such ids sort by it, which keeps indexes dense."""
    number = int.from_bytes(sha256(f"{kind}\x1f{content}".encode()).digest()[:10], "big")
    return _as_version_8(((unix_milliseconds & ((1 << 48) - 1)) << 80) | number)


def part_id(whole: UUID, kind: str, index: int) -> UUID:
    """Return the id of the index-th part of an entry; it sorts next to the id of the whole."""
    number = int.from_bytes(sha256(f"{whole.hex}\x1f{kind}\x1f{index}".encode()).digest()[:16], "big")
    time_bits = whole.int >> 80
    return _as_version_8((time_bits << 80) | (number & ((1 << 80) - 1)))


def canonical(value: Any) -> str:
    """Return the one JSON text of a value made of text, whole numbers, true, false, null, lists and objects.

    The text is that of RFC 8785 for such values: keys in order, no spaces, no escapes that are not needed.
    """
    return "".join(_MADE(value, 0)) if _MADE else _ENCODER.encode(value)


def digest(text: str) -> bytes:
    """Return the SHA-256 of a text."""
    return sha256(text.encode()).digest()


def _as_version_8(number: int) -> UUID:
    number &= ~(0xF << 76) & ~(0x3 << 62)
    return UUID(int=number | _VERSION_8 | _VARIANT)
