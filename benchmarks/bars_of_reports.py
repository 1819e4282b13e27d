"""Annual information of two Parties over five years, checked together from the shell: its seconds and its memory."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.annual_information import written
from benchmarks.measuring import Bar, Figure, figure_of, in_turns, seconds_of
from benchmarks.places import Places
from benchmarks.sizes import Size

YEARS = 5


def annual_information(places: Places, size: Size) -> Iterator[Figure]:
    """Yield how long `sextant aef check` takes for all workbooks of both Parties, and the memory of its process."""
    folder = places.folder / "annual-information"
    folder.mkdir(parents=True, exist_ok=True)
    files = written(folder, actions=size.actions, years=YEARS)
    measured = in_turns(size.rounds, {"ours": lambda: seconds_of(lambda: _passes(files))})
    name = f"check of {len(files)} workbooks with {size.actions} actions of each of two Parties"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _passes(files)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    yield figure_of(name, measured, "s", bar=Bar("ours", 20, 5, most=True), beside={"processor_seconds": busy})
    # The largest child so far is the check: nothing that this process starts needs as much.
    peak = float(after.ru_maxrss // 1024)
    yield Figure(f"memory of the {name}", peak, None, None, "MB", 1, Bar("ours", 1024, 512, most=True))


def _passes(files: list[Path]) -> None:
    """Check all files in a process of its own. Raises AssertionError where a rule fails."""
    command = [str(Path(sys.executable).with_name("sextant")), "aef", "check", "--json", *map(str, files)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr or done.stdout[:2000]
    assert json.loads(done.stdout)["summary"]["files"] == len(files)
