"""Where the time of one act goes, in a few lines: ours, the driver, and waiting for the database."""

from __future__ import annotations

import cProfile
import pstats
import time
from contextlib import closing

from benchmarks.bars_of_acts import loaded, standing
from benchmarks.clients import Task, Working
from benchmarks.places import Places
from benchmarks.sizes import Size


def profile(places: Places, size: Size, *, acts: int = 2_000) -> list[str]:
    """Return a short profile of acts on claims on PostgreSQL: microseconds an act by part, and the top functions."""
    layout = standing(size)
    url = loaded(places.postgresql(), layout)
    with closing(Working(url, Task(layout, 0, 1, 0, 1))) as working:
        acts = min(acts, size.blocks)
        for _ in range(min(200, acts // 4)):
            working.once()
        began, busy = time.perf_counter(), time.process_time()
        for _ in range(acts // 2):
            working.once()
        wall, busy = time.perf_counter() - began, time.process_time() - busy
        profiler = cProfile.Profile()
        profiler.enable()
        for _ in range(acts // 2):
            working.once()
        profiler.disable()
    places.drop(url)
    each = 1e6 / (acts // 2)
    lines = [
        f"one act on a claim, PostgreSQL: {wall * each:.0f} us, of which this process was at work {busy * each:.0f} us",
        "with the profiler on, own time by function (us an act):",
    ]
    return lines + _top(pstats.Stats(profiler), each)


def _top(stats: pstats.Stats, each: float, count: int = 15) -> list[str]:
    rows = stats.stats.items()  # type: ignore[attr-defined]
    ranked = sorted(rows, key=lambda row: -row[1][2])[:count]
    return [f"  {own * each:7.1f}  {_name(where)}" for where, (_, _, own, _, _) in ranked]


def _name(where: tuple[str, int, str]) -> str:
    file, line, function = where
    short = "/".join(file.split("/")[-2:])
    return function if line == 0 else f"{short}:{line} {function}"
