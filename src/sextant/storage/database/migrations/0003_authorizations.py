"""Versions of authorizations, append-only.

Never change this file; a change of a table is a new migration.
"""

from django.db import migrations, models

import sextant.storage.database.fields


class Migration(migrations.Migration):
    dependencies = [
        ("sextant", "0002_cases"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuthorizationVersion",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=160)),
                ("version", models.IntegerField()),
                ("entry", sextant.storage.database.fields.IdField()),
                ("party", models.CharField(max_length=10)),
                ("reference", models.CharField(max_length=140)),
                ("effective_on", models.DateField()),
                ("body", models.TextField()),
            ],
            options={
                "db_table": "authorization_version",
                "constraints": [models.UniqueConstraint(fields=("key", "version"), name="authorization_version_key")],
            },
        ),
    ]
