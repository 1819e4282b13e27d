"""Statements of Parties beside the ledger, version by version; append-only.

Never change this file; a change of a table is a new migration.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sextant", "0006_letters")]

    operations = [
        migrations.CreateModel(
            name="PartyStatement",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("party", models.CharField(max_length=8)),
                ("kind", models.CharField(max_length=32)),
                ("subject", models.CharField(max_length=160)),
                ("version", models.IntegerField()),
                ("body", models.TextField()),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "db_table": "party_statement",
                "indexes": [models.Index(fields=["party", "kind"], name="party_statement_party_kind")],
            },
        ),
    ]
