"""Equations, limits and roundings broken on purpose: each break is noticed by a check of what the code must give.

A mutation replaces a piece of source by another; the check is run on the mutated copy in a process of its own and
must fail there. On the source as it stands all checks pass.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.tidy.repository import ROOT

import sextant

SOURCE = Path(sextant.__file__).parent
CATALOGUE = "methodology/catalogue"
VECTORS = "tests/methodology/test_vectors.py -k library"
PACM = "tests/methodology/test_pacm.py"
REFUSALS = "tests/methodology/test_refusals.py"

EXTRA_IMPORTS = {
    "generation plus factor": "from sextant.methodology.language.expression import number\n",
    "sum instead of least": "from sextant.methodology.language.expression import greatest\n",
    "samples rounded down": "from sextant.methodology.language.expression import Function\n",
}

MUTATIONS: dict[str, tuple[str, str, str, str]] = {
    # Operators.
    "generation plus factor": (f"{CATALOGUE}/ams_i_d/equations.py", "EG_PJ_facility * EF_grid)", "EG_PJ_facility / EF_grid * number(1, 'tCO2e*tCO2e/MWh/MWh'))", f"{VECTORS} and I.D"),
    "leakage added": (f"{CATALOGUE}/common.py", "BE - PE - LE", "BE - PE + LE", "tests/methodology/test_quantify.py -k taken_off"),
    "losses taken off": (f"{CATALOGUE}/tool05/equations.py", "(1 + TDL)", "(1 - TDL)", f"{VECTORS} and TOOL05"),
    "losses multiplied": (f"{CATALOGUE}/ams_ii_c/equations.py", "/ KWH / (1 - l_y))", "/ KWH * (1 - l_y))", f"{VECTORS} and II.C"),
    "reservoir divided": (f"{CATALOGUE}/acm0002/equations.py", "EF_Res * TEG / KG_PER_T", "EF_Res * TEG / KG_PER_T * 2", f"{VECTORS} and ACM0002"),
    "population deviation": (f"{CATALOGUE}/acm0002/equations.py", "(years_historical - 1)", "years_historical", f"{VECTORS} and RETROFIT"),
    "efficiencies swapped": (f"{CATALOGUE}/ams_ii_g/equations.py", "B_old * (1 - eta_old / eta_new)", "B_old * (1 - eta_new / eta_old)", f"{VECTORS} and II.G"),
    "decay one year off": (f"{CATALOGUE}/ams_ii_g/equations.py", "DF_eta ** (age - 1)", "DF_eta ** age", f"{VECTORS} and ETA"),
    "oxidation added": (f"{CATALOGUE}/acm0001/equations.py", "((1 - OX) * F_PJ - F_BL)", "((1 + OX) * F_PJ - F_BL)", f"{VECTORS} and ACM0001"),
    "waste of later years": (f"{CATALOGUE}/tool04/equations.py", "where=x <= y)", "where=x < y)", f"{VECTORS} and TOOL04"),
    "decay not of the year": (f"{CATALOGUE}/tool04/equations.py", "exp(-(k * (y - x)))", "exp(-(k * (x - y)))", f"{VECTORS} and TOOL04"),
    "power of time": (f"{CATALOGUE}/ams_iii_c/equations.py", 'IR ** index("t")', 'IR ** (index("t") - 1)', f"{VECTORS} and III.C"),
    "Hawthorne after leakage": (f"{CATALOGUE}/gs_smec/equations.py", "Equation(\"(8)\", ER, (BE - PE) * HE - LE)", "Equation(\"(8)\", ER, (BE - PE - LE) * HE)", f"{VECTORS} and SMEC"),
    "squared weights": (f"{CATALOGUE}/ar_tool14/equations.py", "total(w**2 * sd_s**2", "total(w * sd_s**2", f"{VECTORS} and TOOL14"),
    "temperatures reversed": (f"{CATALOGUE}/jcm_chiller/equations.py", "(T_cool - T_chill + TD_chill", "(T_cool + T_chill + TD_chill", f"{VECTORS} and CHILLER"),
    "harvest less growth": (f"{CATALOGUE}/tool30/equations.py", "NRB / (NRB + RB)", "NRB / RB", f"{VECTORS} and TOOL30"),
    "sum instead of least": (f"{CATALOGUE}/acm0012/equations.py", "least(number(1), Q_BL / Q_y)", "greatest(number(1), Q_BL / Q_y)", f"{VECTORS} and ACM0012"),
    "uncertainty instead of the lower": (f"{CATALOGUE}/pacm_baseline/equations.py", "first_BE - least(BE_min, BE_unc)", "first_BE - BE_unc", PACM),
    "adjustment compounded": (f"{CATALOGUE}/pacm_baseline/equations.py", "(Adj_y0 + k * rate * first_BE) * days", "(Adj_y0 + k * rate * BE_adj[y0]) * days", PACM),
    "deficit forgotten": (f"{CATALOGUE}/pacm_removals/equations.py", "dS - dE - L - D_in", "dS - dE - L", PACM),
    # Limits.
    "power density at 4 let in": (f"{CATALOGUE}/acm0002/equations.py", "PD > PD_refused,", "PD >= PD_refused,", REFUSALS),
    "power density at 10 free": (f"{CATALOGUE}/acm0002/equations.py", "choose(PD > PD_free", "choose(PD >= PD_free", REFUSALS),
    "fifteen megawatts refused": (f"{CATALOGUE}/ams_i_d/equations.py", "Cap <= Cap_max", "Cap < Cap_max", REFUSALS),
    "efficiency of 1 refused": ("methodology/language/expression.py", "value <= self.most", "value < self.most", REFUSALS),
    "zero efficiency let in": ("methodology/language/expression.py", "value > self.above", "value >= self.above", REFUSALS),
    "uncertainty of 10 % discounted": (f"{CATALOGUE}/ar_tool14/equations.py", "u_computed <= limits[0]", "u_computed < limits[0]", f"{VECTORS} and DISC"),
    "old at ten years": (f"{CATALOGUE}/tool07/equations.py", "t.commissioned > t.old_age", "t.commissioned >= t.old_age", "tests/methodology/test_build_margin.py -k exactly_ten"),
    "last plant left out": (f"{CATALOGUE}/tool07/equations.py", "(t.EG_newer < ENOUGH)", "(t.EG_newer + t.EG < ENOUGH)", f"{VECTORS} and SYN"),
    "CDM plants in the sample": (f"{CATALOGUE}/tool07/equations.py", "flag(~yes(t.cdm, \"m\") & (t.EG_newer < ENOUGH))", "flag(t.EG_newer < ENOUGH)", f"{VECTORS} and SYN"),
    "lamps last one year more": (f"{CATALOGUE}/ams_ii_j/equations.py", "choose(y * X < L", "choose(y * X <= L + X * YEAR", f"{VECTORS} and CFL"),
    "last day of a version out": ("methodology/book.py", "last <= self.last", "last < self.last", PACM),
    # Roundings.
    "units rounded up": ("application/queries/quantify.py", "math.floor(netted[year]) if per_vintage", "math.ceil(netted[year]) if per_vintage", PACM),
    "total rounded to nearest": ("application/queries/quantify.py", "max(0, math.floor(total))\n    lost", "max(0, round(total))\n    lost", f"{VECTORS} and PV"),
    "negative units": ("application/queries/quantify.py", "max(0, math.floor(total))\n    lost", "math.floor(total)\n    lost", f"{VECTORS} and CHILLER"),
    "samples rounded down": (f"{CATALOGUE}/cdm_sampling/equations.py", "ceiling(n_exact)", "Function('floor', n_exact)", f"{VECTORS} and SAMP"),
    "thirty digits": ("methodology/language/exact.py", "DIGITS = 60", "DIGITS = 30", "tests/methodology/test_exact.py"),
    "floor towards zero": ("methodology/language/dialect.py", "((({top}) % ({bottom})) + ({bottom})) % ({bottom})", "({top}) % ({bottom})", "tests/methodology/test_columns.py -k negative"),
}  # fmt: skip


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mutation_is_noticed(name, tmp_path):
    notice(tmp_path, *MUTATIONS[name], imports=EXTRA_IMPORTS.get(name, ""))


def notice(folder, file, was, becomes, check, *, imports=""):
    """Run the check on the mutated copy and see it fail, for the mutation and not because the copy is broken."""
    text = (SOURCE / file).read_text(encoding="utf-8")
    assert was in text, f"{file} no longer says {was}"
    future = "from __future__ import annotations\n"
    mutate(folder, file, text.replace(was, becomes).replace(future, future + imports))
    target, _, selection = check.partition(" -k ")
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--noconftest", "-c", os.devnull, "--rootdir", str(ROOT),
               "--import-mode=importlib", str(ROOT / target)]  # fmt: skip
    command += ["-k", selection] if selection else []
    environment = {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 1, done.stdout[-3000:] + done.stderr[-1000:]
    assert "Interrupted: 1 error" not in done.stdout, done.stdout[-3000:]
    for broken in ("ImportError", "SyntaxError", "NameError"):
        assert broken not in done.stdout, done.stdout[-3000:]


def mutate(folder: Path, file: str, text: str) -> None:
    """Lay out the package again, every file a link to the source but the one that is mutated."""
    source, place = SOURCE, folder / "sextant"
    place.mkdir()
    for name in Path(file).parts:
        for each in source.iterdir():
            if each.name not in (name, "__pycache__"):
                (place / each.name).symlink_to(each)
        source, place = source / name, place / name
        if source.is_dir():
            place.mkdir()
    place.write_text(text, encoding="utf-8")
