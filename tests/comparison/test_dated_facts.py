"""Figures of a day are counted from tables; what is absent or comes later is unknown or not counted, never 0."""

from datetime import date

import pytest
from tests.shared_data import shared

from sextant.cli.main import run
from sextant.comparison.dated import all_counted
from sextant.storage.comparison_files import comparison
from sextant.storage.dated_tables import TableUnreadable, read_tables

AGREEMENTS = (
    "date,status,buyingCountry,hostCountry\n2024-01-01,MoU,Japan,A\n2024-01-02,BA (signed),Japan,A\nsoon,MoU,Norway,B\n"
)


def found(folders, on):
    dated = comparison().dated
    return {each.fact.id: each for each in all_counted(dated, read_tables(folders, dated.tables), on)}


def test_rows_count_from_their_day_on_and_rows_without_a_day_are_told(tmp_path):
    (tmp_path / "bilateral_agreements.csv").write_text(AGREEMENTS, encoding="utf-8")
    before, after = found([tmp_path], date(2024, 1, 1)), found([tmp_path], date(2024, 1, 2))
    assert (before["agreements"].value, after["agreements"].value, after["agreements"].undated) == (1, 2, 1)
    assert (before["agreements_signed"].value, after["agreements_signed"].value) == (0, 1)
    assert after["jcm_partners"].value == 1
    assert found([tmp_path], date(2020, 1, 1))["agreements"].value == 0


def test_an_absent_table_or_column_makes_a_figure_unknown(tmp_path):
    assert all(each.value is None for each in found([], date(2026, 1, 1)).values())
    (tmp_path / "bilateral_agreements.csv").write_text("date\n2024-01-01\n", encoding="utf-8")
    counted = found([tmp_path], date(2026, 1, 1))
    assert counted["agreements"].value == 1
    assert counted["agreements_signed"].value is None


def test_a_folder_that_is_not_there_is_told_in_one_sentence(tmp_path, capsys):
    with pytest.raises(TableUnreadable):
        found([tmp_path / "nowhere"], date(2026, 1, 1))
    assert run(["compare", "facts", str(tmp_path / "nowhere")]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_the_real_tables_give_the_figures_of_their_own_summary():
    pipeline = shared("data/article6-pipeline-2026-02")
    counted = found([pipeline], date(2026, 2, 28))
    assert (counted["agreements"].value, counted["notices"].value) == (108, 890)
    assert (counted["jcm_registered"].value, counted["transition_requested"].value) == (94, 1389)
    assert counted["letters"].value is None
    assert found([pipeline], date(2026, 2, 27))["transition_requested"].value is None


def test_the_lists_of_the_cdm_give_registrations_and_issuance_on_any_day():
    folders = [shared("data/cdm-projects-29-parties"), shared("data/cdm-registry-29-parties")]
    early, late = found(folders, date(2010, 1, 1)), found(folders, date(2026, 1, 1))
    assert 0 < early["cdm_registered"].value < late["cdm_registered"].value
    assert 0 < early["cdm_issued"].value < late["cdm_issued"].value
    assert late["cdm_hosts"].value == 29


def test_a_folder_whose_name_is_too_long_is_said_and_not_broken_off(tmp_path):
    with pytest.raises(TableUnreadable, match="no such folder"):
        read_tables([tmp_path / ("x" * 300)], ())
