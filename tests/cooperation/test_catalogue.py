"""Code lists, criteria and regions: they load with their sources, in both languages, or not at all."""

import pytest
from tests.rules.shipped import TEXTS, with_content
from tests.shared_data import SHARED

from sextant.cooperation.catalogue import read_catalogue, sources
from sextant.rules.loading import load
from sextant.rules.text import RuleTextError, load_text
from sextant.storage.rulebook_files import catalogue, rulebooks

FILES = ("code_lists", "focus_areas", "criteria", "regions", "work_programme")


def test_the_lists_that_records_use_are_there():
    found = catalogue()
    assert len(found.criteria) == 16
    assert len(found.answers) == 11
    assert len(found.lists["right"].codes) == 11
    assert len(found.regions) == 5
    assert len(found.subregions) == 22
    initial = {each.code for each in found.focus_areas.values() if each.status == "initial"}
    assert initial == {"ADAPT", "MITIG_SD", "CLEAN_ENERGY"}
    assert not [each for each in found.focus_areas.values() if each.status == "adopted"], (
        "no text was seen that adopts one"
    )


def test_the_forbidden_conditions_are_conditions_of_the_list():
    from datetime import date

    forbidden = catalogue().parameter("matching_forbidden_conditions", date(2026, 1, 1))
    assert set(forbidden) < set(catalogue().lists["condition"].codes)


def test_every_source_is_a_document_of_the_register():
    found = list(sources(catalogue()))
    assert len(found) > 70
    for where, source in found:
        assert rulebooks().documents.fault(source) is None, where


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_missing_or_cites_what_is_not_there_does_not_load(name):
    file = f"article_6_8/cooperation/{name}.yaml"
    without = {each: text for each, text in TEXTS.items() if each != file}
    books = load(without)
    with pytest.raises(RuleTextError, match=name):
        read_catalogue(books, books.books["article_6_8"])
    wrong = TEXTS | {file: TEXTS[file].replace("Decision 4/CMA.3", "Decision 4/CMA.99").replace(
        "M49", "M50").replace("Decision 5/CMA.3", "Decision 5/CMA.99")}  # fmt: skip
    books = load(wrong)
    with pytest.raises(RuleTextError, match="not in documents"):
        read_catalogue(books, books.books["article_6_8"])


def test_a_code_without_a_chinese_word_does_not_load():
    file = "article_6_8/cooperation/code_lists.yaml"
    changed = load_text(TEXTS[file], file)
    del changed["lists"]["stage"]["codes"]["develop"]["zh-Hant"]
    books = load(with_content(file, changed))
    with pytest.raises(RuleTextError, match="zh-Hant is missing"):
        read_catalogue(books, books.books["article_6_8"])


@pytest.mark.parametrize("paragraph", ["grant", "insurance", "ODA", "multi-bilateral", "water and sanitation"])
def test_the_codes_of_support_stand_in_the_official_tables(paragraph):
    text = SHARED / "reference" / "decision-5-CMA.3.txt"
    if not text.is_file():
        pytest.skip("the official texts are not beside the project")
    assert paragraph in text.read_text(encoding="utf-8").casefold() or paragraph in text.read_text(encoding="utf-8")
