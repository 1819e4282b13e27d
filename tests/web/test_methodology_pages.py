"""The catalogue, the page of a methodology, and a calculation: form, result, trace, workbook; in both languages."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

HYDRO = ("/methodologies/AMS-I.D/calculation?calculate=yes&v_EG_PJ_facility=21900&v_EF_grid=0.758&v_Cap=5"
         "&from=2024-07-01&to=2025-06-30")  # fmt: skip


@pytest.fixture
def page(client):
    def got(address, language="en", status=200):
        client.cookies["sextant_language"] = language
        answer = client.get(address)
        assert answer.status_code == status, answer.content.decode()[:2000]
        return answer.content.decode()

    return got


def test_the_catalogue_lists_filters_and_downloads_the_same_rows(page):
    assert 'href="/methodologies/AMS-I.D/"' in page("/methodologies/")
    assert "併網再生能源發電" in page("/methodologies/", "zh-hant")
    found = json.loads(page("/methodologies/?kind=tool&format=json"))
    assert {each["kind"] for each in found["rows"]} == {"tool"}
    assert found["count"] == page("/methodologies/?kind=tool&format=csv").count("\n") - 1
    assert "Nothing in the catalogue" in page("/methodologies/?q=zzz")
    page("/methodologies/?kind=novel", status=400)


def test_published_figures_are_shown_and_the_one_that_does_not_follow_is_marked(page):
    for language, marked in (("en", "<strong>not reproduced</strong>"), ("zh-hant", "<strong>不相符</strong>")):
        shown = page("/methodologies/", language)
        assert shown.count(marked) == 1
        assert "94.31945" in shown
        assert "0.861" in shown


def test_every_methodology_has_its_page_and_its_form(page):
    from sextant.storage.methodology_files import ShippedLibrary

    for name in ShippedLibrary().names():
        shown = page(f"/methodologies/{name}/")
        assert "<math" in shown
        assert 'id="conditions"' in shown
        assert 'class="calculation"' in page(f"/methodologies/{name}/calculation", "zh-hant")


def test_a_methodology_shows_conditions_formulas_and_parameters_with_their_sources(page):
    shown = page("/methodologies/AMS-II.G/?version=3.0")
    assert "Do the new devices have an efficiency of at least 25 %?" in shown
    assert "81.6" in shown, "the factor of that version"
    assert "known from memory, not verified" in shown
    assert "新設備之效率是否至少 25 %？" in page("/methodologies/AMS-II.G/", "zh-hant")
    page("/methodologies/AMS-IX.Z/", status=404)
    page("/methodologies/AMS-II.G/?version=99", status=404)


def test_a_calculation_shows_result_vintages_and_a_trace_that_unfolds_without_script(page):
    shown = page(HYDRO)
    assert "16,600" in shown
    assert "16,600.2" in shown
    assert '<summary><strong class="code">ER</strong>' in shown
    assert "<script" not in shown
    assert "整數單位" in page(HYDRO, "zh-hant")
    assert "2025" in shown


def test_the_record_and_the_workbook_are_of_exactly_that_calculation(client, page):
    record = json.loads(page(HYDRO + "&format=json"))
    assert record["results"]["units"] == 16600
    assert record["trace"][0]["symbol"] == "ER"
    answer = client.get(HYDRO + "&format=xlsx")
    sheet = zipfile.ZipFile(io.BytesIO(answer.content)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" in sheet
    assert "16600.2" in sheet


def test_tables_are_typed_by_element_and_choices_decide_the_fields(page):
    shown = page("/methodologies/AMS-II.G/calculation?c_savings=kpt")
    assert 'name="v_B_new"' in shown
    assert 'name="v_eta_new"' not in shown
    typed = ("v_B_old_survey=a%3A+3%3B+b%3A+4&v_B_new=a%3A+1%3B+b%3A+2&v_N=a%3A+10%3B+b%3A+20"
             "&c_savings=kpt&calculate=yes&format=json")  # fmt: skip
    record = json.loads(page(f"/methodologies/AMS-II.G/calculation?{typed}"))
    assert record["intermediate"]["B_savings"] == {"a": 2, "b": 2}


@pytest.mark.parametrize(("typed", "said"), [
    ("v_EG_PJ_facility=many&v_EF_grid=0.7&v_Cap=5", "many"),
    ("v_EF_grid=0.7&v_Cap=5", "EG_PJ_facility"),
    ("v_EG_PJ_facility=1&v_EF_grid=0.7&v_Cap=5&v_nothing=1", "nothing"),
    ("v_EG_PJ_facility=%7B%22a%22&v_EF_grid=0.7&v_Cap=5", "EG_PJ_facility"),
    ("v_EG_PJ_facility=NaN&v_EF_grid=0.7&v_Cap=5", "NaN"),
    ("v_EG_PJ_facility=1&v_EF_grid=0.7&v_Cap=16", "15"),
])  # fmt: skip
def test_what_cannot_be_calculated_is_refused_in_a_sentence_and_nothing_is_lost(typed, said, page):
    shown = page(f"/methodologies/AMS-I.D/calculation?calculate=yes&{typed}")
    refusal = shown.split('class="refusal"')[1].split("</div>")[0]
    assert said in refusal
    assert 'name="v_EF_grid" value="0.7"' in shown
    refused = json.loads(page(f"/methodologies/AMS-I.D/calculation?{typed}&format=json", status=422))
    assert refused["refused"]["code"]


def test_a_period_needs_both_its_days(page):
    page("/methodologies/AMS-I.D/calculation?from=2024-01-01", status=400)
    page("/methodologies/AMS-I.D/calculation?from=2024-01-01&to=2023-01-01", status=400)
    page("/methodologies/AMS-I.D/calculation?from=yesterday&to=2023-01-01", status=400)
