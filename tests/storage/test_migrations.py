"""Migrations: what a table rebuilt by Django loses on SQLite is put back, and models and migrations agree."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from tests.journals import PARTY, Desk, notified
from tests.journals import close as close_journals
from tests.stores import dump, filed_letter, party_statement, place_of
from tests.world import World

from sextant.application.queries.verify import verify
from sextant.cooperation.journal import Line
from sextant.storage.account_types import account_types
from sextant.storage.database.case_guards import CASE_GUARDS, CASE_TABLES
from sextant.storage.database.cooperation import DatabaseCooperation
from sextant.storage.database.cooperation_guards import COOPERATION_GUARDS, COOPERATION_TABLE
from sextant.storage.database.driver import connect
from sextant.storage.database.guards import GUARDS
from sextant.storage.database.letters import DatabaseLetters
from sextant.storage.database.party_statements import DatabasePartyStatements
from sextant.storage.database.reader import DatabaseReader
from sextant.storage.database.url import parse_database_url

HISTORY = (
    "entry", "posting", "lot", "terms", "hold", "authorization_version", "letter_original",
    "party_statement",
    *CASE_TABLES, COOPERATION_TABLE,
)  # fmt: skip
TABLES = (*HISTORY, "block")
_EARLIER = """
from importlib import import_module
Migration = import_module("sextant.storage.database.migrations.{name}").Migration
"""
_LATER = """
from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [("sextant", "{last}")]
    operations = [
        change(name.replace("_", ""), "added", models.CharField(max_length=length, db_default="new"))
        for name in {tables}
        for change, length in ((migrations.AddField, 10), (migrations.AlterField, 20))
    ]
"""


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings) -> Callable[[], str]:
    """Return a function that brings a later migration and returns its name.

    It adds a field to every guarded table, then widens the field, for which SQLite needs the table rebuilt.
    """
    folder = tmp_path / "later_migrations"
    folder.mkdir()
    here = Path(sys.modules["sextant"].__file__ or "").parent / "storage" / "database" / "migrations"
    names = sorted(each.stem for each in here.glob("0*.py"))
    for name in names:
        (folder / f"{name}.py").write_text(_EARLIER.format(name=name))
    (folder / "__init__.py").write_text("")
    (folder / "9999_later.py").write_text(_LATER.format(last=names[-1], tables=TABLES))
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "later_migrations", raising=False)

    def bring() -> str:
        settings.MIGRATION_MODULES = {"sextant": "later_migrations"}
        return "9999_later"

    return bring


def missing_guards(cursor: Any, vendor: str) -> frozenset[str]:
    every = (GUARDS, CASE_GUARDS, COOPERATION_GUARDS)
    return frozenset().union(*(each.missing(cursor, vendor) for each in every))


@contextlib.contextmanager
def django_connection(url: str) -> Iterator[Any]:
    from django.db import connections

    alias = f"test:{url}"
    defaults = {"USER": "", "PASSWORD": "", "HOST": "", "PORT": "", "OPTIONS": {}}
    connections.databases[alias] = {
        **connections.databases["default"], **defaults, **parse_database_url(url).django(),
    }  # fmt: skip
    try:
        yield connections[alias]
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.databases[alias]


def _say_something(url: str | None) -> None:
    """Put a line into a journal of Article 6.8, so that its table has something to keep."""
    assert url is not None
    store = DatabaseCooperation(connect(parse_database_url(url)))
    at = datetime(2026, 5, 1, tzinfo=UTC)
    assert store.append("topic:t", 1, Line(uuid4(), "post", "somebody", at, {"text": "hello"}), at)
    store.driver.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_migration_that_adds_a_field_keeps_every_guard(kind, database_url, clock, later, django_db_blocker):
    from django.apps import apps
    from django.core.management import call_command
    from django.db import DatabaseError
    from django.db.models.signals import post_migrate

    from sextant.storage.database.apps import install_guards

    place = place_of(kind, database_url(kind), clock)
    world = World(place.registry)
    world.do(world.issue(100))
    world.do(world.transfer(world.units(1, 10)))
    world.do(world.hold(world.units(11, 20)))
    world.do(world.authorize())
    DatabaseLetters(place.registry.store.driver).put(filed_letter())
    DatabasePartyStatements(place.registry.store.driver).put(party_statement())
    before = place.dump()
    place.close()
    desk = Desk(place.url)
    desk.open_host()
    desk.open()
    desk.take(notified())
    journals = [desk.history(), desk.history(PARTY)]
    close_journals(desk.store)
    _say_something(place.url)
    config = apps.get_app_config("sextant")
    every = (GUARDS, CASE_GUARDS, COOPERATION_GUARDS)
    expected = frozenset().union(*(each.expected("sqlite") for each in every))
    with django_db_blocker.unblock(), django_connection(place.url) as connection:
        later()
        # Without what puts them back, it would be seen that the triggers of a rebuilt table are gone.
        assert post_migrate.disconnect(install_guards, sender=config)
        try:
            call_command("migrate", database=connection.alias, verbosity=0, interactive=False)
            with connection.cursor() as cursor:
                lost = missing_guards(cursor, connection.vendor)
        finally:
            post_migrate.connect(install_guards, sender=config)
        assert lost == (expected if kind == "sqlite" else frozenset())
        call_command("migrate", database=connection.alias, verbosity=0, interactive=False)
        with connection.cursor() as cursor:
            assert not missing_guards(cursor, connection.vendor)
            for table in TABLES:
                cursor.execute(f"SELECT count(*) FROM {table} WHERE added = 'new'")
                assert cursor.fetchone()[0] > 0
        for table in HISTORY:
            with pytest.raises(DatabaseError, match="history"), connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM {table}")
    assert dump(place.registry.store) == before
    assert [desk.history(), desk.history(PARTY)] == journals
    close_journals(desk.store)
    assert verify(DatabaseReader(place.registry.store.driver), account_types()).findings == []
    place.close()


def test_the_models_and_the_migrations_agree():
    from django.apps import apps
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.state import ProjectState

    written = MigrationLoader(None).project_state()
    assert MigrationAutodetector(written, ProjectState.from_apps(apps)).changes(graph=MigrationLoader(None).graph) == {}
