"""Equations of TOOL07: operating margin, build margin and combined margin of an electricity system.

The build margin's sample is chosen by equations as well: which units are newer than a unit, and how much they
generate, says whether it belongs to the five newest, to the newest 20 %, or is taken in the last steps.
"""

from __future__ import annotations

from sextant.domain.label import Label
from sextant.methodology.catalogue.tool07 import terms as t
from sextant.methodology.equation import Equation, Model, Requirement, Sets
from sextant.methodology.language.expression import (
    Condition,
    Expression,
    NameBefore,
    Term,
    choose,
    equal,
    number,
    total,
)

ONE, NONE, HALF = number(1), number(0), number("1/2")
GJ_PER_MWH = number("3.6", "GJ/MWh")
UNIT_EF, OM, BM, MARGINS = "unit_factor", "operating_margin", "build_margin", "margins"


def yes(flag: Term, at: str) -> Condition:
    """Return the condition that a flag, 0 or 1, is set for a unit."""
    return flag[at] > HALF


def newer(one: str, other: str) -> Condition:
    """Return the condition that a unit began later than another; within one year the name of the unit decides."""
    same_year = equal(t.commissioned[one], t.commissioned[other]) & NameBefore(one, other)
    return (t.commissioned[one] > t.commissioned[other]) | same_year


def flag(condition: Condition) -> Expression:
    """Return 1 where a condition holds, else 0."""
    return choose(condition, ONE, NONE)


def mean(where: Condition | None) -> Expression:
    """Return the factor of the units for which a condition holds, weighted by generation."""
    return total(t.EG * t.EF_EL, "m", where=where) / total(t.EG, "m", where=where)


LOW_COST, OTHER = yes(t.LCMR, "m"), ~yes(t.LCMR, "m")
PLAIN_N, CDM_N = ~yes(t.cdm, "n"), yes(t.cdm, "n")
ENOUGH = t.sample_share * t.AEG

UNIT_FACTORS = (
    Equation("(3)", t.EF_EL, total(t.FC * t.NCV * t.EF_CO2, "i") / t.EG, ((UNIT_EF, "a1"),)),
    Equation("(4)", t.EF_EL, t.EF_CO2_m * GJ_PER_MWH / t.eta, ((UNIT_EF, "a2"),)),
    Equation("(A3)", t.EF_EL, number(0, "tCO2e/MWh"), ((UNIT_EF, "a3"),)),
)

OPERATING = (
    Equation("(1)", t.EF_OM_simple, mean(OTHER), ((OM, "simple"),)),
    Equation("(7)", t.EF_OM_simple, total(t.FC_system * t.NCV * t.EF_CO2, "i") / t.EG_system, ((OM, "simple_b"),)),
    Equation("(1a)", t.EG_total, total(t.EG, "m")),
    Equation("(1b)", t.LCMR_share, total(t.EG, "m", where=LOW_COST) / t.EG_total),
    Equation("(8)", t.EF_OM_simple_adjusted, (1 - t.lambda_) * t.EF_other + t.lambda_ * t.EF_LCMR),
    Equation("(8a)", t.EF_other, mean(OTHER)),
    Equation("(8b)", t.EF_LCMR, mean(LOW_COST)),
    Equation("(9)", t.lambda_, t.hours_lcmr / t.hours_year),
    Equation("(10)", t.EF_OM_average, mean(None)),
    Equation("(12)", t.EF_OM_dispatch, total(t.EG_PJ_hour * t.EF_hour, "h") / total(t.EG_PJ_hour, "h")),
    Equation("(11)", t.EF_OM_three_years, total(t.EG_y * t.EF_OM_y, "y") / total(t.EG_y, "y")),
    Equation("(OM)", t.EF_OM, t.EF_OM_simple + 0, ((OM, "simple"), (OM, "simple_b"))),
    Equation("(OM)", t.EF_OM, t.EF_OM_simple_adjusted + 0, ((OM, "simple_adjusted"),)),
    Equation("(OM)", t.EF_OM, t.EF_OM_average + 0, ((OM, "average"),)),
    Equation("(OM)", t.EF_OM, t.EF_OM_dispatch + 0, ((OM, "dispatch"),)),
    Equation("(OM)", t.EF_OM, t.EF_OM_three_years + 0, ((OM, "three_years"),)),
)

SAMPLE = (
    Equation("(13a)", t.AEG, total(t.EG["n"], "n", of="m", where=PLAIN_N)),
    Equation("(13b)", t.place, total(ONE, "n", of="m", where=PLAIN_N & newer("n", "m"))),
    Equation("(13c)", t.EG_newer, total(t.EG["n"], "n", of="m", where=PLAIN_N & newer("n", "m"))),
    Equation("(13d)", t.in_5, flag(~yes(t.cdm, "m") & (t.place < t.set_size))),
    Equation("(13e)", t.in_20, flag(~yes(t.cdm, "m") & (t.EG_newer < ENOUGH))),
    Equation("(13f)", t.AEG_5, total(t.EG * t.in_5, "m")),
    Equation("(13g)", t.AEG_20, total(t.EG * t.in_20, "m")),
    Equation("(13h)", t.in_sample, choose(t.AEG_5 > t.AEG_20, t.in_5, t.in_20)),
    Equation("(13i)", t.old, flag(t.assessment_year - t.commissioned > t.old_age)),
    Equation("(13j)", t.old_units, total(t.in_sample * t.old, "m")),
    Equation("(13k)", t.EG_young, total(t.EG * t.in_sample * (1 - t.old), "m")),
    Equation("(13l)", t.newer_cdm, total(t.EG["n"], "n", of="m", where=CDM_N & newer("n", "m"))),
    Equation("(13m)", t.in_cdm, flag(yes(t.cdm, "m") & (t.EG_young + t.newer_cdm < ENOUGH))),
    Equation("(13n)", t.EG_with_cdm, t.EG_young + total(t.EG * t.in_cdm, "m")),
    Equation("(13o)", t.newer_old,
             total(t.EG["n"], "n", of="m", where=PLAIN_N & yes(t.old, "n") & newer("n", "m"))),
    Equation("(13p)", t.in_old,
             flag(~yes(t.cdm, "m") & yes(t.old, "m") & (t.EG_with_cdm + t.newer_old < ENOUGH))),
    Equation("(13q)", t.in_BM,
             choose(t.old_units > NONE, t.in_sample * (1 - t.old) + t.in_cdm + t.in_old, t.in_sample)),
)  # fmt: skip

MODEL = Model(
    equations=(
        *UNIT_FACTORS,
        *OPERATING,
        *SAMPLE,
        Equation("(13)", t.EF_BM, total(t.EG * t.EF_EL * t.in_BM, "m") / total(t.EG * t.in_BM, "m"),
                 ((BM, "computed"),)),
        Equation("(14)", t.EF_CM, t.w_OM * t.EF_OM + t.w_BM * t.EF_BM, ((MARGINS, "combined"),)),
        Equation("(15)", t.EF_CM, t.EF_OM + 0, ((MARGINS, "simplified"),)),
    ),
    sets=(
        Sets("m", Label("power units", "機組")),
        Sets("i", Label("fuels", "燃料")),
        Sets("h", Label("hours", "小時")),
        Sets("y", Label("years", "年份"), numbers=True),
    ),
    requirements=(
        Requirement(
            "simple_operating_margin",
            t.LCMR_share < t.LCMR_share_max,
            Label("the simple operating margin needs less than half of the generation from low-cost and must-run units",
                  "簡單運轉邊際須低成本／必須運轉機組占比低於一半"),
            t.LCMR_share,
            ((OM, "simple"),),
            t.EF_OM_simple,
        ),
    ),
    results={"emission_factor": "EF_CM"},
    targets=("EF_CM",),
)  # fmt: skip
