"""Database URLs: `sqlite:///folder/file`, `postgresql://user:secret@host:port/name?isolation=serializable`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


class DatabaseUrlError(ValueError):
    """A database URL that cannot be understood: why, as a code, and what was found.

    The sentences hang on the code in `wording`. A secret in the URL is not part of what was found.
    """

    def __init__(self, code: str, found: str) -> None:
        self.code = code
        self.found = found
        super().__init__(code, found)


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
    """Return what a database URL says. Raises DatabaseUrlError."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise DatabaseUrlError("url_malformed", without_secret(text)) from None
    if parts.scheme == "sqlite":
        name = unquote(text.removeprefix("sqlite:").removeprefix("//").removeprefix("/"))
        if text.startswith("sqlite:////"):
            name = unquote(text.removeprefix("sqlite:///"))
        if not name:
            raise DatabaseUrlError("url_names_no_file", text)
        return DatabaseUrl("sqlite", name)
    if parts.scheme in {"postgresql", "postgres"}:
        query = parse_qs(parts.query)
        name = unquote(parts.path.lstrip("/"))
        if not name:
            raise DatabaseUrlError("url_names_no_database", without_secret(text))
        isolation = query.get("isolation", ["read committed"])[0].replace("_", " ")
        if isolation not in {"read committed", "serializable"}:
            raise DatabaseUrlError("isolation_not_served", isolation)
        host = query.get("host", [parts.hostname or ""])[0]
        return DatabaseUrl(
            "postgresql",
            name,
            user=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
            host=host or None,
            port=port or _port(query, text),
            isolation=isolation,
        )
    raise DatabaseUrlError("not_a_database_url", without_secret(text))


def _port(query: dict[str, list[str]], text: str) -> int | None:
    given = query.get("port", [""])[0]
    if given and not (given.isascii() and given.isdigit() and int(given) < 65_536):
        raise DatabaseUrlError("url_malformed", without_secret(text))
    return int(given) if given else None


def without_secret(text: str) -> str:
    """Return a database URL as it may be shown: without the password."""
    return re.sub(r"(?<=://)([^:/@]*):[^/]*@", r"\1:***@", text)
