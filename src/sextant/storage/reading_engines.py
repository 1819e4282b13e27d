"""The engines that add up readings, by the name a person gives them. Spark is loaded only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from sextant.application.queries.quantify_readings import ReadingSource
from sextant.storage.spark_readings import SparkAbsent, SparkReadings

__all__ = ["ENGINES", "SparkAbsent", "engine_of"]


def _duckdb(path: Path) -> ReadingSource:
    from sextant.storage.reading_files import DuckdbReadings

    return DuckdbReadings(path)


ENGINES: Mapping[str, Callable[[Path], ReadingSource]] = {"duckdb": _duckdb, "spark": SparkReadings}


def engine_of(name: str) -> Callable[[Path], ReadingSource] | None:
    """Return what opens readings with an engine, none where there is no such engine."""
    return ENGINES.get(name)
