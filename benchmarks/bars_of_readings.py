"""Readings of devices: the calculation beside a bare scan of the same files, its memory, and one command from cold.

A row is a device and day: whole numbers for both, two floats of 32 bits, a flag, a stratum. One in ten is flagged and
one in twenty has no quantity. The same rows lie in the order of their devices, and in that in which they would arrive.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from pathlib import Path

import duckdb

from benchmarks.measuring import Bar, Figure, figure_of, in_turns, seconds_of
from benchmarks.places import Places
from benchmarks.sizes import Size

DAYS, STRATA, FILES = 100, 50, 10
_INPUTS = {"savings": "teo", "eta_old": "1/10", "eta_new": "3/10"}
_MEMORY = "640MB"
_ONCE = """
import resource, sys
from pathlib import Path
from benchmarks.bars_of_readings import calculated
calculated(Path(sys.argv[1]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def readings(places: Places, size: Size) -> Iterator[Figure]:
    """Yield the rate of the calculation beside the scan, in both orders, and the memory of one process."""
    by_device, by_day = _filled(places.folder / "readings", size.readings)
    rows = size.readings // DAYS * DAYS
    for name, folder, bar in (
        ("sorted by device", by_device, Bar("ratio", 0.45, 0.6)),
        ("in order of arrival", by_day, Bar("ratio", 0.25, 0.34)),
    ):
        sides = {"ours": partial(_rate, calculated, folder, rows), "floor": partial(_rate, scanned, folder, rows)}
        measured = in_turns(size.rounds, sides)
        peak = _peak(folder)
        yield figure_of(f"{rows} device-days {name}, beside a scan of all columns", measured, "rows/s", bar=bar,
                        beside={"peak_mb": peak})  # fmt: skip
        memory = Bar("ours", 512, 300, most=True)
        yield Figure(f"memory of {rows} device-days {name}", float(peak), None, None, "MB", 1, memory)
    yield from _from_cold(places.folder, size)


def _rate(act: Callable[[Path], None], folder: Path, rows: int) -> float:
    """Return how many rows a second an act goes through."""
    return rows / seconds_of(lambda: act(folder))


def calculated(folder: Path) -> None:
    """Calculate what the readings of a folder give. Raises AssertionError where it is refused."""
    from sextant.application.queries.quantify_readings import QuantifiedReadings, quantify_readings
    from sextant.methodology.plan import Request
    from sextant.storage.methodology_files import ShippedLibrary
    from sextant.storage.reading_files import DuckdbReadings, reading_rules

    inputs = {name: Fraction(each) if each[0].isdigit() else each for name, each in _INPUTS.items()}
    request = Request("AMS-II.G", {**inputs, "readings": {"first_day": 0, "last_day": DAYS - 1}})
    done = quantify_readings(request, DuckdbReadings(folder), ShippedLibrary(), reading_rules())
    assert isinstance(done, QuantifiedReadings), done


def scanned(folder: Path) -> None:
    """Add up every column, as the least that reading all of it takes."""
    with duckdb.connect() as connection:
        connection.execute(f"SET memory_limit = '{_MEMORY}'")
        sums = ", ".join(f"sum({each})" for each in ("device", "day", "fuel", "hours", "qc", "stratum"))
        connection.execute(f"SELECT {sums} FROM read_parquet('{folder}/*.parquet')").fetchall()


def _filled(folder: Path, rows: int) -> tuple[Path, Path]:
    """Return the folders of the same rows by device and by day."""
    by_device, by_day = folder / "device", folder / "day"
    for each in (by_device, by_day):
        each.mkdir(parents=True, exist_ok=True)
    devices = max(1, rows // DAYS)
    options = "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 1000000)"
    with duckdb.connect() as connection:
        connection.execute("SET memory_limit = '1GB'; SET preserve_insertion_order = false; SELECT setseed(0.5)")
        for part in range(FILES):
            low, high = devices * part // FILES, devices * (part + 1) // FILES
            connection.execute(
                f"COPY (SELECT device::INTEGER AS device, day::SMALLINT AS day, "
                "CASE WHEN random() < 0.03 THEN NULL ELSE random() * 10 END::FLOAT AS hours, "
                "CASE WHEN random() < 0.05 THEN NULL ELSE random() * 6 END::FLOAT AS fuel, "
                f"(random() < 0.1)::TINYINT AS qc, (device % {STRATA})::SMALLINT AS stratum "
                f"FROM range({low}, {high}) AS d(device), range({DAYS}) AS t(day) ORDER BY device, day) "
                f"TO '{by_device}/{part}.parquet' {options}"
            )
        for part in range(FILES):
            low, high = DAYS * part // FILES, DAYS * (part + 1) // FILES
            connection.execute(
                f"COPY (SELECT * FROM '{by_device}/*.parquet' WHERE day >= {low} AND day < {high} "
                f"ORDER BY day, hash(device)) TO '{by_day}/{part}.parquet' {options}"
            )
    return by_device, by_day


def _peak(folder: Path) -> int:
    """Return the peak memory in megabytes of a process that does nothing but this calculation."""
    done = subprocess.run([sys.executable, "-c", _ONCE, str(folder)], check=True, capture_output=True, text=True)
    return int(done.stdout)


def _from_cold(folder: Path, size: Size) -> Iterator[Figure]:
    """Yield how long one calculation takes from the shell, with the interpreter's own start beside it."""
    inputs = folder / "inputs.json"
    inputs.write_text(json.dumps({"EG_PJ_facility": 21900, "EF_grid": 0.758, "Cap": 5}), encoding="utf-8")
    command = [str(Path(sys.executable).with_name("sextant")), "quantify", "AMS-I.D", "--inputs", str(inputs), "--json"]

    def run(arguments: list[str]) -> float:
        began = time.perf_counter()
        subprocess.run(arguments, check=True, capture_output=True)
        return time.perf_counter() - began

    measured = in_turns(size.rounds, {"ours": lambda: run(command), "bare": lambda: run([sys.executable, "-c", ""])})
    yield figure_of("one quantify from the shell", measured, "s", bar=Bar("ours", 0.6, 0.3, most=True))
