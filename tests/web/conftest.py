"""A filled registry in a fresh SQLite file, and Django's client for its pages.

The settings of the pages are put over whatever settings the test run was started with, so that these tests
run alone and together with those of the storage.
"""

import importlib.util
import json
import os
import sys
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path

import pytest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sextant.web.settings")


def _world():
    spec = importlib.util.spec_from_file_location("sextant_test_world", Path(__file__).with_name("world.py"))
    module = importlib.util.module_from_spec(spec)
    sys.modules.setdefault("sextant_test_world", module)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def world(tmp_path_factory, request):
    """The database URL and the named entries of the world."""
    from sextant.storage.opening import open_registry, prepare_database

    url = f"sqlite:///{tmp_path_factory.mktemp('web') / 'world.sqlite3'}"
    with _database_access(request):
        prepare_database(url)
    entries = _world().fill(open_registry(url))
    return url, entries


@pytest.fixture(scope="session")
def played(tmp_path_factory, request):
    """The URL and the named entries of a database with the world and a scenario that was played in it."""
    from sextant.storage.opening import prepare_database

    url = f"sqlite:///{tmp_path_factory.mktemp('web') / 'played.sqlite3'}"
    with _database_access(request):
        prepare_database(url)
    return url, _play(url)


@pytest.fixture(scope="session")
def solar_played(tmp_path_factory, request):
    """The URL of a database with the world and the solar park of Article 6.4 alone."""
    from sextant.storage.opening import prepare_database

    url = f"sqlite:///{tmp_path_factory.mktemp('web') / 'solar.sqlite3'}"
    with _database_access(request):
        prepare_database(url)
    _play(url, "pacm_solar")
    return url


@pytest.fixture
def solar_player(solar_played, request):
    """A client of the pages, with the world and the solar park behind them."""
    with pages_on(solar_played, request) as visitor:
        yield visitor


def _play(url, *names):
    from sextant.application.demo.cooperation import build_cooperation
    from sextant.application.scenario.run import run
    from sextant.storage.opening import open_cooperation, open_registry
    from sextant.storage.scenario_files import database_stage, shipped_stories

    entries = _world().fill(open_registry(url))
    build_cooperation(open_cooperation(url))
    for story in (each for each in shipped_stories() if not names or each.name in names):
        assert run(database_stage(story, url)).as_expected
    return entries


@pytest.fixture(scope="session")
def imported_world(tmp_path_factory, request):
    """The URL of a database with synthetic reports as the importer takes them, and an entry of each kind."""
    from tests.reports import synthetic_reports, write_reports

    from sextant.application.cdm_report.rows import CANCELLATION_COLUMNS, ISSUANCE_COLUMNS
    from sextant.application.commands.import_cdm_registry import import_cdm_registry
    from sextant.storage.opening import open_reader, open_registry, prepare_database
    from sextant.storage.report_files import read_report
    from sextant.storage.rulebook_files import parties

    folder = tmp_path_factory.mktemp("imported")
    url = f"sqlite:///{folder / 'imported.sqlite3'}"
    with _database_access(request):
        prepare_database(url)
    issuances, cancellations = write_reports(folder, synthetic_reports(3))
    reader = open_reader(url)
    done = import_cdm_registry(
        open_registry(url),
        reader,
        read_report(issuances, ISSUANCE_COLUMNS),
        read_report(cancellations, CANCELLATION_COLUMNS),
        parties(),
    )
    assert done.issuances.accepted, "nothing was imported"
    assert done.cancellations.accepted, "nothing was cancelled"
    kinds = {each.kind: each.id for each in reader.entries()}
    reader.close()
    return url, {"issuance": kinds["record_issuance"], "cancellation": kinds["cancel"]}


@pytest.fixture
def imported(imported_world, request):
    """A client of the pages with imported reports behind them, and an entry of each kind."""
    with pages_on(imported_world[0], request) as visitor:
        yield visitor, imported_world[1]


@pytest.fixture
def player(played, request):
    """A client of the pages, with the world and a played scenario behind them."""
    with pages_on(played[0], request) as visitor:
        yield visitor


@pytest.fixture(scope="session")
def stated_world(tmp_path_factory, request):
    """The URL of a database with the synthetic world and what its Parties state."""
    from tests.clock import FakeClock

    from sextant.application.commands.state_for_party import record_statement
    from sextant.application.demo.accounts import build_accounts
    from sextant.application.demo.reports import REVIEWED, build_reports
    from sextant.application.demo.reviews import build_reviews
    from sextant.application.demo.world import build_world
    from sextant.application.party_statements import StatementKind
    from sextant.storage.database.party_statements import DatabasePartyStatements
    from sextant.storage.opening import open_registry, prepare_database
    from sextant.storage.rulebook_files import rulebooks

    url = f"sqlite:///{tmp_path_factory.mktemp('web') / 'stated.sqlite3'}"
    with _database_access(request):
        prepare_database(url)
    registry = open_registry(url)
    build_world(registry, rulebooks())
    statements = DatabasePartyStatements(registry.store.driver)
    build_accounts(registry, statements, FakeClock())
    build_reports(statements, FakeClock())
    build_reviews(statements, FakeClock())
    # A report that is not complete.
    lacking = json.dumps({**REVIEWED, "party": "XM"}, ensure_ascii=False)
    record_statement(statements, "XM", StatementKind.REPORT, "initial", lacking, FakeClock().now())
    return url


@pytest.fixture
def stated(stated_world, request):
    """A client of the pages, with the synthetic world and what its Parties state behind them."""
    with pages_on(stated_world, request) as visitor:
        yield visitor


@pytest.fixture
def stopped_before(tmp_path, request):
    """A client of the pages for a scenario that stops before a step is taken, as if its journal ended there."""
    from sextant.storage.opening import prepare_database
    from sextant.storage.scenario_files import database_stage, shipped_stories

    with ExitStack() as opened:

        def stop(take):
            url = f"sqlite:///{tmp_path / f'{take}.sqlite3'}"
            with _database_access(request):
                prepare_database(url)
            story = next(each for each in shipped_stories() if each.name == "pacm_solar")
            stage = database_stage(story, url)
            for scene in story.scenes:
                if scene.take == take:
                    break
                stage.play(scene)
            return opened.enter_context(pages_on(url, request))

        yield stop


@pytest.fixture
def player_on_postgresql(postgresql_server, postgresql_database, request):
    """The same on a fresh PostgreSQL database."""
    url = postgresql_server.url(postgresql_database())
    _play(url)
    with pages_on(url, request) as visitor:
        yield visitor


@pytest.fixture
def client(world, request):
    """A client of the pages, with the world behind them."""
    with pages_on(world[0], request) as visitor:
        yield visitor


@pytest.fixture
def client_on_postgresql(postgresql_server, postgresql_database, request):
    """A client of the pages, with the world in a fresh PostgreSQL database behind them."""
    from sextant.storage.opening import open_registry

    url = postgresql_server.url(postgresql_database())
    _world().fill(open_registry(url))
    with pages_on(url, request) as visitor:
        yield visitor


@contextmanager
def pages_on(url, request):
    """Put the pages' settings and a database in place, and give a client."""
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
    from django.db import connections
    from django.test import Client, override_settings

    from sextant.storage.database.url import parse_database_url
    from sextant.web import settings as pages

    kept = ("DATABASES", "SECRET_KEY")
    own = {name: getattr(pages, name) for name in dir(pages) if name.isupper() and name not in kept}
    own |= {"DATABASE_URL": url, "SECRET_KEY": "for tests only", "DEBUG": False, "ALLOWED_HOSTS": ["testserver"]}
    before = connections.databases["default"]
    with override_settings(**own), _database_access(request):
        connections["default"].close()
        del connections["default"]
        connections.databases["default"] = {**before, "OPTIONS": {}, **parse_database_url(url).django()}
        try:
            yield Client(raise_request_exception=False)
        finally:
            connections["default"].close()
            del connections["default"]
            connections.databases["default"] = before


def _database_access(request):
    """Django's connections are closed to tests by pytest-django; these tests bring a database of their own."""
    if request.config.pluginmanager.hasplugin("django"):
        return request.getfixturevalue("django_db_blocker").unblock()
    return nullcontext()
