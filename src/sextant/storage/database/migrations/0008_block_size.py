"""Free blocks by account and size, on PostgreSQL only.

SQLite has one writer, who waits for nobody, and would pay for the index with every block that is written.
Never change this file; a change of a table is a new migration.
"""

from typing import Any

from django.db import migrations, models
from django.db.models import F, Q


class _AddIndexOnPostgresql(migrations.AddIndex):
    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            super().database_backwards(app_label, schema_editor, from_state, to_state)


class Migration(migrations.Migration):
    dependencies = [("sextant", "0007_party_statements")]

    operations = [
        _AddIndexOnPostgresql(
            model_name="block",
            index=models.Index(
                F("account"), F("last") - F("first"), F("space"), F("first"), name="block_size", condition=Q(hold=None)
            ),
        ),
    ]
