"""A sentence that refuses a rule file is explained in both languages; nothing is explained that is never said."""

from sextant.wording.load_refusals import groups, said_by_the_loaders, sentences
from sextant.wording.load_refusals_page import PAGES, page, stale


def explained():
    return [sentence for group in groups() for sentence in group.meanings]


def test_every_sentence_of_the_loaders_is_explained_and_no_other():
    said = said_by_the_loaders()
    assert len(said) > 90, "the sentences are no longer found in the source"
    remedy = "explain these in wording/load_refusals.yaml, then run python -m sextant.wording.load_refusals_page"
    assert {sentence: where for sentence, where in said.items() if sentence not in explained()} == {}, remedy
    assert [sentence for sentence in explained() if sentence not in said] == [], "the loaders say these no more"
    assert len(explained()) == len(set(explained()))


def test_every_meaning_is_told_in_chinese_and_ends_as_a_sentence():
    for group in groups():
        for sentence, meaning in group.meanings.items():
            assert meaning.chinese.endswith("。"), sentence
            assert not meaning.english or meaning.english.endswith("."), sentence


def test_the_pages_are_fresh():
    assert not stale(), "run python -m sextant.wording.load_refusals_page"


def test_a_page_that_was_changed_by_hand_is_stale(tmp_path):
    pages = {language: tmp_path / path.name for language, path in PAGES.items()}
    for language, path in pages.items():
        path.write_text(page(language), encoding="utf-8")
    assert not stale(pages)
    pages["en"].unlink()
    assert stale(pages) == [pages["en"]]


def test_a_sentence_is_found_however_it_is_said():
    source = """
def check(name, faults):
    raise RuleTextError(f"{name}: steps.{name}: {name!r} is wrong; mend it")
    faults.add(f"{name} is missing; it names things")
    yield from (f"no {each} here" for each in name)
    yield f"{name}.by: " f"nobody; add `by`"
    return f"{name} is only returned"
"""
    found = ["… is wrong; mend it", "… is missing; it names things", "no … here", "nobody; add `by`"]
    assert sorted(sentences(source)) == sorted(found)
    assert "… is only returned" in set(sentences(source, returned=True))
