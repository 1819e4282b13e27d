"""Detached signatures of the records of authorizations: Ed25519, by a key that the Party keeps and no server holds.

A signature is a small JSON text beside the record. It names the hash of the record and of the key, so that a mistake is
told as what it is: another record, another key, or a signature that is none.
"""

from __future__ import annotations

import json
import os
from base64 import b64decode, b64encode
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ALGORITHM = "Ed25519"


class Checked(StrEnum):
    """What a signature is, beside a record and a public key."""

    VALID = "valid"
    ANOTHER_RECORD = "another_record"
    ANOTHER_KEY = "another_key"
    FALSE = "false"
    """Record and key are those named, and the signature is not of them."""
    MALFORMED = "malformed"


class NoKey(ValueError):
    """A file that holds no key of this kind."""


def new_key(file: Path) -> bytes:
    """Write a new private key that only its owner may read, and return the public one. Raises FileExistsError."""
    made = Ed25519PrivateKey.generate()
    text = made.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        opened.write(text)
    return _public(made.public_key())


def sign(record: bytes, private_key: bytes) -> str:
    """Return the signature of a record as text. Raises NoKey."""
    try:
        key = serialization.load_pem_private_key(private_key, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise NoKey from error
    if not isinstance(key, Ed25519PrivateKey):
        raise NoKey
    told = {
        "algorithm": ALGORITHM,
        "record_sha256": sha256(record).hexdigest(),
        "key_sha256": sha256(_public(key.public_key())).hexdigest(),
        "signature": b64encode(key.sign(record)).decode(),
    }
    return json.dumps(told, indent=1) + "\n"


def check(record: bytes, signature: str, public_key: bytes) -> Checked:
    """Return what a signature is. Raises NoKey where the public key is none."""
    key = _key(public_key)
    try:
        told = json.loads(signature)
        named = (told["algorithm"], told["record_sha256"], told["key_sha256"])
        signed = b64decode(told["signature"], validate=True)
    except (ValueError, KeyError, TypeError, RecursionError):
        return Checked.MALFORMED
    if named[0] != ALGORITHM:
        return Checked.MALFORMED
    if named[2] != sha256(_public(key)).hexdigest():
        return Checked.ANOTHER_KEY
    if named[1] != sha256(record).hexdigest():
        return Checked.ANOTHER_RECORD
    try:
        key.verify(signed, record)
    except InvalidSignature:
        return Checked.FALSE
    return Checked.VALID


def _key(public_key: bytes) -> Ed25519PublicKey:
    try:
        key = serialization.load_pem_public_key(public_key)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise NoKey from error
    if not isinstance(key, Ed25519PublicKey):
        raise NoKey
    return key


def _public(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
