"""What stands beside the equations, broken on purpose: additionality, periods, meters, tables, samples, transition.

The rules that are data are broken too. Each break names the one test that must notice it.
"""

from __future__ import annotations

import pytest
from tests.methodology.test_mutations import CATALOGUE, PACM, notice

ADDITIONALITY = "tests/methodology/test_additionality.py -k "
FORECAST = "tests/methodology/test_forecast.py -k "
METERING = "tests/methodology/test_metering.py -k "
TABLES = "tests/methodology/test_tables.py -k "
SAMPLING = "tests/methodology/test_sampling.py -k "
VERIFICATION = "tests/methodology/test_verification.py -k "
READINGS = "tests/methodology/test_readings.py -k "
FORMS = "tests/application/forms/test_forms.py -k "
M = "methodology"

MUTATIONS: dict[str, tuple[str, str, str, str]] = {
    # Additionality.
    "return equal to the benchmark is below it": (f"{M}/additionality/investment.py", "within = amounts[\"grant_equivalent\"] <=", "within = amounts[\"grant_equivalent\"] >=", ADDITIONALITY + "public_funding"),
    "costs counted as gains": (f"{M}/additionality/cash_flow.py", "[(kind, -1) for kind in OUT]", "[(kind, 1) for kind in OUT]", ADDITIONALITY + "independent_calculation"),
    "discounting upwards": (f"{M}/additionality/cash_flow.py", "found / (1 + rate) + each", "found * (1 + rate) + each", ADDITIONALITY + "independent_calculation"),
    "the higher benchmark": (f"{M}/additionality/investment.py", "else min(found[\"own\"], found[\"market\"])", "else max(found[\"own\"], found[\"market\"])", ADDITIONALITY + "more_conservative"),
    "the worst alternative": (f"{M}/additionality/investment.py", "return max(present_value(each.net(scaled)", "return min(present_value(each.net(scaled)", ADDITIONALITY + "best_alternative"),
    "gains beside credits": (f"{M}/additionality/investment.py", "cost > 0 and gain == 0", "cost > 0 or gain == 0", ADDITIONALITY + "simple_cost"),
    "one limit of common practice": (f"{M}/additionality/forms.py", "> asked.limit(\"share_max\") and same", "> asked.limit(\"share_max\") or same", ADDITIONALITY + "both_limits"),
    "a long life spared": (f"{M}/additionality/forms.py", "years > asked.limit(\"lifetime_without_lock_in\")", "years >= asked.limit(\"lifetime_without_lock_in\")", ADDITIONALITY + "ten_years"),
    "not shown is shown": (f"{M}/additionality/assess.py", "else NOT_SHOWN if NOT_SHOWN in verdicts or not verdicts else PASSED", "else PASSED", ADDITIONALITY + "missing_or_against"),
    # A period year by year.
    "a day too few": (f"{M}/forecast.py", "(last - first + timedelta(days=1)).days", "(last - first).days", FORECAST + "same_days"),
    "outside the crediting period": (f"{M}/forecast.py", "period[0] < crediting[0] or", "period[0] < crediting[0] and", FORECAST + "lies_inside"),
    "estimate of the whole year": ("application/queries/against_forecast.py", "value * days for name", "value for name", FORECAST + "same_days"),
    # Transition.
    "net-to-gross of the transition": (f"{M}/transition.yaml", "net_to_gross: {number: 0.95", "net_to_gross: {number: 0.96", FORECAST + "'stoves or water'"),
    "first day of the transition": (f"{M}/transition.yaml", "first_day: {day: 2021-01-01", "first_day: {day: 2022-01-01", FORECAST + "'period or stoves or values'"),
    "potentials of the transition": (f"{M}/transition.yaml", "gwp_set: {name: AR5", "gwp_set: {name: AR4", FORECAST + "takes_ar5"),
    # The downward adjustment, its companions, removals.
    "a tenth of the distance": (f"{CATALOGUE}/pacm_baseline/methodology.yaml", "value: 0.1", "value: 0.2", PACM + " -k first_year"),
    "higher of the two baselines": (f"{CATALOGUE}/pacm_benchmark/equations.py", "better + 1 <= percentile", "better <= percentile", PACM + " -k best_fifth"),
    "leakage below zero": (f"{CATALOGUE}/pacm_leakage/equations.py", "greatest(net, number(0, \"tCO2e\"))", "net + number(0, \"tCO2e\")", PACM + " -k leakage"),
    "basic needs without limit": (f"{CATALOGUE}/pacm_suppressed_demand/equations.py", "greatest(service - LIMIT, ZERO)", "greatest(service, ZERO)", PACM + " -k basic_needs"),
    "a reversal earns": (f"{CATALOGUE}/pacm_removals/equations.py", "choose(dS > ZERO, greatest(NR, ZERO), ZERO)", "choose(dS > ZERO, greatest(NR, ZERO), NR)", PACM + " -k removals"),
    # Meters.
    "calibration late on its last day": (f"{M}/metering/used.py", "meter.due(each.on) + timedelta(days=1)", "meter.due(each.on)", METERING + "permitted_day"),
    "error in the participant's favour": (f"{M}/metering/used.py", "reading.quantity * (1 + sign * error)", "reading.quantity * (1 - sign * error)", METERING + "examples"),
    "the less safe of two figures": (f"{M}/metering/used.py", "safer = min(usable, invoice.quantity)", "safer = max(usable, invoice.quantity)", METERING + "safer"),
    "a gap of one day unseen": (f"{M}/metering/used.py", "day = max(day, end + timedelta(days=1))", "day = max(day, end + timedelta(days=2))", METERING + "'force_majeure or exchange or walk'"),
    # Tables of factors.
    "factor of a column forgotten": (f"{M}/tables/lookup.py", "return number * column.factor", "return number", TABLES + "published or row_gives"),
    "limit of a column": (f"{M}/tables/lookup.py", "number > column.most", "number < column.most", TABLES + "'broken or row_gives'"),
    # Sampling.
    "sample rounded to one stratum": (f"{M}/sampling.py", "size * n // population", "size * n // (population + n)", SAMPLING + "share_the_sample"),
    "population correction": (f"{M}/sampling.py", "(1 - Fraction(count, size))", "(1 + Fraction(count, size))", SAMPLING + "'conservative or whole'"),
    "the other end of the interval": (f"{M}/sampling.py", "mean - half_width if conservative", "mean + half_width if conservative", SAMPLING + "conservative_end"),
    "deviation of the population": (f"{M}/sampling.py", "/ (count - 1)", "/ count", SAMPLING + "'conservative or scatter'"),
    # Verification.
    "material only above the threshold": (f"{M}/verification/standing.py", "share >= threshold", "share > threshold", VERIFICATION + "threshold_of_the_size"),
    "threshold of the next size": (f"{M}/verification/rules.yaml", "share: 0.005", "share: 0.01", VERIFICATION + "threshold_of_the_size"),
    "understatement counts": (f"{M}/verification/standing.py", "overstated = reported - verified", "overstated = verified - reported", VERIFICATION + "threshold_of_the_size"),
    "inspection at the limit": (f"{M}/verification/standing.py", "> rules.inspection_tonnes_max", ">= rules.inspection_tonnes_max", VERIFICATION + "beyond_each_limit"),
    "a tick without evidence": (f"{M}/verification/standing.py", "== \"agreed\" and last.evidence", "== \"agreed\"", VERIFICATION + "without_evidence"),
    # Readings.
    "kept above seven tenths": (f"{M}/readings/query.py", "* valid >= {keep.numerator}", "* valid > {keep.numerator}", READINGS + "seven_tenths"),
    "discount at the precision": (f"{M}/readings/stratum.py", "exceeds = scatter > rules", "exceeds = scatter >= rules", READINGS + "strictly_above"),
    # Forms.
    "a cell that says something else": ("application/forms/taking.py", "row[key] == expected[key]", "row[key] != expected[key]", FORMS + "bad_cell"),
    "digits beyond what a sheet holds": ("storage/form_files.py", "DIGITS_MAX = 15", "DIGITS_MAX = 40", FORMS + "written_read"),
    # Powers and limits of the calculation.
    "potentials of no set": (f"{M}/gwp.py", "if book.gwp_sets and not stating", "if stating and not stating", "tests/methodology/test_every_input.py -k no_set"),
    "a version before its predecessor": (f"{M}/book.py", "return self.first or self.after", "return self.first", "tests/methodology/test_every_input.py -k one_before_it"),
}  # fmt: skip


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mutation_beside_the_equations_is_noticed(name, tmp_path):
    file, was, becomes, check = MUTATIONS[name]
    notice(tmp_path, file, was, becomes, check.replace("'", ""))
