"""Every benchmark runs at a tiny size and prints lines of one shape. What the figures are is no matter of tests."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.__main__ import BENCHMARKS
from benchmarks.measuring import Bar, Figure, figure_of, in_turns
from benchmarks.places import Places
from benchmarks.profile import profile
from benchmarks.sizes import TINY

KEYS = ["name", "ours", "floor", "ratio", "unit", "runs"]


@pytest.fixture
def where(tmp_path: Path, postgresql_server, django_db_blocker) -> Places:
    with django_db_blocker.unblock():
        return Places(tmp_path, postgresql_server)


@pytest.mark.parametrize("name", BENCHMARKS)
def test_a_benchmark_prints_figures_of_one_shape(where: Places, name):
    figures = list(BENCHMARKS[name](where, TINY))
    lines = [json.loads(figure.line()) for figure in figures]
    if not lines:
        pytest.skip("the reports that it reads do not lie beside the repository")
    for line in lines:
        assert list(line)[:6] == KEYS
        assert line["runs"] >= 1
        assert isinstance(line["ours"], float)
        assert (line["floor"] is None) == (line["ratio"] is None)
        assert line["reached"] in (True, False)
        assert {"of", "aim"} < set(line["bar"])


def test_the_profile_says_where_the_time_goes(where: Places):
    lines = profile(where, TINY, acts=40)
    assert "us" in lines[0]
    assert len(lines) > 5


def test_the_median_of_the_rounds_is_told_and_each_side_begins_in_turn():
    order: list[str] = []
    values = {"ours": iter([2.0, 4.0, 9.0]), "floor": iter([4.0, 4.0, 3.0])}

    def side(name: str) -> float:
        order.append(name)
        return next(values[name])

    measured = in_turns(3, {"ours": lambda: side("ours"), "floor": lambda: side("floor")})
    assert order == ["ours", "floor", "floor", "ours", "ours", "floor"]
    found = figure_of("x", measured, "acts/s", bar=Bar("ratio", 0.9, 1.1))
    assert (found.ours, found.floor, found.ratio) == (4.0, 4.0, 1.0)
    assert json.loads(found.line())["reached"] is True


def test_a_bar_is_reached_at_its_number_and_missed_beyond_it():
    for value, most, reached in ((0.38, False, True), (0.379, False, False), (60.0, True, True), (60.1, True, False)):
        bar = Bar("ours", 60 if most else 0.38, 0, most=most)
        assert bar.reached(Figure("x", value, None, None, "", 1, bar)) is reached
