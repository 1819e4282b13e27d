"""Where methodologies are read: the book beside each model, and the table of warming potentials."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from sextant.methodology.book import Book, parse_book
from sextant.methodology.catalogue.index import FOLDERS
from sextant.methodology.library import Gwps, parse_gwp_sets
from sextant.methodology.methodology import Methodology, joined
from sextant.methodology.reproduction import PublishedFigure, parse_published_figures

_PACKAGE = "sextant.methodology"


class ShippedLibrary:
    """The methodologies that ship with Sextant. Each is read when it is first asked for."""

    def find(self, name: str) -> Methodology | None:
        """Return the methodology of this id, or none."""
        return methodology(name) if name in FOLDERS else None

    def names(self) -> tuple[str, ...]:
        """Return the ids of all methodologies, tools and standards."""
        return tuple(FOLDERS)

    def gwps(self) -> Gwps:
        """Return the warming potentials."""
        return gwps()

    def book(self, name: str) -> Book:
        """Return what stands in the folder of a methodology beside its equations."""
        return book(name)


@cache
def methodology(name: str) -> Methodology:
    """Return a methodology that ships with Sextant. Raises KeyError where there is none."""
    model = import_module(f"{_PACKAGE}.catalogue.{FOLDERS[name]}.equations").MODEL
    return joined(book(name), model)


@cache
def book(name: str) -> Book:
    """Return the book of a methodology. Raises KeyError where there is none."""
    path = f"catalogue/{FOLDERS[name]}/methodology.yaml"
    return parse_book(files(_PACKAGE).joinpath(*path.split("/")).read_text(encoding="utf-8"), path)


@cache
def figures() -> tuple[PublishedFigure, ...]:
    """Return the published figures that are calculated again."""
    text = files(_PACKAGE).joinpath("reproduction.yaml").read_text(encoding="utf-8")
    return parse_published_figures(text, "reproduction.yaml")


@cache
def gwps() -> Gwps:
    """Return the warming potentials that the package globalwarmingpotentials states, as exact numbers."""
    sets = parse_gwp_sets(files(_PACKAGE).joinpath("gwp.yaml").read_text(encoding="utf-8"), "gwp.yaml")
    table = _table_of("globalwarmingpotentials")
    lines = [line for line in table.splitlines() if line.strip(",") and not line.startswith("#")]
    rows = list(csv.DictReader(io.StringIO("\n".join(lines))))
    return Gwps(sets, {each.name: _column(rows, each.column) for each in sets})


def _column(rows: list[dict[str, str]], column: str) -> Mapping[str, Fraction]:
    return {row["Species"]: Fraction(row[column]) for row in rows if row.get(column)}


def _table_of(package: str) -> str:
    """Return the table of a package, without running the package."""
    found = find_spec(package)
    if found is None or found.origin is None:
        raise FileNotFoundError(f"the package {package} is not installed")
    return Path(found.origin).with_name(f"{package}.csv").read_text(encoding="utf-8")
