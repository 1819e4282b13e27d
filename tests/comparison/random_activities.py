"""Random activities for the comparison, from a seed: as odd as the form allows, every assumption off its default."""

from calendar import isleap

SHARES = {
    "net_to_gross": (0, 100), "uncertainty": (0, 100), "agreed_haircut": (0, 100), "japan_share": (0, 100),
    "jcm_reference_share": (0, 100), "authorized_share": (0, 100), "voluntary_adaptation_share": (0, 50),
    "voluntary_cancellation_share": (0, 50),
}  # fmt: skip
WORDS = {
    "baseline_approach": ["actual_or_historical", "benchmark", "bat"],
    "baseline_increase": ["yearly", "three_years_ahead", "three_years_behind"],
    "levy_rounding": ["as_ruled", "ceil", "floor", "half_up"],
    "carry_deficit": ["yes", "no", True, False],
}
RULES = {
    "cdm.share_of_proceeds_for_adaptation": ["0", "0.03", "0.5", "1"],
    "article_6_4.share_of_proceeds_for_adaptation": ["0", "0.07", "0.999"],
    "article_6_4.overall_mitigation": ["0", "0.1", "0.6"],
    "article_6_4.baseline_adjustment_gap_share": ["0", "0.25", "1"],
    "article_6_4.baseline_annual_increase_min": ["0", "0.005", "0.03"],
    "article_6_4.adaptation_fund_share_of_issuance_fee": ["0", "0.5"],
    "cdm.registration_fee_none_below": ["0", "20000"],
    "cdm.registration_fee_max": ["1000"],
}


def activity(chance):
    """Return the content of an activity file."""
    count = chance.choice([1, 1, 2, 3, 4, 5, 7, 10])
    first = chance.choice([2014, 2021, 2026, 2027, 2028, chance.randint(2010, 2060)])
    size = chance.choice([1, 1, 10, 1000, 60000, 10**6, 10**9])
    developed, island = chance.random() < 0.3, chance.random() < 0.3
    growth, level = chance.uniform(0.7, 1.4), amount(chance, size)
    years = []
    for place in range(count):
        year = first + place
        years.append(quantities(chance, year, size, level * growth**place))
        whole = 366 if isleap(year) else 365
        if place in (0, count - 1) and chance.random() < 0.5:
            years[-1]["covered_days"] = chance.choice([1, whole - 1, whole, chance.randint(1, whole)])
    return {
        "title": f"Random (synthetic) {first}",
        "host": {"least_developed": developed, "small_island": island,
                 "opts_in_to_adaptation_share": (developed or island) and chance.random() < 0.5},
        "years": years,
        "assumptions": assumptions(chance),
        "rules": {path: chance.choice(values) for path, values in RULES.items() if chance.random() < 0.08},
    }  # fmt: skip


def quantities(chance, year, size, level):
    """Return a year: usually a reduction, at times none, and at times more than the baseline."""
    kind = chance.choice(["plain", "plain", "plain", "nothing", "above", "one_tonne", "free"])
    baseline, activity_ = abs(level), abs(level) * chance.random()
    if kind == "nothing":
        activity_ = baseline
    elif kind == "above":
        activity_ = baseline * chance.uniform(1, 2)
    elif kind == "one_tonne":
        baseline, activity_ = 1, 0
    elif kind == "free":
        baseline, activity_ = amount(chance, size), amount(chance, size)
    found = {"year": year, "baseline_emissions": written(baseline), "activity_emissions": written(activity_)}
    for name in ("business_as_usual_emissions", "jcm_reference_emissions", "jcm_project_emissions"):
        if chance.random() < 0.25:
            found[name] = written(baseline * chance.uniform(0.3, 1.3))
    if chance.random() < 0.15:
        own = {"baseline_emissions": written(baseline * chance.uniform(0.5, 3))}
        found["credited"] = {chance.choice(["cdm", "jcm", "article_6_2", "article_6_4"]): own}
    return found


def amount(chance, size):
    """Return tonnes up to a size; few of them are below zero."""
    return chance.uniform(-size / 10, size)


def written(value):
    """Return an amount as a text with up to six places."""
    return f"{value:.6f}" if isinstance(value, float) else str(value)


def assumptions(chance):
    """Return every assumption, each at a value that is seldom its default."""
    found = {name: f"{chance.randint(*bounds) / 100:.2f}" for name, bounds in SHARES.items() if chance.random() < 0.7}
    found |= {name: chance.choice(words) for name, words in WORDS.items() if chance.random() < 0.6}
    if chance.random() < 0.5:
        found["price"] = chance.choice(["0", "1", "999.99", "0.0001"])
    return found
