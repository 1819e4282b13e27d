"""How subjects stand, for lists: made of the journals of cases, and made again at any time. No guard keeps it.

Never change this file; a change of a table is a new migration.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sextant", "0003_authorizations")]

    operations = [
        migrations.CreateModel(
            name="CaseStanding",
            fields=[
                ("key", models.TextField(primary_key=True, serialize=False)),
                ("lines", models.TextField()),
                ("edition", models.CharField(max_length=64)),
                ("next_change_at", models.DateTimeField(null=True)),
                ("readable", models.BooleanField()),
                ("hidden", models.IntegerField()),
                ("waits", models.TextField()),
            ],
            options={"db_table": "case_standing"},
        ),
    ]
