"""The sample of the build margin against a plain recomputation, with old units and CDM projects; margins in between."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as some

from sextant.methodology.calculate import Calculation, calculate
from sextant.methodology.plan import Request
from sextant.storage.methodology_files import ShippedLibrary

YEAR = 2024
unit = some.fixed_dictionaries(
    {"EG": some.integers(1, 50), "commissioned": some.integers(1995, 2023), "CDM": some.sampled_from([0, 0, 0, 1]),
     "LCMR": some.sampled_from([0, 0, 1]), "EF_EL": some.integers(0, 12).map(lambda each: Fraction(each, 10))}
)  # fmt: skip
system = some.lists(unit, min_size=1, max_size=14)


def plain_sample(units: dict[str, dict]) -> set[str]:
    """Choose the sample as a person would: a list, newest first, cut where a sum is reached."""
    newest = sorted(units, key=lambda name: (-units[name]["commissioned"], name))
    plain = [name for name in newest if not units[name]["CDM"]]
    enough = Fraction(20, 100) * sum(units[name]["EG"] for name in plain)

    def generation(names):
        return sum(units[name]["EG"] for name in names)

    def until_enough(names, begin):
        taken = []
        for name in names:
            if begin + generation(taken) >= enough:
                break
            taken.append(name)
        return taken

    five, fifth = plain[:5], until_enough(plain, 0)
    sample = five if generation(five) > generation(fifth) else fifth
    old = {name for name in plain if YEAR - units[name]["commissioned"] > 10}
    if not old & set(sample):
        return set(sample)
    young = [name for name in sample if name not in old]
    cdm = until_enough([name for name in newest if units[name]["CDM"]], generation(young))
    back = until_enough([name for name in plain if name in old], generation(young) + generation(cdm))
    return {*young, *cdm, *back}


def calculated(units: dict[str, dict], results=("EF_BM",), **more) -> Calculation:
    inputs = {key: {name: each[key] for name, each in units.items()} for key in ("EG", "commissioned", "CDM", "EF_EL")}
    request = Request("TOOL07", {**inputs, "assessment_year": YEAR, **more}, "own", results=results)
    done = calculate(request, ShippedLibrary())
    assert isinstance(done, Calculation), done
    return done


def chosen(done: Calculation) -> set[str]:
    return {name for (name,), value in done.values("in_BM").items() if value}


@settings(max_examples=60, deadline=None)
@given(system)
def test_the_sample_is_the_one_that_a_list_gives(units):
    if all(each["CDM"] for each in units):
        return
    by_name = {f"U{place:02}": each for place, each in enumerate(units)}
    done = calculated(by_name)
    assert chosen(done) == plain_sample(by_name)
    assert min(each["EF_EL"] for each in units) <= done.value("EF_BM") <= max(each["EF_EL"] for each in units)


def units_of(*rows: tuple[str, int, int, int]) -> dict[str, dict]:
    return {
        name: {"EG": generation, "commissioned": year, "CDM": cdm, "EF_EL": 1} for name, year, generation, cdm in rows
    }


def test_a_unit_of_exactly_ten_years_is_not_old_and_one_of_eleven_is():
    ten = units_of(("a", 2023, 1, 0), ("b", 2014, 1, 0), ("c", 2000, 1, 1))
    assert chosen(calculated(ten)) == {"a", "b"}
    eleven = units_of(("a", 2023, 1, 0), ("b", 2013, 99, 0), ("c", 2000, 30, 1))
    assert chosen(calculated(eleven)) == {"a", "c"}


def test_old_units_come_back_where_cdm_projects_are_not_enough():
    found = units_of(("a", 2023, 1, 0), ("b", 2010, 40, 0), ("c", 2005, 59, 0), ("d", 2020, 2, 1))
    assert chosen(calculated(found)) == {"a", "d", "b"}


@settings(max_examples=30, deadline=None)
@given(some.lists(unit, min_size=2, max_size=8).filter(lambda units: len({each["LCMR"] for each in units}) == 2))
def test_the_average_lies_between_the_factors_of_both_groups(units):
    by_name = {f"U{place}": each for place, each in enumerate(units)}
    inputs = {key: {name: each[key] for name, each in by_name.items()} for key in ("EG", "LCMR", "EF_EL")}
    asked = ("EF_OM_average", "EF_nonLCMR", "EF_LCMR")
    done = calculate(Request("TOOL07", inputs, "own", results=asked), ShippedLibrary())
    assert isinstance(done, Calculation)
    average, *both = (done.value(each) for each in asked)
    assert min(both) <= average <= max(both)
