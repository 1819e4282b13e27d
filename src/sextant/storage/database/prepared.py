"""Statements of the posting path on PostgreSQL, sent with values that are text already.

psycopg finds out anew at every execution which type each value of a statement has, and looks through lists
to do so. The statements of the posting path say the type of every value themselves (`?::uuid`), so that text
is all the server needs. Sending, waiting, interrupting and telling faults apart stay psycopg's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

MOST = 400
"""How many statements are prepared on a connection; further ones are sent whole each time."""


class Texts(list[bytes | None]):
    """Values of a statement that casts each of them, as PostgreSQL reads them from text."""


def _text(value: str) -> bytes:
    return value.encode()


_PLAIN: dict[type, Callable[[Any], bytes]] = {
    int: b"%d".__mod__,
    UUID: lambda value: b"%032x" % value.int,
    str: _text,
    date: lambda value: value.isoformat().encode(),
    datetime: lambda value: value.isoformat().encode(),
    bytes: lambda value: b"\\x" + value.hex().encode(),
}
"""How PostgreSQL reads a value of each type."""


def texts(values: Iterable[Any]) -> Texts:
    """Return values as text; none stays none. Raises KeyError for a type that no column has."""
    plain = _PLAIN
    return Texts([None if value is None else plain[type(value)](value) for value in values])


def array(values: Sequence[Any]) -> bytes:
    """Return a list of values as the text of an array. Raises KeyError for a type that no column has."""
    return b"{" + b",".join([_element(value) for value in values]) + b"}"


def _element(value: Any) -> bytes:
    if value is None:
        return b"NULL"
    kind = type(value)
    text = _PLAIN[kind](value)
    if kind is str or kind is bytes or kind is datetime:
        return b'"' + text.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'
    return text


class Answer:
    """What a statement answered: rows of whole numbers."""

    def __init__(self, result: Any) -> None:
        self.rowcount = result.ntuples
        self._result = result

    def fetchall(self) -> list[tuple[int, ...]]:
        """Return the rows."""
        result, columns = self._result, range(self._result.nfields)
        return [tuple(int(result.get_value(row, each)) for each in columns) for row in range(result.ntuples)]


class Prepared:
    """The statements that were prepared on one connection."""

    def __init__(self, connection: Any) -> None:
        from psycopg.errors import InvalidSqlStatementName, error_from_result
        from psycopg.generators import execute
        from psycopg.pq import ExecStatus, TransactionStatus

        self._connection = connection
        self._execute, self._error = execute, error_from_result
        self._failed, self._forgotten = ExecStatus.FATAL_ERROR, InvalidSqlStatementName
        self._idle = TransactionStatus.IDLE
        self._names: dict[bytes, bytes] = {}
        self._count = 0

    def run(self, sql: bytes, values: Texts) -> Answer:
        """Return what a statement answered. Raises what psycopg raises.

        A server may forget what was prepared: whoever alters a table on the same connection makes it, and somebody
        who stands between may change the server. Outside a transaction the statement is then prepared again.
        """
        connection = self._connection
        with connection.lock:
            try:
                return self._sent(connection.pgconn, sql, values)
            except self._forgotten:
                self._names.clear()
                if connection.pgconn.transaction_status != self._idle:
                    raise
                return self._sent(connection.pgconn, sql, values)

    def _sent(self, link: Any, sql: bytes, values: Texts) -> Answer:
        name = self._names.get(sql)
        if name is None and len(self._names) < MOST:
            self._count += 1
            name = b"sextant_%d" % self._count
            link.send_prepare(name, sql)
            self._wait(link)
            self._names[sql] = name
        if name is None:
            link.send_query_params(sql, values)
        else:
            link.send_query_prepared(name, values)
        return Answer(self._wait(link))

    def _wait(self, link: Any) -> Any:
        result = self._connection.wait(self._execute(link))[-1]
        if result.status == self._failed:
            raise self._error(result, encoding="utf-8")
        return result


_NUMBERED: dict[str, bytes] = {}


def numbered(sql: str) -> bytes:
    """Return a statement with the placeholders of PostgreSQL itself, the same object each time.

    With placeholders of its own psycopg would take a long statement apart again at every execution; that took
    a fifth of the time that an act spends in this process.
    """
    known = _NUMBERED.get(sql)
    if known is None:
        first, *others = sql.split("?")
        text = first + "".join(f"${number}{part}" for number, part in enumerate(others, start=1))
        known = _NUMBERED[sql] = text.encode()
    return known
