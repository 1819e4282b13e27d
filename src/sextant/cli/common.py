"""What all commands share: where the registry is, how an outcome is printed, how a wrong input ends."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from sextant.wording.command_line import language, say

if TYPE_CHECKING:
    from sextant.storage.database.reader import DatabaseReader

Json = Annotated[bool, typer.Option("--json", help=say("json"))]
Database = Annotated[str | None, typer.Option("--database", help=say("database"))]


def fail(sentence: str) -> NoReturn:
    """End with one sentence on standard error and exit code 2."""
    print(sentence, file=sys.stderr)
    raise typer.Exit(2)


def database_url(given: str | None) -> str:
    """Return the database that a command works on."""
    return given or os.environ.get("SEXTANT_DATABASE") or home_database("sextant")


def home_database(name: str) -> str:
    """Return the URL of a database in the folder where this machine keeps its registries."""
    return f"sqlite:///{os.environ.get('SEXTANT_HOME', 'var')}/{name}.sqlite3"


def no_registry(database: str) -> str:
    """Return the sentence for a database without a registry; it names the demonstration's, which is another one."""
    demo = home_database("demo")
    there = os.path.isfile(demo.removeprefix("sqlite:///"))
    return say("no_registry_but_demo" if there else "no_registry", database=database, demo=demo)


def print_json(value: Any) -> None:
    """Print a value for programs; a decimal becomes a number here, at the edge."""
    print(json.dumps(value, ensure_ascii=False, indent=1, default=float))


@contextmanager
def usable(url: str) -> Iterator[None]:
    """Turn what can be wrong with a database into one sentence and exit code 2."""
    from sqlite3 import Error as SqliteError

    from sextant.application.ports import TransientFault
    from sextant.application.registry import RegistryBusy
    from sextant.storage.database.driver import DatabaseFault, MissingDriver
    from sextant.storage.database.url import DatabaseUrlError, without_secret
    from sextant.wording.unreadable import database_url_sentence

    try:
        yield
    except DatabaseUrlError as error:
        fail(database_url_sentence(error, language()))
    except FileNotFoundError:
        fail(no_registry(without_secret(url)))
    except RegistryBusy:
        fail(say("registry_busy"))
    except MissingDriver:
        fail(say("driver_missing"))
    except Exception as error:
        if not isinstance(error, (DatabaseFault, TransientFault, SqliteError, *_postgresql_errors())):
            raise
        fail(say("database_unreachable", reason=" ".join(str(error).split()).rstrip(" .?")))


def _postgresql_errors() -> tuple[type[BaseException], ...]:
    """Return what the driver of PostgreSQL raises; nothing where it was never loaded."""
    driver = sys.modules.get("psycopg")
    return (driver.Error,) if driver else ()


@contextmanager
def without_cycle_search() -> Iterator[None]:
    """Spare long work the search for reference cycles: its records make none, and the search took a fifth."""
    import gc

    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def existing_reader(given: str | None) -> DatabaseReader:
    """Return a reader of an existing registry, or end with one sentence."""
    from sextant.storage.database.url import parse_database_url, without_secret
    from sextant.storage.opening import open_reader

    url = database_url(given)
    with usable(url):
        parsed = parse_database_url(url)
        absent = parsed.vendor == "sqlite" and not os.path.isfile(parsed.name)
        reader = open_reader(url)
        if absent or not reader.ready():
            fail(no_registry(without_secret(url)))
        return reader
    raise AssertionError("not reached")
