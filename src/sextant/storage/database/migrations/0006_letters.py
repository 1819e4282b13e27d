"""Signed originals of letters of authorization, by their hash; append-only.

Never change this file; a change of a table is a new migration.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sextant", "0005_cooperation")]

    operations = [
        migrations.CreateModel(
            name="LetterOriginal",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("sha256", models.CharField(max_length=64)),
                ("key", models.CharField(max_length=160)),
                ("version", models.IntegerField()),
                ("name", models.TextField()),
                ("size", models.BigIntegerField()),
                ("filed_at", models.DateTimeField()),
            ],
            options={
                "db_table": "letter_original",
                "indexes": [
                    models.Index(fields=["sha256"], name="letter_original_sha256"),
                    models.Index(fields=["key"], name="letter_original_key"),
                ],
            },
        ),
    ]
