"""A small file that a visitor sends to be looked at: held in memory for one request, within a limit, and then gone."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload

LARGEST = 4_000_000
"""Bytes of the largest workbook that a page looks at; larger ones are for the command line."""


class Received:
    """An upload that was taken into memory."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self.content = content

    def close(self) -> None:
        """Close nothing: Django closes every upload at the end of a request."""


class ReceivingUpload(FileUploadHandler):
    """Takes an upload piece by piece, up to the limit."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self._content = bytearray()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece; one beyond the limit ends the upload."""
        if len(self._content) + len(raw_data) > LARGEST:
            assert self.request is not None, "an upload belongs to a request"
            self.request.META["sextant.too_large"] = True
            raise StopUpload(connection_reset=False)
        self._content += raw_data

    def file_complete(self, file_size: int) -> Any:
        """Return what was sent."""
        return Received(str(self.file_name), bytes(self._content))
