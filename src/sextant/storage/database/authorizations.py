"""Authorizations at a moment on a relational database: versions on record, what was drawn, where their units stand."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sextant.application.reader import Moment
from sextant.domain.authorization import Authorization, authorization_of
from sextant.storage.database.driver import Driver, as_id

Recorded = tuple[Authorization, UUID]
"""A version, and the entry that recorded it."""


class DatabaseAuthorizations:
    """Reads on one connection, for one thread."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def recorded(self, at: Moment, key: str | None = None) -> dict[str, list[Recorded]]:
        """Return the versions on record at a moment, of all authorizations or of one, by key and in their order."""
        until, values = _until(at)
        sql = (
            'SELECT v."key", v."entry", v."body" FROM authorization_version v'
            f' JOIN entry e ON e."id" = v."entry" {until}'
        )
        if key is not None:
            sql, values = f'{sql} AND v."key" = ?', [*values, key]
        found: dict[str, list[Recorded]] = {}
        for name, entry, body in self._driver.query(f'{sql} ORDER BY v."key", v."version"', values):
            number = as_id(entry)
            assert number is not None
            found.setdefault(name, []).append((authorization_of(body), number))
        return found

    def drawn(self, at: Moment) -> Mapping[str, int]:
        """Return what entries up to a moment drew on tallies, by their names."""
        until, values = _until(at)
        sql = f"""SELECT e."result" FROM entry e {until} AND e."result" LIKE '%"tallies"%'"""
        drawn: Counter[str] = Counter()
        for (result,) in self._driver.query(sql, values):
            for name, quantity in json.loads(result).get("tallies", []):
                drawn[name] += quantity
        return drawn

    def by_account(self, terms: Sequence[int], at: Moment) -> list[tuple[int, int, int]]:
        """Return account, units, and those of them first transferred, of units under some terms at a moment."""
        until, values = _until(at)
        quantity = 'p."sign" * (p."last" - p."first" + 1)'
        sql = (
            f'SELECT p."account", sum({quantity}),'
            f' sum(CASE WHEN p."first_transfer" IS NULL THEN 0 ELSE {quantity} END)'
            f' FROM posting p JOIN entry e ON e."id" = p."entry" {until} AND p."terms" IN ({_marks(terms)})'
            f' GROUP BY p."account" HAVING sum({quantity}) <> 0'
        )
        return [
            (account, int(units), int(moved)) for account, units, moved in self._driver.query(sql, [*values, *terms])
        ]

    def blocks(self, terms: Sequence[int]) -> dict[int, list[tuple[int, int, int]]]:
        """Return where units under some terms stand now: by account the space, first and last serial of each block."""
        sql = (
            f'SELECT "account", "space", "first", "last" FROM block WHERE "terms" IN ({_marks(terms)})'
            ' ORDER BY "space", "first"'
        )
        found: dict[int, list[tuple[int, int, int]]] = {}
        for account, space, first, last in self._driver.query(sql, list(terms)):
            found.setdefault(account, []).append((space, first, last))
        return found


def _marks(values: Sequence[int]) -> str:
    """Return as many placeholders as there are values."""
    return ", ".join("?" * len(values))


def _until(at: Moment) -> tuple[str, list[Any]]:
    """Return the condition on the entry `e` for a moment, and its values."""
    if at.known_at is None:
        return 'WHERE e."effective_on" <= ?', [at.as_of]
    return 'WHERE e."effective_on" <= ? AND e."recorded_at" <= ?', [at.as_of, at.known_at]
