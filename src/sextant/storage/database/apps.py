"""The Django application that owns the tables. After every migration the guards are put back."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DatabaseConfig(AppConfig):
    """Tables of the ledger and of what it refers to."""

    name = "sextant.storage.database"
    label = "sextant"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the guards back after every migration: SQLite drops them when it rebuilds a table."""
        post_migrate.connect(_install_guards, sender=self)


def _install_guards(using: str = "default", **kwargs: Any) -> None:
    from django.db import connections

    from sextant.storage.database.guards import install

    with connections[using].cursor() as cursor:
        install(cursor, connections[using].vendor)
