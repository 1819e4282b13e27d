"""A ledger sifted by DuckDB: its legs and blocks are copied out of the database once, and looked at as whole tables.

What is copied is what the reader sees, inside its transaction; nothing is kept. A value that is none of its kind is
not guessed at: then there is nothing sifted, and every row is read one by one.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from sextant.domain.account import AccountType
from sextant.ledger.findings.condensed import Moved, MovedState
from sextant.storage.database.driver import Driver, PostgresqlDriver, SqliteDriver
from sextant.storage.database.reader import DatabaseReader
from sextant.storage.export.columns import NOTHING, SEPARATOR
from sextant.storage.export.make import duckdb_connection
from sextant.storage.export.sifting_laws import DOUBTS, MOVED, RINGS, TABLES, TOGETHER

FEWEST_LEGS = 50_000
"""Below so many legs reading them one by one is as quick."""
PIECE = 64 << 20
"""Bytes that are copied out before they are loaded; meanwhile the next are copied."""
_STRICT = {
    "whole": "CASE WHEN typeof({0}) = 'integer' THEN {0} ELSE 'x' END",
    "id": "CASE WHEN typeof({0}) = 'blob' AND length({0}) = 16 THEN hex({0}) ELSE 'x' END",
    "day": "CASE WHEN {0} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' THEN {0} ELSE 'x' END",
    "instant": "{0}",
}
"""How SQLite writes a value of each kind, whose columns take values of every kind; none of its kind becomes `x`."""
_KINDS = {"whole": "BIGINT", "id": "UUID", "day": "DATE", "instant": "VARCHAR"}


class SiftedByDuckdb:
    """What looks at whole tables found. See `application/sifting.py`."""

    def __init__(self, connection: Any, final: Iterable[int]) -> None:
        self._connection = connection
        for sql in TOGETHER:
            connection.execute(sql)
        self.legs, self.blocks = (self._rows(f"SELECT count(*) FROM {name}")[0][0] for name in ("posting", "block"))
        self.spaces: Set[int] = self._set("SELECT space FROM posting UNION SELECT space FROM block")
        self.accounts: Set[int] = self._set("SELECT DISTINCT account FROM posting")
        self.terms: Set[int] = self._set("SELECT DISTINCT terms FROM posting")
        held = self._set("SELECT DISTINCT hold::VARCHAR FROM posting WHERE hold IS NOT NULL")
        self.holds: Set[UUID] = {UUID(each) for each in held}
        doubtful: set[int] = set()
        for sql in DOUBTS.values():
            doubtful |= self._set(sql, {"final": list(final)} if "$final" in sql else {})
        self.doubtful: Set[int] = doubtful | self._in_rings()

    def moved(self) -> Iterator[Moved]:
        """Yield what entries moved, by their ids, of those that moved many ranges from one state into another."""
        found = self._connection.execute(MOVED)
        while rows := found.fetchmany(1_000):
            for entry, ranges, quantity, *states in rows:
                yield Moved(UUID(entry), ranges, int(quantity), _state(states[:4]), _state(states[4:]))

    def _in_rings(self) -> set[int]:
        """Return the spaces of entries that were recorded on the day of one they follow and may follow each other."""
        edges = self._rows(RINGS)
        waiting: defaultdict[int, set[int]] = defaultdict(set)
        followers: defaultdict[int, list[int]] = defaultdict(list)
        for entry, origin, _ in edges:
            waiting[entry].add(origin)
            followers[origin].append(entry)
        ready = [origin for origin in followers if origin not in waiting]
        while ready:
            origin = ready.pop()
            for entry in followers[origin]:
                waiting[entry].discard(origin)
                if not waiting[entry]:
                    ready.append(entry)
        return {space for entry, _, space in edges if waiting[entry]}

    def _set(self, sql: str, values: Mapping[str, object] | None = None) -> set[Any]:
        return {row[0] for row in self._rows(sql, values)}

    def _rows(self, sql: str, values: Mapping[str, object] | None = None) -> list[Any]:
        found: list[Any] = self._connection.execute(sql, values or {}).fetchall()
        return found


@contextmanager
def sifting(
    reader: DatabaseReader, account_types: Mapping[str, AccountType], *, fewest: int = FEWEST_LEGS
) -> Iterator[SiftedByDuckdb | None]:
    """Return a context with what sifting found; with nothing where legs are few or a value is none of its kind.

    The reader must be reading at one instant.
    """
    if not _many(reader.driver, fewest):
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="sextant-sifting-"))
    try:
        with closing(duckdb_connection()) as connection:
            connection.execute(f"SET temp_directory = {_text(folder)}")
            connection.execute("SET preserve_insertion_order = false")
            yield _sifted(reader, account_types, connection, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sifted(
    reader: DatabaseReader, account_types: Mapping[str, AccountType], connection: Any, folder: Path
) -> SiftedByDuckdb | None:
    import duckdb

    try:
        for name in TABLES:
            _copied(reader.driver, name, connection, folder)
        types = ((each.id, account_types.get(each.type)) for each in reader.accounts())
        return SiftedByDuckdb(connection, [number for number, known in types if known and known.final])
    except (duckdb.ConversionException, duckdb.InvalidInputException, ValueError):
        return None


def _many(driver: Driver, fewest: int) -> bool:
    found = driver.query("SELECT count(*) FROM (SELECT 1 FROM posting LIMIT ?) AS found", (fewest,))
    return bool(found[0][0] >= fewest)


def _copied(driver: Driver, name: str, connection: Any, folder: Path) -> None:
    """Copy the columns of a table that are looked at into a table of DuckDB."""
    kinds = {column: _KINDS[kind] for column, kind in TABLES[name].items()}
    connection.execute(f"CREATE TABLE {name} ({', '.join(f'{_quoted(each)} {kind}' for each, kind in kinds.items())})")
    told = "{" + ", ".join(f"'{column}': '{kind}'" for column, kind in kinds.items()) + "}"

    def load(piece: Path) -> None:
        with connection.cursor() as own:
            own.execute(
                f"INSERT INTO {name} SELECT * FROM read_csv({_text(piece)}, columns = {told}, delim = '{SEPARATOR}',"
                f" header = false, quote = '', escape = '', nullstr = '{NOTHING}', auto_detect = false)"
            )
        piece.unlink()

    loading: Future[None] | None = None
    with ThreadPoolExecutor(max_workers=1) as loader:
        for piece in _pieces(_lines(driver, name), folder):
            if loading is not None:
                loading.result()
            loading = loader.submit(load, piece)
        if loading is not None:
            loading.result()


def _pieces(lines: Iterator[bytes], folder: Path) -> Iterator[Path]:
    """Yield files with the lines in them, each of about the same size."""
    number, size = 0, 0
    path = folder / "piece-0"
    file = path.open("wb", buffering=1 << 20)
    for line in lines:
        file.write(line)
        size += len(line)
        if size >= PIECE:
            file.close()
            yield path
            number, size = number + 1, 0
            path = folder / f"piece-{number}"
            file = path.open("wb", buffering=1 << 20)
    file.close()
    if size:
        yield path


def _lines(driver: Driver, name: str) -> Iterator[bytes]:
    columns = TABLES[name]
    if isinstance(driver, PostgresqlDriver):
        selected = ", ".join(map(_quoted, columns))
        end = f"TO STDOUT (FORMAT TEXT, DELIMITER '{SEPARATOR}', NULL '{NOTHING}')"
        yield from driver.copy_out(f"COPY (SELECT {selected} FROM {name}) {end}")
        return
    assert isinstance(driver, SqliteDriver), "there are two databases"
    values = (
        f"CASE WHEN {_quoted(column)} IS NULL THEN '{NOTHING}' ELSE {_STRICT[kind].format(_quoted(column))} END"
        for column, kind in columns.items()
    )
    told = f" || '{SEPARATOR}' || ".join(values)
    for (line,) in driver.stream(f"SELECT {told} || char(10) FROM {name}"):
        yield line.encode()


def _state(found: list[Any]) -> MovedState:
    account, terms, first_transfer, hold = found
    return MovedState(account, terms, first_transfer and UUID(first_transfer), hold and UUID(hold))


def _quoted(column: str) -> str:
    return f'"{column}"'


def _text(path: Path) -> str:
    escaped = str(path).replace("'", "''")
    return f"'{escaped}'"
