"""The first tables of a registry, as the models declare them.

The triggers that guard history are not here: `guards.py` puts them back after every migration, because SQLite
drops them when a migration rebuilds a table. Never change this file; a change of a table is a new migration.
"""

from django.db import migrations, models

import sextant.storage.database.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", sextant.storage.database.fields.IdField(primary_key=True, serialize=False)),
                ("digest", models.BinaryField()),
                ("kind", models.CharField(max_length=30)),
                ("actor", models.TextField()),
                ("effective_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("body", models.TextField()),
                ("result", models.TextField()),
                ("corrects", sextant.storage.database.fields.IdField(null=True)),
            ],
            options={
                "db_table": "entry",
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", sextant.storage.database.fields.IdField(primary_key=True, serialize=False)),
                ("case", models.TextField()),
                ("placed_by", models.TextField()),
                ("expires_on", models.DateField(null=True)),
            ],
            options={
                "db_table": "hold",
            },
        ),
        migrations.CreateModel(
            name="Outbox",
            fields=[
                ("entry", sextant.storage.database.fields.IdField(primary_key=True, serialize=False)),
            ],
            options={
                "db_table": "outbox",
            },
        ),
        migrations.CreateModel(
            name="Quarantine",
            fields=[
                ("id", sextant.storage.database.fields.IdField(primary_key=True, serialize=False)),
                ("report", models.CharField(max_length=40)),
                ("file", models.TextField()),
                ("row", models.IntegerField()),
                ("code", models.CharField(max_length=60)),
                ("values", models.JSONField()),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "db_table": "quarantine",
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("name", models.CharField(max_length=200, primary_key=True, serialize=False)),
                ("used", models.BigIntegerField()),
                ("limit", models.BigIntegerField(null=True)),
                ("version", models.IntegerField()),
            ],
            options={
                "db_table": "tally",
            },
        ),
        migrations.CreateModel(
            name="Terms",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("body", models.TextField()),
            ],
            options={
                "db_table": "terms",
            },
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("registry", models.CharField(max_length=20)),
                ("code", models.CharField(max_length=100)),
                ("type", models.CharField(max_length=100)),
                ("name", models.TextField()),
                ("owner", models.TextField(null=True)),
                ("party", models.CharField(max_length=10, null=True)),
                ("authorizing_party", models.CharField(max_length=10, null=True)),
                ("ndc_period", models.CharField(max_length=20, null=True)),
                ("state", models.CharField(max_length=20)),
                ("version", models.IntegerField()),
                ("synthetic", models.BooleanField(default=False)),
            ],
            options={
                "db_table": "account",
                "indexes": [models.Index(fields=["party"], name="account_party")],
                "constraints": [models.UniqueConstraint(fields=("registry", "code"), name="account_code")],
            },
        ),
        migrations.CreateModel(
            name="Activity",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("registry", models.CharField(max_length=20)),
                ("reference", models.CharField(max_length=100)),
                ("mechanism", models.CharField(max_length=20)),
                ("title", models.TextField(null=True)),
                ("host_parties", models.JSONField(default=list)),
                ("other_parties", models.JSONField(default=list)),
                ("methodologies", models.JSONField(default=list)),
                ("status", models.CharField(max_length=30, null=True)),
                ("registered_on", models.DateField(null=True)),
                ("expected_annual_reductions", models.BigIntegerField(null=True)),
                ("synthetic", models.BooleanField(default=False)),
            ],
            options={
                "db_table": "activity",
                "indexes": [
                    models.Index(fields=["mechanism"], name="activity_mechanism"),
                    models.Index(fields=["registered_on"], name="activity_registered_on"),
                ],
                "constraints": [models.UniqueConstraint(fields=("registry", "reference"), name="activity_reference")],
            },
        ),
        migrations.CreateModel(
            name="ActivityHost",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "activity", "party", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("activity", models.BigIntegerField()),
                ("party", models.CharField(max_length=10)),
            ],
            options={
                "db_table": "activity_host",
                "indexes": [models.Index(fields=["party"], name="activity_host_party")],
            },
        ),
        migrations.CreateModel(
            name="Block",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "space", "first", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("space", models.BigIntegerField()),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("lot", sextant.storage.database.fields.IdField()),
                ("account", models.BigIntegerField()),
                ("terms", models.BigIntegerField()),
                ("first_transfer", sextant.storage.database.fields.IdField(null=True)),
                ("hold", sextant.storage.database.fields.IdField(null=True)),
                ("since", sextant.storage.database.fields.IdField()),
                ("acted_on", models.DateField()),
            ],
            options={
                "db_table": "block",
                "indexes": [
                    models.Index(
                        condition=models.Q(("hold", None)),
                        fields=["account", "terms", "space", "first"],
                        name="block_free",
                    ),
                    models.Index(condition=models.Q(("hold__isnull", False)), fields=["hold"], name="block_held"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("first__gte", 1), ("last__gte", models.F("first"))),
                        name="block_range",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Lot",
            fields=[
                ("id", sextant.storage.database.fields.IdField(primary_key=True, serialize=False)),
                ("space", models.BigIntegerField()),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("mechanism", models.CharField(max_length=20)),
                ("unit_type", models.CharField(max_length=20)),
                ("host_party", models.CharField(max_length=10)),
                ("activity", models.BigIntegerField()),
                ("issued_by", sextant.storage.database.fields.IdField()),
                ("issued_on", models.DateField()),
                ("vintage", models.IntegerField(null=True)),
                ("period_first", models.DateField(null=True)),
                ("period_last", models.DateField(null=True)),
                ("commitment_period", models.IntegerField(null=True)),
                ("underlying", models.TextField(null=True)),
            ],
            options={
                "db_table": "lot",
                "indexes": [
                    models.Index(fields=["activity"], name="lot_activity"),
                    models.Index(fields=["host_party"], name="lot_host_party"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("first__gte", 1), ("last__gte", models.F("first"))),
                        name="lot_range",
                    ),
                    models.UniqueConstraint(fields=("space", "first"), name="lot_space_first"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "entry", "line", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("entry", sextant.storage.database.fields.IdField()),
                ("line", models.IntegerField()),
                ("sign", models.SmallIntegerField()),
                ("account", models.BigIntegerField()),
                ("effective_on", models.DateField()),
                ("space", models.BigIntegerField()),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("lot", sextant.storage.database.fields.IdField()),
                ("terms", models.BigIntegerField()),
                ("first_transfer", sextant.storage.database.fields.IdField(null=True)),
                ("hold", sextant.storage.database.fields.IdField(null=True)),
                ("follows", sextant.storage.database.fields.IdField(null=True)),
            ],
            options={
                "db_table": "posting",
                "indexes": [
                    models.Index(fields=["account", "effective_on", "sign", "first", "last"], name="posting_account")
                ],
                "constraints": [models.CheckConstraint(condition=models.Q(("sign__in", (-1, 1))), name="posting_sign")],
            },
        ),
        migrations.CreateModel(
            name="SerialSpace",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("registry", models.CharField(max_length=20)),
                ("key", models.CharField(max_length=100)),
                ("prefix", models.CharField(max_length=100)),
                ("next_serial", models.BigIntegerField(null=True)),
            ],
            options={
                "db_table": "serial_space",
                "indexes": [models.Index(fields=["prefix"], name="serial_space_prefix")],
                "constraints": [models.UniqueConstraint(fields=("registry", "key"), name="serial_space_key")],
            },
        ),
    ]
