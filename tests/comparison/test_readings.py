"""Values that rulebooks state are read from them, on the day of the reader; a changed rule changes the answer."""

from datetime import date
from decimal import Decimal

import pytest

from sextant.application.queries.compare_aspects import compare_aspects
from sextant.comparison.aspect import Plain, Unanswered
from sextant.comparison.loading import load
from sextant.comparison.readings import Read, answer, parse_read
from sextant.comparison.row import Basis
from sextant.domain.rule_value import ValueInForce
from sextant.rules.loading import load as load_rules
from sextant.rules.text import RuleTextError
from sextant.storage.comparison_files import comparison, comparison_texts
from sextant.storage.rulebook_files import cyclebooks, rulebooks, shipped_texts
from sextant.workflow.cyclebook import load_cycles

ON = date(2026, 11, 24)
COMPUTED_ROWS_LEAST = 45


def found(aspect, mechanism, on=ON, cycles=None, texts=None):
    cycles = cycles or cyclebooks()
    compared = compare_aspects(load(texts, cycles) if texts else comparison(), cycles, on)
    row = next(each for each in compared.rows if each.aspect.id == aspect)
    return next(each for each in row.answers if each.mechanism == mechanism)


def changed(old, new, file):
    texts = shipped_texts()
    assert old in texts[file]
    texts[file] = texts[file].replace(old, new)
    return load_cycles(load_rules(texts), texts)


def test_at_least_45_rows_hold_a_value_that_is_computed():
    compared = compare_aspects(comparison(), cyclebooks(), ON)
    assert compared.by_row[Basis.COMPUTED] >= COMPUTED_ROWS_LEAST
    assert sum(compared.by_row.values()) == len(compared.rows)
    assert sum(compared.by_value.values()) == 5 * len(compared.rows)


def test_each_value_of_a_rule_is_the_one_in_force_on_that_day():
    seen = 0
    for aspect in comparison().aspects.values():
        for cell in aspect.cells.values():
            if isinstance(cell, Read) and cell.form == "rule":
                expected = rulebooks().parameter(cell.paths[0]).on(ON)
                value = answer(cell, cyclebooks(), ON).value
                assert value == (expected.value if isinstance(expected, ValueInForce) else None), cell
                seen += 1
    assert seen


@pytest.mark.parametrize(
    ("aspect", "mechanism", "value"),
    [
        ("L07", "article_6_4", 12), ("L19", "cdm", 21), ("L19", "article_6_4", 15), ("L20", "cdm", Decimal("0.02")),
        ("L20", "article_6_4", Decimal("0.05")), ("L21", "article_6_4", Decimal("0.02")), ("M02", "article_6_4", 5),
        ("M24", "cdm", 100), ("M24", "article_6_4", 182), ("M13", "article_6_4", Decimal("0.1")),
    ],
)  # fmt: skip
def test_known_figures(aspect, mechanism, value):
    answered = found(aspect, mechanism)
    assert (answered.basis, answered.found.value) == (Basis.COMPUTED, value)
    assert answered.sources
    assert answered.paths


def test_a_changed_rule_changes_the_answer():
    cycles = changed("value: 0.05", "value: 0.07", "article_6_4/parameters/issuance.yaml")
    assert found("L20", "article_6_4", cycles=cycles).found.value == Decimal("0.07")
    assert found("L20", "article_6_4").found.value == Decimal("0.05")


def test_a_changed_timer_changes_the_sum():
    texts = shipped_texts()
    file = "article_6_4/parameters/consultation_and_validation.yaml"
    head, _, tail = texts[file].partition("  global_consultation_days:")
    texts[file] = f"{head}  global_consultation_days:{tail.replace('value: 28', 'value: 30', 1)}"
    cycles = load_cycles(load_rules(texts), texts)
    assert found("M24", "article_6_4", cycles=cycles).found.value == 184


def test_a_day_decides_what_is_in_force():
    assert found("M17", "article_6_4", on=date(2022, 6, 1)).found.value == 2
    now = found("M17", "article_6_4").found
    assert now.value is None
    assert not now.absent
    assert now.sources


def test_a_rulebook_without_such_a_thing_says_so_and_one_that_is_not_there_answers_nothing():
    assert found("L21", "cdm").found.absent
    assert answer(Read("levy", ("nowhere.omge",)), cyclebooks(), ON) is None


def test_who_is_exempt_stands_beside_a_levy():
    assert found("M23", "article_6_4").found.exempt
    assert found("M23", "cdm").found.exempt


def test_a_fact_is_told_from_what_does_not_apply_and_from_what_is_not_answered():
    fact = found("L02", "article_6_4")
    assert (fact.basis, fact.fact.plain) == (Basis.SOURCED, Plain.YES)
    assert found("L02", "cdm").basis is Basis.NOT_APPLICABLE
    assert found("R01", "jcm").basis is Basis.UNANSWERED
    assert isinstance(comparison().aspects["R01"].cells["jcm"], Unanswered)


def test_every_fact_has_its_source_and_none_is_shown_as_verified_without_a_text_that_was_read():
    for aspect in comparison().aspects.values():
        for mechanism, cell in aspect.cells.items():
            source = getattr(cell, "source", None)
            if source is not None and source.verified:
                document = comparison().documents.by_id(source.document)
                assert document.version(source.version).read, f"{aspect.id}.{mechanism}"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ({"rule": "a.b", "levy": "a.b"}, "write one of"),
        ({"formula": "1 + 1"}, "write one of"),
        ({"sum": "cdm.a"}, "in brackets"),
        ({"periods": ["cdm.a"]}, "periods takes two"),
        ("0.05", "expected names with values"),
    ],
)
def test_a_cell_in_another_form_does_not_load(content, reason):
    with pytest.raises(RuleTextError, match=reason):
        parse_read(content, "x")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("levy: article_6_4.omge", "rule: article_6_4.nothing", "there is no rule article_6_4.nothing"),
        ("document: Decision 2/CMA.3", "document: Decision 99/CMA.3", "is not in documents.yaml"),
        ("theme: lineage", "theme: weather", "no theme"),
        ("is: not_applicable", "is: perhaps", "no plain value"),
    ],
)
def test_what_names_nothing_that_is_there_does_not_load(old, new, reason):
    texts = comparison_texts()
    assert old in texts["aspects/lineage.yaml"]
    texts["aspects/lineage.yaml"] = texts["aspects/lineage.yaml"].replace(old, new, 1)
    with pytest.raises(RuleTextError) as refused:
        load(texts, cyclebooks())
    assert any(reason in each for each in refused.value.sentences), refused.value.sentences


def test_no_figure_that_a_rulebook_states_is_written_beside_it():
    """A fact stands only for what no rulebook of that mechanism is asked about in the same row."""
    for aspect in comparison().aspects.values():
        for mechanism, cell in aspect.cells.items():
            if isinstance(cell, Read):
                assert mechanism in cell.mechanisms, f"{aspect.id}.{mechanism}"
