"""Every paragraph of the founding paper has its entry: claims with verdicts, or a reason why there is none."""

import re
from datetime import date

import pytest
from tests.shared_data import shared

from sextant.application.queries.compare_paper import against, compare_paper, paper_record
from sextant.comparison.lineage import first_day
from sextant.comparison.loading import load
from sextant.comparison.paper import Verdict, digest, numbered
from sextant.rules.text import RuleTextError
from sextant.storage.comparison_files import comparison, comparison_texts
from sextant.storage.rulebook_files import cyclebooks
from sextant.storage.scenario_files import shipped_stories

ON = date(2026, 11, 24)
ASPECTS_OF_THE_SHEET = 91


@pytest.fixture
def paper():
    return shared("reference/founding-paper.zh-Hant.txt").read_text(encoding="utf-8")


def test_every_paragraph_of_the_paper_has_claims_or_says_why_not(paper):
    assert not against(comparison(), paper)
    for each in comparison().paper.values():
        assert bool(each.claims) != bool(each.no_claim), each.id


def test_a_paragraph_without_entry_and_a_changed_one_are_found(paper):
    added = paper.replace("參考文獻", "一個新的段落。\n參考文獻", 1)
    assert [(each.paragraph, each.known) for each in against(comparison(), added)] == [("6.10", False)]
    changed = paper.replace("12名成員", "10名成員", 1)
    assert [(each.paragraph, each.known) for each in against(comparison(), changed)] == [("4.6", True)]


def test_no_sentence_of_the_paper_is_kept(paper):
    """Ids and digests are; fourteen characters in a row of its prose are not, names of things apart."""
    kept = "".join(text for name, text in comparison_texts().items() if name.startswith("paper/"))
    prose = [line.strip() for line in paper.splitlines() if len(line) > 100 and "http" not in line]
    runs = {line[at : at + 14] for line in prose for at in range(len(line) - 13)}
    taken = {kept[at : at + 14] for at in range(len(kept) - 13)} & runs
    assert not {each for each in taken if len(re.findall(r"[\u4e00-\u9fff]", each)) >= 13}


def test_paragraphs_are_numbered_by_chapter_and_matched_whatever_their_spaces():
    text = "摘要 (Abstract)\n甲\n\n一、第一章\n乙\n丙\n參考文獻:\n1. 丁\n"
    assert list(numbered(text)) == ["abstract.1", "1.1", "1.2", "references.1"]
    assert digest("甲 乙") == digest("甲乙") != digest("甲丙")


def test_each_claim_rests_on_something_or_is_a_judgement():
    for claim in comparison().claims():
        if claim.verdict not in (Verdict.JUDGEMENT, Verdict.NOT_CHECKABLE):
            assert claim.aspects or claim.rules or claim.sources, claim.id
        if claim.verdict in (Verdict.WRONG, Verdict.OUTDATED, Verdict.WITH_REMARK):
            assert claim.remark, claim.id


def test_all_aspects_of_the_sheet_are_there_and_what_is_wrong_in_the_paper_is_said_to_be():
    ids = comparison().aspects
    expected = {f"{letter}{number:02}" for letter, most in (("L", 33), ("M", 32), ("N", 26)) for number in
                range(1, most + 1)}  # fmt: skip
    assert len(expected) == ASPECTS_OF_THE_SHEET
    assert expected <= set(ids)
    for aspect in ("L02", "L11", "L20", "M08", "M09", "M13", "M17", "M18", "M20", "M28", "N19"):
        assert any(each.verdict is Verdict.WRONG for each in comparison().claims_on(aspect)), aspect


def test_a_demo_step_that_is_named_is_taken_in_its_scenario():
    taken = {(story.name, scene.take) for story in shipped_stories() for scene in story.scenes if scene.take}
    for claim in comparison().claims():
        if claim.demo:
            path, _, step = claim.demo.step.partition("#")
            cycle = cyclebooks().latest(path)
            assert step in cycle.steps, claim.id
            by_itself = not cycle.steps[step].by
            assert by_itself or (claim.demo.scenario, step) in taken, claim.id


def test_claims_are_answered_with_rows_and_figures_of_the_day():
    found = compare_paper(comparison(), cyclebooks(), ON)
    claim = next(each for entry in found.entries for each in entry.claims if each.claim.id == "4.6d")
    assert [row.aspect.id for row in claim.rows] == ["M17"]
    assert [(path, figure.value) for path, figure in claim.figures] == [
        ("article_6_4.supervisory_body_meetings_min", None)
    ]
    assert sum(found.verdicts.values()) == len(list(comparison().claims()))
    record = paper_record(compare_paper(comparison(), cyclebooks(), ON, verdict="wrong"))
    assert record["claims"] == record["verdicts"]["wrong"] == found.verdicts[Verdict.WRONG] > 10


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("verdict: right", "verdict: fine", "no verdict"),
        ("aspects: [L01]", "aspects: [Z99]", "there is no aspect Z99"),
        ("digest:", "hash:", "is not declared"),
    ],
)
def test_an_entry_that_does_not_hang_together_does_not_load(old, new, reason):
    texts = comparison_texts()
    file = "paper/chapter_1.yaml"
    assert old in texts[file]
    texts[file] = texts[file].replace(old, new, 1)
    with pytest.raises(RuleTextError) as refused:
        load(texts, cyclebooks())
    assert any(reason in each for each in refused.value.sentences), refused.value.sentences


def test_the_lineage_runs_from_kyoto_to_the_first_units_and_marks_what_was_not_checked():
    events = comparison().lineage
    assert events[0].when == "1997-12-11"
    assert events[-1].when.startswith("2026")
    assert [each.sorted_by for each in events] == sorted(each.sorted_by for each in events)
    assert any(not each.source.verified for each in events)
    assert first_day("2016-05") == date(2016, 5, 1)


def test_events_out_of_order_or_of_no_time_do_not_load():
    texts = comparison_texts()
    for old, new, reason in (("'1997-12-11'", "'2027-01-01'", "out of order"), ("'1997-12-11'", "'97'", "write YYYY")):
        changed = texts | {"lineage.yaml": texts["lineage.yaml"].replace(old, new, 1)}
        assert changed["lineage.yaml"] != texts["lineage.yaml"]
        with pytest.raises(RuleTextError) as refused:
            load(changed, cyclebooks())
        assert any(reason in each for each in refused.value.sentences)
