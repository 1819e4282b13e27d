"""Column types that Django lacks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models


class IdField(models.UUIDField):
    """A UUID: the native type on PostgreSQL, sixteen bytes on SQLite (Django would store 32 letters)."""

    def db_type(self, connection: Any) -> str:
        """Return the column type."""
        return "uuid" if connection.vendor == "postgresql" else "blob"

    def rel_db_type(self, connection: Any) -> str:
        """Return the column type of a reference to such a column."""
        return self.db_type(connection)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Return the value as the driver wants it."""
        if value is None:
            return None
        value = self.to_python(value)
        return value if connection.vendor == "postgresql" else value.bytes

    def get_db_converters(self, connection: Any) -> list[Any]:
        """Return what turns a stored value into a UUID: nothing is needed where the type is native."""
        return [] if connection.vendor == "postgresql" else [_from_bytes]

    def deconstruct(self) -> Any:
        """Return how a migration spells this field."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs


def _from_bytes(value: bytes | None, expression: Any, connection: Any) -> UUID | None:
    return None if value is None else UUID(bytes=bytes(value))
