"""The journals of Article 6.8, in which versions stand one after the other.

The triggers that guard them are in `cooperation_guards.py` and are put in place after every migration.
Never change this file; a change of a table is a new migration.
"""

from django.db import migrations, models

import sextant.storage.database.fields


class Migration(migrations.Migration):
    dependencies = [("sextant", "0004_case_standing")]

    operations = [
        migrations.CreateModel(
            name="CooperationLine",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "subject", "number", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("subject", models.TextField()),
                ("number", models.IntegerField()),
                ("kind", models.CharField(max_length=20)),
                ("id", sextant.storage.database.fields.IdField(unique=True)),
                ("actor", models.TextField()),
                ("at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("body", models.TextField()),
            ],
            options={
                "db_table": "cooperation_line",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="cooperation_line_number")
                ],
            },
        ),
    ]
