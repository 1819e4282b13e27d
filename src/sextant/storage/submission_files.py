"""Workbooks of the agreed electronic format read from files, in several processes where that is worth its start.

Each file is read by itself, so that what comes out does not depend on how many processes there are: submissions come
in the order of the files, and the first file that cannot be read is the one that is told.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

from sextant.domain.refusal import Fact
from sextant.reporting.aef.identifier import ItmoId
from sextant.reporting.aef.model import Action, Authorization, Entity, Holding, Submission, rows_of
from sextant.reporting.aef.reading import read_submission
from sextant.storage.aef_format import aef_format
from sextant.storage.rulebook_files import parties
from sextant.storage.workbook_reading import UnreadableWorkbook, read_workbook, workbook_of_bytes

PROCESSES_MAX = 2
"""More would not pay: what follows the reading runs in one process, and each holds the largest workbook it reads."""
TOGETHER_BYTES_MIN = 3_000_000
"""Smaller files are read sooner than a process is started."""
_TABLES: dict[str, type[Any]] = {
    "authorizations": Authorization, "actions": Action, "holdings": Holding, "entities": Entity,
}  # fmt: skip
_Outcome = Submission | tuple[str, Path, dict[str, Fact]]
_Columns = tuple[tuple[bool, tuple[Any, ...]], ...]
_Packed = tuple[Submission, tuple[_Columns, ...]] | tuple[str, Path, dict[str, Fact]]


def read_submissions(files: Sequence[Path]) -> Iterator[Submission]:
    """Yield what each file says, in their order. Raises UnreadableWorkbook for the first that cannot be read."""
    named = [(file, name) for file, name in zip(files, _names(files), strict=True)]
    if processes_for(files) == 1:
        for each in named:
            yield _told(_read(each))
        return
    aef_format(), parties()  # A process that is forked finds them read.
    with ProcessPoolExecutor(PROCESSES_MAX) as pool:
        try:
            for packed in pool.map(_read_and_packed, named):
                yield _told(_unpacked(packed))
        finally:
            pool.shutdown(cancel_futures=True)


def submission_of_bytes(content: bytes, file: Path) -> Submission:
    """Return what the bytes of one workbook say; the path only names it. Raises UnreadableWorkbook."""
    return read_submission(workbook_of_bytes(content, file), aef_format(), parties())


def processes_for(files: Sequence[Path]) -> int:
    """Return in how many processes files are read: one where there is one processor, one file, or little to read."""
    sizes = [file.stat().st_size for file in files if os.path.isfile(file)]
    if len(sizes) < 2 or sum(sizes) < TOGETHER_BYTES_MIN or _processors() < PROCESSES_MAX:
        return 1
    return PROCESSES_MAX


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _names(files: Sequence[Path]) -> list[str | None]:
    """Return the whole path of files that share their name: a finding must tell them apart."""
    names = [file.name for file in files]
    return [str(file) if names.count(file.name) > 1 else None for file in files]


def _read(named: tuple[Path, str | None]) -> _Outcome:
    """Return what a file says, or why it cannot be read: as values, since an exception is not sure to cross over."""
    file, name = named
    try:
        workbook = read_workbook(file)
    except UnreadableWorkbook as error:
        about = {key: value for key, value in error.about.items() if key != "file"}
        return error.code, file, about
    return read_submission(replace(workbook, name=name) if name else workbook, aef_format(), parties())


def _read_and_packed(named: tuple[Path, str | None]) -> _Packed:
    """Return what a file says as columns: from one process to another they pass in a quarter of the time of rows."""
    gc.disable()  # What is read has no cycles, and looking for them takes a fifth; this process does nothing else.
    outcome = _read(named)
    if not isinstance(outcome, Submission):
        return outcome
    content = outcome.content
    columns = tuple(_columns(getattr(content, name)) for name in _TABLES)
    empty: dict[str, Any] = dict.fromkeys(_TABLES, ())
    return replace(outcome, content=replace(content, **empty)), columns


def _unpacked(packed: _Packed) -> _Outcome:
    if len(packed) == 3:
        return packed
    submission, tables = packed
    rows: dict[str, Any] = {
        name: tuple(rows_of(record, map(_column, columns)))
        for (name, record), columns in zip(_TABLES.items(), tables, strict=True)
    }
    return replace(submission, content=replace(submission.content, **rows))


def _columns(rows: tuple[tuple[Any, ...], ...]) -> _Columns:
    """Return the columns of a table, a column of identifiers as the columns of their parts."""
    return tuple(
        (True, tuple(zip(*column, strict=True))) if set(map(type, column)) == {ItmoId} else (False, column)
        for column in zip(*rows, strict=True)
    )


def _column(packed: tuple[bool, tuple[Any, ...]]) -> Iterable[Any]:
    identifiers, column = packed
    return rows_of(ItmoId, column) if identifiers else column


def _told(outcome: _Outcome) -> Submission:
    if isinstance(outcome, Submission):
        return outcome
    code, file, about = outcome
    raise UnreadableWorkbook(code, file, **about)
