"""Published figures: all but one follow from their inputs, and that one is shown as it is."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

from tests.tidy.repository import ROOT

from sextant.application.queries.published_figures import published_figures
from sextant.cli.main import run
from sextant.storage.methodology_files import ShippedLibrary, figures

FOUND = {each["id"]: each for each in published_figures(figures(), ShippedLibrary(), "en")}


def test_all_but_one_are_reproduced_in_the_digits_that_were_printed():
    assert [name for name, each in FOUND.items() if not each["reproduced"]] == ["mecd_factor"]
    assert FOUND["mecd_factor"]["calculated"] == Decimal("94.31945")
    assert FOUND["smec_t1"]["calculated"] == Decimal("726.66552832")


def test_a_figure_that_is_printed_with_another_last_digit_is_not_reproduced():
    for each in figures():
        step = Decimal(1).scaleb(each.printed.as_tuple().exponent)
        other = replace(each, printed=each.printed + step)
        found = published_figures([other], ShippedLibrary(), "en")
        assert found[0]["reproduced"] is False, each.id


def test_both_pages_of_the_documentation_have_every_figure():
    for page in ("docs/quantification.md", "docs/quantification.zh-Hant.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        for each in FOUND.values():
            assert str(each["published"]) in text
            assert f"{each['calculated']:.12g}" in text


def test_the_command_tells_them_in_both_languages(capfd, monkeypatch):
    assert run(["quantify", "--published", "--json"]) == 0
    assert {each["id"] for each in json.loads(capfd.readouterr().out)} == set(FOUND)
    monkeypatch.setenv("SEXTANT_LANGUAGE", "zh-Hant")
    assert run(["quantify", "--published"]) == 0
    assert capfd.readouterr().out.count("不相符") == 1
