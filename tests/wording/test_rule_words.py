"""What rulebooks name by code has a word in both languages, and values and sentences are said in words."""

import re
from datetime import date
from decimal import Decimal

import pytest

from sextant.domain.rule_value import Bracket
from sextant.rules.levy import LevyKind
from sextant.storage.rulebook_files import cyclebooks, rulebooks, shipped_texts
from sextant.wording.deadline_words import when
from sextant.wording.rule_names import Spoken, uncapital
from sextant.wording.step_words import decided, needs, who
from sextant.wording.value_words import range_in_words, value_in_words
from sextant.wording.where_cited import shipped
from sextant.wording.word import WORDS
from sextant.workflow.cyclebook import check
from sextant.workflow.readers import Reads

TODAY = date(2026, 11, 24)
SHARED = {"ceil", "floor", "half_up", "amount_received", "amount_paid_back", "payment_reference"}
STEPS = [
    (book, cycle, step) for book in cyclebooks() for cycle in book.cycles.values() for step in cycle.steps.values()
]


def test_every_topic_kind_and_purpose_has_a_word():
    books = rulebooks()
    assert {each.kind for each in books.documents} <= set(WORDS["document_kind"])
    assert {str(each) for each in Reads} == set(WORDS["reads"])
    assert {str(each) for each in LevyKind} == set(WORDS["levy_kind"])
    citing = [each for paragraphs in shipped().values() for found in paragraphs.values() for each in found]
    assert {each.cited.kind for each in citing if each.cited} <= set(WORDS["cited_kind"])
    assert all(each.cited.label for each in citing if each.cited and not each.cited.kind.startswith("zone_"))


def test_what_a_rulebook_names_by_code_it_says_in_words_or_it_does_not_load():
    name = "article_6_4/words.yaml"
    text = shipped_texts()[name]
    for line, sentence in (
        ("  removals: {", "article_6_4/parameters/removals.yaml: removals has no name in words; add it under `topics`"),
        ("  authorizes: {", "authorizes has no name in words; add it under `choices`"),
        ("  reversal: {", "article_6_4.buffer_cancellation: reversal has no name in words; add it under `purposes`"),
        ("  A6.4ER: {", "mechanism.yaml: unit_types: A6.4ER has no name in words; add it under `unit_types`"),
        ("  renewed: {", "cycles/renewal_request.yaml: renewed has no name in words; add it under `dates`"),
        ("  verified_by: {", "cycles/monitoring_period.yaml: verified_by has no name in words; add it under `stated`"),
    ):
        without = "\n".join(each for each in text.splitlines() if not each.startswith(line)) + "\n"
        assert without != text
        found = check(shipped_texts() | {name: without})
        assert any(each.endswith(f"{sentence} of {name}") for each in found), (line, found)


def test_no_word_of_a_rulebook_is_left_over():
    for book in cyclebooks().rulebooks:
        texts = " ".join(
            [*book.other_texts.values(), *(each.file for each in (*book.parameters.values(), *book.levies.values())),
             *(str(dated.value) for each in book.parameters.values() for dated in each.values),
             *(purpose for each in book.account_types.values() for purpose in each.purposes),
             *book.mechanism.unit_types])  # fmt: skip
        # What a rulebook takes over of its base it need not use all of.
        taken_over = {code for _, code in book.base.words.labels} if book.base is not None else set()
        known = {*SHARED, *taken_over}
        left = [code for _, code in book.words.labels if code not in known and code not in texts]
        assert not left, book.code


def test_no_module_words_what_a_rulebook_names():
    """A label of a mechanism or unit that stands in code would be forgotten by the next folder."""
    units = {code for book in rulebooks() for code in (*book.unit_classes, *book.mechanism.unit_types)}
    assert not {code for group in WORDS.values() for code in group} & {*rulebooks().books, *units}


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_sentences_about_steps_hold_no_code_but_the_paths_of_rules(language):
    books = cyclebooks()
    for book, cycle, step in STEPS:
        names = Spoken(books, cycle, language, TODAY)
        stated = [names.facts([each]) for each in step.states_data]
        said = [*who(step, book, books, language), *decided(step, book, names), *when(step, names), *stated]
        for sentence in [*said, *needs(step, books, names)]:
            parts = sentence.split("`")
            assert all(books.rulebooks.has(path) for path in parts[1::2]), sentence
            assert "_" not in "".join(parts[::2]), f"{cycle.path}: {step.name}: {sentence}"
            if language == "zh-Hant":
                assert not re.search(r"[a-z]{4}", re.sub("|".join(("CDM", "UTC")), "", "".join(parts[::2]))), sentence


def test_a_deadline_is_said_with_the_value_of_the_day():
    books = cyclebooks()
    cycle = books.latest("article_6_4.project_activity")
    said = when(cycle.steps["comment"], Spoken(books, cycle, "en", TODAY))
    assert said == ["to the end of 28 days `article_6_4.global_consultation_days` after “Design document published”"]
    before = when(cycle.steps["comment"], Spoken(books, cycle, "en", date(2000, 1, 1)))
    assert before[0].startswith("to the end of – days"), "no other value is taken in its place"


def test_a_value_is_said_with_its_unit():
    books = rulebooks()

    def said(value, unit, language="en"):
        return value_in_words(value, unit, "article_6_4", books, language).text

    assert said(Decimal("0.05"), "fraction_of_units_issued") == "0.05 (5% of the units issued)"
    assert said(Decimal("0.05"), "fraction_of_units_issued", "zh-Hant") == "0.05（核發單位之 5%）"
    assert said(Decimal("0.125"), "fraction") == "0.125 (12.5%)"
    assert (said(1, "years"), said(2, "years")) == ("1 year", "2 years")
    assert (said(True, "yes_or_no"), said(False, "yes_or_no", "zh-Hant")) == ("yes", "否")
    assert said("ceil", "policy") == "rounded up to whole units"
    table = value_in_words({"rejected": Decimal(10_000)}, "usd", "article_6_4", books, "en")
    assert (table.rows, table.unit) == ((("Rejected by the Supervisory Body", "10,000"),), "US dollars")


@pytest.mark.parametrize(
    ("bracket", "english", "chinese"),
    [
        (Bracket(Decimal(1), upper=Decimal(15_000), upper_included=True), "up to 15,000", "15,000 以下"),
        (Bracket(Decimal(1), upper=Decimal(15_000)), "less than 15,000", "未滿 15,000"),
        (Bracket(Decimal(1), lower=Decimal(15_000)), "more than 15,000", "逾 15,000"),
        (Bracket(Decimal(1), lower=Decimal(15_000), lower_included=True), "15,000 or more", "15,000 以上"),
        (Bracket(Decimal(1), Decimal(1), False, Decimal(2), True), "more than 1, up to 2", "逾 1、2 以下"),
        (Bracket(Decimal(1)), "any quantity", "不論數量"),
    ],
)
def test_a_bracket_says_whether_its_bounds_are_included(bracket, english, chinese):
    assert (range_in_words(bracket, "en"), range_in_words(bracket, "zh-Hant")) == (english, chinese)


def test_a_label_within_a_sentence_keeps_its_abbreviation():
    assert uncapital("Start of the crediting period") == "start of the crediting period"
    assert uncapital("CDM project") == "CDM project"
