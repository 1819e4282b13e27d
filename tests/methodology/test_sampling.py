"""Samples: spread over strata, drawn so that anybody can draw them again, and judged against the precision."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sextant.cli.main import run
from sextant.domain.refusal import Refusal
from sextant.methodology.sampling import allocated, draw, measured

POPULATION = {"north": [f"n{each}" for each in range(60)], "south": [f"s{each}" for each in range(40)]}
NINETY = {"z": Fraction("1.645"), "precision": Fraction("0.1")}


@given(
    sizes=some.dictionaries(some.sampled_from("abcdef"), some.integers(1, 500), min_size=1), share=some.integers(1, 100)
)
def test_strata_share_the_sample_and_none_is_asked_for_more_than_it_has(sizes, share):
    n = max(1, sum(sizes.values()) * share // 100)
    found = allocated(sizes, n)
    assert all(min(sizes[name], 2) <= found[name] <= sizes[name] for name in sizes)
    assert sum(found.values()) >= n
    for name, size in sizes.items():
        assert abs(found[name] - Fraction(size * n, sum(sizes.values()))) < 2


def test_a_verifier_repeats_the_draw_with_nothing_but_a_hash():
    found = draw(POPULATION, 10, "seed")
    assert [len(each.ids) for each in found] == [6, 4]
    for each in found:
        hashes = {
            hashlib.sha256(f"seed\n{each.stratum}\n{one}".encode()).hexdigest(): one for one in POPULATION[each.stratum]
        }
        by_hash = [hashes[one] for one in sorted(hashes)]
        assert [*each.ids, *each.reserve] == by_hash[: 2 * len(each.ids)]
    backwards = {name: each[::-1] for name, each in reversed(POPULATION.items())}
    assert draw(backwards, 10, "seed") == found
    assert draw(POPULATION, 10, "other seed") != found


def test_a_list_that_cannot_be_drawn_from_is_refused():
    twice = draw({"a": ["x", "y"], "b": ["x"]}, 2, "seed")
    assert isinstance(twice, Refusal)
    assert (twice.code, twice.about["found"]) == ("sampled_twice", "x")
    more = draw(POPULATION, 101, "seed")
    assert isinstance(more, Refusal)
    assert more.code == "sample_beyond_population"


def test_the_conservative_end_is_used_only_where_the_precision_is_missed():
    sizes = {"a": 1000}
    near = measured({"a": [Fraction(10), Fraction(11)] * 20}, sizes, **NINETY, conservative="low")
    assert near.reached
    assert near.usable == near.mean == Fraction(21, 2)
    for end, sign in (("low", -1), ("high", 1)):
        far = measured({"a": [Fraction(1), Fraction(20)] * 4}, sizes, **NINETY, conservative=end)
        assert not far.reached
        assert far.usable == far.mean + sign * far.half_width
        # n = 8, s² = 8·9.5²/7, with the correction of 992/1000
        exactly = Fraction("1.645") ** 2 * Fraction(992, 1000) * Fraction(8 * 361, 4 * 7) / 8
        assert abs(far.half_width**2 - exactly) < Fraction(1, 10**50)


def test_a_whole_population_has_no_uncertainty_and_one_value_of_many_has_no_scatter():
    assert measured({"a": [Fraction(1), Fraction(9)]}, {"a": 2}, **NINETY, conservative="low").half_width == 0
    few = measured({"a": [Fraction(1)]}, {"a": 9}, **NINETY, conservative="low")
    assert isinstance(few, Refusal)
    assert few.code == "sample_too_small"


@pytest.fixture
def ask(tmp_path, capfd):
    plan, listed = tmp_path / "plan.json", tmp_path / "population.csv"
    plan.write_text('{"N": 100, "p": 0.9}')
    rows = [f"{each},{stratum}" for stratum, ids in POPULATION.items() for each in ids]
    listed.write_text("\n".join(["id,stratum", *rows]) + "\n")

    def asked(*more: str):
        capfd.readouterr()
        code = run(["quantify", "CDM-SAMPLING", "--inputs", str(plan), "--draw", str(listed), *more, "--json"])
        printed = capfd.readouterr()
        return code, json.loads(printed.out, parse_float=Decimal) if printed.out else None, printed.err

    return asked


def test_the_command_draws_what_it_calculated_and_judges_what_was_measured(ask, tmp_path):
    code, record, _ = ask("--seed", "s")
    assert code == 0
    sample = record["sample"]
    assert sum(each["n"] for each in sample["strata"]) == record["intermediate"]["n"] == 24
    values = tmp_path / "values.csv"
    ids = [one for each in sample["strata"] for one in each["ids"]]
    values.write_text("id,value\n" + "".join(f"{one},{int(place % 8 > 0)}\n" for place, one in enumerate(ids)))
    code, record, _ = ask("--seed", "s", "--measured", str(values))
    found = record["sample"]["measured"]
    assert (code, found["precision_reached"]) == (0, False)
    assert found["usable"] == found["mean"] - found["half_width"] or abs(
        found["usable"] - found["mean"] + found["half_width"]) < Decimal("1e-25")  # fmt: skip
    values.write_text("id,value\nnobody,1\n")
    code, record, _ = ask("--seed", "s", "--measured", str(values))
    assert (code, record["refused"]["code"]) == (1, "sample_not_drawn")


def test_options_that_do_not_go_together_are_wrong_usage(ask):
    assert ask()[0] == 2
    assert ask("--seed", "s", "--bound", "middle")[0] == 2
