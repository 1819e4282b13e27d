"""The journals of cases: subjects, their lines, and who reads whose facts.

The triggers that guard them are in `case_guards.py` and are put in place after every migration.
Never change this file; a change of a table is a new migration.
"""

from django.db import migrations, models

import sextant.storage.database.fields


class Migration(migrations.Migration):
    dependencies = [("sextant", "0001_ledger")]

    operations = [
        migrations.CreateModel(
            name="CaseBeside",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "reader", "other", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reader", models.TextField()),
                ("other", models.TextField()),
            ],
            options={
                "db_table": "case_beside",
                "indexes": [models.Index(fields=["other"], name="case_beside_other")],
            },
        ),
        migrations.CreateModel(
            name="CaseLine",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "subject", "number", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("subject", models.TextField()),
                ("number", models.IntegerField()),
                ("kind", models.CharField(max_length=10)),
                ("id", sextant.storage.database.fields.IdField(unique=True)),
                ("at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(null=True)),
                ("body", models.TextField()),
            ],
            options={
                "db_table": "case_line",
                "indexes": [
                    models.Index(condition=models.Q(("kind", "act")), fields=["subject", "at"], name="case_line_acted")
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("kind__in", ("act", "case"))), name="case_line_kind")
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseSubject",
            fields=[
                ("key", models.TextField(primary_key=True, serialize=False)),
                ("subject", models.TextField()),
                ("cycle", models.CharField(max_length=200)),
                ("facts", models.TextField()),
            ],
            options={
                "db_table": "case_subject",
                "indexes": [models.Index(fields=["cycle"], name="case_subject_cycle")],
            },
        ),
    ]
