"""Each input of each methodology, replaced by what cannot be: one sentence in both languages, never a traceback.

The inputs are those of the shared vectors, so every case of every methodology and tool is walked through.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from tests.methodology.test_vectors import inputs_of, shared_vectors, vectors  # noqa: F401 - a fixture
from tests.methodology.vector_table import ALL

from sextant.application.queries.quantified_record import as_record
from sextant.application.queries.quantify import Quantified, quantify
from sextant.domain.refusal import Refusal
from sextant.methodology.language.unit import unit
from sextant.methodology.plan import Request
from sextant.storage.methodology_files import ShippedLibrary
from sextant.wording.refusals import sentence

LIBRARY = ShippedLibrary()
REFUSED: dict[str, Any] = {
    "not a number": Decimal("NaN"), "infinite": Decimal("Infinity"), "a text": "abc", "true": True, "null": None,
    "a table too deep": {"a": {"b": {"c": {"d": 1}}}}, "a tool that is none": {"tool": "TOOL99", "inputs": {}},
    "another unit": {"value": 1, "unit": "parsec"},
}  # fmt: skip
ANSWERED: dict[str, Any] = {"nothing in a table": {}, "an empty list": [], "too large": 10**399,
                            "a table by other names": {"zz": 1, "yy": 2}, "below zero": Decimal("-0.1")}  # fmt: skip


def ask(run, inputs, **more):
    """Return what is quantified; the answer can always be told in both languages."""
    done = quantify(Request(run.methodology, inputs, run.case or None, results=run.results, **more), LIBRARY)
    if isinstance(done, Quantified):
        as_record(done, "en", with_trace=True)
        return done
    english, chinese = (sentence(done, language) for language in ("en", "zh-Hant"))
    assert english != chinese
    assert len(english) > 30
    assert "None" not in english
    return done


@pytest.mark.parametrize("name", ALL)
def test_what_cannot_be_is_refused_for_each_input_of_each_methodology(name, shared_vectors):  # noqa: F811
    for run in ALL[name]:
        inputs = inputs_of(run, shared_vectors[name]["inputs"])
        terms = LIBRARY.find(run.methodology).model.terms
        assert isinstance(ask(run, inputs), Quantified)
        assert ask(run, inputs | {"no_such_input": 1}).code == "input_unknown"
        assert ask(run, inputs, version="99.9").code == "version_unknown"
        early = ask(run, inputs, period=(date(1990, 1, 1), date(1990, 12, 31)))
        assert isinstance(early, Quantified) == (LIBRARY.find(run.methodology).book.versions[-1].earliest is None)
        for symbol in (each for each in inputs if each in terms and not isinstance(inputs[each], str)):
            for what, bad in REFUSED.items():
                assert isinstance(ask(run, inputs | {symbol: bad}), Refusal), (symbol, what)
            for bad in ANSWERED.values():
                ask(run, inputs | {symbol: bad})
            limits, over = terms[symbol].limits, terms[symbol].over
            if not over and limits.most is not None:
                assert ask(run, inputs | {symbol: limits.most + Fraction(1, 5)}).code == "out_of_range"
            if not over and limits.least is not None:
                assert ask(run, inputs | {symbol: limits.least - Fraction(1, 10)}).code == "out_of_range"


def test_units_of_another_scale_are_refused_for_each_measured_input(shared_vectors):  # noqa: F811
    for name, runs in ALL.items():
        for run in runs:
            inputs = inputs_of(run, shared_vectors[name]["inputs"])
            terms = LIBRARY.find(run.methodology).model.terms
            for symbol in (each for each in inputs if each in terms and not isinstance(inputs[each], str)):
                wrong = next(each for each in ("kWh", "t") if unit(each) != unit(terms[symbol].unit))
                found = ask(run, inputs | {symbol: {"value": inputs[symbol], "unit": wrong}})
                assert isinstance(found, Refusal), symbol


def test_a_year_without_end_is_no_exponent():
    given = {"SFC": 40, "NCV": 45, "EF_BL": 69, "SEC": 20, "EF_elect": 700, "TDL": 0, "DD": {"1": 45000}, "N": 300}
    done = quantify(Request("AMS-III.C", given | {"t": [10**30]}), LIBRARY)
    assert isinstance(done, Refusal)


@pytest.mark.parametrize("value", [29, Decimal("27.95")])
def test_a_warming_potential_of_no_set_is_refused(value):
    done = quantify(Request("TOOL14", {"Q_biogas": 100, "EF_CH4": Decimal("0.05"), "GWP_CH4": value}), LIBRARY)
    assert isinstance(done, Refusal)
    assert done.code == "gwp_set_not_admitted"
    assert str(value) in sentence(done, "en")


@pytest.mark.parametrize("version", ["20.0", "22.0"])
def test_a_version_is_not_older_than_the_one_before_it(version):
    """The first day of version 22.0 is not known; that of 20.0 is 28 November 2019."""
    day = date(2019, 11, 27)
    given = {"EG_facility": 10, "EF_grid": 1}
    found = quantify(Request("ACM0002", given, version=version, period=(day, date(2019, 12, 31))), LIBRARY)
    assert isinstance(found, Refusal)
    assert found.about["first"] == "2019-11-28"
    assert isinstance(quantify(Request("ACM0002", given, period=(date(2019, 11, 28), date(2019, 12, 31))), LIBRARY),
                      Quantified)  # fmt: skip
