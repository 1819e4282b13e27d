"""Database URLs: `sqlite:///folder/file`, `postgresql://user:secret@host:port/name?isolation=serializable`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


class DatabaseUrlError(ValueError):
    """A database URL that cannot be understood; the sentence says what was expected."""


@dataclass(frozen=True, slots=True)
class DatabaseUrl:
    """What a database URL says."""

    vendor: str
    name: str
    user: str | None = None
    password: str | None = None
    host: str | None = None
    port: int | None = None
    isolation: str = "read committed"

    def django(self) -> dict[str, Any]:
        """Return the value for Django's DATABASES."""
        if self.vendor == "sqlite":
            return {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": self.name,
                "OPTIONS": {
                    "timeout": 30,
                    "transaction_mode": "IMMEDIATE",
                    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
                },
            }
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": self.name,
            "USER": self.user or "",
            "PASSWORD": self.password or "",
            "HOST": self.host or "",
            "PORT": str(self.port or ""),
        }


def parse_database_url(text: str) -> DatabaseUrl:
    """Return what a database URL says. Raises DatabaseUrlError with a sentence that names what was expected."""
    parts = urlsplit(text)
    if parts.scheme == "sqlite":
        name = unquote(text.removeprefix("sqlite:").removeprefix("//").removeprefix("/"))
        if text.startswith("sqlite:////"):
            name = unquote(text.removeprefix("sqlite:///"))
        if not name:
            raise DatabaseUrlError(f"{text!r} names no file; expected sqlite:///folder/file.sqlite3")
        return DatabaseUrl("sqlite", name)
    if parts.scheme in {"postgresql", "postgres"}:
        query = parse_qs(parts.query)
        name = unquote(parts.path.lstrip("/"))
        if not name:
            raise DatabaseUrlError(f"{text!r} names no database; expected postgresql://user@host:port/name")
        isolation = query.get("isolation", ["read committed"])[0].replace("_", " ")
        if isolation not in {"read committed", "serializable"}:
            raise DatabaseUrlError(f"isolation {isolation!r} is not served; expected read_committed or serializable")
        host = query.get("host", [parts.hostname or ""])[0]
        return DatabaseUrl(
            "postgresql",
            name,
            user=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
            host=host or None,
            port=parts.port or (int(query["port"][0]) if "port" in query else None),
            isolation=isolation,
        )
    raise DatabaseUrlError(
        f"{text!r} is not a database URL; expected sqlite:///folder/file.sqlite3 or postgresql://user@host/name"
    )
