"""One command writes all pages that are made from data; none is forgotten."""

import importlib
import pkgutil

import pytest

import sextant.wording
from sextant.wording import pages


def test_every_generator_is_run():
    names = [each.name for each in pkgutil.iter_modules(sextant.wording.__path__) if each.name != "pages"]
    modules = [importlib.import_module(f"sextant.wording.{name}") for name in names]
    generators = {each.__name__ for each in modules if hasattr(each, "main")}
    assert len(generators) > 5
    assert {each.__name__ for each in pages.GENERATORS} == generators


def test_one_stale_page_is_enough_to_fail(monkeypatch):
    asked = []
    for each, code in zip(pages.GENERATORS, [0, 1, *[0] * len(pages.GENERATORS)], strict=False):
        monkeypatch.setattr(each, "main", lambda arguments, code=code: asked.append(arguments) or code)
    assert pages.main(["--check"]) == 1
    assert asked == [["--check"]] * len(pages.GENERATORS), "all of them are looked at, whatever the first says"


@pytest.mark.parametrize("arguments", [["--chek"], ["rules"]])
def test_wrong_usage_writes_nothing(arguments, capsys, monkeypatch):
    for each in pages.GENERATORS:
        monkeypatch.setattr(each, "main", lambda arguments: pytest.fail("it was run"))
    assert pages.main(arguments) == 2
    assert "usage" in capsys.readouterr().err
