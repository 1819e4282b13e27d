"""The drawings and tables of all cycles are fresh, readable without colour, and say both languages."""

import xml.etree.ElementTree as Tree
from xml.etree.ElementTree import Element

import pytest
from tests.workflow.invented import sixth

from sextant.storage.rulebook_files import cyclebooks
from sextant.wording.citation import citation
from sextant.wording.cycles_page import DOCS, pages, stale
from sextant.workflow.cycle import BACK, SAME
from sextant.workflow.diagram import drawn, layers, numbers, svg

SVG = "{http://www.w3.org/2000/svg}"
CYCLES = [cycle for books in (cyclebooks(), sixth()) for book in books for cycle in book.cycles.values()]


def test_the_drawings_and_tables_are_fresh():
    assert not stale(), "run python -m sextant.wording.cycles_page"


def test_a_page_that_was_changed_lost_or_left_behind_is_stale(tmp_path):
    for name, text in pages().items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert not stale(tmp_path)
    changed, lost = tmp_path / "article_6_4/review.svg", tmp_path / "article_6_4/review.md"
    changed.write_text("<svg/>", encoding="utf-8")
    lost.unlink()
    left = tmp_path / "article_6_4/of_yesterday.svg"
    left.write_text("<svg/>", encoding="utf-8")
    assert set(stale(tmp_path)) == {changed, lost, left}


@pytest.mark.parametrize("cycle", CYCLES, ids=lambda cycle: cycle.path)
def test_every_state_stands_once_and_every_step_has_its_number(cycle):
    drawn = Tree.fromstring(svg(cycle))
    assert sorted(state for row in layers(cycle) for state in row) == sorted(cycle.states)
    said = " ".join("".join(each.itertext()) for each in drawn.iter(f"{SVG}text"))
    for name, number in numbers(cycle).items():
        assert str(number) in said.split(), name
    for state in cycle.states.values():
        assert state.label.chinese[:8] in said
        assert state.label.english.split()[0] in said


@pytest.mark.parametrize("cycle", CYCLES, ids=lambda cycle: cycle.path)
def test_a_drawing_has_a_title_a_description_and_no_colour(cycle):
    drawn = Tree.fromstring(svg(cycle))
    assert drawn.get("role") == "img"
    named = {each.get("id") for each in drawn if each.tag in (f"{SVG}title", f"{SVG}desc")}
    assert set((drawn.get("aria-labelledby") or "").split()) == named == {"title", "desc"}
    assert cycle.label.english in _text(drawn, "title")
    assert cycle.label.chinese in _text(drawn, "title")
    paints = {each.get(name) for each in drawn.iter() for name in ("fill", "stroke")} - {None}
    assert paints <= {"none", "#000", "#fff"}


def _text(drawn: Element, tag: str) -> str:
    found = drawn.find(f"{SVG}{tag}")
    assert found is not None
    return found.text or ""


def test_no_box_lies_over_another():
    for cycle in CYCLES:
        frames = [
            tuple(float(each.get(name) or 0) for name in ("x", "y", "width", "height"))
            for each in Tree.fromstring(svg(cycle)).iter(f"{SVG}rect")
            if each.get("stroke") and float(each.get("width") or 0) > 205
        ]
        assert len(frames) == len(cycle.states)
        for index, (x, y, width, height) in enumerate(frames):
            for other_x, other_y, *_ in frames[index + 1 :]:
                assert abs(x - other_x) >= width or abs(y - other_y) >= height, cycle.path


@pytest.mark.parametrize("cycle", CYCLES, ids=lambda cycle: cycle.path)
def test_no_number_hides_another_or_stands_in_a_box(cycle):
    plates = [_edges(each) for each in _rects(cycle, "plate")]
    boxes = [_edges(each) for each in _rects(cycle, "frame")]
    for index, plate in enumerate(plates):
        assert not any(_overlap(plate, other) for other in (*plates[index + 1 :], *boxes)), cycle.path


def _rects(cycle, name):
    return [each for each in Tree.fromstring(svg(cycle)).iter(f"{SVG}rect") if each.get("class") == name]


def _edges(rect):
    x, y, width, height = (float(rect.get(name)) for name in ("x", "y", "width", "height"))
    return x, y, x + width, y + height


def _overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_a_drawing_for_a_page_speaks_one_language_and_leads_to_every_arrow_s_step(language):
    cycle = cyclebooks().latest("article_6_4.project_activity")
    said = drawn(cycle, language)
    assert ("構想" in said, "Idea" in said) == (language == "zh-Hant", language == "en")
    assert 'href="#step-register"' in said
    assert "http" not in said


def test_both_languages_tell_of_every_step():
    for book in cyclebooks():
        for cycle in book.cycles.values():
            page = DOCS / book.mechanism / cycle.path.partition(".")[2]
            for language, suffix in (("en", ".md"), ("zh-Hant", ".zh-Hant.md")):
                text = page.with_name(page.name + suffix).read_text(encoding="utf-8")
                rows = [line for line in text.splitlines() if line[:3].strip("| ").isdigit()]
                assert len(rows) == len(cycle.steps)
                for step, row in zip(cycle.steps.values(), rows, strict=True):
                    assert step.label.in_language(language) in row
                    assert citation(step.source, language) in row
                    assert (
                        step.to_state in (SAME, BACK) or cycle.states[step.to_state].label.in_language(language) in row
                    )
