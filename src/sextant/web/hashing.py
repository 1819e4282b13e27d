"""A file that a visitor sends to be verified is hashed as it arrives; neither memory nor disk holds it."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload

LARGEST = 50_000_000
"""Bytes of the largest file that is hashed for a visitor; scanned letters are smaller."""


class Hashed:
    """What is left of an upload: its hash and its size."""

    def __init__(self, name: str, digest: str, size: int) -> None:
        self.name = name
        self.digest = digest
        self.size = size

    def close(self) -> None:
        """Close nothing: Django closes every upload at the end of a request."""


class HashingUpload(FileUploadHandler):
    """Takes an upload piece by piece and keeps its hash."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self._digest, self._size = sha256(), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Hash a piece; it goes no further."""
        self._size += len(raw_data)
        if self._size > LARGEST:
            assert self.request is not None, "an upload belongs to a request"
            self.request.META["sextant.too_large"] = True
            raise StopUpload(connection_reset=False)
        self._digest.update(raw_data)

    def file_complete(self, file_size: int) -> Any:
        """Return what is left of the file."""
        return Hashed(str(self.file_name), self._digest.hexdigest(), self._size)
