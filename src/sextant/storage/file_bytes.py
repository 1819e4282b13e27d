"""The bytes of a file up to a limit, and why they cannot be had."""

from __future__ import annotations

from pathlib import Path


class FileUnusable(Exception):
    """Why a file gives no bytes: a code, and the words of the system where it has no code of its own."""

    def __init__(self, code: str, reason: str = "") -> None:
        self.code = code
        self.reason = reason
        super().__init__(code, reason)


def read_bytes(file: Path, limit_bytes: int) -> bytes:
    """Return the bytes of a file, one more than the limit where it is longer. Raises FileUnusable."""
    try:
        with file.open("rb") as opened:
            return opened.read(limit_bytes + 1)
    except IsADirectoryError:
        raise FileUnusable("folder") from None
    except FileNotFoundError:
        raise FileUnusable("missing") from None
    except PermissionError:
        raise FileUnusable("not_permitted") from None
    except OSError as error:
        raise FileUnusable("not_readable", error.strerror or str(error)) from None
