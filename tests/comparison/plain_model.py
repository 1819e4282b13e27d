"""The comparison of one activity a second time, as plain arithmetic: no ledger, no cycle, no rulebook of ours.

It was written from the texts (the indicators of the comparison, the baseline standard, settled points 1 to 15), and
takes what `sextant compare` takes. What a mechanism's cycle refuses is not modelled: it says what comes out where
nothing is refused.
"""

from calendar import isleap
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

DEFAULTS = {
    "price": "10", "net_to_gross": "1", "uncertainty": "0.08", "baseline_approach": "actual_or_historical",
    "baseline_increase": "yearly", "agreed_haircut": "0.05", "voluntary_adaptation_share": "0",
    "voluntary_cancellation_share": "0", "japan_share": "0.5", "jcm_reference_share": "0.9", "authorized_share": "1",
    "levy_rounding": "as_ruled", "carry_deficit": "no",
}  # fmt: skip
WORDS = {"baseline_approach", "baseline_increase", "levy_rounding", "carry_deficit"}
RULES = {
    "cdm.share_of_proceeds_for_adaptation": "0.02",  # decision 17/CP.7, 15
    "cdm.registration_fee_none_below": "15000",  # EB 23, annex 35
    "cdm.registration_fee_max": "350000",
    "article_6_4.share_of_proceeds_for_adaptation": "0.05",  # decision 3/CMA.3, annex, 58
    "article_6_4.overall_mitigation": "0.02",  # decision 3/CMA.3, annex, 69
    "article_6_4.baseline_adjustment_gap_share": "0.1",  # A6.4-STAN-METH-004, 64
    "article_6_4.baseline_annual_increase_min": "0.01",  # A6.4-STAN-METH-004, 71
    "article_6_4.adaptation_fund_share_of_issuance_fee": "0.03",
}
ROUND = {"ceil": ceil, "floor": floor, "half_up": lambda value: floor(value + Fraction(1, 2))}


@dataclass
class Figures:
    """What comes of a mechanism: units by holder, by year, and money in US dollars."""

    issued: list[int]
    buyer: list[int]
    adaptation: list[int]
    overall: list[int]
    adjusted: list[int]
    """Units that the host adds back."""
    sold_for_adaptation: int = 0
    """Units of the share of proceeds that can be used towards a target."""
    partner: int = 0
    left: int = 0
    fees: Fraction = Fraction(0)
    cash_for_adaptation: Fraction = Fraction(0)


def number(value):
    return Fraction(str(value))


def compare(content):
    """Return the indicators of every mechanism by name, with the years that have units."""
    given = {**DEFAULTS, **content.get("assumptions", {})}
    assumed = {name: value if name in WORDS else number(value) for name, value in given.items()}
    if isinstance(assumed["carry_deficit"], bool):
        assumed["carry_deficit"] = "yes" if assumed["carry_deficit"] else "no"
    rules = {name: number(value) for name, value in {**RULES, **content.get("rules", {})}.items()}
    years = [each for each in map(year_of, content["years"]) if each["days"]]
    host = content.get("host", {})
    gross = assumed["net_to_gross"]
    reduction = (
        sum((each["baseline"] - each["activity"] for each in map(year_of, content["years"])), Fraction()) * gross
    )
    found = {}
    for name, model in MODELS.items():
        result = model(content["years"], years, host, assumed, rules)
        found[name] = indicators(result, reduction, assumed["price"], [each["year"] for each in years])
    return found


def year_of(content, mechanism=None):
    """Return a year with what it leaves out; a mechanism may see other quantities than those that happen."""
    whole = 366 if isleap(int(number(content["year"]))) else 365
    seen = {**content, **content.get("credited", {}).get(mechanism, {})}
    read = {name: number(value) for name, value in seen.items() if name.endswith("_emissions")}
    return {
        "year": int(number(content["year"])), "days": int(number(content.get("covered_days", whole))), "whole": whole,
        "baseline": read["baseline_emissions"], "activity": read["activity_emissions"],
        "usual": read.get("business_as_usual_emissions", read["baseline_emissions"]),
        "reference": read.get("jcm_reference_emissions"),
        "project": read.get("jcm_project_emissions", read["activity_emissions"]),
    }  # fmt: skip


def seen(content, mechanism):
    return [each for each in (year_of(one, mechanism) for one in content) if each["days"]]


def whole_units(exact, assumed):
    """Return the units of each year: floored, never below zero, with deficits carried where that is assumed."""
    found, deficit = [], Fraction(0)
    for value in exact:
        kept = value
        if assumed["carry_deficit"] == "yes":
            taken = min(deficit, max(value, 0))
            deficit += -taken if value > 0 else -value
            kept = value - taken
        found.append(max(0, floor(kept)))
    return found


def indicators(found, reduction, price, years):
    issued, buyer, adjusted = sum(found.issued), sum(found.buyer), sum(found.adjusted)
    used = buyer + found.sold_for_adaptation
    return {
        "I1": issued, "I2": buyer, "I3": adjusted - reduction, "I4a": used - reduction, "I4b": used - adjusted,
        "I5": price * sum(found.adaptation) + found.cash_for_adaptation, "I6": found.fees,
        "corresponding_adjustment": adjusted, "used": used,
        "by_year": {year: units for year, units in zip(years, found.issued, strict=True) if units},
        "adjusted_by_year": {year: units for year, units in zip(years, found.adjusted, strict=True) if units},
        "adaptation": sum(found.adaptation), "overall_mitigation": sum(found.overall), "partner": found.partner,
        "left_with_participants": found.left,
    }  # fmt: skip


def rounding(assumed, ruled="ceil"):
    return ROUND[ruled if assumed["levy_rounding"] == "as_ruled" else assumed["levy_rounding"]]


def clean_development(content, years, host, assumed, rules):
    own = seen(content, "cdm")
    issued = whole_units([(each["baseline"] - each["activity"]) * assumed["net_to_gross"] for each in own], assumed)
    poorest = host.get("least_developed", False)
    share = Fraction(0) if poorest else rules["cdm.share_of_proceeds_for_adaptation"]
    taken = [min(units, rounding(assumed)(units * share)) for units in issued]
    fees = [Fraction(0)] * len(issued) if poorest else administration_by_request(own, issued)
    average = sum(issued) // len(issued)
    registration = Fraction(0)
    if not poorest and average >= rules["cdm.registration_fee_none_below"]:
        registration = min(administration(average), rules["cdm.registration_fee_max"])
    # The registration fee is credited to the first issuance.
    first = next((place for place, units in enumerate(issued) if units), None)
    if first is not None:
        fees[first] = max(Fraction(0), fees[first] - registration)
    buyer = [units - part for units, part in zip(issued, taken, strict=True)]
    return Figures(issued, buyer, taken, [0] * len(issued), [0] * len(issued), sold_for_adaptation=sum(taken),
                   fees=registration + sum(fees))  # fmt: skip


def administration_by_request(years, issued):
    """Return the fee of each request: what is asked for in one calendar year is added up (decision 7/CMP.1, 37).

    A request is made on the day after its period: for a last year in part that is the year of the request before it.
    """
    asked, found = {}, []
    for place, (each, units) in enumerate(zip(years, issued, strict=True)):
        cut_short = place == len(years) - 1 and each["days"] < each["whole"]
        day = each["year"] if cut_short else each["year"] + 1
        before = asked.get(day, 0)
        asked[day] = before + units
        found.append(administration(before + units) - administration(before))
    return found


def administration(units):
    """Return the share of proceeds for administration of so many units in a calendar year."""
    low = min(units, 15000)
    return Fraction(low, 10) + Fraction(units - low, 5)


def joint_crediting(content, years, host, assumed, rules):
    exact = []
    for each in seen(content, "jcm"):
        reference = each["reference"]
        if reference is None:
            reference = each["baseline"] * assumed["jcm_reference_share"]
        exact.append((reference - each["project"]) * assumed["net_to_gross"])
    issued = whole_units(exact, assumed)
    japan = [floor(units * assumed["japan_share"]) for units in issued]
    none = [0] * len(issued)
    return Figures(issued, japan, none, none, japan, partner=sum(issued) - sum(japan))


def cooperative_approach(content, years, host, assumed, rules):
    kept = assumed["net_to_gross"] * (1 - assumed["agreed_haircut"])
    own = seen(content, "article_6_2")
    issued = whole_units([(each["baseline"] - each["activity"]) * kept for each in own], assumed)
    shares = [assumed["voluntary_adaptation_share"], assumed["voluntary_cancellation_share"]]
    parts = [levied(units, shares, rounding(assumed)) for units in issued]
    adaptation, overall = [each[0] for each in parts], [each[1] for each in parts]
    buyer = [units - sum(each) for units, each in zip(issued, parts, strict=True)]
    return Figures(issued, buyer, adaptation, overall, issued, sold_for_adaptation=sum(adaptation))


def levied(units, shares, policy):
    """Return what each share of a request comes to, one after another, capped by what is left (settled point 10)."""
    found, left = [], units
    for share in shares:
        part = min(left, policy(units * share))
        found.append(part)
        left -= part
    return found


def paris_mechanism(content, years, host, assumed, rules):
    own = seen(content, "article_6_4")
    issued = whole_units([value * assumed["net_to_gross"] for value in lowered(own, assumed, rules)], assumed)
    spared = host.get("least_developed", False) or host.get("small_island", False)
    pays = not spared or host.get("opts_in_to_adaptation_share", False)
    shares = [rules["article_6_4.share_of_proceeds_for_adaptation"] if pays else Fraction(0),
              rules["article_6_4.overall_mitigation"]]  # fmt: skip
    found = Figures(issued, [], [], [], [])
    for units in issued:
        authorized = floor(units * assumed["authorized_share"])
        cells = [authorized, units - authorized]
        left, taken = list(cells), []
        for total in levied(units, shares, rounding(assumed)):
            parts = spread(total, cells, left)
            taken.append(parts)
            left = [have - part for have, part in zip(left, parts, strict=True)]
        found.adaptation.append(sum(taken[0]))
        found.sold_for_adaptation += taken[0][0]
        found.overall.append(sum(taken[1]))
        found.adjusted.append(authorized)
        found.buyer.append(left[0])
        found.left += left[1]
    fee = Fraction(0) if spared else Fraction(15, 100) * sum(issued)
    average = sum(issued) // len(issued)
    registration = 1500 if average <= 15000 else 5000 if average <= 50000 else 10000
    found.fees = fee + (0 if spared else registration)
    found.cash_for_adaptation = rules["article_6_4.adaptation_fund_share_of_issuance_fee"] * fee
    return found


def spread(total, cells, left):
    """Return a levy by class, authorized first: largest remainders, a full cell is skipped (settled point 11)."""
    if not total:
        return [0] * len(cells)
    quota = [Fraction(total * cell, sum(cells)) for cell in cells]
    parts = [min(floor(each), have) for each, have in zip(quota, left, strict=True)]
    order = sorted(range(len(cells)), key=lambda place: (floor(quota[place]) - quota[place], place))
    while sum(parts) < total:
        for place in order:
            if sum(parts) < total and parts[place] < left[place]:
                parts[place] += 1
    return parts


def lowered(years, assumed, rules):
    """Return the reductions of each year under the lowered baseline (settled points 7 and 8)."""
    cut = rules["article_6_4.baseline_adjustment_gap_share"]
    rate = rules["article_6_4.baseline_annual_increase_min"]
    first, sure = years[0], 1 - assumed["uncertainty"]
    part = Fraction(first["days"], first["whole"])
    baseline, activity = first["baseline"] / part, first["activity"] / part
    start = Fraction(0)
    if assumed["baseline_approach"] == "actual_or_historical":
        start = baseline - min(baseline - cut * (baseline - activity), baseline * sure)
    found = []
    for each in years:
        gone = each["year"] - first["year"]
        steps = {
            "yearly": gone,
            "three_years_ahead": 3 * ceil(Fraction(gone, 3)),
            "three_years_behind": 1 + 3 * ((gone - 1) // 3) if gone else 0,
        }[assumed["baseline_increase"]]
        adjustment = (start + steps * rate * baseline) * Fraction(each["days"], each["whole"])
        usual = min(each["usual"] - cut * (each["usual"] - each["activity"]), each["usual"] * sure)
        found.append(min(each["baseline"] - adjustment, usual) - each["activity"])
    return found


def non_market(content, years, host, assumed, rules):
    none = [0] * len(years)
    return Figures(none, none, none, none, none)


MODELS = {
    "cdm": clean_development, "jcm": joint_crediting, "article_6_2": cooperative_approach,
    "article_6_4": paris_mechanism, "article_6_8": non_market,
}  # fmt: skip
