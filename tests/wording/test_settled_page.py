"""What Sextant settles itself: each point that a rule, a comment or a page cites has its heading."""

import re

import pytest
import yaml
from tests.tidy.repository import SOURCE

from sextant.rules.settled import KIND, parse_settled
from sextant.rules.text import RuleTextError
from sextant.storage.rulebook_files import cyclebooks, read_rule_text, rulebooks, settled_points, shipped_texts
from sextant.wording.settled_page import PAGES, heading, page, stale
from sextant.wording.where_cited import apart, shipped

IN_TEXT = re.compile(r"settled points? (\d+)(?: (?:to|and) (\d+))?")


def settled_documents():
    return [each.id for each in rulebooks().documents if each.kind == KIND]


def cited_by_rules():
    """Every paragraph of Sextant's own that a rule, a cycle or another file of a rulebook cites."""
    [document] = settled_documents()
    sources = [each.source for book in (*rulebooks(), *cyclebooks()) for each in book.citations()]
    found = {point for each in sources if each.document == document for point in apart(each.paragraph)}
    return found | set(shipped().get(document, {}))


def cited_in_text():
    """Every point that a comment or a docstring names, in code and in rule files."""
    found = set()
    files = {path.as_posix(): path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py")}
    for text in (*files.values(), *shipped_texts().values()):
        for first, last in IN_TEXT.findall(text):
            found |= {str(number) for number in range(int(first), int(last or first) + 1)}
    return found


def test_every_cited_point_is_settled_and_has_its_heading_on_both_pages():
    cited = cited_by_rules() | cited_in_text()
    assert {"2", "9", "10", "11", "12", "30", "31", "time zone"} <= cited, "the citations are no longer found"
    assert not sorted(cited - set(settled_points())), "add these to rules/settled.yaml"
    for language, path in PAGES.items():
        headings = re.findall(r"^## (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert headings == [heading(each, language) for each in settled_points().values()]


def test_the_pages_are_fresh():
    assert not stale(), "run python -m sextant.wording.settled_page"


def test_a_page_that_was_changed_by_hand_is_stale(tmp_path):
    pages = {language: tmp_path / path.name for language, path in PAGES.items()}
    for language, path in pages.items():
        path.write_text(page(language), encoding="utf-8")
    assert not stale(pages)
    pages["en"].write_text(page("en").replace("rounding down", "rounding up", 1), encoding="utf-8")
    assert stale(pages) == [pages["en"]]


def test_what_carries_a_point_is_there():
    for point in settled_points().values():
        assert all(rulebooks().has(path) for path in point.rules), point.code
        assert all((SOURCE / name).is_file() for name in point.code_files), point.code


def test_a_parameter_that_cites_a_point_is_named_by_it():
    [document] = settled_documents()
    for path, parameter in rulebooks().parameters.items():
        for value in parameter.values:
            if value.source.document == document:
                assert path in settled_points()[value.source.paragraph].rules


def test_a_point_without_its_chinese_does_not_load():
    content = yaml.safe_load(read_rule_text("settled.yaml"))
    del content["settled"]["10"]["text"]["zh-Hant"]
    with pytest.raises(RuleTextError, match=r"settled.yaml: 10.text: zh-Hant is missing; add it"):
        parse_settled(yaml.safe_dump(content, allow_unicode=True), "settled.yaml")
