"""The funnel of the transition on a day: out of published lists and reports, and out of the cases of a registry."""

from datetime import date

import pytest
from tests.shared_data import SHARED

from sextant.passage.funnel import Count, Reached, funnel
from sextant.storage.passage_files import PassageUnreadable, published, stages
from sextant.storage.rulebook_files import cyclebooks

PIPELINE, TEXTS = SHARED / "data" / "article6-pipeline-2026-02", SHARED / "reference" / "a6.4"
beside = pytest.mark.skipif(
    not (PIPELINE.is_dir() and TEXTS.is_dir()), reason="lists and texts are not beside the project"
)
NAMES = ("requested", "approved", "issued")


def told(counts=(), reached=(), covered=None, on="2026-01-01"):
    found = funnel(NAMES, counts, reached, covered or {}, date.fromisoformat(on))
    return {each.name: each.quantity for each in found}


def test_what_nobody_told_is_unknown_and_not_nothing():
    assert told() == {"requested": None, "approved": None, "issued": None}


def test_the_latest_count_by_the_day_is_taken_and_keeps_its_own_day():
    counts = [Count("requested", date(2025, 6, 30), 1508, "a"), Count("requested", date(2026, 2, 28), 1389, "b")]
    assert told(counts, on="2025-06-29")["requested"] is None
    assert told(counts, on="2025-06-30")["requested"] == 1508
    assert told(counts, on="2026-03-01")["requested"] == 1389


def test_single_activities_are_counted_once_from_the_day_they_got_there():
    reached = [Reached("approved", date(2025, 5, 16), "10077", "r"),
               Reached("approved", date(2025, 8, 7), "10077", "s"),
               Reached("approved", date(2025, 8, 7), "5962", "s")]  # fmt: skip
    assert told(reached=reached, on="2025-05-15")["approved"] is None
    assert told(reached=reached, on="2025-05-16")["approved"] == 1
    assert told(reached=reached, on="2025-08-07")["approved"] == 2


def test_the_steps_of_the_stages_are_steps_of_the_shipped_cycles():
    for step in stages().by_step:
        path, _, name = step.rpartition(".")
        assert name in cyclebooks().latest(path).steps, step
    assert set(stages().by_step.values()) == set(stages().names)


@beside
@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2025-02-13", {"requested": None, "approved": None}),
        ("2025-02-14", {"requested": None, "approved": 1}),
        ("2025-05-16", {"requested": None, "approved": 8}),
        ("2025-08-07", {"requested": 1508, "approved": 10}),
        ("2026-02-28", {"requested": 1389, "host_approved": 119, "approved": 10, "refused": None, "issued": None}),
    ],
)  # fmt: skip
def test_the_funnel_of_given_days_comes_out_of_what_was_published(on, expected):
    found = published([PIPELINE, TEXTS])
    day = date.fromisoformat(on)
    by_name = {each.name: each for each in funnel(stages().names, found.counts, found.reached, found.covered, day)}
    assert {name: by_name[name].quantity for name in expected} == expected
    if on == "2026-02-28":
        assert by_name["requested"].only == "projects"
        assert by_name["approved"].as_of == date(2025, 10, 10), "reports that were read end there"
        assert sum(found.by_party.values()) == 1389


def test_a_folder_that_tells_nothing_is_told_so(tmp_path):
    (tmp_path / "a.txt").write_text("Nothing of it", encoding="utf-8")
    with pytest.raises(PassageUnreadable, match="nothing tells of the transition"):
        published([tmp_path])
