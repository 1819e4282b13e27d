"""What was read from rule texts, kept in the cache of whoever runs it, so that the next process need not read it again.

What a newcomer would get wrong: this is no store of rules. The texts are read each time, and what is kept is taken only
where it was made from exactly these texts by exactly this code; otherwise all is read again. It is trusted as code is,
so it is taken from a folder only that belongs to whoever runs this and in which nobody else can write.
"""

from __future__ import annotations

import copyreg
import hashlib
import io
import os
import pickle
import stat
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

T = TypeVar("T")
"""What is made of the texts."""
ENDING = ".kept"
_CODE = ("comparison", "domain", "rules", "workflow")
"""The packages whose classes are in what is kept, and whose code made it."""
_DIGEST = hashlib.sha256().digest_size
_UNREADABLE = (
    OSError,
    EOFError,
    ValueError,
    pickle.UnpicklingError,
    AttributeError,
    ImportError,
    IndexError,
    TypeError,
)


def kept(name: str, texts: Mapping[str, str], make: Callable[[], T]) -> T:
    """Return what is made of some texts: as it was kept, or made now and kept where that is possible."""
    place = _place(name, texts)
    if place is None:
        return make()
    with suppress(*_UNREADABLE):
        found: T = _read(place)
        return found
    made = make()
    _write(place, name, made)
    return made


def _place(name: str, texts: Mapping[str, str]) -> Path | None:
    """Return the file for exactly these texts and this code, or none where the code is not in files."""
    code, folder = _code(), _folder()
    if code is None or folder is None:
        return None
    told = hashlib.sha256(code)
    for each, text in sorted(texts.items()):
        told.update(f"{len(each)} {each} {len(text)} {text}".encode())
    return folder / f"{name}-{told.hexdigest()[:32]}{ENDING}"


def _folder() -> Path | None:
    """Return the own folder in the cache of the user, made where it is missing; none where there is none to trust."""
    home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or "~/.cache"
    folder = Path(os.path.expanduser(home)) / "sextant"
    if not folder.is_absolute():
        return None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        known = folder.lstat()
    except OSError:
        return None
    return folder if _of_own(known) else None


def _of_own(known: os.stat_result) -> bool:
    """Whether it is a folder of the user in which nobody else can write; a system without owners tells no more."""
    if not stat.S_ISDIR(known.st_mode):
        return False
    own = getattr(os, "getuid", None)
    return own is None or (known.st_uid == own() and not known.st_mode & (stat.S_IWGRP | stat.S_IWOTH))


@cache
def _code() -> bytes | None:
    """Return by what this code is known: the interpreter, and the content of every file that has a part in it."""
    told = hashlib.sha256(sys.version.encode())
    root = Path(__file__).parents[1]
    try:
        for package in _CODE:
            for file in sorted((root / package).rglob("*.py")):
                told.update(file.read_bytes())
    except OSError:
        return None
    return told.digest()


def _read(place: Path) -> Any:
    """Return what is kept in a file. Raises one of the errors of a file that is not there or is damaged."""
    content = place.read_bytes()
    if hashlib.sha256(content[_DIGEST:]).digest() != content[:_DIGEST]:
        raise ValueError("it is damaged")
    return pickle.loads(memoryview(content)[_DIGEST:])


def _write(place: Path, name: str, made: object) -> None:
    """Keep what was made, and remove what was kept of earlier texts; where that is not possible, nothing is kept."""
    written = io.BytesIO()
    own = place.with_suffix(f".{os.getpid()}")
    with suppress(OSError, pickle.PicklingError, AttributeError, TypeError, RecursionError):
        _Pickler(written, protocol=pickle.HIGHEST_PROTOCOL).dump(made)
        content = written.getvalue()
        own.write_bytes(hashlib.sha256(content).digest() + content)
        own.replace(place)
        for each in place.parent.glob(f"{name}-*{ENDING}"):
            if each != place:
                each.unlink(missing_ok=True)
    own.unlink(missing_ok=True)


def _frozen(content: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(content)


def _parts(frozen: MappingProxyType[Any, Any]) -> tuple[Any, ...]:
    return _frozen, (dict(frozen),)


class _Pickler(pickle.Pickler):
    """Writes mappings that cannot be changed, too."""

    dispatch_table = {**copyreg.dispatch_table, MappingProxyType: _parts}
