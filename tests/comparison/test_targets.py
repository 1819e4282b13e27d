"""A volume aimed at is set against what tables know; what they do not know is unknown, and is said to be."""

from datetime import date
from decimal import Decimal

import pytest
from tests.shared_data import shared

from sextant.application.queries.figures_of_day import figures_of_day, progress_record
from sextant.cli.main import run
from sextant.comparison.aspect import Fact
from sextant.comparison.loading import load
from sextant.rules.text import RuleTextError
from sextant.storage.comparison_files import comparison, comparison_texts
from sextant.storage.dated_tables import read_tables
from sextant.storage.rulebook_files import cyclebooks
from sextant.wording.target_words import target_lines

ISSUED = (
    "standard,mechanism,decision_date,notified_amount,issuance_date,issued_amount\n"
    "JCM,A-Japan JCM,2024-01-01,900,2024-02-01,700\n"
    "JCM,A-Japan JCM,2024-03-01,100,2024-04-01,100.0\n"
    "JCM,A-Japan JCM,2024-05-01,50,,\n"
    "Other,B-Japan JCM,2024-01-01,1,2024-01-01,1\n"
)
PARTNERS = (
    "date,status,buyingCountry,hostCountry\n2013-01-01,MoU,Japan,A\n2024-03-01,MoU,Japan,B\n2013-02-01,MoU,Norway,C\n"
)


def told(folder, on, **tables):
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    found = figures_of_day(comparison(), read_tables([folder], comparison().dated.tables), on)
    return {each.target.id: each for each in found.targets}["jcm_2030"]


def test_what_is_known_is_a_share_of_the_target_and_the_rest_is_unknown(tmp_path):
    found = told(tmp_path, date(2025, 3, 1), issuance_records=ISSUED, bilateral_agreements=PARTNERS)
    assert (found.known.value, found.known.undated, found.per_cent) == (800, 1, Decimal("0.001"))
    assert (found.parts, found.whole.value, found.untold) == (("A-Japan JCM",), 2, 1)
    lines = target_lines(found, "en")
    assert lines[0] == "about 100,000,000 t CO2 eq by 2031-03-31, as stated on 2025-02-18"
    assert "Known: 800 t" in lines[1]
    assert "unknown, not 0" in lines[2]
    assert "1 of them" in lines[2]
    assert "並非為零" in target_lines(found, "zh-Hant")[2]


def test_the_figures_are_those_of_the_day(tmp_path):
    found = told(tmp_path, date(2024, 3, 31), issuance_records=ISSUED, bilateral_agreements=PARTNERS)
    assert (found.known.value, found.whole.value, found.stated) == (700, 2, False)
    assert "later than this day" in target_lines(found, "en")[0]
    assert told(tmp_path, date(2024, 2, 29)).untold == 0
    assert "tell of all of them" in target_lines(told(tmp_path, date(2024, 2, 29)), "en")[2]


def test_without_a_table_nothing_is_known_and_without_partners_the_whole_is_not(tmp_path):
    none = told(tmp_path, date(2025, 3, 1))
    assert progress_record(none)["known_tco2e"] is None
    assert progress_record(none)["per_cent"] is None
    assert target_lines(none, "en")[1].startswith("What was issued is unknown")
    issued = told(tmp_path, date(2025, 3, 1), issuance_records=ISSUED)
    assert (issued.known.value, issued.untold) == (800, None)
    assert "unknown, as no table" in target_lines(issued, "en")[2]


def test_an_issuance_whose_amount_is_not_written_makes_the_sum_unknown(tmp_path):
    found = told(tmp_path, date(2025, 3, 1), issuance_records=ISSUED.replace("100.0", ""))
    assert found.known.value is None


def test_the_issuances_of_mongolia_are_a_small_part_of_what_is_aimed_at(capsys):
    folders = [shared("data/article6-pipeline-2026-02"), shared("data/jcm-mongolia-2026-06")]
    assert run(["compare", "facts", *map(str, folders), "--on", "2026-06-30"]) == 0
    said = capsys.readouterr().out
    assert "Known: 123,096 t CO2 eq issued, 0.123 % of it" in said
    assert "what 30 of them issued" in said


def test_the_row_and_the_targets_of_the_paper_say_the_same():
    cell = comparison().aspects["L27"].cells["jcm"]
    assert isinstance(cell, Fact)
    targets = comparison().targets.values()
    for each in targets:
        assert f"{each.quantity // 1_000_000} million" in str(cell.text.english)
        assert cell.source.document == each.source.document
    assert {claim for each in targets for claim in each.claims} == {"2.4d"}


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("known: jcm_issued", "known: nothing", "nothing"),
        ("quantity: 100000000", "quantity: 0", "found 0"),
        ("claims: [2.4d]", "claims: [9.9z]", "there is no claim 9.9z"),
        ("Cabinet of Japan 2025-02-18, p", "Nobody 2025, p", "Nobody 2025"),
        ("by: 2031-03-31", "by: soon", "no day"),
    ],
)
def test_a_target_that_names_what_is_not_there_does_not_load(old, new, sentence):
    texts = comparison_texts()
    assert old in texts["targets.yaml"]
    with pytest.raises(RuleTextError, match=sentence):
        load({**texts, "targets.yaml": texts["targets.yaml"].replace(old, new)}, cyclebooks())
