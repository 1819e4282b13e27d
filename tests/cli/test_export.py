"""`sextant export` writes files that equal the registry, and `sextant holdings --export` answers from them."""

import pytest
from tests import reports


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_holdings_from_an_export_are_those_of_the_registry(ledger, sextant, tmp_path, kind):
    registry = ledger(kind)
    assert registry.import_reports(reports.synthetic_reports(seed=5)).code == 0
    folder = tmp_path / "export"
    made = sextant("export", folder, "--database", registry.url, "--json")
    assert (made.code, made.json["differs"]) == (0, [])
    assert made.json["rows"]["entry"] == registry.verified()["entries"]
    for by in ("party", "unit_type,cp", "activity"):
        for as_of in ("2010-06-30", "2026-01-01"):
            asked = ("--by", by, "--as-of", as_of)
            answered = sextant("holdings", "--export", folder, *asked, "--json").json
            assert answered == registry.holdings(*asked)
    assert answered["total"]["cancelled"] > 0
    checked = sextant("export", folder, "--check", "--database", registry.url)
    assert checked.code == 0
    assert "still equals" in checked.out


def test_an_export_that_is_behind_says_so(ledger, sextant, tmp_path):
    registry = ledger()
    given = reports.synthetic_reports(seed=5)
    registry.import_reports(reports.Reports(given.issuances, []))
    assert sextant("export", tmp_path / "e", "--database", registry.url).code == 0
    registry.import_reports(given)
    ended = sextant("export", tmp_path / "e", "--check", "--database", registry.url, "--json")
    assert ended.code == 1
    assert {"posting", "block", "entry"} <= set(ended.json["differs"])
    assert "lot" not in ended.json["differs"]


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_a_folder_that_is_no_export_is_refused_in_one_sentence(ledger, sextant, tmp_path, language):
    registry = ledger()
    registry.import_reports(reports.synthetic_reports(seed=5))
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("kept")
    assert sextant("export", tmp_path / "other", "--database", registry.url, language=language).sentence
    assert sextant("holdings", "--export", tmp_path / "none", language=language).sentence


def test_an_audit_names_the_laws_and_says_that_it_is_not_all(ledger, sextant, tmp_path):
    registry = ledger()
    registry.import_reports(reports.synthetic_reports(seed=5))
    asked = ("export", tmp_path / "e", "--audit", "--database", registry.url)
    told = sextant(*asked)
    assert told.code == 0
    assert "sextant verify" in told.out
    counted = sextant(*asked, "--json").json["broken"]
    assert set(counted.values()) == {0}
    assert "projection_differs" in counted
