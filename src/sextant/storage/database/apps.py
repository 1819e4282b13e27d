"""The Django application that owns the tables. After every migration the guards are put back."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class DatabaseConfig(AppConfig):
    """Tables of the ledger and of what it refers to."""

    name = "sextant.storage.database"
    label = "sextant"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the guards back after every migration: SQLite drops them when it rebuilds a table.

        Before one, SQLite must be rid of those that look at another table: it refuses to rebuild that table.
        """
        pre_migrate.connect(remove_entangled_guards, sender=self)
        post_migrate.connect(install_guards, sender=self)


def remove_entangled_guards(using: str = "default", plan: Any = (), **kwargs: Any) -> None:
    """Remove the triggers that stand in the way of the migrations of a plan, if it has any."""
    from django.db import connections

    from sextant.storage.database.guards import remove_entangled

    if plan and connections[using].vendor == "sqlite":
        with connections[using].cursor() as cursor:
            remove_entangled(cursor)


def install_guards(using: str = "default", **kwargs: Any) -> None:
    """Put every guard in place."""
    from django.db import connections

    from sextant.storage.database.case_guards import CASE_GUARDS
    from sextant.storage.database.cooperation_guards import COOPERATION_GUARDS
    from sextant.storage.database.guards import GUARDS

    with connections[using].cursor() as cursor:
        for each in (GUARDS, CASE_GUARDS, COOPERATION_GUARDS):
            each.install(cursor, connections[using].vendor)
