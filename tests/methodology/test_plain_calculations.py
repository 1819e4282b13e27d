"""Methodologies with random inputs against plain fractions, written from the sheet of formulas and not from the code.

Every intermediate value and the whole units must be the same fraction; where a root or an exponential stands in
between, the same to 45 digits.
"""

from __future__ import annotations

import math
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from sextant.application.queries.quantify import Quantified, quantify
from sextant.methodology.plan import Request
from sextant.storage.methodology_files import ShippedLibrary

LIBRARY = ShippedLibrary()


def number(low: str, high: str, places: int = 4) -> Any:
    """Return a strategy of decimals, as fractions."""
    scale = 10**places
    bounds = (math.ceil(Fraction(low) * scale), math.floor(Fraction(high) * scale))
    return some.integers(*bounds).map(lambda each: Fraction(each, scale))


def rows_of(*columns: Any) -> Any:
    """Return a strategy of one to four rows with these columns."""
    return some.lists(some.tuples(*columns), min_size=1, max_size=4)


amount, share, factor = number("0", "900000"), number("0", "1"), number("0", "2")
positive, efficiency = number("0.0001", "900000"), number("0.01", "1")
count = some.integers(0, 50000).map(Fraction)


def done(name: str, case: str | None, **inputs: Any) -> Quantified:
    found = quantify(Request(name, inputs, case), LIBRARY)
    assert isinstance(found, Quantified), found
    return found


def same(found: Quantified, reductions: Fraction, **steps: Fraction) -> None:
    """Compare the reductions, the whole units, and steps by their symbol."""
    for symbol, value in steps.items():
        assert found.calculation.value(symbol) == value, symbol
    assert found.results["emission_reductions"] == reductions
    assert found.units == max(0, math.floor(reductions))


def table(values: list[Fraction]) -> dict[str, Fraction]:
    return {chr(ord("a") + place): each for place, each in enumerate(values)}


@settings(max_examples=40, deadline=None)
@given(amount, factor, number("0.0001", "0.02"), number("0", "0.001"), amount, amount)
def test_a_geothermal_plant(energy, grid, carbon, methane, steam, fuel):
    """ACM0002: flash steam, AR5."""
    found = done("ACM0002", "geothermal", EG_facility=energy, EF_grid=grid, w_CO2=carbon, w_CH4=methane,
                 M_steam=steam, PE_FC=fuel, GWP_CH4=28)  # fmt: skip
    lost = (carbon + methane * 28) * steam
    same(found, energy * grid - fuel - lost, PE_GP=lost, BE=energy * grid)


@settings(max_examples=40, deadline=None)
@given(number("4.01", "30", 2), number("1", "500"), amount, amount, factor)
def test_a_reservoir(density, area, energy, generated, grid):
    """ACM0002: a power density above 4 W/m², zero emissions above 10."""
    found = done("ACM0002", "reservoir", EG_facility=energy, EF_grid=grid, TEG=generated, Cap_PJ=density * area,
                 A_PJ=area)  # fmt: skip
    flooded = 90 * generated / 1000 if density <= 10 else Fraction(0)
    same(found, energy * grid - flooded, PD=density, PE_HP=flooded)


@settings(max_examples=40, deadline=None)
@given(some.lists(number("1000", "90000", 2), min_size=3, max_size=6), number("0", "200000"), factor)
def test_a_retrofit(history, energy, grid):
    """ACM0002: beyond the historical mean and its sample deviation."""
    found = done("ACM0002", "retrofit", EG_facility=energy, EF_grid=grid, EG_hist=history)
    mean = sum(history) / len(history)
    variance = sum((each - mean) ** 2 for each in history) / (len(history) - 1)
    with localcontext() as context:
        context.prec = 70
        root = (Decimal(variance.numerator) / Decimal(variance.denominator)).sqrt()
    expected = (energy - mean - Fraction(root)) * grid
    assert abs(found.results["emission_reductions"] - expected) < Fraction(1, 10**40)
    assert found.calculation.value("EG_historical") == mean


@settings(max_examples=40, deadline=None)
@given(count, amount, amount, number("0.01", "0.9"), efficiency, share, share, number("0.9", "1"))
def test_stoves_by_efficiency_and_by_kitchen(stoves, old, new, gain, best, used, renewable, leakage):
    """AMS-II.G: a water boiling test, and a kitchen performance test."""
    energy = Fraction("0.0156") * Fraction("63.7")
    more = {"N": stoves, "mu": used, "fNRB": renewable, "LAF": leakage, "B_old_survey": old}
    eta_old, eta_new = best * gain, best
    if eta_new >= Fraction("0.25"):
        found = done("AMS-II.G", "wbt,survey", eta_old=eta_old, eta_new=eta_new, **more)
        gross = old * (1 - eta_old / eta_new) * stoves * used * renewable * energy
        same(found, gross * leakage, BE=gross)
    gross = (old - new) * stoves * used * renewable * energy
    same(done("AMS-II.G", "kpt,survey", B_new=new, **more), gross * leakage, BE=gross)


@settings(max_examples=40, deadline=None)
@given(count, number("0", "9", 2), some.integers(0, 366), share, share, efficiency, amount)
def test_safe_water(persons, litres, days, appliances, renewable, burner, fuel):
    """AMS-III.AV: water boiled no more, at most 5.5 litres a person and day."""
    found = done("AMS-III.AV", "per_person", persons=persons, litres=litres, days=days, m=appliances, fNRB=renewable,
                 eta_wb=burner, PE_FC=fuel)  # fmt: skip
    water = persons * min(litres, Fraction("5.5")) * days
    heat = (Fraction("4.186") * 80 + Fraction("0.01") * 2260) / burner
    saved = water * appliances * heat * renewable * Fraction("63.7") / 10**9
    same(found, saved - fuel, QPW=water, SEC=heat, BE=saved)


@settings(max_examples=40, deadline=None)
@given(amount, amount, share, share, share, amount, factor, amount)
def test_landfill_gas(flare, engine, destroyed, cover, law, energy, grid, fuel):
    """ACM0001 ex post: flare and engine, a rule with a rate."""
    found = done("ACM0001", "ex_post,required_share,power", F_CH4_sent_flare=flare, F_CH4_EL=engine,
                 eta_flare=destroyed, OX=cover, rho_required=law, EG=energy, EF_grid=grid, PE_FC=fuel,
                 GWP_CH4=28)  # fmt: skip
    burnt = flare * destroyed + engine
    methane = ((1 - cover) * burnt - law * burnt) * 28
    same(found, methane + energy * grid - fuel, F_CH4_PJ=burnt, BE_CH4=methane, BE_EC=energy * grid)


@settings(max_examples=40, deadline=None)
@given(
    count,
    positive,
    number("1", "900"),
    number("0.1", "5"),
    number("0.1", "1"),
    share,
    amount,
    share,
    efficiency,
    amount,
)
def test_manure(animals, weight, default, solids, potential, conversion, biogas, methane, destroyed, power):
    """AMS-III.D ex post: the lower of the calculation and what was measured."""
    found = done("AMS-III.D", "ex_post", N_p=animals, W_site=weight, W_default=default, VS_default=solids,
                 B0=potential, MCF=conversion, BG_burnt=biogas, w_CH4=methane, FE=destroyed, PE_power=power,
                 GWP_CH4=28)  # fmt: skip
    volatile = weight / default * solids * 365
    manure = potential * animals * volatile
    density = Fraction("0.00067")
    base = 28 * density * Fraction("0.94") * conversion * manure
    leaked = Fraction("0.1") * 28 * density * manure
    measured = biogas * methane * density * destroyed * 28
    same(found, min(base - leaked - power, measured - power), BE=base, PE_PL=leaked, MD=measured)


@settings(max_examples=40, deadline=None)
@given(
    rows_of(count, number("1", "200", 1), number("1", "60", 1), number("0.5", "24", 1), number("500", "30000", 0)),
    number("0", "0.5"),
    factor,
)
def test_lamps(lamps, losses, grid):
    """AMS-II.J: half of the lamps fail by the end of the rated life, and all of them in the year that reaches it."""
    columns = [table(list(each)) for each in zip(*lamps, strict=True)]
    found = done("AMS-II.J", None, **dict(zip(("Q", "P_BL", "P_PJ", "O", "L"), columns, strict=True)), TD=losses,
                 EF_grid=grid)  # fmt: skip
    total = Fraction(0)
    for quantity, was, becomes, hours, life in lamps:
        yearly, year = hours * 365, 1
        while year * yearly < life:
            failing = year * yearly * 50 / (100 * life)
            total += (
                quantity * (1 - failing) * (was - becomes) * yearly / 10**6 * Fraction("0.95") / (1 - losses) * grid
            )
            year += 1
    same(found, total)


@settings(max_examples=40, deadline=None)
@given(
    rows_of(number("1", "300"), number("10", "50"), number("50", "80"), number("0.05", "2"), amount, count),
    factor,
    number("0", "0.5"),
    some.integers(0, 9),
)
def test_vehicles(vehicles, grid, losses, year):
    """AMS-III.C: the given t is the exponent."""
    columns = [table(list(each)) for each in zip(*vehicles, strict=True)]
    named = dict(zip(("SFC", "NCV", "EF_BL", "SEC", "DD", "N"), columns, strict=True))
    found = done("AMS-III.C", None, **named, EF_elect=grid, TDL=losses, t=[year])
    base = project = Fraction(0)
    for fuel, heat, carbon, power, distance, number_of in vehicles:
        base += fuel * heat * carbon / 1000 * Fraction("0.99") ** year * distance * number_of / 10**6
        project += power * grid / (1 - losses) * 1000 * distance * number_of / 10**6
    same(found, base - project, BE=base, PE=project)


@settings(max_examples=40, deadline=None)
@given(positive, positive, share, amount, factor, number("0", "0.3"), efficiency, amount, amount)
def test_waste_energy(before, now, waste, energy, grid, carbon, boiler, heat, fuel):
    """ACM0012: electricity and heat, capped by what was wasted before."""
    found = done("ACM0012", "both", Q_BL=before, Q_y=now, f_wcm=waste, EG=energy, EF_elec=grid, HG=heat,
                 ws=1, EF_CO2=carbon, eta=boiler, PE_FC=fuel)  # fmt: skip
    cap = min(Fraction(1), before / now)
    same(found, cap * waste * (energy * grid + heat * carbon / boiler) - fuel, f_cap=cap)


@settings(max_examples=40, deadline=None)
@given(rows_of(amount, number("1", "9"), number("1", "9"), number("20", "45", 2), number("3", "15", 2)), factor)
def test_chillers(chillers, grid):
    """The JCM's chiller: the coefficient at the rated point of 37 and 7 °C."""
    columns = [table(list(each)) for each in zip(*chillers, strict=True)]
    named = dict(zip(("EC_PJ", "COP_PJ", "COP_RE", "T_cooling_out", "T_chilled_out"), columns, strict=True))
    found = done("JCM-CHILLER", None, **named, EF_elec=grid)
    reference = sum((used * (cop * (warm - cold + 3) / (37 - 7 + 3)) / base * grid
                     for used, cop, base, warm, cold in chillers), Fraction(0))  # fmt: skip
    project = sum((used * grid for used, *_ in chillers), Fraction(0))
    same(found, reference - project, RE_p=reference, PE_p=project)


@pytest.mark.parametrize("kinds", [1, 3])
def test_a_landfill_by_first_order_decay(kinds):
    """TOOL04: every cohort of every year, by exponentials of 70 digits."""
    rates = {"food": "0.40", "wood": "0.035", "paper": "0.07"}
    carbon = {"food": "0.15", "wood": "0.43", "paper": "0.40"}
    waste = {name: [Fraction(700 * year + len(name), 7) for year in range(1, 6)] for name in list(rates)[:kinds]}
    by_year = {str(year): {name: each[year - 1] for name, each in waste.items()} for year in range(1, 6)}
    found = quantify(Request("TOOL04", {"W": by_year, "y": ["3", "5", "9"], "GWP_CH4": 28}, "a,tropical_wet"), LIBRARY)
    assert isinstance(found, Quantified), found
    with localcontext() as context:
        context.prec = 70
        for (year,), value in found.calculation.values(found.calculation.targets[0]).items():
            total = Fraction(0)
            for name, each in waste.items():
                k = Decimal(rates[name])
                for x in range(1, min(5, int(year)) + 1):
                    left = (-k * (int(year) - x)).exp() * (1 - (-k).exp())
                    total += each[x - 1] * Fraction(carbon[name]) * Fraction(left)
            before = Fraction("0.75") * 28 * Fraction("0.9") * Fraction(16, 12) * Fraction("0.5") * Fraction("0.5")
            assert abs(value - before * total) < Fraction(1, 10**45) * max(1, value)
